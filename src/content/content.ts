/**
 * Text with inline codes: the one shape that text has everywhere in memori.
 *
 * A content is a sequence of strings and codes. Its *flat* positions count one per UTF-16 code unit of text and one per
 * code, so that every place between two things has exactly one number, also next to codes; its *plain* positions count
 * text only. The model of the codes is XLIFF 2.1's (section 4.2.3): standalone (`ph`) and paired (`pc`, `sc`/`ec`).
 */

/** May the translator move a code past others? XLIFF 2.1 §4.3.1.5; `first-no` opens a run that keeps its order. */
export type Reorder = 'yes' | 'first-no' | 'no';

interface CodeBase {
  /** Unique among the codes of one unit; an opening and a closing code that belong together share it. */
  readonly id: string;
  /** The original markup, byte for byte, such as `<b>` or `**`. */
  readonly data?: string;
  /** Plain-text stand-in, for counting and for the model (XLIFF `equiv`). */
  readonly equiv?: string;
  /** What to show a translator (XLIFF `disp`). */
  readonly display?: string;
  /** XLIFF `type`: fmt, ui, quote, link, image, other. */
  readonly type?: 'fmt' | 'ui' | 'quote' | 'link' | 'image' | 'other';
  /** XLIFF `subType`, `prefix:value`. */
  readonly subType?: string;
  /** Default true. */
  readonly canDelete?: boolean;
  /** Default true. */
  readonly canCopy?: boolean;
  /** Default `yes`. */
  readonly canReorder?: Reorder;
}

/** A code without content: a line break, an image, a placeholder. */
export interface StandaloneCode extends CodeBase {
  readonly kind: 'standalone';
}

/** The start of a span such as bold text. */
export interface OpenCode extends CodeBase {
  readonly kind: 'open';
}

/** The end of a span. */
export interface CloseCode extends CodeBase {
  readonly kind: 'close';
}

export type InlineCode = StandaloneCode | OpenCode | CloseCode;
export type Part = string | InlineCode;

/** Normal form: no empty strings and no two strings in a row. Made by {@link content}. */
export interface Content {
  readonly parts: readonly Part[];
}

export const EMPTY: Content = { parts: [] };

/** A content in normal form from any sequence of parts. */
export function content(parts: Iterable<Part>): Content {
  const normal: Part[] = [];
  for (const part of parts) {
    const last = normal.at(-1);
    if (part === '') continue;
    if (typeof part === 'string' && typeof last === 'string') normal[normal.length - 1] = last + part;
    else normal.push(part);
  }
  return { parts: normal };
}

/** A content without codes. */
export function textContent(text: string): Content {
  return text === '' ? EMPTY : { parts: [text] };
}

/** The text without its codes. */
export function plainText(value: Content): string {
  if (value.parts.length === 1 && typeof value.parts[0] === 'string') return value.parts[0];
  return value.parts.filter((part) => typeof part === 'string').join('');
}

/** The text with every code replaced by its original markup: what the document held. */
export function originalText(value: Content): string {
  return value.parts.map((part) => (typeof part === 'string' ? part : (part.data ?? ''))).join('');
}

export function codesOf(value: Content): InlineCode[] {
  return value.parts.filter((part) => typeof part !== 'string');
}

export function hasCodes(value: Content): boolean {
  return value.parts.some((part) => typeof part !== 'string');
}

const sizeOf = (part: Part): number => (typeof part === 'string' ? part.length : 1);

/** Flat length: code units of text plus the number of codes. */
export function flatLength(value: Content): number {
  return value.parts.reduce((sum, part) => sum + sizeOf(part), 0);
}

/** The part between two flat positions; nothing is lost or duplicated: slices of a partition join to the whole. */
export function slice(value: Content, from: number, to: number = Number.MAX_SAFE_INTEGER): Content {
  const parts: Part[] = [];
  let at = 0;
  for (const part of value.parts) {
    const size = sizeOf(part);
    const start = Math.max(from, at);
    const end = Math.min(to, at + size);
    if (start < end) parts.push(typeof part === 'string' ? part.slice(start - at, end - at) : part);
    at += size;
    if (at >= to) break;
  }
  return content(parts);
}

/** Both halves at a flat position. */
export function splitAt(value: Content, position: number): [Content, Content] {
  return [slice(value, 0, position), slice(value, position)];
}

export function join(...values: readonly Content[]): Content {
  return content(values.flatMap((value) => value.parts));
}

/**
 * Flat position of a plain position. Codes that stand exactly there are left before the result or, with
 * `codes: 'after'`, after it.
 */
export function flatPosition(value: Content, plain: number, codes: 'before' | 'after' = 'after'): number {
  let flat = 0;
  let seen = 0;
  for (const part of value.parts) {
    if (typeof part === 'string') {
      if (seen + part.length > plain || (seen + part.length === plain && codes === 'after'))
        return flat + (plain - seen);
      seen += part.length;
      flat += part.length;
    } else {
      if (seen === plain && codes === 'after') return flat;
      flat++;
    }
  }
  return flat;
}

/** Plain position of a flat position. */
export function plainPosition(value: Content, flat: number): number {
  let at = 0;
  let plain = 0;
  for (const part of value.parts) {
    const size = sizeOf(part);
    if (typeof part === 'string') plain += Math.min(size, Math.max(0, flat - at));
    at += size;
    if (at >= flat) break;
  }
  return plain;
}

/**
 * Where to cut a content when its *plain* text is cut at the given position: closing codes that stand there stay with the
 * text before, opening and standalone codes go with the text after, so that `**Ya.** *Tidak.*` cuts as a person would.
 */
export function cutPosition(value: Content, plain: number): number {
  let flat = flatPosition(value, plain, 'after');
  const parts = slice(value, flat).parts;
  for (const part of parts) {
    if (typeof part === 'string' || part.kind !== 'close') break;
    flat++;
  }
  return flat;
}

function sameCode(a: InlineCode, b: InlineCode): boolean {
  return (
    a.kind === b.kind &&
    a.id === b.id &&
    a.data === b.data &&
    a.equiv === b.equiv &&
    a.display === b.display &&
    a.type === b.type &&
    a.subType === b.subType &&
    (a.canDelete ?? true) === (b.canDelete ?? true) &&
    (a.canCopy ?? true) === (b.canCopy ?? true) &&
    (a.canReorder ?? 'yes') === (b.canReorder ?? 'yes')
  );
}

/** Same text, same codes in the same places. */
export function equalContent(a: Content, b: Content): boolean {
  return (
    a.parts.length === b.parts.length &&
    a.parts.every((part, i) => {
      const other = b.parts[i];
      if (other === undefined) return false;
      return typeof part === 'string' || typeof other === 'string' ? part === other : sameCode(part, other);
    })
  );
}

/** Where the plain text starts and ends without surrounding white space: `[start, end)` in plain positions. */
export function trimmedRange(text: string): { start: number; end: number } {
  const end = text.trimEnd().length;
  const start = Math.min(end, text.length - text.trimStart().length);
  return { start, end };
}
