/** Errors with codes and positions, text encodings, safe files: what every other room stands on. */
export * from './errors.js';
export * from './encoding.js';
export * from './files.js';
