import {
  attribute,
  attributeValue,
  childElements,
  descendants,
  firstChild,
  textOf,
  XML_NAMESPACE,
  type XmlAttribute,
  type XmlDocument,
  type XmlElement,
} from '../../xml/index.js';
import { checkGrammar, grammar, type GrammarContext, type GrammarRules, quoted } from '../grammar.js';
import { XLIFF_12 } from '../namespaces.js';
import type { Report } from '../report.js';
import { XLIFF_10_TABLES, XLIFF_12_STRICT, XLIFF_12_TABLES } from '../schema/xliff12.js';
import type { ValidationOptions } from '../types.js';

const RULES: GrammarRules = {
  element: 'xliff12.element',
  missingElement: 'xliff12.missing-element',
  text: 'xliff12.text',
  attribute: 'xliff12.attribute',
  missingAttribute: 'xliff12.missing-attribute',
  value: 'xliff12.value',
};

const TRANSITIONAL = grammar(XLIFF_12_TABLES);
const STRICT = grammar(XLIFF_12_STRICT);
const EARLIER = grammar(XLIFF_10_TABLES);

const INLINE = new Set(['g', 'x', 'bx', 'ex', 'bpt', 'ept', 'ph', 'it', 'sub', 'mrk']);

export function attributeName({ name, local, uri }: XmlAttribute): string {
  if (uri === '' || name === 'xmlns' || name.startsWith('xmlns:')) return name;
  if (uri === 'http://www.w3.org/2001/XMLSchema-instance') return `xsi:${local}`;
  return uri === XML_NAMESPACE ? `xml:${local}` : `*:${local}`;
}

/** Elements of XLIFF below one, foreign ones and what they hold left out. */
function own(top: XmlElement): XmlElement[] {
  return [...descendants(top)].filter(({ uri }) => uri === top.uri);
}

function checkUnique(
  elements: readonly XmlElement[],
  name: string,
  where: string,
  rule: 'xliff12.unit-id-unique' | 'xliff12.group-id-unique' | 'xliff12.mid',
  report: Report,
): Set<string> {
  const seen = new Set<string>();
  for (const element of elements) {
    const id = attribute(element, name);
    if (id === undefined) continue;
    if (seen.has(id.value)) {
      report(rule, id, `the ${name} ${quoted(id.value)} of <${element.name}> is used before in ${where}`);
    }
    seen.add(id.value);
  }
  return seen;
}

/** Both halves of a pair are one code: they share the id, or are tied by rid. */
function checkInline(content: XmlElement, units: ReadonlySet<string>, report: Report): void {
  const ids = new Set<string>();
  const open = new Map<string, XmlElement>();
  const rids = new Set<string>();
  for (const element of own(content)) {
    const xid = attribute(element, 'xid');
    // Trados lists several units in one xid.
    const missing = xid?.value
      .trim()
      .split(/\s+/)
      .find((id) => !units.has(id));
    if (xid !== undefined && missing !== undefined) {
      report('xliff12.xid', xid, `xid=${quoted(missing)} names no unit of this file`);
    }
    const id = attribute(element, 'id');
    const rid = attribute(element, 'rid');
    const isStart = element.local === 'bpt' || element.local === 'bx';
    const isEnd = element.local === 'ept' || element.local === 'ex';
    if (id !== undefined && !isEnd && INLINE.has(element.local)) {
      if (ids.has(id.value)) {
        const message = `the id ${quoted(id.value)} of <${element.name}> is used before in this <${content.name}>`;
        report('xliff12.inline-id-unique', id, message);
      }
      ids.add(id.value);
    }
    if (!isStart && !isEnd) continue;
    const kind = element.local === 'bpt' || element.local === 'ept' ? 'b' : 'x';
    const key = `${kind} ${rid?.value ?? id?.value ?? ''}`;
    if (isStart) {
      if (rid !== undefined && rids.has(key)) {
        report('xliff12.rid', rid, `the rid ${quoted(rid.value)} is that of another <${element.name}> before`);
      }
      if (rid !== undefined) rids.add(key);
      open.set(key, element);
    } else if (!open.delete(key)) {
      if (rid !== undefined && !rids.has(key)) {
        report('xliff12.rid', rid, `rid=${quoted(rid.value)} is that of no start before it in this <${content.name}>`);
      } else report('xliff12.pair', element, `this <${element.name}> has no start before it in this <${content.name}>`);
    }
  }
  for (const element of open.values()) {
    report('xliff12.pair', element, `this <${element.name}> has no end after it in this <${content.name}>`);
  }
}

const segmentsOf = (content: XmlElement | undefined): XmlElement[] =>
  content === undefined
    ? []
    : own(content).filter((one) => one.local === 'mrk' && attributeValue(one, 'mtype') === 'seg');

/** Text as it counts for the comparison of source and seg-source: white space between segments is free. */
const bare = (element: XmlElement): string => textOf(element).replace(/\s+/g, '');

