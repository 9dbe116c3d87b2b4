/** Calendar dates in both languages. */

import type { Atoms } from './atoms.js';
import { MONTHS, WEEKDAYS } from './lexicon.js';
import type { DateValue, Language } from './types.js';

/** A date or range read from the atoms `[start, next)`. */
export type ReadDate =
  | { readonly kind: 'date'; readonly next: number; readonly date: DateValue }
  | {
      readonly kind: 'date-range';
      readonly next: number;
      readonly from: DateValue;
      readonly to: DateValue;
      readonly joint: 'to' | 'and';
    };

type Joint = { readonly next: number; readonly joint: 'to' | 'and' };

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const JOINT_WORDS: Record<Language, ReadonlyMap<string, 'to' | 'and'>> = {
  id: new Map([
    ['hingga', 'to'],
    ['sampai', 'to'],
    ['dan', 'and'],
    ['serta', 'and'],
  ]),
  en: new Map([
    ['to', 'to'],
    ['through', 'to'],
    ['until', 'to'],
    ['and', 'and'],
  ]),
};
const AMBIGUOUS_MONTHS = new Set(['may', 'march']);
const BEFORE_MONTH = new Set(
  'in on of since until till by early late mid next last this from to through during every each before after for between and'.split(
    ' ',
  ),
);
const AFTER_DAY_LIST = new Set('in at on for with were was is are as during after before'.split(' '));

const capitalised = (text: string): boolean => text.charAt(0) !== text.charAt(0).toLowerCase();

/** A date, a part of one (`Juni 2024`, `Rabu`), or a range of days. */
export function readDate(atoms: Atoms, start: number, language: Language): ReadDate | undefined {
  const atom = atoms.at(start);
  if (atom.kind === 'letters') {
    return (
      dayOfMonth(atoms, start, language) ??
      withWeekday(atoms, start, language) ??
      (language === 'id' ? monthFirstId(atoms, start) : monthFirstEn(atoms, start))
    );
  }
  if (atom.kind !== 'digits') return undefined;
  return (
    numericDate(atoms, start, language) ?? numericRange(atoms, start, language) ?? dayFirst(atoms, start, language)
  );
}

function validDay(text: string, month?: number): number | undefined {
  const day = Number(text);
  if (text.length > 2 || day < 1) return undefined;
  return day <= (month === undefined ? 31 : (DAYS_IN_MONTH[month - 1] ?? 0)) ? day : undefined;
}

/** A four-digit year that may be one: 1000 to 2999. */
function yearAt(atoms: Atoms, index: number): number | undefined {
  const atom = atoms.at(index);
  if (atom.kind !== 'digits' || atom.text.length !== 4) return undefined;
  const continues = atoms.isSign(index + 1, '.,') && atoms.kind(index + 2) === 'digits';
  const year = Number(atom.text);
  return !continues && year >= 1000 && year < 3000 ? year : undefined;
}

const fullYear = (text: string): number =>
  text.length === 4 ? Number(text) : Number(text) + (Number(text) < 70 ? 2000 : 1900);

/** `tanggal 17` without a month: the word is part of the quantity, the bare number would be any number. */
function dayOfMonth(atoms: Atoms, start: number, language: Language): ReadDate | undefined {
  if (language !== 'id' || !atoms.isWord(start, 'tanggal', 'tgl')) return undefined;
  const at = atoms.skipBlank(atoms.isSign(start + 1, '.') ? start + 2 : start + 1);
  const day = atoms.kind(at) === 'digits' ? validDay(atoms.at(at).text) : undefined;
  if (day === undefined || readDate(atoms, at, language) !== undefined || atoms.isSign(at + 1, '-–/.'))
    return undefined;
  return atoms.gluedAfter(at + 1) ? undefined : { kind: 'date', next: at + 1, date: { day } };
}

