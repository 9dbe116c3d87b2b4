import { codesOf, type Content, type InlineCode } from './content.js';

/** What is wrong with the codes of a translation, compared with its source. */
export type CodeProblem =
  | { readonly kind: 'missing'; readonly code: InlineCode }
  | { readonly kind: 'added'; readonly code: InlineCode }
  | { readonly kind: 'duplicated'; readonly code: InlineCode }
  | { readonly kind: 'unbalanced'; readonly code: InlineCode };

const keyOf = (code: InlineCode): string => `${code.kind}\u0000${code.id}`;

function countByKey(codes: readonly InlineCode[]): Map<string, { code: InlineCode; count: number }> {
  const counts = new Map<string, { code: InlineCode; count: number }>();
  for (const code of codes) {
    const entry = counts.get(keyOf(code));
    if (entry) entry.count++;
    else counts.set(keyOf(code), { code, count: 1 });
  }
  return counts;
}

/**
 * Codes of the source that the target lacks, repeats or has too many of, and closing codes before their opening ones.
 * A code whose flags allow deletion or copying is still reported: the caller decides how grave that is.
 */
export function compareCodes(source: Content, target: Content): CodeProblem[] {
  const problems: CodeProblem[] = [];
  const wanted = countByKey(codesOf(source));
  const found = countByKey(codesOf(target));
  for (const [key, { code, count }] of wanted) {
    const have = found.get(key)?.count ?? 0;
    if (have < count) problems.push({ kind: 'missing', code });
    else if (have > count) problems.push({ kind: 'duplicated', code });
  }
  for (const [key, { code }] of found) if (!wanted.has(key)) problems.push({ kind: 'added', code });
  problems.push(...unbalancedCodes(target).map((code): CodeProblem => ({ kind: 'unbalanced', code })));
  return problems;
}

/** Paired codes that cross each other, or close before they open. A half whose other half is elsewhere is not a fault. */
export function unbalancedCodes(value: Content): InlineCode[] {
  const codes = codesOf(value);
  const opened = new Set(codes.filter((code) => code.kind === 'open').map((code) => code.id));
  const closed = new Set(codes.filter((code) => code.kind === 'close').map((code) => code.id));
  const stack: string[] = [];
  const bad: InlineCode[] = [];
  for (const code of codes) {
    if (code.kind === 'open' && closed.has(code.id)) stack.push(code.id);
    else if (code.kind === 'close' && opened.has(code.id)) {
      if (stack.at(-1) === code.id) stack.pop();
      else {
        bad.push(code);
        const at = stack.lastIndexOf(code.id);
        if (at >= 0) stack.splice(at, 1);
      }
    }
  }
  return bad;
}
