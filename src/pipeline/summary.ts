import { plainText } from '../content/index.js';
import { type DecidedSegment, type Decision, LOW_CONFIDENCE } from './decision.js';
import { countWords } from './document.js';
import type { WorkItem } from './work.js';

/** One line of the summary; counts are segments, `words` counts the source. */
export interface DocumentSummary {
  readonly file: string;
  readonly xliff: string;
  readonly segments: number;
  readonly words: number;
  /** Taken unchanged: people's exact matches, people's edits, and machine translations of an earlier run. */
  readonly exact: number;
  readonly fuzzy: number;
  /** Translated by the model now. */
  readonly mt: number;
  /** Copied credits, rights lines and end marks. */
  readonly copied: number;
  readonly lowConfidence: number;
  /** Terms whose translation is asked for and is there, or is not; only when a termbase was given. */
  readonly termsHonoured?: number;
  readonly termsMissed?: number;
  /** Deprecated and forbidden words in targets; only when a termbase was given. */
  readonly termsForbidden?: number;
  readonly seconds: number;
}

/** Counts what was decided for a document. */
export function summarize(
  item: WorkItem,
  decided: readonly DecidedSegment[],
  seconds: number,
  withTerms: boolean,
): DocumentSummary {
  const terms = decided.flatMap((one) => one.terms ?? []);
  const count = (wanted: (decision: Decision) => boolean): number =>
    decided.filter(({ decision }) => wanted(decision)).length;
  const isFuzzy = (decision: Decision): boolean => decision.kind === 'memory' && decision.match.kind === 'fuzzy';
  return {
    file: item.document.file,
    xliff: item.xliff,
    segments: item.segments.length,
    words: item.segments.reduce((sum, segment) => sum + countWords(plainText(segment.content)), 0),
    exact: count(
      (decision) =>
        decision.kind === 'kept' ||
        (decision.kind === 'memory' && !isFuzzy(decision)) ||
        (decision.kind === 'mt' && decision.remembered),
    ),
    fuzzy: count(isFuzzy),
    mt: count((decision) => decision.kind === 'mt' && !decision.remembered),
    copied: count((decision) => decision.kind === 'copied'),
    lowConfidence: count((decision) => decision.kind === 'mt' && decision.hypothesis.confidence < LOW_CONFIDENCE),
    ...(withTerms && {
      termsHonoured: terms.reduce((sum, one) => sum + one.honoured.length, 0),
      termsMissed: terms.reduce((sum, one) => sum + one.missed.length, 0),
      termsForbidden: terms.reduce((sum, one) => sum + one.unwanted.length, 0),
    }),
    seconds: Number(seconds.toFixed(2)),
  };
}
