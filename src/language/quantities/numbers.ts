/** Plain numbers in digits and words: the part that percentages, money and measures are built on. */

import type { Atoms } from './atoms.js';
import { addHalf, canonical, negate, shift } from './decimal.js';
import { ENGLISH_TENS, MONEY_SCALES, MULTIPLES, ONE_SCALE, SCALES, UNITS } from './lexicon.js';
import type { Language, NumberForm } from './types.js';

/** A number read from the atoms `[start, next)`. */
export interface ReadNumber {
  readonly next: number;
  readonly decimal: string;
  readonly form: NumberForm;
}

export interface NumberOptions {
  /** After a currency sign: `M`, `T`, `jt`, `bn` glued or apart are scales. */
  readonly money?: boolean;
  /** Also read a lone `satu` or `one`, which counts only beside a unit. */
  readonly one?: boolean;
}

const LARGEST_WORD = 1e15;

/** A number with its sign, in digits, words, or digits and a word of scale. */
export function readNumber(
  atoms: Atoms,
  start: number,
  language: Language,
  options: NumberOptions = {},
): ReadNumber | undefined {
  const signed = readSign(atoms, start, language);
  const at = signed ?? start;
  const found =
    atoms.kind(at) === 'digits' ? readScaled(atoms, at, language, options) : readWords(atoms, at, language, options);
  if (found === undefined || signed === undefined) return found;
  return { ...found, decimal: negate(found.decimal) };
}

/** Index after a minus, in sign or word, that belongs to the number after it. */
function readSign(atoms: Atoms, start: number, language: Language): number | undefined {
  if (atoms.isSign(start, '-−–')) {
    const before = atoms.at(start - 1);
    const opens =
      before.kind === 'blank' || before.kind === 'break' || (before.kind === 'sign' && '([="“'.includes(before.text));
    return opens && atoms.kind(start + 1) === 'digits' ? start + 1 : undefined;
  }
  const word = language === 'id' ? atoms.isWord(start, 'minus', 'min') : atoms.isWord(start, 'minus', 'negative');
  return word && atoms.kind(start + 1) === 'blank' ? start + 2 : undefined;
}

/** Digits, then perhaps "and a half" and a word of scale. */
function readScaled(atoms: Atoms, start: number, language: Language, options: NumberOptions): ReadNumber | undefined {
  const digits = readDigits(atoms, start, language);
  if (digits === undefined) return undefined;
  const scale = readScale(atoms, digits.next, language, options);
  if (scale === undefined) return digits;
  return {
    next: scale.next,
    decimal: shift(digits.decimal, scale.power),
    form: { ...digits.form, style: 'mixed', scale: scale.power },
  };
}

/** A word of scale after a number, with the blank or hyphen before it. */
export function readScale(
  atoms: Atoms,
  start: number,
  language: Language,
  options: NumberOptions = {},
): { next: number; power: number } | undefined {
  let at = start;
  if (atoms.kind(at) === 'blank' || (language === 'en' && atoms.isSign(at, '-') && atoms.kind(at + 1) === 'letters'))
    at++;
  const atom = atoms.at(at);
  if (atom.kind !== 'letters') return undefined;
  const money = options.money === true ? MONEY_SCALES[language].get(atom.text) : undefined;
  const power = SCALES[language].get(atom.folded) ?? money;
  // Abbreviations keep one case: `bn`, `Bn`, `BN`, but `2.0bN` is a name.
  const mixed = atom.text.length < 4 && !/^\p{L}(?:\p{Ll}*|\p{Lu}*)$/u.test(atom.text);
  if (power === undefined || mixed || atoms.kind(at + 1) === 'digits') return undefined;
  return { next: at + 1, power };
}

const isGroup = (digits: string): boolean => digits.length === 3;
const leads = (digits: string): boolean => digits.length <= 3 && !(digits.length > 1 && digits.startsWith('0'));

/**
 * A number in digits. The language decides between `12.500` and `12,500` where both readings are possible; where only
 * one is (`12,500.75`, `1.234.567`, `3.5` in Indonesian), that one is taken whatever the language.
 */
export function readDigits(atoms: Atoms, start: number, language: Language): ReadNumber | undefined {
  if (atoms.kind(start) !== 'digits') return undefined;
  const parts = [atoms.at(start).text];
  const separators: string[] = [];
  let next = start + 1;
  while (atoms.isSign(next, '.,') && atoms.kind(next + 1) === 'digits') {
    separators.push(atoms.at(next).text);
    parts.push(atoms.at(next + 1).text);
    next += 2;
  }
  const thousands = language === 'id' ? '.' : ',';
  for (let count = separators.length; count >= 0; count--) {
    const read = interpret(parts.slice(0, count + 1), separators.slice(0, count), thousands);
    if (read !== undefined) return { ...read, next: start + 1 + 2 * count };
    // Stops between more than two groups are a version or an address, never a list.
    if (separators.slice(0, count).every((sign) => sign === '.')) return undefined;
  }
  return undefined;
}

