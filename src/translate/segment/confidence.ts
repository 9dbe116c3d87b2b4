import type { ConfidenceDetails } from '../types.js';

/**
 * The confidence of a translation: a logistic function of what the model says of itself,
 *
 *     1 / (1 + e^-z),  z = 3.2 + 4.5 · mean + 0.25 · min − 3 · |ln(ratio / 1)|⁺ − 4 · (0.6 − coverage)⁺ − 6 · repetition
 *
 * with the mean and the minimum (at least −8) of the tokens' natural-log probabilities, the word-count ratio of target to
 * source as far as it leaves [0.6, 1.9], the share of the source that got attention as far as it stays below 0.6, and the
 * share of repeated tokens. It rises with every probability and with coverage, falls with repetition and with an odd length.
 */
export function confidence(details: ConfidenceDetails): number {
  const { meanLogProb, minLogProb, lengthRatio, coverage, repetition, truncatedOrSplit } = details;
  const odd = Math.max(0, Math.log(0.6 / Math.max(lengthRatio, 1e-3)), Math.log(Math.max(lengthRatio, 1e-3) / 1.9));
  const z =
    3.2 +
    4.5 * meanLogProb +
    0.25 * Math.max(-8, minLogProb) -
    3 * odd -
    4 * Math.max(0, 0.6 - coverage) -
    6 * repetition -
    (truncatedOrSplit ? 0.5 : 0);
  return 1 / (1 + Math.exp(-z));
}
