import { type Content, content, plainText } from '../../content/index.js';
import type {
  Annotation,
  MatchType,
  Metadata,
  Note,
  TranslationCandidate,
  XliffDialect,
  XliffFile,
  XliffGroup,
  XliffIgnorable,
  XliffSegment,
  XliffUnit,
} from '../model.js';
import { NS } from '../model.js';
import { type Status, statusOf12, statusOfDialect, type ToolAttributes } from '../states.js';
import {
  attributeValue,
  childElements,
  firstChild,
  inheritedValue,
  textOf,
  XML_NAMESPACE,
  type XmlElement,
} from '../xml/index.js';
import type { Trace } from './inline2.js';
import { readInline12, type Stretch, token12 } from './inline12.js';
import { optional } from './optional.js';
import { groupPath } from './read2.js';

/** The flavour of an XLIFF 1.2 document, by the namespaces it declares. */
export function dialectOf(root: XmlElement): XliffDialect | undefined {
  for (const { prefix, name, value } of root.attributes) {
    if (prefix !== 'xmlns' && name !== 'xmlns') continue;
    if (value === NS.sdl) return 'sdl';
    if (value === NS.memoq) return 'memoq';
    if (value === NS.phrase || value.startsWith('http://www.memsource.com/mxlf/')) return 'phrase';
  }
  return undefined;
}

const DIALECT_NAMESPACE: Readonly<Record<XliffDialect, (uri: string) => boolean>> = {
  sdl: (uri) => uri === NS.sdl,
  memoq: (uri) => uri === NS.memoq,
  phrase: (uri) => uri.startsWith('http://www.memsource.com/mxlf/'),
};

export const isDialectNamespace = (dialect: XliffDialect, uri: string): boolean => DIALECT_NAMESPACE[dialect](uri);

/** Attributes of a flavour, by local name; on `sdl:seg` they have no prefix. */
function toolAttributesOf(element: XmlElement, dialect: XliffDialect): ToolAttributes {
  const own = DIALECT_NAMESPACE[dialect];
  const found: Record<string, string> = {};
  for (const { local, uri, value } of element.attributes) {
    if (own(uri) || (dialect === 'sdl' && uri === '')) found[local] = value;
  }
  return found;
}

/** The `sdl:seg` elements of a unit by the `mid` of their segments. */
export function sdlSegmentsOf(unit: XmlElement): Map<string, XmlElement> {
  const definitions = firstChild(unit, 'seg-defs', NS.sdl);
  const segments = definitions === undefined ? [] : childElements(definitions, 'seg', NS.sdl);
  return new Map(segments.map((segment) => [attributeValue(segment, 'id') ?? '', segment]));
}

export const contentOf = (stretches: readonly Stretch[]): Content =>
  content(stretches.flatMap((stretch) => stretch.parts));

/** Annotations of several stretches as those of one content. */
function annotationsOf(stretches: readonly Stretch[]): Annotation[] {
  const all: Annotation[] = [];
  let offset = 0;
  for (const { parts, annotations } of stretches) {
    for (const { start, end, ...rest } of annotations) {
      all.push({
        ...rest,
        ...(start !== undefined && { start: start + offset }),
        ...(end !== undefined && { end: end + offset }),
      });
    }
    offset += parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 1), 0);
  }
  return all;
}

/** One segment or the content between two, both sides. `target` is absent where the file has none. */
export interface Piece {
  readonly mid: string | undefined;
  readonly source: readonly Stretch[];
  readonly target: readonly Stretch[] | undefined;
}

/** Id of the only segment of a unit that is not segmented. */
export const WHOLE = 's1';

/**
 * The segments of a trans-unit: as `seg-source` has them, when the target can be laid beside them without losing a word;
 * otherwise the unit is one segment.
 */
export function piecesOf(unit: XmlElement, trace?: Trace): { pieces: Piece[]; segmented: boolean } {
  const source = firstChild(unit, 'source', unit.uri);
  const segmentedSource = firstChild(unit, 'seg-source', unit.uri);
  const target = firstChild(unit, 'target', unit.uri);
  const from = segmentedSource === undefined ? [] : readInline12(segmentedSource, trace);
  const to = target && readInline12(target, trace);
  const mids = from.flatMap((stretch) => (stretch.mid === undefined ? [] : [stretch.mid]));
  if (mids.length > 0 && new Set(mids).size === mids.length) {
    const laid = layBeside(from, to);
    if (laid !== undefined) return { pieces: laid, segmented: true };
  }
  const whole = source === undefined ? from : readInline12(source, trace);
  return { pieces: [{ mid: undefined, source: whole, target: to }], segmented: false };
}

