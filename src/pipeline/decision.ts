import type { Content } from '../content/index.js';
import type { Match } from '../memory/index.js';
import type { SegmentTerms } from './terms.js';

/** States of a segment as XLIFF 2 names them. */
export type SegmentState = 'initial' | 'translated' | 'reviewed' | 'final';

/** Machine translation of one segment, fresh or remembered. */
export interface Hypothesis {
  readonly target: Content;
  /** 0 to 1. */
  readonly confidence: number;
  /** What a translator should look at, in words. */
  readonly doubts: readonly string[];
}

/** Where the target of a segment comes from. */
export type Decision =
  /** Credits, rights lines, end marks: the source itself. */
  | { readonly kind: 'copied' }
  /** A person's work in the XLIFF file that an earlier run wrote. */
  | {
      readonly kind: 'kept';
      readonly target: Content;
      readonly state: SegmentState;
      readonly subState: string | undefined;
    }
  /** A unit of the memory that a person made or confirmed. */
  | { readonly kind: 'memory'; readonly match: Match }
  | { readonly kind: 'mt'; readonly hypothesis: Hypothesis; readonly remembered: boolean };

/** A segment's decision and the matches that are recorded beside it. */
export interface DecidedSegment {
  readonly decision: Decision;
  readonly matches: readonly Match[];
  /** When a termbase was given and has terms of this segment. */
  readonly terms?: SegmentTerms | undefined;
}

/**
 * Fuzzy matches from here on are offered as the target, below it machine translation is; both are recorded from
 * {@link SHOW_FROM} on. A documented default until confidence is calibrated against post-editing effort.
 */
export const USE_MEMORY_FROM = 85;
export const SHOW_FROM = 50;

/** Machine translations below this confidence are counted and noted as doubtful. */
export const LOW_CONFIDENCE = 0.4;

/** Sub-states that memori writes beside a segment's state; anything else there is somebody else's. */
export const SUB_STATE = {
  copied: 'memori:copied',
  mt: 'memori:mt',
  exact: 'memori:tm-exact',
  inContext: 'memori:tm-in-context',
  fuzzy: 'memori:tm-fuzzy',
} as const;

export function stateOf(decision: Decision): { state: SegmentState; subState: string | undefined } {
  switch (decision.kind) {
    case 'copied':
      return { state: 'translated', subState: SUB_STATE.copied };
    case 'kept':
      return { state: decision.state, subState: decision.subState };
    case 'mt':
      return { state: 'initial', subState: SUB_STATE.mt };
    case 'memory':
      if (decision.match.kind === 'in-context') return { state: 'translated', subState: SUB_STATE.inContext };
      if (decision.match.kind === 'exact') return { state: 'translated', subState: SUB_STATE.exact };
      return { state: 'initial', subState: SUB_STATE.fuzzy };
  }
}
