import type { TokenPlaces } from '../model/pieces.js';
import type { Decoding } from '../decode/scheduler.js';
import { originalRange, type MappedText } from './mapped-text.js';

/** Attention from a piece of the target to a range of the source's plain text. */
export interface Link {
  readonly start: number;
  readonly end: number;
  /** 0..1 */
  readonly weight: number;
}

/** A piece of the target: a model token, or something put there by hand. */
export interface DraftToken {
  readonly start: number;
  readonly end: number;
  readonly links: readonly Link[];
  /** A protected span: one word, whatever is in it. */
  readonly whole?: boolean;
}

/** A target under work: text, and what each part of it was made from. Tokens are in order and do not overlap. */
export interface Draft {
  readonly text: string;
  readonly tokens: readonly DraftToken[];
}

export const EMPTY_DRAFT: Draft = { text: '', tokens: [] };

/** What the model made of one mapped text. */
export function draftOf(decoding: Decoding, source: MappedText): Draft {
  const { encoded, decoded, hypothesis } = decoding;
  const { width, sources, weights } = hypothesis.attention;
  const last = encoded.ids.length - 1;
  const tokens: DraftToken[] = [];
  for (let t = 0; t < hypothesis.ids.length; t++) {
    const start = decoded.starts[t]!;
    const end = decoded.ends[t]!;
    const links: Link[] = [];
    for (let k = 0; k < width; k++) {
      const s = sources[t * width + k]!;
      const weight = weights[t * width + k]! / 255;
      // The end of sentence is nobody's translation.
      if (s >= last || weight < 0.02) continue;
      const range = originalRange(source, encoded.starts[s]!, wordEnd(source.text, encoded, s));
      if (range.end > range.start) links.push({ ...range, weight });
    }
    // Bytes of one character share their place.
    const before = tokens.at(-1);
    if (before && before.start === start && before.end === end && end > start) {
      tokens[tokens.length - 1] = { start, end, links: mergeLinks([before.links, links]) };
    } else if (end > start) tokens.push({ start, end, links });
  }
  return { text: decoded.text, tokens };
}

/** End of a source token; one that is only the space before a word stands for the word's first token as well. */
function wordEnd(text: string, { starts, ends }: TokenPlaces, token: number): number {
  const blank = text.slice(starts[token]!, ends[token]!).trim() === '';
  return (blank && starts[token + 1] === ends[token] ? ends[token + 1] : ends[token])!;
}

/** Mean of several pieces' links. */
function mergeLinks(lists: readonly (readonly Link[])[]): Link[] {
  const sums = new Map<string, Link>();
  for (const link of lists.flat()) {
    const key = `${link.start}-${link.end}`;
    sums.set(key, { ...link, weight: (sums.get(key)?.weight ?? 0) + link.weight / Math.max(1, lists.length) });
  }
  return [...sums.values()];
}

/** A text that is its own translation, such as a list number. @param start its place in the source */
export function literalDraft(text: string, start: number): Draft {
  const tokens = [...text.matchAll(/\S/gu)].map(({ index, 0: sign }): DraftToken => {
    const place = start + index;
    return { start: index, end: index + sign.length, links: [{ start: place, end: place + sign.length, weight: 1 }] };
  });
  return { text, tokens };
}

export function shiftDraft(draft: Draft, by: number): DraftToken[] {
  return draft.tokens.map((token) => ({ ...token, start: token.start + by, end: token.end + by }));
}

/** Drafts one after the other, with text between them. */
export function joinDrafts(drafts: readonly Draft[], separator = ''): Draft {
  let text = '';
  const tokens: DraftToken[] = [];
  drafts.forEach((draft, i) => {
    if (i > 0 && draft.text !== '' && text !== '') text += separator;
    tokens.push(...shiftDraft(draft, text.length));
    text += draft.text;
  });
  return { text, tokens };
}

/**
 * Replaces a range of the text. Tokens that the range cuts lose that part; the new text is one token with the given
 * links, or with those of what it replaces.
 */
export function replaceRange(
  draft: Draft,
  start: number,
  end: number,
  text: string,
  links?: readonly Link[],
  whole = false,
): Draft {
  const shift = text.length - (end - start);
  const before: DraftToken[] = [];
  const after: DraftToken[] = [];
  const cut: (readonly Link[])[] = [];
  for (const token of draft.tokens) {
    if (token.start < start) before.push({ ...token, end: Math.min(token.end, start) });
    if (token.end > end) after.push({ ...token, start: Math.max(token.start, end) + shift, end: token.end + shift });
    if (token.start < end && token.end > start) cut.push(token.links);
  }
  const middle =
    text === '' ? [] : [{ start, end: start + text.length, links: links ?? mergeLinks(cut), ...(whole && { whole }) }];
  return { text: draft.text.slice(0, start) + text + draft.text.slice(end), tokens: [...before, ...middle, ...after] };
}

/** The same draft in another case; nothing happens when the length would change. */
export function recaseDraft(draft: Draft, recase: (text: string) => string): Draft {
  const text = recase(draft.text);
  return text.length === draft.text.length ? { ...draft, text } : draft;
}
