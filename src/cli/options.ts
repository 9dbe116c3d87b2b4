import { InvalidArgumentError, Option } from 'commander';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The model that comes with memori. */
export const DEFAULT_MODEL = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'models', 'memori-id-en');

export function collect(value: string, previous: string[] | undefined): string[] {
  return [...(previous ?? []), value];
}

export function wholeNumber(minimum: number, maximum: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!Number.isInteger(number) || number < minimum || number > maximum) {
      throw new InvalidArgumentError(`Give a whole number from ${minimum} to ${maximum}.`);
    }
    return number;
  };
}

/** The options that several commands share, each made where it is used. */
export const shared = {
  json: () => new Option('--json', 'one JSON object per line on standard output, nothing else'),
  quiet: () => new Option('-q, --quiet', 'no progress and no summary'),
  out: (what: string, fallback?: string) => new Option('-o, --out <dir>', what).default(fallback),
  memory: () => new Option('-m, --memory <dir>', 'memory folder, repeatable (default: tm)').argParser(collect),
  glossary: () => new Option('-g, --glossary <file>', 'termbase (CSV, TSV or TBX), repeatable').argParser(collect),
  model: () =>
    new Option('--model <dir|hub-id>', 'model folder or hub id').default(
      DEFAULT_MODEL,
      'the model that comes with memori',
    ),
  allowRemote: () =>
    new Option('--allow-remote', 'let a hub id be downloaded; without it nothing ever touches the network'),
  jobs: () =>
    new Option('-j, --jobs <n>', 'worker processes')
      .argParser(wholeNumber(1, 64))
      .default(cpus().length, 'one per core'),
  beam: () => new Option('--beam <n>', 'beam width; 1 is greedy and fastest').argParser(wholeNumber(1, 8)).default(1),
  from: () => new Option('--from <language>', 'source language').choices(['id']).default('id'),
  to: () => new Option('--to <language>', 'target language').choices(['en']).default('en'),
  srx: () => new Option('--srx <file>', 'segment by the rules of an SRX file'),
  overrides: () => new Option('--overrides <file>', 'JSON file of joins and splits for this project'),
  lang: () => new Option('--lang <language>', 'language of the documents').choices(['id', 'en']).default('id'),
};
