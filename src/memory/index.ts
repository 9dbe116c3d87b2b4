/** Translation memory: a folder of XLIFF files, an index that misses nothing, and what keeps both in order. */
export * from './unit.js';
export * from './tools.js';
export * from './penalties.js';
export * from './match.js';
export type { MatchKind } from './ranking.js';
export { openMemory, type AddResult, type Memory, type OpenMemoryOptions, type UnitFilterOptions } from './memory.js';
export type { LookupOptions } from './lookup.js';
