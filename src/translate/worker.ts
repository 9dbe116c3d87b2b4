/** A worker process: one runtime thread, one model, batches one after the other. */
import { isMemoriError } from '../base/index.js';
import type { Backend } from './decode/backend.js';
import { cancelFlag, runBatch } from './decode/executor.js';
import { openBackend } from './decode/onnx-backend.js';
import type { WorkerReply, WorkerRequest } from './decode/pool.js';

const reply = (message: WorkerReply): void => void process.send?.(message);

function replyError(id: number, error: unknown): void {
  const { code, hint, position } = isMemoriError(error)
    ? error
    : { code: 'translate.worker', hint: undefined, position: {} };
  const message = error instanceof Error ? error.message : String(error);
  reply({ kind: 'error', id, code, message, hint, ...position });
}

// Ctrl-C reaches the whole process group; the parent decides what becomes of us, and we do not outlive it.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());

let backend: Backend | undefined;
process.on('message', (request: WorkerRequest) => {
  void (async () => {
    try {
      if (request.kind === 'open') {
        backend = await openBackend(request.model);
        reply({ kind: 'ready' });
      } else {
        const hypotheses = await runBatch(backend!, request.jobs, request.options, cancelFlag());
        reply({ kind: 'done', id: request.id, hypotheses });
        // Each step leaves megabytes of tensors behind that the collector does not hurry to free: collecting after every
        // batch costs some milliseconds and keeps the process a third smaller.
        globalThis.gc?.();
      }
    } catch (error) {
      replyError(request.kind === 'open' ? -1 : request.id, error);
    }
  })();
});
