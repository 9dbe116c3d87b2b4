import {
  ELLIPSIS,
  FULL_STOP,
  STRAIGHT_QUOTE,
  isAlphanumeric,
  isClosing,
  isClosingQuote,
  isExclamation,
  isPictograph,
  isSpace,
  isTerminator,
  isWideStop,
} from './characters.js';

/** One or more terminators with the quotation marks and brackets that close after them: a place where a sentence may end. */
export interface Stop {
  readonly kind: 'stop' | 'ellipsis' | 'mark' | 'wide';
  readonly from: number;
  /** After the first run of terminators. */
  readonly marksEnd: number;
  /** After closing quotation marks, brackets, reference numbers and emoji: where the segment would end. */
  readonly end: number;
  /** Where the next segment would start: after the white space. */
  readonly next: number;
  /** A closing quotation mark follows the terminators. */
  readonly closesQuote: boolean;
  readonly closesBracket: boolean;
  /** Another terminator follows the closing marks: `(Inc.).` */
  readonly sealed: boolean;
  /** Up to three dots, or another mark, that stand alone between white space. */
  readonly lone: boolean;
  /** Is a straight quotation mark open after all this? */
  readonly quoteOpen: boolean;
}

/** Does a straight quotation mark at `i` open, judged by its neighbours alone? `undefined`: they do not tell. */
export function straightQuoteOpens(text: string, i: number): boolean | undefined {
  const before = text.charCodeAt(i - 1);
  const after = text.charCodeAt(i + 1);
  const leftFree = i === 0 || isSpace(before) || before === 0x28 || before === 0x5b;
  const rightFree = i + 1 >= text.length || isSpace(after) || (!isAlphanumeric(after) && after !== STRAIGHT_QUOTE);
  if (leftFree === rightFree) return undefined;
  return leftFree;
}

/** Length of a reference such as `[12]`, `[a]` or `[catatan 3]` at `i`, or 0. */
function referenceLength(text: string, i: number): number {
  const close = text.slice(i, i + 24).indexOf(']');
  if (close < 2) return 0;
  const inner = text.slice(i + 1, i + close);
  return /^(?:\d{1,3}|[a-z]|(?:catatan|note|nb) \w{1,3}|(?:butuh rujukan|citation needed)\??)$/iu.test(inner)
    ? close + 1
    : 0;
}

function isSuperscript(c: number): boolean {
  return c === 0xb9 || c === 0xb2 || c === 0xb3 || c === 0x2070 || (c >= 0x2074 && c <= 0x2079);
}

/** End of a run of emoji at `i` that stands before white space or the end, or `i`. */
function emojiEnd(text: string, i: number): number {
  let end = i;
  while (end < text.length && isPictograph(text.charCodeAt(end))) end++;
  return end === text.length || isSpace(text.charCodeAt(end)) ? end : i;
}

function isFreeAt(text: string, i: number): boolean {
  return i >= text.length || isSpace(text.charCodeAt(i));
}

/** `selesai. . . .`: a full stop at a word, and three dots with spaces after it that belong to what follows. */
function startsSpacedEllipsis(text: string, from: number, space: number): boolean {
  return from > 0 && !isSpace(text.charCodeAt(from - 1)) && text.startsWith(' . . .', space);
}

/** Reads the stop whose first terminator is at `from`. */
export function readStop(text: string, from: number, quoteOpenBefore: boolean): Stop {
  const length = text.length;
  let end = from;
  let dots = 0;
  let mark = false;
  let wide = false;
  for (; end < length; end++) {
    const c = text.charCodeAt(end);
    if (c === FULL_STOP) dots++;
    else if (c === ELLIPSIS) dots += 3;
    else if (isExclamation(c)) {
      mark = true;
      wide ||= isWideStop(c);
    } else if (
      // `. . .`
      c === 0x20 &&
      !mark &&
      text.charCodeAt(end - 1) === FULL_STOP &&
      text.charCodeAt(end + 1) === FULL_STOP &&
      text.charCodeAt(end + 2) !== FULL_STOP &&
      !(dots === 1 && startsSpacedEllipsis(text, from, end))
    ) {
      continue;
    } else break;
  }
  const marksEnd = end;
  let closesQuote = false;
  let closesBracket = false;
  let sealed = false;
  let quoteOpen = quoteOpenBefore;
  for (; end < length; end++) {
    const c = text.charCodeAt(end);
    if (isTerminator(c)) sealed = true;
    else if (isClosing(c)) {
      if (isClosingQuote(c)) closesQuote = true;
      else closesBracket = true;
    } else if (c === STRAIGHT_QUOTE) {
      const after = text.charCodeAt(end + 1);
      const beforeText = end + 1 < length && (isAlphanumeric(after) || after === 0x28 || after === 0x201c);
      if (beforeText && !quoteOpen) break;
      closesQuote = true;
      quoteOpen = false;
    } else if (c === 0x27) {
      const after = text.charCodeAt(end + 1);
      if (!isFreeAt(text, end + 1) && !isClosing(after) && after !== STRAIGHT_QUOTE) break;
      closesQuote = true;
    } else if (c === 0x2a || c === 0x5f) {
      if (!isFreeAt(text, end + 1) && text.charCodeAt(end + 1) !== c) break;
    } else if (c === 0x5b) {
      const reference = referenceLength(text, end);
      if (reference === 0) break;
      end += reference - 1;
    } else if (isPictograph(c)) {
      const after = emojiEnd(text, end);
      if (after === end) break;
      end = after - 1;
    } else if (isSpace(c)) {
      // A closing mark or an emoji that stands apart still belongs to the left.
      const next = text.charCodeAt(end + 1);
      const after = emojiEnd(text, end + 1);
      if (after > end + 1) end = after - 1;
      else if (next === STRAIGHT_QUOTE && quoteOpen && isFreeAt(text, end + 2)) {
        closesQuote = true;
        quoteOpen = false;
        end++;
      } else if ((next === 0x201d || next === 0xbb) && isFreeAt(text, end + 2)) {
        closesQuote = true;
        end++;
      } else break;
    } else if (!isSuperscript(c)) break;
  }
  let next = end;
  while (next < length && isSpace(text.charCodeAt(next))) next++;
  const before = text.charCodeAt(from - 1);
  return {
    kind: wide ? 'wide' : mark ? 'mark' : dots > 1 ? 'ellipsis' : 'stop',
    from,
    marksEnd,
    end,
    next,
    closesQuote,
    closesBracket,
    sealed,
    lone:
      dots < 4 && (from === 0 || isSpace(before) || (!isAlphanumeric(before) && !isClosing(before) && before !== 0x25)),
    quoteOpen,
  };
}
