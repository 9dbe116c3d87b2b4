/** XLIFF: lossless XML, the document model, readers, writers and editors. */
export * from './xml/index.js';
export * from './model.js';
export { readXliff, readXliffDocument, xliffVersion } from './read/read.js';
export { writeXliff2, type WriteXliff2Options } from './write/write2.js';
