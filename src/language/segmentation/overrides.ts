import { usageError } from '../../base/index.js';
import { isSpace } from './characters.js';
import type { BlockSegment, BreakPosition, SegmentationOverrides } from './types.js';

function trimmed(position: BreakPosition): BreakPosition {
  const before = position.before.trimEnd();
  const after = position.after.trimStart();
  if (before === '' || after === '') {
    throw usageError('segmentation.override', 'a join or split needs text on both sides of its position', {
      hint: 'Give "before" and "after", some words from the left and the right of the place.',
    });
  }
  return { before, after };
}

function isAt(text: string, end: number, next: number, { before, after }: BreakPosition): boolean {
  return text.startsWith(before, end - before.length) && end >= before.length && text.startsWith(after, next);
}

function join(text: string, segments: readonly BlockSegment[], joins: readonly BreakPosition[]): BlockSegment[] {
  const result: BlockSegment[] = [];
  for (const segment of segments) {
    const last = result.at(-1);
    const joined = last !== undefined && joins.some((position) => isAt(text, last.end, segment.start, position));
    if (last !== undefined && joined) {
      result[result.length - 1] = { start: last.start, end: segment.end };
    } else result.push(segment);
  }
  return result;
}

/** Ends and starts that the splits ask for, in ascending order. */
function splitPositions(text: string, splits: readonly BreakPosition[]): { end: number; next: number }[] {
  const found = new Map<number, number>();
  for (const { before, after } of splits) {
    for (let at = text.indexOf(before); at >= 0; at = text.indexOf(before, at + 1)) {
      const end = at + before.length;
      let next = end;
      while (next < text.length && isSpace(text.charCodeAt(next))) next++;
      if (text.startsWith(after, next)) found.set(end, next);
    }
  }
  return [...found].map(([end, next]) => ({ end, next })).sort((a, b) => a.end - b.end);
}

function split(segments: readonly BlockSegment[], positions: readonly { end: number; next: number }[]): BlockSegment[] {
  const result: BlockSegment[] = [];
  let p = 0;
  for (const segment of segments) {
    let { start } = segment;
    while (p < positions.length && positions[p]!.end <= start) p++;
    while (p < positions.length && positions[p]!.next < segment.end) {
      result.push({ ...segment, start, end: positions[p]!.end });
      start = positions[p]!.next;
      p++;
    }
    result.push({ ...segment, start });
  }
  return result;
}

/** Replays a person's corrections on the segments of one block. @throws MemoriError `segmentation.override` */
export function applyOverrides(
  text: string,
  segments: readonly BlockSegment[],
  overrides: SegmentationOverrides,
): BlockSegment[] {
  const joins = (overrides.joins ?? []).map(trimmed);
  const splits = (overrides.splits ?? []).map(trimmed);
  const joined = joins.length === 0 ? [...segments] : join(text, segments, joins);
  return splits.length === 0 ? joined : split(joined, splitPositions(text, splits));
}
