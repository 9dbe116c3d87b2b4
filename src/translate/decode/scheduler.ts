import { takeBatch } from './batching.js';
import type { TranslationCache } from './cache.js';
import { Stopped, targetLimit, type DecodeOptions } from './decoding.js';
import { insertMarks, type Mark } from '../model/insert-marks.js';
import { cancelFlag, type CancelFlag, type Executor, type Hypothesis } from './executor.js';
import type { DecodedText, EncodedText, Tokenizer } from '../model/tokenizer.js';

/** One text through the model. */
export interface Decoding {
  readonly source: string;
  readonly encoded: EncodedText;
  readonly hypothesis: Hypothesis;
  readonly decoded: DecodedText;
  readonly cached: boolean;
}

export interface DecodeRequest {
  readonly text: string;
  /** Token sequences that the target has to hold. */
  readonly constraints?: readonly (readonly number[])[];
  /** Signs between the tokens. */
  readonly marks?: readonly Mark[];
  /** A wider beam than the translator's. */
  readonly beam?: number;
}

interface Waiting {
  readonly length: number;
  readonly order: number;
  readonly group: string;
  readonly options: DecodeOptions;
  readonly ids: Int32Array;
  readonly constraints?: readonly (readonly number[])[];
  readonly resolve: (hypothesis: Hypothesis) => void;
  readonly reject: (error: unknown) => void;
}

export interface SchedulerOptions {
  readonly beam: number;
  readonly lengthPenalty: number;
  readonly maxTokensPerBatch: number;
}

/**
 * Collects texts from many segments at work, answers what the cache knows, joins equal ones, and keeps every slot of the
 * executor busy with length-sorted batches. One scheduler serves one call of `translate`, and is stopped with it.
 */
export class Scheduler {
  private readonly queue: Waiting[] = [];
  private readonly running = new Map<string, Promise<Hypothesis>>();
  private readonly cancel: CancelFlag = cancelFlag();
  private active = 0;
  private order = 0;
  private scheduled = false;
  private failure: unknown;

  constructor(
    readonly tokenizer: Tokenizer,
    private readonly executor: Executor,
    private readonly cache: TranslationCache | undefined,
    private readonly options: SchedulerOptions,
  ) {}

  /** Ends what is running within one decoding step; everything waiting is rejected. */
  stop(error: unknown = new Stopped()): void {
    this.failure ??= error;
    Atomics.store(this.cancel, 0, 1);
    for (const waiting of this.queue.splice(0)) waiting.reject(this.failure);
  }

  /** @param request text in the tokenizer's normal form (`modelText`) */
  async decode(request: DecodeRequest): Promise<Decoding> {
    const { text, constraints, marks } = request;
    const plain = this.tokenizer.encode(text);
    const encoded = marks ? insertMarks(text, plain, marks) : plain;
    const beam = request.beam ?? this.options.beam;
    const options: DecodeOptions = { beam, lengthPenalty: this.options.lengthPenalty };
    const group = `b${beam}p${options.lengthPenalty}${constraints ? 'c' : ''}`;
    const extra = constraints || marks ? JSON.stringify([constraints ?? [], marks ? [...encoded.ids] : []]) : '';
    const key = `${group}${extra}\n${text}`;
    const known = this.cache?.get(key);
    const hypothesis = known ?? (await this.once(key, () => this.enqueue(encoded, group, options, constraints)));
    return {
      source: request.text,
      encoded,
      hypothesis,
      decoded: this.tokenizer.decode(hypothesis.ids),
      cached: known !== undefined,
    };
  }

  private once(key: string, make: () => Promise<Hypothesis>): Promise<Hypothesis> {
    const running = this.running.get(key);
    if (running) return running;
    const started = make().then((hypothesis) => {
      this.cache?.put(key, hypothesis);
      return hypothesis;
    });
    this.running.set(key, started);
    return started;
  }

  private enqueue(
    encoded: EncodedText,
    group: string,
    options: DecodeOptions,
    constraints?: readonly (readonly number[])[],
  ): Promise<Hypothesis> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      const ids = encoded.ids;
      const extra = constraints === undefined ? {} : { constraints };
      this.queue.push({ length: ids.length, order: this.order++, group, options, ids, ...extra, resolve, reject });
      if (this.scheduled) return;
      this.scheduled = true;
      // Later than the promises of all segments that begin now, so that the first batch can choose among them.
      setImmediate(() => {
        this.scheduled = false;
        this.fill();
      });
    });
  }

  private fill(): void {
    while (this.active < this.executor.slots && this.queue.length > 0 && this.failure === undefined) {
      const group = this.queue.reduce((first, item) => (item.order < first.order ? item : first)).group;
      const same = this.queue.filter((item) => item.group === group);
      const { beam } = same[0]!.options;
      // Leave work for the other slots when there is little of it.
      const share = Math.ceil(same.reduce((sum, item) => sum + item.length, 0) / this.executor.slots) * beam;
      const longest = same.reduce((top, item) => Math.max(top, item.length), 0) * beam;
      const batch = takeBatch(same, Math.min(this.options.maxTokensPerBatch, Math.max(share, longest)), beam);
      const taken = new Set(batch);
      this.queue.splice(0, this.queue.length, ...this.queue.filter((item) => !taken.has(item)));
      void this.run(batch);
    }
  }

  private async run(batch: readonly Waiting[]): Promise<void> {
    this.active++;
    try {
      const jobs = batch.map(({ ids, constraints }) => ({
        ids,
        maxTokens: targetLimit(ids.length),
        ...(constraints && { constraints }),
      }));
      const hypotheses = await this.executor.run(jobs, batch[0]!.options, this.cancel);
      batch.forEach((waiting, i) => waiting.resolve(hypotheses[i]!));
    } catch (error) {
      const reason = this.failure ?? error;
      batch.forEach((waiting) => waiting.reject(reason));
      if (!(error instanceof Stopped)) this.stop(error);
    } finally {
      this.active--;
      this.fill();
    }
  }
}
