import type { Content, InlineCode } from '../../content/index.js';
import type { TextUnit } from './units.js';

/** A code at a place of the source: between two units. */
export interface CodePoint {
  readonly kind: 'point';
  /** The codes that stand together; usually one, more for a pair with nothing inside. */
  readonly codes: readonly InlineCode[];
  /** Plain-text offset. */
  readonly place: number;
  /** Where the text goes on; after `place` for a span of text that is placed like a code. */
  readonly end: number;
  /** Number of units before it. */
  readonly unit: number;
  /** No white space towards the text before, the text after. */
  readonly touchesLeft: boolean;
  readonly touchesRight: boolean;
  readonly order: number;
}

/** A pair of codes around units `[from, to)` of the source. */
export interface CodePair {
  readonly kind: 'pair';
  readonly open: InlineCode;
  readonly close: InlineCode;
  readonly from: number;
  readonly to: number;
  readonly children: readonly CodeNode[];
  readonly order: number;
}

export type CodeNode = CodePoint | CodePair;

/** A span of the source's text that is to be placed like a code: the model did not see it, or lost it. */
export interface Floating {
  readonly code: InlineCode;
  readonly start: number;
  readonly end: number;
}

interface Placed {
  readonly code: InlineCode;
  readonly place: number;
  /** Where the text goes on; after `place` for a floating span. */
  readonly end: number;
}

function placedCodes(value: Content, floating: readonly Floating[]): Placed[] {
  const placed: Placed[] = [];
  let place = 0;
  for (const part of value.parts) {
    if (typeof part === 'string') place += part.length;
    else placed.push({ code: part, place, end: place });
  }
  // A span that begins where a code stands comes after the code.
  for (const { code, start, end } of floating) placed.push({ code, place: start, end });
  return placed
    .map((item, i) => ({ item, i }))
    .sort((a, b) => a.item.place - b.item.place || a.i - b.i)
    .map(({ item }) => item);
}

/** Index of the closing code of each opening one, for pairs that nest properly; undefined when pairs cross. */
function matchPairs(codes: readonly Placed[]): Map<number, number> | undefined {
  const opens = new Set(codes.filter(({ code }) => code.kind === 'open').map(({ code }) => code.id));
  const closes = new Set(codes.filter(({ code }) => code.kind === 'close').map(({ code }) => code.id));
  const pairs = new Map<number, number>();
  const stack: number[] = [];
  for (const [i, { code }] of codes.entries()) {
    if (code.kind === 'open' && closes.has(code.id)) stack.push(i);
    else if (code.kind === 'close' && opens.has(code.id)) {
      const open = stack.pop();
      if (open === undefined || codes[open]!.code.id !== code.id) return undefined;
      pairs.set(open, i);
    }
  }
  return stack.length === 0 ? pairs : undefined;
}

const letterAt = (text: string, at: number): boolean => at >= 0 && at < text.length && /\S/u.test(text[at]!);

function pointAt(codes: readonly Placed[], text: string, units: readonly TextUnit[], order: number): CodePoint {
  const { place } = codes[0]!;
  const { end } = codes.at(-1)!;
  let unit = 0;
  while (unit < units.length && units[unit]!.start < place && units[unit]!.end <= place) unit++;
  return {
    kind: 'point',
    codes: codes.map(({ code }) => code),
    place,
    end,
    unit,
    touchesLeft: letterAt(text, place - 1),
    touchesRight: letterAt(text, end),
    order,
  };
}

/**
 * The codes of a source as a tree of pairs and points. When pairs cross, which XLIFF allows, every code is a point of its
 * own and `crossing` is set: then their order is all that can be kept.
 */
export function codeTree(
  source: Content,
  text: string,
  units: readonly TextUnit[],
  floating: readonly Floating[] = [],
): { nodes: CodeNode[]; crossing: boolean } {
  const codes = placedCodes(source, floating);
  const pairs = matchPairs(codes);
  if (pairs === undefined) {
    return { nodes: codes.map((code, order) => pointAt([code], text, units, order)), crossing: true };
  }
  const build = (from: number, to: number): CodeNode[] => {
    const nodes: CodeNode[] = [];
    for (let i = from; i < to; i++) {
      const close = pairs.get(i);
      if (close === undefined) {
        nodes.push(pointAt([codes[i]!], text, units, i));
        continue;
      }
      const [start, end] = [codes[i]!.place, codes[close]!.place];
      const first = units.findIndex((unit) => unit.end > start);
      const inside = first < 0 ? 0 : units.slice(first).filter((unit) => unit.start < end).length;
      if (inside === 0) nodes.push(pointAt(codes.slice(i, close + 1), text, units, i));
      else {
        const children = build(i + 1, close);
        const [open, shut] = [codes[i]!.code, codes[close]!.code];
        nodes.push({ kind: 'pair', open, close: shut, from: first, to: first + inside, children, order: i });
      }
      i = close;
    }
    return nodes;
  };
  return { nodes: build(0, codes.length), crossing: false };
}
