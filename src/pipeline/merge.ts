import { basename, dirname, extname, join } from 'node:path';
import { inputError, readBytes, writeFileSafely } from '../base/index.js';
import { decodeXml, readXliff, type XliffFile } from '../xliff/index.js';
import { mergeSkeleton, type MergeUnit, parseSkeleton } from './skeleton.js';

function unitsOf(file: XliffFile): Map<string, MergeUnit> {
  return new Map(
    file.units.map((unit) => [unit.id, { pieces: unit.segments.map(({ source, target }) => ({ source, target })) }]),
  );
}

/** `artikel.txt` → `artikel.en.txt` */
function translatedName(original: string, language: string): string {
  const extension = extname(original);
  return `${basename(original, extension)}.${language}${extension}`;
}

/**
 * Rebuilds the translated documents of an XLIFF file.
 * @returns the paths written, one per `file` element
 * @throws MemoriError when the XLIFF is not ours or lost a unit; nothing is written then
 */
export async function mergeXliff(path: string, outDir: string = dirname(path)): Promise<string[]> {
  const document = readXliff(decodeXml(await readBytes(path), path).text, { file: path });
  const results = document.files.map((file) => {
    if (file.skeleton?.text === undefined) {
      throw inputError('skeleton.missing', 'this XLIFF file carries no skeleton, so its document cannot be rebuilt', {
        file: path,
        hint: 'Merge files that `memori translate` wrote; other XLIFF goes back through the tool that made it.',
      });
    }
    const bytes = mergeSkeleton(parseSkeleton(file.skeleton.text, path), unitsOf(file), path);
    return {
      target: join(
        outDir,
        translatedName(basename(file.original ?? basename(path, '.xlf')), document.targetLanguage ?? 'en'),
      ),
      bytes,
    };
  });
  for (const { target, bytes } of results) await writeFileSafely(target, bytes);
  return results.map(({ target }) => target);
}
