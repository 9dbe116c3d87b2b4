import { inflectionKey, type Language } from '../language/index.js';
import { type Concept, sameLanguage, type Term } from '../tbx/index.js';
import { INSERTED_KINDS, type TermHit } from './recognise.js';
import { caseKey, type Word, wordsOf } from './words.js';

/** A place in a translation, in UTF-16 code units, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A translation that the termbase speaks against. */
export interface UnwantedTerm extends Span {
  readonly hit: TermHit;
  /** The unwanted words as the termbase has them. */
  readonly term: string;
  readonly status: 'deprecated' | 'forbidden';
}

export interface TermCheck {
  readonly honoured: readonly TermHit[];
  readonly missed: readonly TermHit[];
  readonly unwanted: readonly UnwantedTerm[];
}

const ARTICLE = /^(?:the|an?)\s+(?=\S)/iu;

/** Key of a word of a translation: short words in capitals keep their case, without dots: `U.S.` is `US`, never `us`. */
function targetKey(word: string, language: Language, capitals: boolean): string {
  const bare = word.replace(/['’]s$/u, '').replaceAll('.', '');
  return !capitals && /^\p{Lu}{2,5}s?$/u.test(bare) ? caseKey(bare.replace(/s$/u, '')) : inflectionKey(word, language);
}

interface Keyed {
  readonly word: Word;
  readonly key: string;
}

function keyed(text: string, language: Language): Keyed[] {
  const capitals = text === text.toUpperCase() && /\s/u.test(text.trim());
  return wordsOf(text, language).map((word) => ({ word, key: targetKey(word.text, language, capitals) }));
}

/** Where a term stands in a text, inflected or not, with or without its hyphens. */
function occurrences(text: readonly Keyed[], term: string, language: Language): Span[] {
  const bare = term.replace(ARTICLE, '');
  const plain = (key: string): string =>
    text.length > 0 && key.startsWith('=') && bare.includes(' ') ? key.slice(1).toLowerCase() : key;
  const wanted = keyed(bare, language)
    .map(({ key }) => plain(key))
    .join('');
  if (wanted === '') return [];
  const found: Span[] = [];
  for (let i = 0; i < text.length; i++) {
    let built = '';
    for (let j = i; j < text.length && built.length < wanted.length; j++) {
      if (j > i && !text[j]!.word.follows) break;
      built += plain(text[j]!.key);
      if (built === wanted) found.push({ start: text[i]!.word.start, end: text[j]!.word.end });
      else if (!wanted.startsWith(built)) break;
    }
  }
  return found;
}

/** Does a translation hold a term, in any inflected form? */
export function termPresent(text: string, term: string, language: Language = 'en'): boolean {
  return occurrences(keyed(text, language), term, language).length > 0;
}

/** Terms of a concept that may stand in a translation. */
export function acceptedTerms(concept: Concept, language: string): Term[] {
  return concept.terms.filter(
    (term) => sameLanguage(term.language, language) && term.status !== 'forbidden' && term.status !== 'deprecated',
  );
}

/** The translation of this hit is asked for, not only allowed: the term itself stands there and its target is no mere option. */
export function isRequired(hit: TermHit, language: string): boolean {
  if (!INSERTED_KINDS.has(hit.kind)) return false;
  if (hit.doNotTranslate) return true;
  return acceptedTerms(hit.concept, language).some(({ text, status }) => text === hit.target && status !== 'admitted');
}

/**
 * Checks a translation against the terms recognised in its source. A term is honoured when one of its accepted
 * translations is there in any English form; a forbidden word counts only where it is no part of another term's accepted
 * translation (`district` is wrong for *kabupaten* and right for *kecamatan*).
 */
export function checkTerms(
  hits: readonly TermHit[],
  source: string,
  target: string,
  language: Language = 'en',
): TermCheck {
  const text = keyed(target, language);
  const honoured: TermHit[] = [];
  const missed: TermHit[] = [];
  const legitimate: Span[] = [];
  for (const hit of hits) {
    if (!INSERTED_KINDS.has(hit.kind)) continue;
    const accepted = [hit.concept, ...hit.others].flatMap((concept) => acceptedTerms(concept, language));
    const spans = accepted.flatMap((term) => occurrences(text, term.text, language));
    if (hit.doNotTranslate) spans.push(...occurrences(text, source.slice(hit.start, hit.end), language));
    if (hit.doNotTranslate) spans.push(...occurrences(text, hit.term, language));
    legitimate.push(...spans);
    if (isRequired(hit, language)) (spans.length > 0 ? honoured : missed).push(hit);
  }
  const unwanted: UnwantedTerm[] = [];
  const seen = new Set<string>();
  for (const hit of hits) {
    if (!INSERTED_KINDS.has(hit.kind)) continue;
    for (const { text: term, language: own, status } of hit.concept.terms) {
      if (!sameLanguage(own, language) || (status !== 'forbidden' && status !== 'deprecated')) continue;
      for (const { start, end } of occurrences(text, term, language)) {
        const inside = legitimate.some((span) => span.start <= start && end <= span.end);
        if (inside || seen.has(`${start} ${end}`)) continue;
        seen.add(`${start} ${end}`);
        unwanted.push({ hit, term, status, start, end });
      }
    }
  }
  return { honoured, missed, unwanted };
}
