import { TokenKind, type AnalysedToken, type Analysis } from './analysis.js';
import { sequenceDistance } from './edit-distance.js';
import { assess, type Differences, type Penalty } from './penalties.js';

/** Compares two texts token by token: the plain definition of similarity, which the index only computes faster. */
export function compareTexts(a: Analysis, b: Analysis): { score: number; penalties: Penalty[] } {
  return assess(differencesOf(a, b));
}

export function differencesOf(a: Analysis, b: Analysis): Differences {
  const classes = (tokens: readonly AnalysedToken[]): string[] => tokens.flatMap((token) => token.cls ?? []);
  return {
    edits: sequenceDistance(classes(a.tokens), classes(b.tokens)),
    length: Math.max(a.length, b.length),
    sameKey: a.matchKey !== '' && a.matchKey === b.matchKey,
    number: numberDifferences(a.tokens, b.tokens),
    code: sequenceDistance(surfaces(a.tokens, TokenKind.code), surfaces(b.tokens, TokenKind.code)),
    form: formDifferences(a.tokens, b.tokens),
    punctuation: punctuationDifferences(a.tokens, b.tokens),
    identical: a.exact === b.exact,
  };
}

function surfaces(tokens: readonly AnalysedToken[], kind: number): string[] {
  return tokens.filter((token) => token.kind === kind).map((token) => token.surface);
}

/**
 * Placeables of one class with other values, class by class and in order. One that the other side lacks is an edit already
 * and is not counted again.
 */
function numberDifferences(a: readonly AnalysedToken[], b: readonly AnalysedToken[]): number {
  const byClass = (tokens: readonly AnalysedToken[]): Map<string, string[]> => {
    const lists = new Map<string, string[]>();
    for (const token of tokens) {
      if (token.kind !== TokenKind.placeable) continue;
      const list = lists.get(token.cls!);
      if (list) list.push(token.value);
      else lists.set(token.cls!, [token.value]);
    }
    return lists;
  };
  const others = byClass(b);
  let count = 0;
  for (const [cls, list] of byClass(a)) {
    const other = others.get(cls) ?? [];
    count += sequenceDistance(list, other) - Math.abs(list.length - other.length);
  }
  return count;
}

const inText = (token: AnalysedToken): boolean => token.kind !== TokenKind.code;

/** Tokens of equal value but other form: capitals, quotes, accepted spellings, `1.000` for `1000`. */
function formDifferences(a: readonly AnalysedToken[], b: readonly AnalysedToken[]): number {
  const shared = (key: (token: AnalysedToken) => string): number =>
    sharedCount(a.filter(inText).map(key), b.filter(inText).map(key));
  return shared((token) => token.value) - shared((token) => token.surface);
}

function punctuationDifferences(a: readonly AnalysedToken[], b: readonly AnalysedToken[]): number {
  const marks = (tokens: readonly AnalysedToken[]): string[] =>
    tokens.filter((token) => token.kind === TokenKind.punctuation).map((token) => token.value);
  const left = marks(a);
  const right = marks(b);
  return Math.max(left.length, right.length) - sharedCount(left, right);
}

/** Size of the intersection of two multisets. */
function sharedCount(a: readonly string[], b: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const item of a) counts.set(item, (counts.get(item) ?? 0) + 1);
  let shared = 0;
  for (const item of b) {
    const left = counts.get(item) ?? 0;
    if (left === 0) continue;
    counts.set(item, left - 1);
    shared++;
  }
  return shared;
}
