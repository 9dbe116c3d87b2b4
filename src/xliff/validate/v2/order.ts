import { attribute, attributeValue, type XmlElement } from '../../xml/index.js';
import { quoted } from '../grammar.js';
import { type Context, eventsOf, idOf, type InlineEvent, reorderedTargets, type Scope } from './model.js';

/** Positions of the targets in a unit: in range, and none taken twice. */
export function checkOrder(scope: Scope, { report }: Context): void {
  const count = scope.parts.length;
  const taken = new Map<number, number>();
  scope.parts.forEach((part, index) => {
    const order = part.target === undefined ? undefined : attribute(part.target, 'order');
    if (order !== undefined && part.order > count) {
      const message = `order=${quoted(order.value)} in a unit of ${count} segments and ignorables`;
      report('xliff2.order-range', order, message);
    }
    const before = taken.get(part.order);
    if (before !== undefined && (order !== undefined || part.target !== undefined)) {
      const message = `the position ${part.order} is taken already, by number ${before + 1} of this unit`;
      report('xliff2.order-unique', order ?? part.target!, message);
    } else if (before !== undefined) {
      const message = `the position ${part.order} of this <${part.element.name}> is taken by number ${before + 1}`;
      report('xliff2.order-unique', part.element, message);
    }
    taken.set(part.order, index);
  });
}

const reorderOf = (element: XmlElement): string => attributeValue(element, 'canReorder') ?? 'yes';
const isCode = ({ local }: XmlElement): boolean => local === 'ph' || local === 'pc' || local === 'sc' || local === 'ec';

/** A run of codes that keep their order: it starts with firstNo and goes on with no. */
interface Sequence {
  /** Id of the first code. */
  readonly first: string;
  readonly start: XmlElement;
  /** Every step, closings of its own pairs included, so that nesting counts too. */
  readonly steps: readonly string[];
}

const label = ({ element, close }: InlineEvent): string => {
  const startRef = element.local === 'ec' ? attributeValue(element, 'startRef') : undefined;
  const id = startRef ?? idOf(element) ?? '';
  return close || startRef !== undefined ? `/${id}` : id;
};

function sequencesOf(events: readonly InlineEvent[], onStray: (element: XmlElement) => void): Sequence[] {
  const found: Sequence[] = [];
  let members = new Set<XmlElement>();
  let steps: string[] | undefined;
  for (const event of events) {
    const { element, close } = event;
    if (!isCode(element)) continue;
    if (close) {
      if (members.has(element)) steps?.push(label(event));
      continue;
    }
    switch (reorderOf(element)) {
      case 'firstNo':
        steps = [label(event)];
        members = new Set([element]);
        found.push({ first: idOf(element) ?? '', start: element, steps });
        break;
      case 'no':
        if (steps === undefined) onStray(element);
        else {
          steps.push(label(event));
          members.add(element);
        }
        break;
      default:
        steps = undefined;
        members = new Set();
    }
  }
  return found;
}

/** Codes that must not be reordered: well-formed sequences on both sides, and the same ones. */
export function checkReordering(scope: Scope, { report }: Context): void {
  const sequences = (events: readonly InlineEvent[]): Sequence[] =>
    sequencesOf(events, (element) => {
      const message = `this <${element.name}> has canReorder="no" but does not continue a sequence begun by "firstNo"`;
      report('xliff2.reorder-first', attribute(element, 'canReorder')!, message);
    });
  const sources = sequences(eventsOf(scope, 'source'));
  const targets = sequences(reorderedTargets(scope));
  // A sequence over several segments can only be compared once all of them have targets.
  if (sources.length === 0 || scope.parts.some((part) => part.source !== undefined && part.target === undefined))
    return;
  const byFirst = new Map(targets.map((one) => [one.first, one]));
  for (const { first, steps } of sources) {
    const target = byFirst.get(first);
    if (target === undefined || target.steps.join(' ') === steps.join(' ')) continue;
    const message = `the codes of this sequence stand differently here (${target.steps.join(' ')}) and in the source (${steps.join(' ')})`;
    report('xliff2.reorder-changed', target.start, message);
  }
}
