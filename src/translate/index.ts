/** Machine translation with a local model: folder in, translations with confidence, codes and protected spans out. */
export { readModelInfo } from './model-info.js';
export { openTranslator } from './translator.js';
export { confidence } from './confidence.js';
export { termAppears } from './terms.js';
export { bleu, chrf, scoreTranslations, type Score } from './evaluate.js';
export type * from './types.js';
