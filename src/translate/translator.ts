import { availableParallelism } from 'node:os';
import { MemoriError, usageError } from '../base/index.js';
import { openCache, type TranslationCache } from './decode/cache.js';
import { Stopped } from './decode/decoding.js';
import { inThread, type Executor } from './decode/executor.js';
import { readModelFiles } from './model/model-files.js';
import { describeModel, findModel } from './model/model-info.js';
import { backendModel, openBackend } from './decode/onnx-backend.js';
import { openPool } from './decode/pool.js';
import { Scheduler } from './decode/scheduler.js';
import { translateSegment } from './segment/segment.js';
import { termAppears } from './segment/terms.js';
import { loadTokenizer, type Tokenizer } from './model/tokenizer.js';
import type {
  ModelInfo,
  TranslateOptions,
  Translation,
  TranslationRequest,
  Translator,
  TranslatorOptions,
} from './types.js';

/** Segments at work at the same time: enough for well-sorted batches, few enough that results flow in order. */
const WINDOW = 768;
const BEAM_LIMIT = 4;
/** Goes up when the decoding loop gives other results for the same model: the cache must not mix them. */
const DECODER_VERSION = 1;

function interrupted(): MemoriError {
  return new MemoriError('interrupted', 'translate.interrupted', 'the translation was interrupted');
}

class WorkingTranslator implements Translator {
  private closed = false;

  constructor(
    readonly info: ModelInfo,
    private readonly options: TranslatorOptions,
    private readonly tokenizer: Tokenizer,
    private readonly executor: Executor,
    private readonly cache: TranslationCache | undefined,
  ) {}

  async translate(requests: readonly TranslationRequest[], options: TranslateOptions = {}): Promise<Translation[]> {
    if (this.closed) throw usageError('translate.closed', 'this translator is closed');
    const { signal, onProgress, onResult } = options;
    if (signal?.aborted) throw interrupted();
    const scheduler = new Scheduler(this.tokenizer, this.executor, this.cache, {
      beam: this.options.beam ?? 1,
      lengthPenalty: this.options.lengthPenalty ?? 1,
      maxTokensPerBatch: this.options.maxTokensPerBatch ?? 1024,
    });
    const abort = (): void => scheduler.stop(interrupted());
    signal?.addEventListener('abort', abort, { once: true });
    const tools = { scheduler, info: this.info, termAppears: this.options.termAppears ?? termAppears };
    const results: Translation[] = new Array<Translation>(requests.length);
    let next = 0;
    let done = 0;
    let told = 0;
    const work = async (): Promise<void> => {
      while (next < requests.length) {
        const index = next++;
        results[index] = await translateSegment(requests[index]!, tools);
        if (signal?.aborted) throw interrupted();
        onProgress?.(++done, requests.length);
        for (; told < requests.length && results[told] !== undefined; told++) onResult?.(told, results[told]!);
      }
    };
    try {
      const lanes = Array.from({ length: Math.min(WINDOW, requests.length) }, work);
      await Promise.all(lanes);
      return results;
    } catch (error) {
      scheduler.stop(error);
      throw error instanceof Stopped ? interrupted() : error;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.executor.close();
    this.cache?.close();
  }
}

function checkOptions({ jobs, beam }: TranslatorOptions): void {
  if (jobs !== undefined && !(Number.isInteger(jobs) && jobs >= 0 && jobs <= 256)) {
    throw usageError('translate.jobs', `${jobs} is no number of workers`, { hint: 'Give 0 to 256.' });
  }
  if (beam !== undefined && !(Number.isInteger(beam) && beam >= 1 && beam <= BEAM_LIMIT)) {
    throw usageError('translate.beam', `${beam} is no beam`, { hint: `Give 1 (greedy) to ${BEAM_LIMIT}.` });
  }
}

/**
 * Opens a model for translating: reads and checks its folder, starts the workers, opens the cache.
 *
 * @throws MemoriError as {@link readModelInfo}; also `model.runtime`, `translate.jobs`, `translate.beam`, `translate.not-built`
 */
export async function openTranslator(options: TranslatorOptions): Promise<Translator> {
  checkOptions(options);
  const { dir, name } = await findModel(options.model, options);
  const files = await readModelFiles(dir, options.precision);
  const info = describeModel(files, name);
  const tokenizer = await loadTokenizer(files);
  const model = backendModel(files);
  const jobs = options.jobs ?? availableParallelism();
  const executor = jobs === 0 ? inThread(await openBackend(model)) : await openPool(model, jobs);
  const cache =
    options.cacheDir === undefined
      ? undefined
      : await openCache({
          dir: options.cacheDir,
          owner: `${info.checksum} ${info.runtime} decoder ${DECODER_VERSION}`,
          maxBytes: options.cacheBytes ?? 256 * 2 ** 20,
        });
  return new WorkingTranslator(info, options, tokenizer, executor, cache);
}
