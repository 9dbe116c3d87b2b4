/**
 * Words, numbers, punctuation and symbols of a text, in one linear pass that knows no language.
 *
 * What counts as one token:
 * - a word keeps its inner hyphens and apostrophes: `negara-negara`, `Jong-un`, `ke-7`, `COVID-19`, `Qur'an`, `don't`;
 * - initials and abbreviations keep inner dots and the last one: `L.P.`, `a.n.`, `Ph.D.`; `Dr.` is a word and a stop;
 * - a number keeps separators between digits: `12.500,75`, `16.30`, `19/6/2024`, `3.1.4`; its sign and range dash are
 *   tokens of their own (`6-4` is three), and so is a hyphen that leads to a word (`12-year-old`: `12`, `-`,
 *   `year-old`), except in decades (`1980-an`);
 * - a currency sign written against its number is apart: `Rp750.000` is `Rp` and `750.000`;
 * - web addresses, e-mail addresses and host or file names are one word: `kemdikbud.go.id`, `Vue.js`, but
 *   `ini.Washington` is three tokens, a forgotten space;
 * - a run of one repeated sign is one token: `...`, `!!`, `--`.
 */

import { CharClass, classAt, isUpper, sizeAt } from './characters.js';

export interface Token {
  readonly text: string;
  /** `[start, end)` in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  readonly kind: TokenKind;
}

export type TokenKind = 'word' | 'number' | 'punctuation' | 'symbol';

const URL = /(?:https?|ftp|file|mailto|urn|tel):[^\s<>"“”«»]+|www\.[^\s<>"“”«»]+/iuy;
const EMAIL = /[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,8}/uy;
const HOST = /[\p{L}\d_-]{1,63}(?:\.[\p{L}\d_-]{1,63}){1,8}/uy;
const URL_TAIL = /[.,;:!?'’”"»…)\]}]+$/u;

/** Last labels that make `left.right` a host or file name rather than a forgotten space. */
const LAST_LABELS = new Set(
  (
    'id com org net edu gov mil int info biz io me tv co uk us eu de fr nl jp cn kr sg my au nz in ru ua va ai app dev ' +
    'xyz site online web js mjs cjs ts tsx jsx py rb rs go java kt php html htm css json xml yml yaml md txt csv tsv ' +
    'pdf doc docx xls xlsx ppt pptx odt zip gz jpg jpeg png gif svg mp3 mp4 exe dll sh po srt xlf xliff tmx tbx srx'
  ).split(' '),
);

const CURRENCY_PREFIX = new Set(['Rp', 'RP', 'IDR', 'USD', 'EUR', 'SGD', 'AUD', 'GBP', 'JPY', 'CNY', 'MYR', 'RM']);

const HYPHEN = 0x2d;
const DOT = 0x2e;
const UNDERSCORE = 0x5f;

const isHyphen = (unit: number): boolean => unit === HYPHEN || unit === 0x2010 || unit === 0x2011;
const isApostrophe = (unit: number): boolean => unit === 0x27 || unit === 0x2019 || unit === 0x02bc;
const isWordClass = (c: CharClass): boolean => c === CharClass.letter || c === CharClass.digit;

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** End of a web address that starts here, or -1. Stops and brackets after it belong to the sentence. */
function addressEnd(text: string, start: number): number {
  const end = matchEnd(URL, text, start);
  return end < 0 ? -1 : end - (URL_TAIL.exec(text.slice(start, end))?.[0].length ?? 0);
}

/** End of a host or file name that starts here, or -1. */
function hostEnd(text: string, start: number): number {
  const end = matchEnd(HOST, text, start);
  if (end < 0) return -1;
  const labels = text.slice(start, end).split('.');
  // The longest part that ends in a known label: `ERA.id.Presiden` holds the host `ERA.id`.
  for (let count = labels.length; count >= 2; count--) {
    const last = labels[count - 1] ?? '';
    const known = LAST_LABELS.has(last) || (last === last.toUpperCase() && LAST_LABELS.has(last.toLowerCase()));
    if (known) return start + labels.slice(0, count).join('.').length;
  }
  return -1;
}

function letterRun(text: string, at: number): number {
  let end = at;
  while (end < text.length && classAt(text, end) === CharClass.letter) end++;
  return end - at;
}

class Scanner {
  private readonly mayHoldEmail: boolean;

  constructor(private readonly text: string) {
    this.mayHoldEmail = text.includes('@');
  }

