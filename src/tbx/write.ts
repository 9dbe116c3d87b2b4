import { escapeAttribute, escapeText } from '../xliff/index.js';
import { type Concept, saysDoNotTranslate, sameLanguage, type Term, type Termbase, type TermStatus } from './model.js';

/** How the categories of a file are written: `<termNote type="…">`, `<min:…>` and `<basic:…>`, or the old TBX-Min's tags. */
export interface Flavour {
  readonly version: 2 | 3;
  readonly style: 'dca' | 'dct' | 'min';
}

const STATUS: Readonly<Record<TermStatus, string>> = {
  preferred: 'preferredTerm-admn-sts',
  admitted: 'admittedTerm-admn-sts',
  deprecated: 'supersededTerm-admn-sts',
  forbidden: 'deprecatedTerm-admn-sts',
};

const OLD_STATUS: Readonly<Record<TermStatus, string>> = {
  preferred: 'preferred',
  admitted: 'admitted',
  deprecated: 'obsolete',
  forbidden: 'notRecommended',
};

export const NO_TRANSLATION_NOTE = 'do not translate';
export const PROPER_NOUN = 'proper noun';

/** The value that TBX lists for a status. */
export function statusValue(status: TermStatus, { style }: Flavour): string {
  return style === 'min' ? OLD_STATUS[status] : STATUS[status];
}

/** TBX lists five parts of speech; a proper noun is a noun with a note. */
export function partOfSpeechValue(partOfSpeech: string): string {
  const plain = partOfSpeech.trim().toLowerCase();
  if (/^(?:noun|n|proper ?noun|nomina|kata benda)$/u.test(plain)) return 'noun';
  if (/^(?:verb|v|verba|kata kerja)$/u.test(plain)) return 'verb';
  if (/^(?:adjective|adj|a|adjektiva|kata sifat)$/u.test(plain)) return 'adjective';
  return /^(?:adverb|adv|adverbia)$/u.test(plain) ? 'adverb' : 'other';
}

export type Category = 'subjectField' | 'definition' | 'partOfSpeech' | 'administrativeStatus' | 'termType' | 'context';

const IN_BASIC: ReadonlySet<Category> = new Set(['definition', 'termType', 'context']);

/** One category as an element of this flavour; `prefixes` are those a DCT file binds. */
export function categoryElement(
  category: Category,
  value: string,
  { style }: Flavour,
  prefixes: { readonly min: string; readonly basic: string } = { min: 'min', basic: 'basic' },
): string {
  const text = escapeText(value);
  if (style === 'min') {
    const name = category === 'administrativeStatus' ? 'termStatus' : category;
    return `<${name}>${text}</${name}>`;
  }
  if (style === 'dct') {
    const name = `${IN_BASIC.has(category) ? prefixes.basic : prefixes.min}:${category}`;
    return `<${name}>${text}</${name}>`;
  }
  const generic = ['subjectField', 'definition', 'context'].includes(category) ? 'descrip' : 'termNote';
  return `<${generic} type="${category}">${text}</${generic}>`;
}

export interface WriteOptions {
  readonly flavour: Flavour;
  readonly prefixes?: { readonly min: string; readonly basic: string };
  readonly indent: string;
  readonly step: string;
}

const noteElement = (text: string): string => `<note>${escapeText(text)}</note>`;

/** The lines of one term section, indented. */
export function termLines(term: Term, { flavour, prefixes, indent, step }: WriteOptions): string[] {
  const category = (name: Category, value: string): string => categoryElement(name, value, flavour, prefixes);
  const section = flavour.style === 'min' ? 'termGroup' : flavour.version === 3 ? 'termSec' : 'tig';
  const { text, partOfSpeech, status, type, context, notes, id } = term;
  const proper = partOfSpeech !== undefined && /^proper ?noun$/iu.test(partOfSpeech);
  const inside = [
    `<term>${escapeText(text)}</term>`,
    ...(partOfSpeech === undefined ? [] : [category('partOfSpeech', partOfSpeechValue(partOfSpeech))]),
    ...(status === undefined ? [] : [category('administrativeStatus', statusValue(status, flavour))]),
    ...(type === undefined || flavour.style === 'min'
      ? []
      : [category('termType', type === 'full' ? 'fullForm' : type)]),
    ...(context === undefined || flavour.style === 'min' ? [] : [category('context', context)]),
    ...(proper ? [noteElement(PROPER_NOUN)] : []),
    ...notes.map(noteElement),
  ];
  const attributes = id === undefined || flavour.style === 'min' ? '' : ` id="${escapeAttribute(id)}"`;
  return [
    `${indent}<${section}${attributes}>`,
    ...inside.map((line) => `${indent}${step}${line}`),
    `${indent}</${section}>`,
  ];
}

