import { sliceMapped, type MappedText } from './mapped-text.js';
import type { Tokenizer } from '../model/tokenizer.js';

/** Places where a sentence may be cut, the best kind first; the cut is after the match, or before it for words. */
const CUTS: readonly { readonly pattern: RegExp; readonly before?: boolean; readonly cost: number }[] = [
  { pattern: /[.!?…]["”’)\]]*\s+(?=["“‘(]?[\p{Lu}\d])/gu, cost: 0 },
  { pattern: /[;:]\s+/gu, cost: 0.05 },
  { pattern: /\s+[-–—]+\s+/gu, cost: 0.1 },
  { pattern: /,["”]?\s+/gu, cost: 0.15 },
  {
    pattern:
      /(?<=\s)(?:dan|serta|atau|tetapi|tapi|namun|sehingga|karena|ketika|saat|sementara|sedangkan|sebab|agar|supaya|meskipun|walaupun|sebelum|setelah|sejak|hingga|jika|apabila|yang)(?=\s)/giu,
    before: true,
    cost: 0.25,
  },
  { pattern: /\s+/gu, cost: 0.6 },
];

interface Cut {
  readonly at: number;
  readonly cost: number;
}

function cutsOf(text: string): Cut[] {
  const best = new Map<number, number>();
  for (const { pattern, before, cost } of CUTS) {
    for (const match of text.matchAll(pattern)) {
      const at = before ? match.index : match.index + match[0].length;
      if (at > 0 && at < text.length && !((best.get(at) ?? Infinity) <= cost)) best.set(at, cost);
    }
  }
  return [...best].map(([at, cost]) => ({ at, cost }));
}

/** The cheapest cut near the middle; in text without any, the middle itself, never inside a surrogate pair. */
function chooseCut(text: string): number {
  let best: { at: number; total: number } | undefined;
  for (const { at, cost } of cutsOf(text)) {
    const offset = Math.abs(at / text.length - 0.5);
    // A part of less than a tenth is no help.
    if (offset > 0.4) continue;
    const total = cost + 1.2 * offset;
    if (best === undefined || total < best.total) best = { at, total };
  }
  if (best) return best.at;
  const middle = text.length >> 1;
  return /[\ud800-\udbff]/.test(text[middle - 1] ?? '') ? middle + 1 : middle;
}

function trim(part: MappedText): MappedText {
  const end = part.text.trimEnd().length;
  return sliceMapped(part, Math.min(end, part.text.length - part.text.trimStart().length), end);
}

/**
 * Parts of a text (in the tokenizer's normal form) that the model takes: at sentence ends, then at `;` `:` dashes and
 * commas, then before conjunctions, then at spaces. Joined with spaces they are the text again.
 *
 * @param maxTokens bound per part, end of sentence not counted
 */
export function splitText(mapped: MappedText, tokenizer: Tokenizer, maxTokens: number): MappedText[] {
  if (mapped.text.length === 0) return [];
  // Encoding megabytes only to see that they are too long would take minutes: a token is rarely over 16 letters.
  const tooLong = mapped.text.length > 24 * maxTokens || tokenizer.encode(mapped.text).ids.length - 1 > maxTokens;
  if (!tooLong || mapped.text.length < 2) return [mapped];
  const at = chooseCut(mapped.text);
  const halves = [sliceMapped(mapped, 0, at), sliceMapped(mapped, at, mapped.text.length)].map(trim);
  return halves.flatMap((half) => splitText(half, tokenizer, maxTokens));
}
