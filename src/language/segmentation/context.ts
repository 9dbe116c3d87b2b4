import {
  isAlphanumeric,
  isClosing,
  isDigit,
  isOpeningBracket,
  isOpeningQuote,
  isRoman,
  isSpace,
} from './characters.js';

/** The tokens left of a stop, read with bounded look-back. */

const LONGEST_TOKEN = 48;

export interface Token {
  /** Without opening marks, and without what stands before an inner slash, dash or bracket. */
  readonly text: string;
  /** Where the whole token starts, opening marks included. */
  readonly start: number;
  /** Longer than the look-back: a web address, never an abbreviation. */
  readonly long: boolean;
}

function isInnerCut(c: number): boolean {
  return c === 0x2f || c === 0x2013 || c === 0x2014 || c === 0x28 || c === 0x5b;
}

/** The token that ends at `end` (exclusive), not reaching left of `floor`. */
export function tokenBefore(text: string, end: number, floor: number): Token {
  const limit = Math.max(floor, end - LONGEST_TOKEN);
  let start = end;
  while (start > limit && !isSpace(text.charCodeAt(start - 1))) start--;
  const long = start === limit && limit > floor && !isSpace(text.charCodeAt(start - 1));
  let from = start;
  while (from < end) {
    const c = text.charCodeAt(from);
    if (!isOpeningQuote(c) && !isOpeningBracket(c) && c !== 0x2a && c !== 0x5f && !isClosing(c)) break;
    from++;
  }
  for (let i = end - 1; i >= from; i--) {
    if (isInnerCut(text.charCodeAt(i))) {
      from = i + 1;
      break;
    }
  }
  return { text: text.slice(from, end), start, long };
}

const NO_TOKEN: Token = { text: '', start: -1, long: false };

/** The token before the one that starts at `start`; its text is empty when there is none in the segment. */
export function previousToken(text: string, start: number, floor: number): Token {
  let end = start;
  const limit = Math.max(floor, start - 4);
  while (end > limit && isSpace(text.charCodeAt(end - 1))) end--;
  return end <= floor || end === start ? NO_TOKEN : tokenBefore(text, end, floor);
}

/** Is there nothing but white space and opening marks between the start of the segment and `at`? */
export function startsSegment(text: string, at: number, segmentStart: number): boolean {
  if (at - segmentStart > 8) return false;
  for (let i = segmentStart; i < at; i++) {
    const c = text.charCodeAt(i);
    if (isAlphanumeric(c) || c === 0x2c || c === 0x3a || c === 0x3b) return false;
  }
  return true;
}

/** The token that starts at `start`, up to white space, at most 24 characters. */
export function tokenAfter(text: string, start: number): string {
  let end = start;
  while (end < text.length && end - start < 24 && !isSpace(text.charCodeAt(end))) end++;
  return text.slice(start, end);
}

/** `1`, `12`, `2.1`, `a`, `B`, `IV`, `iv`, `A.1`: what may number a heading or a list item. Not `W.S`, `u.b`. */
export function isEnumerator(token: string): boolean {
  if (token.length === 0 || token.length > 9) return false;
  if (!token.includes('.')) return isEnumeratorPart(token);
  const parts = token.split('.');
  return parts.some((part) => isDigit(part.charCodeAt(0))) && parts.every(isEnumeratorPart);
}

function isEnumeratorPart(part: string): boolean {
  const c = part.charCodeAt(0);
  if (part.length === 1) return isDigit(c) || (c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a);
  if (isDigit(c))
    return part.length <= 3 && isDigit(part.charCodeAt(1)) && (part.length < 3 || isDigit(part.charCodeAt(2)));
  return c < 0x61 ? isRoman(part) : part.length <= 5 && /^[ivx]+$/.test(part);
}
