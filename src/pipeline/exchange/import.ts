import { basename, sep } from 'node:path';
import type { AddResult, Memory, MemoryUnitInput } from '../../memory/index.js';
import { languageFit, pairOf, type StreamedTmxUnit, streamTmxUnits } from '../../tmx/index.js';
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

interface Batch {
  readonly units: readonly MemoryUnitInput[];
  readonly left: Readonly<Record<string, number>>;
}

/** Is a unit in the languages of the memory? A file that names none is taken at the user's word. */
function fits(unit: MemoryUnitInput, { sourceLanguage, targetLanguage }: ImportOptions): boolean {
  const one = (tag: string | undefined, wanted: string): boolean => tag === undefined || languageFit(tag, wanted) > 0;
  return one(unit.sourceLanguage, sourceLanguage) && one(unit.targetLanguage, targetLanguage);
}

/** The units of a file, some at a time; a damaged file gives none. */
async function* batchesOf(file: string, options: ImportOptions): AsyncGenerator<Batch> {
  if (fileKind(file) !== 'tmx') {
    const { document } = await readBilingual(file, { source: options.sourceLanguage, target: options.targetLanguage });
    const { units, left } = unitsOfDocument(document, {
      file,
      ...(options.author !== undefined && { author: options.author }),
    });
    const own = units.filter((unit) => fits(unit, options));
    yield { units: own, left: { ...left, 'other languages': units.length - own.length } };
    return;
  }
  const facts = { file: basename(file), machine: isMachineFolder(file) };
  for await (const batch of tmxBatches(file)) {
    const left = { 'other languages': 0, untranslated: 0 };
    const units: MemoryUnitInput[] = [];
    for (const { header, unit } of batch) {
      const pair = pairOf(header, unit, options.sourceLanguage, options.targetLanguage, options);
      const input = pair && unitFromTmx(pair, header, facts);
      if (input !== undefined) units.push(input);
      else left[pair === undefined ? 'other languages' : 'untranslated']++;
    }
    yield { units, left };
  }
}

/**
 * What of a file belongs into a memory: XLIFF of any version and flavour, TMX, tables.
 *
 * @throws MemoriError when the file cannot be read
 */
export async function unitsOfFile(file: string, options: ImportOptions): Promise<MemoryUnitInput[]> {
  const all: MemoryUnitInput[] = [];
  for await (const { units } of batchesOf(file, options)) for (const unit of units) all.push(unit);
  return all;
}

/**
 * Brings what came back from a CAT tool into a memory; see {@link unitsOfFile}.
 *
 * @throws MemoriError when the file cannot be read; nothing of it is in the memory then
 */
export async function importFile(file: string, memory: Memory, options: ImportOptions): Promise<ImportSummary> {
  const total = { added: 0, replaced: 0, skipped: 0, units: 0, confirmed: 0, machine: 0 };
  const left: Record<string, number> = {};
  for await (const batch of batchesOf(file, options)) {
    const result = await memory.add(batch.units);
    total.added += result.added;
    total.replaced += result.replaced;
    total.skipped += result.skipped;
    total.units += batch.units.length;
    for (const { origin } of batch.units) {
      if (origin.kind === 'human') total.confirmed++;
      if (origin.kind === 'mt') total.machine++;
    }
    for (const [reason, n] of Object.entries(batch.left)) if (n > 0) left[reason] = (left[reason] ?? 0) + n;
  }
  return { file, ...total, left };
}

async function* tmxBatches(file: string): AsyncGenerator<StreamedTmxUnit[]> {
  // Read once through before anything is taken: a damaged file must not end up in the memory by half.
  for await (const { unit } of streamTmxUnits(file)) void unit;
  let batch: StreamedTmxUnit[] = [];
  for await (const unit of streamTmxUnits(file)) {
    batch.push(unit);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}
