import { encodeText, inputError, usageError } from '../base/index.js';
import {
  type Concept,
  editTbx,
  sameLanguage,
  saysDoNotTranslate,
  type TbxEdit,
  type Term,
  type Termbase,
  type TermStatus,
  type TermType,
  writeTbx,
} from '../tbx/index.js';
import { applySplices, encodeXml, type Splice } from '../xliff/index.js';
import type { ColumnRole } from './columns.js';
import { type Cell, type Row, writeCell } from './table.js';
import type { TableFile, TermbaseFile } from './termbase.js';

/** A term and its translation with what can be said about them in one row. */
export interface TermPair {
  readonly source: string;
  readonly target: string;
  readonly pos?: string;
  readonly domain?: string;
  readonly status?: TermStatus;
  readonly type?: TermType;
  readonly definition?: string;
  readonly note?: string;
  readonly doNotTranslate?: boolean;
  /** Rows with the same are one concept. */
  readonly concept?: string;
}

/** What to change; what is absent stays, an empty string empties a cell of a table. */
export type PairChange = Partial<Omit<TermPair, 'concept' | 'type' | 'doNotTranslate'>>;

export interface Kept {
  readonly bytes: Uint8Array;
  /** Entries added or changed. */
  readonly changed: number;
  readonly skipped: number;
}

const columnNames: Readonly<Record<Exclude<ColumnRole, 'source' | 'target'>, string>> = {
  concept: 'concept',
  pos: 'pos',
  domain: 'domain',
  status: 'status',
  type: 'type',
  definition: 'definition',
  note: 'note',
  dnt: 'dnt',
};

function cellOf(pair: PairChange & TermPair, role: ColumnRole): string | undefined {
  if (role === 'dnt') return pair.doNotTranslate === true ? 'yes' : undefined;
  return pair[role];
}

const ROLES: readonly ColumnRole[] = [
  'concept',
  'source',
  'target',
  'pos',
  'domain',
  'status',
  'type',
  'definition',
  'note',
  'dnt',
];

function encode(file: TermbaseFile, text: string): Uint8Array {
  return file.kind === 'tbx' ? encodeXml(text, file.encoding) : encodeText(text, file.encoding);
}

const lineEndOf = (text: string): string => /\r\n|\n|\r/u.exec(text)?.[0] ?? '\n';

/** Where a column is missing, a note can say what has to be said; what no note can say is refused. */
function fitted(file: TableFile, pair: TermPair): TermPair {
  const { at } = file.columns;
  let fit = pair;
  if (fit.doNotTranslate === true && at.dnt === undefined && !saysDoNotTranslate(fit.note ?? '')) {
    fit = { ...fit, note: ['do not translate', ...(fit.note === undefined ? [] : [fit.note])].join('; ') };
  }
  if (fit.type === 'abbreviation' && at.type === undefined && !/^abbreviation/u.test(fit.note ?? '')) {
    fit = { ...fit, note: ['abbreviation', ...(fit.note === undefined ? [] : [fit.note])].join('; ') };
  }
  return fit;
}

function missingColumn(file: TableFile, role: ColumnRole): Error {
  return inputError('table.no-column', `this table has no column for ${role}`, {
    file: file.file,
    hint: 'Add a column with that name to its first line, or keep the terms in a .tbx file.',
  });
}

function rowText(file: TableFile, pair: TermPair): string {
  const { columns, delimiter, rows } = file;
  const width = Math.max(...Object.values(columns.at).map((column) => column + 1), rows[0]?.cells.length ?? 0);
  const cells = Array.from({ length: width }, () => '');
  const fit = fitted(file, pair);
  for (const role of ROLES) {
    const value = cellOf(fit, role);
    if (value === undefined || value === '') continue;
    const column = columns.at[role];
    if (column !== undefined) cells[column] = value;
    else if (role !== 'dnt' && role !== 'type' && role !== 'concept') throw missingColumn(file, role);
  }
  return cells.map((cell) => writeCell(cell, delimiter)).join(delimiter);
}

