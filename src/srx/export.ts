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

const yes = (before: string, after: string): SrxRule => ({ break: true, before, after });
const no = (before: string, after: string): SrxRule => ({ break: false, before, after });

/** The start of a token that is an abbreviation. */
const TOKEN = "(?<![\\p{L}\\p{N}.’'-])";
const CLOSERS = '[\\)\\]\\}"\'”’»]*';
const OPENERS = '[\\(\\[\\{"\'“‘„«¿¡*_•–—-]*';
const CAPITAL = '[\\p{Lu}\\p{Lt}\\p{Lo}]';

interface Pieces {
  readonly data: RuleData;
  /** A word that starts a sentence, after white space and an opening quotation mark. */
  readonly starter: string;
}

const abbreviation = (entries: readonly string[]): string =>
  `${TOKEN}${anyOf(entries.flatMap(abbreviationSpellings))}\\.`;

/** Whole lines that are one segment, and marks at the end of a text. */
function blockRules({ data }: Pieces): SrxRule[] {
  const labels = data.relatedLabels.map((label) =>
    label
      .replace(/^./u, (c) => `[${c}${c.toUpperCase()}]`)
      .replace(/ (.)/gu, (_, c: string) => ` [${c}${c.toUpperCase()}]`),
  );
  return [
    yes('\\S', '\\s+[\\(\\[]\\*{1,5}[\\)\\]]\\s*$'),
    no(`^\\s*(?:${labels.join('|')})\\s?:.*`, ''),
    no('^\\s*©.*', ''),
    yes('[.!?…]', '\\s+-{0,2}/\\p{L}+(?:/\\p{L}+)*\\s*$'),
  ];
}

function enumeratorRules({ data }: Pieces): SrxRule[] {
  return [
    no('^\\s*\\(?(?:\\d{1,3}|[A-Za-z]|[IVXLC]{1,7}|[ivx]{1,5})(?:\\.\\d{1,3}){0,3}\\.', '\\s'),
    no(`^\\s*${anyOf(data.headingNouns)}\\s(?:\\d{1,3}|[IVXLC]{1,7}|\\p{Lu})\\.`, '\\s'),
    no('[:;]\\s(?:\\d{1,3}|[A-Za-z])\\.', '\\s'),
  ];
}

function quotationRules({ data }: Pieces): SrxRule[] {
  const verbs = data.attributions.flatMap((verb) => [verb, verb.slice(0, 1).toUpperCase() + verb.slice(1)]);
  return [
    no('[.!?…]["\'”’»]', `\\s${anyOf(verbs)}\\b`),
    no('[!?]["\'”’»]', `\\s(?:\\p{Lu}[\\p{L}’'-]*\\s){1,3}${anyOf(data.speechVerbs)}\\b`),
    no('[!?]\\)', '\\s'),
  ];
}

function lowerCaseRules({ data }: Pieces): SrxRule[] {
  const starts =
    data.lowerCaseStarts.length === 0 ? [] : [yes(`[.!?]${CLOSERS}`, `\\s+${anyOf(data.lowerCaseStarts)}\\.\\s`)];
  return [
    ...starts,
    yes(`[.!?]${CLOSERS}`, `\\s+${OPENERS}\\p{Ll}\\p{Lu}`),
    yes('[.!?]', '\\s+[a-l][.\\)]\\s+\\p{L}'),
    yes('[.!?]', '\\s+(?:https?://|www\\.|[#@]\\p{L})'),
    // Careless text: a full word, a full stop, a lower-case word.
    yes(`${TOKEN}(?=\\p{Ll}{5})[\\p{Ll}-]+(?<=[aeiou]|[aeiou][b-df-hj-np-tv-z]|ng)\\.`, '\\s+\\p{Ll}'),
    no(`[.!?…]${CLOSERS}`, `\\s+${OPENERS}\\p{Ll}`),
  ];
}

function abbreviationRules({ data, starter }: Pieces): SrxRule[] {
  const { abbreviations } = data;
  const classRules: SrxRule[] = [];
  const add = (entries: readonly string[], ...rules: ((before: string) => SrxRule)[]): void => {
    if (entries.length > 0) classRules.push(...rules.map((rule) => rule(abbreviation(entries))));
  };
  const degrees = anyOf(abbreviations.degree);
  add(
    abbreviations.never.filter((entry) => entry.length > 1),
    (before) => no(before, '\\s'),
  );
  const letters = abbreviations.never.filter((entry) => entry.length === 1);
  if (letters.length > 0) {
    classRules.push(yes(`${anyOf(data.labels)}\\s${anyOf(letters)}\\.`, '\\s+\\p{Lu}'));
    add(letters, (before) => no(before, '\\s'));
  }
  add(
    abbreviations.number,
    (before) => yes(before, starter),
    (before) => no(before, '\\s+(?:[\\p{N}\\(]|[IVXLCDM]+\\b|\\p{Lu}\\b)'),
    (before) => no(before, `\\s+${anyOf(abbreviations.number)}\\.`),
  );
  add(
    abbreviations.ambiguous,
    (before) => yes(before, starter),
    (before) => yes(before, '\\s+["“‘]\\p{Lu}'),
    (before) => no(before, '\\s'),
  );
  add(abbreviations.company, (before) => no(before, `\\s+(?:[\\p{N}\\(]|${anyOf(abbreviations.company)}\\.)`));
  add(abbreviations.closer, (before) => no(before, '\\s+[\\p{N}\\(]'));
  add(abbreviations.time, (before) => no(before, `\\s+(?:[\\p{N}\\(]|${anyOf(data.timeContinuations)}\\b)`));
  const initialsThatAreDegrees = abbreviations.degree.filter((entry) => /^\p{Lu}(?:\.\p{Lu})+$/u.test(entry));
  return [
    ...classRules,
    no(`^\\s*${anyOf(abbreviations.degree)}\\.`, '\\s'),
    no(
      `(?:^|\\s)\\p{Ll}[\\p{L}-]*\\s${anyOf(initialsThatAreDegrees)}\\.`,
      `\\s+\\p{Lu}(?!${starter.replace('\\s+', '')})`,
    ),
    no(`${TOKEN}${degrees}\\.`, `\\s+(?:[\\p{N}\\(]|${degrees}(?![\\p{L}]))`),
    yes(`,\\s[ABDMS]\\.(?:\\p{Lu}\\p{L}{0,4}\\.){1,3}`, '\\s+\\p{Lu}'),
  ];
}

