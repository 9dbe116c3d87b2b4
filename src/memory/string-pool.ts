import { hashText } from './hash.js';

/**
 * Many short strings in flat arrays: UTF-8 bytes in a row, their ends, and an open-addressing hash table. Ids start at 1; 0
 * is "no string". Unlike a Map it can be stored and loaded as it is and costs no objects.
 */
export interface StringPool {
  readonly count: number;
  readonly bytes: Uint8Array;
  /** `ends[id]`: one past the last byte of the string; `ends[0]` = 0. */
  readonly ends: Uint32Array;
  /** Power-of-two table of ids. */
  readonly table: Uint32Array;
  /** `hashes[id]`, so that a look-up compares bytes only where the hash agrees. */
  readonly hashes: Uint32Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function makeStringPool(strings: readonly string[]): StringPool {
  const count = strings.length;
  const ends = new Uint32Array(count + 1);
  const hashes = new Uint32Array(count + 1);
  let bytes = new Uint8Array(Math.max(64, count * 12));
  let used = 0;
  let size = 8;
  while (size < count * 2) size *= 2;
  const table = new Uint32Array(size);
  for (let i = 0; i < count; i++) {
    const text = strings[i]!;
    if (used + text.length * 3 > bytes.length) {
      const larger = new Uint8Array((bytes.length + text.length * 3) * 2);
      larger.set(bytes);
      bytes = larger;
    }
    used += encoder.encodeInto(text, bytes.subarray(used)).written;
    const id = i + 1;
    ends[id] = used;
    const hash = hashText(text);
    hashes[id] = hash;
    let at = hash & (size - 1);
    while (table[at] !== 0) at = (at + 1) & (size - 1);
    table[at] = id;
  }
  return { count, bytes: bytes.slice(0, used), ends, table, hashes };
}

export function stringAt(pool: StringPool, id: number): string {
  return decoder.decode(pool.bytes.subarray(pool.ends[id - 1], pool.ends[id]));
}

/** Id of a string, or 0. */
export function findString(pool: StringPool, text: string): number {
  const hash = hashText(text);
  const mask = pool.table.length - 1;
  for (let at = hash & mask; ; at = (at + 1) & mask) {
    const id = pool.table[at]!;
    if (id === 0) return 0;
    if (pool.hashes[id] === hash && stringAt(pool, id) === text) return id;
  }
}
