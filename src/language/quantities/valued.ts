/** Numbers with what makes them money, percentages or measures. */

import type { Atoms } from './atoms.js';
import { negate } from './decimal.js';
import { fractionOfScale } from './fractions.js';
import { readNumber, type ReadNumber } from './numbers.js';
import { readGroup } from './ordinals.js';
import type { Reading } from './reading.js';
import { MONEY, PERCENTS, PREFIXES, UNIT_NAMES } from './tables.js';
import type { Language } from './types.js';

/** `Rp1,5 miliar`, `US$ 52 million`, `€20`. */
export function readPrefixedMoney(atoms: Atoms, start: number, language: Language): Reading | undefined {
  const negative = atoms.isSign(start, '-−') && !atoms.gluedBefore(start);
  const prefix = PREFIXES.match(atoms, negative ? start + 1 : start);
  if (prefix === undefined) return undefined;
  let at = prefix.next;
  // "Rp. 3,2 triliun"
  if (prefix.value === 'IDR' && atoms.isSign(at, '.')) at++;
  at = atoms.skipBlank(at);
  if (atoms.kind(at) !== 'digits') return undefined;
  const number = readNumber(atoms, at, language, { money: true });
  if (number === undefined) return undefined;
  return {
    next: afterEmptyCents(atoms, number.next),
    quantity: {
      kind: 'currency',
      currency: prefix.value,
      ...valued(negative ? { ...number, decimal: negate(number.decimal) } : number),
    },
  };
}

/** `Rp5.000,-`: the dash that stands for no cents. */
function afterEmptyCents(atoms: Atoms, next: number): number {
  const empty = atoms.isSign(next, ',.') && atoms.isSign(next + 1, '-–') && !atoms.gluedAfter(next + 2);
  return empty ? next + 2 : next;
}

function valued(number: ReadNumber): { value: number; decimal: string; form: ReadNumber['form'] } {
  return { value: Number(number.decimal), decimal: number.decimal, form: number.form };
}

/** `kedua negara`, `both countries`: offered last, so that an ordinal reading goes first. */
export function readGroupCount(atoms: Atoms, start: number, language: Language): Reading | undefined {
  const group = language === 'id' ? readGroup(atoms, start) : readBoth(atoms, start);
  if (group === undefined) return undefined;
  return { next: group.next, quantity: { kind: 'group', value: group.value } };
}

const NOUNS_OF_BOTH = new Set('of the sides parties countries teams nations'.split(' '));

/** `both`, unless it pairs two things: `both black and white`. */
function readBoth(atoms: Atoms, start: number): { next: number; value: number } | undefined {
  if (!atoms.isWord(start, 'both')) return undefined;
  if (!NOUNS_OF_BOTH.has(atoms.at(start + 2).folded)) {
    for (
      let i = start + 1, words = 0;
      words < 6 && (atoms.kind(i) === 'blank' || atoms.kind(i) === 'letters' || atoms.isSign(i, '-,'));
      i++
    ) {
      if (atoms.isWord(i, 'and')) return undefined;
      if (atoms.kind(i) === 'letters') words++;
    }
  }
  return { next: start + 1, value: 2 };
}

/** A number and what follows it: percent, money, unit, or nothing. */
export function readNumberBased(atoms: Atoms, start: number, language: Language): Reading | undefined {
  const number = readNumber(atoms, start, language, { one: true }) ?? fractionOfScale(atoms, start, language);
  if (number === undefined) return undefined;
  const base = valued(number);
  const blank = atoms.skipBlank(number.next);
  const joined = language === 'en' && atoms.isSign(number.next, '-‐‑') ? number.next + 1 : blank;
  const percent = PERCENTS[language].match(atoms, joined);
  if (percent !== undefined) return { next: percent.next, quantity: { kind: 'percent', unit: percent.value, ...base } };
  const money = MONEY[language].match(atoms, joined);
  // `2006 Rp4,2 triliun`: the sign belongs to the number after it.
  const ownsNext = money !== undefined && atoms.kind(atoms.skipBlank(money.next)) === 'digits';
  if (money !== undefined && !(ownsNext && PREFIXES.match(atoms, joined) !== undefined))
    return { next: money.next, quantity: { kind: 'currency', currency: money.value, ...base } };
  const unit = UNIT_NAMES[language].match(atoms, joined);
  if (unit !== undefined && acceptsUnit(atoms, number, unit)) {
    return { next: unit.next, quantity: { kind: 'measure', unit: unit.value, ...base } };
  }
  const loneOne = number.decimal === '1' && number.form.style === 'words' && number.form.scale === 0;
  if (loneOne || atoms.kind(number.next) === 'letters') return undefined;
  if (isCodeNumber(atoms, start, number)) return undefined;
  return { next: number.next, quantity: { kind: 'number', ...base } };
}

/** Words that are units only beside digits: legs are not feet, "in" is mostly a preposition. */
function acceptsUnit(atoms: Atoms, number: ReadNumber, unit: { value: string; next: number }): boolean {
  const digits = number.form.style !== 'words';
  if (unit.value === 'foot') return digits;
  const symbol = atoms.at(unit.next - 1);
  if (unit.value === 'inch' && symbol.folded === 'in') return false;
  return digits || symbol.text.length > 2;
}

/** `007`, `0812`: leading zeros make a code of a number. */
function isCodeNumber(atoms: Atoms, start: number, number: ReadNumber): boolean {
  const text = atoms.at(start).text;
  return number.next === start + 1 && atoms.kind(start) === 'digits' && text.length > 1 && text.startsWith('0');
}
