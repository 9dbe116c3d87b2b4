import { inputError, lineAndColumn } from '../base/index.js';
import {
  attributeValue,
  childElements,
  descendants,
  parseXml,
  textOf,
  XML_NAMESPACE,
  type XmlDocument,
  type XmlElement,
} from '../xliff/index.js';
import type { Concept, Term, Termbase, TermStatus, TermType } from './model.js';
import { saysDoNotTranslate } from './model.js';
import { PROPER_NOUN } from './write.js';

/** Styles of TBX: categories as attributes (`<termNote type="…">`) or as tags (`<min:partOfSpeech>`); `min` is TBX-Min 2. */
export type TbxStyle = 'dca' | 'dct' | 'min';

/** A TBX file as text with what it says, and where each entry stands. */
export interface TbxDocument {
  readonly kind: 'tbx';
  readonly xml: XmlDocument;
  /** 2 for MARTIF and the old TBX-Min, 3 for ISO 30042:2019. */
  readonly version: 2 | 3;
  readonly style: TbxStyle;
  readonly termbase: Termbase;
  /** Elements of the concepts and terms of the termbase. */
  readonly elements: ReadonlyMap<Concept | Term, XmlElement>;
}

const ENTRY = new Set(['conceptEntry', 'termEntry', 'entry']);
const LANGUAGE = new Set(['langSec', 'langSet', 'langGroup']);
const TERM = new Set(['termSec', 'tig', 'ntig', 'termGroup']);

/** `<termNote type="partOfSpeech">` and `<min:partOfSpeech>` are one category. */
export function categoryOf(element: XmlElement): string {
  const generic = /^(?:termNote|descrip|descripNote|admin|adminNote|termCompList)$/u.test(element.local);
  return generic ? (attributeValue(element, 'type') ?? '') : element.local;
}

const tidy = (element: XmlElement): string => textOf(element).replace(/\s+/gu, ' ').trim();

/** Elements that say something about the parent itself: its children, and those inside groups that hold no terms. */
export function categoriesOf(parent: XmlElement): XmlElement[] {
  return childElements(parent).flatMap((child) => {
    if (/^(?:descripGrp|adminGrp|termNoteGrp|termGrp)$/u.test(child.local)) return categoriesOf(child);
    return ENTRY.has(child.local) || LANGUAGE.has(child.local) || TERM.has(child.local) ? [] : [child];
  });
}

function statusOf(value: string): TermStatus | undefined {
  switch (value.replace(/-admn-sts$|Term$/gu, '').replace(/Term$/u, '')) {
    case 'preferred':
    case 'standardized':
    case 'legal':
    case 'regulated':
      return 'preferred';
    case 'admitted':
      return 'admitted';
    case 'deprecated':
    case 'notRecommended':
    case 'forbidden':
      return 'forbidden';
    case 'superseded':
    case 'obsolete':
      return 'deprecated';
    default:
      return undefined;
  }
}

function typeOf(value: string): TermType | undefined {
  if (/^(?:abbreviation|acronym|initialism|shortForm|clippedTerm)$/u.test(value)) return 'abbreviation';
  if (/variant|transliterat|transcri/iu.test(value)) return 'variant';
  return value === 'fullForm' ? 'full' : undefined;
}

interface Described {
  readonly values: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

function describe(element: XmlElement): Described {
  const values = new Map<string, string>();
  const notes: string[] = [];
  for (const child of categoriesOf(element)) {
    if (child.local === 'note') notes.push(tidy(child));
    else if (!values.has(categoryOf(child))) values.set(categoryOf(child), tidy(child));
  }
  return { values, notes };
}

function readTerm(section: XmlElement, language: string): Term | undefined {
  const element = termElement(section);
  const text = element === undefined ? '' : tidy(element).normalize('NFC');
  if (element === undefined || text === '') return undefined;
  const { values, notes } = describe(section);
  const status = statusOf(
    values.get('administrativeStatus') ?? values.get('termStatus') ?? values.get('normativeAuthorization') ?? '',
  );
  const type = typeOf(values.get('termType') ?? '');
  const proper = notes.includes(PROPER_NOUN);
  const partOfSpeech = proper ? PROPER_NOUN : values.get('partOfSpeech');
  const context = values.get('context');
  const id = attributeValue(section, 'id') ?? attributeValue(element, 'id');
  return {
    ...(id !== undefined && { id }),
    text,
    language,
    ...(partOfSpeech !== undefined && { partOfSpeech }),
    ...(status !== undefined && { status }),
    ...(type !== undefined && { type }),
    ...(context !== undefined && { context }),
    notes: notes.filter((note) => note !== PROPER_NOUN),
  };
}

/** The `term` of a term section, in its `termGrp` in an `ntig`. */
export function termElement(section: XmlElement): XmlElement | undefined {
  return categoriesOf(section).find((child) => child.local === 'term');
}

function readConcept(entry: XmlElement, number: number, elements: Map<Concept | Term, XmlElement>): Concept {
  const { values, notes } = describe(entry);
  const allNotes = [...notes];
  const terms: Term[] = [];
  let definition = values.get('definition');
  for (const section of childElements(entry).filter(({ local }) => LANGUAGE.has(local))) {
    const language = attributeValue(section, 'lang', XML_NAMESPACE) ?? attributeValue(section, 'code') ?? '';
    const own = describe(section);
    definition ??= own.values.get('definition');
    allNotes.push(...own.notes);
    for (const each of childElements(section).filter(({ local }) => TERM.has(local))) {
      const term = readTerm(each, language);
      if (term === undefined) continue;
      definition ??= describe(each).values.get('definition');
      terms.push(term);
      elements.set(term, each);
    }
  }
  const domain = values.get('subjectField');
  const concept: Concept = {
    id: attributeValue(entry, 'id') ?? `c${number}`,
    ...(domain !== undefined && { domain }),
    ...(definition !== undefined && { definition }),
    ...((allNotes.some(saysDoNotTranslate) || terms.some((term) => term.notes.some(saysDoNotTranslate))) && {
      doNotTranslate: true,
    }),
    notes: allNotes,
    terms,
  };
  elements.set(concept, entry);
  return concept;
}

/**
 * Reads TBX: version 3 in either style and any dialect, version 2 (MARTIF) and the old TBX-Min. What the model has no
 * place for stays in the text, which edits keep.
 *
 * @throws MemoriError `xml.*`, `tbx.root`
 */
export function readTbx(text: string, options: { file?: string } = {}): TbxDocument {
  const xml = parseXml(text, options);
  const { root } = xml;
  const version = root.local === 'tbx' ? 3 : 2;
  if (!['tbx', 'martif', 'TBX', 'TIM'].includes(root.local)) {
    throw inputError('tbx.root', `this is no termbase: its root element is <${root.name}>`, {
      ...options,
      ...lineAndColumn(text, root.start),
      hint: 'A TBX file starts with <tbx> (version 3) or <martif> (version 2).',
    });
  }
  const elements = new Map<Concept | Term, XmlElement>();
  const concepts: Concept[] = [];
  let title: string | undefined;
  for (const element of descendants(root)) {
    if (ENTRY.has(element.local)) concepts.push(readConcept(element, concepts.length + 1, elements));
    else if (element.local === 'title') title ??= tidy(element);
  }
  const style: TbxStyle =
    version === 3
      ? attributeValue(root, 'style')?.toLowerCase() === 'dct'
        ? 'dct'
        : 'dca'
      : root.local === 'martif'
        ? 'dca'
        : 'min';
  return { kind: 'tbx', xml, version, style, termbase: { ...(title !== undefined && { title }), concepts }, elements };
}
