import type { Analysis } from './analysis.js';
import type { LiveShard } from './collector.js';
import { makePattern, type Pattern } from './edit-distance.js';
import { hashLoosely, hashText, hashText2 } from './hash.js';
import { signatureBit, type Shard } from './shard.js';
import { findString } from './string-pool.js';
import type { UnitContext } from './unit.js';

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
export interface PreparedQuery {
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

export function prepare(live: LiveShard, query: Query): PreparedQuery {
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

export function forget(live: LiveShard, { classes }: PreparedQuery): void {
  for (const { entry } of classes) live.slots[entry] = 0;
}
