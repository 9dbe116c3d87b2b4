import type { Collector, Found, LiveShard } from './collector.js';
import { boundedDistance } from './edit-distance.js';
import { codeDifferences, markDifferences, numberDifferences } from './entry-differences.js';
import { assess, editSimilarity, pointsFor } from './penalties.js';
import { forget, inContext, prepare, type PreparedQuery, type Query } from './query.js';
import { RANKS, type MatchKind } from './ranking.js';
import { unitsWithMatchKey, type Shard } from './shard.js';

/** Scores are compared with this much slack where a bound is computed in floating point: bounds may be generous, never tight. */
const SLACK = 1e-7;

/** Which units a search may return: an origin, a state, a document. */
export type UnitFilter = (shard: Shard, unit: number) => boolean;

/**
 * Offers every unit of a shard that can be among the best to the collector.
 *
 * Nothing is missed: a unit of length m within the bar s of a query of length n has at least s·max(n, m) tokens in common
 * with it, so it holds one of any n - ⌈s·max(n, m)⌉ + 1 of the query's tokens; the rarest are chosen. Penalties only lower
 * a score, so a bound on the edit similarity bounds the score. As the bar rises, fewer tokens and lengths remain.
 */
export function searchShard(live: LiveShard, query: Query, into: Collector, filter?: UnitFilter): void {
  const { shard } = live;
  if (shard.units === 0) return;
  const prepared = prepare(live, query);
  live.search++;
  const context: Comparison = { live, prepared, into, filter, text: new Int32Array(64) };
  for (const unit of unitsWithMatchKey(shard, query.matchHash, query.matchHash2)) {
    if (live.seen[unit] === live.search) continue;
    live.seen[unit] = live.search;
    consider(context, unit, true);
  }
  const longest = shard.lengthStart.length - 2;
  let left = prepared.length;
  for (const { entry, count } of prepared.classes) {
    const share = (into.bar - SLACK) / 100;
    // Units not met so far hold only the classes that are left.
    if (left < share * prepared.length) break;
    const shortest = Math.max(1, Math.ceil(share * prepared.length - SLACK));
    const most = share <= 0 ? longest : Math.min(longest, Math.floor(left / share + SLACK));
    left -= count;
    if (entry === 0 || shortest > most) continue;
    scan(context, entry, shard.lengthStart[shortest]!, shard.lengthStart[most + 1]!);
  }
  forget(live, prepared);
}

interface Comparison {
  readonly live: LiveShard;
  readonly prepared: PreparedQuery;
  readonly into: Collector;
  readonly filter: UnitFilter | undefined;
  /** Scratch: a unit's classes as slots. */
  text: Int32Array;
}

/** Every unit of one posting list within a range of unit numbers. */
function scan(context: Comparison, entry: number, from: number, to: number): void {
  const { live, prepared, into } = context;
  const { shard, seen, search } = live;
  const { postings, signature, lengths } = shard;
  const [low, high] = prepared.signature;
  const n = prepared.length;
  const last = lowerBound(postings, to, shard.postStart[entry]!, shard.postStart[entry + 1]!);
  for (let i = lowerBound(postings, from, shard.postStart[entry]!, last); i < last; i++) {
    const unit = postings[i]!;
    const m = lengths[unit]!;
    const a = signature[unit * 2]!;
    const b = signature[unit * 2 + 1]!;
    // A bit that only one side has is at least one token that the other side lacks.
    const shared = Math.min(n - bits(low & ~a) - bits(high & ~b), m - bits(a & ~low) - bits(b & ~high));
    if (shared * 100 < (into.bar - SLACK) * (n > m ? n : m)) continue;
    if (seen[unit] === search) continue;
    seen[unit] = search;
    consider(context, unit, false);
  }
}

function bits(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** First index in `[from, to)` whose number is not below the given one. */
export function lowerBound(list: Uint32Array, number: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]! < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

function consider(context: Comparison, unit: number, sameKey: boolean): void {
  const { live, prepared, into, filter } = context;
  const { shard } = live;
  if (live.dead[unit]) return;
  const n = prepared.length;
  const m = shard.lengths[unit]!;
  const longer = n > m ? n : m;
  const same = sameKey && prepared.query.analysis.matchKey !== '';
  const limit = same || longer === 0 ? longer : Math.floor(((100 - into.bar + SLACK) / 100) * longer + SLACK);
  const edits = editsOf(context, unit, m, limit);
  if (edits > limit) return;
  if (!same && longer > 0 && editSimilarity(edits, longer) < into.bar - SLACK) return;
  if (filter && !filter(shard, unit)) return;
  const found = assessUnit(live, prepared, unit, edits, same);
  if (found.score >= into.bar - SLACK) into.offer(found);
}

/** Edit distance between the query's classes and a unit's, or more than `limit`. */
function editsOf(context: Comparison, unit: number, length: number, limit: number): number {
  const { live, prepared } = context;
  const { tokens, tokenStart, clsOf } = live.shard;
  const { slots } = live;
  if (context.text.length < length) context.text = new Int32Array(length * 2);
  const { text } = context;
  let used = 0;
  let hits = 0;
  const end = tokenStart[unit + 1]!;
  for (let i = tokenStart[unit]!; i < end; i++) {
    const cls = clsOf[tokens[i]!]!;
    if (cls === 0) continue;
    const slot = slots[cls]!;
    text[used++] = slot;
    if (slot !== 0) hits++;
  }
  if (Math.max(prepared.length, length) - hits > limit) return limit + 1;
  return boundedDistance(prepared.pattern, text, length, limit);
}

function assessUnit(live: LiveShard, prepared: PreparedQuery, unit: number, edits: number, sameKey: boolean): Found {
  const { shard } = live;
  const { query } = prepared;
  const tokens = shard.tokens.subarray(shard.tokenStart[unit], shard.tokenStart[unit + 1]);
  const differences = {
    edits,
    length: Math.max(prepared.length, shard.lengths[unit]!),
    sameKey,
    number: numberDifferences(shard, prepared, tokens),
    code: codeDifferences(shard, prepared, tokens),
    ...markDifferences(live, prepared, tokens),
  };
  const { number, code, form, punctuation } = differences;
  const identical = shard.exactHash[unit] === query.exactHash && edits + number + code + form + punctuation === 0;
  const rank = RANKS[shard.rank[unit]!]!;
  const score = Math.max(0, assess({ ...differences, identical }).score - originPoints(rank));
  const kind: MatchKind = !identical ? 'fuzzy' : inContext(shard, unit, query) ? 'in-context' : 'exact';
  return {
    live,
    unit,
    kind,
    score,
    repaired: false,
    trust: rank.trust,
    state: shard.rank[unit]! & 3,
    changed: shard.changed[unit]!,
    order: shard.arrival[unit]!,
  };
}

/** What an unconfirmed origin costs: such a match can show 99 at most. */
export function originPoints({ kind, trust }: { kind: string; trust: number }): number {
  if (trust === 0) return pointsFor('machine', 1);
  return kind === 'alignment' && trust === 1 ? pointsFor('alignment', 1) : 0;
}
