import { content, plainText, type Content, type InlineCode, type Part } from '../../content/index.js';
import type { Quantity } from '../../language/index.js';
import { casingOf, type Casing } from './casing.js';
import { figureSpan, sourceFigures } from './figures.js';
import { frameLength } from './frame.js';
import { findProtected, type ProtectedSpan } from './protect.js';
import { simplerMark } from './simplify.js';
import type { TermConstraint, TranslationRequest } from '../types.js';
import { unitsOf, type SpecialRange, type TextUnit } from './units.js';

/** A term with its place in the prepared text. */
export interface PlacedTerm {
  readonly term: TermConstraint;
  readonly start: number;
  readonly end: number;
}

/** A segment taken apart: what goes through the model, and what is kept out of it. */
export interface Prepared {
  /** The source; codes that stand for a word are private characters of its text. */
  readonly source: Content;
  readonly text: string;
  /** The code of each private character. */
  readonly wordCodes: ReadonlyMap<string, InlineCode>;
  /** The part of the text between list number and trailing space. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** Spans that have to come through, in order. */
  readonly spans: readonly ProtectedSpan[];
  /** Marks that the model cannot spell and a stand-in would disturb (emoji, `©`): left out, and put back by alignment. */
  readonly silent: readonly ProtectedSpan[];
  /** Places where words are kept apart by a code only, such as a line break. */
  readonly gaps: readonly number[];
  readonly casing: Casing;
  readonly terms: readonly PlacedTerm[];
  readonly units: readonly TextUnit[];
  /** Numbers, dates and the like outside the spans, for pairs whose figures can be compared. */
  readonly figures: readonly Quantity[];
}

