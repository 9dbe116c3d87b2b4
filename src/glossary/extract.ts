import { inflectionKey, isStopWord } from '../language/index.js';
import { candidatesOf, ordinaryWords } from './phrases.js';
import { proposeTargets } from './bilingual.js';
import { wordsOf } from './words.js';

/** A text to take terms from, one segment. */
export interface ExtractSegment {
  readonly source: string;
  /** Its translation, where there is one: evidence for the target of a term. */
  readonly target?: string;
}

/** A proposed term: a name (a run of capitals), or a phrase of nouns and adjectives. */
export interface TermCandidate {
  /** The form that is there most often. */
  readonly source: string;
  readonly target: string | undefined;
  /** Higher is better; only the order matters. */
  readonly score: number;
  /** Occurrences, in any inflected form. */
  readonly count: number;
  readonly kind: 'name' | 'phrase' | 'word';
}

export interface ExtractOptions {
  /** Occurrences needed. Default 1. */
  readonly min?: number;
  readonly top?: number;
  /** Segments with translations beside the texts: a memory. */
  readonly evidence?: readonly ExtractSegment[];
}

interface Group {
  readonly words: number;
  readonly kind: TermCandidate['kind'];
  readonly forms: Map<string, number>;
  readonly keys: readonly string[];
  count: number;
  /** Occurrences inside longer candidates, and in how many different ones. */
  nested: number;
  readonly parents: Set<string>;
}

/**
 * Proposes terms, best first: names apart from phrases, forms of one term counted as one, ranked by C-value (Frantzi,
 * Ananiadou and Mima 2000: frequency times length, less what the frequency owes to longer candidates).
 */
export function extractTerms(segments: readonly ExtractSegment[], options: ExtractOptions = {}): TermCandidate[] {
  const { min = 1, top = Number.POSITIVE_INFINITY } = options;
  const groups = collect(segments);
  const weights = wordWeights(segments);
  const ranked = [...groups.values()]
    .filter(({ count }) => count >= min)
    .map((group) => ({ group, score: scoreOf(group) * topicality(group, weights) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (formOf(a.group) < formOf(b.group) ? -1 : 1))
    .slice(0, top);
  const sources = ranked.map(({ group }) => group.keys);
  const targets = proposeTargets(sources, [...segments, ...(options.evidence ?? [])]);
  return ranked.map(({ group, score }, i) => ({
    source: formOf(group),
    target: targets[i],
    score: Math.round(score * 1000) / 1000,
    count: group.count,
    kind: group.kind,
  }));
}

/** The form that occurs most; of equals the one in small letters, then the first in the alphabet. */
function formOf({ forms }: Group): string {
  const order = [...forms].sort(([a, n], [b, m]) => m - n || (a < b ? 1 : -1));
  return order[0]![0];
}

function collect(segments: readonly ExtractSegment[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  const ordinary = ordinaryWords(segments.map(({ source }) => source));
  for (const { source } of segments) {
    for (const run of candidatesOf(source, ordinary)) {
      for (let from = 0; from < run.words.length; from++) {
        for (let to = from + 1; to <= Math.min(run.words.length, from + MAX_WORDS); to++) {
          if (run.kind === 'name' && (from > 0 || to < run.words.length)) continue;
          count(groups, source, run, from, to);
        }
      }
    }
  }
  nest(groups);
  return groups;
}

const MAX_WORDS = 5;

function count(
  groups: Map<string, Group>,
  text: string,
  run: ReturnType<typeof candidatesOf>[number],
  from: number,
  to: number,
): void {
  const words = run.words.slice(from, to);
  const [first, last] = [words[0]!, words.at(-1)!];
  if (!first.mayStart || !last.mayEnd) return;
  const keys = words.map(({ key }) => key);
  const id = `${run.kind === 'name' ? '=' : ''}${keys.join(' ')}`;
  let group = groups.get(id);
  if (group === undefined) {
    const kind = run.kind === 'name' ? 'name' : words.length === 1 ? 'word' : 'phrase';
    group = { words: words.length, kind, forms: new Map(), keys, count: 0, nested: 0, parents: new Set() };
    groups.set(id, group);
  }
  const surface = text.slice(first.start, last.end).replace(/\s+/gu, ' ');
  const tail = last.text.length - withoutClitic(last.text).length;
  const bare = tail > 0 ? surface.slice(0, surface.length - tail) : surface;
  const form = run.kind === 'name' ? surface : lowered(bare, words.length === run.words.length && run.initial);
  group.forms.set(form, (group.forms.get(form) ?? 0) + 1);
  group.count++;
}

const withoutClitic = (word: string): string =>
  /^\p{L}{4,}nya$/u.test(word) && inflectionKey(word, 'id') === inflectionKey(word.slice(0, -3), 'id')
    ? word.slice(0, -3)
    : word;

/** Small letters, but for abbreviations. */
function lowered(form: string, _initial: boolean): string {
  return form
    .split(' ')
    .map((word) => (/^\p{Lu}[\p{Lu}\d]+$/u.test(word) ? word : word.toLowerCase()))
    .join(' ');
}

/** What stands inside longer candidates that are there at least twice. */
function nest(groups: Map<string, Group>): void {
  for (const [id, group] of groups) {
    // A run of four words that is there once is a piece of a sentence and says nothing about its parts.
    if (group.words < 2 || group.kind === 'name' || (group.count < 2 && group.words > 3)) continue;
    for (let length = group.count < 2 ? 2 : 1; length < group.words; length++) {
      for (let from = 0; from + length <= group.words; from++) {
        const inner = groups.get(group.keys.slice(from, from + length).join(' '));
        if (inner === undefined || inner === group) continue;
        inner.nested += group.count;
        inner.parents.add(id);
      }
    }
  }
}

/** How often the texts use each word, as a logarithm. */
function wordWeights(segments: readonly ExtractSegment[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { source } of segments) {
    for (const { text } of wordsOf(source, 'id')) {
      const key = inflectionKey(text, 'id');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  for (const [key, count] of counts) counts.set(key, Math.log2(count));
  return counts;
}

/** Phrases of words that the texts come back to are more about their subject. */
function topicality({ keys, words }: Group, weights: ReadonlyMap<string, number>): number {
  if (words === 1) return 1;
  return 1 + (0.25 * keys.reduce((sum, key) => sum + (weights.get(key) ?? 0), 0)) / words;
}

/** Names stand after terms of the same weight: a termbase is about things. */
const NAME_WEIGHT = 0.4;
/** A single word has to show itself three times as often as a phrase. */
const WORD_WEIGHT = 0.3;

function scoreOf({ words, count, nested, parents, kind, keys }: Group): number {
  const length = Math.log2(words + 1);
  if (kind === 'name') return NAME_WEIGHT * length * count;
  if (kind === 'word' && (keys[0]!.length < 4 || isStopWord(keys[0]!, 'id'))) return 0;
  const own = parents.size === 0 ? count : count - nested / parents.size;
  // What is there once is a term the less, the longer it is: longer runs of words meet by chance.
  if (count === 1) return words === 1 ? 0.4 : 2.2 / words;
  return length * own * (kind === 'word' ? WORD_WEIGHT : 1);
}
