/** Tokens and match keys. */
export * from './tokens.js';
export * from './normalize.js';
export { canonicalSpelling, foldSpelling } from './spelling.js';