const START = '';

/** The pieces of both sides, or undefined when the target's markers are not the source's. */
function layBeside(from: readonly Stretch[], to: readonly Stretch[] | undefined): Piece[] | undefined {
  const known = new Set(from.map((stretch) => stretch.mid));
  const byMid = new Map<string, Stretch>();
  // What stands outside the markers belongs to the marker before it.
  const after = new Map<string, Stretch>();
  let last = START;
  for (const stretch of to ?? []) {
    if (stretch.mid === undefined) after.set(last, stretch);
    else if (byMid.has(stretch.mid) || !known.has(stretch.mid)) return undefined;
    else byMid.set((last = stretch.mid), stretch);
  }
  if (byMid.size === 0) {
    const words = [...after.values()].some((gap) =>
      gap.parts.some((part) => typeof part !== 'string' || part.trim() !== ''),
    );
    if (words) return undefined;
    after.clear();
  }
  const pieces: Piece[] = [];
  const gapAfter = (mid: string, source: Stretch | undefined, next: string | undefined): void => {
    const target = after.get(mid);
    after.delete(mid);
    if (source === undefined && target === undefined) return;
    // A gap that the source has and the target has not was left out on purpose, when both its neighbours are there.
    const both = byMid.size > 0 && (mid === START || byMid.has(mid)) && (next === undefined || byMid.has(next));
    pieces.push({ mid: undefined, source: source ? [source] : [], target: target ? [target] : both ? [] : undefined });
  };
  let previous = START;
  let gap: Stretch | undefined;
  for (const stretch of from) {
    if (stretch.mid === undefined) {
      gap = stretch;
      continue;
    }
    gapAfter(previous, gap, stretch.mid);
    gap = undefined;
    const target = byMid.get(stretch.mid);
    pieces.push({ mid: stretch.mid, source: [stretch], target: target && [target] });
    previous = stretch.mid;
  }
  gapAfter(previous, gap, undefined);
  return pieces;
}

function readNote(note: XmlElement): Note {
  const annotates = attributeValue(note, 'annotates');
  const priority = Number(attributeValue(note, 'priority'));
  return {
    ...optional('category', attributeValue(note, 'from')),
    ...(priority >= 1 && priority <= 10 && { priority }),
    ...((annotates === 'source' || annotates === 'target') && { appliesTo: annotates }),
    text: textOf(note),
  };
}

function readContexts(unit: XmlElement): Metadata[] {
  return childElements(unit, 'context-group', unit.uri).map((group) => ({
    category: `xlf12:context-group${['name', 'purpose']
      .map((key) => attributeValue(group, key))
      .map((value) => (value === undefined ? '' : `:${value}`))
      .join('')}`,
    entries: childElements(group, 'context').map((context) => ({
      type: attributeValue(context, 'context-type') ?? '',
      value: textOf(context),
    })),
  }));
}

/** A percentage in the forms found in the wild: `85`, `85%`, `85.5`, Phrase's `0.85`; words such as `high` give nothing. */
function qualityOf(value: string | undefined, dialect: XliffDialect | undefined): number | undefined {
  const match = /^\s*(\d+(?:[.,]\d+)?)\s*%?\s*$/.exec(value ?? '');
  if (!match) return undefined;
  const number = Number(match[1]!.replace(',', '.'));
  return dialect === 'phrase' && number <= 1.02 ? Math.round(number * 10_000) / 100 : number;
}

function matchTypeOf(alternative: XmlElement, target: XmlElement, quality: number | undefined): MatchType {
  const kind = attributeValue(alternative, 'alttranstype');
  if (kind !== undefined && kind !== 'proposal') return 'other';
  const qualifier = attributeValue(target, 'state-qualifier');
  const origin = attributeValue(alternative, 'origin') ?? '';
  const extype = attributeValue(alternative, 'extype') ?? '';
  if (
    qualifier === 'leveraged-mt' ||
    qualifier === 'mt-suggestion' ||
    /machine|(?:^|\b)mt(?:\b|$)/i.test(`${origin} ${extype}`)
  )
    return 'mt';
  if (qualifier === 'exact-match' || (quality !== undefined && quality > 100)) return 'icm';
  if (qualifier === 'id-match') return 'idm';
  return 'tm';
}

