import { codesOf, content, type Content, type InlineCode, type Part } from '../content/index.js';
import type { TmxUnit, TmxVariant } from './model.js';
import type { CodeStyle } from './write-inline.js';

/*
 * How OmegaT shows inline codes of XLIFF 1.2, measured on OmegaT 3.6: a letter and a number from 0, one number for each pair
 * and each other code, in order of appearance. The letter is the first letter of the original markup (`<s0>` for
 * `<strong>`), `f` where it has none; codes without markup are `<g0>…</g0>` and `<x1/>`. Codes at the edges of
 * a text are not shown, unless their other half stands inside it.
 */

const keyOf = (code: InlineCode): string => `${code.kind} ${code.id}`;

const isBlank = (part: Part): boolean => typeof part === 'string' && part.trim() === '';

/** Places of codes whose other half stands in the same content, with the place of that half. */
function partners(parts: readonly Part[]): Map<number, number> {
  const partner = new Map<number, number>();
  const open = new Map<string, number[]>();
  parts.forEach((part, at) => {
    if (typeof part === 'string') return;
    if (part.kind === 'open') open.set(part.id, [...(open.get(part.id) ?? []), at]);
    const start = part.kind === 'close' ? open.get(part.id)?.pop() : undefined;
    if (start === undefined) return;
    partner.set(start, at);
    partner.set(at, start);
  });
  return partner;
}

/** Range of parts that OmegaT shows, by place. */
function shownRange(parts: readonly Part[]): [number, number] {
  const partner = partners(parts);
  const isEdge = (part: Part): boolean => typeof part !== 'string' || isBlank(part);
  let start = 0;
  while (start < parts.length && isEdge(parts[start]!)) start++;
  let end = parts.length;
  while (end > start && isEdge(parts[end - 1]!)) end--;
  const stays = (at: number): boolean => {
    const other = partner.get(at);
    return other !== undefined && other >= start && other < end;
  };
  // A code that stays keeps everything inside of it, which may keep more.
  for (let changed = true; changed;) {
    changed = false;
    for (let at = 0; at < start; at++) {
      if (!stays(at)) continue;
      start = at;
      changed = true;
    }
    for (let at = parts.length - 1; at >= end; at--) {
      if (!stays(at)) continue;
      end = at + 1;
      changed = true;
    }
  }
  return [start, end];
}

const trimmed = (parts: readonly Part[]): Content =>
  content(
    parts.map((part, i) => {
      if (typeof part !== 'string') return part;
      const from = i === 0 ? part.trimStart() : part;
      return i === parts.length - 1 ? from.trimEnd() : from;
    }),
  );

const edgeCodes = (parts: readonly Part[]): string =>
  parts.flatMap((part) => (typeof part === 'string' ? [] : keyOf(part))).join(' ');

/** The unit without the codes at the edges that OmegaT hides; undefined when nothing to translate is left. */
export function omegatUnit(unit: TmxUnit, sourceLanguage: string): TmxUnit | undefined {
  const wanted = unit.sourceLanguage ?? sourceLanguage;
  const source = unit.variants.find((one) => one.language === wanted) ?? unit.variants[0];
  if (source === undefined) return undefined;
  const [start, end] = shownRange(source.content.parts);
  if (end <= start) return undefined;
  const before = edgeCodes(source.content.parts.slice(0, start));
  const after = edgeCodes(source.content.parts.slice(end));
  const strip = (variant: TmxVariant): TmxVariant => {
    const { highlights: _highlights, subflows: _subflows, ...rest } = variant;
    const { parts } = variant.content;
    const [from, to] = shownRange(parts);
    const alike = edgeCodes(parts.slice(0, from)) === before && edgeCodes(parts.slice(to)) === after;
    return { ...rest, content: alike ? trimmed(parts.slice(from, to)) : variant.content };
  };
  return { ...unit, variants: unit.variants.map(strip) };
}

/** OmegaT's tags for the codes of a unit. */
export function omegatStyle(unit: TmxUnit): CodeStyle {
  const openings = new Map<string, InlineCode>();
  const withData = new Set<string>();
  const whole = new Set<string>();
  for (const { content: value } of unit.variants) {
    for (const code of codesOf(value)) {
      if (code.kind === 'open' && !openings.has(code.id)) openings.set(code.id, code);
      if (code.kind === 'close' && openings.has(code.id)) whole.add(code.id);
      if (code.kind !== 'standalone' && code.data !== undefined) withData.add(code.id);
    }
  }
  const letter = (code: InlineCode): string => {
    const first = code.kind === 'close' ? (openings.get(code.id) ?? code) : code;
    const found = /\p{L}/u.exec(first.data ?? '')?.[0];
    if (found !== undefined) return found.toLowerCase();
    if (code.kind === 'standalone') return code.data === undefined ? 'x' : 'f';
    return whole.has(code.id) && !withData.has(code.id) ? 'g' : 'f';
  };
  return {
    firstNumber: 0,
    types: false,
    data: (code, number) => {
      const tag = `${letter(code)}${number}`;
      if (code.kind === 'standalone') return `<${tag}/>`;
      return code.kind === 'open' ? `<${tag}>` : `</${tag}>`;
    },
  };
}
