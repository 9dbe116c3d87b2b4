import { plainText } from '../../content/index.js';
import {
  isoDate,
  languageFit,
  languagesOf,
  originOfPair,
  pairOf,
  type TmxDocument,
  type TmxHeader,
  type TmxHighlight,
  type TmxPair,
  type TmxProp,
  type TmxUnit,
  type TmxVariant,
} from '../../tmx/index.js';
import {
  type Annotation,
  type Metadata,
  originOf,
  type SegmentOrigin,
  type SegmentState,
  type XliffDocument,
  type XliffFile,
  type XliffSegment,
  type XliffUnit,
} from '../../xliff/index.js';
import { TOOL } from '../version.js';

const STATE = 'x-state';
const SUB_STATE = 'x-substate';
const ORIGIN = 'x-origin';
const FILE = 'x-document';
const UNIT = 'x-unit';
const SEGMENT = 'x-segment';
const META = 'x-mda:';
const OWN: ReadonlySet<string> = new Set([STATE, SUB_STATE, ORIGIN, FILE, UNIT, SEGMENT]);
const PROVENANCE = 'tmx';

export function tmxHeader(sourceLanguage: string): TmxHeader {
  const [name, version] = TOOL.split(' ') as [string, string];
  return {
    creationTool: name,
    creationToolVersion: version,
    originalFormat: name,
    segmentType: 'sentence',
    adminLanguage: 'en',
    datatype: 'plaintext',
    sourceLanguage,
    notes: [],
    props: [],
  };
}

/** What the kind of an origin is called in `x-origin`. */
const ORIGIN_NAMES: Partial<Record<NonNullable<SegmentOrigin['kind']>, string>> = {
  mt: 'mt',
  tm: 'tm',
  icm: 'tm-context',
  idm: 'tm-id',
  repetition: 'repetition',
  human: 'human',
  source: 'source',
};

const prop = (type: string, text: string | undefined): TmxProp[] => (text === undefined ? [] : [{ type, text }]);

const highlightsOf = (annotations: readonly Annotation[] = []): TmxHighlight[] =>
  annotations.flatMap(({ id, type, start, end }) =>
    start === undefined || end === undefined ? [] : [{ start, end, x: id, type: type ?? 'generic' }],
  );

const annotationsOf = (highlights: readonly TmxHighlight[] = []): Annotation[] =>
  highlights.map(({ start, end, x, type }, i) => ({
    id: x ?? `h${i + 1}`,
    ...(type !== undefined && type !== 'generic' && { type: /:|^(?:term|comment)$/.test(type) ? type : `tmx:${type}` }),
    start,
    end,
  }));

/** A bilingual document as TMX: a unit for each segment, with or without a target. */
export function documentToTmx(document: XliffDocument): TmxDocument {
  const target = document.targetLanguage ?? 'en';
  const units = document.files.flatMap((file) =>
    file.units.flatMap((unit) => {
      const segments = unit.segments.filter((one): one is XliffSegment => one.kind === 'segment');
      return segments.map((segment, i) =>
        segmentToTmx(unit, segment, {
          first: i === 0,
          only: unit.segments.length === 1,
          languages: [file.sourceLanguage ?? document.sourceLanguage, file.targetLanguage ?? target],
          ...(file.original !== undefined && { original: file.original }),
        }),
      );
    }),
  );
  return { version: '1.4', header: tmxHeader(document.sourceLanguage || '*all*'), units };
}

interface Place {
  readonly first: boolean;
  readonly only: boolean;
  readonly original?: string;
  readonly languages: readonly [string, string];
}

function segmentToTmx(unit: XliffUnit, segment: XliffSegment, place: Place): TmxUnit {
  const origin = originOf(unit, segment);
  const provenance = unit.metadata.find((group) => group.category === PROVENANCE)?.entries ?? [];
  const value = (type: string): string | undefined => provenance.find((entry) => entry.type === type)?.value;
  const maker = origin?.kind === 'mt' ? origin.name : value('creationtool');
  const [sourceLanguage, targetLanguage] = place.languages;
  const variant = (
    language: string,
    content: XliffSegment['source'],
    annotations: readonly Annotation[] | undefined,
  ): TmxVariant => {
    const highlights = highlightsOf(annotations);
    return { language, notes: [], props: [], content, ...(highlights.length > 0 && { highlights }) };
  };
  return {
    id: place.only ? unit.id : `${unit.id}.${segment.id ?? ''}`,
    ...(maker !== undefined && { creationTool: maker }),
    ...dated('creationDate', value('creationdate')),
    ...dated('changeDate', value('changedate')),
    ...named('creationId', value('creationid')),
    ...named('changeId', value('changeid')),
    notes: place.first ? unit.notes.map(({ text }) => ({ text })) : [],
    props: [
      ...prop(STATE, segment.state),
      ...prop(SUB_STATE, segment.subState),
      ...prop(ORIGIN, origin?.kind === undefined ? undefined : ORIGIN_NAMES[origin.kind]),
      ...prop(FILE, place.original),
      ...(place.only ? [] : [...prop(UNIT, unit.id), ...prop(SEGMENT, segment.id)]),
      ...(place.first ? metadataProps(unit.metadata) : []),
    ],
    variants: [
      variant(sourceLanguage, segment.source, segment.sourceAnnotations),
      ...(segment.target === undefined ? [] : [variant(targetLanguage, segment.target, segment.targetAnnotations)]),
    ],
  };
}