function interpret(
  parts: readonly string[],
  separators: readonly string[],
  thousands: string,
): Omit<ReadNumber, 'next'> | undefined {
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  const plain = (whole: string, fraction: string, grouped: boolean): Omit<ReadNumber, 'next'> => ({
    decimal: canonical(whole, fraction),
    form: { style: 'digits', decimals: fraction.length, grouped: grouped || whole.length <= 3, scale: 0 },
  });
  if (separators.length === 0) return plain(first, '', false);
  const allGroups = leads(first) && parts.slice(1).every(isGroup);
  const uniform = separators.every((sign) => sign === separators[0]);
  if (uniform) {
    if (separators.length > 1) return allGroups ? plain(parts.join(''), '', true) : undefined;
    const grouped = separators[0] === thousands && allGroups && first !== '0';
    return grouped ? plain(parts.join(''), '', true) : plain(first, last, false);
  }
  const groupSign = separators[0];
  const mixed = separators.slice(0, -1).every((sign) => sign === groupSign) && separators.at(-1) !== groupSign;
  if (!mixed || !leads(first) || !parts.slice(1, -1).every(isGroup)) return undefined;
  return plain(parts.slice(0, -1).join(''), last, true);
}

/** A number in words. A lone `satu` or `one` is none unless asked for. */
export function readWords(
  atoms: Atoms,
  start: number,
  language: Language,
  options: NumberOptions = {},
): ReadNumber | undefined {
  if (atoms.kind(start) !== 'letters') return undefined;
  const multiple = language === 'en' ? MULTIPLES.get(atoms.at(start).folded) : undefined;
  if (multiple !== undefined) return wordNumber(start + 1, multiple, 0, false);
  // Street vendors are no quantity.
  if (language === 'id' && atoms.isWord(start, 'lima') && atoms.isWord(start - 2, 'kaki')) return undefined;
  const reader = language === 'id' ? indonesianTerm : englishTerm;
  let at = start;
  let next = start;
  let total = 0;
  let limit = LARGEST_WORD;
  let half = false;
  let lastScale = 0;
  for (;;) {
    const term = reader(atoms, at);
    if (term === undefined) break;
    let { end } = term;
    const halfEnd = readHalf(atoms, end, language);
    const scale = readScale(atoms, halfEnd ?? end, language);
    const size = scale === undefined ? 1 : 10 ** scale.power;
    if (term.scaled ? term.value >= limit : size >= limit) break;
    if (halfEnd !== undefined) {
      half = true;
      end = halfEnd;
    }
    total += term.value * size;
    lastScale = scale?.power ?? 0;
    limit = term.scaled ? term.unit : size;
    next = scale?.next ?? end;
    if (half) {
      return wordNumber(next, total, lastScale, true);
    }
    if (limit <= 1) break;
    const joined = skipJoint(atoms, next, language, total);
    if (joined === undefined) break;
    at = joined;
  }
  if (next === start) return undefined;
  const fraction = readPoint(atoms, next, language);
  if (fraction !== undefined && limit <= 1) {
    const scale = readScale(atoms, fraction.next, language);
    return {
      next: scale?.next ?? fraction.next,
      decimal: shift(canonical(String(total), fraction.digits), scale?.power ?? 0),
      form: { style: 'words', decimals: fraction.digits.length, grouped: true, scale: scale?.power ?? 0 },
    };
  }
  return total === 1 && options.one !== true ? undefined : wordNumber(next, total, lastScale, false);
}

function wordNumber(next: number, total: number, scale: number, half: boolean): ReadNumber | undefined {
  const size = 10 ** scale;
  const decimal = half ? shift(addHalf(String(total / size)) ?? String(total / size), scale) : String(total);
  return { next, decimal, form: { style: 'words', decimals: half ? 1 : 0, grouped: true, scale } };
}

/** "setengah" after a number, "and a half": index after it. */
function readHalf(atoms: Atoms, start: number, language: Language): number | undefined {
  const expected = language === 'id' ? ['setengah'] : ['and', 'a', 'half'];
  let at = start;
  for (const word of expected) {
    const blank = atoms.kind(at) === 'blank' || (language === 'en' && atoms.isSign(at, '-'));
    if (!blank || !atoms.isWord(at + 1, word)) return undefined;
    at += 2;
  }
  return at;
}

/** "koma lima", "point five two": the digits after the decimal sign. */
function readPoint(atoms: Atoms, start: number, language: Language): { next: number; digits: string } | undefined {
  if (atoms.kind(start) !== 'blank' || !atoms.isWord(start + 1, language === 'id' ? 'koma' : 'point')) return undefined;
  let at = start + 2;
  let digits = '';
  while (atoms.kind(at) === 'blank' && digits.length < 15) {
    const digit = UNITS[language].get(atoms.at(at + 1).folded);
    if (digit === undefined || digit > 9) break;
    digits += String(digit);
    at += 2;
  }
  return digits === '' ? undefined : { next: at, digits };
}

/** Index of the next number word after blank, hyphen or the English "and". */
function skipJoint(atoms: Atoms, start: number, language: Language, total: number): number | undefined {
  if (atoms.kind(start) !== 'blank') return undefined;
  if (language === 'en' && atoms.isWord(start + 1, 'and') && atoms.kind(start + 2) === 'blank' && total >= 100) {
    return start + 3;
  }
  return start + 1;
}

