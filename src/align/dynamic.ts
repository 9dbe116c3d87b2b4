import type { Corridor } from './corridor.js';
import { dot, Inverted, type SparseSide } from './features.js';

/** A group of consecutive sources and the consecutive targets that translate it; one side may be empty. */
export interface Span {
  /** First source, and behind the last. */
  readonly i: number;
  readonly iEnd: number;
  readonly j: number;
  readonly jEnd: number;
}

/** A bead as index lists: a refined one may have lost a segment in its middle. */
export interface Group {
  readonly source: readonly number[];
  readonly target: readonly number[];
}

/** What the search knows about a pair of spans. */
export interface SpanScore {
  /** Cosine of the summed vectors. */
  readonly similarity: number;
  /** Mean cosine of these segments with arbitrary ones of the other side. */
  readonly chance: number;
  /** Gale and Church's deviation of the lengths, signed, 0 when they fit. */
  readonly lengthDeviation: number;
}

/** At most so many segments of one side in a bead. */
export const MOST = 4;

/** Costs of the search; see `scripts/bench/align.mjs` for what they give on damaged text. */
export interface CostModel {
  /** Cost of a segment without counterpart, as a share of the cost of an arbitrary pair. */
  readonly deletion: number;
  /** Per segment more than two in a bead. */
  readonly extra: number;
  /** For beads with several segments on both sides. */
  readonly manyToMany: number;
  /** Weight of the length deviation. */
  readonly length: number;
}

export const DEFAULT_COSTS: CostModel = { deletion: 0.46, extra: 0.05, manyToMany: 0.5, length: 0.05 };

/** Gale and Church (1993): variance of the target length per character of source. */
const VARIANCE = 6.8;
const MOST_DEVIATION = 5;

/** Rows before and behind a bead that are looked at for a rival of its targets. */
const RIVAL_REACH = 200;

/** Arbitrary segments of the other side that a segment is compared with. */
const SAMPLES = 48;

/**
 * Exact dynamic programming inside a corridor over beads of 0–4 to 0–4 segments. The cost of a bead is how far its
 * cosine is from 1, relative to arbitrary pairs (Thompson and Koehn 2019), times the mean number of its segments, plus a
 * length prior (Gale and Church 1993).
 */
export class AlignmentSearch {
  private readonly rows: Float32Array[];
  private readonly sourceNorms: Float64Array[];
  private readonly targetNorms: Float64Array[];
  private readonly sourceChance: Float64Array;
  private readonly targetChance: Float64Array;
  private readonly sourceLengths: Float64Array;
  private readonly targetLengths: Float64Array;
  private ratio: number;

  constructor(
    private readonly source: SparseSide,
    private readonly target: SparseSide,
    features: number,
    lengths: Group,
    private readonly corridor: Corridor,
    private readonly costs: CostModel = DEFAULT_COSTS,
  ) {
    const index = new Inverted(target, features);
    this.rows = Array.from({ length: source.norm.length }, (_, i) => {
      const row = new Float32Array(corridor.to[i]! - corridor.from[i]!);
      index.dots(source, i, corridor.from[i]!, corridor.to[i]!, row);
      return row;
    });
    this.sourceNorms = blockNorms(source);
    this.targetNorms = blockNorms(target);
    this.sourceChance = chance(source, target);
    this.targetChance = chance(target, source);
    this.sourceLengths = sums(lengths.source);
    this.targetLengths = sums(lengths.target);
    this.ratio = (this.targetLengths.at(-1)! + 1) / (this.sourceLengths.at(-1)! + 1);
  }

  /** Learns the length ratio of the documents from pairs that are sure to be translations. */
  setLengthRatio(pairs: readonly Group[]): void {
    let [source, target] = [0, 0];
    for (const pair of pairs) {
      for (const i of pair.source) source += this.lengthOf(this.sourceLengths, i);
      for (const j of pair.target) target += this.lengthOf(this.targetLengths, j);
    }
    if (source > 200 && target > 200) this.ratio = target / source;
  }

  private lengthOf(sums: Float64Array, at: number): number {
    return sums[at + 1]! - sums[at]!;
  }

