import type { MemoryUnit } from './unit.js';

/** Which units are meant. What is left out does not matter. */
export interface UnitSelection {
  readonly document?: string;
  readonly origin?: MemoryUnit['origin']['kind'];
  readonly state?: MemoryUnit['state'];
  /** ISO 8601 times: changed at or after, changed before. */
  readonly since?: string;
  readonly until?: string;
}

/** All but the document, which the index does not know. `changed` in seconds since 1970. */
export function matchesFilter(
  selection: UnitSelection,
  { kind, state }: { readonly kind: MemoryUnit['origin']['kind']; readonly state: MemoryUnit['state'] },
  changed: number,
): boolean {
  if (selection.origin !== undefined && selection.origin !== kind) return false;
  if (selection.state !== undefined && selection.state !== state) return false;
  if (selection.since !== undefined && changed * 1000 + 999 < Date.parse(selection.since)) return false;
  return selection.until === undefined || changed * 1000 < Date.parse(selection.until);
}
