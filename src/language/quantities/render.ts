/** Writes quantities in either language, in the manner of an example where there is one. */

import { renderDate, renderRange } from './render-date.js';
import { formFor, type Manner, writeNumber } from './render-number.js';
import { renderTime } from './render-time.js';
import { Atoms } from './atoms.js';
import { findQuantities } from './find.js';
import { CURRENCIES, CURRENCY_FAMILY, DENOMINATORS, MEASURES } from './lexicon.js';
import { readNumber } from './numbers.js';
import { ordinalSuffix, spellNumber, spellOrdinal, toRoman } from './spell.js';
import type {
  CurrencyQuantity,
  FractionQuantity,
  GroupQuantity,
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
  const manner: Manner = { language, ...(example !== undefined && { example }) };
  const text = render(quantity, manner);
  return example === undefined ? text : matchCase(text, example);
}

/** The quantity in the example that has the kind wanted, or else the first. */
function exampleOf(like: string, language: Language, wanted: Quantity): Quantity | undefined {
  const found = findQuantities(like, language);
  return found.find(({ kind }) => kind === wanted.kind) ?? found[0];
}

function render(quantity: Quantity, manner: Manner): string {
  switch (quantity.kind) {
    case 'number':
      return writeNumber(quantity.decimal, formFor(quantity, manner), manner.language);
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

/** `kedua` in Indonesian, `both` or `three` in English; an example without a group asks for the plain number. */
function renderGroup({ value }: GroupQuantity, { example, language }: Manner): string {
  const plain = example !== undefined && example.kind !== 'group';
  if (language === 'id') return (plain ? spellNumber(value, 'id') : spellOrdinal(value, 'id')) ?? String(value);
  if (value === 2 && !plain) return 'both';
  return spellNumber(value, 'en') ?? String(value);
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
      if (sameFamily(example.currency, quantity.currency)) return prefix + number;
      const gap = /\s*$/u.exec(prefix)?.[0] ?? '';
      const byCode = /^[A-Z]{3}\s*$/u.test(prefix) && /^[A-Z]{3}$/u.test(quantity.currency);
      if (byCode) return `${quantity.currency}${gap === '' ? ' ' : gap}${number}`;
      if (sign !== undefined) return withSign(sign, number, language);
    }
    const tail = tailOf(example.text, language);
    if (tail !== undefined && example.currency === quantity.currency)
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
  return `${sign}${apart ? ' ' : ''}${number}`;
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
  const number = writeNumber(quantity.decimal, formFor(quantity, manner), language);
  const unit = MEASURES.find((names) => names.unit === quantity.unit);
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
    return number + (symbol.startsWith('°') && language === 'en' ? '' : ' ') + local;
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
  if (numerator === 1 && denominator === 2) return language === 'id' ? 'setengah' : 'half';
  if (part === undefined || count === undefined) return `${numerator}/${denominator}`;
  if (language === 'id') return numerator === 1 ? `se${part}` : `${count} ${part}`;
  const article = /^a\b/iu.test(pattern) && example !== undefined;
  if (numerator === 1) return article && / of$/u.test(pattern) ? `a ${part}` : `one-${part}`;
  return `${count}-${part === 'half' ? 'halves' : `${part}s`}`;
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
