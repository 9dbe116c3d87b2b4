/** Parts of a whole: `setengah`, `dua pertiga`, `a quarter`, `3/4`. */

import type { Atoms } from './atoms.js';
import { canonical } from './decimal.js';
import { DENOMINATORS, ENGLISH_ORDINALS } from './lexicon.js';
import { readNumber, readScale, type ReadNumber } from './numbers.js';
import type { Reading } from './reading.js';
import type { Language } from './types.js';

export const VULGAR = new Map<string, readonly [number, number]>([
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

export function fractionReading(atoms: Atoms, start: number, language: Language): Reading | undefined {
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
  if (!atoms.isSign(start + 1, '/') || atoms.kind(start + 2) !== 'digits' || atoms.isSign(start + 3, '/'))
    return undefined;
  const numerator = Number(atoms.at(start).text);
  const denominator = Number(atoms.at(start + 2).text);
  const small = numerator > 0 && numerator < denominator && denominator <= 10;
  return small && !atoms.gluedAfter(start + 3) ? { next: start + 3, numerator, denominator } : undefined;
}

function indonesianFraction(atoms: Atoms, start: number): ReadFraction | undefined {
  const { folded } = atoms.at(start);
  const half = folded.replace(/nya$/u, '');
  if (half === 'setengah' || half === 'separuh' || half === 'separo') {
    return { next: start + 1, numerator: 1, denominator: 2 };
  }
  if (folded.startsWith('seper')) {
    const denominator = DENOMINATORS.id.get(folded.slice(2).replace(/nya$/u, ''));
    return denominator === undefined ? undefined : { next: start + 1, numerator: 1, denominator };
  }
  const number = readNumber(atoms, start, 'id');
  if (number === undefined || atoms.kind(number.next) !== 'blank') return undefined;
  const denominator = DENOMINATORS.id.get(atoms.at(number.next + 1).folded.replace(/nya$/u, ''));
  return denominator === undefined
    ? undefined
    : { next: number.next + 2, numerator: Number(number.decimal), denominator };
}

/** The halves that divide a match, a year or a flagpole. */
const NOT_A_HALF = new Set(
  'first second latter top bottom upper lower other no southern northern eastern western own'.split(' '),
);
const AFTER_PART = new Set(
  'of as in on at to from by after since during compared more less lower higher lighter heavier larger smaller cheaper and or'.split(
    ' ',
  ),
);

/** `a third of`, `by a fifth in`, but neither `a third attempt` nor `a fourth-century villa`. */
function measuresPart(atoms: Atoms, next: number): boolean {
  if (atoms.kind(next) !== 'blank') return !atoms.isSign(next, '-‐‑');
  return atoms.kind(next + 1) !== 'letters' || AFTER_PART.has(atoms.at(next + 1).folded);
}

function englishFraction(atoms: Atoms, start: number): ReadFraction | undefined {
  if (atoms.isWord(start, 'half')) {
    const before = atoms.kind(start - 1) === 'blank' ? atoms.at(start - 2).folded : '';
    return NOT_A_HALF.has(before) ? undefined : { next: start + 1, numerator: 1, denominator: 2 };
  }
  let after: number;
  let numerator = 1;
  if (atoms.isWord(start, 'a', 'one')) after = start + 1;
  else {
    const number = readNumber(atoms, start, 'en');
    if (number === undefined) return undefined;
    after = number.next;
    numerator = Number(number.decimal);
  }
  if (atoms.kind(after) !== 'blank' && !atoms.isSign(after, '-')) return undefined;
  const word = atoms.at(after + 1).folded;
  const plural = numerator > 1;
  const denominator = DENOMINATORS.en.get(plural && word !== 'halves' ? word.replace(/s$/u, '') : word);
  if (denominator === undefined || (plural && !word.endsWith('s'))) return undefined;
  if (atoms.isWord(start, 'a') && ENGLISH_ORDINALS.has(word) && !measuresPart(atoms, after + 2)) return undefined;
  return { next: after + 2, numerator, denominator };
}

/** `setengah juta`, `half a million`: a number although it starts as a fraction. */
export function fractionOfScale(atoms: Atoms, start: number, language: Language): ReadNumber | undefined {
  const part = readFraction(atoms, start, language);
  if (part === undefined || part.denominator === 3 || part.denominator > 5) return undefined;
  const article = language === 'en' && atoms.kind(part.next) === 'blank' && atoms.isWord(part.next + 1, 'a');
  const scale = readScale(atoms, article ? part.next + 2 : part.next, language);
  if (scale === undefined) return undefined;
  const value = (part.numerator / part.denominator) * 10 ** scale.power;
  return {
    next: scale.next,
    decimal: canonical(String(Math.round(value))),
    form: { style: 'words', decimals: 1, grouped: true, scale: scale.power },
  };
}
