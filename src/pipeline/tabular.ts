import { CsvError, parse } from 'csv-parse/sync';
import { basename, extname } from 'node:path';
import { decodeText, inputError } from '../base/index.js';
import { textContent } from '../content/index.js';
import type { MemoryUnitInput } from '../memory/index.js';

/** A row of a table with the line it began on, 1-based. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export function isTable(file: string): boolean {
  return ['.tsv', '.tab', '.csv'].includes(extname(file).toLowerCase());
}

/** Tab-separated text as parallel corpora and OmegaT write it: no quoting, a quote is a quote. */
function tabRows(text: string): TableRow[] {
  return text
    .split(/\r\n|\n|\r/)
    .flatMap((line, i) => (line.trim() === '' ? [] : [{ line: i + 1, cells: line.split('\t') }]));
}

/** Comma- or semicolon-separated text after RFC 4180. */
function commaRows(text: string, file: string): TableRow[] {
  const head = text.slice(0, text.search(/[\r\n]|$/));
  const count = (separator: string): number => head.split(separator).length;
  const delimiter = [',', ';', '\t'].reduce((best, candidate) => (count(candidate) > count(best) ? candidate : best));
  try {
    const records = parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    // `info.lines` is the line a record ended on.
    return records.map(({ record, info }) => ({
      line: info.lines - record.join('').split('\n').length + 1,
      cells: record,
    }));
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw inputError('csv.malformed', cause.message, {
      file,
      ...(typeof cause['lines'] === 'number' && { line: cause['lines'] }),
      hint: 'A cell that holds the separator, a quote or a line end stands in double quotes, its own quotes doubled.',
      cause,
    });
  }
}

/** Rows of a CSV or TSV file. @throws MemoriError `csv.malformed`, `text.*` */
export function readTable(bytes: Uint8Array, file: string): TableRow[] {
  const { text } = decodeText(bytes, file);
  return extname(file).toLowerCase() === '.csv' ? commaRows(text, file) : tabRows(text);
}

const SOURCE_NAMES = /^(?:source|src|sumber|id|id-id|ind|indonesian?|bahasa indonesia)$/i;
const TARGET_NAMES = /^(?:target|tgt|sasaran|en|en-(?:us|gb)|eng|english|inggris|translation|terjemahan)$/i;

/**
 * Units of a table with a source and a target column: named by a header, else the first two.
 * Rows with an empty side are left out.
 *
 * @throws MemoriError `table.columns` with the line that has only one column
 */
export function unitsOfTable(rows: readonly TableRow[], file: string): MemoryUnitInput[] {
  const first = rows[0]?.cells.map((cell) => cell.trim()) ?? [];
  const named = [
    first.findIndex((cell) => SOURCE_NAMES.test(cell)),
    first.findIndex((cell) => TARGET_NAMES.test(cell)),
  ];
  const hasHeader = named[0]! >= 0 && named[1]! >= 0;
  const [source, target] = hasHeader ? (named as [number, number]) : [0, 1];
  const document = basename(file);
  return rows.slice(hasHeader ? 1 : 0).flatMap(({ line, cells }): MemoryUnitInput[] => {
    const [from, to] = [cells[source]?.trim(), cells[target]?.trim()];
    if (from === undefined || to === undefined) {
      throw inputError(
        'table.columns',
        `this line has ${cells.length} column${cells.length === 1 ? '' : 's'}; source and target are needed`,
        {
          file,
          line,
          column: 1,
          hint: 'Each line holds a source and its translation, separated by a tab (.tsv) or a comma (.csv). Nothing was imported.',
        },
      );
    }
    if (from === '' || to === '') return [];
    return [
      { source: textContent(from), target: textContent(to), document, origin: { kind: 'import', file: document } },
    ];
  });
}
