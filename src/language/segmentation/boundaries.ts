import { bracketPairs } from './brackets.js';
import { FULL_STOP, ELLIPSIS, STRAIGHT_QUOTE, isAlphanumeric, isExclamation } from './characters.js';
import { endsHere, type Candidate } from './decide.js';
import { following } from './following.js';
import type { CompiledRules } from './rules.js';
import { readStop, straightQuoteOpens, type Stop } from './stop.js';
import { tailAt } from './tails.js';
import type { BlockClass, BlockSegment } from './types.js';

/** Is there a letter or digit in `[from, to)`? Looks at the last 64 characters only: longer segments have some. */
function hasContent(text: string, from: number, to: number): boolean {
  if (to - from > 64) return true;
  for (let i = to - 1; i >= from; i--) if (isAlphanumeric(text.charCodeAt(i))) return true;
  return false;
}

/** Are there only opening marks and white space in `[from, to)`? */
function isBare(text: string, from: number, to: number): boolean {
  return to - from < 8 && !hasContent(text, from, to);
}

interface Break {
  readonly end: number;
  readonly next: number;
  readonly tail?: BlockClass;
}

/**
 * Splits the text of one block, `[from, to)` without surrounding white space, by word-list rules: candidates at every
 * terminator, then vetoes. Linear: every character is passed once, and all looking back or ahead is bounded.
 */
export function scanBlock(text: string, rules: CompiledRules): BlockSegment[] {
  const segments: BlockSegment[] = [];
  const pairs = bracketPairs(text);
  const labels = { credit: rules.data.creditLabels, rights: rules.data.rightsLabels };
  let pair = 0;
  let quoteOpen = false;
  let segmentStart = 0;
  const length = text.length;

  const insideBracket = (stop: Stop): 'inside' | 'closing' | undefined => {
    while (pair < pairs.length && pairs[pair]!.close < stop.from) pair++;
    const current = pairs[pair];
    if (current === undefined || current.open > stop.from || isBare(text, segmentStart, current.open)) return undefined;
    return current.close < stop.end ? 'closing' : 'inside';
  };

  const breakAt = (stop: Stop): Break | undefined => {
    const tail = tailAt(text, stop.marksEnd, labels) ?? tailAt(text, stop.next, labels);
    if (tail !== undefined && hasContent(text, segmentStart, stop.from)) {
      const end = tail.start >= stop.end ? stop.end : stop.marksEnd;
      return { end, next: tail.start, tail: tail.class };
    }
    if (stop.next >= length || !hasContent(text, segmentStart, stop.from)) return undefined;
    const bracket = insideBracket(stop);
    if (bracket === 'inside') return undefined;
    const candidate: Candidate = { text, rules, segmentStart, stop, following: following(text, stop.next, rules) };
    // `(benar?) Ia`: the question is over, the sentence around it is not.
    if (bracket === 'closing' && stop.kind !== 'stop' && !stop.sealed) return undefined;
    if (endsHere(candidate)) return { end: stop.end, next: stop.next };
    return undefined;
  };

  let i = 0;
  while (i < length) {
    const c = text.charCodeAt(i);
    if (c === STRAIGHT_QUOTE) {
      quoteOpen = straightQuoteOpens(text, i) ?? !quoteOpen;
      i++;
    } else if (
      c === FULL_STOP ||
      c === ELLIPSIS ||
      (c !== 0x20 && !(c > 0x3f && c < 0x203c) && isExclamation(c)) ||
      c === 0x61f
    ) {
      const stop = readStop(text, i, quoteOpen);
      quoteOpen = stop.quoteOpen;
      const found = breakAt(stop);
      i = Math.max(stop.end, i + 1);
      if (found !== undefined) {
        segments.push({ start: segmentStart, end: found.end });
        segmentStart = found.next;
        if (found.tail !== undefined) {
          segments.push({ start: segmentStart, end: length, class: found.tail });
          return segments;
        }
        i = Math.max(i, segmentStart);
      }
    } else i++;
  }
  segments.push(...lastSegments(text, segmentStart));
  return segments;
}

const OPEN_END_MARK = /\s([([]\*{1,5}[)\]]|\*{3,5}|[■□▪▫●◆◼◾∎])$/u;

/** The last segment of a block; an end mark after text without a stop is cut off. */
function lastSegments(text: string, start: number): BlockSegment[] {
  const from = Math.max(start, text.length - 16);
  const found = OPEN_END_MARK.exec(text.slice(from));
  if (found !== null) {
    const mark = from + found.index + 1;
    const end = text.slice(0, mark).trimEnd().length;
    if (end > start) {
      return [
        { start, end },
        { start: mark, end: text.length, class: 'end-mark' },
      ];
    }
  }
  return start < text.length ? [{ start, end: text.length }] : [];
}
