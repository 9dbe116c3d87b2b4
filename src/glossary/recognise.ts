import { isStopWord } from '../language/index.js';
import type { Concept } from '../tbx/index.js';
import { type Entry, type Matcher, type Trie } from './matcher.js';
import {
  bareOf,
  caseKey,
  hasOwnCase,
  hasVoice,
  keysOf,
  relatedKeyOf,
  spellingOf,
  type Word,
  wordsOf,
} from './words.js';

/**
 * How a term was recognised: `exact` (case apart), `inflected` (clitics, plural, voice), `variant` (spelling, hyphens,
 * joined words), `abbreviation` (case matters), `gap` (one foreign word inside), `related` (another word of its root).
 * The last two are shown to people and never inserted.
 */
export type TermMatchKind = 'exact' | 'inflected' | 'variant' | 'abbreviation' | 'gap' | 'related';

export interface TermHit {
  /** As the termbase has it. */
  readonly term: string;
  /** The translation to use; undefined when the termbase has none that may be used. */
  readonly target: string | undefined;
  readonly concept: Concept;
  /** UTF-16 offsets into the text, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly kind: TermMatchKind;
  readonly doNotTranslate: boolean;
  /** Concepts that have the same term for something else. */
  readonly others: readonly Concept[];
}

export interface RecogniseOptions {
  /** List derivations as `related`. Default true. */
  readonly related?: boolean;
}

interface Found {
  readonly entries: number[];
  /** Words `[from, to)`. */
  readonly from: number;
  readonly to: number;
  readonly gap: boolean;
}

/** Kinds that stand for the term itself. */
export const INSERTED_KINDS: ReadonlySet<TermMatchKind> = new Set(['exact', 'inflected', 'variant', 'abbreviation']);

/** The terms of a text in the order of their places; the longest wins, none overlap. */
export function recogniseTerms(text: string, matcher: Matcher, options: RecogniseOptions = {}): TermHit[] {
  const words = wordsOf(text, matcher.language);
  if (words.length === 0 || matcher.entries.length === 0) return [];
  const keys = words.map(({ text: word }) => {
    const inflected = keysOf(word, matcher.language);
    return hasOwnCase(word) ? { own: caseKey(bareOf(word)), inflected } : { inflected };
  });
  const shouting = isShouting(text);
  const hits: (TermHit | undefined)[] = [];
  const taken = new Uint8Array(words.length);
  const accept = (found: Found[], kindOf: (entry: Entry, found: Found) => TermMatchKind | undefined): void => {
    found.sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from);
    for (const one of found) {
      if (taken.subarray(one.from, one.to).some((value) => value === 1)) continue;
      const hit = hitOf(text, words, one, matcher, kindOf);
      if (hit === undefined) continue;
      taken.fill(1, one.from, one.to);
      hits.push(hit);
    }
  };
  const found = walk(words, keys, matcher.trie);
  const spelt = (entry: Entry, { from, to }: Found): TermMatchKind | undefined =>
    kindOf(entry, text, words.slice(from, to), matcher, shouting);
  accept(
    found.filter(({ gap }) => !gap),
    spelt,
  );
  accept(
    found.filter(({ gap }) => gap),
    (entry) => (isName(entry) ? undefined : 'gap'),
  );
  if (options.related !== false) {
    const roots = words.map(({ text: word }) => ({ inflected: [relatedKeyOf(word, matcher.language)] }));
    accept(
      walk(words, roots, matcher.related()).filter(({ gap }) => !gap),
      (entry, { from, to }) =>
        words.slice(from, to).some(({ text: word }) => hasOwnCase(word) && !shouting) ||
        (to - from === 1 && isStopWord(words[from]!.text, matcher.language)) ||
        isName(entry)
          ? undefined
          : 'related',
    );
  }
  return hits.filter((hit) => hit !== undefined).sort((a, b) => a.start - b.start);
}

interface WordKeys {
  readonly own?: string;
  readonly inflected: readonly string[];
}

/** All runs of words that a trie holds, with at most one word inside them passed over. */
function walk(words: readonly Word[], keys: readonly WordKeys[], trie: Trie): Found[] {
  const found: Found[] = [];
  const step = (node: number, key: string): number | undefined => {
    const word = trie.words.get(key);
    const to = word === undefined ? -1 : trie.edges.get(node, word);
    return to < 0 ? undefined : to;
  };
  const visit = (node: number, from: number, at: number, gap: boolean): void => {
    const ends = trie.ends.get(node);
    if (ends !== undefined) found.push({ entries: ends, from, to: at, gap });
    const word = words[at];
    if (word === undefined || (at > from && !word.follows)) return;
    const { own, inflected } = keys[at]!;
    const next = new Set<number>();
    if (own !== undefined) add(next, step(node, own));
    add(
      next,
      inflected.reduce<number | undefined>((to, key) => (to === undefined ? to : step(to, key)), node),
    );
    for (const to of next) visit(to, from, at + 1, gap);
    const after = words[at + 1];
    if (after?.follows === true && inflected.length === 1 && keys[at + 1]!.inflected.length === 1) {
      // Written apart: `rumah sakit` for `rumahsakit`, `undang undang` for `undang-undang`.
      const [a, b] = [inflected[0]!, keys[at + 1]!.inflected[0]!];
      for (const key of a === b
        ? [`${a}-${b}`]
        : after.hyphenated === true || a.length + b.length >= 7
          ? [a + b]
          : []) {
        const to = step(node, key);
        if (to !== undefined && !next.has(to)) visit(to, from, at + 2, gap);
      }
    }
    if (!gap && at > from && after?.follows === true && mayFillGap(word)) skip(node, from, at + 1);
  };
  const skip = (node: number, from: number, at: number): void => {
    const { own, inflected } = keys[at]!;
    if (own !== undefined) {
      const to = step(node, own);
      if (to !== undefined) visit(to, from, at + 1, true);
    }
    const to = inflected.reduce<number | undefined>((on, key) => (on === undefined ? on : step(on, key)), node);
    if (to !== undefined) visit(to, from, at + 1, true);
  };
  for (let i = 0; i < words.length; i++) visit(0, i, i, false);
  return found.filter(({ from, to }) => to > from);
}