const PRIVATE = 0xe000;
const PLACEHOLDER_DATA = /^(?:[%$#]?\{[^{}]*\}|\{\{[^{}]*\}\}|%(?:\d+\$)?[sdif@]|\$\w+|&\w+;)$/u;

/** Does a code stand for a word of the sentence, as `{0}` does? */
function standsForWord(code: InlineCode): boolean {
  if (code.kind !== 'standalone' || code.subType === 'xlf:lb') return false;
  return /[\p{L}\p{N}{}%]/u.test(code.equiv ?? '') || PLACEHOLDER_DATA.test(code.data ?? '');
}

/** Word-like codes become private characters of the text; offsets after them move by one. */
function withPrivateCharacters(source: Content): {
  source: Content;
  wordCodes: Map<string, InlineCode>;
  /** Old places after which a character was put in. */
  inserted: number[];
} {
  const text = plainText(source);
  const wordCodes = new Map<string, InlineCode>();
  const inserted: number[] = [];
  let next = PRIVATE;
  let place = 0;
  const parts = source.parts.map((part): Part => {
    if (typeof part === 'string') {
      place += part.length;
      return part;
    }
    if (!standsForWord(part) || next > 0xf0ff) return part;
    while (text.includes(String.fromCharCode(next))) next++;
    const character = String.fromCharCode(next++);
    wordCodes.set(character, part);
    inserted.push(place);
    return character;
  });
  return { source: wordCodes.size === 0 ? source : content(parts), wordCodes, inserted };
}

/** Places of codes that alone keep two words apart. */
function gapsOf(source: Content, text: string): number[] {
  const gaps: number[] = [];
  let place = 0;
  for (const part of source.parts) {
    if (typeof part === 'string') place += part.length;
    else if (part.kind === 'standalone') {
      const [before, after] = [text[place - 1] ?? '', text[place] ?? ''];
      if (/[\p{L}\p{N}.,;:!?)]/u.test(before) && /[\p{L}\p{N}(]/u.test(after)) gaps.push(place);
    }
  }
  return [...new Set(gaps)];
}

const WORD = /[\p{L}\p{N}\p{M}]+(?:[-'’.][\p{L}\p{N}\p{M}]+)*/gu;
const AMOUNT = /[€£¥₩₹]\s?\d[\d.,]*|\d[\d.,]*\s?(?:°\s?[CFK]?|[½¼¾²³])/gu;

/** Words and marks that the model has no letters for. */
function unspellable(
  text: string,
  free: (start: number, end: number) => boolean,
  spells: (text: string) => boolean,
): { spans: ProtectedSpan[]; silent: ProtectedSpan[] } {
  const spans: ProtectedSpan[] = [];
  const silent: ProtectedSpan[] = [];
  const taken = (start: number, end: number): boolean => spans.some((span) => span.start < end && start < span.end);
  for (const pattern of [AMOUNT, WORD]) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (!free(start, end) || taken(start, end) || spells(match[0].normalize('NFC'))) continue;
      spans.push({ kind: 'foreign', start, end, text: match[0] });
    }
  }
  for (const match of text.matchAll(/[^\s\p{L}\p{N}\p{M}\u200b\ufeff]/gu)) {
    const [start, end] = [match.index, match.index + match[0].length];
    if (!free(start, end) || taken(start, end) || spells(simplerMark(match[0], spells))) continue;
    const before = silent.at(-1);
    if (before && /^[\u200d\ufe0f\p{M}]*$/u.test(text.slice(before.end, start))) {
      silent[silent.length - 1] = { ...before, end, text: text.slice(before.start, end) };
    } else silent.push({ kind: 'foreign', start, end, text: match[0] });
  }
  return { spans, silent };
}

/**
 * @param spells has the model pieces for every letter of a text?
 * @param figures are figures to be compared (Indonesian to English)?
 */
export function prepare(request: TranslationRequest, spells: (text: string) => boolean, figures: boolean): Prepared {
  const { source, wordCodes, inserted } = withPrivateCharacters(request.source);
  const text = plainText(source);
  const moved = (place: number, end: boolean): number =>
    place + inserted.filter((at) => (end ? at < place : at <= place)).length;
  const terms = (request.terms ?? [])
    .map((term) => ({ term, start: moved(term.start, false), end: moved(term.end, true) }))
    .filter(({ start, end }) => start >= 0 && end > start && end <= text.length)
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((term, i, all) => all.slice(0, i).every((other) => other.end <= term.start));
  const bodyStart = frameLength(text);
  const bodyEnd = Math.max(bodyStart, text.trimEnd().length);
  const inBody = ({ start, end }: { start: number; end: number }): boolean => start >= bodyStart && end <= bodyEnd;

  const spans: ProtectedSpan[] = [...text.matchAll(/[\ue000-\uf0ff]/gu)]
    .filter((match) => wordCodes.has(match[0]))
    .map((match) => ({ kind: 'placeholder', start: match.index, end: match.index + 1, text: match[0] }));
  const add = (more: readonly ProtectedSpan[]): void => {
    for (const span of more) {
      if (inBody(span) && spans.every((other) => other.end <= span.start || span.end <= other.start)) spans.push(span);
    }
  };
  add(findProtected(text));
  add(
    terms
      .filter(({ term }) => term.doNotTranslate)
      .map(({ start, end }) => ({ kind: 'term', start, end, text: text.slice(start, end) })),
  );
  const free = (start: number, end: number): boolean =>
    inBody({ start, end }) && spans.every((span) => span.end <= start || end <= span.start);
  // `€5.000` and `30 °C` cannot be read by the model, but can be written anew.
  if (figures) {
    const unread = sourceFigures(text, bodyStart, bodyEnd, spans).filter((quantity) => !spells(quantity.text));
    add(
      unread.filter(({ start, end }) => terms.every((term) => term.end <= start || end <= term.start)).map(figureSpan),
    );
  }
  const unknown = unspellable(text, free, spells);
  spans.push(...unknown.spans);
  spans.sort((a, b) => a.start - b.start);
  const gaps = gapsOf(source, text).filter((place) => spans.every((span) => place <= span.start || span.end <= place));
  const special: SpecialRange[] = [
    ...spans.map(({ start, end }) => ({ start, end, as: 'unit' as const })),
    ...unknown.silent.map(({ start, end }) => ({ start, end, as: 'gap' as const })),
    ...gaps.map((place) => ({ start: place, end: place, as: 'gap' as const })),
  ].sort((a, b) => a.start - b.start || a.end - b.end);
  return {
    source,
    text,
    wordCodes,
    bodyStart,
    bodyEnd,
    spans,
    silent: unknown.silent,
    gaps,
    casing: casingOf(blank(text.slice(bodyStart, bodyEnd), spans, bodyStart)),
    terms,
    units: unitsOf(text, special),
    figures: figures ? sourceFigures(text, bodyStart, bodyEnd, spans) : [],
  };
}

/** The text with protected spans blanked out: their capitals say nothing about the sentence. */
function blank(text: string, spans: readonly ProtectedSpan[], offset: number): string {
  let result = text;
  for (const { start, end } of spans) {
    result = result.slice(0, start - offset) + ' '.repeat(end - start) + result.slice(end - offset);
  }
  return result;
}

/** Is there anything to translate outside the protected spans? */
export function hasWords({ text, spans, bodyStart, bodyEnd }: Prepared): boolean {
  return /\p{L}{2,}/u.test(blank(text.slice(bodyStart, bodyEnd), spans, bodyStart));
}
