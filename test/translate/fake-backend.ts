import type { Backend, Batch, StepOptions, StepOutput } from '../../src/translate/decode/backend.js';

/** A model invented by a hash: its next-token distribution depends on the whole source and the whole prefix. */
export const VOCABULARY = 24;
export const START = 0;
export const EOS = 1;
const WIDTH = 8;

function hash(values: readonly number[]): number {
  let h = 2166136261;
  for (const value of values) {
    h = Math.imul(h ^ (value + 0x9e37), 16777619);
    h ^= h >>> 13;
  }
  return (Math.imul(h, 0x85ebca6b) >>> 0) / 2 ** 32;
}

/** Log-probabilities of all tokens after a prefix; the end gets likelier with length, some values are equal on purpose. */
export function distribution(source: readonly number[], prefix: readonly number[]): number[] {
  const logits = Array.from(
    { length: VOCABULARY },
    (_, id) => Math.round(hash([...source, -1, ...prefix, id]) * 12) / 2,
  );
  logits[EOS]! += prefix.length - source.length;
  logits[START] = -Infinity;
  const top = Math.max(...logits);
  const normaliser = top + Math.log(logits.reduce((sum, value) => sum + Math.exp(value - top), 0));
  // As float32, which is what a graph gives.
  return logits.map((value) => Math.fround(value - normaliser));
}

export function best(logProbs: readonly number[], count: number): number[] {
  return logProbs
    .map((value, id) => ({ value, id }))
    .sort((a, b) => b.value - a.value || a.id - b.id)
    .slice(0, count)
    .map(({ id }) => id);
}

export interface FakeBackend extends Backend {
  /** Rows over all steps: what dropping finished rows saves. */
  rowSteps: number;
  steps: number;
}

export function fakeBackend(): FakeBackend {
  const backend: FakeBackend = {
    candidates: WIDTH,
    start: START,
    eos: EOS,
    suppressed: [START],
    rowSteps: 0,
    steps: 0,
    encode: async (sources) =>
      new FakeBatch(
        backend,
        sources.map((source) => [...source]),
      ),
    dispose: () => undefined,
  };
  return backend;
}

class FakeBatch implements Batch {
  readonly sourceLength: number;
  private prefixes: number[][];

  constructor(
    private readonly owner: FakeBackend,
    private sources: number[][],
  ) {
    this.sourceLength = Math.max(...sources.map((source) => source.length));
    this.prefixes = sources.map(() => []);
  }

  get rows(): number {
    return this.sources.length;
  }

  async step(lastIds: Int32Array, options: StepOptions = {}): Promise<StepOutput> {
    if (lastIds.length !== this.rows) throw new Error(`${lastIds.length} ids for ${this.rows} rows`);
    this.owner.steps++;
    this.owner.rowSteps += this.rows;
    const ids = new Int32Array(this.rows * WIDTH);
    const logProbs = new Float32Array(this.rows * WIDTH);
    const attention = new Float32Array(this.rows * this.sourceLength);
    const logits = new Float32Array(this.rows * VOCABULARY);
    this.sources.forEach((source, row) => {
      this.prefixes[row]!.push(lastIds[row]!);
      const scores = distribution(source, this.prefixes[row]!);
      best(scores, WIDTH).forEach((id, k) => {
        ids[row * WIDTH + k] = id;
        logProbs[row * WIDTH + k] = scores[id]!;
      });
      logits.set(scores, row * VOCABULARY);
      attention[row * this.sourceLength + ((this.prefixes[row]!.length - 1) % source.length)] = 1;
    });
    return { width: WIDTH, ids, logProbs, attention, ...(options.logits && { logits }) };
  }

  reorder(rows: Int32Array, sameSources = false): void {
    const prefixes = Array.from(rows, (row) => [...this.prefixes[row]!]);
    const sources = Array.from(rows, (row) => this.sources[row]!);
    if (sameSources && sources.some((source, i) => source !== this.sources[i]))
      throw new Error('a row changed its source');
    this.prefixes = prefixes;
    this.sources = sources;
  }
}
