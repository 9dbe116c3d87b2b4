import { inflectionKey, isStopWord, type Language } from '../language/index.js';
import { candidatesOf } from './phrases.js';
import { proposeTargets } from './bilingual.js';

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
  /** Occurrences needed. Default 2. */
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
  const { min = 2, top = Number.POSITIVE_INFINITY } = options;
  const groups = collect(segments);
  const general = generalness(groups);
  const ranked = [...groups.values()]
    .filter(({ count }) => count >= min)
    .map((group) => ({ group, score: scoreOf(group) * general(group) }))
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
  for (const { source } of segments) {
    for (const run of candidatesOf(source)) {
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
    if (group.count < 2 || group.words < 2 || group.kind === 'name') continue;
    for (let length = 1; length < group.words; length++) {
      for (let from = 0; from + length <= group.words; from++) {
        const inner = groups.get(group.keys.slice(from, from + length).join(' '));
        if (inner === undefined || inner === group) continue;
        inner.nested += group.count;
        inner.parents.add(id);
      }
    }
  }
}

function scoreOf({ words, count, nested, parents, kind }: Group): number {
  const length = Math.log2(words + 1);
  if (kind === 'name') return length * count;
  const own = parents.size === 0 ? count : count - nested / parents.size;
  return length * own * (kind === 'word' ? 0.5 : 1);
}

/** Single words have to be more than everyday words: the longer and rarer, the likelier a term. */
function generalness(groups: Map<string, Group>): (group: Group) => number {
  void groups;
  return ({ kind, keys }) => {
    if (kind !== 'word') return 1;
    const word = keys[0]!;
    return word.length < 4 || isStopWord(word, 'id' satisfies Language) ? 0 : 1;
  };
}
