/** One sentence to decode. */
export interface DecodeJob {
  /** Source ids, end of sentence included. */
  readonly ids: Int32Array;
  /** At most so many target tokens, end of sentence not counted. */
  readonly maxTokens: number;
  /** Token sequences that the target has to hold; all jobs of a batch have some or none has. */
  readonly constraints?: readonly (readonly number[])[];
}

/** The best hypothesis for one sentence. */
export interface Decoded {
  /** Without start and end of sentence. */
  readonly ids: Int32Array;
  /** Of every id and, unless the limit was hit, of the end of sentence. */
  readonly logProbs: Float32Array;
  /** Per id the attention to the source tokens (ids × source length, end of sentence included); empty when there is none. */
  readonly attention: Float32Array;
  readonly hitLimit: boolean;
}

export interface DecodeOptions {
  readonly beam: number;
  readonly lengthPenalty: number;
}

/** Thrown out of the loop when `stop` says so. */
export class Stopped extends Error {}

/** The bound on target tokens for a source of that many tokens (end of sentence included). */
export function targetLimit(sourceTokens: number): number {
  return 2 * sourceTokens + 10;
}

/** One row's attention without the padding. */
export function attentionRow(all: Float32Array, row: number, padded: number, length: number): Float32Array {
  return all.slice(row * padded, row * padded + length);
}

/** Sum of log-probabilities / length^penalty; the end of sentence counts as a token. */
export function normalisedScore(sum: number, length: number, penalty: number): number {
  return sum / Math.max(1, length) ** penalty;
}
