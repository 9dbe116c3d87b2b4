/** Text with inline codes. */
export * from './content.js';
export * from './codes.js';
