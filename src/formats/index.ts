/** Document formats: what can be taken apart into blocks and put together again. */
import { extname } from 'node:path';
import { usageError } from '../base/index.js';
import type { DocumentFormat } from './format.js';
import { markdownFormat } from './markdown.js';
import { textFormat } from './text.js';

export type { DocumentFormat, ExtractContext, ExtractedBlock } from './format.js';
export { markdownFormat, textFormat };

/** To add a format: write its `DocumentFormat` and add it here. */
export const FORMATS: readonly DocumentFormat[] = [textFormat, markdownFormat];

/** The format for a file name, or `undefined`. */
export function formatFor(file: string): DocumentFormat | undefined {
  const extension = extname(file).toLowerCase();
  return FORMATS.find((format) => format.extensions.includes(extension));
}

/** The format with an id as stored in XLIFF. @throws MemoriError `format.unknown` */
export function formatById(id: string, file?: string): DocumentFormat {
  const format = FORMATS.find((candidate) => candidate.id === id);
  if (format) return format;
  throw usageError('format.unknown', `unknown document format “${id}”`, {
    ...(file !== undefined && { file }),
    hint: `Known formats: ${FORMATS.map((known) => known.id).join(', ')}.`,
  });
}
