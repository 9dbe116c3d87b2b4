/** Indonesian analyser, inflection keys, English light inflection, stop words. */
export { analyze, type Analysis } from './analyze.js';
export { inflectionKey, relatedKey } from './keys.js';
export { englishKey } from './english.js';
export { isStopWord } from './stopwords.js';
export { contentKey, contentKeys, type ContentKey } from './content-keys.js';
