import {
  canonicalSpelling,
  contentKey,
  englishKey,
  findQuantities,
  foldSpelling,
  type Language,
  normalizeForMatch,
  type Quantity,
  quantityKey,
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

const TOOLS: TextTools = {
  // An index made by other language rules is rebuilt.
  version: `${TOOL} text 1`,
  tokens: (text) => tokenize(text),
  tokenKey: (piece, language) =>
    canonicalSpelling(normalizeForMatch(piece, language).toLowerCase(), languageOf(language)),
  foldSpelling: (words, language) => foldSpelling(words, languageOf(language)),
  contentKey: (word, language) => contentKey(word, languageOf(language)),
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
