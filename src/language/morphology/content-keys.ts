/** What a text is about, as keys to compare and count. */

import type { Language } from '../quantities/types.js';
import { tokenize } from '../text/tokens.js';
import { inflectionKey } from './keys.js';
import { isStopWord } from './stopwords.js';

/** The key of one content word and where it stands, in UTF-16 code units. */
export interface ContentKey {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** The inflection key of one word, or undefined for a function word. */
export function contentKey(word: string, language: Language): string | undefined {
  if (isAbbreviation(word)) return word;
  if (isStopWord(word, language)) return undefined;
  const key = inflectionKey(word, language);
  return isStopWord(key, language) ? undefined : key;
}

/**
 * Inflection keys of the content words of a text, in order, repetitions included: the raw material of tf-idf. Function
 * words, punctuation and numbers are left out; compounds of two words (`Rusia-Korea`) give a key for each; abbreviations
 * in capitals keep their case (`AS` is not `as`); joined spellings count as their words (`kerjasama`: `kerja`, `sama`).
 */
export function contentKeys(text: string, language: Language): ContentKey[] {
  const keys: ContentKey[] = [];
  for (const { text: word, start, end, kind } of tokenize(text)) {
    if (kind !== 'word') continue;
    if (isAbbreviation(word)) keys.push({ key: word, start, end });
    else if (!isStopWord(word, language)) pushKeys(keys, word, start, end, language);
  }
  return keys;
}

const isAbbreviation = (word: string): boolean => /^\p{Lu}{2,5}$/u.test(word);

function pushKeys(keys: ContentKey[], word: string, start: number, end: number, language: Language): void {
  const key = inflectionKey(word, language);
  if (!key.includes('-') || !isCompound(word, language)) {
    for (const part of key.split(' ')) if (!isStopWord(part, language)) keys.push({ key: part, start, end });
    return;
  }
  let at = start;
  for (const part of word.split('-')) {
    if (part !== '' && !isStopWord(part, language)) {
      keys.push({ key: inflectionKey(part, language), start: at, end: at + part.length });
    }
    at += part.length + 1;
  }
}

/** Two different words joined: doublings of one root stay whole. */
function isCompound(word: string, language: Language): boolean {
  const [first = '', second = ''] = word.toLowerCase().split('-');
  return (
    language === 'en' ||
    (first !== second && first.slice(0, 3) !== second.slice(0, 3) && !/^(?:se|ke|di|ber|me)$/u.test(first))
  );
}
