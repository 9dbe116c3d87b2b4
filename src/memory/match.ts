import type { Content } from '../content/index.js';
import type { Penalty } from './penalties.js';
import type { MemoryUnit, UnitOrigin } from './unit.js';

interface MatchBase {
  /**
   * 0 to 100, rounded down. For `exact`, `in-context` and `fuzzy` the edit similarity of the words less the points of
   * `penalties`; for `similar` the cosine of the weighted words; for `fragment` the share of the query that the run
   * covers. The three are never compared with each other.
   */
  readonly similarity: number;
  readonly source: Content;
  /** The unit's target, its codes renamed to those of the query, and repaired where `repaired` says so. */
  readonly target: Content;
  readonly penalties: readonly Penalty[];
  readonly origin: UnitOrigin;
  /** As it is stored. */
  readonly unit: MemoryUnit;
  /** Folder of the memory it comes from. */
  readonly memory: string;
  /** What was changed in the target to fit the query. Absent when it is the stored one. */
  readonly repaired?: readonly RepairChange[];
}

/** One change of a repair, as it reads in the target. */
export interface RepairChange {
  readonly kind: 'number' | 'name' | 'punctuation' | 'code';
  readonly from: string;
  readonly to: string;
}

/** The same text with the same codes. An unconfirmed machine translation is exact too, and says so in `origin`. */
export interface ExactMatch extends MatchBase {
  readonly kind: 'exact';
}

/** Exact, and the neighbours or the id agree as far as they are known. */
export interface InContextMatch extends MatchBase {
  readonly kind: 'in-context';
}

export interface FuzzyMatch extends MatchBase {
  readonly kind: 'fuzzy';
}

/** A text that says something similar in other words. */
export interface SimilarMatch extends MatchBase {
  readonly kind: 'similar';
}

/** The longest run of words that the query and the source share. */
export interface FragmentMatch extends MatchBase {
  readonly kind: 'fragment';
}

export type Match = ExactMatch | InContextMatch | FuzzyMatch | SimilarMatch | FragmentMatch;
