/** Alignment of documents with their translations. */
export { alignmentEvidence, alignSegments, type Bead, CONFIRM_FROM } from './align.js';
export { type CostModel, DEFAULT_COSTS } from './dynamic.js';
export type { AlignSegment } from './features.js';
export type { BeadEvidence } from './probability.js';