const dated = (key: 'creationDate' | 'changeDate', text: string | undefined): Partial<TmxUnit> =>
  text === undefined ? {} : { [key]: isoDate(text) };

const named = (key: 'creationId' | 'changeId', text: string | undefined): Partial<TmxUnit> =>
  text === undefined ? {} : { [key]: text };

function metadataProps(metadata: readonly Metadata[]): TmxProp[] {
  return metadata.flatMap((group) => {
    if (group.category === PROVENANCE) return [];
    // Properties of a memory keep their own names; other metadata says which group it is from.
    const type = (name: string): string =>
      group.category === 'tmx:props' ? name : `${META}${encodeURIComponent(group.category ?? '')}:${name}`;
    return group.entries.map((entry) => ({ type: type(entry.type), text: entry.value }));
  });
}

/** Which languages of a memory to take, where they are not told. */
export function languagePair(
  document: TmxDocument,
  wanted: { readonly source?: string; readonly target?: string },
): { source: string; target: string } {
  const languages = languagesOf(document.units);
  const declared = document.header.sourceLanguage;
  const among = (tag: string): string | undefined => languages.find((one) => languageFit(one, tag) > 0);
  const all = declared.toLowerCase() === '*all*';
  const source = wanted.source ?? (all ? (among('id') ?? languages[0] ?? 'id') : declared);
  const others = languages.filter((one) => languageFit(one, source) === 0);
  const rest = others.length > 0 ? others : languages.filter((one) => languageFit(one, source) < 3);
  const english = rest.find((one) => languageFit(one, 'en') > 0);
  return { source, target: wanted.target ?? english ?? rest[0] ?? 'en' };
}

export interface TmxReading {
  readonly document: XliffDocument;
  /** What the file holds and the document does not. */
  readonly lost: readonly string[];
}

/** A memory in one pair of languages as a bilingual document. */
export function documentFromTmx(
  tmx: TmxDocument,
  wanted: { readonly source?: string; readonly target?: string } = {},
): TmxReading {
  const { source, target } = languagePair(tmx, wanted);
  const files = new Map<string, Map<string, XliffUnit>>();
  const counts = { other: 0, skipped: 0, subflows: 0, variantFacts: 0 };
  let last: { unit: string; key: string } | undefined;
  tmx.units.forEach((tu, i) => {
    const pair = pairOf(tmx.header, tu, source, target) ?? sourceOnly(tmx.header, tu, source);
    if (pair === undefined) {
      counts.skipped++;
      return;
    }
    counts.other += tu.variants.filter((one) => one !== pair.source && one !== pair.target).length;
    counts.subflows += (pair.source.subflows?.length ?? 0) + (pair.target?.subflows?.length ?? 0);
    const held = [pair.source, pair.target].filter((one) => one !== undefined);
    counts.variantFacts += held.reduce((sum, one) => sum + one.notes.length + one.props.length, 0);
    const propOf = (type: string): string | undefined => tu.props.find((one) => one.type === type)?.text;
    const name = propOf(FILE) ?? propOf('file') ?? '';
    const units = files.get(name) ?? new Map<string, XliffUnit>();
    files.set(name, units);
    const ownUnit = propOf(UNIT);
    const continues = ownUnit !== undefined && last?.unit === `${name}\n${ownUnit}`;
    let key = continues ? last!.key : (ownUnit ?? tu.id ?? `u${i + 1}`);
    if (!continues) while (units.has(key)) key = `${key}-${i + 1}`;
    const segment = tmxSegment(pair, tmx.header, propOf(SEGMENT) ?? `s${(units.get(key)?.segments.length ?? 0) + 1}`);
    const known = units.get(key);
    units.set(key, known ? { ...known, segments: [...known.segments, segment] } : tmxUnit(tu, key, segment));
    last = ownUnit === undefined ? undefined : { unit: `${name}\n${ownUnit}`, key };
  });
  const lost = [
    ...count('text in other languages', counts.other),
    ...count(`units not translated from ${source}`, counts.skipped),
    ...count('sub-flows as text of their own (they stay in the markup)', counts.subflows),
    ...count('notes and properties of single languages', counts.variantFacts),
    ...count('notes and properties of the header', tmx.header.notes.length + tmx.header.props.length),
  ];
  return {
    document: {
      version: '2.1',
      sourceLanguage: source,
      targetLanguage: target,
      files: [...files].map(([original, units], i): XliffFile => ({
        id: `f${i + 1}`,
        ...(original !== '' && { original }),
        notes: [],
        metadata: [],
        units: [...units.values()],
      })),
    },
    lost,
  };
}

