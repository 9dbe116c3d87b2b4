import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { environmentError } from '../../base/index.js';
import type { ModelFiles } from './model-files.js';

/**
 * The part of onnxruntime-node 1.14 that is used. Three of its habits shape the code here:
 * session options hold only for models opened by path; `run(feeds, fetches)` labels its results with the first names of
 * `outputNames`, so only a prefix of them may be fetched; and `run` blocks the thread until it is done.
 */
export interface Tensor {
  readonly type: string;
  readonly data: unknown;
  readonly dims: readonly number[];
}

export interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(feeds: Readonly<Record<string, Tensor>>, fetches?: readonly string[]): Promise<Record<string, Tensor>>;
}

export interface Runtime {
  readonly Tensor: new (type: string, data: unknown, dims: readonly number[]) => Tensor;
  readonly InferenceSession: { create(file: string, options: Readonly<Record<string, unknown>>): Promise<Session> };
}

/** Resolved from transformers.js, so that both always run on the same copy. */
function requireFromTransformers(): NodeJS.Require {
  return createRequire(createRequire(import.meta.url).resolve('@xenova/transformers'));
}

let name: string | undefined;

/** Such as `onnxruntime-node 1.14.0`. */
export function runtimeName(): string {
  if (name === undefined) {
    const file = requireFromTransformers().resolve('onnxruntime-node/package.json');
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
    name = `onnxruntime-node ${version}`;
  }
  return name;
}

export function loadRuntime(): Runtime {
  try {
    return requireFromTransformers()('onnxruntime-node') as Runtime;
  } catch (cause) {
    throw environmentError('model.runtime', 'the runtime for ONNX models cannot be loaded on this machine', {
      hint: 'Install again with `npm ci`; memori needs Linux, macOS or Windows on x64 or arm64.',
      cause,
    });
  }
}

async function openSession(runtime: Runtime, file: string): Promise<Session> {
  try {
    return await runtime.InferenceSession.create(file, {
      // One thread per worker and a worker per core: one session on two threads was slower than on one.
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      enableCpuMemArena: true,
      enableMemPattern: false,
      logSeverityLevel: 3,
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw environmentError('model.truncated', `the runtime refuses the graph: ${why}`, {
      file,
      hint: 'Copy or fetch the model folder again; it must hold the whole model.',
      cause,
    });
  }
}

/** Both sessions of a model, opened by path. @throws MemoriError `model.runtime`, `model.truncated` */
export async function openSessions(files: Pick<ModelFiles, 'encoder' | 'decoder'>): Promise<{
  runtime: Runtime;
  encoder: Session;
  decoder: Session;
}> {
  const runtime = loadRuntime();
  const encoder = await openSession(runtime, files.encoder);
  return { runtime, encoder, decoder: await openSession(runtime, files.decoder) };
}
