import type { Analysis } from './analysis.js';
import { hashText } from './hash.js';
import { RANKS } from './ranking.js';
import { type Collector, type LiveShard } from './collector.js';
import { originPoints, type UnitFilter } from './search.js';
import { signatureBit } from './shard.js';
import { findString } from './string-pool.js';

/** Words that a run must have at least to be worth showing. */
export const FRAGMENT_WORDS = 5;

/**
 * Offers the units that share the longest runs of words with the query. Every run of five words is looked for under its
 * rarest word, so nothing is missed. The score is the share of the query that the run covers, in percent.
 */
export function searchFragments(live: LiveShard, analysis: Analysis, into: Collector, filter?: UnitFilter): void {
  const { shard, dead } = live;
  const classes = analysis.tokens.flatMap((token) => token.cls ?? []);
  if (classes.length < FRAGMENT_WORDS) return;
  const entries = classes.map((cls) => findString(shard.pool, cls));
  const windows = windowsByRarest(live, classes, entries);
  const positions = new Map<number, number[]>();
  entries.forEach((entry, i) => {
    if (entry === 0) return;
    const list = positions.get(entry);
    if (list) list.push(i);
    else positions.set(entry, [i]);
  });
  live.search++;
  for (const [entry, masks] of windows) {
    const end = shard.postStart[entry + 1]!;
    for (let p = shard.postStart[entry]!; p < end; p++) {
      const unit = shard.postings[p]!;
      if (live.seen[unit] === live.search || dead[unit]) continue;
      const low = shard.signature[unit * 2]!;
      const high = shard.signature[unit * 2 + 1]!;
      if (!masks.some((mask) => (mask.low & ~low) === 0 && (mask.high & ~high) === 0)) continue;
      live.seen[unit] = live.search;
      if (filter && !filter(shard, unit)) continue;
      const run = longestRun(live, unit, entries, positions);
      if (run < FRAGMENT_WORDS) continue;
      const rank = RANKS[shard.rank[unit]!]!;
      into.offer({
        live,
        unit,
        kind: 'fragment',
        score: Math.max(0, (100 * run) / classes.length - originPoints(rank)),
        repaired: false,
        trust: rank.trust,
        state: shard.rank[unit]! & 3,
        changed: shard.changed[unit]!,
        order: shard.arrival[unit]!,
      });
    }
  }
}

interface Mask {
  readonly low: number;
  readonly high: number;
}

/** Windows of five words by the entry of their rarest word, as the bits that a unit with all five must have. */
function windowsByRarest(live: LiveShard, classes: readonly string[], entries: readonly number[]): Map<number, Mask[]> {
  const { postStart } = live.shard;
  const windows = new Map<number, Mask[]>();
  for (let from = 0; from + FRAGMENT_WORDS <= classes.length; from++) {
    const window = entries.slice(from, from + FRAGMENT_WORDS);
    if (window.includes(0)) continue;
    const units = (entry: number): number => postStart[entry + 1]! - postStart[entry]!;
    const rarest = window.reduce((best, entry) => (units(entry) < units(best) ? entry : best));
    let low = 0;
    let high = 0;
    for (let i = from; i < from + FRAGMENT_WORDS; i++) {
      const bit = signatureBit(hashText(classes[i]!));
      if (bit < 32) low |= 1 << bit;
      else high |= 1 << (bit - 32);
    }
    const list = windows.get(rarest);
    if (list) list.push({ low, high });
    else windows.set(rarest, [{ low, high }]);
  }
  return windows;
}

/** Length of the longest run of classes that a unit and the query share. */
function longestRun(
  live: LiveShard,
  unit: number,
  entries: readonly number[],
  positions: ReadonlyMap<number, readonly number[]>,
): number {
  const { clsOf, tokens, tokenStart } = live.shard;
  let best = 0;
  let runs = new Int32Array(entries.length + 1);
  let next = new Int32Array(entries.length + 1);
  for (let i = tokenStart[unit]!; i < tokenStart[unit + 1]!; i++) {
    const cls = clsOf[tokens[i]!]!;
    if (cls === 0) continue;
    next.fill(0);
    for (const at of positions.get(cls) ?? []) {
      const run = runs[at]! + 1;
      next[at + 1] = run;
      if (run > best) best = run;
    }
    [runs, next] = [next, runs];
  }
  return best;
}
