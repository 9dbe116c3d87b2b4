import { trimmedRange } from '../../content/index.js';
import { scanBlock } from './boundaries.js';
import { applyOverrides } from './overrides.js';
import { decideByRegex, segmentsBetween } from './regex-rules.js';
import { compileRules, defaultRules } from './rules.js';
import { findBlocks } from './structure.js';
import type {
  BlockClass,
  BlockSegment,
  CascadeRules,
  Language,
  Segment,
  SegmentationOptions,
  SegmentationRules,
} from './types.js';

/** Copied, not translated. */
export function isLocked(blockClass: BlockClass): boolean {
  return blockClass === 'credit' || blockClass === 'rights' || blockClass === 'end-mark';
}

/** Blocks that are one segment whatever stops they hold. */
function isWhole(blockClass: BlockClass): boolean {
  return isLocked(blockClass) || blockClass === 'related';
}

/** Regular expressions first: their breaks are added, and a break of the other rules stands unless they forbid it. */
function cascade(text: string, rules: CascadeRules): BlockSegment[] {
  const decisions = decideByRegex(text, rules.first);
  const base = byRules(text, rules.then);
  const kept: BlockSegment[] = [];
  for (const segment of base) {
    const last = kept.at(-1);
    const forbidden =
      last !== undefined &&
      (decisions.forbids(last.end) || (segment.start > last.end && decisions.forbids(segment.start)));
    if (last !== undefined && forbidden) kept[kept.length - 1] = { start: last.start, end: segment.end };
    else kept.push(segment);
  }
  const result: BlockSegment[] = [];
  let at = 0;
  for (const segment of kept) {
    while (at < decisions.breaks.length && decisions.breaks[at]! <= segment.start) at++;
    const inside: number[] = [];
    for (; at < decisions.breaks.length && decisions.breaks[at]! < segment.end; at++) {
      inside.push(decisions.breaks[at]! - segment.start);
    }
    const pieces = segmentsBetween(text.slice(segment.start, segment.end), inside);
    result.push(
      ...pieces.map((piece) => ({ ...segment, start: piece.start + segment.start, end: piece.end + segment.start })),
    );
  }
  return result;
}

function byRules(text: string, rules: SegmentationRules): BlockSegment[] {
  switch (rules.kind) {
    case 'word-lists':
      return scanBlock(text, compileRules(rules.data));
    case 'regex':
      return segmentsBetween(text, decideByRegex(text, rules).breaks);
    case 'cascade':
      return cascade(text, rules);
  }
}

/**
 * Splits the text of *one* block into segments: ascending, disjoint, without surrounding white space, and nothing but white
 * space between them. Line ends inside the block are white space like any other.
 *
 * A credit or an end mark after the last stop is a segment of its own and carries its class; see {@link isLocked}.
 * @throws MemoriError `segmentation.override`
 */
export function segmentBlock(text: string, language: Language, options: SegmentationOptions = {}): BlockSegment[] {
  const { start, end } = trimmedRange(text);
  if (start === end) return [];
  const inner = start === 0 && end === text.length ? text : text.slice(start, end);
  const segments = byRules(inner, options.rules ?? defaultRules(language));
  const corrected = options.overrides === undefined ? segments : applyOverrides(inner, segments, options.overrides);
  if (start === 0) return corrected;
  return corrected.map((segment) => ({ ...segment, start: segment.start + start, end: segment.end + start }));
}

/**
 * Splits a plain-text document into segments: blocks by {@link findBlocks}, each split by {@link segmentBlock}. The segments
 * and the text between them rebuild the document byte for byte.
 * @throws MemoriError `segmentation.override`
 */
export function segmentText(text: string, language: Language, options: SegmentationOptions = {}): Segment[] {
  const result: Segment[] = [];
  for (const block of findBlocks(text, language)) {
    if (isWhole(block.class)) {
      result.push({ start: block.start, end: block.end, class: block.class, locked: isLocked(block.class) });
      continue;
    }
    for (const segment of segmentBlock(text.slice(block.start, block.end), language, options)) {
      const blockClass = segment.class ?? block.class;
      result.push({
        start: segment.start + block.start,
        end: segment.end + block.start,
        class: blockClass,
        locked: isLocked(blockClass),
      });
    }
  }
  return result;
}
