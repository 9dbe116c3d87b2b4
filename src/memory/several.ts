import { exactKey } from './analysis.js';
import type { Match } from './match.js';
import { compareRank, rankBits, RANKS, type Rankable } from './ranking.js';

/** A memory's matches among those of others. */
export interface MemoryMatches {
  readonly matches: readonly Match[];
  /** Points taken from its matches because it is trusted less: 0 to 100. Default 0. */
  readonly penalty?: number;
}

/**
 * The matches of several memories as one list, best first: the order that a single memory has, and where that leaves a tie,
 * the memory that is named first. What two memories say alike is listed once, from the better one.
 */
export function rankMatches(memories: readonly (MemoryMatches | readonly Match[])[], top = Infinity): Match[] {
  const ranked = memories.flatMap((one, order) => {
    const { matches, penalty = 0 } = 'matches' in one ? one : { matches: one };
    return matches.map((match) => ({ match: penalize(match, penalty), order }));
  });
  ranked.sort((a, b) => compareRank(rankable(a.match, a.order), rankable(b.match, b.order)));
  const seen = new Set<string>();
  const kept: Match[] = [];
  for (const { match } of ranked) {
    const key = JSON.stringify([exactKey(match.source), exactKey(match.target)]);
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push(match);
    if (kept.length >= top) break;
  }
  return kept;
}

function rankable(match: Match, order: number): Rankable {
  const bits = rankBits(match.unit);
  return {
    kind: match.kind,
    score: match.similarity,
    repaired: match.repaired !== undefined,
    trust: RANKS[bits]!.trust,
    state: bits & 3,
    // Which memory comes first matters more than which was changed last; within one memory the order stays.
    changed: 0,
    order,
  };
}

function penalize(match: Match, points: number): Match {
  if (points <= 0) return match;
  return {
    ...match,
    similarity: Math.max(0, match.similarity - points),
    penalties: [...match.penalties, { kind: 'memory', count: 1, points }],
  };
}
