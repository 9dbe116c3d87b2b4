import { attribute, attributeValue, childElements, textOf, XML_NAMESPACE, type XmlElement } from '../../xml/index.js';
import { quoted } from '../grammar.js';
import { name2 } from '../namespaces.js';
import { MODULE_PLACES } from '../schema/modules2.js';
import { checkReference } from './annotations.js';
import type { FragmentIndex } from './fragments.js';
import { checkUnique } from './ids.js';
import { checkLanguage } from './languages.js';
import { type Context, idOf } from './model.js';

/** Modules that hang on a file, a group or a unit as elements. */

function checkPlace(owner: XmlElement, element: XmlElement, seen: Set<string>, { report }: Context): void {
  const name = name2(element)!;
  const place = MODULE_PLACES[name];
  if (place === undefined) return;
  const parent = name2(owner)!;
  if (!place.in.includes(parent)) {
    const where = place.in.map((one) => `<${one}>`).join(', ');
    report('module.placement', element, `<${element.name}> does not belong in <${owner.name}> but in ${where}`);
  }
  if (place.once && seen.has(name)) {
    report('module.repeated', element, `<${element.name}> stands here a second time`);
  }
  seen.add(name);
}

/** Is this a span of text of the unit: a segment, an ignorable, a code or an annotation? */
function isSpanOf(element: XmlElement | undefined, unit: XmlElement): boolean {
  if (element === undefined || element.uri !== unit.uri || element === unit) return false;
  let part = element;
  while (part.parent !== undefined && part.parent !== unit) part = part.parent;
  return part.parent === unit && (part.local === 'segment' || part.local === 'ignorable');
}

function checkSpanReference(
  element: XmlElement,
  rule: 'mtc.ref' | 'gls.ref',
  index: FragmentIndex,
  context: Context,
): void {
  const ref = attribute(element, 'ref');
  if (ref === undefined) return;
  let unit: XmlElement | undefined = element;
  while (unit !== undefined && !(unit.local === 'unit' && unit.uri === context.root.uri)) unit = unit.parent;
  if (!ref.value.includes('#')) {
    context.report(rule, ref, `ref=${quoted(ref.value)} is no fragment identifier; write #id`);
  } else if (ref.value.startsWith('#')) {
    const found = checkReference(ref, element, index, context, rule);
    if (found !== undefined && unit !== undefined && !isSpanOf(found, unit)) {
      context.report(rule, ref, `ref=${quoted(ref.value)} names no span of text in the same unit`);
    }
  }
}

function checkMatches(matches: XmlElement, index: FragmentIndex, context: Context): void {
  const list = childElements(matches, 'match', matches.uri);
  checkUnique(list, 'mtc.id-unique', 'these matches', context);
  const { report, srcLang, trgLang } = context;
  for (const match of list) {
    checkSpanReference(match, 'mtc.ref', index, context);
    const subType = attribute(match, 'subType');
    if (subType !== undefined && attribute(match, 'type') === undefined) {
      report('mtc.sub-type', subType, 'this match has subType but no type');
    }
    const language = attribute(match, 'lang', XML_NAMESPACE);
    if (language !== undefined) report('mtc.xml-lang', language, 'a match has no xml:lang; its source and target may');
    const [source] = childElements(match, 'source', context.root.uri);
    const [target] = childElements(match, 'target', context.root.uri);
    // Only their own: what a unit says about its language is reported there.
    if (source !== undefined && attribute(source, 'lang', XML_NAMESPACE) !== undefined) {
      checkLanguage(source, srcLang, 'mtc.source-lang', 'srcLang', context);
    }
    const isReference = attributeValue(match, 'reference') === 'yes';
    if (target !== undefined && !isReference && attribute(target, 'lang', XML_NAMESPACE) !== undefined) {
      checkLanguage(target, trgLang, 'mtc.target-lang', 'trgLang', context);
    }
  }
}

