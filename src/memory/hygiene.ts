import { plainText } from '../content/index.js';
import type { TextQuantity, TextTools } from './tools.js';
import type { MemoryUnit } from './unit.js';

/**
 * Signs that a unit may be wrong, each on its own: what looks odd is shown to a person, nothing is ever removed. The
 * standards (how long, which names) come from the memory itself.
 */
export interface HygieneFlag {
  readonly kind: HygieneKind;
  /** How odd, 0 to 1; flags are raised from 0.5 on. */
  readonly score: number;
  /** What is odd, for people. */
  readonly detail: string;
}

export type HygieneKind =
  /** Much longer or shorter than a translation of this length is here. */
  | 'length'
  /** A number, date or amount of one side is not on the other. */
  | 'number'
  /** A name that stays as it is elsewhere in the memory is missing. */
  | 'name'
  /** Quotes or brackets do not pair off as they do in the source, or a question is no question. */
  | 'mark'
  /** The target is the source. */
  | 'untranslated'
  /** The target has the function words of the source language, not of its own. */
  | 'language'
  /** Few words of the target are translations of words of the source. */
  | 'lexicon';

export interface HygieneReport {
  readonly unit: MemoryUnit;
  readonly flags: readonly HygieneFlag[];
}

/** What is usual in a memory. */
export interface HygieneProfile {
  /** Characters of target for one of source. */
  readonly ratio: number;
  /** Standard deviation of the difference for one character of source, as in Gale and Church (1993). */
  readonly spread: number;
  /** Words that begin with a capital inside a source: how often, and how often they stand in the target as they are. */
  readonly names: ReadonlyMap<string, { readonly seen: number; readonly kept: number }>;
}

export interface HygieneOptions {
  /** How many words of the target are explained by the source, 0 to 1; undefined when that cannot be said. */
  readonly lexicon?: (source: string, target: string) => number | undefined;
}

/** Fewer units than this say nothing about what is usual. */
const ENOUGH_UNITS = 50;
/** Indonesian to English, from the project's own text; used until there are units enough. */
const DEFAULT_RATIO = 1;
const DEFAULT_SPREAD = 1.3;

export function hygieneProfile(units: Iterable<MemoryUnit>, tools: TextTools): HygieneProfile {
  const lengths: [number, number][] = [];
  const names = new Map<string, { seen: number; kept: number }>();
  for (const unit of units) {
    const source = plainText(unit.source);
    const target = plainText(unit.target);
    if (source.length >= 5) lengths.push([source.length, target.length]);
    const kept = new Set(tools.tokens(target, unit.targetLanguage).map((token) => token.text));
    for (const name of namesOf(source, unit.sourceLanguage, tools)) {
      const count = names.get(name) ?? { seen: 0, kept: 0 };
      count.seen++;
      if (kept.has(name)) count.kept++;
      names.set(name, count);
    }
  }
  if (lengths.length < ENOUGH_UNITS) return { ratio: DEFAULT_RATIO, spread: DEFAULT_SPREAD, names };
  const ratio = median(lengths.map(([source, target]) => target / source));
  const off = lengths.map(([source, target]) => Math.abs(target - ratio * source) / Math.sqrt(source));
  // The median absolute deviation of a normal distribution is 0.6745 of its standard deviation.
  return { ratio, spread: Math.max(0.1, median(off) / 0.6745), names };
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1]!;
}

/** Capitalised words that do not begin the text: in a sentence those are names. */
function namesOf(text: string, language: string, tools: TextTools): Set<string> {
  const words = tools.tokens(text, language).filter(({ kind }) => kind === 'word');
  return new Set(words.slice(1).flatMap(({ text: word }) => (/^\p{Lu}\p{Ll}/u.test(word) ? [word] : [])));
}

/** All flags of a unit. */
export function inspectUnit(
  unit: MemoryUnit,
  profile: HygieneProfile,
  tools: TextTools,
  options: HygieneOptions = {},
): HygieneFlag[] {
  const source = plainText(unit.source);
  const target = plainText(unit.target);
  const sides: Sides = { source, target, sourceLanguage: unit.sourceLanguage, targetLanguage: unit.targetLanguage };
  const flags = [
    lengthFlag(sides, profile),
    numberFlag(sides, tools),
    nameFlag(sides, profile, tools),
    markFlag(sides),
    untranslatedFlag(sides, tools),
    languageFlag(sides, tools),
    lexiconFlag(sides, options),
  ];
  return flags.filter((flag) => flag !== undefined && flag.score >= 0.5) as HygieneFlag[];
}

export interface Sides {
  readonly source: string;
  readonly target: string;
  readonly sourceLanguage: string;
  readonly targetLanguage: string;
}

/** Standard deviations from which a length is odd. */
const ODD_LENGTH = 3;

export function lengthFlag({ source, target }: Sides, { ratio, spread }: HygieneProfile): HygieneFlag {
  const expected = ratio * source.length;
  const deviation = Math.abs(target.length - expected) / (spread * Math.sqrt(Math.max(1, source.length)));
  const score = deviation / (deviation + ODD_LENGTH);
  return { kind: 'length', score, detail: `${target.length} characters where about ${Math.round(expected)} are usual` };
}

