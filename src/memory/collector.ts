import { compareRank, type MatchKind, type Rankable } from './ranking.js';
import type { Shard } from './shard.js';

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

export function collector(min: number, top: number, wants: (kind: MatchKind) => boolean = () => true): Collector {
  const best: Found[] = [];
  const says = ({ live: { shard }, unit }: Found): string => `${shard.exactHash[unit]}:${shard.targetHash[unit]}`;
  const keys: string[] = [];
  return {
    bar: min,
    found: best,
    offer(found) {
      if (found.score < min || !wants(found.kind)) return;
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
