/**
 * A sentence's attention in a form small enough to post between threads and to keep in a cache: per target token the
 * source tokens with the most of it. Fresh and cached translations go through the same form, so they are the same.
 */
export interface AttentionSummary {
  /** Source tokens kept per target token. */
  readonly width: number;
  /** Source token indices, target token by target token, most attention first. */
  readonly sources: Uint16Array;
  /** Their attention in 255ths; 0 for none. */
  readonly weights: Uint8Array;
  /** Mean over source tokens (end of sentence left out) of the attention received, each counted up to 1. */
  readonly coverage: number;
}

const WIDTH = 3;

/** @param attention target tokens × source tokens, end of sentence last; empty when the model gives none */
export function summarizeAttention(
  attention: Float32Array,
  targetLength: number,
  sourceLength: number,
): AttentionSummary {
  if (attention.length === 0) {
    return { width: 0, sources: new Uint16Array(), weights: new Uint8Array(), coverage: 1 };
  }
  const width = Math.min(WIDTH, sourceLength);
  const sources = new Uint16Array(targetLength * width);
  const weights = new Uint8Array(targetLength * width);
  const received = new Float64Array(sourceLength);
  for (let t = 0; t < targetLength; t++) {
    const row = attention.subarray(t * sourceLength, (t + 1) * sourceLength);
    row.forEach((value, s) => {
      received[s]! += value;
    });
    const taken = new Set<number>();
    for (let k = 0; k < width; k++) {
      let top = -1;
      for (let s = 0; s < sourceLength; s++) if (!taken.has(s) && (top < 0 || row[s]! > row[top]!)) top = s;
      taken.add(top);
      sources[t * width + k] = top;
      weights[t * width + k] = Math.round(Math.min(1, Math.max(0, row[top]!)) * 255);
    }
  }
  let sum = 0;
  for (let s = 0; s < sourceLength - 1; s++) sum += Math.min(1, received[s]!);
  return { width, sources, weights, coverage: sourceLength > 1 ? sum / (sourceLength - 1) : 1 };
}
