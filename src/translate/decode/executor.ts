import type { AttentionSummary } from './attention.js';
import { summarizeAttention } from './attention.js';
import type { Backend } from './backend.js';
import { decode } from './decode.js';
import type { DecodeJob, DecodeOptions } from './decoding.js';

/** What a decoded sentence is outside the decoding loop. */
export interface Hypothesis {
  readonly ids: Int32Array;
  readonly logProbs: Float32Array;
  readonly attention: AttentionSummary;
  readonly hitLimit: boolean;
}

/** A flag that another thread can see. */
export type CancelFlag = Int32Array<SharedArrayBuffer>;

export function cancelFlag(): CancelFlag {
  return new Int32Array(new SharedArrayBuffer(4));
}

/** Something that decodes batches: this thread or a pool of workers. */
export interface Executor {
  /** Batches that can run at the same time. */
  readonly slots: number;
  run(jobs: readonly DecodeJob[], options: DecodeOptions, cancel: CancelFlag): Promise<Hypothesis[]>;
  close(): Promise<void>;
}

/** One batch through a backend, here and now. @throws Stopped */
export async function runBatch(
  backend: Backend,
  jobs: readonly DecodeJob[],
  options: DecodeOptions,
  cancel: CancelFlag,
): Promise<Hypothesis[]> {
  const decoded = await decode(backend, jobs, options, () => Atomics.load(cancel, 0) !== 0);
  return decoded.map(({ ids, logProbs, attention, hitLimit }, i) => ({
    ids,
    logProbs,
    attention: summarizeAttention(attention, ids.length, jobs[i]!.ids.length),
    hitLimit,
  }));
}

/** Decodes in this thread; the event loop turns between batches only. */
export function inThread(backend: Backend): Executor {
  return {
    slots: 1,
    run: async (jobs, options, cancel) => {
      await new Promise(setImmediate);
      return runBatch(backend, jobs, options, cancel);
    },
    close: async () => backend.dispose(),
  };
}
