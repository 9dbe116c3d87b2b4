/** Dates and ranges of days, written. */

import type { Manner } from './render-number.js';
import { ordinalSuffix } from './spell.js';
import { MONTH_NAMES, WEEKDAY_NAMES } from './lexicon.js';
import type { DateQuantity, DateRangeQuantity, DateValue, Language } from './types.js';

interface DateStyle {
  readonly numeric: boolean;
  readonly shortMonth: boolean;
  /** `19 June 2024` rather than `June 19, 2024`; always so in Indonesian. */
  readonly dayFirst: boolean;
  readonly separator: string;
  /** The year in two digits. */
  readonly shortYear: boolean;
}

const LEADING_WEEKDAY = /^(?:\p{L}+day|Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun)\b\.?[,\s(]+/u;

function styleOf(text: string, language: Language): DateStyle {
  const separator = /\d([/.-])\d/u.exec(text)?.[1] ?? '/';
  const numeric = /\d[/.-]\d{1,2}(?:[/.-]\d+|\))|\d\/\d/u.test(text) && !/\d\s*\p{L}{3}/u.test(text);
  const month = MONTH_NAMES[language].find(([long = '']) => text.toLowerCase().includes(long.toLowerCase()));
  const short = !numeric && month === undefined && /\p{L}{3}/u.test(text);
  const dayFirst = /^\d/u.test(text.replace(LEADING_WEEKDAY, ''));
  return { numeric, shortMonth: short, dayFirst, separator, shortYear: numeric && /\/\d+\/\d{2}\)?$/u.test(text) };
}

const PLAIN: DateStyle = { numeric: false, shortMonth: false, dayFirst: false, separator: '/', shortYear: false };

function monthName(month: number, language: Language, short: boolean): string {
  const [long = '', abbreviation = long] = MONTH_NAMES[language][month - 1] ?? [];
  return short && abbreviation.length < long.length ? abbreviation : long;
}

const weekdayName = (weekday: number, language: Language): string => WEEKDAY_NAMES[language][weekday - 1]?.[0] ?? '';

/** Day of the week of a full date, 1 Monday to 7 Sunday. */
export function weekdayOf({ year, month, day }: DateValue): number | undefined {
  if (year === undefined || month === undefined || day === undefined || year < 100) return undefined;
  return ((new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7) + 1;
}

export function renderDate(quantity: DateQuantity, { language, example }: Manner): string {
  const shown = example?.kind === 'date' && example.date.day !== undefined ? example : undefined;
  const own = styleOf(quantity.text, language);
  const numericDefault = language === 'id' && (own.numeric || /\(/u.test(quantity.text));
  const style = shown === undefined ? { ...PLAIN, numeric: numericDefault } : styleOf(shown.text, language);
  const weekday = weekdayShown(quantity.date, shown?.date);
  const bracket = /\(/u.test((shown ?? quantity).text);
  // Day and month alone are only read as a date beside the weekday.
  const bare = style.numeric && quantity.date.year === undefined && (weekday === undefined || !bracket);
  const rest = writeDate(quantity.date, bare ? PLAIN : style, language);
  if (weekday === undefined) return rest;
  const plural = language === 'en' && example?.kind === 'date' && /days$/u.test(example.text);
  const name = weekdayName(weekday, language) + (plural && rest === '' ? 's' : '');
  if (rest === '') return name;
  return bracket ? `${name} (${rest})` : `${name}, ${rest}`;
}

/** The weekday follows the example where the date says enough to work it out or to do without. */
function weekdayShown(date: DateValue, example: DateValue | undefined): number | undefined {
  const computed = weekdayOf(date);
  if (example === undefined || computed === undefined) return date.weekday;
  return example.weekday === undefined ? undefined : (date.weekday ?? computed);
}

function writeDate(date: DateValue, style: DateStyle, language: Language): string {
  const { year, month, day } = date;
  if (month === undefined && day !== undefined)
    return language === 'id' ? `tanggal ${day}` : `${day}${ordinalSuffix(day)}`;
  if (month === undefined) return year === undefined ? '' : writeYear(year, language);
  if (day === undefined)
    return [monthName(month, language, false), year].filter((part) => part !== undefined).join(' ');
  if (style.numeric) return numeric(date, style, language);
  const name = monthName(month, language, style.shortMonth);
  if (language === 'id' || style.dayFirst) return [day, name, year].filter((part) => part !== undefined).join(' ');
  return year === undefined ? `${name} ${day}` : `${name} ${day}, ${year}`;
}

function numeric({ year, month = 1, day = 1 }: DateValue, style: DateStyle, language: Language): string {
  const parts = language === 'id' ? [day, month] : [month, day];
  const shownYear =
    year !== undefined && style.shortYear && year >= 1970 && year < 2070 ? String(year % 100).padStart(2, '0') : year;
  return [...parts, ...(shownYear === undefined ? [] : [shownYear])].join(style.separator);
}

function writeYear(year: number, language: Language): string {
  if (year < 0) return `${-year} ${language === 'id' ? 'SM' : 'BCE'}`;
  return language === 'id' ? `${year} Masehi` : `${year} CE`;
}

export function renderRange(quantity: DateRangeQuantity, { language, example }: Manner): string {
  const { from, to, joint } = quantity;
  const shown = example?.kind === 'date-range' ? example.text : undefined;
  const style = shown === undefined ? PLAIN : { ...styleOf(shown, language), numeric: false };
  const link = linkOf(joint, language, shown);
  const oneMonth = from.month === to.month && from.year === to.year;
  const dayFirst = language === 'id' || style.dayFirst;
  if (oneMonth && dayFirst) return `${from.day ?? ''}${link}${writeDate(to, { ...style, dayFirst: true }, language)}`;
  if (oneMonth) {
    const name = monthName(to.month ?? 1, language, style.shortMonth);
    return `${name} ${from.day ?? ''}${link}${to.day ?? ''}${to.year === undefined ? '' : `, ${to.year}`}`;
  }
  const { year: fromYear, ...withoutYear } = from;
  const first = fromYear === to.year ? withoutYear : from;
  return `${writeDate(first, style, language)}${link}${writeDate(to, style, language)}`;
}

/** The dash or word between two dates. */
function linkOf(joint: 'to' | 'and', language: Language, shown: string | undefined): string {
  if (joint === 'and') return language === 'id' ? ' dan ' : ' and ';
  const found = /\s*[–—-]\s*|,?\s+(?:to|through|until|hingga|sampai(?:\s+dengan)?|s[./]d\.?)\s+/u.exec(
    shown ?? '',
  )?.[0];
  return found ?? '–';
}
