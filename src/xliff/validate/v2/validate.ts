import {
  attribute,
  attributeValue,
  childElements,
  firstChild,
  textOf,
  type XmlDocument,
  type XmlElement,
} from '../../xml/index.js';
import { checkGrammar, grammar, type GrammarContext, type GrammarRules, quoted } from '../grammar.js';
import { attributeName2, isCore2, name2, XLIFF_2_CORE } from '../namespaces.js';
import type { Report } from '../report.js';
import { CORE_2, CORE_22 } from '../schema/core2.js';
import { CLOSED_PREFIXES, MODULE_ATTRIBUTES, MODULES_2 } from '../schema/modules2.js';
import type { ValidationOptions } from '../types.js';
import { checkAnnotations, checkReference } from './annotations.js';
import { checkModuleAttributes, profilesOf, type SizeData } from './attributes.js';
import { checkCodes, checkMarkers, checkNonRemovable, checkPairs } from './codes.js';
import { FragmentIndex, fragmentPrefixes } from './fragments.js';
import { checkData, checkExtensionIds, checkInlineIds, checkNotes, checkUnique } from './ids.js';
import { checkPart } from './languages.js';
import { type Context, eventsOf, idOf, type Part, type Scope, scopeOf, type Side } from './model.js';
import { checkModules } from './modules.js';
import { checkOrder, checkReordering } from './order.js';

const RULES: GrammarRules = {
  element: 'xliff2.element',
  missingElement: 'xliff2.missing-element',
  text: 'xliff2.text',
  attribute: 'xliff2.attribute',
  missingAttribute: 'xliff2.missing-attribute',
  value: 'xliff2.value',
  extensionElement: 'xliff2.extension-element',
  extensionAttribute: 'xliff2.extension-attribute',
  moduleElement: 'module.element',
  moduleAttribute: 'module.attribute',
  values: {
    id: 'xliff2.id-value',
    state: 'xliff2.state-value',
    type: 'xliff2.type-value',
    subType: 'xliff2.type-value',
    srcLang: 'xliff2.language-tag',
    trgLang: 'xliff2.language-tag',
    'xml:lang': 'xliff2.language-tag',
    hex: 'xliff2.cp-hex',
    'fs:fs': 'fs.value',
  },
};

const GRAMMAR_2 = grammar({ ...CORE_2, ...MODULES_2 });
const GRAMMAR_22 = grammar({ ...CORE_22, ...MODULES_2 });

const INLINE = new Set(['cp', 'ph', 'pc', 'sc', 'ec', 'mrk', 'sm', 'em']);
const MODULE_SECTIONS: Readonly<Record<string, string>> = {
  mtc: '§5.1',
  gls: '§5.2',
  fs: '§5.3',
  mda: '§5.4',
  res: '§5.5',
  slr: '§5.6',
  val: '§5.7',
  its: '§5.8',
};

/** Sections are numbered as in version 2.1 for every version: the rules are the same, the numbers are not. */
const SPEC = 'XLIFF 2.1';

/** Section that describes an element. */
function sectionOf(element: XmlElement): string {
  const name = name2(element) ?? element.name;
  const [prefix] = name.split(':');
  if (prefix === 'ctr') return `XLIFF 2.0 §5.6 ${element.local}`;
  if (name.includes(':')) return `${SPEC} ${MODULE_SECTIONS[prefix!] ?? '§5'} ${element.local}`;
  return `${SPEC} ${INLINE.has(name) ? '§4.2.3' : '§4.2.2'} ${name}`;
}

/** Section that describes an attribute. */
function attributeSectionOf(element: XmlElement, name: string): string {
  const [prefix, local] = name.includes(':') ? name.split(':') : ['', name];
  if (prefix === 'xml') return `${SPEC} §4.3.2 ${name}`;
  const owner = prefix === '' ? (name2(element) ?? '') : name;
  const module = owner.includes(':') ? owner.slice(0, owner.indexOf(':')) : '';
  if (module === 'ctr') return `XLIFF 2.0 §5.6 ${local}`;
  return `${SPEC} ${module === '' ? '§4.3.1' : (MODULE_SECTIONS[module] ?? '§5')} ${local}`;
}

function checkSkeleton(file: XmlElement, { report }: Context): void {
  const skeleton = firstChild(file, 'skeleton', file.uri);
  if (skeleton === undefined) return;
  const href = attribute(skeleton, 'href');
  const text = textOf(skeleton);
  // White space is content where content is wanted, and none where it is not.
  const isEmpty = childElements(skeleton).length === 0 && text === '';
  const isBlank = childElements(skeleton).length === 0 && text.trim() === '';
  if (isEmpty && href === undefined) report('xliff2.skeleton', skeleton, 'this empty skeleton lacks href');
  if (!isBlank && href !== undefined) report('xliff2.skeleton', href, 'this skeleton has content, so it has no href');
}

function checkSegment({ element, target }: Part, { report }: Context): void {
  if (element.local !== 'segment') return;
  const state = attribute(element, 'state');
  const subState = attribute(element, 'subState');
  if (subState !== undefined && state === undefined) {
    report('xliff2.sub-state', subState, 'this segment has subState but no state');
  }
  if (subState?.value.startsWith('xlf:') === true) {
    report('xliff2.sub-state-prefix', subState, `the prefix xlf: of ${quoted(subState.value)} is reserved`);
  }
  const isEmpty = target === undefined || (childElements(target).length === 0 && textOf(target) === '');
  if (state !== undefined && state.value !== 'initial' && isEmpty) {
    const what = target === undefined ? 'no target' : 'an empty target';
    report('xliff2.state-target', state, `this segment is ${quoted(state.value)} but has ${what}`);
  }
}

const SIDES: readonly Side[] = ['source', 'target'];

