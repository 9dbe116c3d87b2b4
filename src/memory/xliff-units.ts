import { plainText, type Content } from '../content/index.js';
import {
  writeXliff2,
  type Metadata,
  type TranslationCandidate,
  type XliffDocument,
  type XliffFile,
  type XliffSegment,
  type XliffUnit,
} from '../xliff/index.js';
import { exactKey } from './analysis.js';
import { hashText, hashText2 } from './hash.js';
import type { MemoryUnit, UnitContext, UnitOrigin, UnitState, UnitVersion } from './unit.js';

/**
 * How a memory's units stand in XLIFF 2.1: one `unit` with one `segment` each; the state is the segment's, everything else
 * about the unit is a `mda:metaGroup` of category `memori`, and earlier versions are `mtc:match` elements of type `other`
 * and subtype `memori:history`, so that any CAT tool shows them as suggestions.
 */
const CATEGORY = 'memori';
const FILE_CATEGORY = 'memori:memory';
const HISTORY = 'memori:history';
const SUB_STATES: Partial<Record<UnitOrigin['kind'], string>> = { mt: 'memori:mt', alignment: 'memori:alignment' };

type Entry = Metadata['entries'][number];

function originEntries(origin: UnitOrigin): Entry[] {
  const put = (type: string, value: string | number | undefined): Entry[] =>
    value === undefined ? [] : [{ type, value: String(value) }];
  const kind = put('origin', origin.kind);
  switch (origin.kind) {
    case 'human':
      return [...kind, ...put('tool', origin.tool), ...put('author', origin.author)];
    case 'mt':
      return [
        ...kind,
        ...put('model', origin.model),
        ...put('checksum', origin.checksum),
        ...put('mt-confidence', origin.confidence),
      ];
    case 'alignment':
      return [...kind, ...put('probability', origin.probability)];
    case 'import':
      return [...kind, ...put('file', origin.file)];
  }
}

function unitMetadata(unit: MemoryUnit): Metadata {
  const { context = {}, confidence } = unit;
  const optional: [string, string | undefined][] = [
    ['previous', context.previous],
    ['next', context.next],
    ['unit-id', context.unitId],
    ['confidence', confidence === undefined ? undefined : String(confidence)],
    ['created', unit.created],
    ['changed', unit.changed === unit.created ? undefined : unit.changed],
  ];
  const entries = optional.flatMap(([type, value]): Entry[] => (value === undefined ? [] : [{ type, value }]));
  return { category: CATEGORY, entries: [...originEntries(unit.origin), ...entries] };
}

export function toXliffUnit(unit: MemoryUnit): XliffUnit {
  const subState = SUB_STATES[unit.origin.kind];
  const segment: XliffSegment = {
    kind: 'segment',
    id: 's1',
    state: unit.state,
    ...(subState !== undefined && { subState }),
    source: unit.source,
    target: unit.target,
  };
  return {
    id: unit.id,
    preserveSpace: true,
    notes: (unit.notes ?? []).map((text) => ({ text })),
    metadata: [unitMetadata(unit)],
    glossary: [],
    matches: (unit.history ?? []).map((version): TranslationCandidate => ({
      ref: '#s1',
      type: 'other',
      subType: HISTORY,
      source: unit.source,
      target: version.target,
      metadata: [
        {
          category: CATEGORY,
          entries: [
            ...originEntries(version.origin),
            { type: 'state', value: version.state },
            { type: 'changed', value: version.changed },
          ],
        },
      ],
    })),
    segments: [segment],
  };
}

/** One XLIFF file of a memory, as text. */
export function memoryFileText(
  document: string,
  units: readonly MemoryUnit[],
  languages: { readonly source: string; readonly target: string },
): string {
  const file: XliffFile = {
    id: 'f1',
    ...(document !== '' && { original: document }),
    notes: [],
    metadata: [{ category: FILE_CATEGORY, entries: [{ type: 'format', value: '1' }] }],
    units: units.map(toXliffUnit),
  };
  return writeXliff2(
    { version: '2.1', sourceLanguage: languages.source, targetLanguage: languages.target, files: [file] },
    { version: '2.1' },
  );
}

/** Was this file written as part of a memory? Others are read but never changed. */
export function isMemoryFile(document: XliffDocument): boolean {
  const only = document.files[0];
  return (
    document.files.length === 1 &&
    only !== undefined &&
    only.metadata.some((group) => group.category === FILE_CATEGORY) &&
    only.units.every((unit) => unit.segments.length === 1)
  );
}

const valueOf = (entries: readonly Entry[], type: string): string | undefined =>
  entries.find((entry) => entry.type === type)?.value;

function numberOf(entries: readonly Entry[], type: string): number | undefined {
  const number = Number(valueOf(entries, type) ?? Number.NaN);
  return Number.isFinite(number) ? number : undefined;
}

function readOrigin(entries: readonly Entry[], file: string): UnitOrigin {
  const text = (type: string): string => valueOf(entries, type) ?? '';
  switch (text('origin')) {
    case 'human': {
      const tool = valueOf(entries, 'tool');
      const author = valueOf(entries, 'author');
      return { kind: 'human', ...(tool !== undefined && { tool }), ...(author !== undefined && { author }) };
    }
    case 'mt':
      return {
        kind: 'mt',
        model: text('model'),
        checksum: text('checksum'),
        confidence: numberOf(entries, 'mt-confidence') ?? 0,
      };
    case 'alignment':
      return { kind: 'alignment', probability: numberOf(entries, 'probability') ?? 0 };
    default:
      return { kind: 'import', file: valueOf(entries, 'file') ?? file };
  }
}

