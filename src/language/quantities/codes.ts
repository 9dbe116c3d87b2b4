/** Names with digits in them. */

import type { Atoms } from './atoms.js';
import type { Reading } from './reading.js';
import { PREFIXES } from './tables.js';

/**
 * Something with digits that is a name: letters and digits in one run without blanks (`F-16`, `COVID-19`, `G20`,
 * `45/Pid.B/2022`), versions (`3.1.4`), numbers with leading zeros.
 */
export function readCode(atoms: Atoms, start: number): Reading | undefined {
  const first = atoms.at(start);
  if ((first.kind !== 'letters' && first.kind !== 'digits') || PREFIXES.match(atoms, start) !== undefined)
    return undefined;
  // A lower-case word with a hyphen before its number is no name: `ke-7`, `di-3`.
  const named = first.kind === 'digits' || first.text !== first.folded || atoms.kind(start + 1) === 'digits';
  const zero = first.text.length > 1 && first.text.startsWith('0');
  let at = start + 1;
  let digits = first.kind === 'digits';
  let letters = first.kind === 'letters';
  let joints = '';
  for (;;) {
    const kind = atoms.kind(at);
    if (kind === 'letters' || kind === 'digits') at++;
    else if (atoms.isSign(at, '-./_') && goesOn(atoms, at, zero)) {
      joints += atoms.at(at).text;
      at++;
      continue;
    } else break;
    if (kind === 'digits') digits = true;
    else letters = true;
  }
  if (!digits || !named) return undefined;
  // Of figures alone `3.1.4` and `8/2011` are names, `9.175/9.180` are two numbers.
  if (!letters && !zero && (joints === '' || (joints.includes('.') && joints.includes('/')))) return undefined;
  const value = atoms.text.slice(first.start, atoms.endOf(at));
  return { next: at, quantity: { kind: 'code', value } };
}

/** Does a sign inside a run of letters and digits join them? A stop or hyphen before a plain word does not. */
function goesOn(atoms: Atoms, at: number, startsWithZero: boolean): boolean {
  const before = atoms.at(at - 1);
  const after = atoms.at(at + 1);
  if (after.kind !== 'letters' && after.kind !== 'digits') return false;
  const capitals = before.text === before.text.toUpperCase();
  if (after.kind === 'digits') {
    // `0812-3456` and `AH.11`, but neither `5-7` nor `No.1`.
    if (before.kind === 'digits') return atoms.isSign(at, './') || startsWithZero;
    return !atoms.isSign(at, '.') || capitals;
  }
  if (atoms.isSign(at, '/')) return before.kind === 'digits' && after.text !== after.folded;
  // `Pid.B`, but not `54.Rusia` nor `12-year`.
  return after.text.length <= 3 && after.text === after.text.toUpperCase();
}
