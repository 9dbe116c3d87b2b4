import { type Lexicon, trainWordAligner, type WordPair } from '../../align/index.js';
import { plainText } from '../../content/index.js';
import { inflectionKey, tokenize } from '../../language/index.js';
import { isConfirmed, type MemoryUnit } from '../../memory/index.js';

/** Fewer units teach too little to be of use. */
export const LEAST_UNITS = 500;

/** Words are all that is needed: numbers and signs read the same in both languages. */
function wordsOf(text: string): string[] {
  return tokenize(text).flatMap((token) => (token.kind === 'word' ? [token.text] : []));
}

const indonesianKeys = (text: string): string[] => wordsOf(text).map((word) => inflectionKey(word, 'id'));

const isIndonesian = (tag: string): boolean => /^(?:id|in)(?:-|$)/iu.test(tag);
const isEnglish = (tag: string): boolean => /^en(?:-|$)/iu.test(tag);

/**
 * Which English words translate which Indonesian ones, learnt from the confirmed units of a memory, either way round.
 * Undefined when there are fewer than {@link LEAST_UNITS}.
 */
export function lexiconOfUnits(units: Iterable<MemoryUnit>): Lexicon | undefined {
  const pairs: WordPair[] = [];
  const add = (indonesian: string, english: string): void => {
    pairs.push({
      source: indonesianKeys(indonesian),
      target: wordsOf(english).map((word) => word.toLowerCase()),
    });
  };
  for (const unit of units) {
    if (!isConfirmed(unit)) continue;
    const [source, target] = [plainText(unit.source), plainText(unit.target)];
    if (isIndonesian(unit.sourceLanguage) && isEnglish(unit.targetLanguage)) add(source, target);
    else if (isEnglish(unit.sourceLanguage) && isIndonesian(unit.targetLanguage)) add(target, source);
  }
  return pairs.length < LEAST_UNITS ? undefined : trainWordAligner(pairs).lexicon();
}

/** What the words of an Indonesian text are in English, as far as they are known. For comparing, not for reading. */
export function glossText(text: string, lexicon: Lexicon): string {
  return lexicon.gloss(indonesianKeys(text)).join(' ');
}