const isState = (text: string | undefined): text is UnitState =>
  text === 'initial' || text === 'translated' || text === 'reviewed' || text === 'final';

/** What a reader of a memory's files needs to know beside the file. */
export interface FileFacts {
  /** Path in the memory, for origins and messages. */
  readonly name: string;
  /** ISO time, for units that have none of their own. */
  readonly time: string;
  readonly sourceLanguage: string;
  readonly targetLanguage: string;
}

/** The units in a file that was written as part of a memory. */
export function readMemoryFile(document: XliffDocument, facts: FileFacts): MemoryUnit[] {
  const file = document.files[0]!;
  const units: MemoryUnit[] = [];
  for (const unit of file.units) {
    const segment = unit.segments[0]!;
    if (segment.kind !== 'segment' || segment.target === undefined || segment.source.parts.length === 0) continue;
    const entries = unit.metadata.find((group) => group.category === CATEGORY)?.entries ?? [];
    const created = valueOf(entries, 'created') ?? facts.time;
    const confidence = numberOf(entries, 'confidence');
    const history = unit.matches.filter((match) => match.subType === HISTORY).map((match) => readVersion(match, facts));
    const context = readContext(entries);
    units.push({
      id: unit.id,
      source: segment.source,
      target: segment.target,
      sourceLanguage: document.sourceLanguage || facts.sourceLanguage,
      targetLanguage: document.targetLanguage ?? facts.targetLanguage,
      origin: readOrigin(entries, facts.name),
      state: segment.state ?? 'initial',
      ...(file.original !== undefined && { document: file.original }),
      ...(context && { context }),
      created,
      changed: valueOf(entries, 'changed') ?? created,
      ...(unit.notes.length > 0 && { notes: unit.notes.map((note) => note.text) }),
      ...(confidence !== undefined && { confidence }),
      ...(history.length > 0 && { history }),
    });
  }
  return units;
}

function readContext(entries: readonly Entry[]): UnitContext | undefined {
  const previous = valueOf(entries, 'previous');
  const next = valueOf(entries, 'next');
  const unitId = valueOf(entries, 'unit-id');
  if (previous === undefined && next === undefined && unitId === undefined) return undefined;
  return {
    ...(previous !== undefined && { previous }),
    ...(next !== undefined && { next }),
    ...(unitId !== undefined && { unitId }),
  };
}

function readVersion(match: TranslationCandidate, facts: FileFacts): UnitVersion {
  const entries = match.metadata?.find((group) => group.category === CATEGORY)?.entries ?? [];
  const state = valueOf(entries, 'state');
  return {
    target: match.target,
    origin: readOrigin(entries, facts.name),
    state: isState(state) ? state : 'translated',
    changed: valueOf(entries, 'changed') ?? facts.time,
  };
}

function empty(value: Content | undefined): boolean {
  return value === undefined || plainText(value).trim() === '';
}

/**
 * The units in somebody else's XLIFF: every segment that has a target. Who made it is known only where the file says that a
 * machine did; the neighbours in the file are the context.
 */
export function readForeignFile(document: XliffDocument, facts: FileFacts): MemoryUnit[] {
  const units: MemoryUnit[] = [];
  for (const file of document.files) {
    const segments = file.units.flatMap((unit) =>
      unit.segments.flatMap((segment, index) => (segment.kind === 'segment' ? [{ unit, segment, index }] : [])),
    );
    segments.forEach(({ unit, segment, index }, i) => {
      const { source, target } = segment;
      if (target === undefined || empty(source) || empty(target)) return;
      const previous = segments[i - 1]?.segment.source;
      const next = segments[i + 1]?.segment.source;
      const place = `${facts.name}\u0001${file.id}\u0001${unit.id}\u0001${index}`;
      const notes = unit.notes.map((note) => note.text);
      units.push({
        id: `x${wideHash(place)}`,
        source,
        target,
        sourceLanguage: (document.sourceLanguage || file.sourceLanguage) ?? facts.sourceLanguage,
        targetLanguage: document.targetLanguage ?? file.targetLanguage ?? facts.targetLanguage,
        origin: foreignOrigin(segment, facts.name),
        state: segment.state ?? 'translated',
        document: file.original ?? facts.name,
        context: {
          previous: previous === undefined ? '' : plainText(previous),
          next: next === undefined ? '' : plainText(next),
          ...(unit.name !== undefined && { unitId: unit.name }),
        },
        created: facts.time,
        changed: facts.time,
        ...(notes.length > 0 && { notes }),
      });
    });
  }
  return units;
}

function foreignOrigin(segment: XliffSegment, file: string): UnitOrigin {
  if (segment.origin?.kind === 'mt' || segment.subState === SUB_STATES.mt) {
    return { kind: 'mt', model: segment.origin?.name ?? '', checksum: '', confidence: 0 };
  }
  return { kind: 'import', file };
}

/** 64 bits of a text in hexadecimal. */
export function wideHash(text: string): string {
  const hex = (value: number): string => value.toString(16).padStart(8, '0');
  return hex(hashText(text)) + hex(hashText2(text));
}

/** Id of a unit that comes without one: the same source in the same context has the same id in every memory. */
export function derivedId(unit: Pick<MemoryUnit, 'source' | 'sourceLanguage' | 'context'>): string {
  const { previous = '\u0002', next = '\u0002', unitId = '\u0002' } = unit.context ?? {};
  return `u${wideHash([unit.sourceLanguage, exactKey(unit.source), previous, next, unitId].join('\u0001'))}`;
}