/** `Rabu (19/6/2024)`, `Rabu, 19 Juni`, `Wednesday (June 19, 2024)`, or the day's name alone. */
function withWeekday(atoms: Atoms, start: number, language: Language): ReadDate | undefined {
  let name = atoms.at(start).folded;
  let after = start + 1;
  if (name === 'jum' && /^['’]$/u.test(atoms.at(after).text) && atoms.isWord(after + 1, 'at')) {
    name = 'jumat';
    after += 2;
  }
  const plural = language === 'en' && name.endsWith('days');
  const weekday = WEEKDAYS[language].get(plural ? name.slice(0, -1) : name);
  if (weekday === undefined || !capitalised(atoms.at(start).text)) return undefined;
  const short = language === 'en' && !plural && !name.endsWith('day');
  if (short && atoms.isSign(after, '.')) after++;
  const dated = plural ? undefined : dateAfterWeekday(atoms, after, language);
  if (dated !== undefined) return { ...dated, date: { ...dated.date, weekday } };
  if (short || (name === 'minggu' && !isSunday(atoms, start))) return undefined;
  return { kind: 'date', next: after, date: { weekday } };
}

/** Capital `Minggu` at the head of a sentence may be the week rather than the day. */
function isSunday(atoms: Atoms, start: number): boolean {
  const before = atoms.kind(start - 1);
  const opens = before === 'break' || before === 'sign';
  return !(
    opens && atoms.isWord(start + 2, 'ini', 'lalu', 'depan', 'pertama', 'kedua', 'ketiga', 'keempat', 'terakhir')
  );
}

function dateAfterWeekday(atoms: Atoms, after: number, language: Language): (ReadDate & { kind: 'date' }) | undefined {
  let at = after;
  if (atoms.isSign(at, ',')) at++;
  at = atoms.skipBlank(at);
  const bracket = atoms.isSign(at, '(');
  if (bracket) at++;
  if (at === after) return undefined;
  const inner =
    atoms.kind(at) === 'digits' || MONTHS[language].has(atoms.at(at).folded)
      ? readDate(atoms, at, language)
      : undefined;
  const date = inner ?? dayAndMonth(atoms, at, language);
  if (date === undefined || date.kind !== 'date' || date.date.day === undefined) return undefined;
  if (!bracket) return date;
  return atoms.isSign(date.next, ')') ? { ...date, next: date.next + 1 } : undefined;
}

/** `19/6` in Indonesian, `6/19` in English: only trusted in the company of a weekday or brackets. */
function dayAndMonth(atoms: Atoms, start: number, language: Language): (ReadDate & { kind: 'date' }) | undefined {
  if (atoms.kind(start) !== 'digits' || !atoms.isSign(start + 1, '/') || atoms.kind(start + 2) !== 'digits')
    return undefined;
  const numbers = [atoms.at(start).text, atoms.at(start + 2).text];
  const [dayText = '', monthText = ''] = language === 'id' ? numbers : numbers.reverse();
  const month = Number(monthText);
  const day = validDay(dayText, month);
  if (day === undefined || monthText.length > 2 || month < 1 || month > 12 || atoms.isSign(start + 3, '/'))
    return undefined;
  return { kind: 'date', next: start + 3, date: { month, day } };
}

/** `19/6/2024`, `10-11-1945`, `19.6.2024`, `2024-06-19`; in English the month comes first where it can. */
function numericDate(atoms: Atoms, start: number, language: Language): ReadDate | undefined {
  const sign = atoms.at(start + 1).text;
  const three = [start, start + 2, start + 4].map((i) => atoms.at(i));
  const shaped =
    '/-.'.includes(sign) && sign !== '' && atoms.at(start + 3).text === sign && three.every((a) => a.kind === 'digits');
  if (!shaped) {
    const inBrackets = atoms.isSign(start - 1, '(') ? dayAndMonth(atoms, start, language) : undefined;
    return inBrackets !== undefined && atoms.isSign(inBrackets.next, ')') ? inBrackets : undefined;
  }
  const [a = '', b = '', c = ''] = three.map((atom) => atom.text);
  const after = start + 5;
  if (atoms.isSign(after, sign) && atoms.kind(after + 1) === 'digits') return undefined;
  if (sign === '-' && a.length === 4 && b.length === 2 && c.length === 2) return checked(after, c, b, a);
  if (c.length !== 4 && (c.length !== 2 || sign !== '/')) return undefined;
  if (sign === '.' && c.length !== 4) return undefined;
  return language === 'id' ? checked(after, a, b, c) : (checked(after, b, a, c) ?? checked(after, a, b, c));
}

function checked(next: number, dayText: string, monthText: string, yearText: string): ReadDate | undefined {
  const month = Number(monthText);
  if (monthText.length > 2 || month < 1 || month > 12) return undefined;
  const day = validDay(dayText, month);
  return day === undefined ? undefined : { kind: 'date', next, date: { year: fullYear(yearText), month, day } };
}

/** `17-19/6/2024`. */
function numericRange(atoms: Atoms, start: number, language: Language): ReadDate | undefined {
  if (language !== 'id' || !atoms.isSign(start + 1, '-–')) return undefined;
  const last = numericDate(atoms, start + 2, language);
  if (last?.kind !== 'date' || atoms.isSign(start + 3, '-')) return undefined;
  const day = validDay(atoms.at(start).text, last.date.month);
  if (day === undefined || day >= (last.date.day ?? 0)) return undefined;
  return range(last.next, { day }, last.date, 'to');
}

/** Fills what the first date of a range leaves to the second. */
function range(next: number, first: DateValue, to: DateValue, joint: 'to' | 'and'): ReadDate {
  const from = {
    ...(to.year !== undefined && { year: to.year }),
    ...(to.month !== undefined && { month: to.month }),
    ...first,
  };
  return { kind: 'date-range', next, from, to, joint };
}

/** A dash, `hingga`, `s.d.`, `through`… with the blanks around it; in English a comma may close the year before it. */
function readJoint(atoms: Atoms, start: number, language: Language): Joint | undefined {
  const at = atoms.skipBlank(language === 'en' && atoms.isSign(start, ',') ? start + 1 : start);
  if (atoms.isSign(at, '-–—')) return { next: atoms.skipBlank(at + 1), joint: 'to' };
  if (at === start) return undefined;
  if (language === 'id' && atoms.isWord(at, 's')) {
    const stops = atoms.isSign(at + 1, './') && atoms.isWord(at + 2, 'd');
    const end = atoms.isSign(at + 3, '.') ? at + 4 : at + 3;
    return stops && atoms.kind(end) === 'blank' ? { next: end + 1, joint: 'to' } : undefined;
  }
  const joint = JOINT_WORDS[language].get(atoms.at(at).folded);
  if (joint === undefined || atoms.kind(at + 1) !== 'blank') return undefined;
  const long = atoms.isWord(at, 'sampai') && atoms.isWord(at + 2, 'dengan') && atoms.kind(at + 3) === 'blank';
  return { next: long ? at + 4 : at + 2, joint };
}

function monthAt(
  atoms: Atoms,
  index: number,
  language: Language,
): { month: number; next: number; short: boolean } | undefined {
  const atom = atoms.at(index);
  const month = atom.kind === 'letters' ? MONTHS[language].get(atom.folded) : undefined;
  if (month === undefined) return undefined;
  const short =
    atom.text.length <= 5 &&
    !['maret', 'april', 'mei', 'juni', 'juli', 'march', 'may', 'june', 'july'].includes(atom.folded);
  return { month, next: short && atoms.isSign(index + 1, '.') ? index + 2 : index + 1, short };
}

/** Index after an English ordinal suffix glued to a day. */
const afterSuffix = (atoms: Atoms, index: number): number =>
  atoms.isWord(index, 'st', 'nd', 'rd', 'th') ? index + 1 : index;

/** `19 Juni 2024`, `8–11 Mei`, `28 Mei–3 Juni 2024`, `19 June`, `the 19th of June`. */
function dayFirst(atoms: Atoms, start: number, language: Language): ReadDate | undefined {
  const day = validDay(atoms.at(start).text);
  if (day === undefined) return undefined;
  const afterDay = language === 'en' ? afterSuffix(atoms, start + 1) : start + 1;
  const first = monthAfterDay(atoms, afterDay, day, language);
  if (first === undefined) {
    const joint = readJoint(atoms, afterDay, language);
    if (joint === undefined || atoms.kind(afterDay) === 'letters') return undefined;
    const lastDay = validDay(atoms.at(joint.next).text);
    if (atoms.kind(joint.next) !== 'digits' || lastDay === undefined || lastDay <= day) return undefined;
    const last = monthAfterDay(
      atoms,
      language === 'en' ? afterSuffix(atoms, joint.next + 1) : joint.next + 1,
      lastDay,
      language,
    );
    return last === undefined ? undefined : range(last.next, { day }, last.date, joint.joint);
  }
  const joint = readJoint(atoms, first.next, language);
  if (joint !== undefined && atoms.kind(joint.next) === 'digits') {
    const lastDay = validDay(atoms.at(joint.next).text);
    const last = lastDay === undefined ? undefined : monthAfterDay(atoms, joint.next + 1, lastDay, language);
    if (last !== undefined) return range(last.next, first.date, last.date, joint.joint);
  }
  return { kind: 'date', next: first.next, date: first.date };
}

function monthAfterDay(
  atoms: Atoms,
  start: number,
  day: number,
  language: Language,
): { next: number; date: DateValue } | undefined {
  if (atoms.kind(start) !== 'blank' && !atoms.isSign(start, '-')) return undefined;
  let at = start + 1;
  if (language === 'en' && atoms.isWord(at, 'of') && atoms.kind(at + 1) === 'blank') at += 2;
  const month = monthAt(atoms, at, language);
  if (month === undefined || validDay(String(day), month.month) === undefined) return undefined;
  if (!capitalised(atoms.at(at).text) && (language === 'en' || month.short)) return undefined;
  return withYear(atoms, month.next, { month: month.month, day });
}

/** Adds a year that follows after a blank (or `-` in `5-Feb-2024`). */
function withYear(atoms: Atoms, at: number, date: DateValue): { next: number; date: DateValue } {
  const year = atoms.kind(at) === 'blank' || atoms.isSign(at, '-') ? yearAt(atoms, at + 1) : undefined;
  return year === undefined ? { next: at, date } : { next: at + 2, date: { ...date, year } };
}

/** `Juni 2024`, `Juni`. */
function monthFirstId(atoms: Atoms, start: number): ReadDate | undefined {
  const month = monthAt(atoms, start, 'id');
  if (month === undefined || !capitalised(atoms.at(start).text) || atoms.gluedAfter(month.next)) return undefined;
  const dated = withYear(atoms, month.next, { month: month.month });
  return month.short && dated.date.year === undefined ? undefined : { kind: 'date', ...dated };
}

/** `June 19, 2024`, `May 8–11`, `June 28–July 3, 2024`, `June 2024`, `June`. */
function monthFirstEn(atoms: Atoms, start: number): ReadDate | undefined {
  const month = monthAt(atoms, start, 'en');
  if (month === undefined || !capitalised(atoms.at(start).text) || atoms.gluedAfter(month.next)) return undefined;
  const first = dayAfterMonth(atoms, month.next, month.month);
  if (first === undefined) return monthAlone(atoms, start, month);
  const joint = readJoint(atoms, first.next, 'en');
  const last = joint === undefined ? undefined : lastOfRange(atoms, joint, first.date);
  if (last !== undefined && joint !== undefined) return range(last.next, first.date, last.date, joint.joint);
  return { kind: 'date', ...first };
}

function lastOfRange(atoms: Atoms, joint: Joint, first: DateValue): { next: number; date: DateValue } | undefined {
  const other = monthAt(atoms, joint.next, 'en');
  if (other !== undefined) return dayAfterMonth(atoms, other.next, other.month);
  if (first.year !== undefined) return undefined;
  const day = atoms.kind(joint.next) === 'digits' ? validDay(atoms.at(joint.next).text, first.month) : undefined;
  if (day === undefined || day <= (first.day ?? 0)) return undefined;
  const next = afterSuffix(atoms, joint.next + 1);
  const follows = atoms.at(next);
  if (
    follows.kind === 'letters' ||
    follows.text === '%' ||
    (atoms.isSign(next, '.,:') && atoms.kind(next + 1) === 'digits')
  )
    return undefined;
  // "May 3 and 4 people": a list of days ends at a sign or before a small word.
  const word = follows.kind === 'blank' && atoms.kind(next + 1) === 'letters' ? atoms.at(next + 1).folded : '';
  if (joint.joint === 'and' && word !== '' && !AFTER_DAY_LIST.has(word)) return undefined;
  return commaYear(atoms, next, { ...(first.month !== undefined && { month: first.month }), day });
}

function dayAfterMonth(atoms: Atoms, start: number, month: number): { next: number; date: DateValue } | undefined {
  if (atoms.kind(start) !== 'blank' || atoms.kind(start + 1) !== 'digits') return undefined;
  const day = validDay(atoms.at(start + 1).text, month);
  const next = afterSuffix(atoms, start + 2);
  const decimal = atoms.isSign(next, '.,:') && atoms.kind(next + 1) === 'digits';
  if (day === undefined || decimal || atoms.kind(next) === 'letters') return undefined;
  return commaYear(atoms, next, { month, day });
}

function commaYear(atoms: Atoms, start: number, date: DateValue): { next: number; date: DateValue } {
  const at = atoms.skipBlank(atoms.isSign(start, ',') ? start + 1 : start);
  const year = at === start ? undefined : yearAt(atoms, at);
  return year === undefined ? { next: start, date } : { next: at + 1, date: { ...date, year } };
}

function monthAlone(
  atoms: Atoms,
  start: number,
  month: { month: number; next: number; short: boolean },
): ReadDate | undefined {
  const comma = atoms.isSign(month.next, ',') ? month.next + 1 : month.next;
  const dated = withYear(atoms, comma, { month: month.month });
  if (dated.date.year !== undefined) return { kind: 'date', ...dated };
  if (month.short) return undefined;
  const before = atoms.kind(start - 1) === 'blank' || atoms.isSign(start - 1, '-') ? atoms.at(start - 2).folded : '';
  const alone = atoms.kind(start - 1) === 'break' && atoms.kind(month.next) === 'break';
  if (AMBIGUOUS_MONTHS.has(atoms.at(start).folded) && !alone && !BEFORE_MONTH.has(before)) return undefined;
  return { kind: 'date', next: month.next, date: { month: month.month } };
}
