/** Alignment of words in sentence pairs, and the lexicon that comes of it. */
import { type WordPair } from './corpus.js';
import { type Lexicon, type LexiconEntry, makeLexicon } from './lexicon.js';
import { Diagonal, PosteriorSpace } from './posteriors.js';
import { growDiagonal } from './symmetrise.js';
import { FLOOR, NONE, train, type WordAlignerOptions, type WordModel } from './train.js';

export type { WordPair } from './corpus.js';
export type { WordAlignerOptions } from './train.js';
export { type Lexicon, readLexicon, serialiseLexicon, type Translation } from './lexicon.js';

/** Source token and target token that translate each other, 0-based. */
export interface WordLink {
  readonly source: number;
  readonly target: number;
  /** Mean of what the two directions believe, 0 to 1. */
  readonly probability: number;
}

export interface WordAligner {
  /** Links by source, then target. Any pair of the same kind of keys, seen in training or not. */
  align(pair: WordPair): WordLink[];
  /** Translations by word that were linked at least so often (expected number, default 0.5). */
  lexicon(minCount?: number): Lexicon;
}

/** Chances of a pair with an unknown word: written alike, both unknown, or one known (which has its translations already). */
const SAME = 0.5;
const STRANGERS = 1e-4;
const STRANGER = 1e-5;

/**
 * Learns from sentence pairs which words translate each other: IBM model 1, then a hidden Markov model, both directions
 * at once. Deterministic. Time grows with the sum over pairs of the product of the lengths (model 1) times the length
 * (Markov).
 */
export function trainWordAligner(pairs: Iterable<WordPair>, options: WordAlignerOptions = {}): WordAligner {
  const model = train(pairs, options);
  const diagonal = new Diagonal(model.tension);
  const [there, back] = [new PosteriorSpace(), new PosteriorSpace()];
  return {
    align: (pair) => alignPair(model, diagonal, there, back, pair),
    lexicon: (minCount = 0.5) => lexiconOf(model, minCount),
  };
}

/** Cell of two words, -1 where they never met. */
function cellOf({ corpus }: WordModel, source: number, target: number): number {
  let [low, high] = [corpus.start[source]!, corpus.start[source + 1]!];
  const end = high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (corpus.targets[middle]! < target) low = middle + 1;
    else high = middle;
  }
  return low < end && corpus.targets[low] === target ? low : -1;
}

function chanceUnseen(alike: boolean, sourceKnown: boolean, targetKnown: boolean): number {
  if (alike) return SAME;
  if (sourceKnown && targetKnown) return 0;
  return sourceKnown || targetKnown ? STRANGER : STRANGERS;
}

function alignPair(
  model: WordModel,
  diagonal: Diagonal,
  there: PosteriorSpace,
  back: PosteriorSpace,
  { source, target }: WordPair,
): WordLink[] {
  const [rows, columns] = [source.length, target.length];
  if (rows === 0 || columns === 0) return [];
  const sourceIds = source.map((word) => model.corpus.source.ids.get(word));
  const targetIds = target.map((word) => model.corpus.target.ids.get(word));
  const [thereEmission, backEmission] = [new Float64Array(rows * columns), new Float64Array(rows * columns)];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const [s, t] = [sourceIds[i], targetIds[j]];
      const cell = s === undefined || t === undefined ? -1 : cellOf(model, s, t);
      const unseen = cell >= 0 ? 0 : chanceUnseen(source[i] === target[j], s !== undefined, t !== undefined);
      thereEmission[j * rows + i] = FLOOR + (cell < 0 ? unseen : model.forward[cell]!);
      backEmission[i * columns + j] = FLOOR + (cell < 0 ? unseen : model.backward[cell]!);
    }
  }
  const thereNone = Float64Array.from(targetIds, (id) => (id === undefined ? STRANGERS : model.noSource[id]!));
  const backNone = Float64Array.from(sourceIds, (id) => (id === undefined ? STRANGERS : model.noTarget[id]!));
  const [thereDiagonal, backDiagonal] = [diagonal.table(rows, columns), diagonal.table(columns, rows)];
  if (model.markov) {
    there.markov(rows, columns, thereEmission, thereNone, NONE, thereDiagonal, model.forwardJumps);
    back.markov(columns, rows, backEmission, backNone, NONE, backDiagonal, model.backwardJumps);
  } else {
    there.model1(rows, columns, thereEmission, thereNone, NONE, thereDiagonal);
    back.model1(columns, rows, backEmission, backNone, NONE, backDiagonal);
  }
  const weight = (i: number, j: number): number => (there.state[j * rows + i]! + back.state[i * columns + j]!) / 2;
  const links = growDiagonal(bestStates(there, columns, rows), bestStates(back, rows, columns), weight);
  return links.map((link) => {
    const [i, j] = [Math.floor(link / columns), link % columns];
    return { source: i, target: j, probability: Math.min(1, weight(i, j)) };
  });
}

/** The likeliest state of each observation; -1 when it more likely comes from nowhere. */
function bestStates({ state, none }: PosteriorSpace, observations: number, states: number): Int32Array {
  return Int32Array.from({ length: observations }, (_, o) => {
    let best = -1;
    let value = none[o]!;
    for (let i = 0; i < states; i++) {
      if (state[o * states + i]! > value) {
        best = i;
        value = state[o * states + i]!;
      }
    }
    return best;
  });
}

function lexiconOf({ corpus, links }: WordModel, minCount: number): Lexicon {
  const entries: LexiconEntry[] = [];
  corpus.source.words.forEach((source, word) => {
    for (let cell = corpus.start[word]!; cell < corpus.start[word + 1]!; cell++)
      if (links[cell]! >= minCount)
        entries.push({ source, target: corpus.target.words[corpus.targets[cell]!]!, links: links[cell]! });
  });
  const counts = ({ words, counts }: typeof corpus.source): Map<string, number> =>
    new Map(words.map((word, i) => [word, counts[i]!]));
  return makeLexicon(entries, counts(corpus.source), counts(corpus.target));
}