/** Is this pair in the termbase, whatever else is said about it? */
function findPair(termbase: Termbase, pair: Pick<TermPair, 'source' | 'target' | 'domain'>): Concept | undefined {
  return termbase.concepts.find(
    (concept) =>
      (pair.domain === undefined || concept.domain === undefined || concept.domain === pair.domain) &&
      concept.terms.some(({ text, language }) => text === pair.source && sameLanguage(language, 'id')) &&
      (pair.target === '' ||
        concept.terms.some(({ text, language }) => text === pair.target && sameLanguage(language, 'en'))),
  );
}

const sourceTerm = (pair: TermPair): Term => ({
  text: pair.source,
  language: 'id',
  ...(pair.pos !== undefined && { partOfSpeech: pair.pos }),
  ...(pair.type !== undefined && { type: pair.type }),
  notes: [],
});

const targetTerm = (pair: TermPair): Term => ({
  text: pair.target,
  language: 'en',
  ...(pair.pos !== undefined && { partOfSpeech: pair.pos }),
  ...(pair.status !== undefined && { status: pair.status }),
  notes: pair.note === undefined ? [] : [pair.note],
});

function newConcept(pair: TermPair, id: string): Concept {
  return {
    id,
    ...(pair.domain !== undefined && { domain: pair.domain }),
    ...(pair.definition !== undefined && { definition: pair.definition }),
    ...(pair.doNotTranslate === true && { doNotTranslate: true }),
    notes: [],
    terms: [sourceTerm(pair), ...(pair.target === '' ? [] : [targetTerm(pair)])],
  };
}

/** Adds pairs that are not there yet; the rest of the file stays as it is. @throws MemoriError */
export function addPairs(file: TermbaseFile, pairs: readonly TermPair[]): Kept {
  const seen = new Set<string>();
  const fresh = pairs.filter((pair) => {
    const key = `${pair.source}\t${pair.target}\t${pair.domain ?? ''}`;
    if (seen.has(key) || findPair(file.termbase, pair) !== undefined) return false;
    seen.add(key);
    return true;
  });
  const skipped = pairs.length - fresh.length;
  if (fresh.length === 0) return { bytes: encode(file, textOfFile(file)), changed: 0, skipped };
  if (file.kind === 'table') {
    const lineEnd = lineEndOf(file.text);
    const before = file.text === '' || /[\r\n]$/u.test(file.text) ? '' : lineEnd;
    const added = fresh.map((pair) => rowText(file, pair) + lineEnd).join('');
    return { bytes: encode(file, file.text + before + added), changed: fresh.length, skipped };
  }
  return { bytes: encode(file, editTbx(file, tbxAdditions(file.termbase, fresh))), changed: fresh.length, skipped };
}

function tbxAdditions(termbase: Termbase, pairs: readonly TermPair[]): TbxEdit[] {
  const ids = new Set(termbase.concepts.map(({ id }) => id));
  const edits: TbxEdit[] = [];
  const started = new Map<string, { concept: Concept; at: number }>();
  for (const pair of pairs) {
    const home = findPair(termbase, { ...pair, target: '' });
    if (home !== undefined) {
      edits.push({ kind: 'add-term', concept: home, term: targetTerm(pair) });
      continue;
    }
    const key = pair.concept ?? `${pair.domain ?? ''}\t${pair.source}`;
    const open = started.get(key);
    if (open !== undefined) {
      const has = (term: Term): boolean =>
        open.concept.terms.some(({ text, language }) => text === term.text && language === term.language);
      const more = [sourceTerm(pair), targetTerm(pair)].filter((term) => term.text !== '' && !has(term));
      open.concept = { ...open.concept, terms: [...open.concept.terms, ...more] };
      edits[open.at] = { kind: 'add-concept', concept: open.concept };
      continue;
    }
    let number = ids.size + 1;
    while (ids.has(`c${number}`)) number++;
    ids.add(`c${number}`);
    const concept = newConcept(pair, `c${number}`);
    started.set(key, { concept, at: edits.push({ kind: 'add-concept', concept }) - 1 });
  }
  return edits;
}

const textOfFile = (file: TermbaseFile): string => (file.kind === 'tbx' ? file.xml.text : file.text);