  score({ source, target }: Group): SpanScore {
    let chance = 0;
    let [sourceLength, targetLength] = [0, 0];
    for (const i of source) {
      chance += this.sourceChance[i]!;
      sourceLength += this.lengthOf(this.sourceLengths, i);
    }
    for (const j of target) {
      chance += this.targetChance[j]!;
      targetLength += this.lengthOf(this.targetLengths, j);
    }
    return {
      similarity: Math.min(1, this.similarityOf(source, target)),
      chance: chance / (source.length + target.length),
      lengthDeviation: this.deviationOf(sourceLength, targetLength),
    };
  }

  /** Characters of the longest segment of a bead. */
  longest({ source, target }: Group): number {
    return Math.max(
      ...source.map((i) => this.lengthOf(this.sourceLengths, i)),
      ...target.map((j) => this.lengthOf(this.targetLengths, j)),
    );
  }

  /** Cosine of the summed vectors of any rows with any columns. */
  similarityOf(rows: readonly number[], columns: readonly number[]): number {
    let sum = 0;
    for (const row of rows) for (const column of columns) sum += this.dotAt(row, column);
    const norms = normOfSum(this.source, rows) * normOfSum(this.target, columns);
    return norms === 0 ? 0 : sum / norms;
  }

  /** The best cosine of a single pair in the rows or columns of a bead with one outside it. */
  bestRival({ source, target }: Group): number {
    let best = 0;
    const consider = (row: number, column: number): void => {
      const norms = this.source.norm[row]! * this.target.norm[column]!;
      if (norms > 0) best = Math.max(best, this.dotAt(row, column) / norms);
    };
    for (const row of source) {
      for (let column = this.corridor.from[row]!; column < this.corridor.to[row]!; column++) {
        if (!target.includes(column)) consider(row, column);
      }
    }
    const middle = source[0] ?? 0;
    const reach = source.length === 0 ? this.rows.length : RIVAL_REACH;
    for (const column of target) {
      for (let row = Math.max(0, middle - reach); row < Math.min(this.rows.length, middle + reach); row++) {
        if (!source.includes(row)) consider(row, column);
      }
    }
    return best;
  }

  private dotAt(row: number, column: number): number {
    const from = this.corridor.from[row]!;
    return column < from ? 0 : (this.rows[row]![column - from] ?? 0);
  }

  private chanceOf(i: number, iEnd: number, j: number, jEnd: number): number {
    let [sum, count] = [0, 0];
    for (let row = i; row < iEnd; row++, count++) sum += this.sourceChance[row]!;
    for (let column = j; column < jEnd; column++, count++) sum += this.targetChance[column]!;
    return count === 0 ? 0 : sum / count;
  }

  private deviation(i: number, iEnd: number, j: number, jEnd: number): number {
    return this.deviationOf(
      this.sourceLengths[iEnd]! - this.sourceLengths[i]!,
      this.targetLengths[jEnd]! - this.targetLengths[j]!,
    );
  }

  private deviationOf(sourceLength: number, targetLength: number): number {
    const expected = sourceLength * this.ratio;
    const mean = (expected + targetLength) / 2;
    if (mean === 0) return 0;
    return Math.max(-MOST_DEVIATION, Math.min(MOST_DEVIATION, (targetLength - expected) / Math.sqrt(VARIANCE * mean)));
  }

