/** Look-up of fixed phrases (units, currencies, zones) at a place in the atoms. */

import { Atoms, type Atom } from './atoms.js';

interface Entry<T> {
  readonly atoms: readonly Atom[];
  readonly value: T;
  /** Compare as written instead of without regard to case. */
  readonly exact: boolean;
}

const HYPHENS = '-‐‑';

export class PhraseTable<T> {
  private readonly entries = new Map<string, Entry<T>[]>();

  add(phrase: string, value: T, exact = false): this {
    const parsed = new Atoms(phrase);
    const atoms = Array.from({ length: parsed.length }, (_, i) => parsed.at(i));
    const key = atoms[0]?.folded ?? '';
    const group = this.entries.get(key) ?? [];
    group.push({ atoms, value, exact });
    group.sort((a, b) => b.atoms.length - a.atoms.length);
    this.entries.set(key, group);
    return this;
  }

  /** First atoms of the phrases, folded. */
  starters(): Iterable<string> {
    return this.entries.keys();
  }

  starts(folded: string): boolean {
    return this.entries.has(folded);
  }

  /** The longest phrase that starts at an atom and does not end inside a word; a blank also matches a hyphen. */
  match(atoms: Atoms, index: number): { value: T; next: number } | undefined {
    const entries = this.entries.get(atoms.at(index).folded);
    if (entries === undefined) return undefined;
    for (const entry of entries) {
      const next = index + entry.atoms.length;
      if (!entry.atoms.every((wanted, i) => same(wanted, atoms.at(index + i), entry.exact))) continue;
      const ending = entry.atoms.at(-1)?.kind;
      if (ending === 'letters' && atoms.kind(next) === 'letters') continue;
      if (ending !== 'sign' && atoms.kind(next) === 'digits' && ending === 'digits') continue;
      return { value: entry.value, next };
    }
    return undefined;
  }
}

function same(wanted: Atom, found: Atom, exact: boolean): boolean {
  if (wanted.kind === 'blank') return found.kind === 'blank' || (found.kind === 'sign' && HYPHENS.includes(found.text));
  return wanted.kind === found.kind && (exact ? wanted.text === found.text : wanted.folded === found.folded);
}
