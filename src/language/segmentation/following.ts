import {
  isAlphanumeric,
  isBullet,
  isClosing,
  isDash,
  isDigit,
  isLetter,
  isLower,
  isOpeningBracket,
  isOpeningQuote,
  isPictograph,
  isSpace,
  isUpper,
  ELLIPSIS,
  FULL_STOP,
} from './characters.js';
import type { CompiledRules } from './rules.js';

/** What stands after a possible end, past the quotation marks, brackets and dashes it may open with. */
export interface Following {
  /**
   * - `upper`: a word that may start a sentence; also `eBay`, `al-Azhar`, `dr.` and letters of scripts without case
   * - `lower`: a word that may not
   * - `digit`
   * - `enumerator`: `b.` or `b)` of a list run into the text
   * - `link`: a host, a web address, a hash tag or a user name
   * - `symbol`: anything else
   * - `none`: no letter or digit near
   */
  readonly kind: 'upper' | 'lower' | 'digit' | 'enumerator' | 'link' | 'symbol' | 'none';
  /** The first word, without opening marks. Empty for `symbol` and `none`. */
  readonly word: string;
  /** Offset after that word. */
  readonly wordEnd: number;
  readonly quote: boolean;
  readonly bracket: boolean;
  readonly dash: boolean;
  /** It opens with `...`. */
  readonly ellipsis: boolean;
}

const MAX_OPENERS = 24;
const MAX_WORD = 40;

function isWordInner(text: string, i: number): boolean {
  const c = text.charCodeAt(i);
  if (isAlphanumeric(c)) return true;
  if (c === 0x27 || c === 0x2019 || c === 0x2d || c === 0x2011) return isAlphanumeric(text.charCodeAt(i + 1));
  return false;
}

/** Offset after the word of letters, digits and inner hyphens or apostrophes at `start`; at most 40 characters long. */
export function wordEndAt(text: string, start: number): number {
  let end = start;
  while (end < text.length && end - start < MAX_WORD && isWordInner(text, end)) end++;
  return end;
}

const PARTICLE = /^(?:[aeo][lnrstdz]|asy|ash|ath|adh|ad|d|l)['’-]\p{Lu}/u;

function isEnumerator(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  const mark = text.charCodeAt(at + 1);
  if (c < 0x61 || c > 0x6c || (mark !== FULL_STOP && mark !== 0x29)) return false;
  let next = at + 2;
  if (!isSpace(text.charCodeAt(next))) return false;
  while (next < at + 5 && isSpace(text.charCodeAt(next))) next++;
  return isLetter(text.charCodeAt(next));
}

function startsLink(text: string, at: number): boolean {
  return text.startsWith('http://', at) || text.startsWith('https://', at) || text.startsWith('www.', at);
}

/** Looks at what stands at `at`, a position past white space. Looks at most 64 characters ahead. */
export function following(text: string, at: number, rules: CompiledRules): Following {
  let i = at;
  let quote = false;
  let bracket = false;
  let dash = false;
  let ellipsis = false;
  const limit = Math.min(text.length, at + MAX_OPENERS);
  for (; i < limit; i++) {
    const c = text.charCodeAt(i);
    if (isAlphanumeric(c)) break;
    if (isOpeningQuote(c) || c === 0x201d || c === 0x2019) quote = true;
    else if (isOpeningBracket(c)) bracket = true;
    else if (isDash(c)) dash = true;
    else if (c === ELLIPSIS || c === FULL_STOP) ellipsis = true;
    else if (c === 0x23 || c === 0x40) {
      if (isLetter(text.charCodeAt(i + 1))) break;
    } else if (
      !isSpace(c) &&
      !isBullet(c) &&
      !isClosing(c) &&
      !isPictograph(c) &&
      // ¡ ¿ * _ and currency signs
      !(c === 0xa1 || c === 0xbf || c === 0x2a || c === 0x5f || c === 0x24 || c === 0xa3 || c === 0xa5 || c === 0x20ac)
    ) {
      break;
    }
  }
  const marks = { quote, bracket, dash, ellipsis };
  if (i >= limit) return { kind: 'none', word: '', wordEnd: i, ...marks };
  const c = text.charCodeAt(i);
  if (c === 0x23 || c === 0x40) return { kind: 'link', word: '', wordEnd: i, ...marks };
  if (!isAlphanumeric(c)) return { kind: 'symbol', word: '', wordEnd: i, ...marks };
  const wordEnd = wordEndAt(text, i);
  const word = text.slice(i, wordEnd);
  if (isDigit(c)) return { kind: 'digit', word, wordEnd, ...marks };
  if (!isLower(c)) return { kind: 'upper', word, wordEnd, ...marks };
  if (isEnumerator(text, i)) return { kind: 'enumerator', word, wordEnd, ...marks };
  if (startsLink(text, i)) return { kind: 'link', word, wordEnd, ...marks };
  const secondUpper = isUpper(text.charCodeAt(i + 1)) || (wordEnd - i > 2 && isUpper(text.charCodeAt(i + 2)));
  const startsLow = rules.lowerCaseStarts.has(word) && text.charCodeAt(wordEnd) === FULL_STOP;
  const kind = secondUpper || startsLow || PARTICLE.test(word) ? 'upper' : 'lower';
  return { kind, word, wordEnd, ...marks };
}
