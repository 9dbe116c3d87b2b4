/** Translation memory: a folder of XLIFF files, an index that misses nothing, and what keeps both in order. */
export * from './unit.js';
export * from './tools.js';
export * from './penalties.js';
export * from './match.js';
export type { MatchKind } from './ranking.js';
export { openMemory, type Memory, type OpenMemoryOptions, type UndoResult, type UnitEdit } from './memory.js';
export type { AddResult } from './add.js';
export type { LookupOptions } from './lookup.js';
export type { BulkOptions, LookupQuery } from './bulk.js';
export { rankMatches, type MemoryMatches } from './several.js';
export type { ConcordanceHit, ConcordanceOptions, ConcordancePlace, PlaceKind } from './concordance.js';
export type { DuplicateGroup, MemoryStats } from './manage.js';
export type { UnitSelection } from './selection.js';
export {
  hygieneProfile,
  inspectUnit,
  type HygieneFlag,
  type HygieneKind,
  type HygieneOptions,
  type HygieneProfile,
  type HygieneReport,
} from './hygiene.js';
export {
  systranSimilarity,
  systranText,
  type SystranOptions,
  type SystranPenalty,
  type SystranText,
} from './systran.js';