/** Rows of a table that hold a pair; every translation when the target is undefined. */
function rowsOf(file: TableFile, source: string, target: string | undefined): Row[] {
  const { at, hasHeader } = file.columns;
  const value = (row: Row, role: 'source' | 'target'): string =>
    row.cells[at[role]!]?.value.normalize('NFC').trim() ?? '';
  return file.rows
    .slice(hasHeader ? 1 : 0)
    .filter((row) => value(row, 'source') === source && (target === undefined || value(row, 'target') === target));
}

function nothingFound(file: TermbaseFile, source: string, target: string | undefined): Error {
  return usageError(
    'term.missing',
    `${JSON.stringify(target === undefined ? source : `${source} → ${target}`)} is not in this termbase`,
    {
      file: file.file,
      hint: 'Give the term as the termbase writes it; `memori glossary lookup` shows that.',
    },
  );
}

function severalFound(file: TermbaseFile, source: string, targets: readonly string[]): Error {
  return usageError(
    'term.several',
    `${JSON.stringify(source)} has ${targets.length} translations: ${targets.join(', ')}`,
    {
      file: file.file,
      hint: 'Give the translation behind the term.',
    },
  );
}

/** Changes one pair, or removes it. @throws MemoriError `term.missing`, `term.several` */
export function editPair(
  file: TermbaseFile,
  source: string,
  target: string | undefined,
  change: PairChange | 'remove',
): Kept {
  return file.kind === 'table' ? editRow(file, source, target, change) : editEntry(file, source, target, change);
}

function editRow(file: TableFile, source: string, target: string | undefined, change: PairChange | 'remove'): Kept {
  const rows = rowsOf(file, source, target);
  const row = rows[0];
  if (row === undefined) throw nothingFound(file, source, target);
  const { at } = file.columns;
  if (rows.length > 1) {
    throw severalFound(
      file,
      source,
      rows.map(({ cells }) => cells[at.target!]?.value.trim() ?? ''),
    );
  }
  const splices: Splice[] = [];
  if (change === 'remove') {
    const lineEnd = /^(?:\r\n|\n|\r)/u.exec(file.text.slice(row.end))?.[0].length ?? 0;
    splices.push({ start: row.start, end: row.end + lineEnd, replacement: '' });
  } else {
    let padded = row.cells.length;
    for (const role of ROLES) {
      const value = (change as Partial<Record<ColumnRole, string>>)[role];
      if (value === undefined) continue;
      const column = at[role];
      if (column === undefined) throw missingColumn(file, role);
      const cell: Cell | undefined = row.cells[column];
      const written = writeCell(value, file.delimiter);
      if (cell !== undefined) splices.push({ start: cell.start, end: cell.end, replacement: written });
      else {
        splices.push({
          start: row.end,
          end: row.end,
          replacement: file.delimiter.repeat(Math.max(1, column - padded + 1)) + written,
        });
        padded = column + 1;
      }
    }
  }
  return { bytes: encode(file, applySplices(file.text, splices)), changed: 1, skipped: 0 };
}

function editEntry(
  file: Extract<TermbaseFile, { kind: 'tbx' }>,
  source: string,
  target: string | undefined,
  change: PairChange | 'remove',
): Kept {
  const found = file.termbase.concepts.flatMap((concept) => {
    const own = concept.terms.find(({ text, language }) => text === source && sameLanguage(language, 'id'));
    if (own === undefined) return [];
    return concept.terms
      .filter(({ text, language }) => sameLanguage(language, 'en') && (target === undefined || text === target))
      .map((translation) => ({ concept, own, translation }));
  });
  const one = found[0];
  if (one === undefined) throw nothingFound(file, source, target);
  if (found.length > 1)
    throw severalFound(
      file,
      source,
      found.map(({ translation }) => translation.text),
    );
  const { concept, own, translation } = one;
  const edits: TbxEdit[] = [];
  if (change === 'remove') {
    const last = concept.terms.filter(({ language }) => sameLanguage(language, 'en')).length === 1;
    edits.push(last ? { kind: 'remove-concept', concept } : { kind: 'remove-term', concept, term: translation });
  } else {
    const { source: newSource, target: newTarget, pos, status, note, domain, definition } = change;
    if (newSource !== undefined) edits.push({ kind: 'change-term', term: own, change: { text: newSource } });
    const toTarget = {
      ...(newTarget !== undefined && { text: newTarget }),
      ...(pos !== undefined && { partOfSpeech: pos }),
      ...(status !== undefined && { status }),
      ...(note !== undefined && { note }),
    };
    if (Object.keys(toTarget).length > 0) edits.push({ kind: 'change-term', term: translation, change: toTarget });
    const toConcept = { ...(domain !== undefined && { domain }), ...(definition !== undefined && { definition }) };
    if (Object.keys(toConcept).length > 0) edits.push({ kind: 'change-concept', concept, change: toConcept });
  }
  return { bytes: encode(file, editTbx(file, edits)), changed: 1, skipped: 0 };
}

