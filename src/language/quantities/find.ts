/** Finds every quantity of a text in one pass, longest reading first, without overlaps. */

import { Atoms } from './atoms.js';
import { readDate } from './dates.js';
import { canonical } from './decimal.js';
import { CURRENCIES, DENOMINATORS, ENGLISH_DECADES, MEASURES } from './lexicon.js';
import { readNumber, readScale, type ReadNumber } from './numbers.js';
import { readOrdinal } from './ordinals.js';
import { PhraseTable } from './phrases.js';
import { readTime } from './times.js';
import type { Language, PercentUnit, Quantity } from './types.js';

/** A quantity without its place: {@link findQuantities} adds text, start and end. */
type Bare<Q extends Quantity = Quantity> = Q extends Quantity ? Omit<Q, 'text' | 'start' | 'end'> : never;

interface Reading {
  readonly next: number;
  readonly quantity: Bare;
}

function currencyPrefixes(): PhraseTable<string> {
  const table = new PhraseTable<string>();
  for (const { code, prefixes } of CURRENCIES) for (const prefix of prefixes) table.add(prefix, code, true);
  return table;
}

function currencyNames(language: Language): PhraseTable<string> {
  const table = new PhraseTable<string>();
  for (const currency of CURRENCIES) {
    for (const name of currency[language]) table.add(name, currency.code);
    for (const prefix of currency.prefixes) if (prefix.length > 1) table.add(prefix, currency.code, true);
  }
  return table;
}

function unitNames(language: Language): PhraseTable<string> {
  const table = new PhraseTable<string>();
  for (const unit of MEASURES) {
    for (const symbol of unit.symbols) table.add(symbol, unit.unit, true);
    for (const name of unit[language]) table.add(name, unit.unit);
  }
  return table;
}

const PERCENT_NAMES: Record<Language, readonly (readonly [string, PercentUnit])[]> = {
  id: [
    ['%', 'percent'],
    ['persen', 'percent'],
    ['prosen', 'percent'],
    ['persennya', 'percent'],
    ['persen poin', 'percentage-point'],
    ['poin persen', 'percentage-point'],
    ['poin persentase', 'percentage-point'],
    ['basis poin', 'basis-point'],
    ['‰', 'permille'],
    ['permil', 'permille'],
  ],
  en: [
    ['%', 'percent'],
    ['percent', 'percent'],
    ['per cent', 'percent'],
    ['percentage points', 'percentage-point'],
    ['percentage point', 'percentage-point'],
    ['basis points', 'basis-point'],
    ['basis point', 'basis-point'],
    ['‰', 'permille'],
    ['permille', 'permille'],
  ],
};

function percentNames(language: Language): PhraseTable<PercentUnit> {
  const table = new PhraseTable<PercentUnit>();
  for (const [name, unit] of PERCENT_NAMES[language]) table.add(name, unit);
  return table;
}

const PREFIXES = currencyPrefixes();
const MONEY = { id: currencyNames('id'), en: currencyNames('en') };
const UNIT_NAMES = { id: unitNames('id'), en: unitNames('en') };
const PERCENTS = { id: percentNames('id'), en: percentNames('en') };

/**
 * The quantities of a text in order, without overlaps. Of several readings at one place the longest wins
 * (`19 Juni 2024` before `19`). A lone `satu`, `one`, `pertama` or `first` is no quantity: it is a word as often as a
 * figure. Time is linear in the length of the text.
 */
export function findQuantities(text: string, language: Language): Quantity[] {
  const atoms = new Atoms(text);
  const found: Quantity[] = [];
  let lastTimeEnd = -1;
  for (let i = 0; i < atoms.length;) {
    const reading = startsQuantity(atoms, i)
      ? readAt(atoms, i, language, followsTime(atoms, i, lastTimeEnd))
      : undefined;
    if (reading === undefined) {
      i = skip(atoms, i);
      continue;
    }
    const start = atoms.at(i).start;
    const end = atoms.endOf(reading.next);
    found.push({ ...reading.quantity, text: text.slice(start, end), start, end } as Quantity);
    if (reading.quantity.kind === 'time') lastTimeEnd = reading.next;
    i = Math.max(reading.next, i + 1);
  }
  return found;
}

/** Can a quantity start here? Not inside a word. */
function startsQuantity(atoms: Atoms, index: number): boolean {
  const atom = atoms.at(index);
  if (atom.kind === 'blank' || atom.kind === 'break') return false;
  return !(atom.kind !== 'sign' && atoms.gluedBefore(index));
}

