import { equalContent } from '../content/index.js';
import { trustOf, type MemoryUnit, type UnitVersion } from './unit.js';

/** Earlier versions of a unit that are kept. */
const HISTORY_LENGTH = 20;

/** What adding a unit comes to. */
export type UpsertDecision<T> =
  { readonly kind: 'add' } | { readonly kind: 'skip' } | { readonly kind: 'replace'; readonly existing: T };

/**
 * Decides between a new unit and those that have the same source in the same context.
 *
 * What says the same and is trusted no more is skipped. Nothing replaces what is trusted more: machine translation never
 * replaces a person's work. Where the context is known, the later version replaces the earlier one; where nothing is known
 * about the context, two different targets may both be right, so a later one replaces only the single earlier one of the
 * same document, or of no document; otherwise it stands beside it as a variant.
 */
export function decideUpsert<T extends { readonly unit: MemoryUnit }>(
  added: MemoryUnit,
  existing: readonly T[],
): UpsertDecision<T> {
  if (existing.length === 0) return { kind: 'add' };
  const trust = trustOf(added);
  const same = existing.find(({ unit }) => equalContent(unit.target, added.target));
  if (same) return isUpgrade(same.unit, added) ? { kind: 'replace', existing: same } : { kind: 'skip' };
  const lesser = existing.filter(({ unit }) => trustOf(unit) < trust);
  if (lesser.length > 0) return { kind: 'replace', existing: lesser[0]! };
  const equal = existing.filter(({ unit }) => trustOf(unit) === trust);
  if (equal.length === 0) return added.origin.kind === 'mt' ? { kind: 'skip' } : { kind: 'add' };
  if (trust === 0) return { kind: 'replace', existing: equal[0]! };
  const rivals = added.document === undefined ? equal : equal.filter(({ unit }) => unit.document === added.document);
  const known = added.context !== undefined && Object.values(added.context).some((part) => part !== undefined);
  const rival = rivals.length === 1 ? rivals[0]! : known ? equal[0]! : undefined;
  if (rival === undefined || (!known && rival.unit.changed >= added.changed)) return { kind: 'add' };
  return { kind: 'replace', existing: rival };
}

const STATES = ['initial', 'translated', 'reviewed', 'final'];

/** Does a unit with the same words add anything: more trust, or a later state? */
function isUpgrade(existing: MemoryUnit, added: MemoryUnit): boolean {
  const gain = trustOf(added) - trustOf(existing);
  return gain > 0 || (gain === 0 && STATES.indexOf(added.state) > STATES.indexOf(existing.state));
}

/** The unit that takes the place of another: its id and birth, its history one version longer. */
export function replaceUnit(existing: MemoryUnit, added: MemoryUnit): MemoryUnit {
  const version: UnitVersion = {
    target: existing.target,
    origin: existing.origin,
    state: existing.state,
    changed: existing.changed,
  };
  const history = [version, ...(existing.history ?? [])].slice(0, HISTORY_LENGTH);
  const { document: _, ...rest } = added;
  // It stays in the file of its document, which gives it its document when it is read.
  const document = existing.document === undefined ? {} : { document: existing.document };
  return { ...rest, ...document, id: existing.id, created: existing.created, history };
}
