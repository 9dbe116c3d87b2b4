import { replaceRange, type Draft } from './draft.js';

/** Does the text hold the term, inflected or not? Case is ignored; the last word may carry an English ending. */
export function termAppears(target: string, term: string): boolean {
  const words = term
    .normalize('NFC')
    .trim()
    .split(/[\s-]+/u)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'));
  const last = words.pop();
  if (last === undefined || last === '') return true;
  const stem = last.replace(/(?:y|e)$/iu, '');
  const inflected = `(?:${last}|${stem})(?:s|es|ies|d|ed|ied|ing|'s|’s|s'|s’|y|e)?`;
  const pattern = [...words, inflected].join('[\\s-]+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'iu').test(target.normalize('NFC'));
}

/**
 * The last resort for a term or a figure: the run of target tokens that was made from its words gives way to what is wanted.
 *
 * @returns undefined when the alignment does not say which run that is
 */
export function replaceByAlignment(
  draft: Draft,
  { start, end }: { readonly start: number; readonly end: number },
  translation: string,
): { readonly draft: Draft; readonly removed: string } | undefined {
  let best: { from: number; to: number; score: number } | undefined;
  let from = 0;
  let score = 0;
  draft.tokens.forEach((token, t) => {
    let inside = 0;
    let all = 0;
    for (const link of token.links) {
      all += link.weight;
      if (link.start < end && start < link.end) inside += link.weight;
    }
    score += token.whole ? -10 : 2 * inside - all - 0.05;
    if (score > (best?.score ?? 0.4)) best = { from, to: t + 1, score };
    if (score < 0) [score, from] = [0, t + 1];
  });
  if (!best) return undefined;
  const { from: first, to: last } = best as { from: number; to: number };
  const letters = /[\p{L}\p{N}]/u;
  // Whole words: out to the next place that is no letter.
  let low = draft.tokens[first]!.start;
  let high = draft.tokens[last - 1]!.end;
  while (low < high && !letters.test(draft.text[low]!)) low++;
  while (high > low && !letters.test(draft.text[high - 1]!)) high--;
  while (low > 0 && letters.test(draft.text[low - 1]!)) low--;
  while (high < draft.text.length && letters.test(draft.text[high]!)) high++;
  if (high <= low) return undefined;
  const replaced = replaceRange(draft, low, high, translation, [{ start, end, weight: 1 }]);
  return { draft: replaced, removed: draft.text.slice(low, high) };
}
