import type { EncodedText } from './tokenizer.js';

/** Tokens to be put into an encoded text. */
export interface Mark {
  /** Offset in the text. */
  readonly at: number;
  /** In front of the token that begins there, or behind the one that ends there. */
  readonly side: 'before' | 'after';
  readonly ids: readonly number[];
  /** The words that the tokens stand for; attention to them counts as attention to these. */
  readonly range?: { readonly start: number; readonly end: number };
}

/** An encoded text with marks between its tokens. Marks at one place keep their order, `after` ones first. */
export function insertMarks(text: string, encoded: EncodedText, marks: readonly Mark[]): EncodedText {
  const last = encoded.ids.length - 1;
  const indexOf = ({ at, side }: Mark): number => {
    let index = 0;
    if (side === 'before') {
      while (index < last && encoded.ends[index]! <= at) index++;
      // A token that is the space before the word belongs to the word.
      if (index > 0 && text[at - 1] === ' ' && encoded.starts[index - 1] === at - 1) index--;
    } else while (index < last && encoded.starts[index]! < at) index++;
    return index;
  };
  const placed = marks
    .map((mark, order) => ({ mark, order, index: indexOf(mark) }))
    .sort((a, b) => a.index - b.index || a.mark.side.localeCompare(b.mark.side) || a.order - b.order);
  const ids: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let next = 0;
  for (let i = 0; i <= last; i++) {
    for (; next < placed.length && placed[next]!.index === i; next++) {
      const { mark } = placed[next]!;
      for (const id of mark.ids) {
        ids.push(id);
        starts.push(mark.range?.start ?? encoded.starts[i]!);
        ends.push(mark.range?.end ?? encoded.starts[i]!);
      }
    }
    ids.push(encoded.ids[i]!);
    starts.push(encoded.starts[i]!);
    ends.push(encoded.ends[i]!);
  }
  return { ids: Int32Array.from(ids), starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}
