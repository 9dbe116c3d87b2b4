/** Line starts of a text, for many position look-ups: `\n`, `\r\n` and `\r` end a line. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = text.search(/[\r\n]/); i >= 0 && i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x0a || (c === 0x0d && text.charCodeAt(i + 1) !== 0x0a)) starts.push(i + 1);
  }
  return starts;
}

/** 1-based line and column (UTF-16 code units) of an offset. */
export function positionIn(starts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - starts[low]! + 1 };
}

const cache = new WeakMap<{ readonly text: string }, number[]>();

/** 1-based line and column of an offset in a document; the line table is made once per document. */
export function positionOf(document: { readonly text: string }, offset: number): { line: number; column: number } {
  let starts = cache.get(document);
  if (starts === undefined) cache.set(document, (starts = lineStarts(document.text)));
  return positionIn(starts, offset);
}
