/** Equality of quantities by value, across languages. */

import { CURRENCY_FAMILY } from './lexicon.js';
import type { DateValue, Quantity, TimeQuantity } from './types.js';

/**
 * The value in canonical form, the same in every language: quantities with equal keys are the same. The reverse does not
 * hold, because {@link sameQuantity} also forgives what one side leaves open.
 */
export function quantityKey(quantity: Quantity): string {
  switch (quantity.kind) {
    case 'number':
      return quantity.decimal;
    case 'percent':
    case 'measure':
      return `${quantity.decimal} ${quantity.unit}`;
    case 'currency':
      return `${quantity.decimal} ${quantity.currency}`;
    case 'fraction':
      return reduced(quantity.numerator, quantity.denominator);
    case 'group':
    case 'ordinal':
    case 'decade':
      return String(quantity.value);
    case 'date':
      return dateKey(quantity.date);
    case 'date-range':
      return `${dateKey(quantity.from)}/${dateKey(quantity.to)}`;
    case 'time':
      return `${quantity.hour}:${quantity.minute}:${quantity.second ?? 0}${quantity.exact ? '' : '?'} ${quantity.zone ?? ''}`;
    case 'code':
      return quantity.value.toLowerCase();
  }
}

function dateKey({ year, month, day, weekday }: DateValue): string {
  return [year, month, day, weekday].map((part) => part ?? '').join('-');
}

function reduced(numerator: number, denominator: number): string {
  let [a, b] = [numerator, denominator];
  while (b !== 0) [a, b] = [b, a % b];
  return `${numerator / a}/${denominator / a}`;
}

/**
 * Do two quantities say the same, whatever the language and manner of writing? `12.500,75` = `12,500.75`;
 * `Rp1,5 miliar` = `IDR 1,500,000,000`; `pukul 16.30 WIB` = `4:30 p.m. Western Indonesian Time`.
 *
 * Left open by one side, a weekday beside a full date, a time zone, the half of the day or the country of a dollar are
 * not a difference. A bare number equals a measure, day, hour or year of the same value, because the unit then stands
 * elsewhere in the sentence; it never equals money or a percentage.
 */
export function sameQuantity(a: Quantity, b: Quantity): boolean {
  if (a.kind === b.kind) return sameKind(a, b);
  const copied = a.text === b.text && (a.kind === 'code' || b.kind === 'code');
  return copied || looselySame(a, b) || looselySame(b, a);
}

function sameKind(a: Quantity, b: Quantity): boolean {
  switch (a.kind) {
    case 'number':
      return b.kind === a.kind && a.decimal === b.decimal;
    case 'percent':
      return b.kind === a.kind && a.decimal === b.decimal && a.unit === b.unit;
    case 'currency':
      return b.kind === a.kind && a.decimal === b.decimal && sameCurrency(a.currency, b.currency);
    case 'measure':
      return b.kind === a.kind && a.decimal === b.decimal && sameUnit(a.unit, b.unit);
    case 'fraction':
      return b.kind === a.kind && a.numerator * b.denominator === b.numerator * a.denominator;
    case 'group':
    case 'ordinal':
      return b.kind === a.kind && a.value === b.value;
    case 'decade':
      return b.kind === a.kind && sameDecade(a.value, b.value);
    case 'date':
      return b.kind === a.kind && sameDate(a.date, b.date);
    case 'date-range':
      return b.kind === a.kind && sameDate(a.from, b.from) && sameDate(a.to, b.to);
    case 'time':
      return b.kind === a.kind && sameTime(a, b);
    case 'code':
      return b.kind === a.kind && a.value.toLowerCase() === b.value.toLowerCase();
  }
}

function looselySame(a: Quantity, b: Quantity): boolean {
  if (a.kind === 'number') {
    if (b.kind === 'group') return a.value === b.value;
    if (b.kind === 'measure') return a.decimal === b.decimal;
    if (b.kind === 'fraction') return a.value === b.value;
    if (b.kind === 'time') return b.minute === 0 && !b.exact && a.value === b.hour;
    if (b.kind === 'date') return onlyPart(b.date, 'year') === a.value || onlyPart(b.date, 'day') === a.value;
    if (b.kind === 'code') return /^0\d+$/u.test(b.value) && Number(b.value) === a.value;
  }
  // Indonesian has one word for both: `kedua negara` counts, `negara kedua` orders.
  if (a.kind === 'ordinal' && b.kind === 'group')
    return a.value === b.value && (/^ke/iu.test(a.text) || /^ke/iu.test(b.text));
  return a.kind === 'ordinal' && b.kind === 'date' && onlyPart(b.date, 'day') === a.value;
}

/** The value of a date that consists of one part. */
function onlyPart(date: DateValue, part: keyof DateValue): number | undefined {
  return Object.keys(date).length === 1 ? date[part] : undefined;
}

function sameCurrency(a: string, b: string): boolean {
  return a === b || CURRENCY_FAMILY[a] === b || CURRENCY_FAMILY[b] === a;
}

function sameUnit(a: string, b: string): boolean {
  const temperature = ['celsius', 'degree'];
  return a === b || (temperature.includes(a) && temperature.includes(b));
}

function sameDecade(a: number, b: number): boolean {
  return a === b || ((a < 100 || b < 100) && a % 100 === b % 100);
}

function sameDate(a: DateValue, b: DateValue): boolean {
  if (a.year !== b.year || a.month !== b.month || a.day !== b.day) return false;
  const open = a.day !== undefined && a.month !== undefined && (a.weekday === undefined || b.weekday === undefined);
  return open || a.weekday === b.weekday;
}

function sameTime(a: TimeQuantity, b: TimeQuantity): boolean {
  const cycle = a.exact && b.exact ? 24 : 12;
  if (a.hour % cycle !== b.hour % cycle || a.minute !== b.minute || (a.second ?? 0) !== (b.second ?? 0)) return false;
  return a.zone === undefined || b.zone === undefined || a.zone === b.zone;
}
