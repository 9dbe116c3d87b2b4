/**
 * The affixes of Indonesian and every way of taking them off a word. No dictionary is asked here: the result is all that
 * the rules of word formation allow, right or wrong; `analyze.ts` chooses.
 */

/** One way of reading a word as prefixes + root + suffix + clitics. */
export interface Candidate {
  readonly root: string;
  /** Outermost first, by their usual names: `meN`, `peN`, `ber`, `ter`, `per`, `di`, `ke`, `se`… */
  readonly prefixes: readonly Prefix[];
  readonly suffix: Suffix;
  /** Pronouns and particles after the word: `nya`, `lah`… in their order. */
  readonly clitics: readonly string[];
}

export type Prefix = 'meN' | 'di' | 'ku' | 'kau' | 'ter' | 'ber' | 'per' | 'peN' | 'pe' | 'ke' | 'se' | 'tidak';
export type Suffix = '' | 'kan' | 'i' | 'an';

const PARTICLES = ['lah', 'kah', 'tah', 'pun'] as const;
const PRONOUNS = ['nya', 'ku', 'mu'] as const;
const SHORTEST_ROOT = 2;
const MOST_PREFIXES = 3;

const VOWEL = /^[aiueo]/u;
const isVowel = (letter: string): boolean => 'aiueo'.includes(letter) && letter !== '';

/** Syllables of a root, good enough to tell one from many: runs of vowels, `ai` and `au` as one. */
export function syllables(root: string): number {
  return root.match(/ai(?![aiueo])|au(?![aiueo])|[aiueo]/gu)?.length ?? 0;
}

/** Which prefixes may stand inside another, and which suffixes a prefix takes when it is the outermost. */
const INNER: Readonly<Record<Prefix | '', readonly Prefix[]>> = {
  '': ['meN', 'di', 'ku', 'kau', 'ter', 'ber', 'per', 'peN', 'pe', 'ke', 'se'],
  meN: ['per', 'ber', 'ke', 'se', 'ter', 'pe'],
  di: ['per', 'ber', 'ke', 'se', 'ter', 'pe'],
  ku: ['per'],
  kau: ['per'],
  ter: ['per', 'ke', 'se', 'pe'],
  ber: ['ke', 'peN', 'pe', 'per', 'se', 'ter'],
  per: ['se', 'ke'],
  peN: ['ber', 'per', 'ke', 'se', 'ter'],
  pe: [],
  ke: ['ber', 'ter', 'se', 'peN', 'pe', 'per', 'tidak'],
  se: ['per', 'peN', 'pe', 'ke', 'ber', 'ter', 'meN'],
  tidak: ['ber', 'ter', 'se', 'ke'],
};

const SUFFIXES: Readonly<Record<Prefix | '', readonly Suffix[]>> = {
  '': ['', 'an', 'kan', 'i'],
  meN: ['', 'kan', 'i'],
  di: ['', 'kan', 'i'],
  ku: ['', 'kan', 'i'],
  kau: ['', 'kan', 'i'],
  ter: ['', 'kan', 'i'],
  ber: ['', 'an', 'kan'],
  per: ['', 'an', 'kan', 'i'],
  peN: ['', 'an'],
  pe: ['', 'an'],
  ke: ['', 'an'],
  se: ['', 'an'],
  tidak: ['', 'an'],
};

/** Every reading of a lower-case word without hyphen, itself as a bare root included. */
export function candidates(word: string): Candidate[] {
  const found: Candidate[] = [];
  for (const { stem, clitics } of cliticStems(word)) {
    for (const suffix of ['', 'kan', 'i', 'an'] as const) {
      if (!stem.endsWith(suffix)) continue;
      const core = suffix === '' ? stem : stem.slice(0, -suffix.length);
      if (core.length >= SHORTEST_ROOT || core === word) stripPrefixes(core, suffix, [], clitics, found);
    }
  }
  return found;
}

/** The word without clitics in every possible way, the whole word first. */
function cliticStems(word: string): { stem: string; clitics: string[] }[] {
  const stems = [{ stem: word, clitics: [] as string[] }];
  for (const particle of PARTICLES) {
    if (word.endsWith(particle) && word.length > particle.length + 1) {
      stems.push({ stem: word.slice(0, -particle.length), clitics: [particle] });
    }
  }
  for (const { stem, clitics } of [...stems]) {
    for (const pronoun of PRONOUNS) {
      if (stem.endsWith(pronoun) && stem.length > pronoun.length + 1) {
        stems.push({ stem: stem.slice(0, -pronoun.length), clitics: [pronoun, ...clitics] });
      }
    }
  }
  return stems;
}

