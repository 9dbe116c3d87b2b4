import { abbreviationSpellings, defaultRules, type Language, type RuleData } from '../language/index.js';
import type { SrxDocument, SrxRule } from './types.js';

/**
 * Our rules as SRX 2.0, for OmegaT, Okapi and other programs. Regular expressions know neither the parity of quotation marks
 * nor the depth of brackets, and see only one language rule at a time; everything else is here. The syntax is the part that
 * ICU, Java and our own engine share.
 */

/** Characters of an entry that mean something in a regular expression. */
const quoted = (entry: string): string => entry.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Longer words first, so that the pattern reads the same in engines that take the first alternative. */
function anyOf(entries: Iterable<string>): string {
  const sorted = [...new Set(entries)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return `(?:${sorted.map(quoted).join('|')})`;
}

/** At most so many of something: Java's look-behind, in which programs put these patterns, allows no quantifier after a group. */
const upTo = (count: number, pattern: string): string => `(?:${pattern})?`.repeat(count);

const yes = (before: string, after: string): SrxRule => ({ break: true, before, after });
const no = (before: string, after: string): SrxRule => ({ break: false, before, after });

/** The start of a token that is an abbreviation. */
const TOKEN = "(?<![\\p{L}\\p{N}.’'-])";
const CLOSERS = '[\\)\\]\\}"\'”’»]*';
const OPENERS = '[\\(\\[\\{"\'“‘„«¿¡*_•–—-]*';
const CAPITAL = '[\\p{Lu}\\p{Lt}\\p{Lo}]';

interface Pieces {
  readonly data: RuleData;
  /** A word that starts a sentence. */
  readonly starter: string;
  /** White space, an opening quotation mark, and such a word. */
  readonly start: string;
  /** Words before a letter that is a label. */
  readonly label: string;
}

const capitalised = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
const withCapitals = (entries: readonly string[]): string =>
  anyOf(entries.flatMap((entry) => [entry, capitalised(entry)]));
const abbreviation = (entries: readonly string[]): string =>
  `${TOKEN}${anyOf(entries.flatMap(abbreviationSpellings))}\\.`;

/** Whole lines that are one segment, and marks at the end of a text. */
function blockRules({ data }: Pieces): SrxRule[] {
  const labels = data.relatedLabels.map((label) => label.replace(/(?<=^| )[a-z]/gu, (c) => `[${c}${c.toUpperCase()}]`));
  return [
    yes('\\S', '\\s+[\\(\\[]\\*{1,5}[\\)\\]]\\s*$'),
    no(`^\\s*(?:${labels.join('|')})\\s?:.*`, ''),
    no('^\\s*©.*', ''),
    yes('[.!?…]', '\\s+-{0,2}/\\p{L}+(?:/\\p{L}+)*\\s*$'),
  ];
}

function enumeratorRules({ data }: Pieces): SrxRule[] {
  const number = '(?:\\d{1,3}|[A-Za-z]|[IVXLC]{1,7}|[ivx]{1,5})';
  return [
    no(`^\\s*\\(?${number}${upTo(3, '\\.\\d{1,3}')}\\.`, '\\s'),
    no(`^\\s*${anyOf(data.headingNouns)}\\s(?:\\d{1,3}|[IVXLC]{1,7}|\\p{Lu})\\.`, '\\s'),
    no('[:;]\\s(?:\\d{1,3}|[A-Za-z])\\.', '\\s'),
    no('\\p{Ll}{5}[.!?…]["”’)]?\\s(?:\\d{1,3}|[a-l])\\.', '\\s'),
  ];
}

function quotationRules({ data, start }: Pieces): SrxRule[] {
  const names = anyOf(data.namesWithMark);
  return [
    no('[.!?…]["\'”’»]', `\\s${withCapitals(data.attributions)}\\b`),
    no('[!?]["\'”’»]', `\\s(?:\\p{Lu}[\\p{L}’'-]*\\s){1,3}${anyOf(data.speechVerbs)}\\b`),
    no('[!?]\\)', '\\s'),
    yes(names, start),
    no(names, '\\s'),
  ];
}

/** A full stop after an abbreviation, class by class. */
function abbreviationRules(pieces: Pieces): SrxRule[] {
  const { data, start } = pieces;
  const { number, ambiguous, company, closer, time } = data.abbreviations;
  const rules: SrxRule[] = [];
  const add = (entries: readonly string[], ...made: ((before: string) => SrxRule)[]): void => {
    if (entries.length > 0) rules.push(...made.map((make) => make(abbreviation(entries))));
  };
  const endsBeforeCapital = (before: string): SrxRule => yes(before, '\\s+["“‘]?\\p{Lu}');
  add(
    number.filter((entry) => data.homographs.includes(entry)),
    (before) => yes(before, '\\s+\\d{4}\\s\\p{Ll}'),
  );
  add(
    number,
    (before) => yes(before, start),
    (before) => no(before, `\\s+(?:[\\p{N}\\(]|[IVXLCDM]+\\b|\\p{Lu}\\b|${anyOf(number)}\\.)`),
    endsBeforeCapital,
  );
  add(
    ambiguous,
    (before) => yes(before, start),
    (before) => yes(before, '\\s+["“‘]\\p{Lu}'),
    (before) => no(before, '\\s'),
  );
  add(company, (before) => no(before, `\\s+(?:[\\p{N}\\(]|${anyOf(company)}\\.)`), endsBeforeCapital);
  add(closer, (before) => no(before, '\\s+[\\p{N}\\(]'), endsBeforeCapital);
  add(time, (before) => no(before, `\\s+(?:[\\p{N}\\(]|${anyOf(data.timeContinuations)}\\b)`), endsBeforeCapital);
  return [...titleRules(pieces), ...degreeRules(pieces), ...rules];
}

function titleRules({ data, label }: Pieces): SrxRule[] {
  const letters = data.abbreviations.never.filter((entry) => entry.length === 1);
  const others = data.abbreviations.never.filter((entry) => entry.length > 1);
  const letterRules = [
    yes(`(?:${label}|\\p{N})\\s${anyOf(letters)}\\.`, '\\s+\\p{Lu}'),
    no(abbreviation(letters), '\\s'),
  ];
  return [no(abbreviation(others), '\\s'), ...(letters.length === 0 ? [] : letterRules)];
}

function degreeRules({ data, start }: Pieces): SrxRule[] {
  const { degree } = data.abbreviations;
  const any = anyOf(degree);
  const initials = anyOf(degree.filter((entry) => /^\p{Lu}(?:\.\p{Lu})+$/u.test(entry)));
  return [
    no(`^\\s*${any}\\.`, '\\s'),
    no(`${TOKEN}${any}\\.`, `\\s+(?:[\\p{N}\\(]|${any}(?![\\p{L}]))`),
    yes(`${TOKEN}${initials}\\.`, start),
    no(`(?:^|\\s)\\p{Ll}[\\p{L}-]*\\s${initials}\\.`, '\\s+\\p{Lu}'),
    no(`,\\s${initials}\\.`, '\\s+\\p{Lu}\\p{Ll}+,'),
    yes(`\\p{L},?\\s${any}\\.`, '\\s+["“‘]?\\p{Lu}'),
    yes(`,\\s[ABDMS]\\.${upTo(2, '\\p{Lu}\\p{L}{0,4}\\.')}\\p{Lu}\\p{Ll}\\p{L}{0,3}\\.`, '\\s+\\p{Lu}'),
  ];
}

/** Initials, labels, and abbreviations without a vowel that no list knows. */
function initialRules({ data, start, label }: Pieces): SrxRule[] {
  const initial = `${TOKEN}\\p{Lu}\\.`;
  const introduced = anyOf(data.nameIntroducers);
  const unknown = `${TOKEN}[B-DF-HJ-NP-TV-Z][b-df-hj-np-tv-z]{1,3}\\.`;
  return [
    yes(`${TOKEN}\\p{Lu}${upTo(3, '\\.\\p{Lu}')}\\.`, start),
    yes(`${label}\\s\\p{Lu}\\.`, '\\s+[\\p{Lu}\\p{N}]'),
    yes('\\p{Lu},?\\s(?:dan|atau|and|or)\\s\\p{Lu}\\.', '\\s+\\p{Lu}'),
    yes(`\\p{N}\\s\\p{Lu}${upTo(3, '\\.\\p{Lu}')}\\.`, '\\s+\\p{Lu}'),
    no(`${TOKEN}\\p{Lu}\\.\\p{Lu}${upTo(2, '\\.\\p{Lu}')}\\.`, '\\s+\\p{Lu}'),
    no(initial, '\\s+\\p{Lu}\\.'),
    no(`(?:^|\\s)[\\p{Lu}\\p{Lt}(&"“][^\\s]*\\s\\p{Lu}\\.`, '\\s+\\p{Lu}'),
    ...(data.nameIntroducers.length === 0 ? [] : [no(`${TOKEN}${introduced}\\s\\p{Lu}\\.`, '\\s')]),
    no(data.initialAfterLowerCase ? initial : 'nya\\s\\p{Lu}\\.', '\\s+\\p{Lu}'),
    yes(`\\p{N}\\s[B-DF-HJ-NP-TV-Z][b-df-hj-np-tv-z]{1,3}\\.`, '\\s+\\p{Lu}'),
    yes(unknown, start),
    no(unknown, '\\s+\\p{Lu}'),
  ];
}

/** No break before lower case, with the exceptions that are sure. */
function lowerCaseRules({ data }: Pieces): SrxRule[] {
  const { lowerCaseStarts } = data;
  return [
    ...(lowerCaseStarts.length === 0 ? [] : [yes(`[.!?]${CLOSERS}`, `\\s+${anyOf(lowerCaseStarts)}\\.\\s`)]),
    yes(`[.!?]${CLOSERS}`, `\\s+${OPENERS}\\p{Ll}\\p{Lu}`),
    yes('[.!?]', '\\s+[a-l][.\\)]\\s+\\p{L}'),
    yes('[.!?]', '\\s+(?:https?://|www\\.|[#@]\\p{L})'),
    // Careless text: a full word, a full stop, a lower-case word.
    yes(`${TOKEN}(?=\\p{Ll}{5})[\\p{Ll}-]+(?<=[aeiou]|[aeiou][b-df-hj-np-tv-z]|ng)\\.`, '\\s+\\p{Ll}'),
    no(`[.!?…]${CLOSERS}`, `\\s+${OPENERS}\\p{Ll}`),
  ];
}

function endRules({ starter, start }: Pieces): SrxRule[] {
  const emoji = '[\\p{So}\\p{Sk}\\uFE0F\\u200D]+';
  return [
    no('(?<!\\p{N})\\p{N}{1,2}\\.', '\\s\\p{N}{1,2}(?!\\p{N})'),
    no('(?<!\\p{N})\\p{N}{1,3}\\.', '\\s\\p{N}{3}(?!\\p{N})'),
    // What was left out belongs to what follows, unless the sentence ends with it.
    no(`[.!?…]${CLOSERS}\\s\\[?(?:\\.{3}|…)\\]?`, '\\s'),
    yes('\\s(?:\\.{3}|…)', start),
    no('\\s(?:\\.{3}|…)', '\\s'),
    no('(?:\\.{2}|…)', '\\s+\\p{N}'),
    no('[.!?]', `\\s${emoji}`),
    yes(`[.!?]\\s?${emoji}`, `\\s+${OPENERS}(?:${CAPITAL}|\\p{N})`),
    yes(
      `[.!?…]${CLOSERS}${upTo(3, '\\[\\p{N}{1,3}\\]')}`,
      `\\s+${OPENERS}\\s?(?:\\.{3}\\]?\\s|…\\]?\\s)?(?:${CAPITAL}|\\p{N})`,
    ),
    ...missingSpaceRules(starter),
  ];
}

/** `ini.Washington`, `negara."Perjanjian`, `54.Rusia`. */
function missingSpaceRules(starter: string): SrxRule[] {
  const word = "\\p{Lu}\\p{Ll}[\\p{L}’'-]*[\\s,;:]";
  return [
    no('\\.', '(?i:com|net|org|id|info|biz|edu|gov|html?|php|pdf|docx?|js)\\b'),
    yes(`${TOKEN}\\p{Ll}[\\p{Ll}’'-]{2,}\\.`, word),
    yes(`${TOKEN}\\p{L}[\\p{Ll}’'-]+\\.`, `${starter}\\s`),
    yes(`${TOKEN}\\p{L}[\\p{Ll}’'-]+\\.`, '["“]\\p{Lu}[\\p{L}’\'-]*[\\s,]'),
    yes(`${TOKEN}\\p{Ll}{4,}\\.`, '\\p{N}{1,4}\\s\\p{Ll}'),
    yes('\\s\\p{N}[\\p{N}.,]*%?\\.', word),
    yes('[.!?…][”»]', word),
    yes('\\p{Ll}{2,}[!?]', word),
  ];
}

function rulesOf(data: RuleData): SrxRule[] {
  const possessive = data.possessive === '' ? '' : `|\\p{Lu}\\p{Ll}{3,}${data.possessive}\\b`;
  const starter = `(?:${anyOf(data.starters)}\\b(?!\\.)${possessive})`;
  const pieces: Pieces = {
    data,
    starter,
    start: `\\s+["'“‘]?${starter}`,
    label: `${TOKEN}${withCapitals(data.labels)}`,
  };
  return [
    ...blockRules(pieces),
    ...quotationRules(pieces),
    ...enumeratorRules(pieces),
    ...abbreviationRules(pieces),
    ...initialRules(pieces),
    ...lowerCaseRules(pieces),
    ...endRules(pieces),
  ];
}

const NAMES: Readonly<Record<Language, { name: string; pattern: string }>> = {
  id: { name: 'Indonesian', pattern: '(?:[Ii][Dd]|[Ii][Nn][Dd]|[Ii][Nn])(?:[-_].*)?' },
  en: { name: 'English', pattern: '(?:[Ee][Nn]|[Ee][Nn][Gg])(?:[-_].*)?' },
};

/** Our segmentation rules of one or more languages as an SRX 2.0 document. */
export function exportSrx(languages: Language | readonly Language[] = ['id', 'en']): SrxDocument {
  const list = typeof languages === 'string' ? [languages] : languages;
  return {
    version: '2.0',
    header: {
      segmentSubflows: true,
      cascade: true,
      formatHandles: { start: false, end: true, isolated: true },
      options: {},
    },
    languageRules: list.map((language) => ({
      name: NAMES[language].name,
      rules: rulesOf(defaultRules(language).data),
    })),
    maps: list.map((language) => ({ pattern: NAMES[language].pattern, ruleName: NAMES[language].name })),
  };
}
