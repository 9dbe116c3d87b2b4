/** Machine translation with a local model: folder in, translations with confidence, codes and protected spans out. */
export { readModelInfo } from './model/model-info.js';
export { openTranslator } from './translator.js';
export { confidence } from './segment/confidence.js';
export { termAppears } from './segment/terms.js';
export { bleu, chrf, scoreTranslations, type Score } from './evaluate.js';
export type * from './types.js';
