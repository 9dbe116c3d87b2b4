import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileError, inputError, isMemoriError } from '../base/index.js';
import { formatFor } from '../formats/index.js';
import type { CliIo } from './io.js';
import { reportError } from './report.js';

/** Files as given, folders replaced by the documents directly inside them, in name order. @throws MemoriError */
export async function expandFiles(
  paths: readonly string[],
  wanted: (file: string) => boolean = (file) => formatFor(file) !== undefined,
): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const stats = await stat(path).catch((error: unknown) => {
      throw fileError(error, path, 'read');
    });
    if (!stats.isDirectory()) {
      files.push(path);
      continue;
    }
    const inside = (await readdir(path)).filter(wanted).sort();
    if (inside.length === 0)
      throw inputError('folder.empty', 'there is no document in this folder that memori can read', { file: path });
    files.push(...inside.map((name) => join(path, name)));
  }
  return files;
}

/** Runs an action per file; a bad file is reported and the others go on. Returns how many failed. */
export async function eachFile(
  paths: readonly string[],
  io: CliIo,
  action: (file: string) => Promise<void>,
): Promise<number> {
  let failed = 0;
  for (const file of await expandFiles(paths)) {
    try {
      await action(file);
    } catch (error) {
      if (!isMemoriError(error) || (error.kind !== 'input' && error.kind !== 'usage')) throw error;
      reportError(error, io);
      failed++;
    }
  }
  return failed;
}
