import { SaxesParser } from 'saxes';
import { inputError, type MemoriError, type MemoriErrorOptions, isMemoriError } from '../../base/index.js';
import { entityDeclarations, entityTable } from './entities.js';
import {
  XML_NAMESPACE,
  type XmlAttribute,
  type XmlDeclaration,
  type XmlElement,
  type XmlInstruction,
  type XmlNode,
} from './nodes.js';

/** Deeper nesting than any document has; keeps hostile files from costing stack or quadratic time. */
export const MAX_DEPTH = 1000;

const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type OpenElement = Mutable<Omit<XmlElement, 'children' | 'parent'>> & {
  children: XmlNode[];
  parent: OpenElement | undefined;
};
type OpenAttribute = Mutable<XmlAttribute>;

export interface BuilderOptions {
  readonly file?: string | undefined;
  /** The whole text, when it is at hand: gives nodes their offsets. */
  readonly text?: string | undefined;
  /**
   * Called at each end tag, children complete. What it returns is dropped from the parent: `true` the element and all
   * that stands before it, `'this'` the element and the white space before it, `false` nothing.
   */
  readonly onClose?: (element: OpenElement, depth: number) => boolean | 'this';
  /** Called at each start tag, attributes complete. */
  readonly onOpen?: (element: OpenElement, depth: number, line: number) => void;
}

export interface XmlBuilder {
  write(chunk: string): void;
  close(): void;
  readonly children: XmlNode[];
  readonly declaration: XmlDeclaration | undefined;
}

/** What saxes says, as a code, a message and advice. */
function translate(message: string): { code: string; message: string; hint?: string } {
  const rules: [RegExp, string, string, string?][] = [
    [
      /^disallowed character\.$/,
      'xml.character',
      'a character that XML does not allow stands here',
      'Remove the control character.',
    ],
    [
      /^undefined entity/,
      'xml.undefined-entity',
      'the entity is not defined',
      'Write & as &amp;, or the character itself.',
    ],
    [
      /entity name|empty entity/,
      'xml.ampersand',
      '& is not followed by the name of an entity',
      'Write a literal & as &amp;.',
    ],
    [/malformed character entity/, 'xml.character', 'the character reference names no character allowed in XML'],
    [/text data outside of root/, 'xml.outside-root', 'there is text outside the root element'],
    [/more than one root|only one root/, 'xml.several-roots', 'there is a second root element'],
    [/must contain a root/, 'xml.no-root', 'there is no XML element in this file', 'Is this an XML file?'],
    [/duplicate attribute: (.*)\.$/, 'xml.duplicate-attribute', 'the attribute $1 stands here twice'],
    [/unexpected close tag|unmatched closing tag/, 'xml.mismatched-tag', 'the end tag does not match the open element'],
    [/doctype/, 'xml.doctype', 'a document type declaration must stand once, before the root element'],
    [/^unexpected end/, 'xml.truncated', 'the file ends in the middle', 'The file was cut off: get it again.'],
  ];
  for (const [pattern, code, text, hint] of rules) {
    const match = pattern.exec(message);
    if (match) return { code, message: text.replace('$1', match[1] ?? ''), ...(hint !== undefined && { hint }) };
  }
  return { code: 'xml.malformed', message: `the XML is not well-formed: ${message.replace(/\.$/, '')}` };
}

/**
 * A parser with a place for every handler. `on` adds handlers under computed names, and after a dozen of those V8 gives up
 * on the parser's shape: everything then takes four times as long. Properties that exist already do no harm.
 */
function makeParser(): SaxesParser<{ xmlns: false }> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const slots = parser as unknown as Record<string, undefined>;
  slots.xmldeclHandler = undefined;
  slots.textHandler = undefined;
  slots.piHandler = undefined;
  slots.doctypeHandler = undefined;
  slots.commentHandler = undefined;
  slots.openTagStartHandler = undefined;
  slots.attributeHandler = undefined;
  slots.openTagHandler = undefined;
  slots.closeTagHandler = undefined;
  slots.cdataHandler = undefined;
  slots.errorHandler = undefined;
  return parser;
}

/**
 * Builds nodes from saxes' events. Namespaces are resolved here (one table with undo records: constant time at any
 * depth), depth and entities are bounded, and every fault becomes a MemoriError with its position.
 */