export function readMatches12(
  unit: XmlElement,
  source: Content,
  pieces: readonly Piece[],
  dialect: XliffDialect | undefined,
): TranslationCandidate[] {
  const matches: TranslationCandidate[] = [];
  const first = pieces.find((piece) => piece.mid !== undefined)?.mid ?? WHOLE;
  for (const alternative of childElements(unit, 'alt-trans', unit.uri)) {
    const own = firstChild(alternative, 'source', unit.uri);
    const mid = attributeValue(alternative, 'mid');
    const piece = pieces.find((one) => one.mid === mid);
    const from = own ? contentOf(readInline12(own)) : mid !== undefined && piece ? contentOf(piece.source) : source;
    const quality = qualityOf(attributeValue(alternative, 'match-quality'), dialect);
    for (const target of childElements(alternative, 'target', unit.uri)) {
      const type = matchTypeOf(alternative, target, quality);
      const kind = attributeValue(alternative, 'alttranstype');
      const percent = quality === undefined ? undefined : Math.min(100, quality);
      matches.push({
        ref: `#${mid ?? first}`,
        type,
        ...(kind !== undefined && kind !== 'proposal' && { subType: token12(kind) }),
        ...(percent !== undefined && { matchSuitability: percent }),
        ...(percent !== undefined && type === 'mt' && { matchQuality: percent }),
        ...(percent !== undefined && (type === 'tm' || type === 'icm') && { similarity: percent }),
        ...optional('origin', attributeValue(alternative, 'origin') ?? attributeValue(alternative, 'tool-id')),
        source: from,
        target: contentOf(readInline12(target)),
      });
    }
  }
  return matches;
}

/** A `trans-unit` of XLIFF 1.x. Its ancestors are asked for what it inherits. */
export function readUnit12(unit: XmlElement, dialect: XliffDialect | undefined): XliffUnit {
  const { pieces, segmented } = piecesOf(unit);
  const target = firstChild(unit, 'target', unit.uri);
  const approved = attributeValue(unit, 'approved') === 'yes';
  const tools = dialect === undefined || dialect === 'sdl' ? undefined : toolAttributesOf(unit, dialect);

  const sdlSegments = sdlSegmentsOf(unit);

  const statusFor = (mid: string | undefined, to: Content | undefined): Status => {
    const empty = to === undefined || plainText(to).trim() === '';
    if (dialect === 'sdl') {
      const seg = mid === undefined ? sdlSegments.values().next().value : sdlSegments.get(mid);
      if (seg !== undefined) return statusOfDialect('sdl', toolAttributesOf(seg, 'sdl'), empty);
    } else if (dialect !== undefined && tools !== undefined && Object.keys(tools).length > 0) {
      return statusOfDialect(dialect, tools, empty);
    }
    return statusOf12({
      state: target && attributeValue(target, 'state'),
      qualifier: target && attributeValue(target, 'state-qualifier'),
      approved,
      empty,
    });
  };

  const order = targetOrder(pieces);
  const segments = pieces.map((piece, index): XliffSegment | XliffIgnorable => {
    const source = contentOf(piece.source);
    const to = piece.target && contentOf(piece.target);
    const sourceAnnotations = annotationsOf(piece.source);
    const targetAnnotations = piece.target === undefined ? [] : annotationsOf(piece.target);
    const common = {
      source,
      ...optional('target', to),
      ...(sourceAnnotations.length > 0 && { sourceAnnotations }),
      ...(targetAnnotations.length > 0 && { targetAnnotations }),
      ...optional('order', order.get(index)),
    };
    if (segmented && piece.mid === undefined) return { kind: 'ignorable', ...common };
    return { kind: 'segment', id: piece.mid ?? WHOLE, ...statusFor(piece.mid, to), ...common };
  });
  const groupIds = groupPath(unit).filter((id) => id !== '');
  const restype = attributeValue(unit, 'restype');
  const whole = contentOf(pieces.flatMap((piece) => piece.source));
  return {
    id: attributeValue(unit, 'id') ?? '',
    ...optional('name', attributeValue(unit, 'resname')),
    ...(restype !== undefined && { type: token12(restype) }),
    ...(groupIds.length > 0 && { groupIds }),
    ...(inheritedTranslate(unit) === 'no' && { translate: false }),
    preserveSpace: inheritedValue(unit, 'space', XML_NAMESPACE) === 'preserve',
    notes: childElements(unit, 'note', unit.uri).map(readNote),
    metadata: readContexts(unit),
    glossary: [],
    matches: readMatches12(unit, whole, pieces, dialect),
    segments,
  };
}

