import type { Match } from '../memory/index.js';

const ORDER: readonly Match['kind'][] = ['in-context', 'exact', 'fuzzy', 'similar', 'fragment'];

/** Matches of several memories as one list, best first; at equal rank the earlier memory goes first. */
export function byRank(perMemory: readonly (readonly Match[])[]): Match[] {
  if (perMemory.length === 1) return [...perMemory[0]!];
  return perMemory.flat().sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || b.similarity - a.similarity);
}