function add(set: Set<number>, value: number | undefined): void {
  if (value !== undefined) set.add(value);
}

/** `dan`, `yang`, `di` inside two words of a term mean that they are not one. */
function mayFillGap({ text }: Word): boolean {
  return /^\p{L}/u.test(text) && !isStopWord(text, 'id') && !isStopWord(text, 'en');
}

function isName({ term }: Entry): boolean {
  return /^proper/iu.test(term.partOfSpeech ?? '');
}

/** A heading or clause in capitals: case tells nothing there. */
function isShouting(text: string): boolean {
  const letters = text.replace(/[^\p{Lu}\p{Ll}]/gu, '');
  return letters.length > 0 && letters.replace(/\p{Ll}/gu, '').length > 0.8 * letters.length;
}

function hitOf(
  text: string,
  words: readonly Word[],
  found: Found,
  { entries }: Matcher,
  kindOf: (entry: Entry, found: Found) => TermMatchKind | undefined,
): TermHit | undefined {
  const order: readonly TermMatchKind[] = ['abbreviation', 'exact', 'variant', 'inflected', 'gap', 'related'];
  const fits = found.entries
    .flatMap((number) => {
      const entry = entries[number]!;
      const kind = kindOf(entry, found);
      return kind === undefined ? [] : [{ entry, kind, number }];
    })
    .sort(
      (a, b) =>
        order.indexOf(a.kind) - order.indexOf(b.kind) ||
        preference(a.entry) - preference(b.entry) ||
        a.number - b.number,
    );
  const best = fits[0];
  if (best === undefined) return undefined;
  const { concept, term, target, doNotTranslate } = best.entry;
  const others = [...new Set(fits.map(({ entry }) => entry.concept))].filter((other) => other !== concept);
  const [start, end] = [words[found.from]!.start, words[found.to - 1]!.end];
  return { term: term.text, target, concept, start, end, kind: best.kind, doNotTranslate, others };
}

const preference = ({ target }: Entry): number => (target === undefined ? 1 : 0);

/** What kind of occurrence the words are, or undefined when they are none. */
function kindOf(
  entry: Entry,
  text: string,
  words: readonly Word[],
  { language }: Matcher,
  shouting: boolean,
): TermMatchKind | undefined {
  const { term } = entry;
  const single = words.length === 1;
  const surface = text.slice(words[0]!.start, words.at(-1)!.end).normalize('NFC').replace(/\s+/gu, ' ');
  if (single && hasOwnCase(term.text) && !/\s/u.test(term.text)) {
    const bare = bareOf(surface);
    if (bare !== term.text) return undefined;
    return isAbbreviation(entry) ? 'abbreviation' : bare === surface ? 'exact' : 'inflected';
  }
  // `AS` is not `as`: a short word in capitals, alone among others, is an abbreviation of something.
  if (single && !shouting && /^\p{Lu}{2,5}$/u.test(bareOf(surface))) {
    if (term.type !== 'abbreviation') return undefined;
  }
  if (isName(entry) && !/^[\p{Lu}\d]/u.test(surface)) return undefined;
  // `PARA PIHAK` is defined in a contract; `para pihak` is anybody.
  if (!single && term.text === term.text.toUpperCase() && words.some(({ text: word }) => /^\p{Ll}/u.test(word))) {
    return undefined;
  }
  if (surface.toLowerCase() === term.text.toLowerCase()) return isAbbreviation(entry) ? 'abbreviation' : 'exact';
  const termWords = wordsOf(term.text, language).map((word) => word.text);
  if (
    spellingOf(
      words.map((word) => word.text),
      language,
    ) === spellingOf(termWords, language)
  )
    return 'variant';
  // A noun is not the verb made of it: `denda` is a fine, `mendenda` is to fine.
  const nominal = /^(?:noun|n|nomina|kata benda|proper)/iu.test(term.partOfSpeech ?? '');
  if (language === 'id' && nominal && words.some((word, i) => hasVoice(word.text) && !hasVoice(termWords[i] ?? ''))) {
    return undefined;
  }
  return isAbbreviation(entry) ? 'abbreviation' : 'inflected';
}

function isAbbreviation({ term }: Entry): boolean {
  return term.type === 'abbreviation' || /^\p{Lu}{2,6}$/u.test(term.text);
}
