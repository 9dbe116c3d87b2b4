import { FULL_STOP, isDigit, isLetter, isLower, isRoman, isSpace, isUpper } from './characters.js';
import { isEnumerator, previousToken, startsSegment, tokenAfter, tokenBefore, type Token } from './context.js';
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

/** A word that is no name: a function word, or `Parkirnya`. */
const isStarter = ({ rules, following, text }: Candidate): boolean =>
  (rules.starters.has(following.word) ||
    (rules.data.possessive !== '' && following.word.length > 6 && following.word.endsWith(rules.data.possessive))) &&
  text.charCodeAt(following.wordEnd) !== FULL_STOP;

const capitalised = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

/** A capitalised word, or one behind a quotation mark: where a sentence may start after an abbreviation. */
const startsPlainly = ({ following }: Candidate): boolean => following.kind === 'upper' && !following.bracket;

function endsWithColon(token: string): boolean {
  const last = token.charCodeAt(token.length - 1);
  return last === 0x3a || last === 0x3b;
}

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
      // `Mon. Jan. 5`
      if (rules.abbreviations.get(following.word) === 'number' && text.charCodeAt(following.wordEnd) === FULL_STOP)
        return false;
      return !isRoman(following.word) && following.word.length > 1;
    case 'degree':
      return startsPlainly(candidate) && !isDegree(nextToken(candidate), rules);
    case 'company':
    case 'closer': {
      if (!startsPlainly(candidate) || (kind === 'company' && continuesWithName(candidate))) return false;
      const next = rules.abbreviations.get(following.word);
      return next !== 'company' || text.charCodeAt(following.wordEnd) !== FULL_STOP;
    }
    case 'ambiguous':
      return startsPlainly(candidate) && (following.quote || isStarter(candidate));
    case 'time':
      if (!startsPlainly(candidate) || rules.timeContinuations.has(following.word)) return false;
      // `At 5 a.m. Mr. Smith left. He came at 6 p.m. Mr. Smith stayed.`
      return rules.abbreviations.get(following.word) !== 'never' || wordsBefore(candidate) >= 4;
  }
}

/** How many words the segment has so far; five stands for more. */
function wordsBefore({ text, segmentStart, stop }: Candidate): number {
  return text
    .slice(Math.max(segmentStart, stop.from - 120), stop.from)
    .trim()
    .split(/\s+/u, 5).length;
}

/** `Direktur PT Anu Tbk. Budi Santoso berkata`: an office before the company and two capitalised words after it. */
function continuesWithName(candidate: Candidate): boolean {
  const { text, rules, segmentStart, stop, following } = candidate;
  if (following.quote || isStarter(candidate) || rules.roles.has(following.word)) return false;
  const after = following.wordEnd;
  const second = text.charCodeAt(after) === FULL_STOP ? after + 2 : after + 1;
  if (!isUpper(text.charCodeAt(second))) return false;
  const before = text.slice(Math.max(segmentStart, stop.from - 120), stop.from);
  return before.split(/\s+/u).some((word) => rules.roles.has(word));
}

/** `hal. 2015 menjadi …`: an abbreviation that is a word too, before a year that starts a sentence. */
function isFullWordBeforeNumber({ text, following, rules }: Candidate, key: string): boolean {
  if (!rules.homographs.has(key) || !/^\d{4}$/.test(following.word)) return false;
  const at = following.wordEnd;
  return isSpace(text.charCodeAt(at)) && isLower(text.charCodeAt(at + 1));
}

/** `B, C dan D.`: a letter in a row of letters is none of a name. */
function closesRowOfLetters(candidate: Candidate, previous: Token): boolean {
  const { text, segmentStart } = candidate;
  if (!CONJUNCTIONS.has(previous.text)) return false;
  return /^\p{Lu},?$/u.test(previousToken(text, previous.start, segmentStart).text);
}

const CONJUNCTIONS = new Set(['dan', 'atau', 'serta', 'hingga', 'sampai', 'and', 'or', 'to', '&']);

