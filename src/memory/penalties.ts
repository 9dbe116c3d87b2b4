/**
 * What keeps a match below 100, each reason with its points. A similarity is the edit similarity of the words minus these
 * points, so a user can recompute it.
 */
export interface Penalty {
  readonly kind: PenaltyKind;
  /** Points taken from the similarity. */
  readonly points: number;
  /** How many places differ. */
  readonly count: number;
  /** The target was changed accordingly; the points stay, because nobody has confirmed the change. */
  readonly repaired?: boolean;
}

export type PenaltyKind =
  /** Numbers, dates, amounts … have other values. */
  | 'number'
  /** Inline codes are missing, added, different or elsewhere. */
  | 'code'
  /** The same words, differently capitalised or spelled. */
  | 'form'
  /** Punctuation marks are missing, added or different. */
  | 'punctuation'
  /** A dateline or a list number that one side has and the other lacks. */
  | 'prefix'
  /** The same in every respect above, yet not identical: white space, order of capitals, place of a mark or code. */
  | 'layout'
  /** The target is a machine's and nobody has confirmed it. */
  | 'machine'
  /** The pairing is a program's and nobody has confirmed it. */
  | 'alignment'
  /** The memory it comes from is trusted less. */
  | 'memory';

/** Points for one differing place, and the most that one kind can take. */
export const PENALTY_POINTS: Readonly<Record<Exclude<PenaltyKind, 'memory'>, { each: number; most: number }>> = {
  number: { each: 2, most: 10 },
  code: { each: 1, most: 5 },
  form: { each: 1, most: 3 },
  punctuation: { each: 1, most: 3 },
  prefix: { each: 1, most: 3 },
  layout: { each: 1, most: 1 },
  machine: { each: 1, most: 1 },
  alignment: { each: 1, most: 1 },
};

export function pointsFor(kind: Exclude<PenaltyKind, 'memory'>, count: number): number {
  const { each, most } = PENALTY_POINTS[kind];
  return Math.min(most, each * count);
}

/** How many places differ, by kind: what the two sides of a comparison have to say about each other. */
export interface Differences {
  /** Edits between the words, codes and punctuation apart. */
  readonly edits: number;
  /** The longer of the two lengths in words. */
  readonly length: number;
  readonly sameKey: boolean;
  readonly number: number;
  readonly code: number;
  readonly form: number;
  readonly punctuation: number;
  readonly identical: boolean;
}

/** Penalties from differences, and the similarity that is left, unrounded. */
export function assess(differences: Differences): { score: number; penalties: Penalty[] } {
  const { edits, length, sameKey, identical } = differences;
  if (identical) return { score: 100, penalties: [] };
  const penalties: Penalty[] = [];
  const put = (kind: Exclude<PenaltyKind, 'memory'>, count: number): void => {
    if (count > 0) penalties.push({ kind, count, points: pointsFor(kind, count) });
  };
  put('number', differences.number);
  put('code', differences.code);
  put('form', differences.form);
  put('punctuation', differences.punctuation);
  if (sameKey) put('prefix', edits);
  // Two texts without a word, codes only, have nothing that could be alike.
  const base = sameKey ? 100 : length === 0 ? 0 : editSimilarity(edits, length);
  if (base === 100 && penalties.length === 0) put('layout', 1);
  return { score: Math.max(0, base - penalties.reduce((sum, penalty) => sum + penalty.points, 0)), penalties };
}

export const editSimilarity = (edits: number, length: number): number => (100 * (length - edits)) / length;
