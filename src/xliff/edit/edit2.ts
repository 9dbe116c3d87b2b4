import { type Content, codesOf, equalContent } from '../../content/index.js';
import { NS, type TranslationCandidate } from '../model.js';
import { readInline2, type Side } from '../read/inline2.js';
import { readMatch, readOriginalData, readUnit2 } from '../read/read2.js';
import { DataStore, inlineContext, pairedCodes } from '../write/data.js';
import { IdTable, writeInline2 } from '../write/inline2.js';
import { dataElement, type Prefixes, writeMatch } from '../write/write2.js';
import { Lines } from '../write/xml.js';
import { attributeValue, childElements, firstChild, type XmlElement } from '../xml/index.js';
import { RawMarkup } from './raw.js';
import { type Edits, layoutOf, prefixFor, setAttribute, setInner, spaceBefore } from './splices.js';
import { noSource, type SegmentEdit } from './types.js';

/** Segments and ignorables of a unit of XLIFF 2. */
export function segmentsOf2(unit: XmlElement): XmlElement[] {
  return childElements(unit, undefined, unit.uri).filter((one) => one.local === 'segment' || one.local === 'ignorable');
}

/** Splices for the edits of one unit; each comes with the `segment` element that it is for. */
export function editUnit2(edits: Edits, unit: XmlElement, changes: ReadonlyMap<XmlElement, SegmentEdit>): void {
  const { text } = edits;
  const model = readUnit2(unit);
  const core = unit.prefix === '' ? '' : `${unit.prefix}:`;
  const data = new DataStore(model.originalData ?? []);
  const knownData = data.entries.length;
  const raw = new RawMarkup(text);
  const elements = segmentsOf2(unit);

  // Targets first: a target's own markup is the best model for what replaces it.
  const originalData = new Map(readOriginalData(unit).map((one) => [one.id, one.text]));
  for (const side of ['target', 'source'] as const) {
    const context: Side = { data: originalData, opened: new Map(), trace: raw.trace };
    for (const element of elements) {
      const half = firstChild(element, side, unit.uri);
      if (half !== undefined) readInline2(half, context);
    }
  }
  const ids = new IdTable();
  const segmentIds = new Set(model.segments.flatMap((segment) => segment.id ?? []));
  for (const id of segmentIds) ids.of('segment', id);
  for (const { source, target } of model.segments) {
    for (const code of [...codesOf(source), ...(target === undefined ? [] : codesOf(target))]) ids.ofCode(code);
  }
  for (const { sourceAnnotations = [], targetAnnotations = [] } of model.segments) {
    for (const { id } of [...sourceAnnotations, ...targetAnnotations]) ids.of('annotation', id);
  }

  // All targets of the unit are gone through, so that codes which span segments are seen to, and copies numbered.
  const targets = model.segments.map(
    (segment, i): Content | undefined => changes.get(elements[i]!)?.target ?? segment.target,
  );
  const present = targets.filter((target) => target !== undefined);
  const paired = pairedCodes(present);
  const context = {
    ...inlineContext(present, data, ids, core),
    raw: (code: Parameters<RawMarkup['markup']>[0], close: Parameters<RawMarkup['markup']>[1]) =>
      raw.markup(code, close, paired),
  };
  elements.forEach((element, i) => {
    const target = targets[i];
    if (target === undefined) return;
    const change = changes.get(element);
    const old = model.segments[i]!;
    const annotations = change?.target === undefined ? (old.targetAnnotations ?? []) : (change.targetAnnotations ?? []);
    const inner = writeInline2(target, annotations, context);
    if (change?.target === undefined) return;
    const sameAnnotations = JSON.stringify(annotations) === JSON.stringify(old.targetAnnotations ?? []);
    if (old.target !== undefined && equalContent(old.target, target) && sameAnnotations) return;
    putTarget(edits, element, inner);
  });
  const added = data.entries.slice(knownData);
  if (added.length > 0)
    addData(
      edits,
      unit,
      added.map((entry) => dataElement(entry, core)),
      core,
    );

  const places = new Map(elements.map((element, i) => [element, i]));
  for (const [element, change] of changes) {
    const old = model.segments[places.get(element)!]!;
    if (element.local === 'segment') {
      const state = old.kind === 'segment' ? old.state : undefined;
      const subState = old.kind === 'segment' ? old.subState : undefined;
      if (change.state !== undefined && change.state !== (state ?? 'initial')) {
        setAttribute(edits, element, 'state', change.state);
        // A sub-state refines the state it was set with.
        if (change.subState === undefined) setAttribute(edits, element, 'subState', undefined);
      } else if (typeof change.subState === 'string' && change.subState !== subState && state === undefined) {
        setAttribute(edits, element, 'state', 'initial');
      }
      if (change.subState !== undefined && (change.subState ?? undefined) !== subState) {
        setAttribute(edits, element, 'subState', change.subState ?? undefined);
      }
    }
    if (change.matches !== undefined) putMatches(edits, unit, old.id, change.matches, ids, segmentIds);
  }
}