/** What holds in a unit and in a match alike. */
function checkScope(scope: Scope, units: ReadonlySet<string>, index: FragmentIndex, context: Context): void {
  checkData(scope, context);
  checkInlineIds(scope, context);
  for (const side of SIDES) {
    checkPairs(scope, side, context);
    checkMarkers(scope, side, context);
    checkCodes(scope, side, units, context);
    checkAnnotations(eventsOf(scope, side), unitOf(scope.owner), index, context);
  }
  checkReordering(scope, context);
}

function unitOf(owner: XmlElement): XmlElement {
  let at = owner;
  while (at.parent !== undefined && !(isCore2(at) && at.local === 'unit')) at = at.parent;
  return at;
}

interface FileContext {
  readonly file: XmlElement;
  readonly units: ReadonlySet<string>;
  readonly resources: ReadonlySet<string>;
  readonly index: FragmentIndex;
}

function checkUnit(unit: XmlElement, within: FileContext, context: Context): void {
  const { file, units, index, resources } = within;
  const { report } = context;
  const scope = scopeOf(unit, file, unit.uri);
  checkNotes(unit, context);
  checkExtensionIds(unit, context);
  checkModules(unit, resources, index, context);
  if (!scope.parts.some(({ element }) => element.local === 'segment')) {
    report('xliff2.unit-segment', unit, 'this unit has no segment');
  }
  for (const part of scope.parts) {
    checkPart(part, context);
    checkSegment(part, context);
    if (part.target !== undefined && context.trgLang === undefined) {
      report('xliff2.target-language', part.target, 'there is a target, but <xliff> has no trgLang');
    }
  }
  checkOrder(scope, context);
  checkScope(scope, units, index, context);
  checkNonRemovable(scope, context);
  for (const matches of childElements(unit)) {
    if (name2(matches) !== 'mtc:matches') continue;
    for (const match of childElements(matches, 'match', matches.uri)) {
      checkScope(scopeOf(match, file, unit.uri), units, index, context);
    }
  }
}

function checkFile(file: XmlElement, index: FragmentIndex, context: Context): void {
  const groups: XmlElement[] = [];
  const units: XmlElement[] = [];
  const stack = [file];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (at.local === 'unit') {
      units.push(at);
      continue;
    }
    if (at !== file) groups.push(at);
    for (let i = at.children.length - 1; i >= 0; i--) {
      const child = at.children[i]!;
      if (child.kind !== 'element' || child.uri !== file.uri) continue;
      if (child.local === 'group' || child.local === 'unit') stack.push(child);
    }
  }
  checkSkeleton(file, context);
  checkUnique(groups, 'xliff2.group-id-unique', 'this file', context);
  checkUnique(units, 'xliff2.unit-id-unique', 'this file', context);
  const resources = new Set<string>();
  for (const data of childElements(file)) {
    if (name2(data) !== 'res:resourceData') continue;
    for (const item of childElements(data, 'resourceItem')) resources.add(idOf(item) ?? '');
  }
  const within: FileContext = {
    file,
    units: new Set(units.map((unit) => idOf(unit) ?? '')),
    resources,
    index,
  };
  for (const owner of [file, ...groups]) {
    checkNotes(owner, context);
    checkExtensionIds(owner, context);
    checkModules(owner, resources, index, context);
  }
  for (const unit of units) checkUnit(unit, within, context);
  const profiles = profilesOf(file);
  const sizes: SizeData = new Map();
  const inside = [file];
  for (let at = inside.pop(); at !== undefined; at = inside.pop()) {
    checkModuleAttributes(at, profiles, sizes, index, context);
    const ref = at.local === 'note' ? attribute(at, 'ref') : undefined;
    if (ref !== undefined) checkReference(ref, at, index, context);
    for (const child of childElements(at)) if (name2(child) !== undefined) inside.push(child);
  }
}

function checkVersion(root: XmlElement, report: Report): string {
  const version = attribute(root, 'version');
  const newest = root.uri === XLIFF_2_CORE[1];
  if (version === undefined) return newest ? '2.2' : '2.1';
  const known = /^2\.[0-2]$/.test(version.value);
  if (!known) report('root.version', version, `there is no XLIFF ${quoted(version.value)}; 2.0, 2.1 and 2.2 exist`);
  else if (!newest && version.value === '2.2') {
    report('root.version', version, `version 2.2 has the namespace ${XLIFF_2_CORE[1]}, not ${root.uri}`);
  }
  return known ? version.value : newest ? '2.2' : '2.1';
}

/** Validates an XLIFF 2.x document; gives back its version. */
export function validateXliff2(document: XmlDocument, report: Report, options: ValidationOptions): string {
  const { root } = document;
  const version = checkVersion(root, report);
  const grammarContext: GrammarContext = {
    grammar: root.uri === XLIFF_2_CORE[1] ? GRAMMAR_22 : GRAMMAR_2,
    rules: RULES,
    report,
    nameOf: name2,
    attributeName: attributeName2,
    specOf: sectionOf,
    attributeSpecOf: attributeSectionOf,
    globals: MODULE_ATTRIBUTES,
    closedPrefixes: CLOSED_PREFIXES,
  };
  checkGrammar(root, grammarContext);
  const context: Context = {
    report,
    root,
    srcLang: attributeValue(root, 'srcLang'),
    trgLang: attributeValue(root, 'trgLang'),
  };
  const index = new FragmentIndex(root, fragmentPrefixes(options.extensionPrefixes));
  const files = childElements(root, 'file', root.uri);
  checkUnique(files, 'xliff2.file-id-unique', 'this document', context);
  checkNotes(root, context);
  checkModules(root, new Set(), index, context);
  for (const file of files) checkFile(file, index, context);
  return version;
}
