import { attribute, attributeValue, type XmlAttribute, type XmlElement } from '../../xml/index.js';
import { quoted } from '../grammar.js';
import type { RuleId } from '../rules/index.js';
import { type FragmentIndex, parseFragment } from './fragments.js';
import type { Context, InlineEvent } from './model.js';

/**
 * A reference into this document: checks its form and that its end is there. A reference elsewhere (no leading `#`) is
 * not looked at.
 */
export function checkReference(
  reference: XmlAttribute,
  from: XmlElement,
  index: FragmentIndex,
  { report }: Context,
  unresolved: RuleId = 'xliff2.fragment-unresolved',
): XmlElement | undefined {
  if (!reference.value.startsWith('#')) return undefined;
  const parsed = parseFragment(reference.value.slice(1), index.prefixes);
  const named = `${reference.name}=${quoted(reference.value)}`;
  if (parsed.kind !== 'ok') {
    const rule = parsed.kind === 'syntax' ? 'xliff2.fragment-syntax' : 'xliff2.fragment-prefix';
    report(rule, reference, `${named} is no fragment identifier: ${parsed.message}`);
    return undefined;
  }
  const found = index.resolve(parsed.selectors, from);
  if (found === undefined) report(unresolved, reference, `${named} names nothing in this document`);
  return found;
}

function checkComment(element: XmlElement, unit: XmlElement, index: FragmentIndex, context: Context): void {
  const ref = attribute(element, 'ref');
  const text = attribute(element, 'value');
  const { report } = context;
  if ((ref === undefined) === (text === undefined)) {
    const fault = ref === undefined ? 'neither value nor ref' : 'both value and ref';
    report('xliff2.annotation-comment', element, `this comment has ${fault}; it takes exactly one`);
  }
  if (ref === undefined) return;
  const note = checkReference(ref, element, index, context, 'xliff2.annotation-comment');
  const isOfUnit = note?.local === 'note' && note.parent?.parent === unit;
  if (note !== undefined ? !isOfUnit : !ref.value.startsWith('#')) {
    report('xliff2.annotation-comment', ref, `ref=${quoted(ref.value)} of a comment names a note of the same unit`);
  }
}

/** Annotations of a unit: mrk and sm by their type. */
export function checkAnnotations(
  events: Iterable<InlineEvent>,
  unit: XmlElement,
  index: FragmentIndex,
  context: Context,
): void {
  for (const { element, close } of events) {
    if (close || (element.local !== 'mrk' && element.local !== 'sm')) continue;
    const type = attributeValue(element, 'type') ?? 'generic';
    const ref = attribute(element, 'ref');
    if (type === 'comment') checkComment(element, unit, index, context);
    else if (ref !== undefined) checkReference(ref, element, index, context);
    if (type === 'generic' && attribute(element, 'translate') === undefined) {
      const message = `this <${element.name}> says nothing: it has neither a type nor translate`;
      context.report('xliff2.annotation-translate', element, message);
    }
    if (type === 'mtc:match' && ref !== undefined) {
      context.report('xliff2.annotation-match', ref, 'an annotation of type mtc:match is referred to, it has no ref');
    }
  }
}
