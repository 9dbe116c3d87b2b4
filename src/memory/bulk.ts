import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setImmediate as breathe } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Content } from '../content/index.js';
import { lookUp, type LookupOptions, type LookupSetting } from './lookup.js';
import type { Match } from './match.js';
import type { Part } from './parts.js';
import type { UnitContext } from './unit.js';

/** One of many queries: a text, and what stands around it where it is known. */
export interface LookupQuery {
  readonly content: Content;
  readonly context?: UnitContext;
}

export interface BulkOptions extends LookupOptions {
  /** Threads. Default: one for each core. */
  readonly jobs?: number;
}

/** What a worker needs to look up in the same parts: the index itself is shared, not copied. */
export interface BulkSetup {
  readonly parts: readonly {
    readonly buffer: SharedArrayBuffer;
    readonly dead: Uint8Array;
    readonly recordFile: string;
  }[];
  readonly module: string;
  readonly language: string;
  readonly memory: string;
  readonly options: LookupOptions;
}

export type BulkRequest = { readonly id: number; readonly queries: readonly LookupQuery[] };
export type BulkReply = { readonly id: number; readonly matches: Match[][] };

/** Queries that one thread gets at a time, and from how many on threads are worth their start. */
const CHUNK = 64;
const WORTH_THREADS = 400;

/** Looks up many texts on all cores. What cannot be handed to threads is done here, in small portions. */
export async function lookUpMany(
  parts: readonly Part[],
  queries: readonly LookupQuery[],
  options: BulkOptions,
  setting: LookupSetting,
): Promise<Match[][]> {
  const { jobs = availableParallelism(), ...rest } = options;
  const setup = setupFor(parts, rest, setting);
  const worker = workerFile();
  const threads = Math.min(jobs, Math.ceil(queries.length / CHUNK));
  if (queries.length >= WORTH_THREADS && threads > 1 && setup && worker) {
    try {
      return await inThreads(worker, setup, queries, threads);
    } catch (error) {
      // Another process joined parts of the index and removed their files; here they are still open.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  const found: Match[][] = [];
  for (const [i, { content, context }] of queries.entries()) {
    if (i % CHUNK === CHUNK - 1) await breathe();
    found.push(lookUp(parts, content, { ...rest, ...(context && { context }) }, setting));
  }
  return found;
}

/** The compiled worker beside this file; there is none where the sources run as they are. */
function workerFile(): URL | undefined {
  const url = new URL('./bulk-worker.js', import.meta.url);
  return existsSync(url) ? url : undefined;
}

function setupFor(parts: readonly Part[], options: LookupOptions, setting: LookupSetting): BulkSetup | undefined {
  const { module } = setting.tools;
  if (module === undefined || !module.endsWith('.js')) return undefined;
  const shared: BulkSetup['parts'][number][] = [];
  for (const { live, recordFile } of parts) {
    const { buffer } = live.shard.tokens;
    if (!(buffer instanceof SharedArrayBuffer) || recordFile === undefined || !existsSync(recordFile)) return undefined;
    shared.push({ buffer, dead: live.dead, recordFile });
  }
  return { parts: shared, module, options, language: setting.language, memory: setting.memory };
}

async function inThreads(
  file: URL,
  setup: BulkSetup,
  queries: readonly LookupQuery[],
  threads: number,
): Promise<Match[][]> {
  const results = new Map<number, Match[][]>();
  const chunks = Math.ceil(queries.length / CHUNK);
  let next = 0;
  const run = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(file, { workerData: setup });
      const feed = (): void => {
        if (next >= chunks) {
          void worker.terminate().then(() => resolve(), reject);
          return;
        }
        const id = next++;
        const request: BulkRequest = { id, queries: queries.slice(id * CHUNK, (id + 1) * CHUNK) };
        worker.postMessage(request);
      };
      worker.on('message', (reply: BulkReply) => {
        results.set(reply.id, reply.matches);
        feed();
      });
      worker.on('error', reject);
      feed();
    });
  await Promise.all(Array.from({ length: threads }, run));
  return Array.from({ length: chunks }, (_, id) => results.get(id)!).flat();
}
