import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Other people's test files, read in place when they are there; none of them is part of the project. */
export const CONFORMANCE = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'conformance');

export const hasConformance = existsSync(CONFORMANCE);

/** Says loudly that tests on foreign files do not run here. */
export function warnWhenAbsent(what: string): void {
  if (!hasConformance) console.error(`SKIPPED: ${what}: ../shared/conformance is not there.`);
}

/** All files below a folder of the conformance data with one of the endings, sorted, relative to it. */
export function conformanceFiles(folder: string, endings: RegExp): string[] {
  const top = join(CONFORMANCE, folder);
  if (!existsSync(top)) return [];
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.test(entry.name))
    .map((entry) => relative(CONFORMANCE, join(entry.parentPath, entry.name)))
    .sort();
}

export const conformanceBytes = (file: string): Uint8Array => readFileSync(join(CONFORMANCE, file));