/** After nothing was found: on to the next atom, past the rest of a word or code. */
function skip(atoms: Atoms, index: number): number {
  let at = index + 1;
  const { kind } = atoms.at(index);
  if (kind !== 'letters' && kind !== 'digits') return at;
  while (atoms.at(at).kind === 'letters' || atoms.at(at).kind === 'digits') at++;
  return at;
}

/** Is the only thing between a time and this place a joint ("–", "hingga")? */
function followsTime(atoms: Atoms, index: number, lastTimeEnd: number): boolean {
  if (lastTimeEnd < 0 || index <= lastTimeEnd || index - lastTimeEnd > 3) return false;
  for (let i = lastTimeEnd; i < index; i++) {
    const joint =
      atoms.at(i).kind === 'blank' || atoms.isSign(i, '-–—') || atoms.isWord(i, 'hingga', 'sampai', 'dan', 'atau');
    if (!joint) return false;
  }
  return true;
}

function readAt(atoms: Atoms, start: number, language: Language, afterTime: boolean): Reading | undefined {
  let best: Reading | undefined;
  const offer = (reading: Reading | undefined): void => {
    if (reading !== undefined && reading.next > (best?.next ?? start)) best = reading;
  };
  const atom = atoms.at(start);
  if (atom.kind === 'letters' || atom.kind === 'digits') {
    offer(dateReading(atoms, start, language));
    offer(timeReading(atoms, start, language, afterTime));
    offer(yearWithEra(atoms, start, language));
    offer(decade(atoms, start, language));
    offer(readOrdinal(atoms, start, language));
  }
  if (atom.kind !== 'digits') offer(prefixedMoney(atoms, start, language));
  offer(fraction(atoms, start, language));
  offer(numberBased(atoms, start, language));
  const coded = code(atoms, start);
  if (coded !== undefined && coded.next > (best?.next ?? start)) best = coded;
  return best;
}

function dateReading(atoms: Atoms, start: number, language: Language): Reading | undefined {
  const date = readDate(atoms, start, language);
  if (date === undefined) return undefined;
  const { next, ...quantity } = date;
  return { next, quantity };
}

function timeReading(atoms: Atoms, start: number, language: Language, afterTime: boolean): Reading | undefined {
  const time = readTime(atoms, start, language, afterTime);
  if (time === undefined) return undefined;
  const { next, ...quantity } = time;
  return { next, quantity: { kind: 'time', ...quantity } };
}

/** `585 SM`, `585 BCE`, `AD 79`: a year with its era. */
function yearWithEra(atoms: Atoms, start: number, language: Language): Reading | undefined {
  const leading = language === 'en' && atoms.at(start).text === 'AD' && atoms.at(start + 1).kind === 'blank';
  const number = readNumber(atoms, leading ? start + 2 : start, language);
  if (number === undefined || number.decimal.includes('.')) return undefined;
  const year = Number(number.decimal);
  const era = leading ? undefined : eraAfter(atoms, number.next, language);
  if (!leading && era === undefined) return undefined;
  return {
    next: era?.next ?? number.next,
    quantity: { kind: 'date', date: { year: era?.before === true ? -year : year } },
  };
}

function eraAfter(atoms: Atoms, start: number, language: Language): { before: boolean; next: number } | undefined {
  if (atoms.at(start).kind !== 'blank') return undefined;
  const text = atoms.at(start + 1).text;
  if (language === 'id') return text === 'SM' ? { before: true, next: start + 2 } : undefined;
  if (text === 'BCE' || text === 'BC') return { before: true, next: start + 2 };
  if (text === 'CE' || text === 'AD') return { before: false, next: start + 2 };
  if (text !== 'B' || !atoms.isSign(start + 2, '.') || atoms.at(start + 3).text !== 'C') return undefined;
  const next = atoms.isSign(start + 4, '.') ? start + 5 : start + 4;
  const common = atoms.at(next).text === 'E' && atoms.isSign(next + 1, '.');
  return { before: true, next: common ? next + 2 : next };
}

/** `1980-an`, `1980s`, `'80s`, `eighties`. */
function decade(atoms: Atoms, start: number, language: Language): Reading | undefined {
  const atom = atoms.at(start);
  if (atom.kind === 'letters') {
    const value = language === 'en' ? ENGLISH_DECADES.get(atom.folded) : undefined;
    return value === undefined ? undefined : { next: start + 1, quantity: { kind: 'decade', value } };
  }
  const value = Number(atom.text);
  if (value % 10 !== 0 || value < 10 || (atom.text.length !== 2 && atom.text.length !== 4)) return undefined;
  const quantity = { kind: 'decade', value } as const;
  if (language === 'en') {
    const at = atoms.isSign(start + 1, "'’") ? start + 2 : start + 1;
    return atoms.isWord(at, 's') ? { next: at + 1, quantity } : undefined;
  }
  const at = atoms.isSign(start + 1, '-‐‑–') ? start + 2 : start + 1;
  return atoms.isWord(at, 'an', 'annya') ? { next: at + 1, quantity } : undefined;
}

