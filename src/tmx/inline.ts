import { type Content, content, type InlineCode, type Part } from '../content/index.js';
import { attributeValue, type XmlElement, type XmlNode } from '../xliff/index.js';
import { CODE_POINT, codeType, type CodeType, UNKNOWN_TAG } from './codes.js';
import type { TmxHighlight, TmxSubflow } from './model.js';

/** How TMX names a code: `x` ties the variants of a unit together, `i` the halves of a pair. */
export interface CodeName {
  readonly pair: boolean;
  readonly x: string | undefined;
  readonly i: string | undefined;
  /** Place among the codes of its kind that have neither. */
  readonly ordinal: number;
}

interface Scanned {
  readonly kind: InlineCode['kind'];
  readonly name: CodeName;
  readonly data: string;
  readonly type: CodeType;
  readonly element: XmlElement;
}

/** A `seg` as read, before its codes have ids: those depend on the other variants of the unit. */
export interface ScannedSegment {
  readonly parts: readonly (string | Scanned)[];
  readonly highlights: readonly TmxHighlight[];
  readonly subflows: readonly (Omit<TmxSubflow, 'content'> & { readonly segment: ScannedSegment })[];
}

/** Reads what stands in a `seg` or `sub`. */
export function scanSegment(top: XmlElement): ScannedSegment {
  const parts: (string | Scanned)[] = [];
  const highlights: TmxHighlight[] = [];
  const subflows: ScannedSegment['subflows'][number][] = [];
  const open = new Map<string, Scanned>();
  const count = { pair: 0, single: 0 };
  let flat = 0;
  let codes = 0;

  const text = (value: string): void => {
    parts.push(value);
    flat += value.length;
  };
  const put = (code: Scanned): void => {
    parts.push(code);
    flat++;
    codes++;
  };
  /** Markup of a code; its `sub` elements are kept apart as well. */
  const dataOf = (element: XmlElement): string => {
    let data = '';
    for (const node of element.children) {
      if (node.kind === 'text' || node.kind === 'cdata') data += node.value;
      if (node.kind !== 'element') continue;
      const segment = scanSegment(node);
      const start = data.length;
      data += originalOf(segment);
      if (node.local !== 'sub') continue;
      const type = attributeValue(node, 'type');
      const datatype = attributeValue(node, 'datatype');
      subflows.push({
        code: codes,
        start,
        end: data.length,
        ...(type !== undefined && { type }),
        ...(datatype !== undefined && { datatype }),
        segment,
      });
    }
    return data;
  };
  const nameOf = (element: XmlElement, pair: boolean, i?: string): CodeName => {
    const x = attributeValue(element, 'x');
    const ordinal = x !== undefined || i !== undefined ? 0 : ++count[pair ? 'pair' : 'single'];
    return { pair, x, i, ordinal };
  };
  const code = (element: XmlElement, kind: InlineCode['kind'], name: CodeName, type: CodeType): Scanned => {
    const one: Scanned = { kind, name, data: dataOf(element), type, element };
    put(one);
    return one;
  };

  const visit = (node: XmlNode): void => {
    if (node.kind === 'text' || node.kind === 'cdata') return text(node.value);
    if (node.kind !== 'element') return;
    const type = attributeValue(node, 'type');
    switch (node.local) {
      case 'bpt': {
        const i = attributeValue(node, 'i') ?? '';
        open.set(i, code(node, 'open', nameOf(node, true, i), codeType(type)));
        return;
      }
      case 'ept': {
        const i = attributeValue(node, 'i') ?? '';
        const begun = open.get(i);
        open.delete(i);
        code(node, 'close', begun?.name ?? nameOf(node, true, i), begun?.type ?? {});
        return;
      }
      case 'it': {
        const end = attributeValue(node, 'pos') === 'end' || attributeValue(node, 'pos') === 'close';
        code(node, end ? 'close' : 'open', nameOf(node, true), codeType(type));
        return;
      }
      case 'ph': {
        const point = CODE_POINT.exec(type ?? '');
        if (point !== null) return text(String.fromCharCode(Number.parseInt(point[1]!, 16)));
        code(node, 'standalone', nameOf(node, false), codeType(type));
        return;
      }
      case 'ut':
        code(node, 'standalone', nameOf(node, false), UNKNOWN_TAG);
        return;
      case 'hi': {
        const x = attributeValue(node, 'x');
        const start = flat;
        const at = highlights.length;
        node.children.forEach(visit);
        const mark = { start, end: flat, ...(type !== undefined && { type }), ...(x !== undefined && { x }) };
        highlights.splice(at, 0, mark);
        return;
      }
      default:
        node.children.forEach(visit);
    }
  };
  top.children.forEach(visit);
  return { parts, highlights, subflows };
}

const originalOf = (segment: ScannedSegment): string =>
  segment.parts.map((part) => (typeof part === 'string' ? part : part.data)).join('');

const keyOf = ({ pair, x, i, ordinal }: CodeName): string =>
  `${pair ? 'p' : 's'}${x !== undefined ? `x${x}` : i !== undefined ? `i${i}` : `n${ordinal}`}`;

/**
 * Ids for the codes of all variants of a unit, the same where TMX ties codes together: `x` where there is one, else `i`,
 * else the place. What is taken already gets the next free number.
 */
export function codeIds(segments: readonly ScannedSegment[]): (name: CodeName) => string {
  const byX: CodeName[] = [];
  const byI: CodeName[] = [];
  const byPlace: CodeName[] = [];
  for (const { parts } of segments) {
    for (const part of parts) {
      if (typeof part === 'string') continue;
      const { name } = part;
      (name.x !== undefined ? byX : name.i !== undefined ? byI : byPlace).push(name);
    }
  }
  const wanted = [...byX, ...byI, ...byPlace];
  if (wanted.length === 0) return () => '';
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  let next = 1;
  for (const name of wanted) {
    const key = keyOf(name);
    if (ids.has(key)) continue;
    let id = name.x ?? name.i ?? String(name.ordinal);
    if (id === '' || taken.has(id)) {
      while (taken.has(String(next))) next++;
      id = String(next);
    }
    taken.add(id);
    ids.set(key, id);
  }
  return (name) => ids.get(keyOf(name))!;
}

export interface FinishedSegment {
  readonly content: Content;
  readonly highlights?: readonly TmxHighlight[];
  readonly subflows?: readonly TmxSubflow[];
}

/** Told of each code and the element that it came from. */
export type Trace = (code: InlineCode, element: XmlElement) => void;

export function finishSegment(
  segment: ScannedSegment,
  idOf: (name: CodeName) => string,
  trace?: Trace,
): FinishedSegment {
  const parts = segment.parts.map((part): Part => {
    if (typeof part === 'string') return part;
    const { kind, name, data, type, element } = part;
    const code: InlineCode = { kind, id: idOf(name), ...(data !== '' && { data }), ...type };
    trace?.(code, element);
    return code;
  });
  const subflows = segment.subflows.map(({ segment: inner, ...place }): TmxSubflow => ({
    ...place,
    content: finishSegment(inner, codeIds([inner])).content,
  }));
  return {
    content: content(parts),
    ...(segment.highlights.length > 0 && { highlights: segment.highlights }),
    ...(subflows.length > 0 && { subflows }),
  };
}
