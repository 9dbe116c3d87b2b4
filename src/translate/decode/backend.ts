/**
 * The one thing that the decoding loops know of a model: batches of rows go through it step by step. Implemented over ONNX
 * sessions, and by small invented models in the tests.
 */

/** What one step says about every row. Arrays are row-major. */
export interface StepOutput {
  /** Candidates per row, best first. */
  readonly width: number;
  readonly ids: Int32Array;
  /** Natural-log probabilities of the candidates. */
  readonly logProbs: Float32Array;
  /** Attention of this step's prediction to the source tokens: rows × source length. */
  readonly attention?: Float32Array;
  /** Unnormalised scores of the whole vocabulary, when asked for: rows × vocabulary. */
  readonly logits?: Float32Array;
}

export interface StepOptions {
  readonly logits?: boolean;
}

/** A batch under way. */
export interface Batch {
  readonly rows: number;
  /** Source tokens per row, padding included. */
  readonly sourceLength: number;
  /** Feeds each row's last token (the decoder's start token first) and returns the candidates for the next one. */
  step(lastIds: Int32Array, options?: StepOptions): Promise<StepOutput>;
  /**
   * Row i becomes a copy of what was row `rows[i]`. With `sameSources` every row keeps its source (beams of one sentence
   * change places), so that what belongs to the source need not be copied.
   */
  reorder(rows: Int32Array, sameSources?: boolean): void;
}

export interface Backend {
  /** Candidates per step that a graph gives; a beam may be half as wide. */
  readonly candidates: number;
  readonly start: number;
  readonly eos: number;
  /** Ids that are never generated; they take no part in the softmax. */
  readonly suppressed: readonly number[];
  /** Runs the encoder over sources that end with the end of sentence. */
  encode(sources: readonly Int32Array[]): Promise<Batch>;
  dispose(): void;
}
