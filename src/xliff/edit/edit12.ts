import { type Content, equalContent, type InlineCode } from '../../content/index.js';
import {
  NS,
  type SegmentOrigin,
  type SegmentState,
  type TranslationCandidate,
  type XliffDialect,
  type XliffSegment,
} from '../model.js';
import {
  contentOf,
  isDialectNamespace,
  type Piece,
  piecesOf,
  readUnit12,
  sdlSegmentsOf,
  WHOLE,
} from '../read/read12.js';
import { status12, toolAttributes } from '../states.js';
import { writeInline12 } from '../write/inline12.js';
import { XLIFF12_PROFILES } from '../write/profile12.js';
import { inlineContext12, writeMatch12 } from '../write/write12.js';
import { Lines } from '../write/xml.js';
import {
  applySplices,
  attributeValue,
  childElements,
  escapeAttribute,
  firstChild,
  type Splice,
  type XmlElement,
} from '../xml/index.js';
import { RawMarkup } from './raw.js';
import { type Edits, layoutOf, prefixFor, setAttribute, setInner, spaceBefore } from './splices.js';
import { noSource, type SegmentEdit } from './types.js';

/** Splices for the edits of one trans-unit, by segment id (`mid`, or `s1` for a unit without markers). */
export function editUnit12(
  edits: Edits,
  unit: XmlElement,
  dialect: XliffDialect | undefined,
  changes: ReadonlyMap<string, SegmentEdit>,
): void {
  const raw = new RawMarkup(edits.text);
  const target = firstChild(unit, 'target', unit.uri);
  const { pieces, segmented } = piecesOf(unit, raw.trace);
  const model = readUnit12(unit, dialect);
  const contents = new Map<string, { inner: string; changed: boolean }>();

  const wanted = (piece: Piece): Content | undefined =>
    changes.get(piece.mid ?? WHOLE)?.target ?? (piece.target && contentOf(piece.target));
  const sequence = pieces.flatMap((piece) => wanted(piece) ?? []);
  const base = inlineContext12(sequence, unit.prefix === '' ? '' : `${unit.prefix}:`);
  const context = {
    ...base,
    raw: (code: InlineCode, close: InlineCode | undefined) => raw.markup(code, close, base.paired),
  };
  for (const piece of pieces) {
    const id = piece.mid ?? WHOLE;
    const change = changes.get(id);
    if (change?.target === undefined || (segmented && piece.mid === undefined)) continue;
    const old = piece.target && contentOf(piece.target);
    const changed = old === undefined || !equalContent(old, change.target);
    contents.set(id, { inner: writeInline12(change.target, change.targetAnnotations ?? [], context), changed });
  }
  const needed = [...contents].filter(([, one]) => one.changed);
  const attributesOfTarget = dialect === undefined ? stateAttributes(edits, unit, model.segments, changes) : {};
  if (needed.length > 0) {
    const inners = new Map(needed.map(([id, one]) => [id, one.inner]));
    if (segmented) putSegments(edits, unit, target, pieces, inners, attributesOfTarget);
    else putWhole(edits, unit, target, inners.get(WHOLE)!, attributesOfTarget);
  }
  if (target !== undefined) {
    for (const [name, value] of Object.entries(attributesOfTarget)) setAttribute(edits, target, name, value);
  }
  const firstMid = pieces.find((piece) => piece.mid !== undefined)?.mid;
  for (const [id, change] of changes) {
    const old = model.segments.find((one): one is XliffSegment => one.kind === 'segment' && one.id === id);
    if (old === undefined) continue;
    if (dialect !== undefined) setToolState(edits, unit, dialect, segmented ? id : undefined, old, change);
    if (change.matches !== undefined)
      putMatches(
        edits,
        unit,
        { id, marked: segmented, first: segmented && id === firstMid },
        change.matches,
        model.matches,
      );
  }
}

type Attributes = Readonly<Record<string, string | undefined>>;

const RANK: Readonly<Record<SegmentState, number>> = { initial: 0, translated: 1, reviewed: 2, final: 3 };

