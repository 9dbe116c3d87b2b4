/** A sentence pair as keys that the caller chose: folded words, inflection keys, whatever should count as one word. */
export interface WordPair {
  readonly source: readonly string[];
  readonly target: readonly string[];
}

/** Words of one side, numbered in order of appearance. */
export interface Vocabulary {
  readonly words: readonly string[];
  readonly ids: ReadonlyMap<string, number>;
  /** How often each word occurs. */
  readonly counts: Float64Array;
}

/**
 * The training text in numbers. Word pairs that occur together anywhere have a cell: those of source word `s` are
 * `start[s] .. start[s + 1]`, ascending by target word. Sentence pair `p` has one place per source and target token,
 * row by row from `block[p]`, which says the cell.
 */
export interface WordCorpus {
  readonly source: Vocabulary;
  readonly target: Vocabulary;
  readonly sourceTokens: Uint32Array;
  readonly sourceStart: Uint32Array;
  readonly targetTokens: Uint32Array;
  readonly targetStart: Uint32Array;
  readonly start: Uint32Array;
  readonly targets: Uint32Array;
  readonly block: Uint32Array;
  readonly places: Uint32Array;
  readonly pairs: number;
}

/** Longer sentences are too costly (cubic) and too noisy to learn from; they can still be aligned. */
export const LONGEST = 120;

/** Places in memory at once, 4 bytes each: of a larger text every n-th pair is taken. */
const MOST_PLACES = 60_000_000;

class Numbering {
  readonly words: string[] = [];
  readonly ids = new Map<string, number>();
  readonly counts: number[] = [];

  number(word: string): number {
    let id = this.ids.get(word);
    if (id === undefined) {
      id = this.words.length;
      this.ids.set(word, id);
      this.words.push(word);
      this.counts.push(0);
    }
    this.counts[id]!++;
    return id;
  }

  done(): Vocabulary {
    return { words: this.words, ids: this.ids, counts: Float64Array.from(this.counts) };
  }
}

const offsets = (lengths: ArrayLike<number>): Uint32Array => {
  const start = new Uint32Array(lengths.length + 1);
  for (let i = 0; i < lengths.length; i++) start[i + 1] = start[i]! + lengths[i]!;
  return start;
};

function sample(pairs: Iterable<WordPair>): WordPair[] {
  const usable: WordPair[] = [];
  let places = 0;
  for (const pair of pairs) {
    const [rows, columns] = [pair.source.length, pair.target.length];
    if (rows === 0 || columns === 0 || rows > LONGEST || columns > LONGEST) continue;
    usable.push(pair);
    places += rows * columns;
  }
  const step = Math.ceil(places / MOST_PLACES);
  return step <= 1 ? usable : usable.filter((_, i) => i % step === 0);
}

/** Numbers the words and finds which ones occur together. Pairs with an empty or overlong side are left out. */
export function readCorpus(input: Iterable<WordPair>): WordCorpus {
  const pairs = sample(input);
  const [source, target] = [new Numbering(), new Numbering()];
  const sourceTokens = Uint32Array.from(pairs.flatMap((pair) => pair.source.map((word) => source.number(word))));
  const targetTokens = Uint32Array.from(pairs.flatMap((pair) => pair.target.map((word) => target.number(word))));
  const sourceStart = offsets(pairs.map((pair) => pair.source.length));
  const targetStart = offsets(pairs.map((pair) => pair.target.length));
  const block = offsets(pairs.map((pair) => pair.source.length * pair.target.length));
  const places = new Uint32Array(block.at(-1)!);

  // Occurrences of each source word, so that its cells can be numbered without a hash table.
  const words = source.words.length;
  const first = offsets(source.counts);
  const occurrence = new Uint32Array(sourceTokens.length);
  const pairOf = new Uint32Array(sourceTokens.length);
  const next = first.slice();
  for (let p = 0; p < pairs.length; p++) {
    for (let at = sourceStart[p]!; at < sourceStart[p + 1]!; at++) {
      pairOf[at] = p;
      occurrence[next[sourceTokens[at]!]!++] = at;
    }
  }
  const start = new Uint32Array(words + 1);
  const targets: number[] = [];
  const seenBy = new Int32Array(target.words.length).fill(-1);
  const cellOf = new Uint32Array(target.words.length);
  for (let word = 0; word < words; word++) {
    const found: number[] = [];
    for (let k = first[word]!; k < first[word + 1]!; k++) {
      const p = pairOf[occurrence[k]!]!;
      for (let at = targetStart[p]!; at < targetStart[p + 1]!; at++) {
        const id = targetTokens[at]!;
        if (seenBy[id] === word) continue;
        seenBy[id] = word;
        found.push(id);
      }
    }
    for (const id of Uint32Array.from(found).sort()) {
      cellOf[id] = targets.length;
      targets.push(id);
    }
    start[word + 1] = targets.length;
    for (let k = first[word]!; k < first[word + 1]!; k++) {
      const p = pairOf[occurrence[k]!]!;
      const columns = targetStart[p + 1]! - targetStart[p]!;
      const base = block[p]! + (occurrence[k]! - sourceStart[p]!) * columns;
      for (let j = 0; j < columns; j++) places[base + j] = cellOf[targetTokens[targetStart[p]! + j]!]!;
    }
  }
  return {
    source: source.done(),
    target: target.done(),
    sourceTokens,
    sourceStart,
    targetTokens,
    targetStart,
    start,
    targets: Uint32Array.from(targets),
    block,
    places,
    pairs: pairs.length,
  };
}
