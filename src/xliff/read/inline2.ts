import {
  type CloseCode,
  type Content,
  content,
  type InlineCode,
  type OpenCode,
  type Part,
} from '../../content/index.js';
import type { Annotation } from '../model.js';
import { attributeValue, type XmlElement, type XmlNode } from '../xml/index.js';

/** What the inline markup of one side (source or target) of a unit shares across its segments. */
export interface Side {
  readonly data: ReadonlyMap<string, string>;
  readonly opened: Map<string, OpenCode>;
  /** Told of every code and the element it came from. */
  readonly trace?: Trace;
}

export type Trace = (code: InlineCode, element: XmlElement) => void;

export interface InlineResult {
  readonly content: Content;
  readonly annotations: readonly Annotation[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type CodeAttributes = Partial<Mutable<Omit<OpenCode, 'kind'>>>;

const CODE_TYPES: ReadonlySet<string> = new Set(['fmt', 'ui', 'quote', 'link', 'image', 'other']);

/** What `pc`, `sc`, `ec` and `ph` say about a code, apart from its two ends. */
function shared(element: XmlElement): CodeAttributes {
  const code: CodeAttributes = {};
  for (const { local, uri, value } of element.attributes) {
    if (uri !== '') continue;
    switch (local) {
      case 'type':
        if (CODE_TYPES.has(value)) code.type = value as NonNullable<InlineCode['type']>;
        break;
      case 'subType':
        code.subType = value;
        break;
      case 'canDelete':
        if (value === 'no') code.canDelete = false;
        break;
      case 'canCopy':
        if (value === 'no') code.canCopy = false;
        break;
      case 'canReorder':
        if (value === 'no') code.canReorder = 'no';
        else if (value === 'firstNo') code.canReorder = 'first-no';
        break;
    }
  }
  return code;
}

function ends(element: XmlElement, side: Side, suffix: '' | 'Start' | 'End'): CodeAttributes {
  const code: CodeAttributes = {};
  const dataRef = attributeValue(element, `dataRef${suffix}`);
  const data = dataRef === undefined ? undefined : side.data.get(dataRef);
  if (data !== undefined) code.data = data;
  const equiv = attributeValue(element, `equiv${suffix}`);
  if (equiv !== undefined) code.equiv = equiv;
  const display = attributeValue(element, `disp${suffix}`);
  if (display !== undefined) code.display = display;
  return code;
}

/** A copy of a code shares the id of its original; see `copyOf`, §4.3.1.8. */
const idOf = (element: XmlElement): string => attributeValue(element, 'copyOf') ?? attributeValue(element, 'id') ?? '';

/** The code point of `<cp hex="…"/>`, a character that XML itself cannot hold (§4.2.3.1). */
export function codePoint(element: XmlElement): string {
  const code = Number.parseInt(attributeValue(element, 'hex') ?? '', 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

/** Text of an element that may hold `cp`. */
export function textWithCodePoints(element: XmlElement): string {
  let text = '';
  for (const node of element.children) {
    if (node.kind === 'text' || node.kind === 'cdata') text += node.value;
    else if (node.kind === 'element') text += node.local === 'cp' ? codePoint(node) : textWithCodePoints(node);
  }
  return text;
}

function annotationOf(element: XmlElement): Mutable<Annotation> {
  const note: Mutable<Annotation> = { id: attributeValue(element, 'id') ?? '' };
  for (const { local, uri, value } of element.attributes) {
    if (uri !== '') continue;
    if (local === 'type') note.type = value;
    else if (local === 'value') note.value = value;
    else if (local === 'ref') note.ref = value;
    else if (local === 'translate') note.translate = value === 'yes';
  }
  return note;
}

/** Content and annotations of a `source` or `target` of XLIFF 2. */
export function readInline2(top: XmlElement, side: Side): InlineResult {
  const only = top.children[0];
  if (only === undefined) return { content: content([]), annotations: [] };
  if (top.children.length === 1 && only.kind === 'text') return { content: content([only.value]), annotations: [] };

  const parts: Part[] = [];
  const annotations: Mutable<Annotation>[] = [];
  const spanned = new Map<string, Mutable<Annotation>>();
  let flat = 0;

  const code = (one: InlineCode, element: XmlElement): void => {
    parts.push(one);
    flat++;
    side.trace?.(one, element);
  };
  const text = (value: string): void => {
    parts.push(value);
    flat += value.length;
  };
  const closing = (element: XmlElement): CloseCode => {
    const startRef = attributeValue(element, 'startRef');
    const id = startRef ?? idOf(element);
    const open = startRef === undefined ? undefined : side.opened.get(startRef);
    const inherited = open === undefined ? {} : pairAttributes(open);
    return { kind: 'close', id: open?.id ?? id, ...inherited, ...shared(element), ...ends(element, side, '') };
  };
  const visit = (node: XmlNode): void => {
    if (node.kind === 'text' || node.kind === 'cdata') return text(node.value);
    if (node.kind !== 'element') return;
    switch (node.local) {
      case 'cp':
        return text(codePoint(node));
      case 'ph':
        return code({ kind: 'standalone', id: idOf(node), ...shared(node), ...ends(node, side, '') }, node);
      case 'pc': {
        const both = shared(node);
        code({ kind: 'open', id: idOf(node), ...both, ...ends(node, side, 'Start') }, node);
        node.children.forEach(visit);
        return code({ kind: 'close', id: idOf(node), ...both, ...ends(node, side, 'End') }, node);
      }
      case 'sc': {
        const open: OpenCode = { kind: 'open', id: idOf(node), ...shared(node), ...ends(node, side, '') };
        side.opened.set(attributeValue(node, 'id') ?? '', open);
        return code(open, node);
      }
      case 'ec':
        return code(closing(node), node);
      case 'mrk': {
        const note = annotationOf(node);
        note.start = flat;
        annotations.push(note);
        node.children.forEach(visit);
        note.end = flat;
        return;
      }
      case 'sm': {
        const note = annotationOf(node);
        note.start = flat;
        annotations.push(note);
        spanned.set(note.id, note);
        return;
      }
      case 'em': {
        const id = attributeValue(node, 'startRef') ?? '';
        const begun = spanned.get(id);
        if (begun !== undefined && begun.end === undefined) begun.end = flat;
        else annotations.push({ id, end: flat });
        return;
      }
      default:
        // Not XLIFF: at least its text is not lost.
        node.children.forEach(visit);
    }
  };
  top.children.forEach(visit);
  return { content: content(parts), annotations };
}

/** What a closing code takes from its opening one. */
export function pairAttributes(open: InlineCode): Partial<Omit<CloseCode, 'kind'>> {
  const { type, subType, canDelete, canCopy, canReorder } = open;
  return {
    ...(type !== undefined && { type }),
    ...(subType !== undefined && { subType }),
    ...(canDelete !== undefined && { canDelete }),
    ...(canCopy !== undefined && { canCopy }),
    ...(canReorder !== undefined && { canReorder }),
  };
}