function checkGlossary(glossary: XmlElement, index: FragmentIndex, context: Context): void {
  const entries = childElements(glossary, 'glossEntry', glossary.uri);
  const identified: XmlElement[] = [];
  for (const entry of entries) {
    const translations = childElements(entry, 'translation', glossary.uri);
    identified.push(entry, ...translations);
    if (translations.length === 0 && childElements(entry, 'definition', glossary.uri).length === 0) {
      context.report('gls.entry', entry, 'this entry has neither a translation nor a definition');
    }
  }
  checkUnique(identified, 'gls.id-unique', 'this glossary', context);
  for (const element of identified) checkSpanReference(element, 'gls.ref', index, context);
}

function metadataIds(metadata: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  const stack = [metadata];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    found.push(at);
    stack.push(...childElements(at, 'metaGroup', metadata.uri).reverse());
  }
  return found;
}

function checkResource(element: XmlElement, expected: string | undefined, context: Context): void {
  const href = attribute(element, 'href');
  const isEmpty = childElements(element).length === 0 && textOf(element).trim() === '';
  const { report } = context;
  if (href === undefined && isEmpty) report('res.href', element, `this empty <${element.name}> lacks href`);
  if (href !== undefined && !isEmpty) report('res.href', href, `this <${element.name}> has content, so it has no href`);
  if (attribute(element, 'lang', XML_NAMESPACE) === undefined) return;
  const isSource = element.local === 'source';
  const rule = isSource ? 'res.source-lang' : 'res.target-lang';
  checkLanguage(element, expected, rule, isSource ? 'srcLang' : 'trgLang', context);
}

function checkResources(resources: XmlElement, fileItems: ReadonlySet<string>, context: Context): void {
  const { report } = context;
  const children = childElements(resources);
  checkUnique(children, 'res.id-unique', `this <${resources.parent!.name}>`, context);
  for (const child of children) {
    if (child.local === 'resourceItemRef') {
      const ref = attribute(child, 'ref');
      if (ref !== undefined && !fileItems.has(ref.value)) {
        report('res.ref', ref, `ref=${quoted(ref.value)} names no resourceItem of the file`);
      }
      continue;
    }
    const sides = childElements(child).filter(({ local }) => local === 'source' || local === 'target');
    for (const side of sides) {
      checkResource(side, side.local === 'source' ? context.srcLang : context.trgLang, context);
    }
    if (attribute(child, 'mimeType') === undefined && sides.every((side) => childElements(side).length === 0)) {
      report('res.mime-type', child, 'this item has no content of its own and no mimeType');
    }
  }
}

const TESTS = ['isPresent', 'isNotPresent', 'startsWith', 'endsWith'];

function checkValidation(validation: XmlElement, context: Context): void {
  const { report } = context;
  const isFile = validation.parent?.local === 'file';
  for (const rule of childElements(validation, 'rule', validation.uri)) {
    const tests = TESTS.filter((name) => attribute(rule, name) !== undefined);
    const own = rule.attributes.filter(({ uri, prefix }) => uri !== '' && prefix !== 'xmlns' && prefix !== 'xml');
    // A rule of one's own may need several attributes; beside one of the four there is no room for it.
    if (tests.length > 1 || (tests.length === 1 && own.length > 0) || tests.length + own.length === 0) {
      const found = [...tests, ...own.map(({ name }) => name)].join(', ') || 'none';
      report('val.one-test', rule, `this rule has ${found}; it takes one of ${TESTS.join(', ')} or one of its own`);
    }
    const exists = attribute(rule, 'existsInSource');
    const positive = tests.filter((name) => name !== 'isNotPresent');
    if (exists !== undefined && positive.length !== 1) {
      report('val.exists-in-source', exists, 'existsInSource goes with one of isPresent, startsWith, endsWith');
    }
    const occurs = attribute(rule, 'occurs');
    if (occurs !== undefined && !tests.includes('isPresent')) {
      report('val.occurs', occurs, 'occurs counts what isPresent looks for, which is missing');
    }
    const disabled = attribute(rule, 'disabled');
    if (isFile && disabled?.value === 'yes') {
      report('val.disabled', disabled, 'a rule of the file has nothing above it to override: leave it out');
    }
  }
}

