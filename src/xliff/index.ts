/** XLIFF: lossless XML, the document model, readers, writers and editors. */
export * from './xml/index.js';
export * from './model.js';
export { readXliff, readXliffDocument } from './read/read.js';
export { xliffVersion } from './read/version.js';
export { writeXliff2, type WriteXliff2Options } from './write/write2.js';
export { separateSegments, writeXliff12, type WriteXliff12Options } from './write/write12.js';
export { XLIFF12_PROFILES, type Xliff12Profile, type Xliff12ProfileName } from './write/profile12.js';
export { candidatesOf, originOf } from './write/origin.js';
export { editXliff, editXliffDocument } from './edit/edit.js';
export type { SegmentEdit, XliffEdit } from './edit/types.js';
export { streamXliff, streamXliffUnits } from './read/stream.js';
export type { StreamedDocument, StreamedUnit } from './read/units.js';
export { acceptedTarget } from './tracked.js';
export { lossesOf, lossesOfReading, type LossTarget } from './losses.js';
export * from './json/index.js';
export {
  joinSegments,
  normaliseInline,
  removeAnnotations,
  type Splitter,
  splitSegments,
} from './process/operations.js';
export * from './validate/index.js';
