import { readBytes, usageError } from '../base/index.js';
import { readTermbase, type Termbase, type TermbaseFile } from '../glossary/index.js';

/** Reads a termbase file. @throws MemoriError */
export async function openTermbase(file: string): Promise<TermbaseFile> {
  return readTermbase(await readBytes(file), file);
}

/** The termbases given by `--glossary`, in that order. @throws MemoriError `glossary.none` when there is none */
export async function openTermbases(files: readonly string[] | undefined): Promise<Termbase[]> {
  if (files === undefined || files.length === 0) {
    throw usageError('glossary.none', 'no termbase given', { hint: 'Use --glossary FILE (CSV, TSV or TBX).' });
  }
  return Promise.all(files.map(async (file) => (await openTermbase(file)).termbase));
}
