/**
 * Names that came through with wrong letters. A model that spells a rare name piece by piece loses or doubles some
 * (`Widododo`, `Bufalo`); the alignment says which name of the source was meant, and the source knows how it is spelt.
 */
import { replaceRange, type Draft } from './draft.js';
import type { Prepared } from './prepare.js';
import { unitAttention, unitsOf } from './units.js';

const NAME = /^\p{Lu}[\p{Ll}'’-]{3,}$/u;

/** The word with every immediate repetition said once: `Widododo` and `Widodo` are `Wido`. */
function unrepeated(word: string): string {
  let at = word.toLowerCase();
  for (;;) {
    const next = at.replace(/(.{1,4}?)\1+/gu, '$1');
    if (next === at) return at;
    at = next;
  }
}

/**
 * Is `written` the name with a part said too often or too seldom? Other differences are mostly the English form (`Moskow`,
 * `Provinsi`), and so is one letter doubled (`Rusia`).
 */
export function isMisspelt(name: string, written: string): boolean {
  if (!NAME.test(name) || !NAME.test(written) || name === written || unrepeated(name) !== unrepeated(written))
    return false;
  return written.length < name.length || /(.)\1\1|(.{2,4})\2/iu.test(written);
}

/** Spells misspelt names as the source does. */
export function repairNames(prepared: Prepared, draft: Draft): Draft {
  const { text, units, bodyStart } = prepared;
  const special = draft.tokens
    .filter(({ whole }) => whole)
    .map(({ start, end }) => ({ start, end, as: 'unit' as const }));
  const targetUnits = unitsOf(draft.text, special);
  const written = targetUnits.map(({ start, end }) => draft.text.slice(start, end));
  // Most sentences have no word that could be meant.
  const names = units.filter(
    ({ start, end }) =>
      start > bodyStart && NAME.test(text.slice(start, end)) && !written.includes(text.slice(start, end)),
  );
  if (names.length === 0) return draft;
  const attention = unitAttention(draft, targetUnits, units);
  let repaired = draft;
  for (let t = targetUnits.length - 1; t >= 0; t--) {
    if (!NAME.test(written[t]!)) continue;
    const s = units.findIndex((unit, i) => names.includes(unit) && attention[t]![i]! >= 0.6);
    if (s < 0) continue;
    const name = text.slice(units[s]!.start, units[s]!.end);
    if (!isMisspelt(name, written[t]!)) continue;
    const { start, end } = targetUnits[t]!;
    repaired = replaceRange(repaired, start, end, name);
  }
  return repaired;
}