/** `state` and `state-qualifier` of the target for all its segments together, and `approved` of the unit. */
function stateAttributes(
  edits: Edits,
  unit: XmlElement,
  segments: readonly {
    readonly kind: string;
    readonly id?: string;
    readonly state?: SegmentState;
    readonly origin?: SegmentOrigin;
  }[],
  changes: ReadonlyMap<string, SegmentEdit>,
): Attributes {
  let least: { state: SegmentState; origin: SegmentOrigin | undefined } | undefined;
  let changed = false;
  for (const segment of segments) {
    if (segment.kind !== 'segment') continue;
    const change = changes.get(segment.id ?? '');
    const old = segment.state ?? 'initial';
    const state = change?.state ?? old;
    const origin = change?.origin ?? (state === old ? segment.origin : undefined);
    if (
      change !== undefined &&
      (state !== old || (change.origin !== undefined && !sameOrigin(change.origin, segment.origin)))
    )
      changed = true;
    if (least === undefined || RANK[state] < RANK[least.state]) least = { state, origin };
  }
  if (!changed || least === undefined) return {};
  const { state, qualifier } = status12(least.state, least.origin);
  const approved = attributeValue(unit, 'approved');
  if (least.state === 'final' && approved !== 'yes') setAttribute(edits, unit, 'approved', 'yes');
  else if (least.state !== 'final' && approved === 'yes') setAttribute(edits, unit, 'approved', 'no');
  return { state, 'state-qualifier': qualifier };
}

function sameOrigin(a: SegmentOrigin, b: SegmentOrigin | undefined): boolean {
  return a.kind === b?.kind && a.percent === b?.percent && a.name === b?.name;
}

const attributeText = (values: Attributes): string =>
  Object.entries(values)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeAttribute(value)}"`))
    .join('');

function insertTarget(edits: Edits, unit: XmlElement, inner: string, values: Attributes): void {
  const before = firstChild(unit, 'seg-source', unit.uri) ?? firstChild(unit, 'source', unit.uri);
  if (before === undefined) throw noSource(unit);
  const name = unit.prefix === '' ? 'target' : `${unit.prefix}:target`;
  const replacement = `${spaceBefore(edits.text, before)}<${name}${attributeText(values)}>${inner}</${name}>`;
  edits.splices.push({ start: before.end, end: before.end, replacement });
}

function putWhole(
  edits: Edits,
  unit: XmlElement,
  target: XmlElement | undefined,
  inner: string,
  values: Attributes,
): void {
  if (target === undefined) insertTarget(edits, unit, inner, values);
  else setInner(edits, target, inner);
}

/** The segment markers below an element, outermost only. */
function markersIn(top: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  const visit = (element: XmlElement): void => {
    for (const child of childElements(element)) {
      if (child.local === 'mrk' && attributeValue(child, 'mtype') === 'seg') found.push(child);
      else visit(child);
    }
  };
  visit(top);
  return found;
}

function putSegments(
  edits: Edits,
  unit: XmlElement,
  target: XmlElement | undefined,
  pieces: readonly Piece[],
  inners: ReadonlyMap<string, string>,
  values: Attributes,
): void {
  const markers = target === undefined ? [] : markersIn(target);
  if (markers.length === 0) {
    // A target like the segmented source, its markers empty but for the new ones.
    const skeleton = firstChild(unit, 'seg-source', unit.uri)!;
    const copy: { text: string; splices: Splice[] } = { text: edits.text.slice(0, skeleton.closeStart), splices: [] };
    for (const marker of markersIn(skeleton))
      setInner(copy, marker, inners.get(attributeValue(marker, 'mid') ?? '') ?? '');
    const inner = applySplices(copy.text, copy.splices).slice(skeleton.openEnd);
    return putWhole(edits, unit, target, inner, values);
  }
  const byMid = new Map(markers.map((marker) => [attributeValue(marker, 'mid') ?? '', marker]));
  const order = pieces.flatMap((piece) => piece.mid ?? []);
  for (const [mid, inner] of inners) {
    const marker = byMid.get(mid);
    if (marker !== undefined) {
      setInner(edits, marker, inner);
      continue;
    }
    const next = order
      .slice(order.indexOf(mid) + 1)
      .map((one) => byMid.get(one))
      .find((one) => one !== undefined);
    const at = next?.start ?? markers.at(-1)!.end;
    const { name } = markers[0]!;
    edits.splices.push({
      start: at,
      end: at,
      replacement: `<${name} mtype="seg" mid="${escapeAttribute(mid)}">${inner}</${name}>`,
    });
  }
}

