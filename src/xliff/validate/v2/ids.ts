import { attribute, childElements, descendants, XML_NAMESPACE, type XmlElement } from '../../xml/index.js';
import { isCore2, name2 } from '../namespaces.js';
import type { RuleId } from '../rules/index.js';
import { quoted } from '../grammar.js';
import { type Context, idOf, type InlineEvent, type Scope } from './model.js';

/** Reports every element whose id another before it has. */
export function checkUnique(
  elements: Iterable<XmlElement>,
  rule: RuleId,
  where: string,
  { report }: Pick<Context, 'report'>,
  spec?: string,
): void {
  const seen = new Set<string>();
  for (const element of elements) {
    const id = attribute(element, 'id') ?? attribute(element, 'id', XML_NAMESPACE);
    if (id === undefined) continue;
    if (seen.has(id.value)) {
      report(rule, id, `the id ${quoted(id.value)} of <${element.name}> is used before in ${where}`, spec);
    }
    seen.add(id.value);
  }
}

/** Ids of an extension's elements: unique per namespace in the file, group or unit that holds them. */
export function checkExtensionIds(owner: XmlElement, context: Context): void {
  const byNamespace = new Map<string, XmlElement[]>();
  for (const child of owner.children) {
    if (child.kind !== 'element' || name2(child) !== undefined) continue;
    for (const element of descendants(child)) {
      const list = byNamespace.get(element.uri);
      if (list === undefined) byNamespace.set(element.uri, [element]);
      else list.push(element);
    }
  }
  for (const elements of byNamespace.values()) {
    checkUnique(elements, 'xliff2.extension-id-unique', `this <${owner.name}>`, context);
  }
}

export function checkNotes(owner: XmlElement, context: Context): void {
  for (const notes of childElements(owner, 'notes', owner.uri)) {
    checkUnique(childElements(notes), 'xliff2.note-id-unique', 'these notes', context);
  }
}

export function checkData(scope: Scope, context: Context): void {
  for (const original of childElements(scope.owner, 'originalData')) {
    if (isCore2(original)) checkUnique(childElements(original), 'xliff2.data-id-unique', 'this originalData', context);
  }
}

/** Kinds that may stand for each other: a pc can be split into sc and ec, a mrk into sm and em. */
const FAMILY: Readonly<Record<string, string>> = {
  pc: 'paired code',
  sc: 'paired code',
  ec: 'paired code',
  ph: 'placeholder',
  mrk: 'annotation',
  sm: 'annotation',
};

export const familyOf = (element: XmlElement): string => FAMILY[element.local] ?? element.local;

function* opened(events: Iterable<InlineEvent>): Generator<XmlElement> {
  for (const { element, close } of events) if (!close) yield element;
}

function checkCorrespondence(source: XmlElement, target: XmlElement, { report }: Context): void {
  if (familyOf(source) !== familyOf(target)) {
    const message = `<${target.name}> has the id of a ${familyOf(source)}, <${source.name}>, in the source`;
    report('xliff2.corresponding-code', target, message);
    return;
  }
  if (familyOf(target) !== 'annotation') return;
  for (const name of ['type', 'translate']) {
    const [one, other] = [attribute(source, name)?.value, attribute(target, name)?.value];
    if (one === other) continue;
    const message = `${name} of this annotation is ${quoted(other ?? '')}, in the source it is ${quoted(one ?? '')}`;
    report('xliff2.corresponding-code', attribute(target, name) ?? target, message);
  }
}

/** Ids of parts and inline elements: sources among each other, targets against sources and each other. */
export function checkInlineIds(scope: Scope, context: Context): void {
  const isUnit = isCore2(scope.owner);
  const sources = scope.parts.flatMap((one) => [...(isUnit ? [one.element] : []), ...opened(one.sourceEvents)]);
  const where = `this ${scope.owner.local}`;
  checkUnique(sources, 'xliff2.inline-id-unique', where, context);
  const targets = scope.parts.flatMap((one) => [...opened(one.targetEvents)]);
  checkUnique(targets, 'xliff2.inline-id-unique', `the targets of ${where}`, context);
  for (const target of targets) {
    const id = idOf(target);
    const source = id === undefined ? undefined : scope.sourceById.get(id);
    if (source === undefined) continue;
    if (source.local === 'segment' || source.local === 'ignorable') {
      const message = `the id ${quoted(id!)} of <${target.name}> is that of a <${source.name}>`;
      context.report('xliff2.target-id', attribute(target, 'id')!, message);
    } else checkCorrespondence(source, target, context);
  }
}
