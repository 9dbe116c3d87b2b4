import type { Content } from '../../content/index.js';
import {
  type Annotation,
  type GlossEntry,
  type MatchType,
  type Metadata,
  type Note,
  NS,
  type OriginalData,
  type SegmentState,
  type TranslationCandidate,
  type XliffFile,
  type XliffGroup,
  type XliffIgnorable,
  type XliffSegment,
  type XliffUnit,
} from '../model.js';
import { attributeValue, childElements, firstChild, textOf, XML_NAMESPACE, type XmlElement } from '../xml/index.js';
import { readInline2, type Side, textWithCodePoints } from './inline2.js';
import { optional } from './optional.js';

const STATES: ReadonlySet<string> = new Set(['initial', 'translated', 'reviewed', 'final']);
const MATCH_TYPES: ReadonlySet<string> = new Set(['am', 'mt', 'icm', 'idm', 'tb', 'tm', 'other']);

function readNotes(parent: XmlElement): Note[] {
  const notes = firstChild(parent, 'notes', parent.uri);
  if (notes === undefined) return [];
  return childElements(notes, 'note').map((note) => {
    const appliesTo = attributeValue(note, 'appliesTo');
    const priority = Number(attributeValue(note, 'priority'));
    return {
      ...optional('id', attributeValue(note, 'id')),
      ...optional('category', attributeValue(note, 'category')),
      ...(priority >= 1 && { priority }),
      ...((appliesTo === 'source' || appliesTo === 'target') && { appliesTo }),
      text: textOf(note),
    };
  });
}

function readMetaGroup(group: XmlElement): Metadata {
  const appliesTo = attributeValue(group, 'appliesTo');
  const groups = childElements(group, 'metaGroup', NS.metadata).map(readMetaGroup);
  return {
    ...optional('id', attributeValue(group, 'id')),
    ...optional('category', attributeValue(group, 'category')),
    ...((appliesTo === 'source' || appliesTo === 'target' || appliesTo === 'ignorable') && { appliesTo }),
    entries: childElements(group, 'meta', NS.metadata).map((meta) => ({
      type: attributeValue(meta, 'type') ?? '',
      value: textOf(meta),
    })),
    ...(groups.length > 0 && { groups }),
  };
}

function readMetadata(parent: XmlElement): Metadata[] {
  const metadata = firstChild(parent, 'metadata', NS.metadata);
  return metadata === undefined ? [] : childElements(metadata, 'metaGroup', NS.metadata).map(readMetaGroup);
}

function readGlossary(unit: XmlElement): GlossEntry[] {
  const glossary = firstChild(unit, 'glossary', NS.glossary);
  if (glossary === undefined) return [];
  return childElements(glossary, 'glossEntry', NS.glossary).map((entry) => {
    const term = firstChild(entry, 'term', NS.glossary);
    const definition = firstChild(entry, 'definition', NS.glossary);
    return {
      ...optional('id', attributeValue(entry, 'id')),
      ...optional('ref', attributeValue(entry, 'ref')),
      term: term === undefined ? '' : textOf(term),
      ...optional('termSource', term && attributeValue(term, 'source')),
      translations: childElements(entry, 'translation', NS.glossary).map((one) => ({
        ...optional('id', attributeValue(one, 'id')),
        ...optional('ref', attributeValue(one, 'ref')),
        ...optional('source', attributeValue(one, 'source')),
        text: textOf(one),
      })),
      ...optional('definition', definition && textOf(definition)),
      ...optional('definitionSource', definition && attributeValue(definition, 'source')),
    };
  });
}

export function readOriginalData(parent: XmlElement): OriginalData[] {
  // By local name and the namespace of the core, which `mtc:match` does not share with its children.
  const element = parent.children.find(
    (node): node is XmlElement =>
      node.kind === 'element' && node.local === 'originalData' && (node.uri === NS.core || node.uri === NS.core22),
  );
  if (element === undefined) return [];
  return childElements(element, 'data').map((data) => ({
    id: attributeValue(data, 'id') ?? '',
    text: textWithCodePoints(data),
  }));
}

function coreChild(parent: XmlElement, local: string): XmlElement | undefined {
  return firstChild(parent, local, NS.core) ?? firstChild(parent, local, NS.core22);
}

const NO_DATA: ReadonlyMap<string, string> = new Map();

const newSide = (data: readonly OriginalData[]): Side => ({
  data: data.length === 0 ? NO_DATA : new Map(data.map(({ id, text }) => [id, text])),
  opened: new Map(),
});

function percentOf(match: XmlElement, local: string): number | undefined {
  const value = attributeValue(match, local);
  const number = value === undefined || value.trim() === '' ? Number.NaN : Number(value);
  return number >= 0 && number <= 100 ? number : undefined;
}

export function readMatch(match: XmlElement): TranslationCandidate {
  const data = readOriginalData(match);
  const side = (local: string): Content => {
    const element = coreChild(match, local);
    return element === undefined ? { parts: [] } : readInline2(element, newSide(data)).content;
  };
  const type = attributeValue(match, 'type');
  const metadata = readMetadata(match);
  return {
    ...optional('id', attributeValue(match, 'id')),
    ref: attributeValue(match, 'ref') ?? '',
    ...(type !== undefined && MATCH_TYPES.has(type) && { type: type as MatchType }),
    ...optional('subType', attributeValue(match, 'subType')),
    ...optional('similarity', percentOf(match, 'similarity')),
    ...optional('matchQuality', percentOf(match, 'matchQuality')),
    ...optional('matchSuitability', percentOf(match, 'matchSuitability')),
    ...optional('origin', attributeValue(match, 'origin')),
    ...(attributeValue(match, 'reference') === 'yes' && { reference: true }),
    source: side('source'),
    target: side('target'),
    ...(metadata.length > 0 && { metadata }),
  };
}

