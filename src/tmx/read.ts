import { inputError, type SourcePosition } from '../base/index.js';
import {
  attributeValue,
  childElements,
  firstChild,
  parseXml,
  positionOf,
  textOf,
  XML_NAMESPACE,
  type XmlDocument,
  type XmlElement,
} from '../xliff/index.js';
import { isoDate } from './dates.js';
import { codeIds, finishSegment, scanSegment, type Trace } from './inline.js';
import type {
  TmxDocument,
  TmxHeader,
  TmxNote,
  TmxProp,
  TmxProvenance,
  TmxSegmentType,
  TmxUnit,
  TmxVariant,
  TmxVersion,
} from './model.js';

/** The version of a TMX document by its root. @throws MemoriError `tmx.not-tmx`, `tmx.version` */
export function versionOf(root: XmlElement, at: SourcePosition): TmxVersion {
  if (root.local !== 'tmx') {
    throw inputError('tmx.not-tmx', `the root element is <${root.name}>, not <tmx>`, {
      ...at,
      hint: 'Give a translation memory in TMX.',
    });
  }
  const version = attributeValue(root, 'version')?.trim() ?? '1.4';
  const known = /^1(?:\.0)?$|^1\.([1-4])[ab]?$/.exec(version);
  if (known === null) {
    throw inputError('tmx.version', `TMX version ${JSON.stringify(version)} is not known`, {
      ...at,
      hint: 'Known versions: 1.1 to 1.4b.',
    });
  }
  return `1.${known[1] ?? '1'}` as TmxVersion;
}

/** `xml:lang`, or the `lang` of TMX 1.1. */
export const languageOf = (element: XmlElement): string | undefined =>
  (attributeValue(element, 'lang', XML_NAMESPACE) ?? attributeValue(element, 'lang'))?.trim();

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const PROVENANCE: ReadonlyMap<string, keyof TmxProvenance> = new Map([
  ['creationtool', 'creationTool'],
  ['creationtoolversion', 'creationToolVersion'],
  ['creationdate', 'creationDate'],
  ['creationid', 'creationId'],
  ['changedate', 'changeDate'],
  ['changeid', 'changeId'],
  ['usagecount', 'usageCount'],
  ['lastusagedate', 'lastUsageDate'],
  ['datatype', 'datatype'],
  ['o-tmf', 'originalFormat'],
  ['o-encoding', 'originalEncoding'],
]);

function provenanceOf(element: XmlElement): TmxProvenance {
  const found: Mutable<TmxProvenance> = {};
  for (const { name, value } of element.attributes) {
    const key = PROVENANCE.get(name);
    if (key !== undefined) found[key] = key.endsWith('Date') ? isoDate(value) : value;
  }
  return found;
}

const language = (element: XmlElement): { language?: string } => {
  const tag = languageOf(element);
  return tag === undefined ? {} : { language: tag };
};

const notesOf = (element: XmlElement): TmxNote[] =>
  childElements(element, 'note').map((note) => ({ ...language(note), text: textOf(note) }));

const propsOf = (element: XmlElement): TmxProp[] =>
  childElements(element, 'prop').map((prop) => ({
    type: attributeValue(prop, 'type') ?? '',
    ...language(prop),
    text: textOf(prop),
  }));

const segmentTypeOf = (element: XmlElement): { segmentType?: TmxSegmentType } => {
  const type = attributeValue(element, 'segtype');
  return type === 'block' || type === 'paragraph' || type === 'sentence' || type === 'phrase'
    ? { segmentType: type }
    : {};
};

export function readHeader(header: XmlElement | undefined): TmxHeader {
  if (header === undefined) return { sourceLanguage: '*all*', notes: [], props: [] };
  const adminLanguage = attributeValue(header, 'adminlang');
  return {
    ...provenanceOf(header),
    ...segmentTypeOf(header),
    ...(adminLanguage !== undefined && { adminLanguage }),
    sourceLanguage: attributeValue(header, 'srclang')?.trim() || '*all*',
    notes: notesOf(header),
    props: propsOf(header),
  };
}

/** A `tu`. `trace` is told of the codes of each variant, in order. */
export function readUnit(tu: XmlElement, trace?: (variant: number) => Trace): TmxUnit {
  const variants = childElements(tu, 'tuv').map((tuv) => {
    const seg = firstChild(tuv, 'seg');
    return { tuv, segment: seg && scanSegment(seg) };
  });
  const id = attributeValue(tu, 'tuid');
  const sourceLanguage = attributeValue(tu, 'srclang')?.trim();
  const idOf = codeIds(variants.flatMap(({ segment }) => segment ?? []));
  return {
    ...(id !== undefined && { id }),
    ...provenanceOf(tu),
    ...segmentTypeOf(tu),
    ...(sourceLanguage !== undefined && { sourceLanguage }),
    notes: notesOf(tu),
    props: propsOf(tu),
    variants: variants.map(({ tuv, segment }, i): TmxVariant => ({
      language: languageOf(tuv) ?? '',
      ...provenanceOf(tuv),
      notes: notesOf(tuv),
      props: propsOf(tuv),
      ...(segment === undefined ? { content: { parts: [] } } : finishSegment(segment, idOf, trace?.(i))),
    })),
  };
}

/** Reads a parsed TMX document; see {@link readTmx}. */
export function readTmxDocument(xml: XmlDocument): TmxDocument {
  const { root, file } = xml;
  const version = versionOf(root, { ...(file !== undefined && { file }), ...positionOf(xml, root.start) });
  const body = firstChild(root, 'body');
  return {
    version,
    header: readHeader(firstChild(root, 'header')),
    units: body === undefined ? [] : childElements(body, 'tu').map((tu) => readUnit(tu)),
  };
}

/**
 * Reads TMX 1.1 to 1.4b, levels 1 and 2. Reading is lenient: what is well-formed and looks like TMX is read.
 *
 * @throws MemoriError `xml.*` when it is not well-formed, `tmx.not-tmx`, `tmx.version`
 */
export function readTmx(text: string, options: { file?: string } = {}): TmxDocument {
  return readTmxDocument(parseXml(text, options));
}
