import {
  canonicalSpelling,
  englishKey,
  findQuantities,
  foldSpelling,
  inflectionKey,
  isStopWord,
  type Language,
  normalizeForMatch,
  type Quantity,
  relatedKey,
  renderQuantity,
  sameQuantity,
  tokenize,
} from '../language/index.js';
import type { TextQuantity, TextTools } from '../memory/index.js';
import { TOOL } from './version.js';

/** A language tag as the language room names it; other languages are read by English rules. */
function languageOf(tag: string): Language {
  return /^(?:id|in)(?:-|$)/i.test(tag) ? 'id' : 'en';
}

/** The value of a quantity without the manner it was written in: equal for what says the same in any language. */
export function quantityKey(quantity: Quantity): string {
  return JSON.stringify(
    Object.entries(quantity).filter(([field]) => !['text', 'start', 'end', 'form', 'words', 'group'].includes(field)),
  );
}

const TOOLS: TextTools = {
  // An index made by other language rules is rebuilt.
  version: `${TOOL} text 1`,
  tokens: (text) => tokenize(text),
  tokenKey: (piece, language) =>
    canonicalSpelling(normalizeForMatch(piece, language).toLowerCase(), languageOf(language)),
  foldSpelling: (words, language) => foldSpelling(words, languageOf(language)),
  contentKey: (word, language) => {
    const known = languageOf(language);
    if (isStopWord(word, known)) return undefined;
    return known === 'id' ? inflectionKey(word, known) : englishKey(word);
  },
  relatedKey: (word, language) => (languageOf(language) === 'id' ? relatedKey(word) : englishKey(word)),
  quantities: (text, language) =>
    findQuantities(text, languageOf(language)).map((quantity) => ({ ...quantity, key: quantityKey(quantity) })),
  // What memory hands back is what `quantities` gave it.
  sameQuantity: (a, b) => sameQuantity(a as TextQuantity & Quantity, b as TextQuantity & Quantity),
  renderQuantity: (quantity, language, like) =>
    renderQuantity(quantity as TextQuantity & Quantity, languageOf(language), like),
};

/** The language functions that memories are opened with. */
export function textTools(): TextTools {
  return TOOLS;
}
