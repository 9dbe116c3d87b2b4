import type { XliffUnit } from '../model.js';

export interface GroupWriter {
  unit(unit: XliffUnit): void;
  /** `written` is the id to write: a group whose units do not stand together is written again under another id. */
  group(id: string, written: string, members: () => void): void;
}

/** Walks units in order; runs that share a group are handed over inside it. */
export function inGroups(units: readonly XliffUnit[], writer: GroupWriter): void {
  const times = new Map<string, number>();
  const freshId = (id: string): string => {
    const count = (times.get(id) ?? 0) + 1;
    times.set(id, count);
    return count === 1 ? id : freshId(`${id}-${count}`);
  };
  const walk = (level: readonly XliffUnit[], depth: number): void => {
    for (let i = 0; i < level.length;) {
      const id = level[i]!.groupIds?.[depth];
      if (id === undefined) {
        writer.unit(level[i++]!);
        continue;
      }
      const first = i;
      while (i < level.length && level[i]!.groupIds?.[depth] === id) i++;
      const members = level.slice(first, i);
      writer.group(id, freshId(id), () => walk(members, depth + 1));
    }
  };
  walk(units, 0);
}
