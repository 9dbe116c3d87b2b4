import {
  findQuantities,
  foldSpelling,
  normalizeForMatch,
  renderQuantity,
  sameQuantity,
  tokenize,
  type Language,
  type Quantity,
} from '../../src/language/index.js';
import type { TextQuantity, TextTools } from '../../src/memory/index.js';

const asLanguage = (tag: string): Language => (tag.startsWith('en') ? 'en' : 'id');

/** The languages' own functions, as the pipeline hands them to a memory. */
export const languageTools: TextTools = {
  version: 'language-test',
  tokens: tokenize,
  tokenKey: (text, language) => normalizeForMatch(text, language).toLowerCase(),
  foldSpelling: (words, language) => foldSpelling(words, asLanguage(language)),
  contentKey: (word) => (word.length > 3 ? word.replace(/(?:nya|lah|kah|pun)$/, '') : undefined),
  quantities: (text, language) =>
    findQuantities(text, asLanguage(language)).map((quantity) => ({ ...quantity, key: keyOf(quantity) })),
  sameQuantity: (a, b) => sameQuantity(asQuantity(a), asQuantity(b)),
  renderQuantity: (quantity, language, like) => renderQuantity(asQuantity(quantity), asLanguage(language), like),
};

/** What `quantities` returned is a quantity of the language room with a key. */
const asQuantity = (quantity: TextQuantity): Quantity => quantity as unknown as Quantity;

function keyOf({ text: _text, start: _start, end: _end, ...rest }: Quantity): string {
  return JSON.stringify(rest, (key, value: unknown) => (key === 'form' ? undefined : value));
}
