import { isLower, isSpace, isTerminator } from './characters.js';
import { wordEndAt } from './following.js';
import { classifyLine } from './lines.js';
import type { Language, TextBlock } from './types.js';

interface Line {
  readonly start: number;
  readonly end: number;
  /** White space before the text of the line. */
  readonly indent: number;
  /** A blank line, or the start of the document, comes before it. */
  readonly afterBlank: boolean;
}

/** Line ends: LF, CR, CRLF, and the Unicode line and paragraph separators, vertical tab and form feed. */
function isLineEnd(c: number): boolean {
  return (c >= 0x0a && c <= 0x0d) || c === 0x85 || c === 0x2028 || c === 0x2029;
}

/** The lines that hold text, without surrounding white space. */
function textLines(text: string): Line[] {
  const lines: Line[] = [];
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
      lines.push({ start, end, indent: start - from, afterBlank: blank });
      blank = false;
    } else blank = true;
    from = to + 1;
    if (text.charCodeAt(to) === 0x0d && text.charCodeAt(to + 1) === 0x0a) from++;
  }
  return lines;
}

/** Widest and narrowest line that may have been wrapped by a program or a typist. */
const WIDEST = 110;
const NARROWEST = 40;

const LIST_START = /^(?:[-–—•●▪■·*◦‣►+>]\s|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s)/u;

function endsSentence(text: string, { end }: Line): boolean {
  for (let i = end - 1; i >= end - 4 && i >= 0; i--) {
    const c = text.charCodeAt(i);
    if (isTerminator(c) || c === 0x3a) return true;
    if (c !== 0x22 && c !== 0x27 && c !== 0x201d && c !== 0x2019 && c !== 0x29 && c !== 0x5d) return false;
  }
  return false;
}

/** A plain word in lower case, not `u.p.` or `waktu:`. */
function startsPlainly(text: string, { start, end }: Line): boolean {
  if (!isLower(text.charCodeAt(start))) return false;
  const after = wordEndAt(text, start);
  return after === end || isSpace(text.charCodeAt(after)) || text.charCodeAt(after) === 0x2c;
}

/**
 * Which lines of a group (no blank line inside) continue the line before. A group is hard-wrapped when its lines are about
 * as wide as the widest one allows and go on in lower case after a line without a stop. A line was full when the first word
 * of the next would not have fitted.
 */
function continuations(text: string, group: readonly Line[]): boolean[] {
  const joins = group.map(() => false);
  if (group.length < 2) return joins;
  const widthOf = (line: Line): number => line.indent + line.end - line.start;
  const width = group.reduce((widest, line) => Math.max(widest, widthOf(line)), 0);
  if (width > WIDEST || width < NARROWEST) return joins;
  let evidence = 0;
  for (let i = 1; i < group.length; i++) {
    const line = group[i]!;
    const before = group[i - 1]!;
    if (widthOf(before) < NARROWEST || LIST_START.test(text.slice(line.start, line.start + 8))) continue;
    const full = widthOf(before) + 1 + firstTokenLength(text, line) >= width;
    if (startsPlainly(text, line) && !endsSentence(text, before) && (full || widthOf(before) > 0.75 * width)) {
      joins[i] = true;
      evidence += full ? 2 : 1;
    } else joins[i] = full;
  }
  return evidence < 2 ? joins.map(() => false) : joins;
}

function firstTokenLength(text: string, { start, end }: Line): number {
  let at = start;
  while (at < end && at - start < WIDEST && !isSpace(text.charCodeAt(at))) at++;
  return at - start;
}

/**
 * Pass 1, plain-text documents: blocks with their class, in order. A line end is a hard boundary, except inside a paragraph
 * that was wrapped by hand or by a mail program. Linear.
 */
export function findBlocks(text: string, language: Language): TextBlock[] {
  const ranges: { start: number; end: number }[] = [];
  const lines = textLines(text);
  for (let i = 0; i < lines.length;) {
    let to = i + 1;
    while (to < lines.length && !lines[to]!.afterBlank) to++;
    const group = lines.slice(i, to);
    const joins = continuations(text, group);
    group.forEach((line, k) => {
      const last = ranges.at(-1);
      if (joins[k] && last !== undefined) ranges[ranges.length - 1] = { start: last.start, end: line.end };
      else ranges.push({ start: line.start, end: line.end });
    });
    i = to;
  }
  const blocks: TextBlock[] = [];
  const head = (range: { start: number; end: number } | undefined): string | undefined =>
    range === undefined ? undefined : text.slice(range.start, Math.min(range.end, range.start + 60));
  let title: string | undefined;
  ranges.forEach((range, k) => {
    const previous = head(ranges[k - 1]);
    const next = head(ranges[k + 1]);
    const line = text.slice(range.start, range.end);
    const blockClass = classifyLine(line, language, {
      first: k === 0,
      ...(previous !== undefined && { previous }),
      ...(next !== undefined && { next }),
      ...(title !== undefined && { title }),
    });
    if (blockClass === 'title') title = line;
    blocks.push({ ...range, class: blockClass });
  });
  return blocks;
}