  /** End of the word that starts (or goes on, after leading digits) at a position. */
  wordEnd(start: number): number {
    const { text } = this;
    let at = start;
    let label = start;
    let dotted = false;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      const c = classAt(text, at);
      if (c === CharClass.digit && at > start && CURRENCY_PREFIX.has(text.slice(start, at))) return at;
      if (isWordClass(c) || c === CharClass.mark || c === CharClass.format || unit === UNDERSCORE) continue;
      if (at + 1 >= text.length) break;
      const next = classAt(text, at + 1);
      if (isHyphen(unit) && isWordClass(next)) continue;
      if (isApostrophe(unit) && next === CharClass.letter) continue;
      if (unit === 0x26 && next === CharClass.letter && this.joinsInitials(at)) continue;
      if ((unit === DOT && isWordClass(next)) || unit === 0x40) {
        const address = this.mayHoldEmail ? matchEnd(EMAIL, text, start) : -1;
        if (address > at) return address;
        if (unit === DOT && next === CharClass.letter) {
          const host = hostEnd(text, label);
          if (host > at) {
            at = host - 1;
            label = host;
            continue;
          }
          if (at - label === 1 || letterRun(text, at + 1) === 1) {
            dotted = true;
            label = at + 1;
            continue;
          }
        }
      }
      if (unit === DOT && dotted && at - label === 1) return at + 1;
      break;
    }
    if (dotted && at < text.length && text.charCodeAt(at) === DOT && at - label === 1) return at + 1;
    return at;
  }

  /** `R&D`, `AT&T`: an ampersand between capitals. */
  private joinsInitials(at: number): boolean {
    return isUpper(this.text.charAt(at - 1)) && isUpper(this.text.charAt(at + 1));
  }

  /** End of a number that starts here: digits and the separators between digits. */
  numberEnd(start: number): number {
    const { text } = this;
    let at = start;
    for (; at < text.length; at++) {
      if (classAt(text, at) === CharClass.digit) continue;
      const unit = text.charCodeAt(at);
      const separates = unit === DOT || unit === 0x2c || unit === 0x3a || unit === 0x2f;
      if (!separates || at + 1 >= text.length || classAt(text, at + 1) !== CharClass.digit) break;
    }
    return at;
  }

  /** A token that starts with a digit. */
  digits(start: number): { end: number; kind: TokenKind } {
    const { text } = this;
    const end = this.numberEnd(start);
    if (end >= text.length) return { end, kind: 'number' };
    const c = classAt(text, end);
    if (c === CharClass.letter) return { end: this.wordEnd(end), kind: 'word' };
    const decade = /[-‐‑]an(?:nya)?(?![\p{L}\d])/uy;
    const decadeEnd = isHyphen(text.charCodeAt(end)) ? matchEnd(decade, text, end) : -1;
    return decadeEnd < 0 ? { end, kind: 'number' } : { end: decadeEnd, kind: 'word' };
  }

  next(start: number): { end: number; kind: TokenKind } {
    const { text } = this;
    const c = classAt(text, start);
    switch (c) {
      case CharClass.letter: {
        const address = this.startsAddress(start) ? addressEnd(text, start) : -1;
        return { end: address > start ? address : this.wordEnd(start), kind: 'word' };
      }
      case CharClass.digit:
        return this.digits(start);
      case CharClass.ideograph:
        return { end: this.withMarks(start + sizeAt(text, start)), kind: 'word' };
      default: {
        const unit = text.charCodeAt(start);
        let end = start + sizeAt(text, start);
        if (end === start + 1) while (end < text.length && text.charCodeAt(end) === unit) end++;
        return { end: this.withMarks(end), kind: c === CharClass.punctuation ? 'punctuation' : 'symbol' };
      }
    }
  }

  /** Cheap look before the address patterns are tried: a scheme's colon or `www.` follows the first letters. */
  private startsAddress(start: number): boolean {
    const { text } = this;
    let at = start;
    while (at < text.length && at - start < 7) {
      const unit = text.charCodeAt(at) | 0x20;
      if (unit < 0x61 || unit > 0x7a) break;
      at++;
    }
    const unit = text.charCodeAt(at);
    return unit === 0x3a || (unit === DOT && at - start === 3 && (text.charCodeAt(start) | 0x20) === 0x77);
  }

  private withMarks(end: number): number {
    let at = end;
    while (at < this.text.length && classAt(this.text, at) === CharClass.mark) at++;
    return at;
  }
}

/**
 * The tokens of a text in order. White space and invisible format characters between words are the gaps: tokens and
 * gaps together are the text.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const scanner = new Scanner(text);
  let at = 0;
  while (at < text.length) {
    const c = classAt(text, at);
    if (c === CharClass.space || c === CharClass.format) {
      at++;
      continue;
    }
    const { end, kind } = scanner.next(at);
    tokens.push({ text: text.slice(at, end), start: at, end, kind });
    at = end;
  }
  return tokens;
}
