import { inputError } from '../base/index.js';
import { type Concept, saysDoNotTranslate, type Term, type TermStatus, type TermType } from '../tbx/index.js';
import type { ColumnRole, Columns } from './columns.js';
import type { Row } from './table.js';

const STATUS_NAMES: readonly (readonly [TermStatus, RegExp])[] = [
  ['preferred', /^(?:preferred|preferredterm.*|approved|ok|utama|disukai)$/iu],
  ['admitted', /^(?:admitted|admittedterm.*|allowed|acceptable|boleh)$/iu],
  ['deprecated', /^(?:deprecated|superseded|supersededterm.*|obsolete|usang)$/iu],
  [
    'forbidden',
    /^(?:forbidden|prohibited|deprecatedterm.*|notrecommended|not recommended|do not use|terlarang|dilarang)$/iu,
  ],
];

/** A usage status by any of the names it goes by in tables and TBX, or undefined. */
export function statusNamed(name: string): TermStatus | undefined {
  const plain = name.trim();
  return STATUS_NAMES.find(([, pattern]) => pattern.test(plain))?.[0];
}

const ABBREVIATION_NOTE = /^\s*(?:abbreviation|acronym|short form|singkatan|akronim)\b/iu;
const YES = /^(?:1|x|y|yes|ya|true|benar)$/iu;

function typeNamed(name: string, note: string): TermType | undefined {
  if (/^(?:abbr|acronym|initialism|singkatan|akronim|short)/iu.test(name.trim())) return 'abbreviation';
  if (/^(?:variant|spelling|varian)/iu.test(name.trim())) return 'variant';
  return ABBREVIATION_NOTE.test(note) ? 'abbreviation' : undefined;
}

/** What one row says. */
export interface RowTerm {
  readonly line: number;
  readonly concept?: string;
  readonly source: string;
  readonly target: string;
  readonly pos: string;
  readonly domain: string;
  readonly definition: string;
  readonly note: string;
  readonly status: TermStatus | undefined;
  readonly type: TermType | undefined;
  readonly doNotTranslate: boolean;
}

/** @throws MemoriError `table.columns`, `term.status` with the line */
export function readRow(row: Row, columns: Columns, file: string): RowTerm | undefined {
  const cell = (role: ColumnRole): string => {
    const at = columns.at[role];
    return at === undefined ? '' : (row.cells[at]?.value ?? '').normalize('NFC').trim();
  };
  const [source, target, note] = [cell('source'), cell('target'), cell('note')];
  if (source.startsWith('#') && target === '') return undefined;
  if (row.cells.length < 2) {
    // OmegaT takes a line without a tab for a remark.
    if (!columns.hasHeader && columns.tabs) return undefined;
    throw inputError('table.columns', 'this line has one column; source and target are needed', {
      file,
      line: row.line,
      column: 1,
      hint: 'Each line holds a term and its translation, separated by a tab (.tsv) or a comma (.csv).',
    });
  }
  const doNotTranslate = YES.test(cell('dnt')) || saysDoNotTranslate(note);
  if (source === '' || (target === '' && !doNotTranslate)) return undefined;
  const statusText = cell('status');
  const status = statusNamed(statusText);
  if (statusText !== '' && status === undefined) {
    throw inputError('term.status', `${JSON.stringify(statusText)} is no usage status`, {
      file,
      line: row.line,
      hint: 'Use preferred, admitted, deprecated or forbidden, or leave it empty.',
    });
  }
  const concept = cell('concept');
  return {
    line: row.line,
    ...(concept !== '' && { concept }),
    source,
    target,
    pos: cell('pos'),
    domain: cell('domain'),
    definition: cell('definition'),
    note,
    status,
    type: typeNamed(cell('type'), note),
    doNotTranslate,
  };
}

type Open<T> = { -readonly [K in keyof T]: T[K] };
type OpenConcept = Omit<Open<Concept>, 'terms' | 'notes'> & { terms: Term[]; notes: string[] };

/** Concepts of the rows: rows with one concept id, or with the same source term in the same domain, are one concept. */
export function conceptsOfRows(rows: readonly RowTerm[], columns: Columns): Concept[] {
  const concepts = new Map<string, OpenConcept>();
  for (const row of rows) {
    const key = row.concept === undefined ? `${row.domain}\t${row.source}` : `#${row.concept}`;
    let concept = concepts.get(key);
    if (concept === undefined) {
      concept = {
        id: row.concept ?? `c${concepts.size + 1}`,
        ...(row.domain !== '' && { domain: row.domain }),
        notes: [],
        terms: [],
      };
      concepts.set(key, concept);
    }
    if (row.definition !== '') concept.definition ??= row.definition;
    if (row.doNotTranslate) concept.doNotTranslate = true;
    const shared = row.pos === '' ? {} : { partOfSpeech: row.pos };
    const type = row.type === undefined ? {} : { type: row.type };
    const notes = row.note === '' ? [] : [row.note];
    pushTerm(concept.terms, { text: row.source, language: columns.sourceLanguage, ...shared, ...type, notes: [] });
    if (row.target === '') {
      concept.notes.push(...notes);
      continue;
    }
    const status = row.status === undefined ? {} : { status: row.status };
    pushTerm(concept.terms, { text: row.target, language: columns.targetLanguage, ...shared, ...status, notes });
  }
  return [...concepts.values()];
}

function pushTerm(terms: Term[], term: Term): void {
  const at = terms.findIndex(({ text, language }) => text === term.text && language === term.language);
  if (at < 0) terms.push(term);
  else terms[at] = { ...term, ...terms[at]!, notes: [...terms[at]!.notes, ...term.notes] };
}