/** Elements with ids that revisions of a file, group or unit can refer to: by name and id. */
function revisable(owner: XmlElement): { byId: Map<string, XmlElement>; byName: Map<string, XmlElement[]> } {
  const byId = new Map<string, XmlElement>();
  const byName = new Map<string, XmlElement[]>();
  const stack = [owner];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    for (const child of childElements(at)) {
      if (name2(child)?.startsWith('ctr:') === true) continue;
      const isContainer = child.uri === owner.uri && (child.local === 'unit' || child.local === 'group');
      const id = idOf(child);
      if (id !== undefined) {
        byId.set(id, child);
        const list = byName.get(child.local);
        if (list === undefined) byName.set(child.local, [child]);
        else list.push(child);
      }
      if (!isContainer) stack.push(child);
    }
  }
  return { byId, byName };
}

function checkChanges(changes: XmlElement, owner: XmlElement, context: Context): void {
  const { report } = context;
  const { byId, byName } = revisable(owner);
  for (const revisions of childElements(changes, 'revisions', changes.uri)) {
    const appliesTo = attributeValue(revisions, 'appliesTo') ?? '';
    const ref = attribute(revisions, 'ref');
    const candidates = byName.get(appliesTo) ?? [];
    let revised = ref === undefined ? undefined : byId.get(ref.value);
    if (ref !== undefined && revised === undefined) {
      report('ctr.ref', ref, `ref=${quoted(ref.value)} is the id of nothing in this <${owner.name}>`);
    }
    if (ref === undefined) {
      if (candidates.length > 1) {
        const message = `there are ${candidates.length} <${appliesTo}> with ids here: ref must say which is meant`;
        report('ctr.ref-needed', revisions, message);
      } else revised = candidates[0];
    }
    const list = childElements(revisions, 'revision', changes.uri);
    const current = attribute(revisions, 'currentVersion');
    if (current !== undefined && !list.some((one) => attributeValue(one, 'version') === current.value)) {
      report('ctr.current-version', current, `no revision has the version ${quoted(current.value)}`);
    }
    for (const revision of list) checkRevision(revision, revised, context);
  }
}

function checkRevision(revision: XmlElement, revised: XmlElement | undefined, { report }: Context): void {
  const seen = new Set<string>();
  for (const item of childElements(revision, 'item', revision.uri)) {
    const property = attribute(item, 'property');
    if (property === undefined) continue;
    if (seen.has(property.value)) {
      report('ctr.item-unique', item, `this revision gives ${property.value} a second value`);
    }
    seen.add(property.value);
    const isKnown =
      property.value === 'content' ||
      revised === undefined ||
      revised.attributes.some(({ name, local }) => name === property.value || local === property.value);
    if (!isKnown) {
      const message = `${quoted(property.value)} is neither "content" nor an attribute of the <${revised.name}> it revises`;
      report('ctr.property', property, message);
    }
  }
}

/** The module elements of the document, a file, a group or a unit. */
export function checkModules(
  owner: XmlElement,
  fileItems: ReadonlySet<string>,
  index: FragmentIndex,
  context: Context,
): void {
  const seen = new Set<string>();
  const metadata: XmlElement[] = [];
  for (const element of childElements(owner)) {
    const name = name2(element);
    if (name === undefined || !name.includes(':')) continue;
    checkPlace(owner, element, seen, context);
    if (name === 'mtc:matches') checkMatches(element, index, context);
    else if (name === 'gls:glossary') checkGlossary(element, index, context);
    else if (name === 'res:resourceData') checkResources(element, fileItems, context);
    else if (name === 'val:validation') checkValidation(element, context);
    else if (name === 'ctr:changeTrack') checkChanges(element, owner, context);
    else if (name === 'mda:metadata') metadata.push(...metadataIds(element));
  }
  checkUnique(metadata, 'mda.id-unique', `this <${owner.name}>`, context);
}