export function xmlBuilder(options: BuilderOptions): XmlBuilder {
  const { file, text, onClose, onOpen } = options;
  const parser = makeParser();
  const prefixes = new Map<string, string>([
    ['xml', XML_NAMESPACE],
    ['', ''],
  ]);
  const undo: ([string, string | undefined][] | undefined)[] = [];
  const top: XmlNode[] = [];
  let declaration: XmlDeclaration | undefined;
  let current: OpenElement | undefined;
  let closed: OpenElement | undefined;
  let depth = 0;
  let pending: OpenAttribute[] = [];
  let tagStart = 0;
  /** Everything before this offset has become nodes. */
  let cursor = 0;
  let ended = false;
  let lastChunk = '';

  const here = (back = 1): MemoriErrorOptions => ({
    ...(file !== undefined && { file }),
    line: parser.line,
    column: Math.max(1, parser.columnIndex + 1 - back),
  });
  const at = (element: OpenElement): string => `<${element.name}>`;

  const siblings = (): XmlNode[] => (current === undefined ? top : current.children);

  /** Start of the markup at the cursor; text that came to nothing (an empty entity) is kept as an empty node. */
  const markupStart = (): number => {
    if (text === undefined) return 0;
    if (text.charCodeAt(cursor) !== 0x3c) {
      const next = text.indexOf('<', cursor);
      if (current !== undefined) current.children.push({ kind: 'text', value: '', start: cursor, end: next });
      cursor = next;
    }
    return cursor;
  };

  const fault = (message: string): MemoriError => {
    const unclosed = /^unclosed tag/.test(message);
    if (unclosed && current !== undefined) {
      // A bare & is searched to its semicolon, which may never come.
      const source = text ?? lastChunk;
      const ampersand = source.lastIndexOf('&');
      const bare = ampersand >= (text === undefined ? 0 : cursor) && !source.includes(';', ampersand);
      if (bare) return fault('disallowed character in entity name.');
      return inputError('xml.truncated', `the file ends inside ${at(current)}`, {
        ...here(0),
        hint: 'The file was cut off, or an end tag is missing.',
      });
    }
    const { code, message: clear, hint } = translate(message);
    let detail = clear;
    if (code === 'xml.mismatched-tag') {
      if (closed === undefined || depth === 0) detail = 'there is an end tag without a start tag';
      else detail = `the end tag does not match: ${at(closed)} is still open`;
    }
    return inputError(code, detail, { ...here(), ...(hint !== undefined && { hint }) });
  };

  const resolve = (name: string): { prefix: string; local: string } => {
    const colon = name.indexOf(':');
    if (colon < 0) return { prefix: '', local: name };
    const local = name.slice(colon + 1);
    if (colon === 0 || local === '' || local.includes(':')) {
      throw inputError('xml.name', `${JSON.stringify(name)} is not a name with a namespace prefix`, here());
    }
    return { prefix: name.slice(0, colon), local };
  };

  const uriOf = (prefix: string): string => {
    const uri = prefixes.get(prefix);
    if (uri === undefined) {
      throw inputError('xml.unbound-prefix', `the namespace prefix ${prefix}: is not declared`, {
        ...here(),
        hint: `Declare it with xmlns:${prefix}="…" on the root element.`,
      });
    }
    return uri;
  };

  const declare = (prefix: string, uri: string, changes: [string, string | undefined][]): void => {
    const misuse =
      prefix === 'xmlns' ||
      uri === XMLNS_NAMESPACE ||
      (prefix === 'xml') !== (uri === XML_NAMESPACE) ||
      (prefix !== '' && uri === '' && parser.xmlDecl.version !== '1.1');
    if (misuse)
      throw inputError('xml.namespace', `the namespace declaration of ${prefix || 'xmlns'} is not allowed`, here());
    changes.push([prefix, prefixes.get(prefix)]);
    if (prefix !== '' && uri === '') prefixes.delete(prefix);
    else prefixes.set(prefix, uri);
  };

  const resolveAttributes = (attributes: OpenAttribute[]): void => {
    let changes: [string, string | undefined][] | undefined;
    for (const one of attributes) {
      if (one.prefix === 'xmlns') declare(one.local, one.value.trim(), (changes ??= []));
      else if (one.name === 'xmlns') declare('', one.value.trim(), (changes ??= []));
    }
    undo.push(changes);
    let qualified = 0;
    for (const one of attributes) {
      if (one.prefix === 'xmlns' || one.name === 'xmlns') one.uri = XMLNS_NAMESPACE;
      else if (one.prefix !== '') {
        one.uri = uriOf(one.prefix);
        qualified++;
      }
    }
    if (qualified > 1) {
      const seen = new Set<string>();
      for (const { uri, local, name } of attributes) {
        if (uri === '') continue;
        const key = `${uri} ${local}`;
        if (seen.has(key))
          throw inputError('xml.duplicate-attribute', `the attribute ${name} stands here twice`, here());
        seen.add(key);
      }
    }
  };

  parser.on('error', (error) => {
    // saxes reports "unexpected end" and each unclosed tag after another; the first says it all.
    throw isMemoriError(error) ? error : fault(error.message.replace(/^\d+:\d+: /, ''));
  });
  parser.on('xmldecl', (found) => {
    declaration = { version: found.version, encoding: found.encoding, standalone: found.standalone };
    cursor = parser.position;
  });
  parser.on('doctype', (value) => {
    const start = markupStart();
    cursor = parser.position;
    top.push({ kind: 'doctype', value: value.trim(), start, end: cursor });
    const declarations = entityDeclarations(value);
    if (declarations.length > 0) parser.ENTITIES = entityTable(declarations, text?.length ?? 0);
  });
  parser.on('text', (value) => {
    const end = ended ? (text?.length ?? 0) : parser.position - 1;
    if (current !== undefined) current.children.push({ kind: 'text', value, start: cursor, end });
    cursor = end;
  });
  parser.on('cdata', (value) => {
    const start = markupStart();
    cursor = parser.position;
    siblings().push({ kind: 'cdata', value, start, end: cursor });
  });
  parser.on('comment', (value) => {
    const start = markupStart();
    cursor = parser.position + 1;
    siblings().push({ kind: 'comment', value, start, end: cursor });
  });
  parser.on('processinginstruction', ({ target, body }) => {
    const start = markupStart();
    cursor = parser.position;
    const node: XmlInstruction = { kind: 'pi', target, value: body, start, end: cursor };
    siblings().push(node);
  });
  parser.on('opentagstart', () => {
    if (++depth > MAX_DEPTH) {
      throw inputError('xml.too-deep', `elements are nested more than ${MAX_DEPTH} deep`, {
        ...here(),
        hint: 'No translation file looks like this; it is refused for safety.',
      });
    }
    tagStart = markupStart();
  });
  parser.on('attribute', ({ name, value }) => {
    const { prefix, local } = resolve(name);
    let start = 0;
    let end = 0;
    let valueStart = 0;
    if (text !== undefined) {
      end = parser.position;
      valueStart = text.lastIndexOf(text[end - 1]!, end - 2) + 1;
      start = text.lastIndexOf(name, valueStart - 2);
    }
    pending.push({ name, prefix, local, uri: '', value, start, end, valueStart, valueEnd: end - 1 });
  });
  parser.on('opentag', ({ name, isSelfClosing }) => {
    const attributes = pending;
    pending = [];
    if (attributes.length > 0) resolveAttributes(attributes);
    else undo.push(undefined);
    const { prefix, local } = resolve(name);
    cursor = parser.position;
    const element: OpenElement = {
      kind: 'element',
      name,
      prefix,
      local,
      uri: uriOf(prefix),
      attributes,
      children: [],
      parent: current,
      start: tagStart,
      openEnd: cursor,
      closeStart: cursor,
      end: cursor,
      selfClosing: isSelfClosing,
    };
    siblings().push(element);
    current = element;
    onOpen?.(element, depth, parser.line);
  });
  parser.on('closetag', () => {
    const element = current!;
    if (!element.selfClosing) {
      element.closeStart = markupStart();
      cursor = parser.position;
      element.end = cursor;
    }
    const changes = undo.pop();
    if (changes !== undefined) {
      for (const [prefix, uri] of changes.reverse()) {
        if (uri === undefined) prefixes.delete(prefix);
        else prefixes.set(prefix, uri);
      }
    }
    current = element.parent;
    closed = element;
    const dropped = onClose?.(element, depth);
    if (dropped === true) siblings().length = 0;
    else if (dropped === 'this') dropLast(siblings());
    depth--;
  });

  const dropLast = (list: XmlNode[]): void => {
    list.pop();
    const before = list.at(-1);
    if (before?.kind === 'text' && before.value.trim() === '') list.pop();
  };

  const guarded = (action: () => void): void => {
    try {
      action();
    } catch (error) {
      // Faults of entities are raised where the text of the message is known but not the place.
      if (isMemoriError(error) && error.position.line === undefined) {
        throw inputError(error.code, error.message, {
          ...here(),
          ...(error.hint !== undefined && { hint: error.hint }),
        });
      }
      throw error;
    }
  };

  return {
    write: (chunk) => {
      lastChunk = chunk;
      guarded(() => parser.write(chunk));
    },
    close: () =>
      guarded(() => {
        ended = true;
        parser.close();
      }),
    children: top,
    get declaration() {
      return declaration;
    },
  };
}