function checkSegmentation(holder: XmlElement, mids: ReadonlySet<string> | undefined, report: Report): void {
  const uri = holder.uri;
  const source = firstChild(holder, 'source', uri);
  const segmented = firstChild(holder, 'seg-source', uri);
  const segments = segmentsOf(segmented);
  const known = segmented === undefined ? mids : checkUnique(segments, 'mid', 'this seg-source', 'xliff12.mid', report);
  for (const segment of segments) {
    if (attribute(segment, 'mid') === undefined) {
      report('xliff12.seg-source', segment, 'a segment of seg-source has a mid');
    }
  }
  if (source !== undefined && segmented !== undefined && bare(source) !== bare(segmented)) {
    report('xliff12.seg-source', segmented, 'the text of seg-source is not that of source');
  }
  for (const target of childElements(holder, 'target', uri)) {
    for (const segment of segmentsOf(target)) {
      const mid = attribute(segment, 'mid');
      if (segmented !== undefined && mid !== undefined && !known!.has(mid.value)) {
        report('xliff12.mid', mid, `mid=${quoted(mid.value)} is that of no segment of seg-source`);
      }
    }
  }
  for (const match of childElements(holder, 'alt-trans', uri)) {
    const mid = attribute(match, 'mid');
    if (mid !== undefined && known !== undefined && !known.has(mid.value)) {
      report('xliff12.mid', mid, `mid=${quoted(mid.value)} is that of no segment of seg-source`);
    }
    checkSegmentation(match, known, report);
  }
}

function checkLanguages(unit: XmlElement, file: XmlElement, report: Report): void {
  const sides = [
    ['source', 'source-language', 'xliff12.source-lang'],
    ['target', 'target-language', 'xliff12.target-lang'],
  ] as const;
  for (const [side, name, rule] of sides) {
    const element = firstChild(unit, side, unit.uri);
    const own = element && attribute(element, 'lang', XML_NAMESPACE);
    const expected = attributeValue(file, name);
    if (own === undefined || expected === undefined || own.value.toLowerCase() === expected.toLowerCase()) continue;
    report(rule, own, `xml:lang=${quoted(own.value)} on this ${side}; the ${name} of the file is ${quoted(expected)}`);
  }
}

/** Names declared in the header: of tools, of phases. */
function declared(file: XmlElement, path: readonly string[], name: string): Set<string> {
  let level: XmlElement[] = [file];
  for (const step of path) level = level.flatMap((element) => childElements(element, step, file.uri));
  return new Set(level.map((element) => attributeValue(element, name) ?? ''));
}

function checkFile(file: XmlElement, report: Report): void {
  const elements = own(file);
  const units = elements.filter(({ local }) => local === 'trans-unit' || local === 'bin-unit');
  const ids = checkUnique(units, 'id', 'this file', 'xliff12.unit-id-unique', report);
  const groups = elements.filter(({ local }) => local === 'group');
  checkUnique(groups, 'id', 'this file', 'xliff12.group-id-unique', report);
  const tools = declared(file, ['header', 'tool'], 'tool-id');
  const phases = declared(file, ['header', 'phase-group', 'phase'], 'phase-name');
  for (const element of elements) {
    const tool = element.local === 'tool' ? undefined : attribute(element, 'tool-id');
    if (tool !== undefined && !tools.has(tool.value)) {
      report('xliff12.tool-id', tool, `tool-id=${quoted(tool.value)} names no tool of the header`);
    }
    const phase = element.local === 'phase' ? undefined : attribute(element, 'phase-name');
    if (phase !== undefined && !phases.has(phase.value)) {
      report('xliff12.phase-name', phase, `phase-name=${quoted(phase.value)} names no phase of the header`);
    }
    if (element.local === 'source' || element.local === 'target' || element.local === 'seg-source') {
      checkInline(element, ids, report);
    }
  }
  for (const unit of units) {
    if (unit.local !== 'trans-unit') continue;
    checkSegmentation(unit, undefined, report);
    checkLanguages(unit, file, report);
  }
}

/** Validates an XLIFF 1.x document; gives back its version. */
export function validateXliff12(document: XmlDocument, report: Report, options: ValidationOptions): string {
  const { root } = document;
  const version = attributeValue(root, 'version') ?? '1.2';
  const context: GrammarContext = {
    grammar: version !== '1.2' ? EARLIER : options.strict === true ? STRICT : TRANSITIONAL,
    rules: RULES,
    report,
    nameOf: (element) => (element.uri === root.uri ? element.local : undefined),
    attributeName,
    specOf: (element) => `XLIFF ${version} <${element.local}>`,
  };
  checkGrammar(root, context);
  if (version === '1.2' && root.uri !== XLIFF_12) {
    report('xliff12.namespace', root, `this document is in no namespace; xmlns="${XLIFF_12}" is expected`);
  }
  const files = childElements(root, 'file', root.uri);
  if (files.length === 0) report('xliff12.no-file', root, 'there is no <file>');
  for (const file of files) checkFile(file, report);
  return /^1\.[012]$/.test(version) ? version : '1.2';
}
