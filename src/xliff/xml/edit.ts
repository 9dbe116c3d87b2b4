import { inputError } from '../../base/index.js';

/** Replace `[start, end)` of a text; `start === end` inserts. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/**
 * The text with all splices applied; everything outside them stays byte for byte. Insertions at one place keep their
 * order in the list, and stand before a replacement that starts there. No splices: the same text.
 *
 * @throws MemoriError `xml.splice` when two splices overlap or one lies outside the text
 */
export function applySplices(text: string, splices: readonly Splice[]): string {
  if (splices.length === 0) return text;
  const sorted = splices
    .map((splice, order) => ({ ...splice, order }))
    .sort((a, b) => a.start - b.start || a.end - b.end || a.order - b.order);
  const out: string[] = [];
  let at = 0;
  for (const { start, end, replacement } of sorted) {
    if (start < at || end < start || end > text.length) {
      const why = start < at ? 'overlaps the edit before it' : 'lies outside the text';
      throw inputError('xml.splice', `the edit of [${start}, ${end}) ${why}`);
    }
    out.push(text.slice(at, start), replacement);
    at = end;
  }
  out.push(text.slice(at));
  return out.join('');
}
