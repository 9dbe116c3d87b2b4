import { extname } from 'node:path';
import { decodeText, type TextEncoding } from '../base/index.js';
import { readTbx, type TbxDocument, type Termbase } from '../tbx/index.js';
import { decodeXml, type XmlEncoding } from '../xliff/index.js';
import { type Columns, columnsOf } from './columns.js';
import { conceptsOfRows, readRow } from './rows.js';
import { type Delimiter, delimiterOf, parseTable, type Row } from './table.js';

/** A termbase as a table file holds it: what it says, and enough of how to change a row without touching the others. */
export interface TableFile {
  readonly kind: 'table';
  readonly file: string;
  readonly text: string;
  readonly encoding: TextEncoding;
  readonly delimiter: Delimiter;
  readonly rows: readonly Row[];
  readonly columns: Columns;
  readonly termbase: Termbase;
}

export interface ReadTermbaseOptions {
  /** Languages of the columns of a table that does not name them. Default `id` and `en`. */
  readonly source?: string;
  readonly target?: string;
}

/** @throws MemoriError `text.*`, `csv.malformed`, `table.columns`, `term.status` */
export function readTable(bytes: Uint8Array, file: string, options: ReadTermbaseOptions = {}): TableFile {
  const { text: stored, encoding } = decodeText(bytes, file, { allowEmpty: true });
  const text = stored.replace(/^\ufeff/u, '');
  const delimiter = extname(file).toLowerCase() === '.csv' ? delimiterOf(text) : '\t';
  const rows = parseTable(text, delimiter, file);
  const { source = 'id', target = 'en' } = options;
  const first = rows[0]?.cells.map(({ value }) => value) ?? [];
  const columns = columnsOf(first, { source, target }, delimiter === '\t');
  const content = rows.slice(columns.hasHeader ? 1 : 0).flatMap((row) => readRow(row, columns, file) ?? []);
  return {
    kind: 'table',
    file,
    text,
    encoding,
    delimiter,
    rows,
    columns,
    termbase: { concepts: conceptsOfRows(content, columns) },
  };
}

/** A termbase as a TBX file holds it. */
export interface TbxFile extends TbxDocument {
  readonly file: string;
  readonly encoding: XmlEncoding;
}

export type TermbaseFile = TableFile | TbxFile;

export function isTbx(file: string): boolean {
  return ['.tbx', '.xml', '.tbxm'].includes(extname(file).toLowerCase());
}

/** Reads a termbase by the ending of its name: TBX, CSV, or tab-separated text. @throws MemoriError */
export function readTermbase(bytes: Uint8Array, file: string, options: ReadTermbaseOptions = {}): TermbaseFile {
  if (!isTbx(file)) return readTable(bytes, file, options);
  const { text, encoding } = decodeXml(bytes, file);
  return { ...readTbx(text, { file }), file, encoding };
}
