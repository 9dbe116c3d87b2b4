import type { Decoding } from '../decode/scheduler.js';
import type { ConfidenceDetails } from '../types.js';

/** An immediate repetition in a target. */
export interface Repetition {
  /** Share of the tokens that repeat what stands right before them. */
  readonly share: number;
  /** The longest repeated text. */
  readonly phrase: string;
}

const LONGEST = 12;

/**
 * Finds what a model stuck in a loop writes: the same one to twelve tokens right after each other. Digits and marks may
 * repeat (`1.000.000`, `...`), single words may be doubled (`very, very`), so one token counts from its third time on.
 */
export function findRepetition(tokens: readonly string[]): Repetition {
  const repeated = new Uint8Array(tokens.length);
  let phrase = '';
  const words = (from: number, to: number): boolean => tokens.slice(from, to).some((token) => /\p{L}/u.test(token));
  for (let n = 1; n <= LONGEST; n++) {
    const least = n === 1 ? 3 : 2;
    for (let i = 0; i + n * least <= tokens.length; i++) {
      let times = 1;
      while (
        i + n * (times + 1) <= tokens.length &&
        tokens.slice(i, i + n).every((token, k) => token === tokens[i + n * times + k])
      )
        times++;
      if (times < least || !words(i, i + n)) continue;
      repeated.fill(1, i + n, i + n * times);
      const text = tokens
        .slice(i, i + n)
        .join('')
        .trim();
      if (text.length > phrase.length) phrase = text;
    }
  }
  const share = tokens.length === 0 ? 0 : repeated.reduce((sum, value) => sum + value, 0) / tokens.length;
  return { share, phrase };
}

const wordCount = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;

/** What the model says of the parts of one segment, taken together. */
export function detailsOf(
  parts: readonly Decoding[],
  split: boolean,
): { details: ConfidenceDetails; repetition: Repetition } {
  const logs = parts.flatMap(({ hypothesis }) => [...hypothesis.logProbs]);
  const tokens = parts.reduce((sum, { hypothesis }) => sum + hypothesis.ids.length, 0);
  const sourceTokens = parts.reduce((sum, { encoded }) => sum + encoded.ids.length - 1, 0);
  const covered = parts.reduce(
    (sum, { encoded, hypothesis }) => sum + hypothesis.attention.coverage * (encoded.ids.length - 1),
    0,
  );
  const sourceWords = parts.reduce((sum, { source }) => sum + wordCount(source), 0);
  const targetWords = parts.reduce((sum, { decoded }) => sum + wordCount(decoded.text), 0);
  const repetitions = parts.map(({ decoded }) =>
    findRepetition(Array.from(decoded.starts, (start, i) => decoded.text.slice(start, decoded.ends[i]))),
  );
  const repetition = {
    share:
      parts.reduce((sum, part, i) => sum + repetitions[i]!.share * part.hypothesis.ids.length, 0) / Math.max(1, tokens),
    phrase: repetitions.reduce((longest, { phrase }) => (phrase.length > longest.length ? phrase : longest), ''),
  };
  return {
    repetition,
    details: {
      meanLogProb: logs.reduce((sum, value) => sum + value, 0) / Math.max(1, logs.length),
      minLogProb: logs.reduce((least, value) => Math.min(least, value), 0),
      lengthRatio: sourceWords === 0 ? 1 : targetWords / sourceWords,
      coverage: sourceTokens === 0 ? 1 : covered / sourceTokens,
      repetition: repetition.share,
      tokens,
      truncatedOrSplit: split || parts.some(({ hypothesis }) => hypothesis.hitLimit),
    },
  };
}
