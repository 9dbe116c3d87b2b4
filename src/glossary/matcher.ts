import type { Language } from '../language/index.js';
import { type Concept, sameLanguage, type Term, type Termbase } from '../tbx/index.js';
import { createEdges, type Edges } from './edges.js';
import { caseKey, hasOwnCase, keysOf, relatedKeyOf, wordsOf } from './words.js';

/** One source term with what it becomes. */
export interface Entry {
  readonly concept: Concept;
  readonly term: Term;
  /** The translation to use; undefined when every one of them is deprecated or forbidden. */
  readonly target: string | undefined;
  readonly doNotTranslate: boolean;
}

/** A node of the trie is a number; an edge is a node and a word. */
export interface Trie {
  /** Numbers of the keys that terms are made of. */
  readonly words: Map<string, number>;
  readonly edges: Edges;
  /** Entries that end at a node. */
  readonly ends: Map<number, number[]>;
}

export interface Matcher {
  readonly language: Language;
  readonly entries: readonly Entry[];
  readonly trie: Trie;
  /** Trie over roots, made when first asked for. */
  related(): Trie;
}

function emptyTrie(): Trie & { nodes: number } {
  return { words: new Map(), edges: createEdges(), ends: new Map(), nodes: 1 };
}

function insert(trie: Trie & { nodes: number }, keys: readonly string[], entry: number): void {
  let node = 0;
  for (const key of keys) {
    let word = trie.words.get(key);
    if (word === undefined) trie.words.set(key, (word = trie.words.size + 1));
    let next = trie.edges.get(node, word);
    if (next < 0) trie.edges.set(node, word, (next = trie.nodes++));
    node = next;
  }
  const ends = trie.ends.get(node);
  if (ends === undefined) trie.ends.set(node, [entry]);
  else if (!ends.includes(entry)) ends.push(entry);
}

const RANK = { preferred: 0, admitted: 2, deprecated: 9, forbidden: 9 } as const;

/** The translation to use: preferred before unmarked before admitted, in the order of the file. */
export function targetOf(concept: Concept, language: string): string | undefined {
  let best: { text: string; rank: number } | undefined;
  for (const { text, language: own, status, type } of concept.terms) {
    if (!sameLanguage(own, language)) continue;
    const rank = (status === undefined ? 1 : RANK[status]) + (type === 'abbreviation' ? 0.5 : 0);
    if (rank < 9 && (best === undefined || rank < best.rank)) best = { text, rank };
  }
  return best?.text;
}

/** Keys of a term: words whose case matters (`AS`) by themselves, all others by inflection. */
function keysOfTerm(term: Term, language: Language): string[] {
  const words = wordsOf(term.text, language);
  const capitals = words.length > 1 && term.text === term.text.toUpperCase();
  const keys: string[] = [];
  for (const { text } of words) {
    if (hasOwnCase(text) && !capitals) keys.push(caseKey(text));
    else keys.push(...keysOf(text, language));
  }
  return keys;
}

/** Shorter joined spellings meet other words by chance. */
const JOINED_FROM = 7;

/**
 * Prepares termbases for recognition. Earlier termbases come first where two say different things about one term.
 *
 * @param language of the texts in which terms are looked for
 */
export function createMatcher(
  termbases: readonly Termbase[],
  options: { readonly language?: Language; readonly target?: string } = {},
): Matcher {
  const { language = 'id', target = language === 'id' ? 'en' : 'id' } = options;
  const entries: Entry[] = [];
  const trie = emptyTrie();
  for (const { concepts } of termbases) {
    for (const concept of concepts) {
      const translation = targetOf(concept, target);
      const doNotTranslate = concept.doNotTranslate === true;
      for (const term of concept.terms) {
        if (!sameLanguage(term.language, language)) continue;
        const keys = keysOfTerm(term, language);
        if (keys.length === 0) continue;
        const entry =
          entries.push({
            concept,
            term,
            target: translation ?? (doNotTranslate ? term.text : undefined),
            doNotTranslate,
          }) - 1;
        insert(trie, keys, entry);
        if (keys.length === 2) {
          const joined = keys.join('');
          if (joined.length >= JOINED_FROM && !joined.includes('=')) insert(trie, [joined], entry);
        }
      }
    }
  }
  let related: (Trie & { nodes: number }) | undefined;
  const makeRelated = (): Trie => {
    const made = emptyTrie();
    entries.forEach(({ term }, i) => {
      const words = wordsOf(term.text, language);
      if (!words.some(({ text }) => hasOwnCase(text)))
        insert(
          made,
          words.map(({ text }) => relatedKeyOf(text, language)),
          i,
        );
    });
    return made;
  };
  return { language, entries, trie, related: () => (related ??= makeRelated() as Trie & { nodes: number }) };
}
