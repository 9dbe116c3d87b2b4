import { escapeAttribute, replaceInvalid } from '../xml/index.js';

/** Attributes in the given order; those without a value are left out. */
export function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  let text = '';
  for (const name in values) {
    const value = values[name];
    if (value !== undefined) text += ` ${name}="${escapeAttribute(replaceInvalid(String(value)))}"`;
  }
  return text;
}

/** One attribute with the space before it; nothing without a value. */
export function attribute(name: string, value: string | undefined): string {
  return value === undefined ? '' : ` ${name}="${escapeAttribute(replaceInvalid(value))}"`;
}

/** A number 0 to 100 with at most two decimals, as a schema's decimal. */
export const percentText = (value: number): string => String(Number(Math.min(100, Math.max(0, value)).toFixed(2)));

/** `xs:NMTOKEN`: what XLIFF 2 allows as an id. Other characters become `_`; the same id always gives the same token. */
export function nmtoken(id: string): string {
  const token = id.replace(/[^\p{L}\p{N}\p{M}._:\u00b7-]/gu, '_');
  return token === '' ? '_' : token;
}

/** Pieces are joined when they are this long: many small strings cost more memory than the text they hold. */
const PIECE = 64 * 1024;

/** Lines of a document or of a part of one, indented by depth. */
export class Lines {
  private readonly pieces: string[] = [];
  private readonly margins: string[] = [];
  private piece = '';
  private depth = 0;

  /** A part starts at `base`; without a newline everything stands on one line. */
  constructor(
    private readonly indent: string,
    private readonly base = '',
    private readonly newline = '\n',
  ) {}

  line(text: string): void {
    const margin = (this.margins[this.depth] ??= this.base + this.indent.repeat(this.depth));
    this.piece += margin + text + this.newline;
    if (this.piece.length < PIECE) return;
    this.pieces.push(this.piece);
    this.piece = '';
  }

  /** An element around what `body` writes. */
  inside(name: string, attributeText: string, body: () => void): void {
    this.line(`<${name}${attributeText}>`);
    this.depth++;
    body();
    this.depth--;
    this.line(`</${name}>`);
  }

  toString(): string {
    return this.pieces.join('') + this.piece;
  }

  /** The text without the indentation of its first line and the end of its last. */
  part(): string {
    const text = this.toString();
    return text.slice(this.base.length, text.length - this.newline.length);
  }
}
