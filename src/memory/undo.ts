import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileSafely } from '../base/index.js';
import { readChange, storeChange, type Change, type StoredChange } from './change.js';

/** Operations that can be undone. Older ones are forgotten. */
const KEPT = 30;

/** What takes an operation back. */
export interface UndoStep {
  /** Steps of one operation share it. */
  readonly operation: string;
  /** What the operation was, for people. */
  readonly label: string;
  readonly inverse: readonly Change[];
}

interface StoredStep {
  readonly operation: string;
  readonly label: string;
  readonly inverse: readonly StoredChange[];
}

const folderOf = (memoryFolder: string): string => join(memoryFolder, 'undo');

async function stepFiles(memoryFolder: string): Promise<string[]> {
  const names = await readdir(folderOf(memoryFolder)).catch(() => []);
  return names.filter((name) => /^\d+\.json$/.test(name)).sort();
}

/** Notes how to take a change back, before it is made. Returns the file, to be removed when the change is not made. */
export async function recordUndo(memoryFolder: string, step: UndoStep): Promise<string> {
  const folder = folderOf(memoryFolder);
  await mkdir(folder, { recursive: true });
  const files = await stepFiles(memoryFolder);
  const number = Number.parseInt(files.at(-1) ?? '0', 10) + 1;
  const stored: StoredStep = {
    operation: step.operation,
    label: step.label,
    inverse: step.inverse.map(storeChange),
  };
  const file = join(folder, `${String(number).padStart(8, '0')}.json`);
  await writeFileSafely(file, JSON.stringify(stored));
  for (const old of files.slice(0, Math.max(0, files.length + 1 - KEPT))) await rm(join(folder, old), { force: true });
  return file;
}

/** The steps of the last operation, last first. */
export async function lastOperation(memoryFolder: string): Promise<(UndoStep & { readonly file: string })[]> {
  const steps: (UndoStep & { readonly file: string })[] = [];
  for (const name of (await stepFiles(memoryFolder)).reverse()) {
    const file = join(folderOf(memoryFolder), name);
    const stored = JSON.parse(await readFile(file, 'utf8')) as StoredStep;
    if (steps.length > 0 && steps[0]!.operation !== stored.operation) break;
    const inverse = stored.inverse.map(readChange);
    steps.push({ operation: stored.operation, label: stored.label, inverse, file });
  }
  return steps;
}
