/** Which sentences go through the model together. The choice never changes a result, only the time. */

export interface Sized {
  /** Source tokens. */
  readonly length: number;
  /** Order of arrival. */
  readonly order: number;
}

/**
 * Takes the next batch out of a queue: the oldest sentence and those nearest to it in length, as long as
 * rows × longest stays within the budget. Sentences of one length waste nothing on padding, the oldest first keeps
 * results flowing in order.
 *
 * @param rowsPer rows that one sentence needs (the beam)
 */
export function takeBatch<T extends Sized>(queue: T[], budget: number, rowsPer = 1): T[] {
  if (queue.length === 0) return [];
  const sorted = [...queue].sort((a, b) => a.length - b.length || a.order - b.order);
  const oldest = sorted.reduce((first, item, i) => (item.order < sorted[first]!.order ? i : first), 0);
  let from = oldest;
  let to = oldest + 1;
  const fits = (start: number, end: number): boolean => (end - start) * rowsPer * sorted[end - 1]!.length <= budget;
  for (;;) {
    // Shorter ones first: they raise the cost of nobody.
    const below = from > 0 && fits(from - 1, to);
    const above = to < sorted.length && fits(from, to + 1);
    if (!below && !above) break;
    const nearer =
      below && above
        ? sorted[to - 1]!.length - sorted[from - 1]!.length <= sorted[to]!.length - sorted[from]!.length
        : below;
    if (nearer) from--;
    else to++;
  }
  const batch = sorted.slice(from, to);
  const taken = new Set(batch);
  let kept = 0;
  for (const item of queue) if (!taken.has(item)) queue[kept++] = item;
  queue.length = kept;
  return batch;
}
