import { plainText, type Content } from '../content/index.js';
import { usageError } from '../base/index.js';
import type { Part } from './parts.js';
import { RANKS } from './ranking.js';
import { findString, stringAt } from './string-pool.js';
import type { TextTools } from './tools.js';
import type { MemoryUnit, UnitOrigin } from './unit.js';
import { matchesFilter, type UnitSelection } from './selection.js';

export interface ConcordanceOptions extends UnitSelection {
  /** Where to look. Default: source. */
  readonly side?: 'source' | 'target' | 'both';
  /** The text is a regular expression (JavaScript, flags `iu`), not words. */
  readonly regex?: boolean;
  /** Also words that are related by derivation (`serang`: serangan, penyerang). Default true. */
  readonly related?: boolean;
  /** Most units. Default 50. */
  readonly top?: number;
}

/** A unit in which the words occur. */
export interface ConcordanceHit {
  readonly source: Content;
  readonly target: Content;
  /** Places in the plain text of the side, in order; UTF-16 code units, `end` exclusive. */
  readonly hits: readonly ConcordancePlace[];
  readonly origin: UnitOrigin;
  readonly unit: MemoryUnit;
  readonly memory: string;
}

export interface ConcordancePlace {
  readonly side: 'source' | 'target';
  readonly start: number;
  readonly end: number;
  /** As it was typed but for case, in another form of the same words, or by a related word. */
  readonly kind: PlaceKind;
}

export type PlaceKind = 'exact' | 'inflected' | 'related';

/** One word of a pattern: how a word of the text can be it. */
interface PatternWord {
  readonly key: string;
  readonly wildcard: RegExp | undefined;
  readonly contentKey: string | undefined;
  readonly relatedKey: string | undefined;
}

interface Setting {
  readonly languages: { readonly source: string; readonly target: string };
  readonly tools: TextTools;
  readonly memory: string;
}

const KINDS: readonly PlaceKind[] = ['exact', 'inflected', 'related'];

/** Units in which a text occurs: words in any of their forms, phrases, wildcards (`ber*`, `?`), regular expressions. */
export function concordance(
  parts: readonly Part[],
  text: string,
  options: ConcordanceOptions,
  setting: Setting,
): ConcordanceHit[] {
  const { side = 'source', top = 50 } = options;
  const sides = side === 'both' ? (['source', 'target'] as const) : [side];
  const finders = sides.map((one) => ({
    side: one,
    find: finderFor(text, setting.languages[one], options, setting.tools),
  }));
  const found: { hit: ConcordanceHit; rank: number; order: number }[] = [];
  let order = 0;
  // Enough to sort the best to the front, not so much that a common word reads the whole memory.
  const enough = options.regex ? top : top * 20;
  for (const part of parts) {
    if (found.length >= enough) break;
    for (const unit of candidates(part, text, sides, options, setting)) {
      const hits = finders.flatMap(({ side: one, find }) =>
        find(plainText(unit[one])).map((place): ConcordancePlace => ({ side: one, ...place })),
      );
      if (hits.length === 0) continue;
      const best = Math.min(...hits.map(({ kind }) => KINDS.indexOf(kind)));
      const { source, target, origin } = unit;
      found.push({ hit: { source, target, hits, origin, unit, memory: setting.memory }, rank: best, order: order++ });
      if (found.length >= enough) break;
    }
  }
  return found
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .slice(0, top)
    .map(({ hit }) => hit);
}

type Place = Omit<ConcordancePlace, 'side'>;

