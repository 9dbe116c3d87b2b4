/** XLIFF: lossless XML, the document model, readers, writers and editors. */
export * from './xml/index.js';
