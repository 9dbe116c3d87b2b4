/** The roots and affix patterns, unpacked on first use. */

import { PATTERN_COUNTS, ROOT_LEVELS } from './roots.js';

let roots: ReadonlyMap<string, number> | undefined;
let patterns: ReadonlyMap<string, number> | undefined;

/** Undoes the front coding of `scripts/data/roots.mjs`. */
function unpack(coded: string): string[] {
  let before = '';
  return coded
    .split(' ')
    .map((entry) => (before = before.slice(0, Number.parseInt(entry.charAt(0), 36)) + entry.slice(1)));
}

/** Known roots with their level: how many words are built on them, 0 few to 9 many. */
export function rootLevels(): ReadonlyMap<string, number> {
  roots ??= new Map(
    Object.entries(ROOT_LEVELS).flatMap(([level, coded]) =>
      unpack(coded).map((root) => [root, Number(level)] as const),
    ),
  );
  return roots;
}

/** Word types per affix pattern. */
export function patternCounts(): ReadonlyMap<string, number> {
  patterns ??= new Map(
    PATTERN_COUNTS.split(' ').map((pair) => {
      const [pattern = '', count = '0'] = pair.split('=');
      return [pattern, Number(count)] as const;
    }),
  );
  return patterns;
}
