import { stringify } from 'csv-stringify/sync';
import { basename, extname } from 'node:path';
import { readBytes, usageError } from '../base/index.js';
import { plainText } from '../content/index.js';
import type { MemoryUnit, MemoryUnitInput } from '../memory/index.js';
import { isTable, readTable, unitsOfTable } from './tabular.js';

/** The units of a file, to be added to a memory. @throws MemoriError when the file is not one that holds units, or is damaged */
export async function readUnits(file: string): Promise<MemoryUnitInput[]> {
  if (isTable(file)) return unitsOfTable(readTable(await readBytes(file), file), file);
  throw usageError('units.format', `cannot read translation units from “${basename(file)}”`, {
    file,
    hint: 'Known endings: .tsv .tab .csv',
  });
}

/** Units as the text of a file, its format told by the file's ending. @throws MemoriError `units.format` */
export function exportUnits(units: readonly (MemoryUnit | MemoryUnitInput)[], file: string): string {
  const rows = units.map((unit) => [plainText(unit.source), plainText(unit.target)]);
  switch (extname(file).toLowerCase()) {
    case '.tsv':
    case '.tab':
      return rows.map((row) => `${row.map((cell) => cell.replace(/[\t\r\n]+/g, ' ')).join('\t')}\n`).join('');
    case '.csv':
      return stringify([['id', 'en'], ...rows]);
    case '.json':
      return `${JSON.stringify(units.map(jsonUnit), null, 1)}\n`;
    default:
      throw usageError('units.format', `cannot tell what to write into “${basename(file)}”`, {
        file,
        hint: 'Known endings: .tsv .csv .json',
      });
  }
}

function jsonUnit({
  id,
  source,
  target,
  origin,
  state,
  document,
  context,
  created,
  changed,
}: MemoryUnit | MemoryUnitInput): object {
  return {
    id,
    source: plainText(source),
    target: plainText(target),
    origin,
    state,
    document,
    context,
    created,
    changed,
  };
}
