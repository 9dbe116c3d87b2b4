import { equalContent, flatLength } from '../../content/index.js';
import type { SegmentOrigin, TranslationCandidate, XliffSegment, XliffUnit } from '../model.js';
import { originOfSubState } from '../states.js';

/**
 * The candidates of one segment: those that refer to it (`#s1`, or in full `#/f=f1/u=u1/s1`), and those that refer to a
 * marked span which is the whole of it, as many writers do.
 */
export function candidatesOf(unit: XliffUnit, segment: XliffSegment): TranslationCandidate[] {
  const length = flatLength(segment.source);
  const spans = (segment.sourceAnnotations ?? []).filter((one) => one.start === 0 && one.end === length);
  const ids = new Set([segment.id, ...spans.map((one) => one.id)]);
  return unit.matches.filter(
    ({ ref }) => ref.startsWith('#') && ids.has(ref.slice(Math.max(ref.lastIndexOf('/'), 0) + 1)),
  );
}

/**
 * Where a segment's target came from: what the segment itself says, else the candidate that has exactly this target.
 * A target that no candidate offers is a person's.
 */
export function originOf(unit: XliffUnit, segment: XliffSegment): SegmentOrigin | undefined {
  if (segment.origin !== undefined) return segment.origin;
  const { target } = segment;
  const said = originOfSubState(segment.subState);
  const match =
    target && candidatesOf(unit, segment).find((one) => one.reference !== true && equalContent(one.target, target));
  if (match === undefined) return said;
  const percent = match.similarity ?? match.matchSuitability ?? match.matchQuality;
  const kind = said?.kind ?? kindOfMatch(match);
  return {
    ...(kind !== undefined && { kind }),
    ...(match.origin !== undefined && { name: match.origin }),
    ...(percent !== undefined && { percent }),
  };
}

function kindOfMatch(match: TranslationCandidate): SegmentOrigin['kind'] {
  switch (match.type) {
    case 'mt':
    case 'tm':
    case 'icm':
    case 'idm':
      return match.type;
    case 'am':
    case 'tb':
    case 'other':
      return 'other';
    default:
      return undefined;
  }
}
