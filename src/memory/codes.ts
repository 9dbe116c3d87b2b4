import { codesOf, content, type Content, type InlineCode } from '../content/index.js';
import { codeKey } from './analysis.js';

/**
 * A target whose codes are those of the query: where the sources have the same codes in the same order, each code of the
 * target takes the id and markup of its counterpart. Ids mean nothing across documents. Undefined when the codes differ.
 */
export function adaptCodes(query: Content, source: Content, target: Content): Content | undefined {
  const wanted = codesOf(query);
  const had = codesOf(source);
  if (wanted.length !== had.length) return undefined;
  if (wanted.length === 0) return target;
  const counterpart = new Map<string, InlineCode>();
  for (const [i, code] of had.entries()) {
    if (codeKey(code) !== codeKey(wanted[i]!)) return undefined;
    counterpart.set(`${code.kind} ${code.id}`, wanted[i]!);
  }
  const parts = target.parts.map((part) =>
    typeof part === 'string' ? part : counterpart.get(`${part.kind} ${part.id}`),
  );
  return parts.every((part) => part !== undefined) ? content(parts) : undefined;
}