function inheritedTranslate(unit: XmlElement): string | undefined {
  for (let at: XmlElement | undefined = unit; at !== undefined && at.local !== 'body'; at = at.parent) {
    const value = attributeValue(at, 'translate');
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Places of targets that stand in another order than their sources: 1-based, for those that moved. */
function targetOrder(pieces: readonly Piece[]): Map<number, number> {
  const order = new Map<number, number>();
  const placed = pieces.flatMap((piece, index) => {
    const [target] = piece.mid === undefined ? [] : (piece.target ?? []);
    return target === undefined ? [] : [{ index, at: target.place }];
  });
  const indices = placed.map(({ index }) => index);
  [...placed]
    .sort((a, b) => a.at - b.at)
    .forEach(({ index }, i) => {
      if (indices[i] !== index) order.set(index, indices[i]! + 1);
    });
  return order;
}

/** A `file` of XLIFF 1.x, groups flattened; its units have been read already. */
export function readFile12(file: XmlElement, index: number, units: readonly XliffUnit[]): XliffFile {
  const groups: XliffGroup[] = [];
  const visit = (parent: XmlElement): void => {
    for (const node of parent.children) {
      if (node.kind !== 'element' || node.uri !== file.uri) continue;
      if (node.local === 'bin-unit') visit(node);
      else if (node.local === 'group') {
        const group = readGroup12(node);
        if (group.id !== '') groups.push(group);
        visit(node);
      }
    }
  };
  const body = firstChild(file, 'body', file.uri);
  if (body !== undefined) visit(body);
  const header = firstChild(file, 'header', file.uri);
  return {
    ...fileAttributes12(file, index),
    ...optional('skeleton', header && readSkeleton(header)),
    notes: header === undefined ? [] : childElements(header, 'note', file.uri).map(readNote),
    metadata: header === undefined ? [] : readTools(header),
    ...(groups.length > 0 && { groups }),
    units,
  };
}

/** What the start tag of a 1.x file says. */
export function fileAttributes12(
  file: XmlElement,
  index: number,
): Pick<XliffFile, 'id' | 'original' | 'sourceLanguage' | 'targetLanguage' | 'datatype'> {
  return {
    id: `f${index + 1}`,
    ...optional('original', attributeValue(file, 'original')),
    ...optional('sourceLanguage', attributeValue(file, 'source-language')),
    ...optional('targetLanguage', attributeValue(file, 'target-language')),
    ...optional('datatype', attributeValue(file, 'datatype')),
  };
}

function readGroup12(group: XmlElement): XliffGroup {
  const restype = attributeValue(group, 'restype');
  const parent = groupPath(group).findLast((id) => id !== '');
  return {
    id: attributeValue(group, 'id') ?? '',
    ...optional('parentId', parent),
    ...optional('name', attributeValue(group, 'resname')),
    ...(restype !== undefined && { type: token12(restype) }),
    notes: childElements(group, 'note', group.uri).map(readNote),
    metadata: readContexts(group),
  };
}

function readSkeleton(header: XmlElement): XliffFile['skeleton'] {
  const skeleton = firstChild(header, 'skl', header.uri);
  if (skeleton === undefined) return undefined;
  const internal = firstChild(skeleton, 'internal-file', header.uri);
  if (internal !== undefined) return { text: textOf(internal) };
  const external = firstChild(skeleton, 'external-file', header.uri);
  return external && { ...optional('href', attributeValue(external, 'href')) };
}

function readTools(header: XmlElement): Metadata[] {
  return childElements(header, 'tool', header.uri).map((tool) => ({
    category: 'xlf12:tool',
    entries: tool.attributes.filter(({ uri }) => uri === '').map(({ local, value }) => ({ type: local, value })),
  }));
}