interface Term {
  readonly end: number;
  readonly value: number;
  /** The term carries its own scale (`seribu`); `unit` is what may still follow below it. */
  readonly scaled: boolean;
  readonly unit: number;
}

const term = (end: number, value: number, unit = 1): Term => ({ end, value, scaled: unit > 1, unit });

/** A word that a number may end with; letters glued by a hyphen make it part of another word (`dua-duanya`). */
function complete(atoms: Atoms, end: number): boolean {
  const hyphenated = atoms.isSign(end, '-') && atoms.kind(end + 1) === 'letters';
  return !hyphenated;
}

/** Indonesian numbers below a thousand (`dua ratus lima belas`), or a scale fused with one (`seribu`). */
function indonesianTerm(atoms: Atoms, start: number): Term | undefined {
  const fused = ONE_SCALE.get(atoms.at(start).folded);
  if (fused !== undefined && atoms.kind(start) === 'letters') return term(start + 1, 10 ** fused, 10 ** fused);
  let at = start;
  let value = 0;
  let end = start;
  let below = 1000;
  for (;;) {
    const atom = atoms.at(at);
    if (atom.kind !== 'letters') break;
    let part: { value: number; size: number; end: number } | undefined;
    if (atom.folded === 'seratus') part = { value: 100, size: 100, end: at + 1 };
    else {
      const unit = UNITS.id.get(atom.folded);
      if (unit === undefined) break;
      const follows = atoms.kind(at + 1) === 'blank' ? atoms.at(at + 2).folded : '';
      if (unit > 0 && unit < 10 && follows === 'ratus') part = { value: unit * 100, size: 100, end: at + 3 };
      else if (unit > 0 && unit < 10 && follows === 'puluh') part = { value: unit * 10, size: 10, end: at + 3 };
      else if (unit > 1 && unit < 10 && follows === 'belas') part = { value: unit + 10, size: 1, end: at + 3 };
      else part = { value: unit, size: 1, end: at + 1 };
    }
    const large = part.value >= 10 && part.size === 1;
    if (part.size >= below || (large && below <= 10) || (value > 0 && part.value === 0)) break;
    value += part.value;
    end = part.end;
    below = part.size;
    if (below === 1 || atoms.kind(end) !== 'blank') break;
    at = end + 1;
  }
  return end === start || !complete(atoms, end) ? undefined : term(end, value);
}

/** English numbers below a thousand: `two hundred and fifteen`, `twenty-one`, `a hundred`. */
function englishTerm(atoms: Atoms, start: number): Term | undefined {
  if (atoms.isWord(start, 'a') && atoms.kind(start + 1) === 'blank') {
    if (atoms.isWord(start + 2, 'hundred')) return hundreds(atoms, start + 3, 1);
    // "a million": the scale follows the article.
    return SCALES.en.has(atoms.at(start + 2).folded) ? term(start + 1, 1) : undefined;
  }
  const small = belowHundred(atoms, start);
  if (small === undefined) return bareScale(atoms, start);
  const joint = atoms.kind(small.end) === 'blank' || atoms.isSign(small.end, '-');
  if (joint && small.value > 0 && small.value < 100 && atoms.isWord(small.end + 1, 'hundred')) {
    return hundreds(atoms, small.end + 2, small.value);
  }
  return term(small.end, small.value);
}

/** `per thousand`, `the first hundred days`: one of it; `several hundred` says no number. */
function bareScale(atoms: Atoms, start: number): Term | undefined {
  const { folded } = atoms.at(start);
  const power = folded === 'hundred' ? 2 : folded.length > 4 ? SCALES.en.get(folded) : undefined;
  const vague =
    atoms.kind(start - 1) === 'blank' && atoms.isWord(start - 2, 'few', 'several', 'many', 'couple', 'some', 'odd');
  return power === undefined || vague ? undefined : term(start + 1, 10 ** power, power === 2 ? 1 : 10 ** power);
}

function hundreds(atoms: Atoms, after: number, count: number): Term {
  let at = after;
  if (atoms.kind(at) === 'blank') {
    at++;
    if (atoms.isWord(at, 'and') && atoms.kind(at + 1) === 'blank') at += 2;
    const rest = belowHundred(atoms, at);
    if (rest !== undefined && rest.value > 0) return term(rest.end, count * 100 + rest.value);
  }
  return term(after, count * 100);
}

function belowHundred(atoms: Atoms, start: number): { end: number; value: number } | undefined {
  const atom = atoms.at(start);
  if (atom.kind !== 'letters') return undefined;
  const tens = ENGLISH_TENS.get(atom.folded);
  if (tens === undefined) {
    const unit = UNITS.en.get(atom.folded);
    return unit === undefined ? undefined : { end: start + 1, value: unit };
  }
  if (atoms.isSign(start + 1, '-') || atoms.kind(start + 1) === 'blank') {
    const unit = UNITS.en.get(atoms.at(start + 2).folded);
    if (unit !== undefined && unit > 0 && unit < 10) return { end: start + 3, value: tens + unit };
  }
  return { end: start + 1, value: tens };
}
