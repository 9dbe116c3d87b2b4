import { TokenKind, type Analysis } from './analysis.js';
import { RANKS } from './ranking.js';
import { type Collector, type LiveShard } from './collector.js';
import { type UnitFilter } from './search.js';
import { originPoints } from './search.js';
import { findString, stringAt } from './string-pool.js';
import type { TextTools } from './tools.js';

/**
 * Similar statements: the cosine of the content keys (words without endings, function words left out), each weighted by how
 * rare it is (idf). News repeats facts, not sentences: what says the same in other words has few edits in common and many
 * keys.
 */

/** Least cosine of a similar statement, in percent. */
export const SIMILAR_FROM = 40;
/** Sums are kept in single precision: bounds are generous by this much, in percent. */
const SLACK = 1e-3;
/** One shared key is a coincidence. */
const SHARED_KEYS = 2;

/** What a part knows about its content keys; made when first needed. */
export interface KeyWeights {
  /** Weight of a content key, by entry. */
  readonly weight: Float32Array;
  /** Classes of a content key: `classes[classStart[key]]` to `classStart[key + 1]`. */
  readonly classStart: Uint32Array;
  readonly classes: Uint32Array;
  /** Length of each unit's vector. */
  readonly norms: Float32Array;
  /** Scratch: products with the query so far. All 0 between searches. */
  readonly sums: Float32Array;
}

/** How rare content keys are, taken from the largest part: adding a few units does not change every score. */
export interface Rarity {
  readonly reference: LiveShard;
  readonly lists: Pick<KeyWeights, 'classStart' | 'classes'>;
}

export function rarityOf(reference: LiveShard): Rarity {
  return { reference, lists: classesByKey(reference) };
}

function classesByKey({ shard }: LiveShard): Pick<KeyWeights, 'classStart' | 'classes'> {
  const { contentOf } = shard;
  const classStart = new Uint32Array(shard.pool.count + 2);
  for (const key of contentOf) if (key !== 0) classStart[key + 1]!++;
  for (let i = 1; i < classStart.length; i++) classStart[i]! += classStart[i - 1]!;
  const classes = new Uint32Array(classStart.at(-1)!);
  const next = classStart.slice();
  contentOf.forEach((key, cls) => {
    if (key !== 0) classes[next[key]!++] = cls;
  });
  return { classStart, classes };
}

function idf({ reference, lists }: Rarity, entry: number): number {
  const { shard } = reference;
  let units = 0;
  for (let i = lists.classStart[entry]!; i < lists.classStart[entry + 1]!; i++) {
    const cls = lists.classes[i]!;
    units += shard.postStart[cls + 1]! - shard.postStart[cls]!;
  }
  return weightOf(units, shard.units);
}

const weightOf = (units: number, all: number): number => Math.log(1 + (all + 1) / (units + 0.5));

export function keyWeights(live: LiveShard, rarity: Rarity): KeyWeights {
  const { shard } = live;
  const own = rarity.reference === live;
  const lists = own ? rarity.lists : classesByKey(live);
  const weight = new Float32Array(shard.pool.count + 1);
  for (let key = 1; key <= shard.pool.count; key++) {
    if (lists.classStart[key] === lists.classStart[key + 1]) continue;
    weight[key] = own ? idf(rarity, key) : keyRarity(rarity, stringAt(shard.pool, key));
  }
  return { weight, ...lists, norms: normsOf(live, weight), sums: new Float32Array(shard.units) };
}

function normsOf({ shard }: LiveShard, weight: Float32Array): Float32Array {
  const { contentOf, clsOf, tokens, tokenStart } = shard;
  const norms = new Float32Array(shard.units);
  const lastUnit = new Uint32Array(shard.pool.count + 1);
  const counts = new Uint16Array(shard.pool.count + 1);
  const keys: number[] = [];
  for (let unit = 0; unit < shard.units; unit++) {
    keys.length = 0;
    const end = tokenStart[unit + 1]!;
    for (let i = tokenStart[unit]!; i < end; i++) {
      const cls = clsOf[tokens[i]!]!;
      const key = contentOf[cls]!;
      // Each form of a word counts once, as in the posting lists.
      if (key === 0 || lastUnit[cls] === unit + 1) continue;
      lastUnit[cls] = unit + 1;
      if (counts[key]!++ === 0) keys.push(key);
    }
    let sum = 0;
    for (const key of keys) {
      sum += (counts[key]! * weight[key]!) ** 2;
      counts[key] = 0;
    }
    norms[unit] = Math.sqrt(sum);
  }
  return norms;
}

/** Is this token the first of its class in its unit? */
function firstOf(shard: LiveShard['shard'], unit: number, at: number, cls: number): boolean {
  for (let i = shard.tokenStart[unit]!; i < at; i++) if (shard.clsOf[shard.tokens[i]!] === cls) return false;
  return true;
}

function keyRarity(rarity: Rarity, key: string): number {
  return idf(rarity, findString(rarity.reference.shard.pool, key));
}

/** The query's content keys with their weights, rarest first. */
export interface SimilarQuery {
  readonly keys: readonly { readonly key: string; readonly weight: number }[];
  readonly norm: number;
}

