import { attributeValue, childElements, firstChild, type XmlElement } from '../../xml/index.js';
import { isCore2 } from '../namespaces.js';
import type { Report } from '../report.js';

/** What the rules of XLIFF 2 look at. */
export interface Context {
  readonly report: Report;
  readonly root: XmlElement;
  readonly srcLang: string | undefined;
  readonly trgLang: string | undefined;
}

/** A step through inline content in reading order; a `pc` or `mrk` opens and closes. */
export interface InlineEvent {
  readonly element: XmlElement;
  readonly close: boolean;
}

/** A segment, an ignorable, or the one pair of a match. */
export interface Part {
  readonly element: XmlElement;
  readonly source: XmlElement | undefined;
  readonly target: XmlElement | undefined;
  readonly sourceEvents: readonly InlineEvent[];
  readonly targetEvents: readonly InlineEvent[];
  /** 1-based place of the target: `order`, or where the part stands. */
  readonly order: number;
}

/** Where codes and their ids live together: a unit, or a match inside it. */
export interface Scope {
  readonly owner: XmlElement;
  readonly file: XmlElement;
  readonly parts: readonly Part[];
  /** Events of all sources, and of all targets, as they stand. */
  readonly source: readonly InlineEvent[];
  readonly target: readonly InlineEvent[];
  /** Data elements by id; undefined without originalData. */
  readonly data: ReadonlyMap<string, XmlElement>;
  /** Elements with ids in the sources, and in the targets. */
  readonly sourceById: ReadonlyMap<string, XmlElement>;
  readonly targetById: ReadonlyMap<string, XmlElement>;
}

export type Side = 'source' | 'target';

export const idOf = (element: XmlElement): string | undefined => attributeValue(element, 'id');

/** Inline elements of a source or target in reading order, without recursion. */
export function inlineEvents(content: XmlElement | undefined): InlineEvent[] {
  const events: InlineEvent[] = [];
  if (content === undefined) return events;
  const stack: InlineEvent[] = [];
  const push = (parent: XmlElement): void => {
    for (let i = parent.children.length - 1; i >= 0; i--) {
      const child = parent.children[i]!;
      if (child.kind === 'element' && isCore2(child)) stack.push({ element: child, close: false });
    }
  };
  push(content);
  for (let event = stack.pop(); event !== undefined; event = stack.pop()) {
    events.push(event);
    if (event.close || event.element.children.length === 0) continue;
    stack.push({ element: event.element, close: true });
    push(event.element);
  }
  return events;
}

function part(element: XmlElement, index: number, uri: string): Part {
  const source = firstChild(element, 'source', uri);
  const target = firstChild(element, 'target', uri);
  const order = target === undefined ? undefined : attributeValue(target, 'order');
  return {
    element,
    source,
    target,
    sourceEvents: inlineEvents(source),
    targetEvents: inlineEvents(target),
    order: order !== undefined && /^\d+$/.test(order) ? Number(order) : index + 1,
  };
}

function byId(events: Iterable<InlineEvent>, into: Map<string, XmlElement>): void {
  for (const { element, close } of events) {
    const id = close ? undefined : idOf(element);
    if (id !== undefined && !into.has(id)) into.set(id, element);
  }
}

/** The scope of a unit (its segments and ignorables) or of a match (its own source and target). */
export function scopeOf(owner: XmlElement, file: XmlElement, coreUri: string): Scope {
  const isUnit = owner.uri === coreUri;
  const elements = isUnit
    ? childElements(owner).filter(
        (child) => child.uri === coreUri && (child.local === 'segment' || child.local === 'ignorable'),
      )
    : [owner];
  const parts = elements.map((element, index) => part(element, index, coreUri));
  const data = new Map<string, XmlElement>();
  const original = firstChild(owner, 'originalData', coreUri);
  if (original !== undefined) {
    for (const one of childElements(original, 'data', coreUri)) {
      const id = idOf(one);
      if (id !== undefined && !data.has(id)) data.set(id, one);
    }
  }
  const sourceById = new Map<string, XmlElement>();
  const targetById = new Map<string, XmlElement>();
  for (const { element, sourceEvents, targetEvents } of parts) {
    const id = isUnit ? idOf(element) : undefined;
    if (id !== undefined && !sourceById.has(id)) sourceById.set(id, element);
    byId(sourceEvents, sourceById);
    byId(targetEvents, targetById);
  }
  const all = (events: (part: Part) => readonly InlineEvent[]): readonly InlineEvent[] =>
    parts.length === 1 ? events(parts[0]!) : parts.flatMap(events);
  const source = all((one) => one.sourceEvents);
  const target = all((one) => one.targetEvents);
  return { owner, file, parts, source, target, data, sourceById, targetById };
}

/** Events of one side over all parts, as they stand. */
export const eventsOf = (scope: Scope, side: Side): readonly InlineEvent[] => scope[side];

/** Events of the targets in the order they will be read in. */
export function reorderedTargets(scope: Scope): readonly InlineEvent[] {
  if (scope.parts.length === 1) return scope.target;
  return [...scope.parts].sort((a, b) => a.order - b.order).flatMap((one) => one.targetEvents);
}
