import { inputError } from '../base/index.js';

/** One cell with its place in the text: `[start, end)` holds it as written, quotes included. */
export interface Cell {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export interface Row {
  /** 1-based line it begins on. */
  readonly line: number;
  readonly cells: readonly Cell[];
  /** Without its line end. */
  readonly start: number;
  readonly end: number;
}

export type Delimiter = ',' | ';' | '\t';

/** The separator of a table, from its first line: what stands there most often outside quotes. */
export function delimiterOf(text: string): Delimiter {
  const head = text.slice(0, text.search(/[\r\n]|$/u)).replace(/"(?:[^"]|"")*"/gu, '');
  const count = (separator: string): number => head.split(separator).length;
  return (['\t', ';', ','] as const).reduce((best, one) => (count(one) > count(best) ? one : best), ',' as Delimiter);
}

/**
 * The rows of a table with the offsets of all cells. Tab-separated text has no quoting, as OmegaT writes it; otherwise
 * RFC 4180 with spaces allowed around quoted cells. Empty lines are left out.
 *
 * @throws MemoriError `csv.malformed` for a quote that is never closed
 */
export function parseTable(text: string, delimiter: Delimiter, file?: string): Row[] {
  const rows: Row[] = [];
  let cells: Cell[] = [];
  let at = 0;
  let line = 1;
  let rowStart = 0;
  let rowLine = 1;
  const isLineEnd = (c: string | undefined): boolean => c === '\n' || c === '\r';
  const endRow = (end: number): void => {
    if (cells.length > 1 || cells[0]?.value.trim() !== '') rows.push({ line: rowLine, cells, start: rowStart, end });
    cells = [];
  };
  while (at < text.length) {
    const start = at;
    let value: string;
    const first = delimiter === '\t' ? -1 : quoteAt(text, at);
    if (first >= 0) {
      let close = text.indexOf('"', first);
      while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
      if (close < 0) {
        throw inputError('csv.malformed', 'the quote that opens this cell is never closed', {
          ...(file !== undefined && { file }),
          line,
          column: first - rowStart,
          hint: 'A cell that holds the separator, a quote or a line end stands in double quotes, its own quotes doubled.',
        });
      }
      value = text.slice(first, close).replaceAll('""', '"');
      line += value.split(/\r\n|\n|\r/u).length - 1;
      at = close + 1;
      const rest = at;
      while (at < text.length && text[at] !== delimiter && !isLineEnd(text[at])) at++;
      value += text.slice(rest, at).trimEnd();
    } else {
      while (at < text.length && text[at] !== delimiter && !isLineEnd(text[at])) at++;
      value = text.slice(start, at);
    }
    cells.push({ value, start, end: at });
    if (text[at] === delimiter) {
      at++;
      if (at < text.length && !isLineEnd(text[at])) continue;
      cells.push({ value: '', start: at, end: at });
    }
    endRow(at);
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    if (at < text.length) at++;
    line++;
    rowStart = at;
    rowLine = line;
  }
  return rows;
}

/** Behind the quote that opens a cell, or -1. */
function quoteAt(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ') at++;
  return text[at] === '"' ? at + 1 : -1;
}

/** A cell as written, such that it reads back as the same value. @throws MemoriError `table.cell` */
export function writeCell(value: string, delimiter: Delimiter): string {
  if (delimiter === '\t') {
    if (/[\t\r\n]/u.test(value)) {
      throw inputError('table.cell', 'a tab-separated table cannot hold a tab or a line end in a cell', {
        hint: 'Leave it out, or keep the terms in a .csv or .tbx file.',
      });
    }
    return value;
  }
  return /["\r\n]|^\s|\s$/u.test(value) || value.includes(delimiter) ? `"${value.replaceAll('"', '""')}"` : value;
}
