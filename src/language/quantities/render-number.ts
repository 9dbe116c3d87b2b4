/** The plain number inside other quantities, written in a form. */

import { shift } from './decimal.js';
import { SCALE_WORDS } from './lexicon.js';
import { spellNumber } from './spell.js';
import type { Language, NumberForm, Quantity } from './types.js';

/** In what language and after which example a quantity is written. */
export interface Manner {
  readonly language: Language;
  readonly example?: Quantity;
}

interface Valued {
  readonly value: number;
  readonly decimal: string;
  readonly form: NumberForm;
}

/** English and Indonesian style guides spell numbers up to ten. */
const LARGEST_SPELLED = 10;
/** An example this large written in digits shows that its writer does not use words of scale. */
const WRITTEN_OUT = 1e6;

/** The form for a value: its own, bent to the manner of the example. */
export function formFor(quantity: Valued, { example }: Manner): NumberForm {
  const own = quantity.form;
  if (example === undefined || !('form' in example) || !('decimal' in example)) return own;
  const shown = example.form;
  const grouped = Math.abs(example.value) >= 1000 ? shown.grouped : own.grouped;
  if (shown.style === 'words') {
    const small = Number.isInteger(quantity.value) && quantity.value >= 0 && quantity.value <= LARGEST_SPELLED;
    return own.style === 'digits' && small ? { ...own, style: 'words' } : { ...own, grouped };
  }
  if (shown.style === 'digits' && Math.abs(example.value) >= WRITTEN_OUT) return inDigits(quantity, true);
  if (own.style === 'words') return own.scale === 0 ? inDigits(quantity, grouped) : { ...own, style: 'mixed', grouped };
  return { ...own, grouped };
}

function inDigits(quantity: Valued, grouped: boolean): NumberForm {
  const fraction = quantity.decimal.split('.')[1]?.length ?? 0;
  const decimals = quantity.form.scale === 0 ? Math.max(fraction, quantity.form.decimals) : fraction;
  return { style: 'digits', decimals, grouped, scale: 0 };
}

export function writeNumber(decimal: string, form: NumberForm, language: Language): string {
  if (form.style === 'words') {
    const spelled = spell(decimal, form, language);
    if (spelled !== undefined) return spelled;
  }
  const scale = form.style === 'digits' ? 0 : form.scale;
  const word = SCALE_WORDS[language][scale];
  const digits = writeDigits(word === undefined ? decimal : shift(decimal, -scale), form, language);
  return word === undefined ? digits : `${digits} ${word}`;
}

function spell(decimal: string, form: NumberForm, language: Language): string | undefined {
  if (decimal.startsWith('-')) {
    const rest = spell(decimal.slice(1), form, language);
    return rest === undefined ? undefined : `minus ${rest}`;
  }
  const scaled = form.scale === 0 ? decimal : shift(decimal, -form.scale);
  const half = /^(\d+)\.5$/u.exec(scaled);
  if (form.decimals === 1 && half !== null && half[1] !== undefined)
    return spellHalf(Number(half[1]), form.scale, language);
  return spellNumber(Number(decimal), language);
}

function spellHalf(whole: number, scale: number, language: Language): string | undefined {
  const word = SCALE_WORDS[language][scale];
  const tail = word === undefined ? '' : ` ${word}`;
  if (whole === 0) {
    if (word === undefined) return undefined;
    return language === 'id' ? `setengah ${word}` : `half a ${word}`;
  }
  const spelled = spellNumber(whole, language);
  if (spelled === undefined) return undefined;
  return language === 'id' ? `${spelled} setengah${tail}` : `${spelled} and a half${tail}`;
}

function writeDigits(decimal: string, form: NumberForm, language: Language): string {
  const negative = decimal.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? decimal.slice(1) : decimal).split('.');
  const group = language === 'id' ? '.' : ',';
  const point = language === 'id' ? ',' : '.';
  const grouped = form.grouped ? whole.replace(/\B(?=(?:\d{3})+$)/gu, group) : whole;
  const decimals = fraction.padEnd(form.decimals, '0');
  return `${negative ? '-' : ''}${grouped}${decimals === '' ? '' : point + decimals}`;
}