  /** The cheapest sequence of spans that covers both sides. */
  run(): Span[] {
    const { from, to } = this.corridor;
    const sources = this.rows.length;
    const best: Float64Array[] = [];
    const moves: Uint8Array[] = [];
    const block = new Float64Array(MOST + 1);
    for (let i = 0; i <= sources; i++) {
      const width = to[i]! - from[i]! + 1;
      const row = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
      const move = new Uint8Array(width);
      for (let j = from[i]!; j <= to[i]!; j++) {
        let [least, chosen] = [i === 0 && j === 0 ? 0 : Number.POSITIVE_INFINITY, 0];
        const offer = (a: number, b: number, cost: number): void => {
          const previous = best[i - a] ?? row;
          const at = j - b - from[i - a]!;
          if (at < 0 || at >= previous.length) return;
          const total = previous[at]! + cost;
          if (total < least - 1e-9) [least, chosen] = [total, a * (MOST + 1) + b];
        };
        block.fill(0);
        for (let a = 1; a <= Math.min(MOST, i); a++) {
          for (let b = 1; b <= Math.min(MOST, j); b++) {
            // block[b]: sum over the last a sources and the last b targets.
            let column = 0;
            for (let l = 1; l <= b; l++) column += this.dotAt(i - a, j - l);
            block[b]! += column;
            offer(a, b, this.cost(i - a, i, j - b, j, block[b]!));
          }
        }
        if (i > 0) offer(1, 0, this.costs.deletion);
        if (j > 0) offer(0, 1, this.costs.deletion);
        row[j - from[i]!] = least;
        move[j - from[i]!] = chosen;
        if (i === 0 && j === 0) move[0] = 0;
      }
      best.push(row);
      moves.push(move);
    }
    const spans: Span[] = [];
    let [i, j] = [sources, this.target.norm.length];
    while (i > 0 || j > 0) {
      const chosen = moves[i]![j - from[i]!]!;
      const [a, b] = [Math.floor(chosen / (MOST + 1)), chosen % (MOST + 1)];
      if (a === 0 && b === 0) throw new Error('the corridor has no way through');
      spans.push({ i: i - a, iEnd: i, j: j - b, jEnd: j });
      i -= a;
      j -= b;
    }
    return spans.reverse();
  }

  private cost(i: number, iEnd: number, j: number, jEnd: number, sum: number): number {
    const [a, b] = [iEnd - i, jEnd - j];
    const norms = this.sourceNorms[a]![iEnd]! * this.targetNorms[b]![jEnd]!;
    const similarity = norms === 0 ? 0 : Math.min(1, sum / norms);
    const segments = (a + b) / 2;
    const distance = (1 - similarity) / (1 - Math.min(0.9, this.chanceOf(i, iEnd, j, jEnd)));
    const shape = this.costs.extra * (a + b - 2) + (a > 1 && b > 1 ? this.costs.manyToMany : 0);
    return segments * (distance + this.costs.length * Math.abs(this.deviation(i, iEnd, j, jEnd))) + shape;
  }
}

function sums(lengths: readonly number[]): Float64Array {
  const total = new Float64Array(lengths.length + 1);
  lengths.forEach((length, i) => (total[i + 1] = total[i]! + length));
  return total;
}

/** `norms[a][i]`: Euclidean length of the sum of the `a` rows before `i`. */
function blockNorms(side: SparseSide): Float64Array[] {
  const rows = side.norm.length;
  const neighbour = Array.from({ length: MOST }, (_, gap) =>
    Float64Array.from({ length: rows }, (_, i) =>
      i + gap < rows ? (gap === 0 ? side.norm[i]! ** 2 : dot(side, i, side, i + gap)) : 0,
    ),
  );
  return Array.from({ length: MOST + 1 }, (_, size) =>
    Float64Array.from({ length: rows + 1 }, (_, end) => {
      if (size === 0 || end < size) return 0;
      let square = 0;
      for (let x = end - size; x < end; x++) {
        square += neighbour[0]![x]!;
        for (let gap = 1; x + gap < end; gap++) square += 2 * neighbour[gap]![x]!;
      }
      return Math.sqrt(square);
    }),
  );
}

/** Mean cosine of each row with segments taken at even distances from the other side. */
function chance(side: SparseSide, other: SparseSide): Float64Array {
  const count = Math.min(SAMPLES, other.norm.length);
  return Float64Array.from({ length: side.norm.length }, (_, i) => {
    let sum = 0;
    for (let sample = 0; sample < count; sample++) {
      const j = Math.floor(((sample + 0.5) * other.norm.length) / count);
      const norms = side.norm[i]! * other.norm[j]!;
      if (norms > 0) sum += dot(side, i, other, j) / norms;
    }
    return count === 0 ? 0 : sum / count;
  });
}

function normOfSum(side: SparseSide, rows: readonly number[]): number {
  let square = 0;
  for (const a of rows) for (const b of rows) square += a === b ? side.norm[a]! ** 2 : dot(side, a, side, b);
  return Math.sqrt(square);
}
