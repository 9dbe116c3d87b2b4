import { isAlphanumeric, isDigit, isLower, isRoman, isSpace, isUpper } from './characters.js';
import { isEnumerator, previousToken, tokenAfter, tokenBefore, type Token } from './context.js';
import { wordEndAt, type Following } from './following.js';
import { isTopLevelDomain } from './hosts.js';
import type { CompiledRules } from './rules.js';
import type { Stop } from './stop.js';
import type { AbbreviationClass } from './types.js';

/** A possible end and everything around it that decides. */
export interface Candidate {
  readonly text: string;
  readonly rules: CompiledRules;
  /** Start of the running segment. */
  readonly segmentStart: number;
  readonly stop: Stop;
  readonly following: Following;
}

const isStarter = ({ rules, following, text }: Candidate): boolean =>
  rules.starters.has(following.word) && text.charCodeAt(following.wordEnd) !== 0x2e;

/** A capitalised word, or one behind a quotation mark: where a sentence may start after an abbreviation. */
const startsPlainly = ({ following }: Candidate): boolean => following.kind === 'upper' && !following.bracket;

const DEGREE_SHAPE = /^[ABDMS]\.(?:\p{Lu}\p{L}{0,4}\.?){1,3}$/u;

function isDegree(token: string, rules: CompiledRules): boolean {
  const key = token.replace(/[.,;]+$/u, '');
  return rules.abbreviations.get(key) === 'degree' || (key.length > 2 && DEGREE_SHAPE.test(key));
}

function nextToken({ text, following }: Candidate): string {
  return tokenAfter(text, following.wordEnd - following.word.length);
}

/** Does a full stop after an abbreviation of this class end the segment? */
function endsAfterAbbreviation(candidate: Candidate, kind: AbbreviationClass, key: string): boolean {
  const { following, rules, text } = candidate;
  switch (kind) {
    case 'never':
      return false;
    case 'number':
      if (following.kind === 'digit') return isFullWordBeforeNumber(candidate, key);
      if (following.kind !== 'upper' || following.bracket) return false;
      if (isStarter(candidate)) return true;
      return !isRoman(following.word) && following.word.length > 1;
    case 'degree':
      return startsPlainly(candidate) && !isDegree(nextToken(candidate), rules);
    case 'company':
    case 'closer': {
      const next = rules.abbreviations.get(following.word);
      return startsPlainly(candidate) && !(next === 'company' && text.charCodeAt(following.wordEnd) === 0x2e);
    }
    case 'ambiguous':
      return startsPlainly(candidate) && (following.quote || isStarter(candidate));
    case 'time':
      if (!startsPlainly(candidate) || rules.timeContinuations.has(following.word)) return false;
      return rules.abbreviations.get(following.word) !== 'never';
  }
}

/** `hal. 2015 menjadi …`: an abbreviation that is a word too, before a year that starts a sentence. */
function isFullWordBeforeNumber({ text, following, rules }: Candidate, key: string): boolean {
  if (!rules.homographs.has(key) || !/^\d{4}$/.test(following.word)) return false;
  const at = following.wordEnd;
  return isSpace(text.charCodeAt(at)) && isLower(text.charCodeAt(at + 1));
}

