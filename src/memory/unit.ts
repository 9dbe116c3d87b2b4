import type { Content } from '../content/index.js';

/** Who or what made a target. It is stored with every unit and never lost on the way. */
export type UnitOrigin =
  /** A person translated or confirmed it. */
  | { readonly kind: 'human'; readonly tool?: string; readonly author?: string }
  /** A machine made it and nobody has confirmed it. `confidence` 0..1. */
  | { readonly kind: 'mt'; readonly model: string; readonly checksum: string; readonly confidence: number }
  /** Both sides are a person's, their pairing is a program's. `probability` 0..1. */
  | { readonly kind: 'alignment'; readonly probability: number }
  /** It came in a file that does not say who made it. */
  | { readonly kind: 'import'; readonly file: string };

/** XLIFF 2 segment states. */
export type UnitState = 'initial' | 'translated' | 'reviewed' | 'final';

/** What stood around the source. A part that is absent is *unknown*, which is not the same as different. */
export interface UnitContext {
  /** Source text of the segment before. */
  readonly previous?: string;
  /** Source text of the segment after. */
  readonly next?: string;
  /** Stable id of the unit in its document, such as a resource key. */
  readonly unitId?: string;
}

/** One source and its target, with where they come from. */
export interface MemoryUnit {
  /** Stable and unique in its memory; an XML name token. */
  readonly id: string;
  readonly source: Content;
  readonly target: Content;
  readonly sourceLanguage: string;
  readonly targetLanguage: string;
  readonly origin: UnitOrigin;
  readonly state: UnitState;
  /** The document the unit was made in. */
  readonly document?: string;
  readonly context?: UnitContext;
  /** ISO 8601 times, UTC. */
  readonly created: string;
  readonly changed: string;
  readonly notes?: readonly string[];
  /** 0..1: how sure the maker was of the target. */
  readonly confidence?: number;
  /** Earlier targets of the same source and context, latest first. */
  readonly history?: readonly UnitVersion[];
}

/** A target that a later one replaced. */
export interface UnitVersion {
  readonly target: Content;
  readonly origin: UnitOrigin;
  readonly state: UnitState;
  readonly changed: string;
}

/** What {@link Memory.add} takes: what is left out is filled in (languages of the memory, now, a derived id). */
export interface MemoryUnitInput {
  readonly id?: string;
  readonly source: Content;
  readonly target: Content;
  readonly sourceLanguage?: string;
  readonly targetLanguage?: string;
  readonly origin: UnitOrigin;
  /** Default: `translated` for people's work and imports, `initial` for machine translation. */
  readonly state?: UnitState;
  readonly document?: string;
  readonly context?: UnitContext;
  readonly created?: string;
  readonly changed?: string;
  readonly notes?: readonly string[];
  readonly confidence?: number;
  readonly history?: readonly UnitVersion[];
}

/** Has a person answered for this target? */
export function isConfirmed(unit: Pick<MemoryUnit, 'origin' | 'state'>): boolean {
  return unit.origin.kind !== 'mt' || unit.state === 'reviewed' || unit.state === 'final';
}

/**
 * How much a target is trusted when two compete: machine translation, unconfirmed alignment, everything a person made.
 * Nothing replaces what is trusted more.
 */
export function trustOf(unit: Pick<MemoryUnit, 'origin' | 'state'>): number {
  if (!isConfirmed(unit)) return 0;
  return unit.origin.kind === 'alignment' && unit.state !== 'reviewed' && unit.state !== 'final' ? 1 : 2;
}
