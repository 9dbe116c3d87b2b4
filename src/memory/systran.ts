import { sequenceDistance } from './edit-distance.js';

/**
 * The scores of SYSTRAN's fuzzy-match, for whoever compares or migrates: edits over normalised tokens, punctuation included,
 * cost 1/n each, n the longer length; then, on the real tokens, 0.01 for each tag that is missing or more, each difference
 * in case, each separator or joiner, and 0.02 for any other real difference such as a number.
 * Source of the model: the test data and README of https://github.com/SYSTRAN/fuzzy-match.
 */
export interface SystranOptions {
  /**
   * What is left out of the tokens or folded in them and counts as a difference of the real forms instead. Default: tags,
   * case and numbers. Separators are spaces between tokens, joiners their absence.
   */
  readonly penalties?: readonly SystranPenalty[];
}

export type SystranPenalty = 'tag' | 'case' | 'number' | 'punctuation' | 'separator' | 'joiner';

const DEFAULT_PENALTIES: readonly SystranPenalty[] = ['tag', 'case', 'number'];

/** A text as SYSTRAN's scores see it. */
export interface SystranText {
  /** Tokens that edits are counted over: normal and real form. */
  readonly words: readonly { readonly norm: string; readonly real: string }[];
  /** Tokens that only their own penalty counts. */
  readonly apart: readonly string[];
  /** Separators or joiners. */
  readonly joints: number;
}

const TOKEN = /｟[^｠]*｠|\p{N}+|[\p{L}\p{M}]+|\S/gu;

export function systranText(text: string, { penalties = DEFAULT_PENALTIES }: SystranOptions = {}): SystranText {
  const counts = (penalty: SystranPenalty): boolean => penalties.includes(penalty);
  const words: { norm: string; real: string }[] = [];
  const apart: string[] = [];
  let spaced = 0;
  let joined = -1;
  for (const match of text.matchAll(TOKEN)) {
    const real = match[0];
    if (match.index > 0 && /\s/u.test(text[match.index - 1]!)) spaced++;
    else joined++;
    const isTag = real.startsWith('｟');
    const isWord = /^[\p{L}\p{M}\p{N}]/u.test(real);
    if (isTag ? counts('tag') : !isWord && counts('punctuation')) apart.push(real);
    else if (/^\p{N}/u.test(real) && counts('number')) words.push({ norm: '｟#｠', real });
    else words.push({ norm: counts('case') ? real.toLowerCase() : real, real });
  }
  const joints = (counts('separator') ? spaced : 0) + (counts('joiner') ? Math.max(0, joined) : 0);
  return { words, apart, joints };
}

/** Similarity of two texts from 0 to 1 as SYSTRAN's fuzzy-match scores it; both made with the same options. */
export function systranSimilarity(a: SystranText, b: SystranText): number {
  const length = Math.max(a.words.length, b.words.length);
  if (length === 0) return 0;
  const { edits, points } = align(a.words, b.words);
  const real = points + sequenceDistance(a.apart, b.apart) + Math.abs(a.joints - b.joints);
  return Math.max(0, 1 - edits / length - real / 100);
}

/** Fewest edits and, among alignments with so many, fewest points for pairs that differ in their real forms. */
function align(a: SystranText['words'], b: SystranText['words']): { edits: number; points: number } {
  // One number for both: no text has a million points.
  const EDIT = 1e6;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j * EDIT);
  for (let i = 1; i <= a.length; i++) {
    const next = [i * EDIT];
    const one = a[i - 1]!;
    for (let j = 1; j <= b.length; j++) {
      const other = b[j - 1]!;
      const pair = one.norm === other.norm ? realDifference(one.real, other.real) : EDIT;
      next.push(Math.min(row[j - 1]! + pair, row[j]! + EDIT, next[j - 1]! + EDIT));
    }
    row = next;
  }
  const best = row[b.length]!;
  return { edits: Math.floor(best / EDIT), points: best % EDIT };
}

function realDifference(a: string, b: string): number {
  if (a === b) return 0;
  return a.toLowerCase() === b.toLowerCase() ? 1 : 2;
}
