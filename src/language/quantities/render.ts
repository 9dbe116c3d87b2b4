/** Writes quantities in either language, in the manner of an example where there is one. */

import { renderDate, renderRange } from './render-date.js';
import { formFor, type Manner, writeNumber } from './render-number.js';
import { renderTime } from './render-time.js';
import { Atoms } from './atoms.js';
import { findQuantities } from './find.js';
import { CURRENCIES, CURRENCY_FAMILY, DENOMINATORS, MEASURES } from './lexicon.js';
import { MULTIPLES } from './lexicon.js';
import { readNumber } from './numbers.js';
import { quantityKey } from './same.js';
import { ordinalSuffix, spellNumber, spellOrdinal, toRoman } from './spell.js';
import type {
  CurrencyQuantity,
  FractionQuantity,
  GroupQuantity,
  NumberQuantity,
  Language,
  MeasureQuantity,
  OrdinalQuantity,
  PercentQuantity,
  Quantity,
} from './types.js';

/**
 * A quantity as a writer of the language puts it. With `like`, a quantity of that language in the place to be filled
 * (say the old figure in a stored translation), its manner is followed: digits or words, words of scale, currency sign
 * or name, percent sign or word, twelve or twenty-four hours, long or short dates. Without, the manner of the quantity
 * itself is carried over as far as the language has it: English dates name the month and English times say a.m. or p.m.
 *
 * What is found in the result has the value of the quantity (`sameQuantity`).
 */
export function renderQuantity(quantity: Quantity, language: Language, like?: string): string {
  const example = like === undefined ? undefined : exampleOf(like, language, quantity);
  if (example === undefined) return render(quantity, { language });
  const wanted = asKind(quantity, example);
  if (example.kind === wanted.kind && quantityKey(example) === quantityKey(wanted)) return example.text;
  return matchCase(render(wanted, { language, example }), example);
}

/** The quantity in the example that has the kind wanted, or else the first. */
function exampleOf(like: string, language: Language, wanted: Quantity): Quantity | undefined {
  // Without its context a clock reads as a number: `19.00` after `pukul 14.00,`.
  if (wanted.kind === 'time' && /^\d{1,2}[.:]\d\d$/u.test(like)) {
    const minute = Number(like.slice(-2));
    return {
      kind: 'time',
      text: like,
      start: 0,
      end: like.length,
      hour: Number.parseInt(like, 10),
      minute,
      exact: true,
      words: false,
    };
  }
  const found = findQuantities(like, language);
  return found.find(({ kind }) => kind === wanted.kind) ?? found[0];
}

const PLAIN_DIGITS = { style: 'digits', decimals: 0, grouped: true, scale: 0 } as const;

/**
 * The same value as the kind that the example has, where the two languages put it differently: `kedua` for `second` or
 * `the two`, `lantai dua` for `second floor`, `tanggal 5` for `the 5th`, `pukul tiga` for `at three`.
 */
function asKind(quantity: Quantity, example: Quantity): Quantity {
  const { text, start, end } = quantity;
  // The unit stands elsewhere on one of the two sides.
  if (quantity.kind === 'number' && example.kind === 'measure')
    return { ...quantity, kind: 'measure', unit: example.unit };
  if (quantity.kind === 'measure' && example.kind === 'number') {
    const { value, decimal, form } = quantity;
    return { text, start, end, kind: 'number', value, decimal, form };
  }
  const count = countOf(quantity);
  if (quantity.kind === example.kind || count === undefined) return quantity;
  const found = { text, start, end, value: count };
  const form = 'form' in quantity ? quantity.form : PLAIN_DIGITS;
  switch (example.kind) {
    case 'number':
      return { ...found, kind: 'number', decimal: String(count), form };
    case 'group':
      return { ...found, kind: 'group' };
    case 'ordinal':
      return count < 1 ? quantity : { ...found, kind: 'ordinal', form };
    case 'date': {
      const { year, month, day } = example.date;
      if (month === undefined && day !== undefined && isDay(count))
        return { text, start, end, kind: 'date', date: { day: count } };
      return month === undefined && year !== undefined
        ? { text, start, end, kind: 'date', date: { year: count } }
        : quantity;
    }
    case 'time':
      return count <= 12 && !example.exact
        ? { text, start, end, kind: 'time', hour: count, minute: 0, exact: false, words: example.words }
        : quantity;
    default:
      return quantity;
  }
}

