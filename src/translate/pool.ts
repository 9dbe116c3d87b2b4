import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { environmentError, type MemoriError } from '../base/index.js';
import { Stopped, type DecodeJob, type DecodeOptions } from './decode.js';
import type { CancelFlag, Executor, Hypothesis } from './executor.js';
import type { BackendModel } from './onnx-backend.js';

export interface WorkerRequest {
  readonly id: number;
  readonly jobs: readonly DecodeJob[];
  readonly options: DecodeOptions;
  readonly cancel: CancelFlag;
}

export type WorkerReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly hypotheses: readonly Hypothesis[] }
  | { readonly kind: 'stopped'; readonly id: number }
  | {
      readonly kind: 'error';
      readonly id: number;
      readonly code: string;
      readonly message: string;
      readonly hint?: string | undefined;
      readonly file?: string;
    };

interface Pending {
  readonly id: number;
  readonly resolve: (hypotheses: Hypothesis[]) => void;
  readonly reject: (error: unknown) => void;
}

/** The compiled worker: beside this file, or in `dist` when this file runs from the sources. */
function workerFile(): URL {
  for (const path of ['./worker.js', '../../dist/translate/worker.js']) {
    const url = new URL(path, import.meta.url);
    if (existsSync(url)) return url;
  }
  throw environmentError('translate.not-built', 'the worker is not built', { hint: 'Run `npm run build` first.' });
}

/** One thread that decodes one batch at a time. */
class Slot {
  private readonly worker: Worker;
  private pending: Pending | undefined;
  private failure: MemoriError | undefined;
  private closing = false;
  readonly ready: Promise<void>;

  constructor(model: BackendModel) {
    this.worker = new Worker(workerFile(), { workerData: model, name: 'memori-translate' });
    this.ready = new Promise((resolve, reject) => {
      this.worker.on('message', (reply: WorkerReply) => {
        if (reply.kind === 'ready') resolve();
        else if (reply.kind === 'error' && reply.id < 0) reject(errorOf(reply));
        else this.settle(reply);
      });
      const fail = (cause: unknown): void => {
        const why = cause instanceof Error ? cause.message : `it ended with code ${String(cause)}`;
        this.failure = environmentError('translate.worker', `a translation worker died: ${why}`, {
          hint: 'Run again; with --jobs 1 less memory is needed.',
          cause,
        });
        reject(this.failure);
        this.pending?.reject(this.failure);
        this.pending = undefined;
      };
      this.worker.on('error', fail);
      this.worker.on('exit', (code) => {
        if (!this.closing) fail(code);
      });
    });
  }

  private settle(reply: Exclude<WorkerReply, { kind: 'ready' }>): void {
    const pending = this.pending;
    if (pending?.id !== reply.id) return;
    this.pending = undefined;
    if (reply.kind === 'done') pending.resolve([...reply.hypotheses]);
    else pending.reject(reply.kind === 'stopped' ? new Stopped() : errorOf(reply));
  }

  run(request: WorkerRequest): Promise<Hypothesis[]> {
    if (this.failure) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      this.pending = { id: request.id, resolve, reject };
      this.worker.postMessage(request);
    });
  }

  /** Lets the process end although this thread waits for work. */
  idle(idle: boolean): void {
    if (idle) this.worker.unref();
    else this.worker.ref();
  }

  async close(): Promise<void> {
    this.closing = true;
    await this.worker.terminate();
  }
}

function errorOf(reply: Extract<WorkerReply, { kind: 'error' }>): MemoriError {
  return environmentError(reply.code, reply.message, {
    ...(reply.hint !== undefined && { hint: reply.hint }),
    ...(reply.file !== undefined && { file: reply.file }),
  });
}

/** Starts the workers and waits until all have loaded the model. @throws MemoriError */
export async function openPool(model: BackendModel, jobs: number): Promise<Executor> {
  const slots = Array.from({ length: jobs }, () => new Slot(model));
  try {
    await Promise.all(slots.map((slot) => slot.ready));
  } catch (error) {
    await Promise.allSettled(slots.map((slot) => slot.close()));
    throw error;
  }
  let next = 0;
  const free = [...slots];
  const waiting: ((slot: Slot) => void)[] = [];
  slots.forEach((slot) => slot.idle(true));
  return {
    slots: jobs,
    async run(batch, options, cancel) {
      const slot = free.pop() ?? (await new Promise<Slot>((resolve) => waiting.push(resolve)));
      slot.idle(false);
      try {
        return await slot.run({ id: next++, jobs: batch, options, cancel });
      } finally {
        slot.idle(true);
        const waiter = waiting.shift();
        if (waiter) waiter(slot);
        else free.push(slot);
      }
    },
    close: async () => {
      await Promise.all(slots.map((slot) => slot.close()));
    },
  };
}