export function numberFlag(
  { source, target, sourceLanguage, targetLanguage }: Sides,
  tools: TextTools,
): HygieneFlag | undefined {
  const ours = tools.quantities(source, sourceLanguage);
  const theirs = tools.quantities(target, targetLanguage);
  const same = (a: TextQuantity, b: TextQuantity): boolean =>
    (a.kind === b.kind && a.key === b.key) || tools.sameQuantity(a, b);
  const lacking = (wanted: readonly TextQuantity[], there: readonly TextQuantity[], text: string): string[] =>
    wanted
      .map((one) => ({ one, written: text.slice(one.start, one.end) }))
      // In words, a number may be an article or part of an idiom.
      .filter(({ one, written }) => /\p{Nd}/u.test(written) && !there.some((other) => same(one, other)))
      .map(({ written }) => written);
  const odd = [...lacking(ours, theirs, source), ...lacking(theirs, ours, target)];
  if (odd.length === 0) return undefined;
  return { kind: 'number', score: 1 - 0.5 ** odd.length, detail: `on one side only: ${odd.join(', ')}` };
}

/** From how many units on, and from which share, a name is one that stays as it is. */
const NAME_SEEN = 3;
const NAME_KEPT = 0.9;

export function nameFlag(
  { source, target, sourceLanguage, targetLanguage }: Sides,
  { names }: HygieneProfile,
  tools: TextTools,
): HygieneFlag | undefined {
  const there = new Set(tools.tokens(target, targetLanguage).map((token) => token.text.toLowerCase()));
  const missing = [...namesOf(source, sourceLanguage, tools)].filter((name) => {
    const { seen, kept } = names.get(name) ?? { seen: 0, kept: 0 };
    return seen >= NAME_SEEN && kept / seen >= NAME_KEPT && !there.has(name.toLowerCase());
  });
  if (missing.length === 0) return undefined;
  return { kind: 'name', score: 1 - 0.5 ** missing.length, detail: `not in the target: ${missing.join(', ')}` };
}

const PAIRS: readonly (readonly [string, RegExp])[] = [
  ['( )', /[()（）]/gu],
  ['[ ]', /[[\]]/gu],
  ['{ }', /[{}]/gu],
  ['quotes', /["“”„«»]/gu],
];

export function markFlag({ source, target }: Sides): HygieneFlag | undefined {
  const odd = PAIRS.flatMap(([name, pattern]) => {
    const ours = source.match(pattern)?.length ?? 0;
    const theirs = target.match(pattern)?.length ?? 0;
    return ours % 2 === theirs % 2 ? [] : [`${name} ${ours} and ${theirs}`];
  });
  const asks = (text: string): boolean => /\?["'”’)\]]*\s*$/u.test(text);
  if (asks(source) !== asks(target)) odd.push('only one side is a question');
  if (odd.length === 0) return undefined;
  return { kind: 'mark', score: 1 - 0.5 ** odd.length, detail: odd.join('; ') };
}

/** Words in lower case: names and abbreviations are the same in both languages. */
function plainWords(text: string, language: string, tools: TextTools): string[] {
  return tools
    .tokens(text, language)
    .filter(({ kind, text: word }) => kind === 'word' && /^\p{Ll}{2,}/u.test(word))
    .map(({ text: word }) => word);
}

export function untranslatedFlag(
  { source, target, sourceLanguage, targetLanguage }: Sides,
  tools: TextTools,
): HygieneFlag | undefined {
  const theirs = plainWords(target, targetLanguage, tools);
  if (theirs.length < 2) return undefined;
  const ours = new Set(plainWords(source, sourceLanguage, tools));
  const score = theirs.filter((word) => ours.has(word)).length / theirs.length;
  return { kind: 'untranslated', score, detail: `${Math.round(score * 100)} % of its words stand in the source` };
}

export function languageFlag(
  { target, sourceLanguage, targetLanguage }: Sides,
  tools: TextTools,
): HygieneFlag | undefined {
  const words = plainWords(target, targetLanguage, tools);
  const functionWords = (language: string): number =>
    words.filter((word) => tools.contentKey(tools.tokenKey(word, language), language) === undefined).length;
  const foreign = functionWords(sourceLanguage);
  const own = functionWords(targetLanguage);
  if (foreign === 0) return undefined;
  const score = foreign / (foreign + own);
  return { kind: 'language', score: foreign < 2 ? score / 2.5 : score, detail: `function words of ${sourceLanguage}` };
}

function lexiconFlag({ source, target }: Sides, { lexicon }: HygieneOptions): HygieneFlag | undefined {
  const covered = lexicon?.(source, target);
  if (covered === undefined) return undefined;
  return { kind: 'lexicon', score: 1 - covered, detail: `${Math.round(covered * 100)} % of the words are explained` };
}