const positive = (year: number | undefined): number | undefined => (year !== undefined && year > 0 ? year : undefined);
const isDay = (count: number): boolean => count >= 1 && count <= 31;

/** The whole number that a quantity comes to when it is no more than that. */
function countOf(quantity: Quantity): number | undefined {
  switch (quantity.kind) {
    case 'number':
    case 'group':
    case 'ordinal':
      return Number.isInteger(quantity.value) && quantity.value >= 0 ? quantity.value : undefined;
    case 'date':
      return quantity.date.month === undefined && quantity.date.weekday === undefined
        ? (quantity.date.day ?? positive(quantity.date.year))
        : undefined;
    case 'time':
      return !quantity.exact && quantity.minute === 0 ? quantity.hour : undefined;
    default:
      return undefined;
  }
}

function render(quantity: Quantity, manner: Manner): string {
  switch (quantity.kind) {
    case 'number':
      return (
        renderMultiple(quantity, manner) ??
        withArticle(writeNumber(quantity.decimal, formFor(quantity, manner), manner.language), manner)
      );
    case 'group':
      return renderGroup(quantity, manner);
    case 'percent':
      return renderPercent(quantity, manner);
    case 'currency':
      return renderCurrency(quantity, manner);
    case 'measure':
      return renderMeasure(quantity, manner);
    case 'fraction':
      return renderFraction(quantity, manner);
    case 'ordinal':
      return renderOrdinal(quantity, manner);
    case 'decade':
      return manner.language === 'id' ? `${quantity.value}-an` : `${quantity.value}s`;
    case 'date':
      return renderDate(quantity, manner);
    case 'date-range':
      return renderRange(quantity, manner);
    case 'time':
      return renderTime(quantity, manner);
    case 'code':
      return quantity.value;
  }
}

/** `a hundred` in the example asks for `a thousand` rather than `one thousand`. */
function withArticle(number: string, { example, language }: Manner): string {
  return language === 'en' && /^an?\s/iu.test(example?.text ?? '') ? number.replace(/^one(?=\s)/u, 'a') : number;
}

const DOUBLED = ['', '', 'doubled', 'tripled', 'quadrupled', 'quintupled'];

/** `twice`, `doubled` and `threefold` in the example give `three times`, `tripled`, `fivefold`. */
function renderMultiple({ value }: NumberQuantity, { example, language }: Manner): string | undefined {
  const shown = example?.text.toLowerCase() ?? '';
  if (language !== 'en' || !MULTIPLES.has(shown)) return undefined;
  const word = (value <= 10 ? spellNumber(value, 'en') : undefined) ?? writeNumber(String(value), PLAIN_DIGITS, 'en');
  if (shown.endsWith('fold')) return value <= 10 ? `${word}fold` : `${word}-fold`;
  if (shown === 'twice' || shown === 'thrice') return value === 2 ? 'twice' : `${word} times`;
  const past = DOUBLED[value];
  if (past === undefined || past === '') return `multiplied by ${word}`;
  return shown.endsWith('ing') ? past.replace(/ed$/u, 'ing') : past;
}

/** `kedua` in Indonesian, `both` or `three` in English. */
function renderGroup({ value }: GroupQuantity, { example, language }: Manner): string {
  const clitic = example !== undefined && /^ke\p{L}+nya$/iu.test(example.text) ? 'nya' : '';
  if (language === 'id') return (spellOrdinal(value, 'id') ?? String(value)) + clitic;
  return value === 2 ? 'both' : (spellNumber(value, 'en') ?? String(value));
}

