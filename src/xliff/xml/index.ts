/** Lossless XML: a parser that keeps offsets, splices, escapes, encodings. */
export * from './nodes.js';
export * from './parse.js';
export * from './edit.js';
export * from './escape.js';
export * from './encoding.js';
export * from './positions.js';