/** `S.`, `a.`: initial, label, enumerator or unit. */
function endsAfterLetter(candidate: Candidate, letter: string, previous: string): boolean {
  const { following, rules, text } = candidate;
  const word = previous.replace(/[,"”’)\]]+$/u, '');
  if (/[:;]$/.test(previous)) return false;
  if (rules.labels.has(word)) return following.kind === 'upper' || following.kind === 'digit';
  if (following.kind === 'digit') return isUpper(letter.charCodeAt(0));
  if (following.kind !== 'upper') return false;
  if (following.quote || isStarter(candidate)) return true;
  if (isLower(letter.charCodeAt(0))) return !/[,.]$/.test(previous);
  if (following.word.length === 1 && text.charCodeAt(following.wordEnd) === 0x2e) return false;
  if (isDigit(previous.charCodeAt(previous.length - 1))) return true;
  if (letter === 'X') return true;
  const first = word.charCodeAt(0);
  if (!isLower(first)) return false;
  return !rules.nameIntroducers.has(word) && !rules.data.initialAfterLowerCase;
}

const NUMBER = /^(?:\p{Lu}\p{L}{0,3}|[$€£¥])?\$?\d[\d.,/:-]*%?$/u;
const DOTTED_INITIALS = /^\p{Lu}(?:\.\p{Lu}){1,3}$/u;
const CONSONANTS = /^[B-DF-HJ-NP-TV-Z][b-df-hj-np-tv-z]{1,3}$/;

/** Does a single full stop right before white space end the segment? */
function endsAfterToken(candidate: Candidate, token: Token): boolean {
  const { text, rules, segmentStart, stop, following } = candidate;
  const key = token.text;
  if (key === '' || token.long) return true;
  const previous = previousToken(text, token.start, segmentStart);
  if (isEnumerator(key)) {
    if (previous === '') return false;
    const opensHeading =
      rules.headingNouns.has(previous) && previousToken(text, token.start - previous.length - 1, segmentStart) === '';
    if (opensHeading && startOf(text, token.start - previous.length - 1, segmentStart)) return false;
  }
  if (NUMBER.test(key)) return !/[:;]$/.test(previous);
  const kind = rules.abbreviations.get(key);
  if (kind !== undefined) {
    // `gedung H. Parkirnya`: a letter that is a title elsewhere.
    if (key.length === 1 && rules.labels.has(previous)) return endsAfterLetter(candidate, key, previous);
    return endsAfterAbbreviation(candidate, kind, key);
  }
  if (key.length === 1 && isAlphanumeric(key.charCodeAt(0))) return endsAfterLetter(candidate, key, previous);
  if (key.includes('.')) {
    const afterName = previous.endsWith(',') || isDegree(previous, rules);
    if (DEGREE_SHAPE.test(key) && afterName) return endsAfterAbbreviation(candidate, 'degree', key);
    if (DOTTED_INITIALS.test(key) && following.kind === 'upper')
      return endsAfterAbbreviation(candidate, 'ambiguous', key);
  } else if (CONSONANTS.test(key) && following.kind === 'upper' && !isDigit(previous.charCodeAt(previous.length - 1))) {
    return following.quote || isStarter(candidate);
  }
  return stop.next > stop.end;
}

/** Is there nothing but white space and opening marks between `floor` and `at`? */
function startOf(text: string, at: number, floor: number): boolean {
  if (at - floor > 8) return false;
  for (let i = floor; i < at; i++) if (isAlphanumeric(text.charCodeAt(i))) return false;
  return true;
}

const LETTERS_ONLY = /^\p{L}[\p{L}\p{M}'’-]*$/u;
const GLUED_NUMBER = /^(?:Rp|US\$|\$|€|£)?\d[\d.,]*%?$/u;

/** May the word after a missing space start a sentence: `Washington dan`, not `Log(`, `Com`, `B.c`? */
function isGluedStart(candidate: Candidate): boolean {
  const { text, following } = candidate;
  if (following.kind !== 'upper') return false;
  const after = following.wordEnd;
  const c = text.charCodeAt(after);
  const clean =
    after >= text.length || isSpace(c) || c === 0x2c || c === 0x3a || c === 0x3b || c === 0x22 || c === 0x201d;
  const endsToo = c === 0x2e && (after + 1 >= text.length || isSpace(text.charCodeAt(after + 1)));
  if (!clean && !endsToo) return false;
  return isStarter(candidate) || !isTopLevelDomain(following.word);
}

/** A stop with no white space after it: `ini.Washington`, `negara."Perjanjian`, `54.Rusia`. */
function endsGlued(candidate: Candidate): boolean {
  const { text, stop, rules, segmentStart, following } = candidate;
  const token = tokenBefore(text, stop.from, segmentStart);
  const key = token.text;
  if (token.long) return false;
  const opensNext = following.quote || following.bracket;
  if (following.kind === 'digit') {
    if (stop.kind !== 'stop' || stop.end > stop.marksEnd || opensNext || !/^\p{Ll}[\p{Ll}-]{3,}$/u.test(key))
      return false;
    const at = following.wordEnd;
    return (
      !rules.abbreviations.has(key) &&
      /^\d{1,4}$/.test(following.word) &&
      isSpace(text.charCodeAt(at)) &&
      isLower(text.charCodeAt(at + 1))
    );
  }
  if (!isGluedStart(candidate)) return false;
  if (stop.closesQuote || stop.closesBracket || stop.sealed) return !isAbbreviation(key, rules);
  if (stop.kind === 'mark') return LETTERS_ONLY.test(key);
  if (GLUED_NUMBER.test(key)) {
    const previous = previousToken(text, token.start, segmentStart);
    const enumerates = previous === '' && isEnumerator(key);
    return !enumerates && !/[:;]$/.test(previous) && following.word.length > 1 && isLower(following.word.charCodeAt(1));
  }
  if (!LETTERS_ONLY.test(key) || key.length < 3 || isAbbreviation(key, rules)) return false;
  if (isLower(key.charCodeAt(0))) return true;
  return opensNext || (isStarter(candidate) && stop.kind === 'stop');
}

function isAbbreviation(key: string, rules: CompiledRules): boolean {
  const kind = rules.abbreviations.get(key);
  return kind === 'never' || kind === 'number' || kind === 'ambiguous' || kind === 'degree';
}

/** `“Siapa?” Kim bertanya`: a name and a verb of saying after a quoted question. */
function continuesWithSpeaker({ text, rules, following, stop }: Candidate): boolean {
  if (!stop.closesQuote || following.quote || (rules.starters.has(following.word) && following.word !== 'I'))
    return false;
  let at = following.wordEnd;
  for (let words = 0; words < 3; words++) {
    if (text.charCodeAt(at) !== 0x20) return false;
    const end = wordEndAt(text, at + 1);
    const word = text.slice(at + 1, end);
    if (rules.speechVerbs.has(word)) return true;
    if (word === '' || !isUpper(word.charCodeAt(0))) return false;
    at = end;
  }
  return false;
}

function isNameWithMark({ text, rules, stop, segmentStart }: Candidate): boolean {
  if (stop.marksEnd - stop.from !== 1 || stop.end !== stop.marksEnd) return false;
  const token = tokenBefore(text, stop.from, segmentStart);
  return rules.namesWithMark.has(token.text + text.charAt(stop.from));
}

/** Does the segment end at this stop? Vetoes in the order of how sure they are. */
export function endsHere(candidate: Candidate): boolean {
  const { text, rules, stop, following, segmentStart } = candidate;
  if (stop.kind === 'wide') return true;
  if (following.kind === 'none') return false;
  if (stop.next === stop.end) return endsGlued(candidate);
  if (following.kind === 'lower') return false;
  if (stop.closesQuote && rules.attributions.has(following.word.toLowerCase())) return false;
  if (stop.kind === 'mark') {
    if (following.kind === 'enumerator') return true;
    if (isNameWithMark(candidate)) return isStarter(candidate);
    return !continuesWithSpeaker(candidate);
  }
  if (stop.kind === 'ellipsis') return following.kind === 'upper' && !stop.lone;
  if (stop.sealed) return true;
  const token = tokenBefore(text, stop.from, segmentStart);
  if (stop.closesQuote || stop.closesBracket) return !isAbbreviation(token.text, rules);
  return endsAfterToken(candidate, token);
}
