import type { AlignSegment } from '../../align/index.js';
import {
  type BlockClass,
  englishKey,
  findQuantities,
  type Language,
  quantityKey,
  tokenize,
} from '../../language/index.js';

/** Words of an English text as the aligner compares them. */
function englishWords(text: string): string[] {
  return tokenize(text).flatMap((token) => (token.kind === 'word' ? [englishKey(token.text.toLowerCase())] : []));
}

/** What reads the same in both languages: quantities by value, names and other capitalised words, addresses. */
function anchorsOf(text: string, language: Language): string[] {
  const quantities = findQuantities(text, language);
  const inQuantity = (start: number): boolean =>
    quantities.some((quantity) => start >= quantity.start && start < quantity.end);
  const names = tokenize(text).flatMap((token, i) => {
    if (token.kind !== 'word' || inQuantity(token.start)) return [];
    const isName = i > 0 && /^\p{Lu}/u.test(token.text);
    return isName || /[.@/]\p{L}/u.test(token.text) ? [token.text.toLowerCase()] : [];
  });
  return [...quantities.map(quantityKey), ...names];
}

/** Classes that look alike in both documents: their layout is evidence where their few words are not. */
const LAYOUT: ReadonlySet<BlockClass> = new Set([
  'title',
  'heading',
  'credit',
  'rights',
  'end-mark',
  'related',
  'dateline',
]);

/** One segment as the aligner sees it; `english` is the segment itself or what it says in English. */
export function alignSegment(text: string, language: Language, english: string, layout?: BlockClass): AlignSegment {
  const anchors = anchorsOf(text, language);
  if (layout !== undefined && LAYOUT.has(layout)) anchors.push(`layout ${layout}`);
  return { words: englishWords(english), anchors, length: text.length };
}
