import { packUnit, unpackUnit } from './records.js';
import type { MemoryUnit } from './unit.js';

/** A unit that is put into a file (new, or in place of the one with its id) or removed from it. */
export type Change =
  | { readonly kind: 'put'; readonly file: string; readonly unit: MemoryUnit }
  | { readonly kind: 'remove'; readonly file: string; readonly id: string };

/** A change as the journal and the undo steps keep it. */
export type StoredChange = readonly ['+' | '-', string, string];

export const idOf = (change: Change): string => (change.kind === 'put' ? change.unit.id : change.id);

export function storeChange(change: Change): StoredChange {
  return change.kind === 'put' ? ['+', change.file, packUnit(change.unit)] : ['-', change.file, change.id];
}

export function readChange([sign, file, data]: StoredChange): Change {
  return sign === '+' ? { kind: 'put', file, unit: unpackUnit(data) } : { kind: 'remove', file, id: data };
}
