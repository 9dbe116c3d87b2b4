import { codesOf } from '../../content/index.js';
import {
  type Annotation,
  type GlossEntry,
  type Metadata,
  type Note,
  NS,
  type OriginalData,
  type TranslationCandidate,
  type XliffDocument,
  type XliffFile,
  type XliffIgnorable,
  type XliffSegment,
  type XliffUnit,
} from '../model.js';
import { subStateOf } from '../states.js';
import { escapeText, replaceInvalid } from '../xml/index.js';
import { DataStore, inlineContext } from './data.js';
import { inGroups } from './groups.js';
import { IdTable, textWithCp, writeInline2 } from './inline2.js';
import { attributes, Lines, nmtoken, percentText } from './xml.js';

export interface WriteXliff2Options {
  readonly version?: '2.0' | '2.1' | '2.2';
  /** Default two spaces. Text is never indented. */
  readonly indent?: string;
}

const noteText = (text: string): string => escapeText(replaceInvalid(text));

function writeNotes(lines: Lines, notes: readonly Note[]): void {
  if (notes.length === 0) return;
  lines.inside('notes', '', () => {
    for (const { id, appliesTo, category, priority, text } of notes) {
      lines.line(`<note${attributes({ id, appliesTo, category, priority })}>${noteText(text)}</note>`);
    }
  });
}

/** Prefixes with their colon, as the document declares them. */
export interface Prefixes {
  readonly core: string;
  readonly matches: string;
  readonly metadata: string;
}

const PREFIXES: Prefixes = { core: '', matches: 'mtc:', metadata: 'mda:' };

function writeMetadata(lines: Lines, metadata: readonly Metadata[], prefix = PREFIXES.metadata): void {
  // The schema wants every group to hold something.
  const holdsSomething = (group: Metadata): boolean =>
    group.entries.length > 0 || (group.groups ?? []).some((child) => holdsSomething(child));
  const groups = metadata.filter(holdsSomething);
  if (groups.length === 0) return;
  const writeGroup = (group: Metadata): void => {
    const { id, category, appliesTo } = group;
    lines.inside(`${prefix}metaGroup`, attributes({ id, category, appliesTo }), () => {
      for (const { type, value } of group.entries) {
        lines.line(`<${prefix}meta${attributes({ type })}>${noteText(value)}</${prefix}meta>`);
      }
      group.groups?.filter(holdsSomething).forEach(writeGroup);
    });
  };
  lines.inside(`${prefix}metadata`, '', () => groups.forEach(writeGroup));
}

function writeGlossary(lines: Lines, glossary: readonly GlossEntry[]): void {
  if (glossary.length === 0) return;
  lines.inside('gls:glossary', '', () => {
    for (const entry of glossary) {
      lines.inside('gls:glossEntry', attributes({ id: entry.id, ref: entry.ref }), () => {
        lines.line(`<gls:term${attributes({ source: entry.termSource })}>${noteText(entry.term)}</gls:term>`);
        for (const { id, ref, source, text } of entry.translations) {
          lines.line(`<gls:translation${attributes({ id, ref, source })}>${noteText(text)}</gls:translation>`);
        }
        if (entry.definition !== undefined) {
          const source = attributes({ source: entry.definitionSource });
          lines.line(`<gls:definition${source}>${noteText(entry.definition)}</gls:definition>`);
        }
      });
    }
  });
}

function writeOriginalData(lines: Lines, data: DataStore, prefix = ''): void {
  if (data.entries.length === 0) return;
  lines.inside(`${prefix}originalData`, '', () => {
    for (const entry of data.entries) lines.line(dataElement(entry, prefix));
  });
}

export const dataElement = ({ id, text }: OriginalData, prefix: string): string =>
  `<${prefix}data${attributes({ id })}>${textWithCp(text, prefix)}</${prefix}data>`;

/** One candidate; `ids` are those of its unit. */
export function writeMatch(
  lines: Lines,
  match: TranslationCandidate,
  ids: IdTable,
  segmentIds: ReadonlySet<string>,
  prefixes: Prefixes = PREFIXES,
): void {
  const { core } = prefixes;
  const data = new DataStore([]);
  const own = new IdTable(ids);
  const source = writeInline2(match.source, [], inlineContext([match.source], data, own, core));
  const target = writeInline2(match.target, [], inlineContext([match.target], data, own, core));
  const percent = (value: number | undefined): string | undefined =>
    value === undefined ? undefined : percentText(value);
  const values = attributes({
    id: match.id,
    ref: refText(match.ref, ids, segmentIds),
    type: match.type,
    subType: match.subType,
    similarity: percent(match.similarity),
    matchQuality: percent(match.matchQuality),
    matchSuitability: percent(match.matchSuitability),
    origin: match.origin,
    reference: match.reference === true ? 'yes' : undefined,
  });
  lines.inside(`${prefixes.matches}match`, values, () => {
    writeMetadata(lines, match.metadata ?? [], prefixes.metadata);
    writeOriginalData(lines, data, core);
    lines.line(`<${core}source>${source}</${core}source>`);
    lines.line(`<${core}target>${target}</${core}target>`);
  });
}

/** A reference to a segment follows the segment's id when that had to be changed for XLIFF 2. */
function refText(ref: string, ids: IdTable, segmentIds: ReadonlySet<string>): string {
  const id = ref.slice(1);
  return ref.startsWith('#') && segmentIds.has(id) ? `#${ids.of('segment', id)}` : ref;
}

const NOTHING: readonly Annotation[] = [];

