import { Inverted, type SparseSide } from './features.js';

/** For every source row (and the end) the targets that dynamic programming looks at: `[from[i], to[i]]`, both ascending. */
export interface Corridor {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

/** Up to so many cells the whole rectangle is searched. */
export const EXACT_CELLS = 1_200_000;

/** Half-width of the corridor around the chain of sure pairs. */
const MARGIN = 60;

export function wholeRectangle(sources: number, targets: number): Corridor {
  return { from: new Uint32Array(sources + 1), to: new Uint32Array(sources + 1).fill(targets) };
}

interface Pair {
  readonly i: number;
  readonly j: number;
  readonly weight: number;
}

/**
 * A corridor around the heaviest increasing chain of mutual best pairs: rows that prefer each other, clearly, over all
 * others. Between two links of the chain it is as wide as the gap demands, so a block missing on one side fits in.
 */
export function corridorAroundAnchors(source: SparseSide, target: SparseSide, features: number): Corridor {
  const sources = source.norm.length;
  const targets = target.norm.length;
  const chain = heaviestChain(mutualBest(source, target, features), targets);
  const from = new Uint32Array(sources + 1);
  const to = new Uint32Array(sources + 1);
  const links = [{ i: 0, j: 0 }, ...chain, { i: sources, j: targets }];
  for (let link = 0; link + 1 < links.length; link++) {
    const [a, b] = [links[link]!, links[link + 1]!];
    for (let i = a.i; i <= b.i; i++) {
      from[i] = Math.max(0, a.j - MARGIN);
      to[i] = Math.min(targets, b.j + MARGIN);
    }
  }
  for (let i = sources - 1; i >= 0; i--) from[i] = Math.min(from[i]!, from[i + 1]!);
  for (let i = 1; i <= sources; i++) to[i] = Math.max(to[i]!, to[i - 1]!);
  from[0] = 0;
  to[sources] = targets;
  return { from, to };
}

/** Pairs that are each other's best by cosine and twice as good as each one's second choice. */
function mutualBest(source: SparseSide, target: SparseSide, features: number): Pair[] {
  const targets = target.norm.length;
  const index = new Inverted(target, features);
  const row = new Float32Array(targets);
  const best = {
    j: new Int32Array(source.norm.length).fill(-1),
    value: new Float32Array(source.norm.length),
    second: new Float32Array(source.norm.length),
  };
  const column = {
    i: new Int32Array(targets).fill(-1),
    value: new Float32Array(targets),
    second: new Float32Array(targets),
  };
  for (let i = 0; i < source.norm.length; i++) {
    row.fill(0);
    index.dots(source, i, 0, targets, row);
    for (let j = 0; j < targets; j++) {
      const value = row[j]! / (source.norm[i]! * target.norm[j]! || 1);
      if (value > best.value[i]!) {
        best.second[i] = best.value[i]!;
        best.value[i] = value;
        best.j[i] = j;
      } else if (value > best.second[i]!) best.second[i] = value;
      if (value > column.value[j]!) {
        column.second[j] = column.value[j]!;
        column.value[j] = value;
        column.i[j] = i;
      } else if (value > column.second[j]!) column.second[j] = value;
    }
  }
  const pairs: Pair[] = [];
  best.j.forEach((j, i) => {
    if (j < 0 || column.i[j] !== i) return;
    const value = best.value[i]!;
    if (value < 0.2 || value < 2 * best.second[i]! || value < 2 * column.second[j]!) return;
    pairs.push({ i, j, weight: value });
  });
  return pairs;
}

/** The increasing sub-sequence of greatest weight, by a Fenwick tree over the targets. */
function heaviestChain(pairs: readonly Pair[], targets: number): Pair[] {
  const tree = new Int32Array(targets + 2).fill(-1);
  const total = new Float64Array(pairs.length);
  const before = new Int32Array(pairs.length).fill(-1);
  const better = (a: number, b: number): number => (a < 0 ? b : b < 0 ? a : total[b]! > total[a]! ? b : a);
  pairs.forEach(({ j, weight }, at) => {
    let last = -1;
    for (let node = j; node > 0; node -= node & -node) last = better(last, tree[node]!);
    before[at] = last;
    total[at] = weight + (last < 0 ? 0 : total[last]!);
    for (let node = j + 1; node < tree.length; node += node & -node) tree[node] = better(tree[node]!, at);
  });
  let at = pairs.reduce((best, _, i) => (best < 0 || total[i]! > total[best]! ? i : best), -1);
  const chain: Pair[] = [];
  for (; at >= 0; at = before[at]!) chain.push(pairs[at]!);
  return chain.reverse();
}
