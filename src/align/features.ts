/**
 * Sparse vectors of segments, so that a source (by way of its machine translation or gloss) and a target can be compared:
 * words and character 4-grams in the target language, and anchors that need no translation (numbers by value, names,
 * addresses). Weights are idf over both sides, so that what is rare in the documents decides.
 */

/** One segment on one side, as the aligner sees it. */
export interface AlignSegment {
  /** Target-language words: of the segment itself, or of its translation or gloss. Keys, not surface forms. */
  readonly words: readonly string[];
  /** What is the same in both languages. */
  readonly anchors: readonly string[];
  /** Characters of the original text. */
  readonly length: number;
}

/** Features of all segments of one side; row `i` is `ids[start[i] .. start[i + 1]]`, ascending, of Euclidean length `norm[i]`. */
export interface SparseSide {
  readonly start: Uint32Array;
  readonly ids: Uint32Array;
  readonly weights: Float32Array;
  readonly norm: Float64Array;
}

const WORD = 1;
const GRAM = 0.35;
const ANCHOR = 1.6;
const GRAM_SIZE = 4;

function rawFeatures(segment: AlignSegment): Map<string, number> {
  const found = new Map<string, number>();
  const add = (key: string, weight: number): void => void found.set(key, (found.get(key) ?? 0) + weight);
  for (const word of segment.words) {
    add(`w${word}`, WORD);
    const padded = `_${word}_`;
    for (let at = 0; at + GRAM_SIZE <= padded.length; at++) add(`g${padded.slice(at, at + GRAM_SIZE)}`, GRAM);
  }
  for (const anchor of segment.anchors) add(`a${anchor}`, ANCHOR);
  return found;
}

/** Vectors of both sides in one feature space. */
export function vectorize(
  source: readonly AlignSegment[],
  target: readonly AlignSegment[],
): { source: SparseSide; target: SparseSide; features: number } {
  const rows = [...source, ...target].map(rawFeatures);
  const df = new Map<string, { id: number; df: number }>();
  for (const row of rows) {
    for (const key of row.keys()) {
      const known = df.get(key);
      if (known) known.df++;
      else df.set(key, { id: df.size, df: 1 });
    }
  }
  const idf = (count: number): number => Math.log(1 + rows.length / count);
  const pack = (part: readonly ReadonlyMap<string, number>[]): SparseSide => {
    const size = part.reduce((sum, row) => sum + row.size, 0);
    const side = {
      start: new Uint32Array(part.length + 1),
      ids: new Uint32Array(size),
      weights: new Float32Array(size),
      norm: new Float64Array(part.length),
    };
    let at = 0;
    part.forEach((row, i) => {
      const entries = [...row].map(([key, weight]) => {
        const known = df.get(key)!;
        // A word said twice is not twice the evidence.
        return [known.id, Math.sqrt(weight * (key[0] === 'g' ? GRAM : 1)) * idf(known.df)] as const;
      });
      entries.sort(([a], [b]) => a - b);
      let square = 0;
      for (const [id, weight] of entries) {
        side.ids[at] = id;
        side.weights[at++] = weight;
        square += weight * weight;
      }
      side.start[i + 1] = at;
      side.norm[i] = Math.sqrt(square);
    });
    return side;
  };
  return { source: pack(rows.slice(0, source.length)), target: pack(rows.slice(source.length)), features: df.size };
}

/** Dot product of a row with a row. */
export function dot(a: SparseSide, i: number, b: SparseSide, j: number): number {
  let [x, y] = [a.start[i]!, b.start[j]!];
  const [xEnd, yEnd] = [a.start[i + 1]!, b.start[j + 1]!];
  let sum = 0;
  while (x < xEnd && y < yEnd) {
    const difference = a.ids[x]! - b.ids[y]!;
    if (difference === 0) sum += a.weights[x++]! * b.weights[y++]!;
    else if (difference < 0) x++;
    else y++;
  }
  return sum;
}

/** Feature → rows that have it: dot products of one row with all rows of a side at once. */
export class Inverted {
  private readonly start: Uint32Array;
  private readonly rows: Uint32Array;
  private readonly weights: Float32Array;

  constructor(side: SparseSide, features: number) {
    this.start = new Uint32Array(features + 2);
    for (const id of side.ids) this.start[id + 2]!++;
    for (let id = 2; id < this.start.length; id++) this.start[id]! += this.start[id - 1]!;
    this.rows = new Uint32Array(side.ids.length);
    this.weights = new Float32Array(side.ids.length);
    for (let row = 0; row + 1 < side.start.length; row++) {
      for (let at = side.start[row]!; at < side.start[row + 1]!; at++) {
        const place = this.start[side.ids[at]! + 1]!++;
        this.rows[place] = row;
        this.weights[place] = side.weights[at]!;
      }
    }
  }

  /** Adds the dot products of row `i` of `side` with rows `from` to `to` (exclusive) into `into[row - from]`. */
  dots(side: SparseSide, i: number, from: number, to: number, into: Float32Array | Float64Array): void {
    for (let at = side.start[i]!; at < side.start[i + 1]!; at++) {
      const id = side.ids[at]!;
      const weight = side.weights[at]!;
      for (let place = this.lower(this.start[id]!, this.start[id + 1]!, from); place < this.start[id + 1]!; place++) {
        const row = this.rows[place]!;
        if (row >= to) break;
        into[row - from]! += weight * this.weights[place]!;
      }
    }
  }

  private lower(low: number, high: number, row: number): number {
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.rows[middle]! < row) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
