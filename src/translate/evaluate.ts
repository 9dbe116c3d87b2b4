/**
 * Corpus BLEU and chrF as sacreBLEU 2 computes them: BLEU with 13a tokenisation and exponential smoothing (Papineni et
 * al. 2002; Post 2018), chrF2 with character n-grams up to 6 and no word n-grams (Popović 2015), both case-sensitive with
 * one reference.
 */

export interface Score {
  /** 0..100. */
  readonly bleu: number;
  /** 0..100. */
  readonly chrf: number;
  /** Both signatures, in sacreBLEU's notation. */
  readonly signature: string;
}

// `version` names this implementation: the numbers are sacreBLEU 2's, the program is not.
const BLEU_SIGNATURE = 'nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:memori';
const CHRF_SIGNATURE = 'nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:memori';

/** mteval-v13a's tokens, as sacreBLEU's `13a` tokeniser makes them. */
export function tokenize13a(line: string): string[] {
  let text = line.replaceAll('<skipped>', '').replaceAll('-\n', '').replaceAll('\n', ' ');
  if (text.includes('&')) {
    text = text.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
  }
  text = ` ${text} `
    .replace(/([{-~[-` -&(-+:-@/])/g, ' $1 ')
    .replace(/([^0-9])([.,])/g, '$1 $2 ')
    .replace(/([.,])([^0-9])/g, ' $1 $2')
    .replace(/([0-9])(-)/g, '$1 $2 ');
  return text.split(/\s+/u).filter((token) => token !== '');
}

function ngrams<T>(items: readonly T[], order: number, separator: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + order <= items.length; i++) {
    const key = items.slice(i, i + order).join(separator);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** Occurrences that both have. */
function common(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [key, count] of a) sum += Math.min(count, b.get(key) ?? 0);
  return sum;
}

const total = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

/** Corpus BLEU, 0..100. @param hypotheses one per reference */
export function bleu(hypotheses: readonly string[], references: readonly string[]): number {
  const ORDER = 4;
  const correct = new Array<number>(ORDER).fill(0);
  const possible = new Array<number>(ORDER).fill(0);
  let length = 0;
  let wanted = 0;
  hypotheses.forEach((hypothesis, line) => {
    const have = tokenize13a(hypothesis.trimEnd());
    const want = tokenize13a((references[line] ?? '').trimEnd());
    length += have.length;
    wanted += want.length;
    for (let n = 1; n <= ORDER; n++) {
      const counts = ngrams(have, n, ' ');
      correct[n - 1]! += common(counts, ngrams(want, n, ' '));
      possible[n - 1]! += total(counts);
    }
  });
  if (correct.every((count) => count === 0) || length === 0) return 0;
  let logs = 0;
  let smooth = 1;
  for (let n = 0; n < ORDER; n++) {
    if (possible[n] === 0) return 0;
    if (correct[n] === 0) smooth *= 2;
    logs += Math.log(correct[n] === 0 ? 100 / (smooth * possible[n]!) : (100 * correct[n]!) / possible[n]!);
  }
  const brevity = length < wanted ? Math.exp(1 - wanted / length) : 1;
  return brevity * Math.exp(logs / ORDER);
}

/** Corpus chrF2, 0..100. */
export function chrf(hypotheses: readonly string[], references: readonly string[]): number {
  const ORDER = 6;
  const BETA2 = 4;
  const sums = Array.from({ length: ORDER }, () => ({ have: 0, want: 0, match: 0 }));
  hypotheses.forEach((hypothesis, line) => {
    const characters = [...hypothesis.replace(/\s+/gu, '')];
    const reference = [...(references[line] ?? '').replace(/\s+/gu, '')];
    for (let n = 1; n <= ORDER; n++) {
      const have = ngrams(characters, n, '');
      const want = ngrams(reference, n, '');
      const sum = sums[n - 1]!;
      const wanted = total(want);
      // A hypothesis' n-grams count only where the reference has n-grams of that order at all.
      sum.have += wanted > 0 ? total(have) : 0;
      sum.want += wanted;
      sum.match += common(have, want);
    }
  });
  // Precision and recall are averaged over the orders that both sides have, then combined.
  const orders = sums.filter(({ have, want }) => have > 0 && want > 0);
  const mean = (of: (sum: (typeof sums)[number]) => number): number =>
    orders.reduce((all, sum) => all + of(sum), 0) / Math.max(1, orders.length);
  const precision = mean(({ match, have }) => match / have);
  const recall = mean(({ match, want }) => match / want);
  if (precision + recall === 0) return 0;
  return (100 * (1 + BETA2) * precision * recall) / (BETA2 * precision + recall);
}

/** Both scores of a set of translations, with their signatures. */
export function scoreTranslations(hypotheses: readonly string[], references: readonly string[]): Score {
  return {
    bleu: bleu(hypotheses, references),
    chrf: chrf(hypotheses, references),
    signature: `BLEU|${BLEU_SIGNATURE} chrF2|${CHRF_SIGNATURE}`,
  };
}
