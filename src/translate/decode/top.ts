/** Log-softmax and top-k for graphs that give only logits. */

/**
 * The `width` best ids of each row with their log-probabilities; equal scores are taken in the order of their ids, as
 * ONNX's TopK does. Suppressed ids take no part in the softmax.
 */
export function topOfLogits(
  logits: Float32Array,
  rows: number,
  vocabulary: number,
  width: number,
  suppressed: readonly number[],
): { ids: Int32Array; logProbs: Float32Array } {
  const ids = new Int32Array(rows * width);
  const logProbs = new Float32Array(rows * width);
  const best = new Float64Array(width);
  const bestIds = new Int32Array(width);
  const banned = new Uint8Array(vocabulary);
  for (const id of suppressed) banned[id] = 1;
  for (let row = 0; row < rows; row++) {
    const base = row * vocabulary;
    let count = 0;
    let sum = 0;
    let top = -Infinity;
    for (let id = 0; id < vocabulary; id++) {
      if (banned[id]) continue;
      const value = logits[base + id]!;
      if (value > top) {
        sum = sum * Math.exp(top - value) + 1;
        top = value;
      } else sum += Math.exp(value - top);
      if (count === width && value <= best[width - 1]!) continue;
      let at = count < width ? count++ : width - 1;
      for (; at > 0 && best[at - 1]! < value; at--) {
        best[at] = best[at - 1]!;
        bestIds[at] = bestIds[at - 1]!;
      }
      best[at] = value;
      bestIds[at] = id;
    }
    const normaliser = top + Math.log(sum);
    for (let k = 0; k < width; k++) {
      ids[row * width + k] = k < count ? bestIds[k]! : suppressed[0]!;
      logProbs[row * width + k] = k < count ? best[k]! - normaliser : -Infinity;
    }
  }
  return { ids, logProbs };
}

/** log of the softmax's denominator of one row: subtract it from a logit to get its log-probability. */
export function logNormaliser(
  logits: Float32Array,
  row: number,
  vocabulary: number,
  suppressed: readonly number[],
): number {
  const base = row * vocabulary;
  let top = -Infinity;
  for (let id = 0; id < vocabulary; id++) if (!suppressed.includes(id)) top = Math.max(top, logits[base + id]!);
  let sum = 0;
  for (let id = 0; id < vocabulary; id++) if (!suppressed.includes(id)) sum += Math.exp(logits[base + id]! - top);
  return top + Math.log(sum);
}