export function similarQuery(analysis: Analysis, language: string, tools: TextTools, rarity: Rarity): SimilarQuery {
  const forms = new Map<string, Set<string>>();
  for (const token of analysis.tokens) {
    if (token.kind !== TokenKind.word || token.cls === undefined) continue;
    const key = tools.contentKey(token.cls.slice(1), language);
    if (key === undefined) continue;
    const set = forms.get(key);
    if (set) set.add(token.cls);
    else forms.set(key, new Set([token.cls]));
  }
  const keys = [...forms].map(([key, { size }]) => ({ key, weight: size * keyRarity(rarity, `K${key}`) }));
  keys.sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1));
  return { keys, norm: Math.sqrt(keys.reduce((sum, { weight }) => sum + weight ** 2, 0)) };
}

/**
 * Offers every unit whose cosine reaches the bar. Nothing is missed: a unit that shares none of the first keys has a cosine
 * of at most the length of the rest of the query's vector, so lists are read until that rest is below the bar.
 */
export function searchSimilar(
  live: LiveShard,
  weights: KeyWeights,
  query: SimilarQuery,
  into: Collector,
  filter?: UnitFilter,
): void {
  const { shard, dead } = live;
  if (query.keys.length < SHARED_KEYS) return;
  const entries = query.keys.map(({ key }) => findString(shard.pool, `K${key}`));
  const wanted = new Map<number, number>();
  query.keys.forEach(({ weight }, i) => {
    if (entries[i] !== 0) wanted.set(entries[i]!, weight);
  });
  const lists = query.keys.map(({ weight }, i) => ({ weight, ...listsOf(live, weights, entries[i]!) }));
  const { met, unread } = sumUp(live, weights, query, lists, into.bar);
  const { sums, norms } = weights;
  for (const unit of met) {
    const bound = (sums[unit]! / norms[unit]! + unread) * 100;
    sums[unit] = 0;
    if (bound < (into.bar - SLACK) * query.norm || dead[unit] || (filter && !filter(shard, unit))) continue;
    const { cosine, shared } = cosineOf(live, weights, query, wanted, unit);
    if (shared >= SHARED_KEYS && cosine >= into.bar - SLACK) offer(live, unit, cosine, into);
  }
}

interface KeyLists {
  readonly weight: number;
  /** Weight of the key in units. */
  readonly theirs: number;
  readonly classes: Uint32Array;
  /** Entries of the posting lists together. */
  readonly size: number;
}

function listsOf({ shard }: LiveShard, weights: KeyWeights, entry: number): Omit<KeyLists, 'weight'> {
  const classes =
    entry === 0
      ? new Uint32Array()
      : weights.classes.subarray(weights.classStart[entry], weights.classStart[entry + 1]);
  const size = classes.reduce((sum, cls) => sum + shard.postStart[cls + 1]! - shard.postStart[cls]!, 0);
  return { classes, size, theirs: weights.weight[entry]! };
}

/**
 * Adds up the products of whole lists, rarest first, while the rest of the query could still reach the bar alone. Returns the
 * units that were met, and what the lists that were not read can add to a cosine at most (Cauchy and Schwarz).
 */
function sumUp(
  live: LiveShard,
  weights: KeyWeights,
  query: SimilarQuery,
  lists: readonly KeyLists[],
  bar: number,
): { met: Uint32Array; unread: number } {
  const { postings, postStart, units } = live.shard;
  const { sums } = weights;
  const all = lists.reduce((sum, { size }) => sum + size, 0);
  const met = new Uint32Array(Math.min(units, all));
  let count = 0;
  let rest = query.norm ** 2;
  for (const { weight, theirs, classes } of lists) {
    if (Math.sqrt(Math.max(0, rest)) * 100 < (bar - SLACK) * query.norm) break;
    rest -= weight ** 2;
    const product = weight * theirs;
    for (const cls of classes) {
      const end = postStart[cls + 1]!;
      for (let p = postStart[cls]!; p < end; p++) {
        const unit = postings[p]!;
        const sum = sums[unit]!;
        if (sum === 0) met[count++] = unit;
        sums[unit] = sum + product;
      }
    }
  }
  return { met: met.subarray(0, count), unread: Math.sqrt(Math.max(0, rest)) };
}

function cosineOf(
  live: LiveShard,
  weights: KeyWeights,
  query: SimilarQuery,
  wanted: ReadonlyMap<number, number>,
  unit: number,
): { cosine: number; shared: number } {
  const { shard } = live;
  const { contentOf, clsOf, tokens, tokenStart } = shard;
  let dot = 0;
  let shared = 0;
  const met: number[] = [];
  const end = tokenStart[unit + 1]!;
  for (let i = tokenStart[unit]!; i < end; i++) {
    const cls = clsOf[tokens[i]!]!;
    const key = contentOf[cls]!;
    if (key === 0) continue;
    const weight = wanted.get(key);
    if (weight === undefined || !firstOf(shard, unit, i, cls)) continue;
    dot += weight * weights.weight[key]!;
    if (!met.includes(key)) {
      met.push(key);
      shared++;
    }
  }
  const norm = query.norm * weights.norms[unit]!;
  return { cosine: norm === 0 ? 0 : Math.min(100, (100 * dot) / norm), shared };
}

function offer(live: LiveShard, unit: number, cosine: number, into: Collector): void {
  const { shard } = live;
  const rank = RANKS[shard.rank[unit]!]!;
  into.offer({
    live,
    unit,
    kind: 'similar',
    score: Math.max(0, cosine - originPoints(rank)),
    repaired: false,
    trust: rank.trust,
    state: shard.rank[unit]! & 3,
    changed: shard.changed[unit]!,
    order: shard.arrival[unit]!,
  });
}
