import type { MappedText } from './mapped-text.js';
import { replaceRange, type Draft } from './draft.js';

/** Marks that many models have no piece for, and what says the same to them. */
const SIMPLER: Readonly<Record<string, string>> = {
  '–': '—',
  '—': '-',
  '‒': '-',
  '―': '—',
  '‐': '-',
  '‑': '-',
  '−': '-',
  '‘': '’',
  '’': "'",
  '‚': '’',
  '“': '"',
  '”': '"',
  '„': '“',
  '«': '“',
  '»': '”',
  '…': '...',
  '′': "'",
  '″': '"',
  '×': 'x',
  '⁄': '/',
  '\u00a0': ' ',
};

/** The spelling of a mark that the model knows; the mark itself when there is none. */
export function simplerMark(mark: string, spells: (text: string) => boolean): string {
  let at = mark;
  for (let steps = 0; steps < 4 && !spells(at); steps++) {
    const next = SIMPLER[at];
    if (next === undefined) return mark;
    at = next;
  }
  return at;
}

export interface Simplified {
  readonly mapped: MappedText;
  /** What was replaced, by what. */
  readonly changes: readonly { readonly mark: string; readonly by: string }[];
}

/** Places of single quotation marks that come in pairs: an apostrophe has no partner. */
function singleQuotes(text: string): Map<number, string> {
  const quotes = new Map<number, string>();
  for (const match of text.matchAll(/‘([^‘’]*(?:’(?=\p{L})[^‘’]*)*)’(?!\p{L})/gu)) {
    quotes.set(match.index, '“');
    quotes.set(match.index + match[0].length - 1, '”');
  }
  return quotes;
}

/** Replaces marks that the model cannot spell. */
export function simplifyMarks(mapped: MappedText, spells: (text: string) => boolean): Simplified {
  const changes: { mark: string; by: string }[] = [];
  let text = '';
  const from: number[] = [];
  const to: number[] = [];
  const quotes = spells('‘') || !spells('“') ? new Map<number, string>() : singleQuotes(mapped.text);
  for (let i = 0; i < mapped.text.length; i++) {
    const mark = mapped.text[i]!;
    const by = quotes.get(i) ?? (mark in SIMPLER ? simplerMark(mark, spells) : mark);
    if (by !== mark) changes.push({ mark, by });
    text += by;
    for (let k = 0; k < by.length; k++) {
      from.push(mapped.from[i]!);
      to.push(mapped.to[i]!);
    }
  }
  return { mapped: { text, from: Int32Array.from(from), to: Int32Array.from(to) }, changes };
}

/** Puts marks back that came through: only where the target has as many of the simpler ones as the model was given. */
export function restoreMarks(draft: Draft, given: string, changes: Simplified['changes']): Draft {
  let result = draft;
  for (const by of new Set(changes.map((change) => change.by))) {
    const marks = changes.filter((change) => change.by === by);
    // Three dots and a full stop are an ellipsis, too.
    const pattern = by === '...' ? /\.{3,}/gu : new RegExp(by.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'), 'gu');
    const places = [...result.text.matchAll(pattern)];
    if (places.length !== [...given.matchAll(pattern)].length || places.length !== marks.length) continue;
    for (const [i, place] of [...places.entries()].reverse()) {
      result = replaceRange(result, place.index, place.index + place[0].length, marks[i]!.mark);
    }
  }
  return result;
}
