/** Characters as the segmenter sees them: by UTF-16 code unit, fast for ASCII. */

/** White space as `String.prototype.trim` knows it. */
export function isSpace(c: number): boolean {
  if (c < 0x80) return c === 0x20 || (c >= 0x09 && c <= 0x0d);
  return (
    c === 0xa0 ||
    c === 0x1680 ||
    (c >= 0x2000 && c <= 0x200a) ||
    c === 0x2028 ||
    c === 0x2029 ||
    c === 0x202f ||
    c === 0x205f ||
    c === 0x3000 ||
    c === 0xfeff
  );
}

export function isDigit(c: number): boolean {
  return c >= 0x30 && c <= 0x39;
}

const UPPER = /^[\p{Lu}\p{Lt}]$/u;
const LOWER = /^\p{Ll}$/u;
const LETTER = /^[\p{L}\p{M}]$/u;

export function isUpper(c: number): boolean {
  if (c < 0x80) return c >= 0x41 && c <= 0x5a;
  return UPPER.test(String.fromCharCode(c));
}

export function isLower(c: number): boolean {
  if (c < 0x80) return c >= 0x61 && c <= 0x7a;
  return LOWER.test(String.fromCharCode(c));
}

/** A letter of any script, a combining mark, or half of a character beyond the BMP that is no pictograph. */
export function isLetter(c: number): boolean {
  if (c < 0x80) return (c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a);
  if (c >= 0xd800 && c <= 0xdfff) return !isPictograph(c);
  return LETTER.test(String.fromCharCode(c));
}

export function isAlphanumeric(c: number): boolean {
  return isDigit(c) || isLetter(c);
}

/** Parts of emoji: the surrogates of their planes, dingbats, joiners and variation selectors. */
export function isPictograph(c: number): boolean {
  return (
    (c >= 0xd83c && c <= 0xd83e) ||
    (c >= 0xdc00 && c <= 0xdfff) ||
    (c >= 0x2600 && c <= 0x27bf) ||
    c === 0xfe0f ||
    c === 0x200d
  );
}

export const FULL_STOP = 0x2e;
export const ELLIPSIS = 0x2026;
export const STRAIGHT_QUOTE = 0x22;

/** `! ?` and their kin in other scripts. */
export function isExclamation(c: number): boolean {
  return (
    c === 0x21 ||
    c === 0x3f ||
    c === 0x203d ||
    (c >= 0x203c && c <= 0x2049 && (c === 0x203c || c >= 0x2047)) ||
    c === 0x061f ||
    c === 0x0964 ||
    c === 0xff01 ||
    c === 0xff1f ||
    c === 0x3002 ||
    c === 0xff61
  );
}

/** Sentence ends of scripts that put no space after them. */
export function isWideStop(c: number): boolean {
  return c === 0x3002 || c === 0xff01 || c === 0xff1f || c === 0xff61;
}

export function isTerminator(c: number): boolean {
  return c === FULL_STOP || c === ELLIPSIS || isExclamation(c);
}

/** Quotation marks and brackets that close whatever stands around them; straight marks need their context. */
export function isClosing(c: number): boolean {
  return (
    c === 0x29 ||
    c === 0x5d ||
    c === 0x7d ||
    c === 0x201d ||
    c === 0x2019 ||
    c === 0xbb ||
    c === 0x203a ||
    c === 0x300d ||
    c === 0x300f ||
    c === 0xff09
  );
}

export function isClosingQuote(c: number): boolean {
  return c === 0x22 || c === 0x27 || c === 0x201d || c === 0x2019 || c === 0xbb || c === 0x203a;
}

export function isOpeningBracket(c: number): boolean {
  return c === 0x28 || c === 0x5b || c === 0x7b || c === 0xff08;
}

export function isOpeningQuote(c: number): boolean {
  return (
    c === 0x22 ||
    c === 0x27 ||
    c === 0x201c ||
    c === 0x2018 ||
    c === 0x201e ||
    c === 0x201a ||
    c === 0xab ||
    c === 0x2039 ||
    c === 0x300c ||
    c === 0x300e
  );
}

export function isDash(c: number): boolean {
  return c === 0x2d || (c >= 0x2010 && c <= 0x2015) || c === 0x2212;
}

export function isBullet(c: number): boolean {
  return (
    c === 0x2022 ||
    c === 0xb7 ||
    c === 0x25cf ||
    c === 0x25aa ||
    c === 0x25a0 ||
    c === 0x2023 ||
    c === 0x25e6 ||
    c === 0x25ba
  );
}

const ROMAN = /^(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/;

/** Roman numerals in capitals, up to 15 letters. */
export function isRoman(word: string): boolean {
  return word.length <= 15 && ROMAN.test(word);
}
