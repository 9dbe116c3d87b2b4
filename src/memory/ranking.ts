import { isConfirmed, trustOf, type MemoryUnit, type UnitOrigin, type UnitState } from './unit.js';

const ORIGINS: readonly UnitOrigin['kind'][] = ['mt', 'alignment', 'import', 'human'];
const STATES: readonly UnitState[] = ['initial', 'translated', 'reviewed', 'final'];

/** Origin and state of a unit in four bits, as the index keeps them. */
export function rankBits(unit: Pick<MemoryUnit, 'origin' | 'state'>): number {
  return (ORIGINS.indexOf(unit.origin.kind) << 2) | STATES.indexOf(unit.state);
}

/** What the bits of {@link rankBits} mean, by their value. */
export const RANKS = Array.from({ length: 16 }, (_, bits) => {
  const kind = ORIGINS[bits >> 2]!;
  const state = STATES[bits & 3]!;
  // Only kind and state are looked at here.
  const unit = { origin: { kind } as UnitOrigin, state };
  return { kind, state, confirmed: isConfirmed(unit), trust: trustOf(unit) };
});

/** The kinds of matches, best first (Okapi's order, with the tiers that are no percentage of the same kind at the end). */
export type MatchKind = 'in-context' | 'exact' | 'fuzzy' | 'similar' | 'fragment';

const KINDS: readonly MatchKind[] = ['in-context', 'exact', 'fuzzy', 'similar', 'fragment'];

/** What the order of two matches depends on. */
export interface Rankable {
  readonly kind: MatchKind;
  /** Unrounded. */
  readonly score: number;
  readonly repaired: boolean;
  readonly trust: number;
  readonly state: number;
  /** Seconds since 1970. */
  readonly changed: number;
  /** Breaks the last tie, so that the order never depends on chance. */
  readonly order: number;
}

const tierOf = (kind: MatchKind): number => (kind === 'similar' ? 1 : kind === 'fragment' ? 2 : 0);

/**
 * The one ranking of matches: negative when `a` is better. Tiers never mix; within a tier the similarity decides, then
 * context, then who answers for the target (people before machines), as stored before repaired, state, and the later one.
 */
export function compareRank(a: Rankable, b: Rankable): number {
  return (
    tierOf(a.kind) - tierOf(b.kind) ||
    b.score - a.score ||
    b.trust - a.trust ||
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    Number(a.repaired) - Number(b.repaired) ||
    b.state - a.state ||
    b.changed - a.changed ||
    a.order - b.order
  );
}
