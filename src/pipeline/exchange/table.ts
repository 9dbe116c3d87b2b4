import { stringify } from 'csv-stringify/sync';
import { encodeText, inputError } from '../../base/index.js';
import { type Content, originalText, textContent } from '../../content/index.js';
import { readTable } from '../tabular.js';
import {
  replaceInvalid,
  type SegmentState,
  type XliffDocument,
  type XliffSegment,
  type XliffUnit,
} from '../../xliff/index.js';

const COLUMNS = ['source', 'target', 'state', 'document', 'unit', 'segment', 'note'] as const;
type Column = (typeof COLUMNS)[number];

/** What no text file can hold (control characters, halves of characters) is told as lost. */
const cellText = (value: Content): string => replaceInvalid(originalText(value));

/** A bilingual document as a table with a row for each segment; codes stand as their original markup. */
export function documentToTable(document: XliffDocument, delimiter: ',' | '\t'): string {
  const rows = document.files.flatMap((file) =>
    file.units.flatMap((unit) =>
      unit.segments
        .filter((one): one is XliffSegment => one.kind === 'segment')
        .map((segment, i): Record<Column, string> => ({
          source: cellText(segment.source),
          target: segment.target === undefined ? '' : cellText(segment.target),
          state: segment.state ?? '',
          document: replaceInvalid(file.original ?? ''),
          unit: replaceInvalid(unit.id),
          segment: replaceInvalid(segment.id ?? ''),
          note: i === 0 ? replaceInvalid(unit.notes.map((note) => note.text).join('\n')) : '',
        })),
    ),
  );
  if (delimiter === '\t') {
    // Tab-separated text knows no quoting: what would break a row becomes a space.
    const cell = (text: string): string => text.replace(/[\t\r\n]+/g, ' ');
    return [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => cell(row[column])))]
      .map((row) => `${row.join('\t')}\n`)
      .join('');
  }
  return stringify(rows, { header: true, columns: [...COLUMNS], record_delimiter: 'unix' });
}

const isState = (text: string | undefined): text is SegmentState =>
  text === 'initial' || text === 'translated' || text === 'reviewed' || text === 'final';

/** Names that a column may have in other people's tables. */
const NAMES: Readonly<Record<Column, RegExp>> = {
  source: /^(?:source|sumber|src|source ?text|asal|id|ind|indonesian?|bahasa indonesia|id[-_]id)$/i,
  target: /^(?:target|sasaran|tgt|target ?text|translation|terjemahan|en|eng|english|inggris|en[-_](?:us|gb))$/i,
  state: /^(?:state|status)$/i,
  document: /^(?:document|dokumen|file|berkas)$/i,
  unit: /^(?:unit|key|kunci)$/i,
  segment: /^segment$/i,
  note: /^(?:notes?|comments?|catatan)$/i,
};

/** A table with a source and a target column (the first two, when there is no header) as a bilingual document. */
export function documentFromTable(
  text: string,
  kind: 'csv' | 'tsv',
  facts: { readonly file: string; readonly source: string; readonly target: string },
): XliffDocument {
  const rows = readTable(encodeText(text), `${facts.file}.${kind}`);
  const narrow = rows.find(({ cells }) => cells.length < 2);
  if (narrow !== undefined) {
    throw inputError('table.columns', 'this line has one column; source and target are needed', {
      file: facts.file,
      line: narrow.line,
      hint: 'Each line holds a source and its translation, separated by a tab (.tsv) or a comma (.csv).',
    });
  }
  const head = rows[0]?.cells.map((cell) => cell.trim()) ?? [];
  const columnOf = (column: Column): number => head.findIndex((cell) => NAMES[column].test(cell));
  const hasHead = columnOf('source') >= 0 && columnOf('target') >= 0;
  const at = (column: Column, fallback: number): number => (hasHead ? columnOf(column) : fallback);
  const places = {
    source: at('source', 0),
    target: at('target', 1),
    state: at('state', -1),
    document: at('document', -1),
    unit: at('unit', -1),
    segment: at('segment', -1),
    note: at('note', -1),
  };
  const files = new Map<string, Map<string, XliffUnit>>();
  rows.slice(hasHead ? 1 : 0).forEach(({ cells: row }, i) => {
    const cell = (column: Column): string => (places[column] < 0 ? '' : (row[places[column]] ?? ''));
    const document = cell('document');
    const units = files.get(document) ?? new Map<string, XliffUnit>();
    files.set(document, units);
    const id = cell('unit') || `u${i + 1}`;
    const known = units.get(id);
    const state = cell('state');
    const target = cell('target');
    const segment: XliffSegment = {
      kind: 'segment',
      id: cell('segment') || `s${(known?.segments.length ?? 0) + 1}`,
      state: isState(state) ? state : target === '' ? 'initial' : 'translated',
      source: textContent(cell('source')),
      ...(target !== '' && { target: textContent(target) }),
    };
    const note = cell('note');
    units.set(
      id,
      known
        ? { ...known, segments: [...known.segments, segment] }
        : {
            id,
            preserveSpace: true,
            notes: note === '' ? [] : [{ text: note }],
            metadata: [],
            glossary: [],
            matches: [],
            segments: [segment],
          },
    );
  });
  return {
    version: '2.1',
    sourceLanguage: facts.source,
    targetLanguage: facts.target,
    files: [...files].map(([original, units], i) => ({
      id: `f${i + 1}`,
      ...(original !== '' && { original }),
      notes: [],
      metadata: [],
      units: [...units.values()],
    })),
  };
}
