/** Indonesian words taken apart: root, affixes, clitics, reduplication. */

import { candidates, syllables, type Candidate, type Prefix, type Suffix } from './affixes.js';
import { CHIMING_PAIRS, FOREIGN_PREFIXES, KNOWN_ROOTS } from './lexical.js';
import { patternCounts, rootLevels } from './lexicon.js';

/** One reading of a word. */
export interface Analysis {
  /** What all relatives share: `kirim` of `pengirimannya`. */
  readonly root: string;
  /** Is the root in the lexicon? Otherwise the reading is a guess from the shape of the word. */
  readonly known: boolean;
  /** Outermost first: `['meN', 'per']` of `memperkuat`; loan prefixes as written (`antar`, `pasca`). */
  readonly prefixes: readonly string[];
  readonly suffix: Suffix;
  /** Possessive pronouns and particles after the word: `nya`, `lah`… */
  readonly clitics: readonly string[];
  /** `negara-negara`, `bertahun-tahun`, `tolong-menolong`, `sayur-mayur`. */
  readonly reduplicated: boolean;
  /**
   * `root`: the bare root. `inflection`: the same word in another form (voice, possession, particle, plural).
   * `derivation`: another word built on the root (`pengiriman`, `kekuatan`, `berlayar`).
   */
  readonly kind: 'root' | 'inflection' | 'derivation';
  /** Natural logarithm of the model's probability; only differences mean something. */
  readonly score: number;
}

/** Word types behind the statistics; the scale of all counts. */
const TYPES = 20_000;
const INFLECTING = new Set<string>(['meN', 'di', 'ku', 'kau', 'ter']);
const CLITIC_COST: Readonly<Record<string, number>> = {
  nya: 1.9,
  lah: 4.6,
  ku: 5.3,
  mu: 5.8,
  kah: 6.5,
  pun: 6.2,
  tah: 9,
};
const FOREIGN_COST = 6;
const LOAN_ENDING = 3;

/** How far behind the best reading another one may be to be listed. */
const SPREAD = 8;
const MOST_READINGS = 5;

/**
 * The readings of one word, best first; the first is what the rest of memori uses. Capitals are not looked at, except
 * that a capitalised word of no known root is taken for a name and keeps all its letters but clitics.
 */
export function analyze(word: string): Analysis[] {
  const lower = word.toLowerCase().replace(/[’ʼ]/gu, "'").replace(/[‐‑]/gu, '-');
  const reduplication =
    lower.includes('-') || /^\p{L}{3,}2(?:nya)?$/u.test(lower) ? analyzeReduplication(lower) : undefined;
  if (reduplication !== undefined) return [reduplication];
  const name = word.charAt(0) !== lower.charAt(0);
  const readings = readingsOf(lower, name);
  const best = readings[0]?.score ?? 0;
  return readings.filter(({ score }) => score > best - SPREAD).slice(0, MOST_READINGS);
}

function readingsOf(word: string, name: boolean): Analysis[] {
  const readings = candidates(word)
    .filter(({ root, clitics }) => agreesWithKnown(word, root, clitics))
    .map(toAnalysis)
    .filter(({ known, prefixes, suffix }) => known || !name || (prefixes.length === 0 && suffix === ''));
  const foreign = withForeignPrefix(word);
  if (foreign !== undefined) readings.push(foreign);
  return readings.sort((a, b) => b.score - a.score);
}

function agreesWithKnown(word: string, root: string, clitics: readonly string[]): boolean {
  const known = KNOWN_ROOTS.get(word.slice(0, word.length - clitics.join('').length));
  return known === undefined || known === root;
}

function toAnalysis(candidate: Candidate): Analysis {
  const { root, prefixes, suffix, clitics } = candidate;
  const level = rootLevels().get(root);
  // An unknown word that merely ends like a suffix is a loan more often than not: `akademisi`, `metropolitan`.
  const loan = level === undefined && prefixes.length === 0 && suffix !== '';
  return {
    root,
    known: level !== undefined,
    prefixes,
    suffix,
    clitics,
    reduplicated: false,
    kind: kindOf(prefixes, suffix, clitics),
    score: rootScore(root, level) + patternScore(prefixes, suffix, clitics) - (loan ? LOAN_ENDING : 0),
  };
}

function kindOf(prefixes: readonly string[], suffix: Suffix, clitics: readonly string[]): Analysis['kind'] {
  const inner = prefixes.slice(INFLECTING.has(prefixes[0] ?? '') ? 1 : 0);
  if (suffix === 'an' || inner.some((prefix) => prefix !== 'per')) return 'derivation';
  // Bare `perkuat` is the stem of `memperkuat`, `pertapa` is not; both are rare, the verb less so.
  if (prefixes.length === 0 && suffix === '' && clitics.length === 0) return 'root';
  return 'inflection';
}

/** Logarithm of the chance of a root. Unknown roots get rarer with every letter, and rarer still in odd shapes. */
function rootScore(root: string, level: number | undefined): number {
  if (level !== undefined) return Math.log((2 ** (level / 2) + 2) / TYPES);
  let score = Math.log(3000 / TYPES) - 2 - 2.2 * root.length;
  if (!/[aiueo]/u.test(root)) score -= 10;
  if (
    /^(?:ng?[^aiueoyg]|m[^aiueo]|l[^aiueo]|r[^aiueo]|[^aiueo]{3})/u.test(root) ||
    /[^aiueo]{2}$/u.test(root.replace(/ng$/u, 'n'))
  )
    score -= 4;
  if (syllables(root) < 2) score -= 2;
  return score;
}

function patternScore(prefixes: readonly Prefix[], suffix: Suffix, clitics: readonly string[]): number {
  const count = patternCounts().get(`${prefixes.join('+')}_${suffix}`) ?? 0;
  let score = Math.log((count + 0.05) / TYPES);
  for (const clitic of clitics) score -= CLITIC_COST[clitic] ?? 9;
  return score;
}