/** A termbase as rows: the first source term beside each translation, then each other source term beside the first. */
export function pairsOf(
  termbase: Termbase,
  languages: { source: string; target: string } = { source: 'id', target: 'en' },
): TermPair[] {
  return termbase.concepts.flatMap((concept): TermPair[] => {
    const of = (language: string): Term[] => concept.terms.filter((term) => sameLanguage(term.language, language));
    const [sources, targets] = [of(languages.source), of(languages.target)];
    const [first, ...others] = sources;
    if (first === undefined || (targets.length === 0 && concept.doNotTranslate !== true)) return [];
    const pair = (source: Term, target: Term | undefined, withNotes: boolean): TermPair => {
      const notes = withNotes ? [...concept.notes, ...source.notes, ...(target?.notes ?? [])] : source.notes;
      const pos = source.partOfSpeech ?? target?.partOfSpeech;
      return {
        concept: concept.id,
        source: source.text,
        target: target?.text ?? '',
        ...(pos !== undefined && { pos }),
        ...(concept.domain !== undefined && { domain: concept.domain }),
        ...(target?.status !== undefined && { status: target.status }),
        ...(source.type !== undefined && { type: source.type }),
        ...(concept.definition !== undefined && { definition: concept.definition }),
        ...(notes.length > 0 && { note: notes.join('; ') }),
        ...(concept.doNotTranslate === true && { doNotTranslate: true }),
      };
    };
    return [
      ...(targets.length === 0 ? [pair(first, undefined, true)] : targets.map((target) => pair(first, target, true))),
      ...others.map((source) => pair(source, targets[0], false)),
    ];
  });
}

/** A new table with a header of all columns that memori knows. */
export function writeTable(pairs: readonly TermPair[], delimiter: ',' | '\t'): string {
  const roles = ROLES.filter(
    (role) => role === 'source' || role === 'target' || pairs.some((pair) => cellOf(pair, role) !== undefined),
  );
  const used = roles.length > 2 ? roles : (['source', 'target', 'pos', 'domain', 'status', 'note'] as const);
  const header = used.map((role) => (role === 'source' ? 'id' : role === 'target' ? 'en' : columnNames[role]));
  const plain = (value: string): string => (delimiter === '\t' ? value.replace(/[\t\r\n]+/gu, ' ') : value);
  const rows = pairs.map((pair) => used.map((role) => plain(cellOf(pair, role) ?? '')));
  return [header, ...rows].map((row) => `${row.map((cell) => writeCell(cell, delimiter)).join(delimiter)}\n`).join('');
}

/** A termbase in the format that a file name asks for, and what that format has no place for. */
export function writeTermbase(termbase: Termbase, format: 'tbx' | 'csv' | 'tsv'): { text: string; lost: string[] } {
  if (format === 'tbx') return { text: writeTbx(termbase), lost: [] };
  const pairs = pairsOf(termbase);
  const lost: string[] = [];
  const kept = new Set(pairs.flatMap(({ source, target }) => [source, target]));
  for (const { id, terms } of termbase.concepts) {
    for (const { text, language, context } of terms) {
      if (!kept.has(text)) lost.push(`${id}: ${text} (${language})`);
      else if (context !== undefined) lost.push(`${id}: context of ${text}`);
    }
  }
  return { text: writeTable(pairs, format === 'csv' ? ',' : '\t'), lost };
}