function stripPrefixes(
  core: string,
  suffix: Suffix,
  prefixes: readonly Prefix[],
  clitics: readonly string[],
  found: Candidate[],
): void {
  if (allowed(prefixes, suffix)) found.push({ root: core, prefixes, suffix, clitics });
  if (prefixes.length >= MOST_PREFIXES) return;
  for (const prefix of INNER[prefixes.at(-1) ?? '']) {
    for (const rest of withoutPrefix(core, prefix)) {
      if (rest.length >= SHORTEST_ROOT) stripPrefixes(rest, suffix, [...prefixes, prefix], clitics, found);
    }
  }
}

/** Does the suffix go with the outermost prefix that decides? Nouns inside a verb bring their own `-an`. */
function allowed(prefixes: readonly Prefix[], suffix: Suffix): boolean {
  const [outer = '', inner] = prefixes;
  if (outer === 'tidak' || prefixes.at(-1) === 'tidak') return prefixes[0] === 'ke' && suffix === 'an';
  if (suffix === 'an' && outer === 'ber' && inner === undefined) return true;
  if (inner === 'pe' && (outer === 'meN' || outer === 'di')) return suffix === 'i';
  return SUFFIXES[outer].includes(suffix);
}

/** What is left of a form when a prefix is taken off, for each of its shapes. */
function withoutPrefix(form: string, prefix: Prefix): string[] {
  switch (prefix) {
    case 'meN':
      return withoutNasal(form, 'me');
    case 'peN':
      return withoutNasal(form, 'pe');
    case 'ber':
    case 'per':
    case 'ter':
      return withoutR(form, prefix);
    default:
      return form.startsWith(prefix) ? [form.slice(prefix.length)] : [];
  }
}

/** `ber-`, `bel-ajar`, `be-kerja`, `be-renang`. */
function withoutR(form: string, prefix: 'ber' | 'per' | 'ter'): string[] {
  const stem = prefix.slice(0, 2);
  if (!form.startsWith(stem)) return [];
  const rests: string[] = [];
  if (form.startsWith(prefix)) rests.push(form.slice(3));
  const open = form.slice(2);
  // The r is dropped before r and before a first syllable that ends in -er.
  if (/^r[aiueo]/u.test(open) || /^[bcdfghjklmnpstw]er[^aiueo]/u.test(open)) rests.push(open);
  if (form.startsWith(`${stem}l`) && /^l(?:ajar|unjur|anjur|antar)/u.test(open)) rests.push(form.slice(3));
  return rests;
}

/** `me-lanjut`, `mem-buat`, `mem-asok → pasok`, `meng-ebom → bom`; the same for `pe-`. */
function withoutNasal(form: string, head: 'me' | 'pe'): string[] {
  if (!form.startsWith(head)) return [];
  const rest = form.slice(2);
  const rests: string[] = [];
  // Before l, r, w, y and nasals nothing is added.
  if (/^(?:[lrwy]|n[gy]?[aiueo]|m[aiueo])/u.test(rest)) rests.push(rest);
  if (rest.startsWith('m')) {
    const after = rest.slice(1);
    if (/^[bfpv]/u.test(after)) rests.push(after);
    // `pemrograman` drops the p before r as well.
    if (/^[aiueor]/u.test(after)) rests.push(`p${after}`);
  }
  if (rest.startsWith('ny') && isVowel(rest.charAt(2))) rests.push(`s${rest.slice(2)}`);
  if (rest.startsWith('ng')) {
    const after = rest.slice(2);
    if (/^[ghkqx]/u.test(after)) rests.push(after);
    if (VOWEL.test(after)) rests.push(after, `k${after}`);
    if (after.startsWith('e') && syllables(after.slice(1)) === 1) rests.push(after.slice(1));
  } else if (rest.startsWith('n')) {
    const after = rest.slice(1);
    if (/^[cdjstz]/u.test(after)) rests.push(after);
    if (VOWEL.test(after)) rests.push(`t${after}`);
  }
  return rests;
}
