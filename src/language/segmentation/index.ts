/** Structure and segmentation of Indonesian and English text. */
export type * from './types.js';
export { defaultRules, extendRules, spellings as abbreviationSpellings, type RuleAdditions } from './rules.js';
export { findBlocks } from './structure.js';
export { classifyLine, type LineContext } from './lines.js';
export { isLocked, segmentBlock, segmentText } from './segment.js';
export { matchPrefix } from './prefix.js';
