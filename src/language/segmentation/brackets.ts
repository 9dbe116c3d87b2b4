/** A bracket and its partner: offsets of both. */
export interface BracketPair {
  readonly open: number;
  readonly close: number;
}

/** Longer parentheses are cut like other text. */
const LONGEST = 400;
/** Brackets left open longer than this many others are forgotten, so that hostile text costs no memory. */
const DEEPEST = 1000;

/**
 * The outermost matched pairs of round and square brackets that are not too long, in ascending order, disjoint. An unpaired
 * bracket (a smiley, `a)`) is no bracket. Linear.
 */
export function bracketPairs(text: string): BracketPair[] {
  const pairs: BracketPair[] = [];
  if (!text.includes('(') && !text.includes('[')) return pairs;
  let open: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x28 || c === 0x5b) {
      if (open.length >= DEEPEST) open = open.slice(DEEPEST / 2);
      open.push(i);
    } else if ((c === 0x29 || c === 0x5d) && open.length > 0) {
      const start = open.pop()!;
      if (i - start > LONGEST) continue;
      while (pairs.length > 0 && pairs[pairs.length - 1]!.open > start) pairs.pop();
      pairs.push({ open: start, close: i });
    }
  }
  return pairs;
}
