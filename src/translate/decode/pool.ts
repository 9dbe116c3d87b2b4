import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { environmentError, type MemoriError } from '../../base/index.js';
import { Stopped, type DecodeJob, type DecodeOptions } from './decoding.js';
import type { CancelFlag, Executor, Hypothesis } from './executor.js';
import type { BackendModel } from './onnx-backend.js';

export type WorkerRequest =
  | { readonly kind: 'open'; readonly model: BackendModel }
  | {
      readonly kind: 'decode';
      readonly id: number;
      readonly jobs: readonly DecodeJob[];
      readonly options: DecodeOptions;
    };

export type WorkerReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly hypotheses: readonly Hypothesis[] }
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
function workerFile(): string {
  for (const path of ['../worker.js', '../../../dist/translate/worker.js']) {
    const url = new URL(path, import.meta.url);
    if (existsSync(url)) return fileURLToPath(url);
  }
  throw environmentError('translate.not-built', 'the worker is not built', { hint: 'Run `npm run build` first.' });
}

/** How often a running batch looks whether it was cancelled, in milliseconds. */
const CANCEL_POLL = 15;

/**
 * One process that decodes one batch at a time. A process and not a thread: the runtime's addon keeps references to the
 * thread that loaded it first, and corrupts the heap when a second one loads it or the first one ends.
 */
class Slot {
  private process: ChildProcess | undefined;
  private pending: Pending | undefined;
  private closing = false;

  constructor(private readonly model: BackendModel) {}

  /** Starts the process, when it is not running, and waits until it has loaded the model. @throws MemoriError */
  async start(): Promise<ChildProcess> {
    if (this.process) return this.process;
    const child = fork(workerFile(), [], {
      execArgv: ['--expose-gc'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.process = child;
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string, cause?: unknown): void => {
        if (this.process === child) this.process = undefined;
        const failure = environmentError('translate.worker', `a translation worker died: ${why}`, {
          hint: 'Run again; with --jobs 1 less memory is needed.',
          cause,
        });
        reject(failure);
        if (this.closing) return;
        this.pending?.reject(failure);
        this.pending = undefined;
      };
      child.on('message', (reply: WorkerReply) => {
        if (reply.kind === 'ready') resolve();
        else if (reply.kind === 'error' && reply.id < 0) reject(errorOf(reply));
        else this.settle(reply);
      });
      child.on('error', (cause) => fail(cause.message, cause));
      child.on('exit', (code, signal) => fail(`it ended with ${signal ?? `code ${code}`}`));
      this.send(child, { kind: 'open', model: this.model });
    });
    return child;
  }

  private send(child: ChildProcess, request: WorkerRequest): void {
    child.send(request);
  }

  private settle(reply: Exclude<WorkerReply, { kind: 'ready' }>): void {
    const pending = this.pending;
    if (pending?.id !== reply.id) return;
    this.pending = undefined;
    if (reply.kind === 'done') pending.resolve([...reply.hypotheses]);
    else pending.reject(errorOf(reply));
  }

  async run(id: number, jobs: readonly DecodeJob[], options: DecodeOptions, cancel: CancelFlag): Promise<Hypothesis[]> {
    const child = await this.start();
    this.hold(true);
    // The runtime never lets its process hear us while it computes, so a cancelled one is ended; a new one is started on demand.
    const poll = setInterval(() => {
      if (Atomics.load(cancel, 0) === 0) return;
      this.pending?.reject(new Stopped());
      this.pending = undefined;
      this.process = undefined;
      child.kill('SIGKILL');
    }, CANCEL_POLL);
    try {
      return await new Promise<Hypothesis[]>((resolve, reject) => {
        this.pending = { id, resolve, reject };
        this.send(child, { kind: 'decode', id, jobs, options });
      });
    } finally {
      clearInterval(poll);
      this.hold(false);
    }
  }

  /** Whether this process keeps ours alive: only while it works. */
  hold(working: boolean): void {
    const child = this.process;
    if (!child) return;
    if (working) {
      child.ref();
      child.channel?.ref();
    } else {
      child.unref();
      child.channel?.unref();
    }
  }

  async close(): Promise<void> {
    this.closing = true;
    const child = this.process;
    this.process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.ref();
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    });
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
  const close = async (): Promise<void> => {
    await Promise.all(slots.map((slot) => slot.close()));
  };
  try {
    await Promise.all(slots.map((slot) => slot.start()));
  } catch (error) {
    await close();
    throw error;
  }
  slots.forEach((slot) => slot.hold(false));
  let next = 0;
  const free = [...slots];
  const waiting: ((slot: Slot) => void)[] = [];
  return {
    slots: jobs,
    async run(batch, options, cancel) {
      const slot = free.pop() ?? (await new Promise<Slot>((resolve) => waiting.push(resolve)));
      try {
        if (Atomics.load(cancel, 0) !== 0) throw new Stopped();
        return await slot.run(next++, batch, options, cancel);
      } finally {
        const waiter = waiting.shift();
        if (waiter) waiter(slot);
        else free.push(slot);
      }
    },
    close,
  };
}