function putTarget(edits: Edits, segment: XmlElement, inner: string): void {
  const target = firstChild(segment, 'target', segment.uri);
  if (target !== undefined) return setInner(edits, target, inner);
  const source = firstChild(segment, 'source', segment.uri);
  if (source === undefined) throw noSource(segment);
  const name = source.prefix === '' ? 'target' : `${source.prefix}:target`;
  const replacement = `${spaceBefore(edits.text, source)}<${name}>${inner}</${name}>`;
  edits.splices.push({ start: source.end, end: source.end, replacement });
}

function addData(edits: Edits, unit: XmlElement, elements: readonly string[], core: string): void {
  const existing = firstChild(unit, 'originalData', unit.uri);
  const last = existing && childElements(existing, 'data').at(-1);
  if (last !== undefined) {
    const space = spaceBefore(edits.text, last);
    edits.splices.push({ start: last.end, end: last.end, replacement: elements.map((one) => space + one).join('') });
    return;
  }
  const { child, step } = layoutOf(edits.text, unit);
  const first = segmentsOf2(unit)[0]!;
  const at = first.start - spaceBefore(edits.text, first).length;
  const inner = elements.map((one) => `${child === '' ? '' : child + step}${one}`).join('');
  const replacement = `${child}<${core}originalData>${inner}${child}</${core}originalData>`;
  edits.splices.push({ start: at, end: at, replacement });
}

const matchKey = (match: TranslationCandidate): string => {
  const round = (value: number | undefined): string => (value === undefined ? '' : Number(value.toFixed(2)).toString());
  const { id, ref, type, subType, similarity, matchQuality, matchSuitability, origin, reference, metadata } = match;
  return JSON.stringify([
    [id ?? '', ref, type ?? '', subType ?? '', origin ?? '', reference === true],
    [similarity, matchQuality, matchSuitability].map(round),
    metadata ?? [],
    match.source.parts,
    match.target.parts,
  ]);
};

/** Puts the candidates of one segment in the place of those it has; others are left alone. */
function putMatches(
  edits: Edits,
  unit: XmlElement,
  segmentId: string | undefined,
  wanted: readonly TranslationCandidate[],
  ids: IdTable,
  segmentIds: ReadonlySet<string>,
): void {
  const { text, splices } = edits;
  const ref = `#${segmentId ?? ''}`;
  const container = firstChild(unit, 'matches', NS.matches);
  const all = container === undefined ? [] : childElements(container, 'match', NS.matches);
  const own = all.filter((match) => attributeValue(match, 'ref') === ref);
  const matches = wanted.map((match) => ({ ...match, ref }));
  const before = own.map((match) => matchKey(readMatch(match)));
  if (before.length === matches.length && matches.every((match, i) => matchKey(match) === before[i])) return;

  const remove = (element: XmlElement): void => {
    const space = spaceBefore(text, element).length;
    splices.push({ start: element.start - space, end: element.end, replacement: '' });
  };
  if (container !== undefined && matches.length === 0 && own.length === all.length) return remove(container);

  const core = unit.prefix === '' ? '' : `${unit.prefix}:`;
  const scope = container ?? unit;
  const declaredMatches =
    container !== undefined ? (container.prefix === '' ? '' : `${container.prefix}:`) : prefixFor(unit, NS.matches);
  const needsMetadata = matches.some((match) => (match.metadata ?? []).length > 0);
  const declaredMetadata = prefixFor(scope, NS.metadata);
  const prefixes: Prefixes = { core, matches: declaredMatches ?? 'mtc:', metadata: declaredMetadata ?? 'mda:' };
  const declarations =
    (declaredMatches === undefined ? ` xmlns:mtc="${NS.matches}"` : '') +
    (needsMetadata && declaredMetadata === undefined ? ` xmlns:mda="${NS.metadata}"` : '');

  const { child, step, newline } = layoutOf(text, unit);
  const indent = child.slice(newline.length);
  if (container !== undefined) {
    const inner = layoutOf(text, container);
    const first = own[0] ?? all[0];
    const space = first === undefined ? inner.child : spaceBefore(text, first);
    const block = matches.map((match) => {
      const lines = new Lines(step, inner.child.slice(inner.newline.length), inner.newline);
      writeMatch(lines, match, ids, segmentIds, prefixes);
      return space + lines.part();
    });
    const at =
      own[0] === undefined ? (all.at(-1)?.end ?? container.openEnd) : own[0].start - spaceBefore(text, own[0]).length;
    splices.push({ start: at, end: at, replacement: block.join('') });
    own.forEach(remove);
    if (needsMetadata && declaredMetadata === undefined) setAttribute(edits, container, 'xmlns:mda', NS.metadata);
    return;
  }
  const lines = new Lines(step, indent, newline);
  lines.inside(`${prefixes.matches}matches`, declarations, () => {
    for (const match of matches) writeMatch(lines, match, ids, segmentIds, prefixes);
  });
  splices.push({ start: unit.openEnd, end: unit.openEnd, replacement: child + lines.part() });
}
