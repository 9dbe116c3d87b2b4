/** The main job and what belongs to it. */
export * from './decision.js';
export * from './document.js';
export * from './exchange/index.js';
export * from './merge.js';
export { byRank } from './rank.js';
export { readSegmentation, segmentationAsSrx, type SegmentationFiles } from './segmentation.js';
export * from './skeleton.js';
export { isTable, readTable, type TableRow, unitsOfTable } from './tabular.js';
export { textTools } from './tools.js';
export { cacheBeside, type ModelChoice } from './model.js';
export type { DocumentSummary } from './summary.js';
export * from './translate.js';
export { TOOL } from './version.js';
export { exportUnits, readUnits } from './units-io.js';
export {
  type AlignedBead,
  type AlignedDocuments,
  alignDocuments,
  type AlignSide,
  readSide,
  unitsOfAlignment,
} from './align/documents.js';
export { lexiconOfUnits } from './align/lexicon.js';
export { alignmentPage } from './align/report.js';