/** The lines of the section of one language. */
export function languageLines(language: string, terms: readonly Term[], options: WriteOptions): string[] {
  const { flavour, indent, step } = options;
  const name = flavour.style === 'min' ? 'langGroup' : flavour.version === 3 ? 'langSec' : 'langSet';
  const attribute = flavour.style === 'min' ? 'code' : 'xml:lang';
  return [
    `${indent}<${name} ${attribute}="${escapeAttribute(language)}">`,
    ...terms.flatMap((term) => termLines(term, { ...options, indent: indent + step })),
    `${indent}</${name}>`,
  ];
}

/** The lines of one concept entry. */
export function conceptLines(concept: Concept, options: WriteOptions): string[] {
  const { flavour, prefixes, indent, step } = options;
  const name = flavour.style === 'min' ? 'entry' : flavour.version === 3 ? 'conceptEntry' : 'termEntry';
  const { id, domain, definition, doNotTranslate, notes, terms } = concept;
  const marked =
    doNotTranslate !== true ||
    notes.some(saysDoNotTranslate) ||
    terms.some((term) => term.notes.some(saysDoNotTranslate));
  const inside = [
    ...(domain === undefined ? [] : [categoryElement('subjectField', domain, flavour, prefixes)]),
    ...(definition === undefined ? [] : [categoryElement('definition', definition, flavour, prefixes)]),
    ...[...(marked ? [] : [NO_TRANSLATION_NOTE]), ...notes].map(noteElement),
  ];
  const languages = new Map<string, Term[]>();
  for (const term of terms) {
    const known = [...languages.keys()].find((language) => sameLanguage(language, term.language));
    if (known === undefined) languages.set(term.language, [term]);
    else languages.get(known)!.push(term);
  }
  return [
    `${indent}<${name} id="${escapeAttribute(id)}">`,
    ...inside.map((line) => `${indent}${step}${line}`),
    ...[...languages].flatMap(([language, own]) => languageLines(language, own, { ...options, indent: indent + step })),
    `${indent}</${name}>`,
  ];
}

/** XML ids start with a letter or `_`, hold no spaces, and are there once. */
function withXmlIds(concepts: readonly Concept[]): Concept[] {
  const used = new Set<string>();
  return concepts.map((concept) => {
    const plain = concept.id.replace(/[^\p{L}\p{N}._-]/gu, '_');
    const base = /^[\p{L}_]/u.test(plain) ? plain : `c${plain}`;
    let id = base;
    for (let n = 2; used.has(id); n++) id = `${base}-${n}`;
    used.add(id);
    const terms = concept.terms.map((term): Term => {
      const { id: own, ...rest } = term;
      if (own === undefined || used.has(own)) return rest;
      used.add(own);
      return term;
    });
    return { ...concept, id, terms };
  });
}

/** A termbase as TBX version 3, dialect TBX-Basic, style DCT. */
export function writeTbx({ title, concepts }: Termbase, options: { readonly language?: string } = {}): string {
  const flavour: Flavour = { version: 3, style: 'dct' };
  const lines = withXmlIds(concepts).flatMap((concept) =>
    conceptLines(concept, { flavour, indent: '      ', step: '  ' }),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<tbx type="TBX-Basic" style="dct" xml:lang="${escapeAttribute(options.language ?? 'id')}" xmlns="urn:iso:std:iso:30042:ed-2"` +
      ' xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">',
    '  <tbxHeader>',
    '    <fileDesc>',
    ...(title === undefined ? [] : [`      <titleStmt><title>${escapeText(title)}</title></titleStmt>`]),
    '      <sourceDesc>',
    '        <p>Written by memori</p>',
    '      </sourceDesc>',
    '    </fileDesc>',
    '  </tbxHeader>',
    '  <text>',
    '    <body>',
    ...lines,
    '    </body>',
    '  </text>',
    '</tbx>',
    '',
  ].join('\n');
}
