import { stringify } from 'csv-stringify/sync';
import { basename, extname } from 'node:path';
import { readBytes, usageError } from '../base/index.js';
import { plainText } from '../content/index.js';
import type { MemoryUnit, MemoryUnitInput } from '../memory/index.js';
import { writeTmx } from '../tmx/index.js';
import { writeXliff2, type XliffUnit } from '../xliff/index.js';
import { fileKind } from './exchange/formats.js';
import { unitsOfFile } from './exchange/import.js';
import { unitToTmx } from './exchange/memory-tmx.js';
import { tmxHeader } from './exchange/tmx-document.js';
import { isTable, readTable, unitsOfTable } from './tabular.js';

/** The units of a file, to be added to a memory. @throws MemoriError when the file is not one that holds units, or is damaged */
export async function readUnits(file: string): Promise<MemoryUnitInput[]> {
  if (isTable(file)) return unitsOfTable(readTable(await readBytes(file), file), file);
  if (fileKind(file) !== undefined) return unitsOfFile(file, { sourceLanguage: 'id', targetLanguage: 'en' });
  throw usageError('units.format', `cannot read translation units from “${basename(file)}”`, {
    file,
    hint: 'Known endings: .tmx .xlf .xliff .sdlxliff .mxliff .mqxliff .tsv .tab .csv .json',
  });
}

/** A unit that a memory keeps, or one that is on its way there. */
export type ExportableUnit = MemoryUnit | MemoryUnitInput;

/** Units as the text of a file, its format told by the file's ending. @throws MemoriError `units.format` */
export function exportUnits(given: readonly ExportableUnit[], file: string): string {
  const units = given.map(complete);
  const rows = units.map((unit) => [plainText(unit.source), plainText(unit.target)]);
  switch (extname(file).toLowerCase()) {
    case '.tsv':
    case '.tab':
      return rows.map((row) => `${row.map((cell) => cell.replace(/[\t\r\n]+/g, ' ')).join('\t')}\n`).join('');
    case '.csv':
      return stringify([['id', 'en'], ...rows]);
    case '.json':
      return `${JSON.stringify(units.map(jsonUnit), null, 1)}\n`;
    case '.tmx':
      return writeTmx({
        version: '1.4',
        header: tmxHeader('id'),
        units: units.map((unit) => unitToTmx(unit, { context: 'all' })),
      });
    case '.xlf':
    case '.xliff':
      return writeXliff2({
        version: '2.1',
        sourceLanguage: 'id',
        targetLanguage: 'en',
        files: [{ id: 'f1', original: basename(file), notes: [], metadata: [], units: units.map(xliffUnit) }],
      });
    default:
      throw usageError('units.format', `cannot tell what to write into “${basename(file)}”`, {
        file,
        hint: 'Known endings: .tmx .xlf .tsv .csv .json',
      });
  }
}

/** What a memory would fill in. */
function complete(unit: ExportableUnit, index: number): MemoryUnit {
  const created = unit.created ?? new Date().toISOString();
  return {
    ...unit,
    id: unit.id ?? `u${index + 1}`,
    sourceLanguage: unit.sourceLanguage ?? 'id',
    targetLanguage: unit.targetLanguage ?? 'en',
    state: unit.state ?? (unit.origin.kind === 'mt' ? 'initial' : 'translated'),
    created,
    changed: unit.changed ?? created,
  };
}

function xliffUnit({ source, target, origin, state, document, notes = [] }: MemoryUnit, index: number): XliffUnit {
  return {
    id: `u${index + 1}`,
    notes: [
      ...(document === undefined ? [] : [{ category: 'memori:document', text: document }]),
      ...notes.map((text) => ({ text })),
    ],
    metadata: [],
    glossary: [],
    matches: [],
    preserveSpace: true,
    segments: [
      { kind: 'segment', id: 's1', state, ...(origin.kind === 'mt' && { subState: 'memori:mt' }), source, target },
    ],
  };
}

function jsonUnit({ id, source, target, origin, state, document, context, created, changed }: MemoryUnit): object {
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
