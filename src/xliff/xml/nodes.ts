/**
 * An XML document as data: every node knows where it stands in the original text, so that an edit can be a splice and a
 * file that was only read is written back byte for byte. All offsets are 0-based UTF-16 code units into `document.text`.
 */

export interface XmlAttribute {
  /** As written, such as `xml:lang`. */
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  /** Namespace; empty for an attribute without a prefix. */
  readonly uri: string;
  /** Normalised value, entities and character references resolved. */
  readonly value: string;
  /** From the first character of the name to behind the closing quote. */
  readonly start: number;
  readonly end: number;
  /** Between the quotes. */
  readonly valueStart: number;
  readonly valueEnd: number;
}

export interface XmlElement {
  readonly kind: 'element';
  /** As written, such as `mtc:match`. */
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  /** Namespace; empty when there is none. */
  readonly uri: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
  readonly parent: XmlElement | undefined;
  /** At the `<` of the start tag. */
  readonly start: number;
  /** Behind the `>` of the start tag. */
  readonly openEnd: number;
  /** At the `<` of the end tag; equals `openEnd` when self-closing. */
  readonly closeStart: number;
  /** Behind the `>` of the end tag. */
  readonly end: number;
  readonly selfClosing: boolean;
}

interface XmlLeaf {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Character data with references resolved and line ends normalised to `\n`. */
export interface XmlText extends XmlLeaf {
  readonly kind: 'text';
}

export interface XmlCdata extends XmlLeaf {
  readonly kind: 'cdata';
}

export interface XmlComment extends XmlLeaf {
  readonly kind: 'comment';
}

export interface XmlInstruction extends XmlLeaf {
  readonly kind: 'pi';
  readonly target: string;
}

export interface XmlDoctype extends XmlLeaf {
  readonly kind: 'doctype';
}

export type XmlNode = XmlElement | XmlText | XmlCdata | XmlComment | XmlInstruction | XmlDoctype;

export interface XmlDeclaration {
  readonly version: string | undefined;
  readonly encoding: string | undefined;
  readonly standalone: string | undefined;
}

export interface XmlDocument {
  readonly text: string;
  /** Name for messages. */
  readonly file: string | undefined;
  readonly declaration: XmlDeclaration | undefined;
  /** Root element, and the comments, instructions and document type around it. */
  readonly children: readonly XmlNode[];
  readonly root: XmlElement;
}

export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

export const isElement = (node: XmlNode): node is XmlElement => node.kind === 'element';

/** Child elements, of one local name (and namespace) when given. */
export function childElements(parent: XmlElement, local?: string, uri?: string): XmlElement[] {
  return parent.children.filter(
    (node): node is XmlElement =>
      node.kind === 'element' &&
      (local === undefined || node.local === local) &&
      (uri === undefined || node.uri === uri),
  );
}

export function firstChild(parent: XmlElement, local: string, uri?: string): XmlElement | undefined {
  for (const node of parent.children) {
    if (node.kind === 'element' && node.local === local && (uri === undefined || node.uri === uri)) return node;
  }
  return undefined;
}

/** An attribute by its local name; without a namespace only attributes without a prefix are found. */
export function attribute(element: XmlElement, local: string, uri = ''): XmlAttribute | undefined {
  for (const one of element.attributes) if (one.local === local && one.uri === uri) return one;
  return undefined;
}

export function attributeValue(element: XmlElement, local: string, uri = ''): string | undefined {
  return attribute(element, local, uri)?.value;
}

/** Every element below (and including) this one, in document order, without recursion. */
export function* descendants(top: XmlElement): Generator<XmlElement> {
  const stack: XmlElement[] = [top];
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    yield element;
    for (let i = element.children.length - 1; i >= 0; i--) {
      const child = element.children[i]!;
      if (child.kind === 'element') stack.push(child);
    }
  }
}

/** Character data below a node, CDATA included, in document order. */
export function textOf(top: XmlElement): string {
  if (top.children.length === 0) return '';
  const only = top.children[0]!;
  if (top.children.length === 1 && (only.kind === 'text' || only.kind === 'cdata')) return only.value;
  let text = '';
  const stack: XmlNode[] = [top];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === 'text' || node.kind === 'cdata') text += node.value;
    else if (node.kind === 'element') for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i]!);
  }
  return text;
}

/** The effective value of an inherited attribute such as `xml:lang` or `xml:space`. */
export function inheritedValue(element: XmlElement, local: string, uri = ''): string | undefined {
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) {
    const value = attributeValue(at, local, uri);
    if (value !== undefined) return value;
  }
  return undefined;
}