function inheritedFlag(element: XmlElement, local: string): boolean | undefined {
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) {
    const value = attributeValue(at, local);
    if (value !== undefined) return value === 'yes';
  }
  return undefined;
}

function preservesSpace(element: XmlElement): boolean {
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) {
    const value = attributeValue(at, 'space', XML_NAMESPACE);
    if (value !== undefined) return value === 'preserve';
  }
  return false;
}

export function groupPath(element: XmlElement): string[] {
  const ids: string[] = [];
  for (let at = element.parent; at !== undefined; at = at.parent) {
    if (at.local === 'group') ids.unshift(attributeValue(at, 'id') ?? '');
  }
  return ids;
}

/** A `unit` of XLIFF 2. Its ancestors are asked for what it inherits. */
export function readUnit2(unit: XmlElement): XliffUnit {
  const originalData = readOriginalData(unit);
  const source = newSide(originalData);
  const target = newSide(originalData);
  const segments: (XliffSegment | XliffIgnorable)[] = [];
  let unitPreserves = preservesSpace(unit);
  for (const element of unit.children) {
    if (element.kind !== 'element' || element.uri !== unit.uri) continue;
    if (element.local !== 'segment' && element.local !== 'ignorable') continue;
    const sourceElement = firstChild(element, 'source', unit.uri);
    const targetElement = firstChild(element, 'target', unit.uri);
    if (sourceElement !== undefined && attributeValue(sourceElement, 'space', XML_NAMESPACE) === 'preserve')
      unitPreserves = true;
    const from = sourceElement && readInline2(sourceElement, source);
    const to = targetElement && readInline2(targetElement, target);
    const order = Number(targetElement && attributeValue(targetElement, 'order'));
    const common = {
      ...optional('id', attributeValue(element, 'id')),
      source: from?.content ?? { parts: [] },
      ...optional('target', to?.content),
      ...optional('sourceAnnotations', some(from?.annotations)),
      ...optional('targetAnnotations', some(to?.annotations)),
      ...(order >= 1 && { order }),
    };
    if (element.local === 'ignorable') segments.push({ kind: 'ignorable', ...common });
    else {
      const state = attributeValue(element, 'state');
      const resegment = attributeValue(element, 'canResegment');
      segments.push({
        kind: 'segment',
        ...(state !== undefined && STATES.has(state) && { state: state as SegmentState }),
        ...optional('subState', attributeValue(element, 'subState')),
        ...(resegment !== undefined && { canResegment: resegment === 'yes' }),
        ...common,
      });
    }
  }
  const groupIds = groupPath(unit);
  const matches = firstChild(unit, 'matches', NS.matches);
  return {
    id: attributeValue(unit, 'id') ?? '',
    ...optional('name', attributeValue(unit, 'name')),
    ...optional('type', attributeValue(unit, 'type')),
    ...(groupIds.length > 0 && { groupIds }),
    ...optional('translate', inheritedFlag(unit, 'translate')),
    ...optional('canResegment', inheritedFlag(unit, 'canResegment')),
    preserveSpace: unitPreserves,
    notes: readNotes(unit),
    metadata: readMetadata(unit),
    glossary: readGlossary(unit),
    matches: matches === undefined ? [] : childElements(matches, 'match', NS.matches).map(readMatch),
    segments,
    ...(originalData.length > 0 && { originalData }),
  };
}

function some(annotations: readonly Annotation[] | undefined): readonly Annotation[] | undefined {
  return annotations === undefined || annotations.length === 0 ? undefined : annotations;
}

function readGroup(group: XmlElement): XliffGroup {
  return {
    id: attributeValue(group, 'id') ?? '',
    ...optional('parentId', groupPath(group).at(-1)),
    ...optional('name', attributeValue(group, 'name')),
    ...optional('type', attributeValue(group, 'type')),
    notes: readNotes(group),
    metadata: readMetadata(group),
  };
}

/** A `file` of XLIFF 2, groups flattened; its units have been read already. */
export function readFile2(file: XmlElement, units: readonly XliffUnit[]): XliffFile {
  const groups: XliffGroup[] = [];
  const visit = (parent: XmlElement): void => {
    for (const node of parent.children) {
      if (node.kind !== 'element' || node.uri !== file.uri) continue;
      if (node.local === 'group') {
        groups.push(readGroup(node));
        visit(node);
      }
    }
  };
  visit(file);
  const skeleton = firstChild(file, 'skeleton', file.uri);
  const href = skeleton && attributeValue(skeleton, 'href');
  const embedded = skeleton !== undefined && skeleton.children.length > 0;
  return {
    id: attributeValue(file, 'id') ?? '',
    ...optional('original', attributeValue(file, 'original')),
    ...(skeleton !== undefined && {
      skeleton: { ...optional('href', href), ...(embedded && { text: textOf(skeleton) }) },
    }),
    notes: readNotes(file),
    metadata: readMetadata(file),
    ...(groups.length > 0 && { groups }),
    units,
  };
}
