/** What speaks for and against a bead. */
export interface BeadEvidence {
  readonly paired: boolean;
  /** Cosine above chance, 0 to 1. */
  readonly gain: number;
  /** Best cosine above chance of one of its segments with a segment outside the bead. */
  readonly rival: number;
  /** Deviation of the lengths in standard deviations, 0 to 5. */
  readonly deviation: number;
  /** Segments of both sides together. */
  readonly segments: number;
  /** Mean gain of the two beads before and after. */
  readonly neighbours: number;
}

/** Weights of a logistic regression fitted by `scripts/bench/align.mjs --fit` on damaged own text. */
const PAIR = { bias: 3.7, gain: 3.3, rival: -5.6, deviation: -1.4, segments: -1.4, neighbours: 3.2 };
const ALONE = { bias: 2.2, rival: -7, neighbours: 1.5 };

/** 0..1; rises with similarity and good neighbours, falls with rivals, odd lengths and many segments. */
export function beadProbability(evidence: BeadEvidence): number {
  const z = evidence.paired
    ? PAIR.bias +
      PAIR.gain * evidence.gain +
      PAIR.rival * evidence.rival +
      PAIR.deviation * evidence.deviation +
      PAIR.segments * (evidence.segments - 2) +
      PAIR.neighbours * evidence.neighbours
    : ALONE.bias + ALONE.rival * evidence.rival + ALONE.neighbours * evidence.neighbours;
  return Number((1 / (1 + Math.exp(-z))).toFixed(4));
}
