import { escapeAttribute, replaceInvalid } from '../xml/index.js';

/** Attributes in the given order; those without a value are left out. */
export function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  let text = '';
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    text += ` ${name}="${escapeAttribute(replaceInvalid(String(value)))}"`;
  }
  return text;
}

/** A number 0 to 100 with at most two decimals, as a schema's decimal. */
export const percentText = (value: number): string => String(Number(Math.min(100, Math.max(0, value)).toFixed(2)));

/** `xs:NMTOKEN`: what XLIFF 2 allows as an id. Other characters become `_`; the same id always gives the same token. */
export function nmtoken(id: string): string {
  const token = id.replace(/[^\p{L}\p{N}\p{M}._:\u00b7-]/gu, '_');
  return token === '' ? '_' : token;
}

/** Lines of a document or of a part of one, indented by depth. */
export class Lines {
  private readonly out: string[] = [];
  private depth = 0;

  /** A part starts at `base`; without a newline everything stands on one line. */
  constructor(
    private readonly indent: string,
    private readonly base = '',
    private readonly newline = '\n',
  ) {}

  line(text: string): void {
    this.out.push(this.base, this.indent.repeat(this.depth), text, this.newline);
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
    return this.out.join('');
  }

  /** The text without the indentation of its first line and the end of its last. */
  part(): string {
    const text = this.out.join('');
    return text.slice(this.base.length, text.length - this.newline.length);
  }
}
