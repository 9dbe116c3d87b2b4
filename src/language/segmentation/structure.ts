import { isLower, isSpace, isTerminator } from './characters.js';
import { wordEndAt } from './following.js';
import { classifyLine } from './lines.js';
import type { BlockClass, Language, TextBlock } from './types.js';

/**
 * The lines that hold text, without surrounding white space, as columns of numbers: a document may have millions of lines.
 */
interface Lines {
  readonly start: number[];
  readonly end: number[];
  /** White space before the text of the line. */
  readonly indent: number[];
  /** A blank line, or the start of the document, comes before it. */
  readonly afterBlank: boolean[];
}

/** Line ends: LF, CR, CRLF, and the Unicode line and paragraph separators, next line, vertical tab and form feed. */
function isLineEnd(c: number): boolean {
  return (c >= 0x0a && c <= 0x0d) || c === 0x85 || c === 0x2028 || c === 0x2029;
}

function textLines(text: string): Lines {
  const lines: Lines = { start: [], end: [], indent: [], afterBlank: [] };
  let blank = true;
  let from = 0;
  while (from < text.length) {
    let to = from;
    while (to < text.length && !isLineEnd(text.charCodeAt(to))) to++;
    let start = from;
    let end = to;
    while (start < end && isSpace(text.charCodeAt(start))) start++;
    while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
    if (start < end) {
      lines.start.push(start);
      lines.end.push(end);
      lines.indent.push(start - from);
      lines.afterBlank.push(blank);
    }
    blank = start === end;
    from = to + 1;
    if (text.charCodeAt(to) === 0x0d && text.charCodeAt(to + 1) === 0x0a) from++;
  }
  return lines;
}

/** Widest and narrowest line that may have been wrapped by a program or a typist. */
const WIDEST = 110;
const NARROWEST = 40;

const LIST_START = /^(?:[-–—•●▪■·*◦‣►+>]\s|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s)/u;

function endsSentence(text: string, end: number): boolean {
  for (let i = end - 1; i >= end - 4 && i >= 0; i--) {
    const c = text.charCodeAt(i);
    if (isTerminator(c) || c === 0x3a) return true;
    if (c !== 0x22 && c !== 0x27 && c !== 0x201d && c !== 0x2019 && c !== 0x29 && c !== 0x5d) return false;
  }
  return false;
}

/** A plain word in lower case, not `u.p.` or `waktu:`. */
function startsPlainly(text: string, start: number, end: number): boolean {
  if (!isLower(text.charCodeAt(start))) return false;
  const after = wordEndAt(text, start);
  return after === end || isSpace(text.charCodeAt(after)) || text.charCodeAt(after) === 0x2c;
}

/** Length of the first token of a line, as far as it matters. */
function firstTokenLength(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && at - start < WIDEST && !isSpace(text.charCodeAt(at))) at++;
  return at - start;
}

/** Width of the widest line of a group that holds white space (a web address does not), or 0 when none of them may be wrapped. */
function wrapWidth(text: string, lines: Lines, from: number, to: number): number {
  let width = 0;
  for (let i = from; i < to; i++) {
    const length = lines.indent[i]! + lines.end[i]! - lines.start[i]!;
    if (length <= width) continue;
    if (length > WIDEST && firstTokenLength(text, lines.start[i]!, lines.end[i]!) < WIDEST) return 0;
    if (length <= WIDEST) width = length;
  }
  return width < NARROWEST ? 0 : width;
}

/**
 * Which lines of a group `[from, to)` (no blank line inside) continue the line before. A group is hard-wrapped when its lines
 * are about as wide as the widest one allows and go on in lower case after a line without a stop. A line was full when the
 * first word of the next would not have fitted. Empty when nothing is wrapped.
 */
function continuations(text: string, lines: Lines, from: number, to: number): ReadonlySet<number> {
  const joins = new Set<number>();
  if (to - from < 2) return joins;
  const width = wrapWidth(text, lines, from, to);
  if (width === 0) return joins;
  let evidence = 0;
  for (let i = from + 1; i < to; i++) {
    const start = lines.start[i]!;
    const end = lines.end[i]!;
    const before = lines.indent[i - 1]! + lines.end[i - 1]! - lines.start[i - 1]!;
    if (before < NARROWEST || LIST_START.test(text.slice(start, start + 8))) continue;
    const full = before + 1 + firstTokenLength(text, start, end) >= width;
    const goesOn = startsPlainly(text, start, end) && !endsSentence(text, lines.end[i - 1]!);
    if (goesOn && (full || before > 0.75 * width)) evidence += full ? 2 : 1;
    else if (!full) continue;
    joins.add(i);
  }
  if (evidence < 2) joins.clear();
  return joins;
}

/** Starts and ends of the blocks. */
function blockRanges(text: string): { starts: number[]; ends: number[] } {
  const lines = textLines(text);
  const starts: number[] = [];
  const ends: number[] = [];
  for (let from = 0; from < lines.start.length;) {
    let to = from + 1;
    while (to < lines.start.length && !lines.afterBlank[to]) to++;
    const joins = continuations(text, lines, from, to);
    for (let i = from; i < to; i++) {
      if (joins.has(i)) ends[ends.length - 1] = lines.end[i]!;
      else {
        starts.push(lines.start[i]!);
        ends.push(lines.end[i]!);
      }
    }
    from = to;
  }
  return { starts, ends };
}

/** As much of a neighbouring block as its class depends on. */
const NEIGHBOUR = 40;

/**
 * Pass 1, plain-text documents: blocks with their class, in order. A line end is a hard boundary, except inside a paragraph
 * that was wrapped by hand or by a mail program. Linear.
 */
export function findBlocks(text: string, language: Language): TextBlock[] {
  const { starts, ends } = blockRanges(text);
  const blocks: TextBlock[] = [];
  const head = (k: number): string | undefined =>
    k < 0 || k >= starts.length ? undefined : text.slice(starts[k]!, Math.min(ends[k]!, starts[k]! + NEIGHBOUR));
  let title: string | undefined;
  for (let k = 0; k < starts.length; k++) {
    const start = starts[k]!;
    const end = ends[k]!;
    const line = text.slice(start, end);
    const found: BlockClass = classifyLine(line, language, {
      first: k === 0,
      previous: head(k - 1),
      next: head(k + 1),
      title,
    });
    if (found === 'title') title = line;
    blocks.push({ start, end, class: found });
  }
  return blocks;
}
