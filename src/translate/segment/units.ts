import type { Draft } from './draft.js';

/** A word or a punctuation mark of a text; protected spans are units of their own. */
export interface TextUnit {
  readonly start: number;
  readonly end: number;
  readonly word: boolean;
}

const UNIT = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-'’.,/][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*|[^\s]/gu;

/** A range that is no text to be cut into words. */
export interface SpecialRange {
  readonly start: number;
  readonly end: number;
  /** One unit; or none, only an end to the word before it. */
  readonly as: 'unit' | 'gap';
}

/** Units of a text, in order. @param special ranges of their own; sorted, without overlaps */
export function unitsOf(text: string, special: readonly SpecialRange[] = []): TextUnit[] {
  const units: TextUnit[] = [];
  const plain = (from: number, to: number): void => {
    for (const match of text.slice(from, to).matchAll(UNIT)) {
      const start = from + match.index;
      units.push({ start, end: start + match[0].length, word: /[\p{L}\p{N}]/u.test(match[0]) });
    }
  };
  let at = 0;
  for (const range of special) {
    plain(at, range.start);
    if (range.as === 'unit') units.push({ start: range.start, end: range.end, word: true });
    at = range.end;
  }
  plain(at, text.length);
  return units;
}

/** `attention[t][s]`: how much target unit t was made from source unit s, 0..1. */
export type UnitAttention = readonly Float64Array[];

/** Brings a draft's links from tokens to units: the mean over a unit's tokens, shared by overlap within a source token. */
export function unitAttention(draft: Draft, target: readonly TextUnit[], source: readonly TextUnit[]): UnitAttention {
  const rows = target.map(() => new Float64Array(source.length));
  target.forEach((unit, t) => {
    const row = rows[t]!;
    let parts = 0;
    for (const token of draft.tokens) {
      if (token.end <= unit.start) continue;
      if (token.start >= unit.end) break;
      // A token's own space in front of a word is no part of the unit.
      const share = Math.min(token.end, unit.end) - Math.max(token.start, unit.start);
      if (share <= 0) continue;
      parts += share;
      for (const link of token.links) spread(row, source, link, share);
    }
    if (parts > 0) for (let s = 0; s < row.length; s++) row[s]! /= parts;
  });
  return rows;
}

function spread(
  row: Float64Array,
  source: readonly TextUnit[],
  link: { start: number; end: number; weight: number },
  share: number,
): void {
  let covered = 0;
  const hits: [number, number][] = [];
  for (let s = firstAfter(source, link.start); s < source.length && source[s]!.start < link.end; s++) {
    const overlap = Math.min(link.end, source[s]!.end) - Math.max(link.start, source[s]!.start);
    if (overlap <= 0) continue;
    covered += overlap;
    hits.push([s, overlap]);
  }
  for (const [s, overlap] of hits) row[s]! += (link.weight * share * overlap) / covered;
}

/** Index of the first unit that ends after the place. */
export function firstAfter(units: readonly TextUnit[], place: number): number {
  let low = 0;
  let high = units.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (units[middle]!.end > place) high = middle;
    else low = middle + 1;
  }
  return low;
}
