/** The main job and what belongs to it. */
export * from './decision.js';
export * from './document.js';
export * from './merge.js';
export * from './skeleton.js';
export { textTools } from './tools.js';
export * from './translate.js';
export { TOOL } from './version.js';
