import { codesOf, type Content, type InlineCode } from '../content/index.js';
import { escapeAttribute, escapeText, replaceInvalid } from '../xliff/index.js';
import { tmxType, UNKNOWN_TAG } from './codes.js';
import type { TmxHighlight, TmxSubflow, TmxVariant } from './model.js';

/** How codes are written. */
export interface CodeStyle {
  /** First number of a unit's codes. */
  readonly firstNumber: 0 | 1;
  /** Text between the tags of a code; default its original markup. */
  readonly data?: (code: InlineCode, number: number, paired: boolean) => string;
  /** Write the type of codes. */
  readonly types: boolean;
}

export const NATIVE_STYLE: CodeStyle = { firstNumber: 1, types: true };

/** Markup that a document already has for a code; used where it fits. */
export type RawCode = (code: InlineCode) => string | undefined;

const isNumber = (id: string): boolean => /^(?:0|[1-9]\d{0,8})$/.test(id);
const keyOf = (code: InlineCode): string => `${code.kind === 'standalone' ? 's' : 'p'}${code.id}`;

/**
 * Numbers (`x`) for the codes of a unit, one for all its variants: the id where that is a number and free, else the next
 * free one in order of appearance.
 */
export function numberCodes(contents: readonly Content[], style: CodeStyle): (code: InlineCode) => number {
  const numbers = new Map<string, number>();
  const taken = new Set<number>();
  const keys = [...new Map(contents.flatMap(codesOf).map((code) => [keyOf(code), code])).values()];
  if (style.data === undefined) {
    for (const code of keys) {
      const number = Number(code.id);
      if (!isNumber(code.id) || taken.has(number)) continue;
      taken.add(number);
      numbers.set(keyOf(code), number);
    }
  }
  let next: number = style.firstNumber;
  for (const code of keys) {
    if (numbers.has(keyOf(code))) continue;
    while (taken.has(next)) next++;
    taken.add(next);
    numbers.set(keyOf(code), next);
  }
  return (code) => numbers.get(keyOf(code))!;
}

/** Which codes (by place) are halves of a pair that is whole in this content, and the `i` that ties them. */
function pairNumbers(codes: readonly InlineCode[], numberOf: (code: InlineCode) => number): Map<number, number> {
  const partner = new Map<number, number>();
  const open = new Map<string, number[]>();
  codes.forEach((code, at) => {
    if (code.kind === 'open') open.set(code.id, [...(open.get(code.id) ?? []), at]);
    else if (code.kind === 'close') {
      const start = open.get(code.id)?.pop();
      if (start !== undefined) {
        partner.set(start, at);
        partner.set(at, start);
      }
    }
  });
  const i = new Map<number, number>();
  const taken = new Set<number>();
  codes.forEach((code, at) => {
    if (code.kind !== 'open' || !partner.has(at)) return;
    let number = numberOf(code);
    while (taken.has(number)) number++;
    taken.add(number);
    i.set(at, number);
    i.set(partner.get(at)!, number);
  });
  return i;
}

const attribute = (name: string, value: string | number | undefined): string =>
  value === undefined ? '' : ` ${name}="${escapeAttribute(replaceInvalid(String(value)))}"`;

const BEYOND_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/gu;

/** TMX has no form for characters that XML cannot hold: a placeholder whose type names it. */
function segText(text: string): string {
  if (text.search(BEYOND_XML) < 0) return escapeText(text);
  let out = '';
  let at = 0;
  for (const { 0: found, index } of text.matchAll(BEYOND_XML)) {
    const hex = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    out += `${escapeText(text.slice(at, index))}<ph type="x-cp-${hex}"/>`;
    at = index + 1;
  }
  return out + escapeText(text.slice(at));
}

interface Marks {
  readonly before: ReadonlyMap<number, string>;
}

