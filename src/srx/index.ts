/** SRX: segmentation rules of other programs in, and ours out. */
export type * from './types.js';
export { readSrx } from './read.js';
export { writeSrx } from './write.js';
export { exportSrx } from './export.js';
export { compileSrx, type CompileOptions } from './compile.js';
export { translateRegex, type RegexDialect, type TranslateOptions } from './regex.js';
