import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { isMemoriError, readText } from '../base/index.js';
import { readXliff, type XliffDocument } from '../xliff/index.js';
import { openPart, partBuilder, type FileStamp, type Part } from './parts.js';
import type { TextTools } from './tools.js';
import { isMemoryFile, readForeignFile, readMemoryFile } from './xliff-units.js';

export type Stamp = Pick<FileStamp, 'size' | 'time' | 'inode'>;

/** XLIFF files that are to be indexed, and what has to be known for that. */
export interface IndexJob {
  readonly dir: string;
  readonly languages: { readonly sourceLanguage: string; readonly targetLanguage: string };
  readonly files: readonly (readonly [name: string, stamp: Stamp])[];
}

export interface Indexed {
  readonly part: Part | undefined;
  readonly stamps: ReadonlyMap<string, FileStamp>;
}

/** What a worker is started with and what it answers. */
export interface IndexSetup {
  readonly job: IndexJob;
  readonly hidden: string;
  readonly name: string;
  readonly module: string;
}
export interface IndexReply {
  readonly stamps: readonly (readonly [string, FileStamp])[];
  readonly hasPart: boolean;
}

/** Indexes files into one part: on disk when it is given a name. A file that cannot be read gets a stamp that says so. */
export async function indexFiles(
  { dir, languages, files }: IndexJob,
  hidden: string,
  name: string | undefined,
  tools: TextTools,
): Promise<Indexed> {
  const builder = partBuilder(hidden, name, tools);
  const stamps = new Map<string, FileStamp>();
  for (const [file, stamp] of files) {
    const document = await readDocument(join(dir, file));
    if (!document) {
      stamps.set(file, { ...stamp, own: false, damaged: true });
      continue;
    }
    const own = isMemoryFile(document);
    const facts = { name: file, time: new Date(stamp.time).toISOString(), ...languages };
    for (const unit of own ? readMemoryFile(document, facts) : readForeignFile(document, facts))
      builder.add(unit, file);
    const original = own ? document.files[0]?.original : undefined;
    stamps.set(file, { ...stamp, own, ...(original !== undefined && { document: original }) });
  }
  return { part: builder.finish(), stamps };
}

/** One damaged file must not hide the rest of a memory: undefined when it is not XLIFF that can be read. */
async function readDocument(file: string): Promise<XliffDocument | undefined> {
  try {
    return readXliff((await readText(file)).text, { file });
  } catch (error) {
    if (isMemoriError(error)) return undefined;
    throw error;
  }
}

/** From how many bytes on threads are worth their start. */
const WORTH_THREADS = 24 << 20;

/** Indexes many files on all cores, each thread into a part of its own; undefined when that is not worth it or not possible. */
export async function indexInThreads(
  job: IndexJob,
  hidden: string,
  newName: () => string,
  { module }: TextTools,
  { worth = WORTH_THREADS, cores = availableParallelism() } = {},
): Promise<Indexed[] | undefined> {
  const worker = new URL('./index-worker.js', import.meta.url);
  const bytes = job.files.reduce((sum, [, { size }]) => sum + size, 0);
  const threads = Math.min(cores, Math.floor(bytes / (worth / 2)), job.files.length);
  if (bytes < worth || threads < 2 || !module?.endsWith('.js') || !existsSync(worker)) return undefined;
  return Promise.all(
    portions(job.files, threads, bytes).map(async (files) => {
      const setup: IndexSetup = { job: { ...job, files }, hidden, name: newName(), module };
      const { stamps, hasPart } = await answerOf(worker, setup);
      const part = hasPart ? openPart(hidden, setup.name, '') : undefined;
      if (hasPart && !part) throw new Error(`the index part ${setup.name} was not written as it should be`);
      return { part, stamps: new Map(stamps) };
    }),
  );
}

/** Files in order, in so many portions of about as many bytes each. */
function portions(files: IndexJob['files'], count: number, bytes: number): (readonly (readonly [string, Stamp])[])[] {
  const groups: (readonly [string, Stamp])[][] = [[]];
  let filled = 0;
  for (const file of files) {
    if (filled >= (bytes * groups.length) / count) groups.push([]);
    groups.at(-1)!.push(file);
    filled += file[1].size;
  }
  return groups;
}

function answerOf(worker: URL, setup: IndexSetup): Promise<IndexReply> {
  return new Promise((resolve, reject) => {
    // Room for young objects: analysing text makes many, and none of them lives long.
    new Worker(worker, { workerData: setup, resourceLimits: { maxYoungGenerationSizeMb: 128 } })
      .on('message', resolve)
      .on('error', reject)
      .on('exit', (code) => reject(new Error(`the indexing thread ended with ${code}`)));
  });
}