/** `antarnegara`, `pascaperang`, `nonblok`: a loan prefix before a word of a known root. */
function withForeignPrefix(word: string): Analysis | undefined {
  for (const prefix of FOREIGN_PREFIXES) {
    if (!word.startsWith(prefix) || word.length < prefix.length + 3) continue;
    const rest = candidates(word.slice(prefix.length))
      .map(toAnalysis)
      .filter(({ known }) => known);
    const best = rest.sort((a, b) => b.score - a.score)[0];
    if (best !== undefined) {
      return { ...best, prefixes: [prefix, ...best.prefixes], kind: 'derivation', score: best.score - FOREIGN_COST };
    }
  }
  return undefined;
}

/** A word with hyphens, or with the informal `2` for a plural; undefined when its halves are different words. */
function analyzeReduplication(word: string): Analysis | undefined {
  const informal = /^(\p{L}{3,})2(nya)?$/u.exec(word);
  if (informal?.[1] !== undefined) return analyzeReduplication(`${informal[1]}-${informal[1]}${informal[2] ?? ''}`);
  const halves = word.split('-').filter((half) => half !== '');
  if (halves.length === 1 && halves[0] !== undefined) return readingsOf(halves[0], false)[0];
  const [first = '', second = ''] = halves;
  if (halves.length !== 2) return undefined;
  if (ENCLITIC.test(second)) {
    const host = readingsOf(first, true)[0];
    return host === undefined
      ? undefined
      : { ...host, clitics: [...host.clitics, second], kind: host.kind === 'root' ? 'inflection' : host.kind };
  }
  return doubled(first, second) ?? chiming(first, second) ?? prefixed(first, second);
}

const ENCLITIC = /^(?:nya|ku|mu|lah|kah|pun)$/u;
const HYPHENATING = new Set([
  'se',
  'ke',
  'di',
  'nge',
  'ber',
  'me',
  'pro',
  'anti',
  'non',
  'pasca',
  'antar',
  'eks',
  'pra',
  'semi',
]);

/** `se-Asia`, `di-PHK`, `pro-Palestina`: an affix before a capital or foreign word. */
function prefixed(first: string, second: string): Analysis | undefined {
  if (!HYPHENATING.has(first)) return undefined;
  const rest = readingsOf(second, true)[0];
  if (rest === undefined) return undefined;
  const kind = first === 'di' || first === 'me' || first === 'nge' ? 'inflection' : 'derivation';
  return { ...rest, prefixes: [first, ...rest.prefixes], kind };
}

function chiming(first: string, second: string): Analysis | undefined {
  for (const { clitics, stem } of clitic(second)) {
    if (CHIMING_PAIRS.get(first) !== stem) continue;
    const base = readingsOf(first, false)[0];
    if (base !== undefined) return { ...base, clitics, reduplicated: true, kind: 'derivation' };
  }
  return undefined;
}

function clitic(word: string): { stem: string; clitics: string[] }[] {
  const found = /^(.+?)(nya|ku|mu)?(lah|kah|pun)?$/u.exec(word);
  const clitics = [found?.[2], found?.[3]].filter((part) => part !== undefined);
  return [{ stem: word, clitics: [] }, ...(clitics.length > 0 ? [{ stem: found?.[1] ?? word, clitics }] : [])];
}

/**
 * Both halves are forms of one root: `negara-negara`, `bertahun-tahun`, `kemerah-merahan`, `tolong-menolong`,
 * `mobil-mobilan`. The affixes of a doubled word stand around both halves together.
 */
function doubled(first: string, second: string): Analysis | undefined {
  const whole = sameWord(first, second);
  if (whole !== undefined) return whole;
  const left = readingsOf(first, false);
  const right = readingsOf(second, false);
  let best: { left: Analysis; right: Analysis; score: number } | undefined;
  for (const a of left) {
    for (const b of right) {
      if (a.root !== b.root || a.root.length < 3) continue;
      const score = a.score + b.score;
      if (best === undefined || score > best.score) best = { left: a, right: b, score };
    }
  }
  if (best === undefined) return splitAround(first, second);
  const { left: a, right: b } = best;
  const prefixes = a.prefixes.length > 0 ? a.prefixes : b.prefixes;
  const suffix = b.suffix === '' ? a.suffix : b.suffix;
  return { ...a, prefixes, suffix, clitics: b.clitics, reduplicated: true, kind: 'derivation', score: best.score };
}

/** The same word twice, the second perhaps with clitics: a plural. */
function sameWord(first: string, second: string): Analysis | undefined {
  if (!second.startsWith(first)) return undefined;
  const tail = second.slice(first.length);
  if (!/^(?:nya|ku|mu)?(?:lah|kah|pun)?$/u.test(tail)) return undefined;
  const base = readingsOf(first, false).find(({ clitics }) => clitics.length === 0);
  if (base === undefined) return undefined;
  const clitics = tail.match(/nya|ku|mu|lah|kah|pun/gu) ?? [];
  return { ...base, clitics, reduplicated: true, kind: base.kind === 'derivation' ? 'derivation' : 'inflection' };
}

/** An affix pair around an unknown doubled root: `kebarat-baratan`, `se-…-nya`. */
function splitAround(first: string, second: string): Analysis | undefined {
  for (const a of candidates(first).map(toAnalysis)) {
    if (
      a.root.length >= 3 &&
      second.startsWith(a.root) &&
      /^(?:an|kan|i)?(?:nya|lah)?$/u.test(second.slice(a.root.length))
    ) {
      return { ...a, reduplicated: true, kind: 'derivation' };
    }
  }
  return undefined;
}