/** Start and end tags of highlights by flat position; a highlight that crosses another is left out. */
function markTags(highlights: readonly TmxHighlight[]): Marks {
  const before = new Map<number, string>();
  const add = (at: number, tag: string): void => void before.set(at, (before.get(at) ?? '') + tag);
  const sorted = highlights
    .map((mark, order) => ({ ...mark, order }))
    .filter((mark) => mark.end >= mark.start)
    .sort((a, b) => a.start - b.start || b.end - a.end || a.order - b.order);
  const stack: { end: number }[] = [];
  const closeUntil = (at: number): void => {
    for (let top = stack.at(-1); top !== undefined && top.end <= at; top = stack.at(-1)) {
      add(top.end, '</hi>');
      stack.pop();
    }
  };
  for (const mark of sorted) {
    closeUntil(mark.start);
    const within = stack.at(-1);
    if (within !== undefined && mark.end > within.end) continue;
    const tag = `hi${attribute('x', mark.x)}${attribute('type', mark.type)}`;
    if (mark.start === mark.end) {
      add(mark.start, `<${tag}></hi>`);
      continue;
    }
    add(mark.start, `<${tag}>`);
    stack.push(mark);
  }
  closeUntil(Number.MAX_SAFE_INTEGER);
  return { before };
}

export interface SegmentToWrite extends Pick<TmxVariant, 'content' | 'highlights' | 'subflows'> {
  readonly numberOf: (code: InlineCode) => number;
  readonly raw?: RawCode;
}

/** The inside of a `seg`. */
export function writeSegment(segment: SegmentToWrite, style: CodeStyle): string {
  const { content, highlights = [], subflows = [], numberOf, raw } = segment;
  const codes = codesOf(content);
  const pairs = pairNumbers(codes, numberOf);
  const { before } = markTags(highlights);
  let out = before.get(0) ?? '';
  let flat = 0;
  let at = 0;
  for (const part of content.parts) {
    if (typeof part === 'string') {
      let from = 0;
      for (let i = 1; i <= part.length; i++) {
        const tags = before.get(flat + i);
        if (tags === undefined) continue;
        out += segText(part.slice(from, i)) + tags;
        from = i;
      }
      out += segText(part.slice(from));
      flat += part.length;
      continue;
    }
    out += raw?.(part) ?? writeCode(part, pairs.get(at), at);
    at++;
    flat++;
    out += before.get(flat) ?? '';
  }
  return out;

  function writeCode(code: InlineCode, i: number | undefined, place: number): string {
    const number = numberOf(code);
    const x = attribute('x', number);
    const isUnknown = code.subType === UNKNOWN_TAG.subType && code.type === UNKNOWN_TAG.type;
    const type = style.types && !isUnknown ? attribute('type', tmxType(code)) : '';
    const data =
      style.data === undefined
        ? dataWithSubflows(
            code.data ?? '',
            subflows.filter((one) => one.code === place),
          )
        : escapeText(replaceInvalid(style.data(code, number, i !== undefined)));
    if (code.kind === 'standalone') {
      return isUnknown && style.data === undefined ? `<ut${x}>${data}</ut>` : `<ph${x}${type}>${data}</ph>`;
    }
    if (i === undefined) return `<it pos="${code.kind === 'open' ? 'begin' : 'end'}"${x}${type}>${data}</it>`;
    if (code.kind === 'open') return `<bpt${attribute('i', i)}${x}${type}>${data}</bpt>`;
    return `<ept${attribute('i', i)}>${data}</ept>`;
  }

  function dataWithSubflows(data: string, inside: readonly TmxSubflow[]): string {
    const text = (value: string): string => escapeText(replaceInvalid(value));
    let written = '';
    let from = 0;
    for (const { start, end, type, datatype, content: inner } of inside) {
      if (start < from || end > data.length) continue;
      const own = writeSegment({ content: inner, numberOf: numberCodes([inner], style) }, style);
      const tag = `sub${attribute('datatype', datatype)}${attribute('type', type)}`;
      written += `${text(data.slice(from, start))}<${tag}>${own}</sub>`;
      from = end;
    }
    return written + text(data.slice(from));
  }
}