/** `S.`, `a.`: initial, label, enumerator or unit. */
function endsAfterLetter(candidate: Candidate, letter: string, previous: Token): boolean {
  const { following, rules, text } = candidate;
  const word = previous.text.replace(/[,"”’)\]]+$/u, '');
  if (endsWithColon(previous.text)) return false;
  if (rules.labels.has(word)) return following.kind === 'upper' || following.kind === 'digit';
  if (following.kind === 'digit') return isUpper(letter.charCodeAt(0));
  if (following.kind !== 'upper') return false;
  if (following.quote || isStarter(candidate) || closesRowOfLetters(candidate, previous)) return true;
  if (isLower(letter.charCodeAt(0))) return !/[,.]$/.test(previous.text);
  if (following.word.length === 1 && text.charCodeAt(following.wordEnd) === FULL_STOP) return false;
  if (isDigit(word.charCodeAt(word.length - 1)) || letter === 'X') return true;
  if (!isLower(word.charCodeAt(0))) return false;
  return !rules.nameIntroducers.has(word) && !word.endsWith('nya') && !rules.data.initialAfterLowerCase;
}

const DOTTED_INITIALS = /^\p{Lu}(?:\.\p{Lu}){1,3}$/u;
const CONSONANTS = /^[B-DF-HJ-NP-TV-Z][b-df-hj-np-tv-z]{1,3}$/;

/** `1.`, `IV.`, `Bab II.` at the start of a segment: the number of what follows. */
function numbersWhatFollows({ text, rules, segmentStart }: Candidate, token: Token): boolean {
  if (!isEnumerator(token.text)) return false;
  if (startsSegment(text, token.start, segmentStart)) return true;
  const noun = previousToken(text, token.start, segmentStart);
  return rules.headingNouns.has(noun.text) && startsSegment(text, noun.start, segmentStart);
}

/** Does a full stop after a number end the segment? Not in `berikut: 1. Makan`, nor inside `12. 450` or `08. 30`. */
function endsAfterNumber({ following }: Candidate, key: string, previous: string): boolean {
  if (endsWithColon(previous) && isEnumerator(key)) return false;
  if (following.kind !== 'digit') return true;
  const group = /\d+$/.exec(key)?.[0].length ?? 0;
  const next = /^\d+/.exec(following.word)?.[0].length ?? 0;
  const thousands = next === 3 && group <= 3;
  const parts = next <= 2 && group <= 2;
  return !thousands && !parts;
}

/**
 * A lower-case word after a full stop starts a sentence only in careless text: the word before the stop must be a full word,
 * no abbreviation we may not know.
 */
function endsBeforeLowerCase({ rules, stop, following }: Candidate, token: Token): boolean {
  const key = token.text;
  if (stop.end > stop.marksEnd || following.quote || following.bracket || following.ellipsis) return false;
  return FULL_WORD.test(key) && !rules.abbreviations.has(key) && !rules.abbreviations.has(capitalised(key));
}

/** Five lower-case letters or more that end like a word: in a vowel, one consonant, or `ng`. */
const FULL_WORD = /^(?=\p{Ll}{5})[\p{Ll}-]*(?:[aeiou]|[aeiou][bcdfghjklmnpqrstvwxyz]|ng)$/u;

/** Not so in `menurut S.M. Rahardjo`, `Jl. M.H. Thamrin`, `tokoh Betawi, M.H. Thamrin, lahir`: initials that are a degree elsewhere. */
function followsName({ text, rules, segmentStart, following }: Candidate, previous: Token): boolean {
  if (!isUpper(previous.text.charCodeAt(0)) || startsSegment(text, previous.start, segmentStart)) return false;
  if (previous.text.endsWith(',')) return text.charCodeAt(following.wordEnd) !== 0x2c;
  return rules.abbreviations.get(previous.text.replace(/\.$/u, '')) !== 'never';
}

/** Does a single full stop right before white space end the segment? */
function endsAfterToken(candidate: Candidate, token: Token): boolean {
  const { text, rules, segmentStart, following } = candidate;
  const key = token.text;
  if (key === '' || token.long) return true;
  if (numbersWhatFollows(candidate, token)) return false;
  const previous = previousToken(text, token.start, segmentStart);
  const kind = rules.abbreviations.get(key);
  if (kind !== undefined) {
    // `gedung H. Parkirnya`, `1445 H. Umat`: a letter that is a title elsewhere.
    const marked = rules.labels.has(previous.text) || /\d$/.test(previous.text);
    if (key.length === 1 && kind === 'never' && marked) return endsAfterLetter(candidate, key, previous);
    // `Apt. Lina`: a degree before the name.
    if (kind === 'degree' && previous.text === '') return false;
    if (kind === 'degree' && DOTTED_INITIALS.test(key) && !followsName(candidate, previous)) {
      return endsAfterAbbreviation(candidate, 'ambiguous', key);
    }
    return endsAfterAbbreviation(candidate, kind, key);
  }
  if (key.length === 1 && isLetter(key.charCodeAt(0))) return endsAfterLetter(candidate, key, previous);
  if (isDigit(key.charCodeAt(key.length - 1))) return endsAfterNumber(candidate, key, previous.text);
  if (key.includes('.')) {
    // `P.S. I …`
    if (DOTTED_INITIALS.test(key) && previous.text === '') return false;
    if (DOTTED_INITIALS.test(key) && following.kind === 'upper' && !/\d$/.test(previous.text))
      return endsAfterAbbreviation(candidate, 'ambiguous', key);
    // A degree that no list knows: `S.Tr.Kes.`
    const afterName = previous.text.endsWith(',') || isDegree(previous.text, rules);
    if (DEGREE_SHAPE.test(key) && afterName) return endsAfterAbbreviation(candidate, 'degree', key);
  } else if (CONSONANTS.test(key) && following.kind === 'upper' && !/\d$/.test(previous.text)) {
    return following.quote || isStarter(candidate);
  }
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
  return following.quote || following.bracket || isStarter(candidate) || !isTopLevelDomain(following.word);
}

/** `ditutup.2 mobil`: a full word, and a number before a lower-case word. */
function endsGluedToNumber({ text, stop, rules, segmentStart, following }: Candidate): boolean {
  if (stop.kind !== 'stop' || stop.end > stop.marksEnd || following.quote || following.bracket) return false;
  const at = following.wordEnd;
  if (!/^\d{1,4}$/.test(following.word) || !isSpace(text.charCodeAt(at)) || !isLower(text.charCodeAt(at + 1)))
    return false;
  const token = tokenBefore(text, stop.from, segmentStart);
  return !token.long && /^\p{Ll}[\p{Ll}-]{3,}$/u.test(token.text) && !rules.abbreviations.has(token.text);
}

/** A stop with no white space after it: `ini.Washington`, `negara."Perjanjian`, `54.Rusia`. */
function endsGlued(candidate: Candidate): boolean {
  const { text, stop, rules, segmentStart, following } = candidate;
  if (following.kind === 'digit') return endsGluedToNumber(candidate);
  if (!isGluedStart(candidate)) return false;
  const token = tokenBefore(text, stop.from, segmentStart);
  const key = token.text;
  if (token.long) return false;
  if (stop.closesQuote || stop.closesBracket || stop.sealed) return !isAbbreviation(key, rules);
  if (stop.kind === 'mark') return LETTERS_ONLY.test(key);
  if (GLUED_NUMBER.test(key)) {
    const previous = previousToken(text, token.start, segmentStart);
    return (
      !numbersWhatFollows(candidate, token) &&
      !endsWithColon(previous.text) &&
      following.word.length > 1 &&
      isLower(following.word.charCodeAt(1))
    );
  }
  const opensNext = following.quote || following.bracket;
  const sure = opensNext || isStarter(candidate);
  if (!LETTERS_ONLY.test(key) || key.length < (sure ? 2 : 3) || isAbbreviation(key, rules)) return false;
  if (isLower(key.charCodeAt(0))) return true;
  return sure && (opensNext || stop.kind === 'stop');
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
  if (following.kind === 'lower') {
    return stop.kind === 'stop' && endsBeforeLowerCase(candidate, tokenBefore(text, stop.from, segmentStart));
  }
  if (stop.closesQuote && rules.attributions.has(following.word.toLowerCase())) return false;
  if (stop.kind === 'mark') {
    if (following.kind === 'enumerator') return true;
    if (isNameWithMark(candidate)) return isStarter(candidate);
    return !continuesWithSpeaker(candidate);
  }
  // `Barat ... Timur`: an ellipsis between spaces stands for words left out, unless a sentence clearly starts after it.
  if (stop.kind === 'ellipsis') {
    return following.kind === 'upper' && (!stop.lone || (isStarter(candidate) && following.word !== 'I'));
  }
  if (stop.sealed) return true;
  const token = tokenBefore(text, stop.from, segmentStart);
  if (stop.closesQuote || stop.closesBracket) {
    // `1.) Penutup`
    if (stop.closesBracket && numbersWhatFollows(candidate, token)) return false;
    const kind = rules.abbreviations.get(token.text);
    if (kind === undefined || isStarter(candidate)) return kind !== 'never';
    return stop.closesQuote && kind !== 'never' && kind !== 'ambiguous';
  }
  return endsAfterToken(candidate, token);
}