function initialRules({ data, starter }: Pieces): SrxRule[] {
  const initial = `${TOKEN}\\p{Lu}\\.`;
  const introduced =
    data.nameIntroducers.length === 0 ? [] : [no(`${TOKEN}${anyOf(data.nameIntroducers)}\\s\\p{Lu}\\.`, '\\s')];
  return [
    yes(`${TOKEN}\\p{Lu}(?:\\.\\p{Lu}){0,3}\\.`, starter),
    yes(`${anyOf(data.labels)}\\s\\p{Lu}\\.`, '\\s+[\\p{Lu}\\p{N}]'),
    yes('\\p{Lu},?\\s(?:dan|atau|and|or)\\s\\p{Lu}\\.', '\\s+\\p{Lu}'),
    yes('\\p{N}\\s\\p{Lu}(?:\\.\\p{Lu})*\\.', '\\s+\\p{Lu}'),
    no(`${TOKEN}\\p{Lu}(?:\\.\\p{Lu}){1,3}\\.`, '\\s+\\p{Lu}'),
    no(initial, '\\s+\\p{Lu}\\.'),
    no(`(?:^|\\s)[\\p{Lu}\\p{Lt}(&"“][^\\s]*\\s\\p{Lu}\\.`, '\\s+\\p{Lu}'),
    ...introduced,
    ...(data.initialAfterLowerCase ? [no(initial, '\\s+\\p{Lu}')] : [no('nya\\s\\p{Lu}\\.', '\\s+\\p{Lu}')]),
    yes(`\\p{N}\\s[B-DF-HJ-NP-TV-Z][b-df-hj-np-tv-z]{1,3}\\.`, '\\s+\\p{Lu}'),
    yes(`${TOKEN}[B-DF-HJ-NP-TV-Z][b-df-hj-np-tv-z]{1,3}\\.`, starter),
    no(`${TOKEN}[B-DF-HJ-NP-TV-Z][b-df-hj-np-tv-z]{1,3}\\.`, '\\s+\\p{Lu}'),
  ];
}

function endRules({ starter }: Pieces): SrxRule[] {
  return [
    no('\\p{N}\\.', '\\s+(?![12]\\p{N}{3}\\b)\\p{N}'),
    yes('\\s(?:\\.{3}|…)', starter),
    no('\\s(?:\\.{3}|…)', '\\s'),
    no('(?:\\.{2}|…)', '\\s+\\p{N}'),
    yes(`[.!?…]${CLOSERS}(?:\\[\\p{N}{1,3}\\])*`, `\\s+${OPENERS}\\s?(?:\\.{3}\\s|…\\s)?(?:${CAPITAL}|\\p{N})`),
    // A missing space: `ini.Washington`, `negara."Perjanjian`, `54.Rusia`.
    no('\\.', '(?i:com|net|org|id|info|biz|edu|gov|html?|php|pdf|docx?|js)\\b'),
    yes(`${TOKEN}\\p{Ll}[\\p{Ll}’'-]{2,}\\.`, `${CAPITAL}[\\p{L}’'-]*[\\s,;:]`),
    yes(`${TOKEN}\\p{Ll}[\\p{Ll}’'-]{2,}\\.`, '["“]\\p{Lu}[\\p{L}’\'-]*[\\s,]'),
    yes('\\s\\p{N}[\\p{N}.,]*%?\\.', '\\p{Lu}\\p{Ll}+[\\s,]'),
    yes('[.!?…][”»]', '\\p{Lu}\\p{L}*[\\s,]'),
    yes('\\p{Ll}{2,}[!?]', '\\p{Lu}\\p{Ll}+[\\s,]'),
  ];
}

function rulesOf(data: RuleData): SrxRule[] {
  const possessive = data.possessive === '' ? '' : `|\\p{Lu}\\p{Ll}{3,}${data.possessive}\\b`;
  const pieces: Pieces = { data, starter: `\\s+["'“‘]?(?:${anyOf(data.starters)}\\b(?!\\.)${possessive})` };
  return [
    ...blockRules(pieces),
    ...quotationRules(pieces),
    ...enumeratorRules(pieces),
    ...lowerCaseRules(pieces),
    ...abbreviationRules(pieces),
    ...initialRules(pieces),
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
