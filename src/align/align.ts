import { corridorAroundAnchors, EXACT_CELLS, wholeRectangle } from './corridor.js';
import { AlignmentSearch, type CostModel, DEFAULT_COSTS, type Span, type SpanScore } from './dynamic.js';
import { type AlignSegment, vectorize } from './features.js';
import { beadProbability, type BeadEvidence } from './probability.js';

/** Sources and targets that are each other's translation; one side may be empty (left out, or added). */
export interface Bead {
  /** Indices, ascending and consecutive. */
  readonly source: readonly number[];
  readonly target: readonly number[];
  /** 0..1: how likely the pairing is right. For a bead with an empty side: that it has no counterpart. */
  readonly probability: number;
  /** Sure enough to enter a memory as confirmed by alignment: see {@link CONFIRM_FROM}. */
  readonly confirmed: boolean;
}

/** Beads from this probability on are confirmed: chosen for a precision of .99 on damaged text (`scripts/bench/align.mjs`). */
export const CONFIRM_FROM = 0.8;

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, k) => from + k);

const isPair = ({ i, iEnd, j, jEnd }: Span): boolean => iEnd > i && jEnd > j;

/** A clear one-to-one pair: good enough to learn the documents' length ratio from. */
const isSure = (span: Span, { similarity, chance }: SpanScore): boolean =>
  span.iEnd - span.i === 1 && span.jEnd - span.j === 1 && similarity - chance > 0.25;

/**
 * Aligns two lists of segments. Beads are in order and cover every segment of both sides once; nothing is reordered or
 * invented. Time and memory grow with the product of the lengths up to {@link EXACT_CELLS}, linearly above.
 */
export function alignSegments(
  source: readonly AlignSegment[],
  target: readonly AlignSegment[],
  costs: CostModel = DEFAULT_COSTS,
): Bead[] {
  if (source.length === 0 || target.length === 0) {
    const alone = (from: readonly AlignSegment[], side: 'source' | 'target'): Bead[] =>
      from.map((_, i) => ({
        source: side === 'source' ? [i] : [],
        target: side === 'target' ? [i] : [],
        probability: 1,
        confirmed: false,
      }));
    return [...alone(source, 'source'), ...alone(target, 'target')];
  }
  const vectors = vectorize(source, target);
  const exact = (source.length + 1) * (target.length + 1) <= EXACT_CELLS;
  const corridor = exact
    ? wholeRectangle(source.length, target.length)
    : corridorAroundAnchors(vectors.source, vectors.target, vectors.features);
  const lengths = { source: source.map(({ length }) => length), target: target.map(({ length }) => length) };
  const search = new AlignmentSearch(vectors.source, vectors.target, vectors.features, lengths, corridor, costs);
  search.setLengthRatio(search.run().filter((span) => isPair(span) && isSure(span, search.score(span))));
  const spans = search.run();
  const scores = spans.map((span) => (isPair(span) ? search.score(span) : undefined));
  return spans.map((span, at) => {
    const probability = beadProbability(evidence(search, spans, scores, at));
    return {
      source: range(span.i, span.iEnd),
      target: range(span.j, span.jEnd),
      probability,
      confirmed: isPair(span) && probability >= CONFIRM_FROM,
    };
  });
}

/** The evidence for each bead, for fitting {@link beadProbability}. */
export function alignmentEvidence(
  source: readonly AlignSegment[],
  target: readonly AlignSegment[],
  costs?: CostModel,
): { bead: Bead; evidence: BeadEvidence }[] {
  const vectors = vectorize(source, target);
  const beads = alignSegments(source, target, costs);
  const lengths = { source: source.map(({ length }) => length), target: target.map(({ length }) => length) };
  const search = new AlignmentSearch(
    vectors.source,
    vectors.target,
    vectors.features,
    lengths,
    wholeRectangle(source.length, target.length),
    costs,
  );
  let [i, j] = [0, 0];
  const spans = beads.map((bead): Span => {
    const span = { i, iEnd: i + bead.source.length, j, jEnd: j + bead.target.length };
    [i, j] = [span.iEnd, span.jEnd];
    return span;
  });
  search.setLengthRatio(spans.filter((span) => isPair(span) && isSure(span, search.score(span))));
  const scores = spans.map((span) => (isPair(span) ? search.score(span) : undefined));
  return beads.map((bead, at) => ({ bead, evidence: evidence(search, spans, scores, at) }));
}

function evidence(
  search: AlignmentSearch,
  spans: readonly Span[],
  scores: readonly (SpanScore | undefined)[],
  at: number,
): BeadEvidence {
  const span = spans[at]!;
  const score = scores[at];
  const gain = (one: SpanScore | undefined): number =>
    one ? (one.similarity - one.chance) / (1 - Math.min(0.9, one.chance)) : 0;
  const around = [at - 2, at - 1, at + 1, at + 2].filter((k) => k >= 0 && k < spans.length);
  return {
    paired: isPair(span),
    gain: gain(score),
    rival: search.bestRival(span) - (score?.chance ?? 0),
    deviation: Math.abs(score?.lengthDeviation ?? 0),
    segments: span.iEnd - span.i + span.jEnd - span.j,
    neighbours: around.length === 0 ? gain(score) : around.reduce((sum, k) => sum + gain(scores[k]), 0) / around.length,
  };
}
