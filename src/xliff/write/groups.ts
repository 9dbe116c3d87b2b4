import type { XliffUnit } from '../model.js';

export interface GroupWriter {
  /** The unit with an id of its own in the file: a second one of the same id is numbered. */
  unit(unit: XliffUnit): void;
  /** `written` is the id to write: a group whose units do not stand together is written again under another id. */
  group(id: string, written: string, members: () => void): void;
}

/** Walks units in order; runs that share a group are handed over inside it. */
export function inGroups(units: readonly XliffUnit[], writer: GroupWriter): void {
  const groupId = freshIds();
  const unitId = freshIds();
  const walk = (level: readonly XliffUnit[], depth: number): void => {
    for (let i = 0; i < level.length;) {
      const id = level[i]!.groupIds?.[depth];
      if (id === undefined) {
        const unit = level[i++]!;
        const id = unitId(unit.id === '' ? '_' : unit.id);
        writer.unit(id === unit.id ? unit : { ...unit, id });
        continue;
      }
      const first = i;
      while (i < level.length && level[i]!.groupIds?.[depth] === id) i++;
      const members = level.slice(first, i);
      writer.group(id, groupId(id), () => walk(members, depth + 1));
    }
  };
  walk(units, 0);
}

/** Each id once; what comes again is numbered. */
function freshIds(): (id: string) => string {
  const times = new Map<string, number>();
  const fresh = (id: string): string => {
    const count = (times.get(id) ?? 0) + 1;
    times.set(id, count);
    return count === 1 ? id : fresh(`${id}-${count}`);
  };
  return fresh;
}