/** Capitals of the example: `Rp 3 Billion` in a headline, `Seventeen` at the head of a sentence. */
function matchCase(text: string, example: Quantity): string {
  if (example.kind === 'code' || example.kind === 'date' || example.kind === 'date-range' || example.kind === 'time')
    return text;
  const words = example.text.match(/(?<![\p{L}$])\p{L}{3,}/gu) ?? [];
  const titled = words.filter((word) => /^\p{Lu}\p{Ll}/u.test(word) && !/^(?:Celsius|Fahrenheit)$/u.test(word));
  if (titled.length > 0 && titled.length === words.length && (words.length > 1 || /\d/u.test(example.text))) {
    return text.replace(/(?<![\p{L}\d$-])\p{Ll}(?=\p{L}{2})/gu, (letter) => letter.toUpperCase());
  }
  const opens = /^\p{Lu}\p{Ll}{2}/u.test(example.text);
  return opens && /^\p{Ll}/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

const PERCENT_WORDS: Record<Language, Record<PercentQuantity['unit'], string>> = {
  id: { percent: 'persen', 'percentage-point': 'poin persentase', 'basis-point': 'basis poin', permille: 'permil' },
  en: {
    percent: 'percent',
    'percentage-point': 'percentage points',
    'basis-point': 'basis points',
    permille: 'permille',
  },
};

function renderPercent(quantity: PercentQuantity, manner: Manner): string {
  const { example, language } = manner;
  const number = writeNumber(quantity.decimal, formFor(quantity, manner), language);
  const pattern = example?.kind === 'percent' && example.unit === quantity.unit ? example.text : quantity.text;
  const sign = /\s*[%‰]/u.exec(pattern);
  if (sign !== null) return number + sign[0].replace(/\s+/u, language === 'en' && example === undefined ? '' : ' ');
  if (example?.kind === 'percent' && example.unit === quantity.unit) {
    const tail = tailOf(example.text, language);
    if (tail !== undefined) return number + tail;
  }
  return `${number} ${PERCENT_WORDS[language][quantity.unit]}`;
}

/** What follows the number in a quantity, with its blank or hyphen; undefined when it does not start with a number. */
function tailOf(text: string, language: Language): string | undefined {
  const atoms = new Atoms(text);
  const number = readNumber(atoms, 0, language);
  return number === undefined ? undefined : text.slice(atoms.endOf(number.next));
}

const sameFamily = (a: string, b: string): boolean => a === b || CURRENCY_FAMILY[a] === b || CURRENCY_FAMILY[b] === a;

function renderCurrency(quantity: CurrencyQuantity, manner: Manner): string {
  const { language } = manner;
  const example = manner.example?.kind === 'currency' ? manner.example : undefined;
  const number = writeNumber(quantity.decimal, formFor(quantity, manner), language);
  const names = CURRENCIES.find(({ code }) => code === quantity.currency);
  const sign = names?.prefixes[0];
  if (example !== undefined) {
    const prefix = /^[^\d\s]*\p{Sc}?\.?\s*(?=\d)/u.exec(example.text)?.[0] ?? '';
    if (prefix !== '') {
      if (sameFamily(example.currency, quantity.currency)) {
        return number.startsWith('-') ? `-${prefix}${number.slice(1)}` : prefix + number;
      }
      const gap = /\s*$/u.exec(prefix)?.[0] ?? '';
      const byCode = /^[A-Z]{3}\s*$/u.test(prefix) && /^[A-Z]{3}$/u.test(quantity.currency);
      if (byCode) return `${quantity.currency}${gap === '' ? ' ' : gap}${number}`;
      if (sign !== undefined) return withSign(sign, number, language);
    }
    const tail = tailOf(example.text, language);
    if (tail !== undefined && sameFamily(example.currency, quantity.currency))
      return number + numbered(tail, quantity.value, names?.[language] ?? []);
  } else if (sign !== undefined && /^-?\d/u.test(number) && (signed(quantity.text) || language === 'en'))
    return withSign(sign, number, language);
  const list = names?.[language] ?? [];
  return `${number} ${singularOrPlural(list, quantity.value)}`;
}

const signed = (text: string): boolean => /^[^\d\s-]*[\p{Sc}]|^(?:Rp|RM|[A-Z]{3})/u.test(text);

/** House style: `Rp 1.5 billion` in English, `Rp1,5 miliar` in Indonesian; codes apart, other signs close. */
function withSign(sign: string, number: string, language: Language): string {
  const apart = /^[A-Z]{3}$/u.test(sign) || (language === 'en' && /^[A-Za-z]+$/u.test(sign));
  const [minus, size] = number.startsWith('-') ? ['-', number.slice(1)] : ['', number];
  return `${minus}${sign}${apart ? ' ' : ''}${size}`;
}

/** English lists its plural first and the singular second. */
function singularOrPlural(list: readonly string[], value: number): string {
  const [plural = '', singular] = list;
  return value === 1 && singular !== undefined && plural.startsWith(singular) ? singular : plural;
}

/** The example's tail with the name in the right number: `1 dollar`, `2 dollars`; `-dollar` stays. */
function numbered(tail: string, value: number, list: readonly string[]): string {
  const [plural = '', singular = ''] = list;
  if (singular === '' || tail.startsWith('-') || !plural.startsWith(singular)) return tail;
  if (value === 1 && tail.trim() === plural) return tail.replace(plural, singular);
  return value !== 1 && tail.trim() === singular ? tail.replace(singular, plural) : tail;
}

function renderMeasure(quantity: MeasureQuantity, manner: Manner): string {
  const { example, language } = manner;
  const form = formFor(quantity, manner);
  const unit = MEASURES.find((names) => names.unit === quantity.unit);
  const number = writeNumber(quantity.decimal, form, language);
  if (unit === undefined) return number;
  const [singular = '', plural = singular] = unit.en;
  if (example?.kind === 'measure') {
    const tail = tailOf(example.text, language);
    if (tail !== undefined && example.unit === quantity.unit) {
      return number + (language === 'en' ? numbered(tail, Math.abs(quantity.value), [plural, singular]) : tail);
    }
  }
  const symbol = writtenSymbol(quantity, unit.symbols);
  if (symbol !== undefined) {
    const local =
      quantity.unit === 'kilometer-per-hour' ? (language === 'id' ? 'km/jam' : 'km/h') : (unit.symbols[0] ?? symbol);
    // Symbols stand beside digits only.
    const digits =
      form.style === 'words' ? writeNumber(quantity.decimal, { ...form, style: 'mixed' }, language) : number;
    return digits + (symbol.startsWith('°') && language === 'en' ? '' : ' ') + local;
  }
  if (language === 'id')
    return `${number} ${unit.id[0]?.replace('celsius', 'Celsius').replace('fahrenheit', 'Fahrenheit') ?? ''}`;
  return `${number} ${Math.abs(quantity.value) === 1 ? singular : plural}`;
}

/** The symbol of a unit when the quantity was written with one. */
function writtenSymbol(quantity: MeasureQuantity, symbols: readonly string[]): string | undefined {
  return [...symbols]
    .sort((a, b) => b.length - a.length)
    .find((symbol) => {
      const at = quantity.text.length - symbol.length;
      return quantity.text.endsWith(symbol) && !/\p{L}/u.test(quantity.text.charAt(at - 1));
    });
}

function renderFraction(quantity: FractionQuantity, manner: Manner): string {
  const { numerator, denominator } = quantity;
  const { example, language } = manner;
  const pattern = example?.kind === 'fraction' ? example.text : quantity.text;
  if (/\d/u.test(pattern)) return `${numerator}/${denominator}`;
  const part = [...DENOMINATORS[language]].find(([, value]) => value === denominator)?.[0];
  const count = spellNumber(numerator, language);
  const shown = example?.kind === 'fraction' ? example.text : '';
  const clitic = language === 'id' && shown.endsWith('nya') ? 'nya' : '';
  if (numerator === 1 && denominator === 2) return language === 'id' ? `setengah${clitic}` : 'half';
  if (part === undefined || count === undefined) return `${numerator}/${denominator}`;
  if (language === 'id') return (numerator === 1 ? `se${part}` : `${count} ${part}`) + clitic;
  if (numerator === 1) return /^a\b/iu.test(shown) ? `a ${part}` : `one${/^one\s/iu.test(shown) ? ' ' : '-'}${part}`;
  return `${count}${/\s/u.test(shown) ? ' ' : '-'}${part === 'half' ? 'halves' : `${part}s`}`;
}

function renderOrdinal(quantity: OrdinalQuantity, manner: Manner): string {
  const { example, language } = manner;
  const style = example?.kind === 'ordinal' ? example.form.style : quantity.form.style;
  const words = style === 'words' ? spellOrdinal(quantity.value, language) : undefined;
  if (words !== undefined) return words;
  if (language === 'id')
    return style === 'roman' && quantity.value < 400 ? `ke-${toRoman(quantity.value)}` : `ke-${quantity.value}`;
  return `${quantity.value}${ordinalSuffix(quantity.value)}`;
}
