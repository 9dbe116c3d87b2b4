/** Keys under which forms of one word, or words of one root, are the same. */

import { canonicalSpelling } from '../text/spelling.js';
import type { Language } from '../quantities/types.js';
import { analyze, type Analysis } from './analyze.js';
import { attach } from './build.js';
import { englishKey } from './english.js';
import { remembered } from './remember.js';
import { ADJECTIVES, LEXICAL_DOUBLES, LEXICAL_TER, LEXICAL_WORDS } from './lexical.js';

const VOICES = new Set(['meN', 'di', 'ku', 'kau', 'ter', 'nge', 'me']);

const indonesianKey = remembered((word) => canonicalSpelling(computeKey(word), 'id'));
const rootKey = remembered((word) => canonicalSpelling(analyze(word)[0]?.root ?? word.toLowerCase(), 'id'));

/**
 * The key that all inflected forms of one word share. In Indonesian that is the word without pronouns and particles
 * (-nya -ku -mu -lah -kah -tah -pun), without plural doubling and without voice: `mengirimkannya`, `dikirimkan`,
 * `kukirimkan` and `kirimkan` are `kirimkan`; `terkirim`, `mengirim`, `dikirim` are `kirim`. Derived words keep theirs:
 * `pengiriman`, `kiriman`, `berlayar`, `kekuatan`, the superlative `terkuat`; doublings that are words of their own
 * (`undang-undang`) stay. Spelling variants share a key. In English see {@link englishKey}.
 */
export function inflectionKey(word: string, language: Language): string {
  return language === 'id' ? indonesianKey(word) : englishKey(word);
}

/** The Indonesian root: all that is built on it shares the key (`kirim` for `pengirimannya`). For *related* lists. */
export function relatedKey(word: string): string {
  return rootKey(word);
}

function computeKey(word: string): string {
  const lower = word.toLowerCase().replace(/[’ʼ]/gu, "'").replace(/[‐‑]/gu, '-');
  if (LEXICAL_WORDS.has(lower)) return lower;
  const best = analyze(word)[0];
  if (best === undefined) return lower;
  const host = withoutClitics(lower, best.clitics);
  if (LEXICAL_WORDS.has(host)) return host;
  const [voice, ...inner] = best.prefixes;
  if (best.reduplicated) return doubledKey(lower, best);
  if (voice === undefined || !VOICES.has(voice)) return host;
  if (voice === 'ter' && keepsTer(host, best)) return host;
  return stem(inner, best);
}

function stem(prefixes: readonly string[], { root, suffix }: Analysis): string {
  return prefixes.reduceRight((built, prefix) => attach(prefix, built), root) + suffix;
}

/** Superlatives and words such as `terjadi` are no passive of the verb without ter-. */
function keepsTer(word: string, { root, suffix, prefixes, clitics }: Analysis): boolean {
  return (
    prefixes.length > 1 || LEXICAL_TER.has(withoutClitics(word, clitics)) || (suffix === '' && ADJECTIVES.has(root))
  );
}

function withoutClitics(word: string, clitics: readonly string[]): string {
  let rest = word;
  for (const clitic of [...clitics].reverse()) {
    if (!rest.endsWith(clitic)) return rest;
    rest = rest.slice(0, -clitic.length).replace(/-$/u, '');
  }
  return rest;
}

/** A plural has the key of its half; other doublings keep both halves, without clitics and with the voice removed. */
function doubledKey(word: string, best: Analysis): string {
  const bare = withoutClitics(word, best.clitics).replace(/^(\p{L}+)2$/u, '$1-$1');
  const [first = '', second = ''] = bare.split('-');
  if (first !== second) return bare;
  return LEXICAL_DOUBLES.has(first) ? bare : indonesianKey(first);
}