/** `Rp1,5 miliar`, `US$ 52 million`, `€20`. */
function prefixedMoney(atoms: Atoms, start: number, language: Language): Reading | undefined {
  const prefix = PREFIXES.match(atoms, start);
  if (prefix === undefined) return undefined;
  let at = prefix.next;
  // "Rp. 3,2 triliun"
  if (prefix.value === 'IDR' && atoms.isSign(at, '.')) at++;
  at = atoms.skipBlank(at);
  if (atoms.at(at).kind !== 'digits') return undefined;
  const number = readNumber(atoms, at, language, { money: true });
  if (number === undefined) return undefined;
  return {
    next: afterEmptyCents(atoms, number.next),
    quantity: { kind: 'currency', currency: prefix.value, ...valued(number) },
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

/** A number and what follows it: percent, money, unit, or nothing. */
function numberBased(atoms: Atoms, start: number, language: Language): Reading | undefined {
  const number = readNumber(atoms, start, language) ?? fractionOfScale(atoms, start, language);
  if (number === undefined) return undefined;
  const base = valued(number);
  const blank = atoms.skipBlank(number.next);
  const joined = language === 'en' && atoms.isSign(number.next, '-‐‑') ? number.next + 1 : blank;
  const percent = PERCENTS[language].match(atoms, joined);
  if (percent !== undefined) return { next: percent.next, quantity: { kind: 'percent', unit: percent.value, ...base } };
  const money = MONEY[language].match(atoms, joined);
  if (money !== undefined) return { next: money.next, quantity: { kind: 'currency', currency: money.value, ...base } };
  const unit = UNIT_NAMES[language].match(atoms, joined);
  if (unit !== undefined && acceptsUnit(atoms, number, unit)) {
    return { next: unit.next, quantity: { kind: 'measure', unit: unit.value, ...base } };
  }
  if (atoms.at(number.next).kind === 'letters') return undefined;
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
  return number.next === start + 1 && atoms.at(start).kind === 'digits' && text.length > 1 && text.startsWith('0');
}

const VULGAR = new Map<string, readonly [number, number]>([
  ['½', [1, 2]],
  ['⅓', [1, 3]],
  ['⅔', [2, 3]],
  ['¼', [1, 4]],
  ['¾', [3, 4]],
  ['⅕', [1, 5]],
  ['⅛', [1, 8]],
]);

interface ReadFraction {
  readonly next: number;
  readonly numerator: number;
  readonly denominator: number;
}

function fraction(atoms: Atoms, start: number, language: Language): Reading | undefined {
  const read = readFraction(atoms, start, language);
  if (read === undefined) return undefined;
  const { next, numerator, denominator } = read;
  return { next, quantity: { kind: 'fraction', numerator, denominator, value: numerator / denominator } };
}

function readFraction(atoms: Atoms, start: number, language: Language): ReadFraction | undefined {
  const atom = atoms.at(start);
  const vulgar = VULGAR.get(atom.text);
  if (vulgar !== undefined) return { next: start + 1, numerator: vulgar[0], denominator: vulgar[1] };
  if (atom.kind === 'digits') return slashFraction(atoms, start);
  return language === 'id' ? indonesianFraction(atoms, start) : englishFraction(atoms, start);
}

/** `1/2`, `3/4`; larger parts are codes (`No. 8/2011`). */
function slashFraction(atoms: Atoms, start: number): ReadFraction | undefined {
  if (!atoms.isSign(start + 1, '/') || atoms.at(start + 2).kind !== 'digits' || atoms.isSign(start + 3, '/'))
    return undefined;
  const numerator = Number(atoms.at(start).text);
  const denominator = Number(atoms.at(start + 2).text);
  const small = numerator > 0 && numerator < denominator && denominator <= 10;
  return small && !atoms.gluedAfter(start + 3) ? { next: start + 3, numerator, denominator } : undefined;
}

function indonesianFraction(atoms: Atoms, start: number): ReadFraction | undefined {
  const { folded } = atoms.at(start);
  if (folded === 'setengah' || folded === 'separuh' || folded === 'separo')
    return { next: start + 1, numerator: 1, denominator: 2 };
  if (folded.startsWith('seper')) {
    const denominator = DENOMINATORS.id.get(folded.slice(2).replace(/nya$/u, ''));
    return denominator === undefined ? undefined : { next: start + 1, numerator: 1, denominator };
  }
  const number = readNumber(atoms, start, 'id');
  if (number === undefined || atoms.at(number.next).kind !== 'blank') return undefined;
  const denominator = DENOMINATORS.id.get(atoms.at(number.next + 1).folded.replace(/nya$/u, ''));
  return denominator === undefined
    ? undefined
    : { next: number.next + 2, numerator: Number(number.decimal), denominator };
}

function englishFraction(atoms: Atoms, start: number): ReadFraction | undefined {
  if (atoms.isWord(start, 'half')) return { next: start + 1, numerator: 1, denominator: 2 };
  let after: number;
  let numerator = 1;
  if (atoms.isWord(start, 'a', 'one')) after = start + 1;
  else {
    const number = readNumber(atoms, start, 'en');
    if (number === undefined) return undefined;
    after = number.next;
    numerator = Number(number.decimal);
  }
  if (atoms.at(after).kind !== 'blank' && !atoms.isSign(after, '-')) return undefined;
  const word = atoms.at(after + 1).folded;
  const plural = numerator > 1;
  const denominator = DENOMINATORS.en.get(plural && word !== 'halves' ? word.replace(/s$/u, '') : word);
  if (denominator === undefined || (plural && !word.endsWith('s'))) return undefined;
  // "a second" counts time; "a third attempt" orders: the noun after it would need "of".
  if (
    atoms.isWord(start, 'a') &&
    !atoms.isWord(atoms.skipBlank(after + 2), 'of') &&
    atoms.at(after + 2).kind === 'blank'
  ) {
    return undefined;
  }
  return { next: after + 2, numerator, denominator };
}

/** `setengah juta`, `half a million`: a number although it starts as a fraction. */
function fractionOfScale(atoms: Atoms, start: number, language: Language): ReadNumber | undefined {
  const part = readFraction(atoms, start, language);
  if (part === undefined || part.denominator === 3 || part.denominator > 5) return undefined;
  const article = language === 'en' && atoms.at(part.next).kind === 'blank' && atoms.isWord(part.next + 1, 'a');
  const scale = readScale(atoms, article ? part.next + 2 : part.next, language);
  if (scale === undefined) return undefined;
  const value = (part.numerator / part.denominator) * 10 ** scale.power;
  return {
    next: scale.next,
    decimal: canonical(String(Math.round(value))),
    form: { style: 'words', decimals: 1, grouped: true, scale: scale.power },
  };
}

/**
 * Something with digits that is a name: letters and digits in one run without blanks (`F-16`, `COVID-19`, `G20`,
 * `45/Pid.B/2022`), versions (`3.1.4`), numbers with leading zeros.
 */
function code(atoms: Atoms, start: number): Reading | undefined {
  const first = atoms.at(start);
  if (first.kind !== 'letters' && first.kind !== 'digits') return undefined;
  // A lower-case word with a hyphen before its number is no name: `ke-7`, `di-3`.
  const named = first.kind === 'digits' || first.text !== first.folded || atoms.at(start + 1).kind === 'digits';
  let at = start + 1;
  let digits = first.kind === 'digits';
  let letters = first.kind === 'letters';
  let joints = 0;
  for (;;) {
    const { kind } = atoms.at(at);
    if (kind === 'letters' || kind === 'digits') at++;
    else if (atoms.isSign(at, '-./_') && codeGoesOn(atoms, at)) {
      joints++;
      at++;
      continue;
    } else break;
    if (kind === 'digits') digits = true;
    else letters = true;
  }
  if (!digits || !named) return undefined;
  if (!letters && joints === 0 && !(first.text.length > 1 && first.text.startsWith('0'))) return undefined;
  const value = atoms.text.slice(first.start, atoms.endOf(at));
  return { next: at, quantity: { kind: 'code', value } };
}

/** Does a sign inside a run of letters and digits join them? A stop or hyphen before a plain word does not. */
function codeGoesOn(atoms: Atoms, at: number): boolean {
  const before = atoms.at(at - 1);
  const after = atoms.at(at + 1);
  if (after.kind !== 'letters' && after.kind !== 'digits') return false;
  if (after.kind === 'digits')
    return before.kind === 'digits' ? atoms.isSign(at, './') || before.text.startsWith('0') : true;
  if (atoms.isSign(at, '/')) return before.kind === 'digits' && after.text !== after.folded;
  // `Pid.B`, `AH.11`, but not `54.Rusia` nor `12-year`.
  return after.text.length <= 3 && after.text === after.text.toUpperCase();
}
