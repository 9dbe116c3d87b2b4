/** Numbers in words. */

import { ENGLISH_ORDINALS, ENGLISH_TENS, SCALE_WORDS, UNITS } from './lexicon.js';
import type { Language } from './types.js';

const names = (table: ReadonlyMap<string, number>): ReadonlyMap<number, string> =>
  new Map([...table].map(([word, value]) => [value, word]));

const SMALL = { id: names(UNITS.id), en: names(UNITS.en) };
const TENS = names(ENGLISH_TENS);
const ORDINALS = names(ENGLISH_ORDINALS);

/** A whole number from 0 to 999 999 999 999 999 in words; undefined beyond. */
export function spellNumber(value: number, language: Language): string | undefined {
  if (!Number.isInteger(value) || value < 0 || value >= 1e15) return undefined;
  if (value === 0) return SMALL[language].get(0);
  const parts: string[] = [];
  let rest = value;
  for (const power of [12, 9, 6, 3]) {
    const count = Math.floor(rest / 10 ** power);
    rest -= count * 10 ** power;
    if (count === 0) continue;
    const fused = language === 'id' && power === 3 && count === 1;
    parts.push(fused ? 'seribu' : `${belowThousand(count, language)} ${SCALE_WORDS[language][power] ?? ''}`);
  }
  if (rest > 0) parts.push(belowThousand(rest, language));
  return parts.join(' ');
}

function belowThousand(value: number, language: Language): string {
  return language === 'id' ? indonesian(value) : english(value);
}

function indonesian(value: number): string {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  const parts: string[] = [];
  if (hundreds > 0) parts.push(hundreds === 1 ? 'seratus' : `${SMALL.id.get(hundreds) ?? ''} ratus`);
  if (rest > 0) {
    const small = SMALL.id.get(rest);
    const tens = Math.floor(rest / 10);
    const unit = rest % 10;
    if (small !== undefined) parts.push(small);
    else if (tens === 1) parts.push(`${SMALL.id.get(unit) ?? ''} belas`);
    else parts.push(`${SMALL.id.get(tens) ?? ''} puluh${unit === 0 ? '' : ` ${SMALL.id.get(unit) ?? ''}`}`);
  }
  return parts.join(' ');
}

function english(value: number): string {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  const parts: string[] = [];
  if (hundreds > 0) parts.push(`${SMALL.en.get(hundreds) ?? ''} hundred`);
  if (rest > 0) {
    const unit = rest % 10;
    const tens = TENS.get(rest - unit) ?? '';
    parts.push(SMALL.en.get(rest) ?? (unit === 0 ? tens : `${tens}-${SMALL.en.get(unit) ?? ''}`));
  }
  return parts.join(' ');
}

/** `ketujuh belas`, `seventeenth`: 2 to 99; undefined beyond. */
export function spellOrdinal(value: number, language: Language): string | undefined {
  if (!Number.isInteger(value) || value < 2 || value > 99) return undefined;
  if (language === 'id') return `ke${indonesian(value)}`;
  const unit = value % 10;
  return ORDINALS.get(value) ?? `${TENS.get(value - unit) ?? ''}-${ORDINALS.get(unit) ?? ''}`;
}

/** `st`, `nd`, `rd`, `th`. */
export function ordinalSuffix(value: number): string {
  const teens = value % 100 >= 11 && value % 100 <= 13;
  return teens ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
}

/** `XIX` for 19: 1 to 399. */
export function toRoman(value: number): string {
  const steps: readonly (readonly [number, string])[] = [
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ];
  let rest = value;
  let text = '';
  for (const [size, letters] of steps) {
    for (; rest >= size; rest -= size) text += letters;
  }
  return text;
}
