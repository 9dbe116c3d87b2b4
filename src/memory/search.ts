import { TokenKind, type Analysis } from './analysis.js';
import { boundedDistance, makePattern, sequenceDistance, type Pattern } from './edit-distance.js';
import { hashLoosely, hashText, hashText2 } from './hash.js';
import { assess, editSimilarity, pointsFor } from './penalties.js';
import { compareRank, RANKS, type MatchKind, type Rankable } from './ranking.js';
import { signatureBit, unitsWithMatchKey, type Shard } from './shard.js';
import { findString } from './string-pool.js';
import type { UnitContext } from './unit.js';

/** A shard with what changes about it. */
export interface LiveShard {
  readonly shard: Shard;
  /** 1 for units that were replaced or removed. */
  readonly dead: Uint8Array;
  /** Scratch: which slot of the query's pattern an entry has. All 0 between searches. */
  readonly slots: Uint16Array;
  /** Scratch: how often an entry occurs. All 0 between comparisons. */
  readonly counts: Uint16Array;
  /** Scratch: the number of the search in which a unit was last looked at. */
  readonly seen: Uint32Array;
  search: number;
}

export function liveShard(shard: Shard, dead: Uint8Array = new Uint8Array(shard.units)): LiveShard {
  const entries = shard.pool.count + 1;
  return {
    shard,
    dead,
    slots: new Uint16Array(entries),
    counts: new Uint16Array(entries),
    seen: new Uint32Array(shard.units),
    search: 0,
  };
}

/** A unit that was found, before its text is read. */
export interface Found extends Rankable {
  readonly live: LiveShard;
  readonly unit: number;
}

/** The best `top` of what is offered; units that say the same (source and target) count once. */
export interface Collector {
  /** What a further unit must reach at least to be of interest. */
  bar: number;
  offer(found: Found): void;
  readonly found: readonly Found[];
}

export function collector(min: number, top: number): Collector {
  const best: Found[] = [];
  const says = ({ live: { shard }, unit }: Found): string => `${shard.exactHash[unit]}:${shard.targetHash[unit]}`;
  const keys: string[] = [];
  return {
    bar: min,
    found: best,
    offer(found) {
      if (found.score < min) return;
      const key = says(found);
      const same = keys.indexOf(key);
      if (same >= 0) {
        if (compareRank(best[same]!, found) <= 0) return;
        best.splice(same, 1);
        keys.splice(same, 1);
      }
      let at = best.length;
      while (at > 0 && compareRank(found, best[at - 1]!) < 0) at--;
      best.splice(at, 0, found);
      keys.splice(at, 0, key);
      if (best.length > top) {
        best.pop();
        keys.pop();
      }
      if (best.length === top) this.bar = Math.max(min, best.at(-1)!.score);
    },
  };
}

/** Hashes of a context as the index keeps them; 0 = unknown. */
export function contextHashes(context: UnitContext = {}): { previous: number; next: number; unitId: number } {
  const hash = (text: string | undefined): number => (text === undefined ? 0 : hashLoosely(text));
  return { previous: hash(context.previous), next: hash(context.next), unitId: hash(context.unitId) };
}

/** A query as every shard needs it. */
export interface Query {
  readonly analysis: Analysis;
  readonly matchHash: number;
  readonly matchHash2: number;
  readonly exactHash: number;
  readonly context: { readonly previous: number; readonly next: number; readonly unitId: number };
}

export function makeQuery(analysis: Analysis, context?: UnitContext): Query {
  return {
    analysis,
    matchHash: matchKeyHash(analysis),
    matchHash2: hashText2(analysis.matchKey),
    exactHash: hashText(analysis.exact),
    context: contextHashes(context),
  };
}

/** An empty key says nothing: such texts are told apart by what they are. */
export function matchKeyHash({ matchKey, exact }: Pick<Analysis, 'matchKey' | 'exact'>): number {
  return matchKey === '' ? hashText(`\u0003${exact}`) : hashText(matchKey);
}

/** Same context as far as both are known, and something known: previous and next segment, or the id in the document. */
export function inContext(shard: Shard, unit: number, { context }: Query): boolean {
  const idHash = shard.unitIdHash[unit]!;
  if (idHash !== 0 && idHash === context.unitId) return true;
  const previous = agreement(shard.previousHash[unit]!, context.previous);
  const next = agreement(shard.nextHash[unit]!, context.next);
  return previous >= 0 && next >= 0 && previous + next > 0;
}

/** 1 the same, -1 different, 0 unknown. */
const agreement = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a === b ? 1 : -1);

/** The query's tokens in the entries of one shard. What the shard does not know gets a negative number of its own. */
interface PreparedQuery {
  readonly query: Query;
  readonly length: number;
  readonly surfaces: Int32Array;
  readonly values: Int32Array;
  readonly kinds: Uint8Array;
  readonly pattern: Pattern;
  /** Distinct classes of the query: entry (0 = unknown to the shard), how often, rarest first. */
  readonly classes: readonly { readonly entry: number; readonly count: number; readonly units: number }[];
  readonly signature: readonly [number, number];
}

