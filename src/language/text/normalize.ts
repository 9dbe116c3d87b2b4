/** Forms of a text that are compared instead of the text: the stored text never changes. */

import { matchPrefix } from '../segmentation/prefix.js';
import { tokenize } from './tokens.js';
import { foldSpelling } from './spelling.js';
import { findQuantities } from '../quantities/find.js';
import type { Language, Quantity } from '../quantities/types.js';

const FOLDS: readonly (readonly [RegExp, string])[] = [
  [/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/gu, ''],
  [/[\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4\u0060\u2039\u203a]/gu, "'"],
  [/[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u301d-\u301f]/gu, '"'],
  [/[\u2010-\u2015\u2212\ufe58\ufe63]/gu, '-'],
  [/\u2026/gu, '...'],
];

// Full-width ASCII stands 0xFEE0 above the plain one; the ideographic space is caught by \s.
const WIDE = /[\uff01-\uff5e]/gu;
const narrow = (char: string): string => String.fromCharCode(char.charCodeAt(0) - 0xfee0);

const NEEDS_FOLDING = /[^\x20-\x5f\x61-\x7e]|\s\s|^\s|\s$/u;

/**
 * What two spellings of the same characters have in common: Unicode NFC, full-width forms narrowed, quotes and dashes
 * straightened, `…` as three stops, invisible characters dropped, white space collapsed and trimmed. Case and wording
 * are kept: two texts with the same form differ in nothing a reader would see as wording.
 */
export function normalizeForMatch(text: string, _language: string): string {
  if (!NEEDS_FOLDING.test(text)) return text;
  let folded = text.normalize('NFC');
  for (const [pattern, replacement] of FOLDS) folded = folded.replace(pattern, replacement);
  return folded.replace(WIDE, narrow).replace(/\s+/gu, ' ').trim();
}

/** Stand-in for a quantity in a match key: its kind only, so that texts which differ in figures share a key. */
export function placeable(quantity: Quantity): string {
  return `\u27e8${quantity.kind}\u27e9`;
}

/**
 * The folded key: {@link normalizeForMatch}, without the outlet, dateline or number it starts with (`ERA.id - `, `3. `),
 * lower case, one spelling per thing (`kerjasama` and `kerja sama`,
 * `Moscow` and `Moskow`), inner hyphens as spaces (`Kim Jong-un` and `Kim Jong Un`), quantities as their kind, one
 * space between tokens. Texts with one key say the same but for figures; compare those with `sameQuantity`.
 */
export function matchKey(text: string, language: Language): string {
  const whole = normalizeForMatch(text, language);
  const visible = whole.slice(matchPrefix(whole, language));
  const words: string[] = [];
  let at = 0;
  for (const quantity of findQuantities(visible, language)) {
    pushWords(words, visible.slice(at, quantity.start));
    words.push(placeable(quantity));
    at = quantity.end;
  }
  pushWords(words, visible.slice(at));
  return foldSpelling(words, language).join(' ');
}

function pushWords(words: string[], text: string): void {
  for (const token of tokenize(text)) {
    const folded = token.text.toLowerCase();
    if (token.kind === 'word' && folded.includes('-')) words.push(...folded.split('-').filter((part) => part !== ''));
    else words.push(folded);
  }
}
