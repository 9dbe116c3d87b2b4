/** Alignment of documents with their translations. */
export { alignSegments, type Bead, CONFIRM_FROM, rateAlignment, type RatedBead } from './align.js';
export { type CostModel, DEFAULT_COSTS } from './dynamic.js';
export type { AlignSegment } from './features.js';
export type { BeadEvidence } from './probability.js';
export * from './words/index.js';
