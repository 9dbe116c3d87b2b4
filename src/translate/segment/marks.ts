/**
 * Signs that a trained model understands, put between the tokens of a source: `<g1>` … `</g1>` around what a pair of codes
 * encloses, `<x1>` for a code of its own, `<term> words <to> translation </term>` for a wanted term.
 */
import type { InlineCode } from '../../content/index.js';
import { codeTree, type CodeNode } from './code-tree.js';
import { replaceRange, type Draft } from './draft.js';
import type { MappedText } from './mapped-text.js';
import type { PlacedTerm, Prepared } from './prepare.js';
import type { Decoding } from '../decode/scheduler.js';
import type { Mark } from '../model/insert-marks.js';
import type { Tokenizer } from '../model/tokenizer.js';

/** The model has six names for pairs and six for codes of their own. */
const MOST = 6;
const SIGNS = 0xf100;

/** A sign in the target that becomes a code again. */
export interface Sign {
  readonly id: number;
  /** A private character; it stands in the draft until the codes are put in. */
  readonly character: string;
  readonly codes: readonly InlineCode[];
  /** Belongs to the word after it rather than to the one before. */
  readonly leans: 'left' | 'right';
}

export interface MarkedCodes {
  readonly marks: readonly Mark[];
  readonly signs: readonly Sign[];
}

/** Marks for the codes of a source; undefined when there are too many, or when pairs cross. */
export function markCodes(prepared: Prepared, tokenizer: Tokenizer): MarkedCodes | undefined {
  const { source, text, units } = prepared;
  const { nodes, crossing } = codeTree(source, text, units);
  if (crossing || nodes.length === 0) return undefined;
  const marks: Mark[] = [];
  const signs: Sign[] = [];
  let [pairs, points] = [0, 0];
  const add = (piece: string, at: number, side: Mark['side'], codes: readonly InlineCode[]): void => {
    const id = tokenizer.idOf(piece);
    marks.push({ at, side, ids: [id] });
    const character = String.fromCharCode(SIGNS + signs.length);
    signs.push({ id, character, codes, leans: side === 'before' ? 'right' : 'left' });
  };
  const walk = (list: readonly CodeNode[]): void => {
    for (const node of list) {
      if (node.kind === 'point') {
        const left = (node.touchesLeft && !node.touchesRight) || node.unit >= units.length;
        const at = left ? (units[node.unit - 1]?.end ?? 0) : units[node.unit]!.start;
        add(`<x${++points}>`, at, left ? 'after' : 'before', node.codes);
        continue;
      }
      const name = ++pairs;
      add(`<g${name}>`, units[node.from]!.start, 'before', [node.open]);
      walk(node.children);
      add(`</g${name}>`, units[node.to - 1]!.end, 'after', [node.close]);
    }
  };
  walk(nodes);
  if (pairs > MOST || points > MOST || signs.some(({ id, character }) => id < 0 || text.includes(character)))
    return undefined;
  return { marks, signs };
}

/** Marks for terms: the wanted translation behind the words of the source. */
export function markTerms(terms: readonly PlacedTerm[], tokenizer: Tokenizer): Mark[] {
  const [open, to, close] = ['<term>', '<to>', '</term>'].map((piece) => tokenizer.idOf(piece)) as [
    number,
    number,
    number,
  ];
  if (open < 0 || to < 0 || close < 0) return [];
  return terms.flatMap(({ term, start, end }): Mark[] => {
    // Every word on its own, as in training: a term never begins in the middle of a word.
    const words = term.target.split(/\s+/u).flatMap((word) => [...tokenizer.encode(word).ids].slice(0, -1));
    return [
      { at: start, side: 'before', ids: [open] },
      { at: end, side: 'after', ids: [to, ...words, close], range: { start, end } },
    ];
  });
}

/** Marks in the offsets of a mapped text instead of the original's. */
export function mapMarks(marks: readonly Mark[], mapped: MappedText): Mark[] {
  const place = (at: number, side: Mark['side']): number => {
    const { from, to } = mapped;
    if (side === 'before') {
      const index = from.findIndex((value) => value >= at);
      return index < 0 ? from.length : index;
    }
    let index = to.length;
    while (index > 0 && to[index - 1]! > at) index--;
    return index;
  };
  return marks.map((mark) => ({
    ...mark,
    at: place(mark.at, mark.side),
    ...(mark.range && { range: { start: place(mark.range.start, 'before'), end: place(mark.range.end, 'after') } }),
  }));
}

/** Puts the private characters of the signs that the model wrote into its draft. */
export function showSigns(draft: Draft, { hypothesis, decoded }: Decoding, signs: readonly Sign[]): Draft {
  let shown = draft;
  for (let t = hypothesis.ids.length - 1; t >= 0; t--) {
    const sign = signs.find(({ id }) => id === hypothesis.ids[t]);
    if (!sign) continue;
    const place = decoded.starts[t]!;
    const at = sign.leans === 'right' && shown.text[place] === ' ' ? place + 1 : place;
    shown = replaceRange(shown, at, at, sign.character, [], true);
  }
  return shown;
}

/** A draft without the signs: they were not sound, so the codes are placed by alignment. */
export function hideSigns(draft: Draft, signs: readonly Sign[]): Draft {
  let hidden = draft;
  for (const { character } of signs) {
    for (let at = hidden.text.indexOf(character); at >= 0; at = hidden.text.indexOf(character)) {
      hidden = replaceRange(hidden, at, at + 1, '');
    }
  }
  return hidden;
}

/** Is every sign there exactly once, properly nested? */
export function signsAreSound(text: string, signs: readonly Sign[]): boolean {
  const order = [...text].filter((character) => signs.some((sign) => sign.character === character));
  if (order.length !== signs.length || new Set(order).size !== signs.length) return false;
  const stack: string[] = [];
  for (const character of order) {
    const code = signs.find((sign) => sign.character === character)!.codes;
    if (code.length !== 1) continue;
    if (code[0]!.kind === 'open') stack.push(code[0]!.id);
    else if (code[0]!.kind === 'close' && stack.pop() !== code[0]!.id) return false;
  }
  return stack.length === 0;
}