function finderFor(
  text: string,
  language: string,
  options: ConcordanceOptions,
  tools: TextTools,
): (value: string) => Place[] {
  if (options.regex) {
    const pattern = regexOf(text);
    return (value) =>
      [...value.matchAll(pattern)]
        .filter((match) => match[0] !== '')
        .map((match) => ({ start: match.index, end: match.index + match[0].length, kind: 'exact' as const }));
  }
  const patterns = patternsOf(text, language, options.related ?? true, tools);
  const cache = new Map<string, PatternKeys>();
  return (value) => {
    const words = tools.tokens(value, language).filter(({ kind }) => kind === 'word' || kind === 'number');
    const keys = words.map((word) => keysOf(word.text, language, tools, cache));
    const places: Place[] = [];
    for (let from = 0; from < words.length; from++) {
      let best: { length: number; kind: PlaceKind } | undefined;
      for (const pattern of patterns) {
        const kind = matchAt(pattern, keys, from);
        if (kind && (!best || KINDS.indexOf(kind) < KINDS.indexOf(best.kind))) best = { length: pattern.length, kind };
      }
      if (!best) continue;
      places.push({ start: words[from]!.start, end: words[from + best.length - 1]!.end, kind: best.kind });
      from += best.length - 1;
    }
    return places;
  };
}

function regexOf(text: string): RegExp {
  try {
    return new RegExp(text, 'giu');
  } catch (error) {
    throw usageError('concordance.regex', `this is not a regular expression: ${(error as Error).message}`, {
      hint: 'Escape characters with a meaning of their own by a backslash, or search for words without --regex.',
    });
  }
}

interface PatternKeys {
  readonly key: string;
  readonly contentKey: string | undefined;
  readonly relatedKey: string | undefined;
}

function keysOf(word: string, language: string, tools: TextTools, cache: Map<string, PatternKeys>): PatternKeys {
  let keys = cache.get(word);
  if (!keys) {
    const key = tools.tokenKey(word, language);
    const contentKey = tools.contentKey(key, language);
    keys = { key, contentKey, relatedKey: tools.relatedKey?.(key, language) ?? contentKey };
    cache.set(word, keys);
  }
  return keys;
}

/** The words of a pattern in every accepted spelling: `kerja sama` also as `kerjasama`. */
function patternsOf(text: string, language: string, related: boolean, tools: TextTools): PatternWord[][] {
  const pieces = text
    .trim()
    .split(/\s+/)
    .flatMap((piece) =>
      /[*?]/.test(piece) && piece !== '?'
        ? [piece]
        : tools
            .tokens(piece, language)
            .filter(({ kind }) => kind === 'word' || kind === 'number')
            .map((token) => tools.tokenKey(token.text, language)),
    );
  if (pieces.length === 0) {
    throw usageError('concordance.empty', 'there is no word to look for', { hint: 'Give a word or a phrase.' });
  }
  const spellings = [pieces];
  const fold = (words: readonly string[]): readonly string[] => tools.foldSpelling?.(words, language) ?? words;
  const folded = fold(pieces);
  if (folded.join(' ') !== pieces.join(' ')) spellings.push([...folded]);
  for (let i = 0; i + 1 < pieces.length; i++) {
    const joined = [...pieces.slice(0, i), pieces[i]! + pieces[i + 1]!, ...pieces.slice(i + 2)];
    if (fold(joined).join(' ') === folded.join(' ')) spellings.push(joined);
  }
  for (const [i, word] of pieces.entries()) {
    for (let cut = 2; cut + 2 <= word.length; cut++) {
      const split = [...pieces.slice(0, i), word.slice(0, cut), word.slice(cut), ...pieces.slice(i + 1)];
      if (fold(split).join(' ') === folded.join(' ')) spellings.push(split);
    }
  }
  const cache = new Map<string, PatternKeys>();
  return spellings.map((words) =>
    words.map((word) => {
      if (/[*?]/.test(word)) {
        return { key: word, wildcard: wildcardOf(word), contentKey: undefined, relatedKey: undefined };
      }
      const { relatedKey, ...keys } = keysOf(word, language, tools, cache);
      return { ...keys, relatedKey: related ? relatedKey : undefined, wildcard: undefined };
    }),
  );
}

