import { escapeAttribute, type Splice, type XmlElement } from '../xml/index.js';

/** The text a document is edited in, and what is to change in it. */
export interface Edits {
  readonly text: string;
  readonly splices: Splice[];
}

/** Where the white space before a place starts. By hand: `\s*$` takes quadratic time on long runs. */
function spaceStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && ' \t\r\n'.includes(text[start - 1]!)) start--;
  return start;
}

/** White space right before an element. */
export const spaceBefore = (text: string, element: XmlElement): string =>
  text.slice(spaceStart(text, element.start), element.start);

/** The start tag from `<` to its last attribute, without white space, `/` and `>`. */
export function openTag(text: string, element: XmlElement): string {
  const end = element.openEnd - (element.selfClosing ? 2 : 1);
  return text.slice(element.start, spaceStart(text, end));
}

/** Sets an attribute without a namespace prefix, or of the given name; `undefined` removes it. No change, no splice. */
export function setAttribute(edits: Edits, element: XmlElement, name: string, value: string | undefined): void {
  const { text, splices } = edits;
  const existing = element.attributes.find((one) => one.name === name);
  if (existing === undefined) {
    if (value === undefined) return;
    const at = element.attributes.at(-1)?.end ?? element.start + 1 + element.name.length;
    splices.push({ start: at, end: at, replacement: ` ${name}="${escapeAttribute(value)}"` });
    return;
  }
  if (existing.value === value) return;
  if (value === undefined) {
    splices.push({ start: spaceStart(text, existing.start), end: existing.end, replacement: '' });
    return;
  }
  const escaped = escapeAttribute(value).replaceAll("'", '&apos;');
  splices.push({ start: existing.valueStart, end: existing.valueEnd, replacement: escaped });
}

/** Replaces what stands between the tags of an element. */
export function setInner(edits: Edits, element: XmlElement, inner: string): void {
  const { text, splices } = edits;
  if (!element.selfClosing) {
    if (text.slice(element.openEnd, element.closeStart) === inner) return;
    splices.push({ start: element.openEnd, end: element.closeStart, replacement: inner });
    return;
  }
  if (inner === '') return;
  const slash = element.start + openTag(text, element).length;
  splices.push({ start: slash, end: element.end, replacement: `>${inner}</${element.name}>` });
}

/** How an element and its children are laid out, for what is written beside or inside them. */
export interface Layout {
  /** White space before a child, from the line end on; empty in a document without lines. */
  readonly child: string;
  /** One level of indentation. */
  readonly step: string;
  readonly newline: string;
}

export function layoutOf(text: string, element: XmlElement): Layout {
  const first = element.children.find((node) => node.kind === 'element');
  const lastLine = (space: string): string | undefined => /(\r\n|\n|\r)[ \t]*$/.exec(space)?.[0];
  const child = first && lastLine(spaceBefore(text, first));
  if (child === undefined) return { child: '', step: '', newline: '' };
  const newline = /^(\r\n|\n|\r)/.exec(child)![0];
  const own = lastLine(spaceBefore(text, element)) ?? newline;
  return { child, step: child.startsWith(own) ? child.slice(own.length) : '', newline };
}

/** Prefix (with its colon) under which a namespace is in scope at an element; `''` for the default namespace. */
export function prefixFor(
  element: XmlElement,
  uri: string | ((uri: string) => boolean),
  forAttributes = false,
): string | undefined {
  const matches = typeof uri === 'string' ? (value: string): boolean => value === uri : uri;
  const shadowed = new Set<string>();
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) {
    for (const one of at.attributes) {
      const prefix = one.prefix === 'xmlns' ? `${one.local}:` : one.name === 'xmlns' ? '' : undefined;
      if (prefix === undefined || shadowed.has(prefix)) continue;
      if (matches(one.value.trim()) && !(forAttributes && prefix === '')) return prefix;
      shadowed.add(prefix);
    }
  }
  return undefined;
}
