import { basename, extname } from 'node:path';
import { usageError } from '../../base/index.js';

/** Formats that bilingual text can be converted to. */
export const EXCHANGE_FORMATS = {
  'xliff-1.2': '.xlf',
  'xliff-2.0': '.xlf',
  'xliff-2.1': '.xlf',
  'xliff-2.2': '.xlf',
  tmx: '.tmx',
  'tmx-omegat': '.tmx',
  csv: '.csv',
  tsv: '.tsv',
  json: '.json',
  'xliff-json': '.json',
} as const;

export type ExchangeFormat = keyof typeof EXCHANGE_FORMATS;

export const isExchangeFormat = (name: string): name is ExchangeFormat => Object.hasOwn(EXCHANGE_FORMATS, name);

/** @throws MemoriError `convert.format` */
export function exchangeFormat(name: string): ExchangeFormat {
  if (name === 'xliff') return 'xliff-2.1';
  if (isExchangeFormat(name)) return name;
  throw usageError('convert.format', `“${name}” is not a format to convert to`, {
    hint: `Formats: ${Object.keys(EXCHANGE_FORMATS).join(', ')}.`,
  });
}

/** What kind of file this is, by its ending. */
export type FileKind = 'xliff' | 'tmx' | 'csv' | 'tsv' | 'json';

const KINDS: Readonly<Record<string, FileKind>> = {
  '.xlf': 'xliff',
  '.xliff': 'xliff',
  '.sdlxliff': 'xliff',
  '.mxliff': 'xliff',
  '.mqxliff': 'xliff',
  '.tmx': 'tmx',
  '.csv': 'csv',
  '.tsv': 'tsv',
  '.tab': 'tsv',
  '.json': 'json',
};

export const fileKind = (file: string): FileKind | undefined => KINDS[extname(file).toLowerCase()];

/** The format that a file to be written has by its name. @throws MemoriError `convert.format` */
export function formatOfOutput(file: string): ExchangeFormat {
  const extension = extname(file).toLowerCase();
  switch (extension) {
    case '.xlf':
    case '.xliff':
      return 'xliff-2.1';
    case '.tab':
      return 'tsv';
    case '.tmx':
    case '.csv':
    case '.tsv':
    case '.json':
      return extension.slice(1) as ExchangeFormat;
    default:
      throw usageError('convert.format', `cannot tell from “${basename(file)}” what to convert to`, {
        file,
        hint: `Name the format with --to: ${Object.keys(EXCHANGE_FORMATS).join(', ')}.`,
      });
  }
}