function wildcardOf(word: string): RegExp {
  const body = word
    .toLowerCase()
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${body}$`, 'u');
}

function matchAt(pattern: readonly PatternWord[], keys: readonly PatternKeys[], from: number): PlaceKind | undefined {
  if (from + pattern.length > keys.length) return undefined;
  let worst = 0;
  for (const [i, word] of pattern.entries()) {
    const kind = matchWord(word, keys[from + i]!);
    if (kind === undefined) return undefined;
    worst = Math.max(worst, KINDS.indexOf(kind));
  }
  return KINDS[worst];
}

function matchWord(word: PatternWord, keys: PatternKeys): PlaceKind | undefined {
  if (word.wildcard) return word.wildcard.test(keys.key) ? 'exact' : undefined;
  if (word.key === keys.key) return 'exact';
  if (word.contentKey !== undefined && word.contentKey === keys.contentKey) return 'inflected';
  return word.relatedKey !== undefined && word.relatedKey === keys.relatedKey ? 'related' : undefined;
}

/** Units that may hold the text: from the index where the source is asked for words, else all of them. */
function* candidates(
  part: Part,
  text: string,
  sides: readonly ('source' | 'target')[],
  options: ConcordanceOptions,
  setting: Setting,
): Generator<MemoryUnit> {
  const { live, records } = part;
  const { shard, dead } = live;
  const wanted = (unit: number): boolean =>
    !dead[unit] && matchesFilter(options, RANKS[shard.rank[unit]!]!, shard.changed[unit]!);
  if (options.regex || sides.includes('target')) {
    const byArrival = new Uint32Array(shard.units);
    shard.arrival.forEach((arrival, unit) => (byArrival[arrival] = unit));
    for (const unit of byArrival) {
      if (!wanted(unit)) continue;
      const read = records.read(shard.recordAt[unit]!);
      if (options.document === undefined || read.document === options.document) yield read;
    }
    return;
  }
  const seen = new Set<number>();
  for (const pattern of patternsOf(text, setting.languages.source, options.related ?? true, setting.tools)) {
    const classes = pattern.map((word) => classesFor(part, word, setting));
    const size = (list: readonly number[]): number =>
      list.reduce((sum, cls) => sum + shard.postStart[cls + 1]! - shard.postStart[cls]!, 0);
    const rarest = classes.reduce((best, list) => (size(list) < size(best) ? list : best));
    const units: number[] = [];
    for (const cls of rarest) {
      for (let p = shard.postStart[cls]!; p < shard.postStart[cls + 1]!; p++) {
        const unit = shard.postings[p]!;
        if (seen.has(unit) || !wanted(unit)) continue;
        seen.add(unit);
        units.push(unit);
      }
    }
    units.sort((a, b) => shard.arrival[a]! - shard.arrival[b]!);
    for (const unit of units) {
      const read = records.read(shard.recordAt[unit]!);
      if (options.document === undefined || read.document === options.document) yield read;
    }
  }
}

/** Classes of a part that a word of the pattern can be. */
function classesFor({ live: { shard } }: Part, word: PatternWord, { languages, tools }: Setting): number[] {
  const { pool, contentOf, postStart } = shard;
  const own = findString(pool, `W${word.key}`);
  const classes = new Set<number>(own === 0 ? [] : [own]);
  const content = word.contentKey === undefined ? 0 : findString(pool, `K${word.contentKey}`);
  if (content !== 0) contentOf.forEach((key, cls) => key === content && classes.add(cls));
  const { wildcard, relatedKey } = word;
  if (wildcard || relatedKey !== undefined || /\d/.test(word.key)) {
    // A derived word holds its root, but for a first letter that a prefix may swallow.
    const root = relatedKey === undefined || relatedKey.length < 4 ? '' : relatedKey.slice(1);
    for (let cls = 1; cls <= pool.count; cls++) {
      if (postStart[cls] === postStart[cls + 1]) continue;
      const text = stringAt(pool, cls);
      const body = text.slice(1);
      // Numbers are filed under their kind: all of them have to be looked at.
      if (text.startsWith('Q')) {
        if (wildcard || /\d/.test(word.key)) classes.add(cls);
      } else if (wildcard) {
        if (wildcard.test(body)) classes.add(cls);
      } else if (
        relatedKey !== undefined &&
        body.includes(root) &&
        tools.relatedKey?.(body, languages.source) === relatedKey
      ) {
        classes.add(cls);
      }
    }
  }
  return [...classes];
}