const count = (what: string, n: number): string[] => (n === 0 ? [] : [`${what} (${n})`]);

type HalfPair = Omit<TmxPair, 'target'> & { readonly target: TmxVariant | undefined };

/** A unit that has not been translated yet. */
function sourceOnly(header: TmxHeader, unit: TmxUnit, language: string): HalfPair | undefined {
  const declared = unit.sourceLanguage ?? header.sourceLanguage;
  if (unit.variants.length !== 1 || (declared !== '*all*' && languageFit(declared, language) === 0)) return undefined;
  const [source] = unit.variants;
  return source && languageFit(source.language, language) > 0 ? { unit, source, target: undefined } : undefined;
}

const isState = (text: string | undefined): text is SegmentState =>
  text === 'initial' || text === 'translated' || text === 'reviewed' || text === 'final';

function tmxSegment(pair: HalfPair, header: TmxHeader, id: string): XliffSegment {
  const { unit, source, target } = pair;
  const propOf = (type: string): string | undefined => unit.props.find((one) => one.type === type)?.text;
  const state = propOf(STATE);
  const subState = propOf(SUB_STATE);
  const origin = target && segmentOrigin({ unit, source, target }, header, propOf(ORIGIN));
  const empty = target === undefined || plainText(target.content).trim() === '';
  const sourceAnnotations = annotationsOf(source.highlights);
  const targetAnnotations = annotationsOf(target?.highlights);
  return {
    kind: 'segment',
    id,
    state: isState(state) ? state : empty || origin?.kind === 'mt' ? 'initial' : 'translated',
    ...(subState !== undefined && { subState }),
    ...(origin !== undefined && { origin }),
    source: source.content,
    ...(target !== undefined && { target: target.content }),
    ...(sourceAnnotations.length > 0 && { sourceAnnotations }),
    ...(targetAnnotations.length > 0 && { targetAnnotations }),
  };
}

function segmentOrigin(pair: TmxPair, header: TmxHeader, said: string | undefined): SegmentOrigin | undefined {
  const known = Object.entries(ORIGIN_NAMES).find(([, name]) => name === said)?.[0] as SegmentOrigin['kind'];
  const origin = originOfPair(pair, header);
  const kind = known ?? (origin.kind === 'mt' || origin.kind === 'human' ? origin.kind : undefined);
  if (kind === undefined) return undefined;
  const name = origin.kind === 'mt' ? origin.name : undefined;
  return { kind, ...(name !== undefined && { name }) };
}

function tmxUnit(tu: TmxUnit, id: string, segment: XliffSegment): XliffUnit {
  const entries = [
    ['creationtool', tu.creationTool],
    ['creationdate', tu.creationDate],
    ['creationid', tu.creationId],
    ['changedate', tu.changeDate],
    ['changeid', tu.changeId],
    ['usagecount', tu.usageCount],
    ['lastusagedate', tu.lastUsageDate],
  ].flatMap(([type, value]) => (type === undefined || value === undefined ? [] : [{ type, value }]));
  const groups = new Map<string, { type: string; value: string }[]>();
  for (const { type, text } of tu.props) {
    if (OWN.has(type)) continue;
    const [, category, name] = /^x-mda:([^:]*):(.*)$/s.exec(type) ?? [];
    const group = category === undefined ? 'tmx:props' : decodeURIComponent(category);
    groups.set(group, [...(groups.get(group) ?? []), { type: name ?? type, value: text }]);
  }
  return {
    id,
    preserveSpace: true,
    notes: tu.notes.map(({ text }) => ({ text })),
    metadata: [
      ...(entries.length > 0 ? [{ category: PROVENANCE, entries }] : []),
      ...[...groups].map(([category, list]) => ({ ...(category !== '' && { category }), entries: list })),
    ],
    glossary: [],
    matches: [],
    segments: [segment],
  };
}
