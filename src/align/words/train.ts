import { readCorpus, type WordCorpus, type WordPair } from './corpus.js';
import { Diagonal, firstJumps, type Jumps, learntJumps, noJumps, PosteriorSpace } from './posteriors.js';

export interface WordAlignerOptions {
  /** Passes of IBM model 1. Default 3. */
  readonly model1?: number;
  /** Passes of the hidden Markov model. Default 3; with 0, pairs are aligned by model 1. */
  readonly markov?: number;
  /** How strongly both models prefer the diagonal; 0 for not at all. Default {@link TENSION}. */
  readonly tension?: number;
}

/** Chance that a token has no counterpart, before anything is known about it. */
export const NONE = 0.08;
export const TENSION = 3;

/** Words written alike on both sides (names, numbers, signs) start with so many times the weight of others. */
const ALIKE = 20;

/** What training learns. Per cell of the corpus: both translation probabilities and the expected number of links. */
export interface WordModel {
  /** The words and cells of the corpus, without its text. */
  readonly corpus: Pick<WordCorpus, 'source' | 'target' | 'start' | 'targets'>;
  /** p(target | source). */
  readonly forward: Float32Array;
  /** p(source | target). */
  readonly backward: Float32Array;
  readonly links: Float64Array;
  /** p(target | nothing) and p(source | nothing). */
  readonly noSource: Float64Array;
  readonly noTarget: Float64Array;
  readonly forwardJumps: Jumps;
  readonly backwardJumps: Jumps;
  readonly markov: boolean;
  readonly tension: number;
}

/** Probabilities of both directions from the expected links: of all links of a word, how many go to this one? */
function normalise(corpus: WordCorpus, links: Float64Array, forward: Float32Array, backward: Float32Array): void {
  const byTarget = new Float64Array(corpus.target.words.length);
  for (let word = 0; word < corpus.source.words.length; word++) {
    let sum = 0;
    for (let cell = corpus.start[word]!; cell < corpus.start[word + 1]!; cell++) {
      sum += links[cell]!;
      byTarget[corpus.targets[cell]!]! += links[cell]!;
    }
    for (let cell = corpus.start[word]!; cell < corpus.start[word + 1]!; cell++)
      forward[cell] = sum > 0 ? links[cell]! / sum : 0;
  }
  for (let cell = 0; cell < links.length; cell++) {
    const sum = byTarget[corpus.targets[cell]!]!;
    backward[cell] = sum > 0 ? links[cell]! / sum : 0;
  }
}

function share(counts: Float64Array): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0) + 0.01 * counts.length;
  return counts.map((count) => (count + 0.01) / total);
}

/** A translation that was never seen is unlikely, not impossible. */
export const FLOOR = 1e-7;

/**
 * Expectation maximisation of both directions together: a link counts as much as both believe in it (alignment by
 * agreement, Liang, Taskar and Klein 2006), which keeps rare words from collecting what has no translation.
 */
export function train(input: Iterable<WordPair>, options: WordAlignerOptions): WordModel {
  const { model1 = 3, markov = 3, tension = TENSION } = options;
  const corpus = readCorpus(input);
  const cells = corpus.targets.length;
  const [forward, backward] = [new Float32Array(cells), new Float32Array(cells)];
  const links = new Float64Array(cells).fill(1);
  for (let word = 0; word < corpus.source.words.length; word++) {
    const same = corpus.target.ids.get(corpus.source.words[word]!);
    if (same === undefined) continue;
    for (let cell = corpus.start[word]!; cell < corpus.start[word + 1]!; cell++)
      if (corpus.targets[cell] === same) links[cell] = ALIKE;
  }
  normalise(corpus, links, forward, backward);
  let noSource = share(new Float64Array(corpus.target.words.length));
  let noTarget = share(new Float64Array(corpus.source.words.length));
  let [forwardJumps, backwardJumps] = [firstJumps(), firstJumps()];
  const diagonal = new Diagonal(tension);
  const [there, back] = [new PosteriorSpace(), new PosteriorSpace()];
  let size = 0;
  for (let p = 0; p < corpus.pairs; p++) size = Math.max(size, corpus.block[p + 1]! - corpus.block[p]!);
  const [thereEmission, backEmission] = [new Float64Array(size), new Float64Array(size)];
  const [thereNone, backNone] = [new Float64Array(256), new Float64Array(256)];

  for (let pass = 0; pass < model1 + markov; pass++) {
    links.fill(0);
    const [nothing, nowhere] = [new Float64Array(noSource.length), new Float64Array(noTarget.length)];
    const [forwardCounts, backwardCounts] = [noJumps(), noJumps()];
    for (let p = 0; p < corpus.pairs; p++) {
      const base = corpus.block[p]!;
      const [s, t] = [corpus.sourceStart[p]!, corpus.targetStart[p]!];
      const [rows, columns] = [corpus.sourceStart[p + 1]! - s, corpus.targetStart[p + 1]! - t];
      for (let i = 0; i < rows; i++) {
        backNone[i] = noTarget[corpus.sourceTokens[s + i]!]!;
        for (let j = 0; j < columns; j++) {
          const cell = corpus.places[base + i * columns + j]!;
          thereEmission[j * rows + i] = forward[cell]! + FLOOR;
          backEmission[i * columns + j] = backward[cell]! + FLOOR;
        }
      }
      for (let j = 0; j < columns; j++) thereNone[j] = noSource[corpus.targetTokens[t + j]!]!;
      const [thereDiagonal, backDiagonal] = [diagonal.table(rows, columns), diagonal.table(columns, rows)];
      if (pass < model1) {
        there.model1(rows, columns, thereEmission, thereNone, NONE, thereDiagonal);
        back.model1(columns, rows, backEmission, backNone, NONE, backDiagonal);
      } else {
        there.markov(rows, columns, thereEmission, thereNone, NONE, thereDiagonal, forwardJumps, forwardCounts);
        back.markov(columns, rows, backEmission, backNone, NONE, backDiagonal, backwardJumps, backwardCounts);
      }
      for (let i = 0; i < rows; i++) {
        nowhere[corpus.sourceTokens[s + i]!]! += back.none[i]!;
        for (let j = 0; j < columns; j++)
          links[corpus.places[base + i * columns + j]!]! += there.state[j * rows + i]! * back.state[i * columns + j]!;
      }
      for (let j = 0; j < columns; j++) nothing[corpus.targetTokens[t + j]!]! += there.none[j]!;
    }
    normalise(corpus, links, forward, backward);
    [noSource, noTarget] = [share(nothing), share(nowhere)];
    if (pass >= model1) [forwardJumps, backwardJumps] = [learntJumps(forwardCounts), learntJumps(backwardCounts)];
  }
  const { source, target, start, targets } = corpus;
  return {
    corpus: { source, target, start, targets },
    forward,
    backward,
    links,
    noSource,
    noTarget,
    forwardJumps,
    backwardJumps,
    markov: markov > 0,
    tension,
  };
}
