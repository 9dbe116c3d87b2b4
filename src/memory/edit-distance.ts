/**
 * Bit-parallel edit distance between a fixed pattern of symbols and many texts: Myers (1999) in Hyyrö's (2003) form, one
 * bit a symbol, 32 symbols a word, as many words as the pattern needs.
 */
export interface Pattern {
  /** Number of symbols. */
  readonly length: number;
  /** Words of 32 bits a column of the matrix takes. */
  readonly words: number;
  /** `peq[slot * words + w]`: where in the pattern the symbol of that slot stands. Slot 0 is "not in the pattern". */
  readonly peq: Int32Array;
  /** Scratch for the vertical differences, kept so that a comparison allocates nothing. */
  readonly pv: Int32Array;
  readonly mv: Int32Array;
}

/** A pattern whose symbols are slots 1..slots. */
export function makePattern(symbols: ArrayLike<number>, slots: number): Pattern {
  const length = symbols.length;
  const words = Math.max(1, (length + 31) >>> 5);
  const peq = new Int32Array((slots + 1) * words);
  for (let i = 0; i < length; i++) peq[symbols[i]! * words + (i >>> 5)]! |= 1 << (i & 31);
  return { length, words, peq, pv: new Int32Array(words), mv: new Int32Array(words) };
}

/**
 * Edit distance (insert, delete, substitute: 1 each) between the pattern and `text[0..length)`, whose entries are slots;
 * or `limit + 1` as soon as it is certain that the distance exceeds `limit`.
 */
export function boundedDistance(pattern: Pattern, text: ArrayLike<number>, length: number, limit: number): number {
  if (pattern.length === 0) return Math.min(length, limit + 1);
  return pattern.words === 1
    ? distanceInOneWord(pattern, text, length, limit)
    : distanceInWords(pattern, text, length, limit);
}

function distanceInOneWord(pattern: Pattern, text: ArrayLike<number>, length: number, limit: number): number {
  const { peq } = pattern;
  const last = 1 << (pattern.length - 1);
  let pv = -1;
  let mv = 0;
  let score = pattern.length;
  for (let j = 0; j < length; j++) {
    const eq = peq[text[j]!]!;
    const xv = eq | mv;
    const xh = (((eq & pv) + pv) ^ pv) | eq;
    let ph = mv | ~(xh | pv);
    let mh = pv & xh;
    if (ph & last) score++;
    else if (mh & last) score--;
    // Every remaining symbol can lower the score by one at most.
    if (score - (length - 1 - j) > limit) return limit + 1;
    ph = (ph << 1) | 1;
    mh <<= 1;
    pv = mh | ~(xv | ph);
    mv = ph & xv;
  }
  return score;
}

function distanceInWords(pattern: Pattern, text: ArrayLike<number>, length: number, limit: number): number {
  const { peq, pv, mv, words } = pattern;
  pv.fill(-1);
  mv.fill(0);
  const last = (pattern.length - 1) & 31;
  let score = pattern.length;
  for (let j = 0; j < length; j++) {
    const base = text[j]! * words;
    let carry = 1;
    for (let w = 0; w < words; w++) {
      const p = pv[w]!;
      const m = mv[w]!;
      let eq = peq[base + w]!;
      const xv = eq | m;
      if (carry < 0) eq |= 1;
      const xh = (((eq & p) + p) ^ p) | eq;
      let ph = m | ~(xh | p);
      let mh = p & xh;
      const top = w === words - 1 ? last : 31;
      const out = ((ph >>> top) & 1) - ((mh >>> top) & 1);
      ph <<= 1;
      mh <<= 1;
      if (carry < 0) mh |= 1;
      else if (carry > 0) ph |= 1;
      pv[w] = mh | ~(xv | ph);
      mv[w] = ph & xv;
      carry = out;
    }
    score += carry;
    if (score - (length - 1 - j) > limit) return limit + 1;
  }
  return score;
}

/** Plain edit distance of two short sequences, for what is too rare to be worth bits. */
export function sequenceDistance<T>(a: readonly T[], b: readonly T[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
