import type { CloseCode, InlineCode, OpenCode, Part } from '../../content/index.js';
import type { Annotation } from '../model.js';
import { attributeValue, textOf, type XmlElement, type XmlNode } from '../xml/index.js';
import { pairAttributes, type Trace } from './inline2.js';

/** A segment marker or the content between two, in the order in which they stand. */
export interface Stretch {
  /** `mid` of the `mrk mtype="seg"`, or undefined for what stands outside. */
  readonly mid: string | undefined;
  readonly parts: readonly Part[];
  readonly annotations: readonly Annotation[];
  /** Place among the stretches of its side, from 0. */
  readonly place: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface OpenStretch {
  mid: string | undefined;
  parts: Part[];
  annotations: Mutable<Annotation>[];
  place: number;
  flat: number;
}

/** A word of XLIFF 1.2 in the form `prefix:value` that XLIFF 2 wants. */
export const token12 = (value: string): string => `xlf12:${value.replace(/[\s:%]/g, encodeURIComponent)}`;

type CodeType = Pick<InlineCode, 'type' | 'subType'>;

/** Words of XLIFF 1.2's `ctype`, and ours for XLIFF 2's types that it lacks. */
const CTYPES: ReadonlyMap<string, CodeType> = new Map<string, CodeType>([
  ['bold', { type: 'fmt', subType: 'xlf:b' }],
  ['italic', { type: 'fmt', subType: 'xlf:i' }],
  ['underlined', { type: 'fmt', subType: 'xlf:u' }],
  ['lb', { type: 'fmt', subType: 'xlf:lb' }],
  ['pb', { type: 'fmt', subType: 'xlf:pb' }],
  ['link', { type: 'link' }],
  ['image', { type: 'image' }],
  ['fmt', { type: 'fmt' }],
  ['ui', { type: 'ui' }],
  ['quote', { type: 'quote' }],
  ['other', { type: 'other' }],
]);
const FOR_PAIRS: ReadonlySet<string> = new Set(['bold', 'italic', 'underlined', 'link']);
const FOR_PLACEHOLDERS: ReadonlySet<string> = new Set(['image', 'pb', 'lb']);

/** XLIFF 2 `type` and `subType` of an XLIFF 1.2 `ctype`. */
export function typeOfCtype(ctype: string | undefined): CodeType {
  if (ctype === undefined) return {};
  return CTYPES.get(ctype.replace(/^x-/, '')) ?? { type: 'other', subType: token12(ctype) };
}

/** The `ctype` that {@link typeOfCtype} came from; with `x-` where XLIFF 1.2 has no such word for this kind of code. */
export function ctypeOf(code: InlineCode): string | undefined {
  const { type, subType } = code;
  if (subType?.startsWith('xlf12:') === true) return decodeURIComponent(subType.slice(6));
  if (type === undefined) return undefined;
  const known = [...CTYPES].find(([, one]) => one.type === type && one.subType === subType)?.[0] ?? type;
  const allowed = code.kind === 'standalone' ? FOR_PLACEHOLDERS : FOR_PAIRS;
  return allowed.has(known) ? known : `x-${known}`;
}

/** How our own writer puts a character that XML cannot hold. */
const CODE_POINT = /^x-cp-([0-9A-F]{4})$/;

/** Codes that open in one stretch and close in another; shared by the stretches of one side of a unit. */
export type Opened = Map<string, OpenCode>;

/** Content of a `source`, `seg-source` or `target` of XLIFF 1.x, cut at its segment markers. */
export function readInline12(top: XmlElement, trace?: Trace): Stretch[] {
  const stretches: OpenStretch[] = [];
  const opened: Opened = new Map();
  let at: OpenStretch = { mid: undefined, parts: [], annotations: [], place: 0, flat: 0 };
  let inSegment = false;
  let marks = 0;

  const start = (mid: string | undefined): void => {
    if (at.mid !== undefined || at.parts.length > 0) stretches.push(at);
    at = { mid, parts: [], annotations: [], place: stretches.length, flat: 0 };
  };
  const text = (value: string): void => {
    at.parts.push(value);
    at.flat += value.length;
  };
  const code = (one: InlineCode, element: XmlElement): void => {
    at.parts.push(one);
    at.flat++;
    trace?.(one, element);
  };
  // Not every file gives its codes ids; a pair without ids is matched as brackets are.
  let unnamed = 0;
  const unnamedOpen: string[] = [];
  const idOf = (element: XmlElement): string => {
    const id = attributeValue(element, 'id') || attributeValue(element, 'rid');
    if (id) return id;
    const closes = element.local === 'ept' || element.local === 'ex';
    const made = (closes ? unnamedOpen.pop() : undefined) ?? `_${++unnamed}`;
    if (element.local === 'bpt' || element.local === 'bx') unnamedOpen.push(made);
    return made;
  };
  const details = (element: XmlElement): Omit<Mutable<OpenCode>, 'kind'> => {
    const equiv = attributeValue(element, 'equiv-text');
    const clone = attributeValue(element, 'clone');
    return {
      id: idOf(element),
      ...typeOfCtype(attributeValue(element, 'ctype')),
      ...(equiv !== undefined && { equiv }),
      ...(clone === 'no' && { canCopy: false }),
    };
  };
  const withData = (element: XmlElement): Omit<Mutable<OpenCode>, 'kind'> => {
    const data = textOf(element);
    return { ...details(element), ...(data !== '' && { data }) };
  };
  const pairKey = (element: XmlElement, id: string): string => attributeValue(element, 'rid') ?? id;
  const open = (element: XmlElement, one: Omit<OpenCode, 'kind'>): void => {
    const opening: OpenCode = { kind: 'open', ...one };
    opened.set(pairKey(element, one.id), opening);
    code(opening, element);
  };
  const close = (element: XmlElement, one: Omit<CloseCode, 'kind'>): void => {
    const key = pairKey(element, one.id);
    const begun = opened.get(key);
    opened.delete(key);
    code({ kind: 'close', ...(begun && pairAttributes(begun)), ...one, id: begun?.id ?? one.id }, element);
  };

  const visit = (node: XmlNode): void => {
    if (node.kind === 'text' || node.kind === 'cdata') return text(node.value);
    if (node.kind !== 'element') return;
    switch (node.local) {
      case 'x': {
        const point = CODE_POINT.exec(attributeValue(node, 'ctype') ?? '');
        if (point !== null) return text(String.fromCharCode(Number.parseInt(point[1]!, 16)));
        return code({ kind: 'standalone', ...details(node) }, node);
      }
      case 'ph':
        return code({ kind: 'standalone', ...withData(node) }, node);
      case 'bx':
      case 'bpt':
        return open(node, withData(node));
      case 'ex':
      case 'ept':
        return close(node, withData(node));
      case 'it':
        return code({ kind: attributeValue(node, 'pos') === 'close' ? 'close' : 'open', ...withData(node) }, node);
      case 'g': {
        const { equiv, ...both } = details(node);
        code({ kind: 'open', ...both, ...(equiv !== undefined && { equiv }) }, node);
        node.children.forEach(visit);
        return code({ kind: 'close', ...both }, node);
      }
      case 'mrk':
        return marker(node);
      default:
        node.children.forEach(visit);
    }
  };
  const marker = (element: XmlElement): void => {
    const type = attributeValue(element, 'mtype');
    if (type === 'seg' && !inSegment) {
      inSegment = true;
      start(attributeValue(element, 'mid') ?? '');
      element.children.forEach(visit);
      start(undefined);
      inSegment = false;
      return;
    }
    const note: Mutable<Annotation> = { id: attributeValue(element, 'mid') ?? `mrk${++marks}` };
    if (type === 'term') note.type = 'term';
    else if (type === 'protected') note.translate = false;
    else if (type !== undefined) note.type = token12(type);
    const comment = attributeValue(element, 'comment');
    if (comment !== undefined) note.value = comment;
    const stretch = at;
    note.start = at.flat;
    at.annotations.push(note);
    element.children.forEach(visit);
    if (at === stretch) note.end = at.flat;
    else at.annotations.push({ id: note.id, end: at.flat });
  };
  top.children.forEach(visit);
  start(undefined);
  return stretches;
}
