import { plainText, type Content } from '../content/index.js';
import { exactKey } from './analysis.js';
import type { Part } from './parts.js';
import { RANKS } from './ranking.js';
import { matchesFilter, type UnitSelection } from './selection.js';
import type { MemoryUnit, UnitOrigin, UnitState } from './unit.js';

/** What is in a memory. */
export interface MemoryStats {
  readonly units: number;
  /** Words and numbers of all sources. */
  readonly words: number;
  /** Different sources (text and codes). */
  readonly sources: number;
  readonly byOrigin: Readonly<Record<UnitOrigin['kind'], number>>;
  readonly byState: Readonly<Record<UnitState, number>>;
  /** XLIFF files, in order, with their units. */
  readonly files: readonly { readonly file: string; readonly units: number }[];
  /** ISO times of the earliest and latest change; absent when empty. */
  readonly oldest?: string;
  readonly newest?: string;
}

export function statsOf(parts: readonly Part[]): MemoryStats {
  const byOrigin = { human: 0, mt: 0, alignment: 0, import: 0 };
  const byState = { initial: 0, translated: 0, reviewed: 0, final: 0 };
  const files = new Map<string, number>();
  const sources = new Set<number>();
  let units = 0;
  let words = 0;
  let oldest = Number.MAX_SAFE_INTEGER;
  let newest = 0;
  for (const { shard, unit } of liveUnits(parts)) {
    const rank = RANKS[shard.rank[unit]!]!;
    units++;
    words += shard.lengths[unit]!;
    byOrigin[rank.kind]++;
    byState[rank.state]++;
    const file = shard.files[shard.file[unit]!]!;
    files.set(file, (files.get(file) ?? 0) + 1);
    // Both hashes together: exact enough to count by.
    sources.add(shard.exactHash[unit]! * 2 ** 20 + (shard.matchHash2[unit]! & 0xfffff));
    oldest = Math.min(oldest, shard.changed[unit]!);
    newest = Math.max(newest, shard.changed[unit]!);
  }
  const time = (seconds: number): string => new Date(seconds * 1000).toISOString();
  return {
    units,
    words,
    sources: sources.size,
    byOrigin,
    byState,
    files: [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, count]) => ({ file, units: count })),
    ...(units > 0 && { oldest: time(oldest), newest: time(newest) }),
  };
}

function* liveUnits(parts: readonly Part[]): Generator<{ part: Part; shard: Part['live']['shard']; unit: number }> {
  for (const part of parts) {
    const { shard, dead } = part.live;
    for (let unit = 0; unit < shard.units; unit++) if (!dead[unit]) yield { part, shard, unit };
  }
}

/** Units of the parts, in the order in which they were added. */
export function* unitsOf(parts: readonly Part[], selection: UnitSelection): Generator<MemoryUnit> {
  for (const { live, records } of parts) {
    const { shard, dead } = live;
    const byArrival = new Uint32Array(shard.units);
    shard.arrival.forEach((arrival, unit) => (byArrival[arrival] = unit));
    for (const unit of byArrival) {
      if (dead[unit] || !matchesFilter(selection, RANKS[shard.rank[unit]!]!, shard.changed[unit]!)) continue;
      const read = records.read(shard.recordAt[unit]!);
      if (selection.document === undefined || read.document === selection.document) yield read;
    }
  }
}

/** Units with one source: all with one target, or translated differently. */
export interface DuplicateGroup {
  readonly kind: 'duplicate' | 'conflict';
  readonly source: Content;
  /** Best first: people before machines, later states, later changes. */
  readonly units: readonly MemoryUnit[];
}

/** Sources that occur more than once. Case and spaces at the ends of targets are no conflict. */
export function duplicatesOf(parts: readonly Part[]): DuplicateGroup[] {
  const bySource = new Map<number, { part: Part; unit: number }[]>();
  const first = new Map<number, { part: Part; unit: number }>();
  for (const { part, shard, unit } of liveUnits(parts)) {
    const hash = shard.exactHash[unit]!;
    const list = bySource.get(hash);
    if (list) list.push({ part, unit });
    else if (first.has(hash)) bySource.set(hash, [first.get(hash)!, { part, unit }]);
    else first.set(hash, { part, unit });
  }
  const groups: DuplicateGroup[] = [];
  for (const list of bySource.values()) {
    const byText = new Map<string, { unit: MemoryUnit; rank: number }[]>();
    for (const { part, unit } of list) {
      const read = part.records.read(part.live.shard.recordAt[unit]!);
      const key = exactKey(read.source);
      const entry = { unit: read, rank: part.live.shard.rank[unit]! };
      const same = byText.get(key);
      if (same) same.push(entry);
      else byText.set(key, [entry]);
    }
    for (const entries of byText.values()) {
      if (entries.length < 2) continue;
      const trust = (rank: number): number => RANKS[rank]!.trust * 4 + (rank & 3);
      // Stable: what is equal stays in the order in which it was added.
      entries.sort(
        (a, b) => trust(b.rank) - trust(a.rank) || Date.parse(b.unit.changed) - Date.parse(a.unit.changed) || 0,
      );
      const targets = new Set(entries.map(({ unit }) => plainText(unit.target).trim().toLowerCase()));
      const units = entries.map(({ unit }) => unit);
      groups.push({ kind: targets.size > 1 ? 'conflict' : 'duplicate', source: units[0]!.source, units });
    }
  }
  return groups.sort((a, b) => b.units.length - a.units.length || (exactKey(a.source) < exactKey(b.source) ? -1 : 1));
}