/** Confirmation, origin and percent in the flavour's own attributes. */
function setToolState(
  edits: Edits,
  unit: XmlElement,
  dialect: XliffDialect,
  mid: string | undefined,
  old: XliffSegment,
  change: SegmentEdit,
): void {
  const stateChanges = change.state !== undefined && change.state !== (old.state ?? 'initial');
  const originChanges = change.origin !== undefined && !sameOrigin(change.origin, old.origin);
  if (!stateChanges && !originChanges) return;
  const values = toolAttributes(
    dialect,
    change.state ?? old.state ?? 'initial',
    originChanges ? change.origin : undefined,
  );
  if (dialect !== 'sdl') {
    const prefix = prefixFor(unit, (uri) => isDialectNamespace(dialect, uri), true);
    if (prefix === undefined) return;
    for (const [name, value] of Object.entries(values)) setAttribute(edits, unit, prefix + name, value);
    return;
  }
  const definitions = firstChild(unit, 'seg-defs', NS.sdl);
  const segments = sdlSegmentsOf(unit);
  const segment = mid === undefined ? segments.values().next().value : segments.get(mid);
  if (segment !== undefined) {
    for (const [name, value] of Object.entries(values)) setAttribute(edits, segment, name, value);
    return;
  }
  if (mid === undefined) return;
  const prefix = prefixFor(unit, NS.sdl) ?? 'sdl:';
  const element = `<${prefix}seg id="${escapeAttribute(mid)}"${attributeText(values)}/>`;
  if (definitions !== undefined && !definitions.selfClosing) {
    edits.splices.push({ start: definitions.closeStart, end: definitions.closeStart, replacement: element });
  } else if (definitions === undefined) {
    const { child } = layoutOf(edits.text, unit);
    const at = unit.children.findLast((node) => node.kind === 'element')?.end ?? unit.openEnd;
    edits.splices.push({
      start: at,
      end: at,
      replacement: `${child}<${prefix}seg-defs>${element}</${prefix}seg-defs>`,
    });
  }
}

const matchKey = ({ type, subType, matchSuitability, origin, source, target }: TranslationCandidate): string =>
  JSON.stringify([
    type ?? '',
    subType ?? '',
    Math.floor(matchSuitability ?? -1),
    origin ?? '',
    source.parts,
    target.parts,
  ]);

/** Puts the candidates of one segment in the place of its proposals; other versions and references are left alone. */
function putMatches(
  edits: Edits,
  unit: XmlElement,
  segment: { readonly id: string; readonly marked: boolean; readonly first: boolean },
  wanted: readonly TranslationCandidate[],
  existing: readonly TranslationCandidate[],
): void {
  const { text, splices } = edits;
  const { id } = segment;
  const mid = segment.marked ? id : undefined;
  const isProposal = (one: XmlElement): boolean => (attributeValue(one, 'alttranstype') ?? 'proposal') === 'proposal';
  const all = childElements(unit, 'alt-trans', unit.uri);
  // Without a `mid` it is for the first segment, or for the only one.
  const isOwn = (one: XmlElement): boolean => {
    const said = attributeValue(one, 'mid');
    return said === undefined ? !segment.marked || segment.first : said === id;
  };
  const own = all.filter((one) => isOwn(one) && isProposal(one));
  const before = existing.filter((match) => match.ref === `#${id}` && match.subType?.startsWith('xlf12:') !== true);
  const comparable = wanted.map((match) => ({
    ...match,
    matchSuitability: match.matchSuitability ?? match.similarity ?? match.matchQuality,
  }));
  if (
    before.length === comparable.length &&
    comparable.every((match, i) => matchKey(match as TranslationCandidate) === matchKey(before[i]!))
  )
    return;

  const { child, step, newline } = layoutOf(text, unit);
  const block = wanted.map((match) => {
    const lines = new Lines(step, child.slice(newline.length), newline);
    const prefix = unit.prefix === '' ? '' : `${unit.prefix}:`;
    writeMatch12(lines, match, mid, XLIFF12_PROFILES.generic, { prefix });
    return child + lines.part();
  });
  const after =
    firstChild(unit, 'target', unit.uri) ??
    firstChild(unit, 'seg-source', unit.uri) ??
    firstChild(unit, 'source', unit.uri);
  const at =
    own[0] === undefined
      ? (all.at(-1)?.end ?? after?.end ?? unit.openEnd)
      : own[0].start - spaceBefore(text, own[0]).length;
  splices.push({ start: at, end: at, replacement: block.join('') });
  for (const one of own) {
    splices.push({ start: one.start - spaceBefore(text, one).length, end: one.end, replacement: '' });
  }
}
