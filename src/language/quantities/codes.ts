/** Names with digits in them. */

import type { Atoms } from './atoms.js';
import type { Reading } from './reading.js';

/**
 * Something with digits that is a name: letters and digits in one run without blanks (`F-16`, `COVID-19`, `G20`,
 * `45/Pid.B/2022`), versions (`3.1.4`), numbers with leading zeros.
 */
export function readCode(atoms: Atoms, start: number): Reading | undefined {
  const first = atoms.at(start);
  if (first.kind !== 'letters' && first.kind !== 'digits') return undefined;
  // A lower-case word with a hyphen before its number is no name: `ke-7`, `di-3`.
  const named = first.kind === 'digits' || first.text !== first.folded || atoms.kind(start + 1) === 'digits';
  let at = start + 1;
  let digits = first.kind === 'digits';
  let letters = first.kind === 'letters';
  let joints = 0;
  for (;;) {
    const { kind } = atoms.at(at);
    if (kind === 'letters' || kind === 'digits') at++;
    else if (atoms.isSign(at, '-./_') && codeGoesOn(atoms, at)) {
      joints++;
      at++;
      continue;
    } else break;
    if (kind === 'digits') digits = true;
    else letters = true;
  }
  if (!digits || !named) return undefined;
  if (!letters && joints === 0 && !(first.text.length > 1 && first.text.startsWith('0'))) return undefined;
  const value = atoms.text.slice(first.start, atoms.endOf(at));
  return { next: at, quantity: { kind: 'code', value } };
}

/** Does a sign inside a run of letters and digits join them? A stop or hyphen before a plain word does not. */
function codeGoesOn(atoms: Atoms, at: number): boolean {
  const before = atoms.at(at - 1);
  const after = atoms.at(at + 1);
  if (after.kind !== 'letters' && after.kind !== 'digits') return false;
  if (after.kind === 'digits')
    return before.kind === 'digits'
      ? atoms.isSign(at, './') || (before.text.length > 2 && before.text.startsWith('0'))
      : true;
  if (atoms.isSign(at, '/')) return before.kind === 'digits' && after.text !== after.folded;
  // `Pid.B`, `AH.11`, but not `54.Rusia` nor `12-year`.
  return after.text.length <= 3 && after.text === after.text.toUpperCase();
}