function writeUnit(lines: Lines, unit: XliffUnit, inherited: { preserveSpace: boolean }): void {
  const data = new DataStore(unit.originalData ?? []);
  const segmentIds = new Set(unit.segments.flatMap((segment) => segment.id ?? []));
  const sources = unit.segments.map((segment) => segment.source);
  const targets = unit.segments.flatMap((segment) => segment.target ?? []);
  const ids = new IdTable();
  for (const id of segmentIds) ids.of('segment', id);
  for (const content of [...sources, ...targets]) for (const code of codesOf(content)) ids.ofCode(code);
  const from = inlineContext(sources, data, ids);
  const to = inlineContext(targets, data, ids);
  // Sides are written whole, in order, before anything of the unit: original data comes first in the file.
  const written = unit.segments.map((segment) => ({
    segment,
    source: writeInline2(segment.source, segment.sourceAnnotations ?? NOTHING, from),
    target: segment.target && writeInline2(segment.target, segment.targetAnnotations ?? NOTHING, to),
  }));
  const values = attributes({
    id: nmtoken(unit.id),
    name: unit.name,
    type: unit.type,
    translate: unit.translate === false ? 'no' : undefined,
    canResegment: unit.canResegment === false ? 'no' : undefined,
    'xml:space':
      unit.preserveSpace === inherited.preserveSpace ? undefined : unit.preserveSpace ? 'preserve' : 'default',
  });
  lines.inside('unit', values, () => {
    if (unit.matches.length > 0) {
      lines.inside('mtc:matches', '', () => {
        for (const match of unit.matches) writeMatch(lines, match, ids, segmentIds);
      });
    }
    writeGlossary(lines, unit.glossary);
    writeMetadata(lines, unit.metadata);
    writeNotes(lines, unit.notes);
    writeOriginalData(lines, data);
    for (const { segment, source, target } of written) {
      lines.inside(segment.kind, segmentAttributes(segment, ids), () => {
        lines.line(`<source>${source}</source>`);
        if (target !== undefined) lines.line(`<target${attributes({ order: segment.order })}>${target}</target>`);
      });
    }
  });
}

function segmentAttributes(segment: XliffSegment | XliffIgnorable, ids: IdTable): string {
  const id = segment.id === undefined ? undefined : ids.of('segment', segment.id);
  if (segment.kind === 'ignorable') return attributes({ id });
  const { state, canResegment } = segment;
  const subState = segment.subState ?? subStateOf(segment.origin, state ?? 'initial');
  return attributes({
    id,
    // "If the attribute subState is used, the attribute state MUST be explicitly set."
    state: state ?? (subState === undefined ? undefined : 'initial'),
    subState,
    canResegment: canResegment === undefined ? undefined : canResegment ? 'yes' : 'no',
  });
}

function writeFile(lines: Lines, file: XliffFile): void {
  const preserveSpace = file.units.length > 0 && file.units.every((unit) => unit.preserveSpace);
  const values = attributes({
    id: nmtoken(file.id),
    original: file.original,
    'xml:space': preserveSpace ? 'preserve' : undefined,
  });
  const groups = new Map((file.groups ?? []).map((group) => [group.id, group]));
  lines.inside('file', values, () => {
    const { skeleton } = file;
    if (skeleton?.text !== undefined) lines.line(`<skeleton>${escapeText(skeleton.text)}</skeleton>`);
    else if (skeleton?.href !== undefined) lines.line(`<skeleton${attributes({ href: skeleton.href })}/>`);
    writeMetadata(lines, file.metadata);
    writeNotes(lines, file.notes);
    inGroups(file.units, {
      unit: (unit) => writeUnit(lines, unit, { preserveSpace }),
      group: (id, written, members) => {
        const group = groups.get(id);
        lines.inside('group', attributes({ id: nmtoken(written), name: group?.name, type: group?.type }), () => {
          writeMetadata(lines, group?.metadata ?? []);
          writeNotes(lines, group?.notes ?? []);
          members();
        });
      },
    });
  });
}

const hasTargets = (document: XliffDocument): boolean =>
  document.files.some((file) =>
    file.units.some((unit) => unit.matches.length > 0 || unit.segments.some((segment) => segment.target !== undefined)),
  );

/** Namespaces of the modules that the document uses. */
function modulesOf(document: XliffDocument): Record<string, string> {
  const used: Record<string, string> = {};
  const units = document.files.flatMap((file) => file.units);
  const matches = units.flatMap((unit) => unit.matches);
  const metadata = (one: { metadata?: readonly Metadata[] }): boolean => (one.metadata ?? []).length > 0;
  if (matches.length > 0) used['xmlns:mtc'] = NS.matches;
  if (units.some((unit) => unit.glossary.length > 0)) used['xmlns:gls'] = NS.glossary;
  if (
    units.some(metadata) ||
    matches.some(metadata) ||
    document.files.some((file) => metadata(file) || file.groups?.some(metadata))
  ) {
    used['xmlns:mda'] = NS.metadata;
  }
  return used;
}

/**
 * Writes XLIFF 2: the same document always gives the same text, one element per line so that versions compare well, and
 * text stands in its element without a character added. Core, Translation Candidates, Glossary and Metadata.
 */
export function writeXliff2(document: XliffDocument, options: WriteXliff2Options = {}): string {
  const { version = '2.1', indent = '  ' } = options;
  const lines = new Lines(indent);
  const values = attributes({
    xmlns: version === '2.2' ? NS.core22 : NS.core,
    ...modulesOf(document),
    version,
    srcLang: document.sourceLanguage === '' ? 'und' : document.sourceLanguage,
    // "The attribute trgLang is REQUIRED if and only if the XLIFF document contains target elements."
    trgLang: document.targetLanguage ?? (hasTargets(document) ? 'und' : undefined),
  });
  lines.line('<?xml version="1.0" encoding="UTF-8"?>');
  lines.inside('xliff', values, () => document.files.forEach((file) => writeFile(lines, file)));
  return lines.toString();
}
