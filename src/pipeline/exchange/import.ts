import { basename, sep } from 'node:path';
import { isMemoriError } from '../../base/index.js';
import type { AddResult, Memory, MemoryUnitInput } from '../../memory/index.js';
import { pairOf, streamTmxUnits } from '../../tmx/index.js';
import { readBilingual } from './convert.js';
import { fileKind } from './formats.js';
import { unitFromTmx } from './memory-tmx.js';
import { type LeftOut, unitsOfDocument } from './trust.js';

export interface ImportOptions {
  readonly sourceLanguage: string;
  readonly targetLanguage: string;
  /** Recorded with people's work where the file names nobody. */
  readonly author?: string;
  /** TMX: take units that were translated from another language, too. */
  readonly anyDirection?: boolean;
}

/** What came out of a file. */
export interface ImportSummary extends AddResult {
  readonly file: string;
  /** Units taken from the file; what the memory did with them is told by the counts beside. */
  readonly units: number;
  /** A person confirmed them. */
  readonly confirmed: number;
  /** Machine translation that nobody has confirmed. */
  readonly machine: number;
  /** Segments left out, by reason. */
  readonly left: Readonly<Partial<Record<LeftOut | 'other languages', number>>>;
}

/** Units that are added at once: keeps the memory of large files small. */
const BATCH = 20_000;

/** OmegaT keeps machine translations in a folder of this name below its memories. */
const isMachineFolder = (file: string): boolean => file.split(sep).slice(0, -1).includes('mt');

/**
 * Brings what came back from a CAT tool into a memory: XLIFF of any version and flavour, TMX, tables.
 *
 * @throws MemoriError when the file cannot be read; units before the damage of a TMX file are in the memory then
 */
export async function importFile(file: string, memory: Memory, options: ImportOptions): Promise<ImportSummary> {
  const total = { added: 0, replaced: 0, skipped: 0, units: 0, confirmed: 0, machine: 0 };
  const left: Record<string, number> = {};
  const add = async (units: readonly MemoryUnitInput[]): Promise<void> => {
    const result = await memory.add(units);
    total.added += result.added;
    total.replaced += result.replaced;
    total.skipped += result.skipped;
    total.units += units.length;
    for (const { origin } of units) {
      if (origin.kind === 'human') total.confirmed++;
      if (origin.kind === 'mt') total.machine++;
    }
  };
  if (fileKind(file) === 'tmx') {
    let batch: MemoryUnitInput[] = [];
    const facts = { file: basename(file), machine: isMachineFolder(file) };
    for await (const units of tmxBatches(file)) {
      for (const { header, unit } of units) {
        const pair = pairOf(header, unit, options.sourceLanguage, options.targetLanguage, options);
        if (pair === undefined) {
          left['other languages'] = (left['other languages'] ?? 0) + 1;
          continue;
        }
        const input = unitFromTmx(pair, header, facts);
        if (input === undefined) left['untranslated'] = (left['untranslated'] ?? 0) + 1;
        else batch.push(input);
      }
      await add(batch);
      batch = [];
    }
  } else {
    const { document } = await readBilingual(file, { source: options.sourceLanguage, target: options.targetLanguage });
    const { units, left: why } = unitsOfDocument(document, {
      file,
      ...(options.author !== undefined && { author: options.author }),
    });
    await add(units);
    for (const [reason, n] of Object.entries(why)) if (n > 0) left[reason] = n;
  }
  return { file, ...total, left };
}

type Streamed = Awaited<ReturnType<ReturnType<typeof streamTmxUnits>['next']>>['value'];

async function* tmxBatches(file: string): AsyncGenerator<NonNullable<Streamed>[]> {
  let batch: NonNullable<Streamed>[] = [];
  try {
    for await (const unit of streamTmxUnits(file)) {
      batch.push(unit);
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    // A damaged file gives nothing of its last batch: half a file is told, not silently taken.
    if (isMemoriError(error)) batch = [];
    throw error;
  }
  yield batch;
}
