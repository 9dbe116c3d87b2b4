/** Years with an era, and decades. */

import type { Atoms } from './atoms.js';
import { ENGLISH_DECADES } from './lexicon.js';
import { readNumber } from './numbers.js';
import type { Reading } from './reading.js';
import type { Language } from './types.js';

/** `585 SM`, `585 BCE`, `AD 79`: a year with its era. */
export function readYearWithEra(atoms: Atoms, start: number, language: Language): Reading | undefined {
  const leading = language === 'en' && atoms.at(start).text === 'AD' && atoms.kind(start + 1) === 'blank';
  if (!leading && atoms.kind(start) !== 'digits') return language === 'id' ? yearAfterWord(atoms, start) : undefined;
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
  if (atoms.kind(start) !== 'blank') return undefined;
  const text = atoms.at(start + 1).text;
  if (language === 'id') {
    return text === 'SM' || text === 'Masehi' ? { before: text === 'SM', next: start + 2 } : undefined;
  }
  if (text === 'BCE' || text === 'BC') return { before: true, next: start + 2 };
  if (text === 'CE' || text === 'AD') return { before: false, next: start + 2 };
  if (text !== 'B' || !atoms.isSign(start + 2, '.') || atoms.at(start + 3).text !== 'C') return undefined;
  const next = atoms.isSign(start + 4, '.') ? start + 5 : start + 4;
  const common = atoms.at(next).text === 'E' && atoms.isSign(next + 1, '.');
  return { before: true, next: common ? next + 2 : next };
}

/** `tahun 79 M`: alone the letter could be a unit. */
function yearAfterWord(atoms: Atoms, start: number): Reading | undefined {
  if (!atoms.isWord(start, 'tahun') || atoms.kind(start + 1) !== 'blank' || atoms.kind(start + 2) !== 'digits')
    return undefined;
  const marked = atoms.kind(start + 3) === 'blank' && atoms.at(start + 4).text === 'M' && !atoms.gluedAfter(start + 5);
  const year = Number(atoms.at(start + 2).text);
  return marked ? { next: start + 5, quantity: { kind: 'date', date: { year } } } : undefined;
}

/** `1980-an`, `1980s`, `'80s`, `eighties`. */
export function readDecade(atoms: Atoms, start: number, language: Language): Reading | undefined {
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
