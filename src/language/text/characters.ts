/**
 * Classes of UTF-16 code units, looked up in one table: the scanners of this room ask for millions of them a second.
 * The table fills itself from Unicode properties the first time a code unit is met.
 */

export const CharClass = {
  /** White space, zero width space. */
  space: 1,
  letter: 2,
  digit: 3,
  punctuation: 4,
  symbol: 5,
  /** Combining marks and variation selectors: belong to what they follow. */
  mark: 6,
  /** Soft hyphen, joiners, direction marks and other invisible format characters. */
  format: 7,
  /** Han and kana: no spaces between words, so every character stands alone. */
  ideograph: 8,
} as const;

export type CharClass = (typeof CharClass)[keyof typeof CharClass];

// Signs that Unicode files under punctuation although they are read as words ("percent", "at", "number").
const SIGNS = '%‰‱&@#*§¶†‡';

function classify(char: string): CharClass {
  if (/\s|\u200b/u.test(char)) return CharClass.space;
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(char) && /\p{L}/u.test(char)) {
    return CharClass.ideograph;
  }
  if (/\p{L}/u.test(char)) return CharClass.letter;
  if (/\p{Nd}/u.test(char)) return CharClass.digit;
  if (/\p{M}/u.test(char)) return CharClass.mark;
  if (/\p{Cf}/u.test(char)) return CharClass.format;
  if (/\p{P}/u.test(char) && !SIGNS.includes(char)) return CharClass.punctuation;
  return CharClass.symbol;
}

const table = new Uint8Array(0x10000);

/** Class of the character at a position; both halves of a surrogate pair have the class of the whole character. */
export function classAt(text: string, index: number): CharClass {
  const unit = text.charCodeAt(index);
  const known = table[unit] as CharClass | 0;
  if (known !== 0) return known;
  if (unit >= 0xd800 && unit <= 0xdfff) {
    const start = unit >= 0xdc00 && index > 0 ? index - 1 : index;
    const point = text.codePointAt(start);
    return point === undefined || point < 0x10000 ? CharClass.symbol : classify(String.fromCodePoint(point));
  }
  const found = classify(String.fromCharCode(unit));
  table[unit] = found;
  return found;
}

/** Number of code units of the character that starts here. */
export function sizeAt(text: string, index: number): 1 | 2 {
  const unit = text.charCodeAt(index);
  if (unit < 0xd800 || unit > 0xdbff) return 1;
  const next = text.charCodeAt(index + 1);
  return next >= 0xdc00 && next <= 0xdfff ? 2 : 1;
}

export function isUpper(char: string): boolean {
  return char !== char.toLowerCase();
}