function prepare(live: LiveShard, query: Query): PreparedQuery {
  const { shard } = live;
  const { tokens } = query.analysis;
  const surfaces = new Int32Array(tokens.length);
  const values = new Int32Array(tokens.length);
  const kinds = new Uint8Array(tokens.length);
  const unknown = new Map<string, number>();
  const entryOf = (text: string): number => {
    const known = findString(shard.pool, text);
    if (known !== 0) return known;
    const number = unknown.get(text) ?? -1 - unknown.size;
    unknown.set(text, number);
    return number;
  };
  const slots = new Map<string, number>();
  const counts: number[] = [0];
  const symbols: number[] = [];
  const signature: [number, number] = [0, 0];
  tokens.forEach((token, i) => {
    surfaces[i] = entryOf(token.surface);
    values[i] = entryOf(token.value);
    kinds[i] = token.kind;
    if (token.cls === undefined) return;
    let slot = slots.get(token.cls);
    if (slot === undefined) {
      slot = slots.size + 1;
      slots.set(token.cls, slot);
      counts.push(0);
      const bit = signatureBit(hashText(token.cls));
      signature[bit >>> 5]! |= 1 << (bit & 31);
    }
    counts[slot]!++;
    symbols.push(slot);
  });
  const classes = [...slots].map(([cls, slot]) => {
    const entry = findString(shard.pool, cls);
    if (entry !== 0) live.slots[entry] = slot;
    const units = entry === 0 ? 0 : shard.postStart[entry + 1]! - shard.postStart[entry]!;
    return { entry, count: counts[slot]!, units };
  });
  classes.sort((a, b) => a.units - b.units || a.entry - b.entry);
  return {
    query,
    length: symbols.length,
    surfaces,
    values,
    kinds,
    pattern: makePattern(symbols, slots.size),
    classes,
    signature,
  };
}

function forget(live: LiveShard, { classes }: PreparedQuery): void {
  for (const { entry } of classes) live.slots[entry] = 0;
}

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

function numberDifferences(shard: Shard, prepared: PreparedQuery, tokens: Uint32Array): number {
  let some = false;
  for (const token of tokens) some ||= shard.kindOf[token] === TokenKind.placeable;
  if (!some) return 0;
  const theirs = new Map<number, number[]>();
  for (const token of tokens) {
    if (shard.kindOf[token] !== TokenKind.placeable) continue;
    append(theirs, shard.clsOf[token]!, shard.valueOf[token]!);
  }
  const ours = new Map<number, number[]>();
  prepared.kinds.forEach((kind, i) => {
    if (kind !== TokenKind.placeable) return;
    const cls = prepared.query.analysis.tokens[i]!.cls!;
    append(ours, findString(shard.pool, cls), prepared.values[i]!);
  });
  let count = 0;
  for (const [cls, list] of ours) {
    const other = theirs.get(cls);
    if (other) count += sequenceDistance(list, other) - Math.abs(list.length - other.length);
  }
  return count;
}

function append(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function codeDifferences(shard: Shard, prepared: PreparedQuery, tokens: Uint32Array): number {
  const ours: number[] = [];
  prepared.kinds.forEach((kind, i) => {
    if (kind === TokenKind.code) ours.push(prepared.surfaces[i]!);
  });
  const theirs: number[] = [];
  for (const token of tokens) if (shard.kindOf[token] === TokenKind.code) theirs.push(token);
  return ours.length === 0 || theirs.length === 0 ? ours.length + theirs.length : sequenceDistance(ours, theirs);
}

/** Form and punctuation: sizes of multiset intersections, counted in the shard's scratch. */
function markDifferences(
  live: LiveShard,
  prepared: PreparedQuery,
  tokens: Uint32Array,
): { form: number; punctuation: number } {
  const { kindOf, valueOf } = live.shard;
  const { counts } = live;
  const { kinds, surfaces, values } = prepared;
  let ourMarks = 0;
  let theirMarks = 0;
  let shared = 0;
  let marks = 0;
  let forms = 0;
  for (let i = 0; i < kinds.length; i++) {
    if (kinds[i] === TokenKind.code) continue;
    if (kinds[i] === TokenKind.punctuation) ourMarks++;
    if (values[i]! > 0) counts[values[i]!]!++;
  }
  for (const token of tokens) {
    const kind = kindOf[token];
    if (kind === TokenKind.code) continue;
    if (kind === TokenKind.punctuation) theirMarks++;
    const value = valueOf[token]!;
    if (counts[value]! === 0) continue;
    counts[value]!--;
    shared++;
    if (kind === TokenKind.punctuation) marks++;
  }
  for (let i = 0; i < kinds.length; i++) if (values[i]! > 0) counts[values[i]!] = 0;
  for (let i = 0; i < kinds.length; i++) {
    if (kinds[i] !== TokenKind.code && surfaces[i]! > 0) counts[surfaces[i]!]!++;
  }
  for (const token of tokens) {
    if (kindOf[token] === TokenKind.code || counts[token]! === 0) continue;
    counts[token]!--;
    forms++;
  }
  for (let i = 0; i < kinds.length; i++) if (surfaces[i]! > 0) counts[surfaces[i]!] = 0;
  return { form: shared - forms, punctuation: Math.max(ourMarks, theirMarks) - marks };
}
