import { type Content, EMPTY, flatLength, join, slice } from '../content/index.js';
import type { XliffSegment } from './model.js';

/** Trados Studio keeps what a reviewer struck out in the target, marked so. */
const DELETED = 'xlf12:x-sdl-deleted';

/** The target as it is to be read: without what tracked changes have deleted. */
export function acceptedTarget(segment: XliffSegment): Content | undefined {
  const { target, targetAnnotations = [] } = segment;
  const deleted = targetAnnotations.filter((note) => note.type === DELETED);
  if (target === undefined || deleted.length === 0) return target;
  const end = flatLength(target);
  const ranges = deleted
    .map((note) => ({ from: note.start ?? 0, to: note.end ?? end }))
    .sort((a, b) => a.from - b.from);
  let kept = EMPTY;
  let at = 0;
  for (const { from, to } of ranges) {
    if (from > at) kept = join(kept, slice(target, at, from));
    at = Math.max(at, to);
  }
  return join(kept, slice(target, at));
}
