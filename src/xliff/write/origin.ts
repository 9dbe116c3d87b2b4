import { equalContent } from '../../content/index.js';
import type { SegmentOrigin, TranslationCandidate, XliffSegment, XliffUnit } from '../model.js';
import { originOfSubState } from '../states.js';

/** The candidates of one segment. */
export function matchesOf(unit: XliffUnit, segment: XliffSegment): TranslationCandidate[] {
  return unit.matches.filter((match) => match.ref === `#${segment.id}`);
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
    target && matchesOf(unit, segment).find((one) => one.reference !== true && equalContent(one.target, target));
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
