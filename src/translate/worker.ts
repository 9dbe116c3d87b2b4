/** A worker thread: one runtime thread, one model, batches one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { isMemoriError } from '../base/index.js';
import { Stopped } from './decode.js';
import { runBatch } from './executor.js';
import { openBackend, type BackendModel } from './onnx-backend.js';
import type { WorkerReply, WorkerRequest } from './pool.js';

const port = parentPort!;

function errorReply(id: number, error: unknown): WorkerReply {
  if (error instanceof Stopped) return { kind: 'stopped', id };
  const { code, hint, position } = isMemoriError(error)
    ? error
    : { code: 'translate.worker', hint: undefined, position: {} };
  return {
    kind: 'error',
    id,
    code,
    message: error instanceof Error ? error.message : String(error),
    hint,
    ...position,
  };
}

try {
  const backend = await openBackend(workerData as BackendModel);
  port.on('message', ({ id, jobs, options, cancel }: WorkerRequest) => {
    runBatch(backend, jobs, options, cancel).then(
      (hypotheses) => {
        const buffers = hypotheses.flatMap(({ ids, logProbs, attention }) =>
          [ids, logProbs, attention.sources, attention.weights].map((array) => array.buffer as ArrayBuffer),
        );
        port.postMessage({ kind: 'done', id, hypotheses } satisfies WorkerReply, buffers);
      },
      (error: unknown) => port.postMessage(errorReply(id, error)),
    );
  });
  port.postMessage({ kind: 'ready' } satisfies WorkerReply);
} catch (error) {
  port.postMessage(errorReply(-1, error));
}
