import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from '../../src/translate/decode/decode.js';
import { Stopped, type Decoded, type DecodeJob } from '../../src/translate/decode/decoding.js';
import { best, distribution, EOS, fakeBackend, START, VOCABULARY } from './fake-backend.js';

const source = fc.array(fc.integer({ min: 2, max: VOCABULARY - 1 }), { minLength: 0, maxLength: 7 });
const job = (ids: readonly number[], maxTokens = 2 * ids.length + 4): DecodeJob => ({
  ids: Int32Array.from([...ids, EOS]),
  maxTokens,
});
const plain = (decoded: Decoded): unknown => ({
  ids: [...decoded.ids],
  logProbs: [...decoded.logProbs],
  attention: [...decoded.attention],
  hitLimit: decoded.hitLimit,
});

/** One sentence, the whole prefix anew at every step: slow and plain. */
function naiveGreedy({ ids, maxTokens }: DecodeJob): { ids: number[]; hitLimit: boolean } {
  const out: number[] = [];
  for (;;) {
    const next = best(distribution([...ids], [START, ...out]), 1)[0]!;
    if (next === EOS) return { ids: out, hitLimit: false };
    if (out.length === maxTokens) return { ids: out, hitLimit: true };
    out.push(next);
  }
}

interface Path {
  readonly ids: readonly number[];
  readonly sum: number;
}

function naiveBeam(
  { ids, maxTokens }: DecodeJob,
  beam: number,
  penalty: number,
): { ids: readonly number[]; sum: number } {
  let live: Path[] = [{ ids: [], sum: 0 }];
  let done: (Path & { score: number })[] = [];
  for (;;) {
    const all = live.flatMap((path) => {
      const scores = distribution([...ids], [START, ...path.ids]);
      return best(scores, 2 * beam).map((id) => ({ path, id, sum: path.sum + scores[id]! }));
    });
    all.sort((a, b) => b.sum - a.sum);
    const next: Path[] = [];
    for (const [rank, { path, id, sum }] of all.slice(0, 2 * beam).entries()) {
      if (next.length === beam) break;
      if (id !== EOS && path.ids.length < maxTokens) next.push({ ids: [...path.ids, id], sum });
      if (id === EOS && rank < beam) done.push({ ids: path.ids, sum, score: sum / (path.ids.length + 1) ** penalty });
    }
    done = done.sort((a, b) => b.score - a.score).slice(0, beam);
    if (next.length === 0 && done.length === 0) {
      const last = live.map((path) => ({ ...path, score: path.sum / Math.max(1, path.ids.length) ** penalty }));
      return last.sort((a, b) => b.score - a.score)[0]!;
    }
    const hope = next[0] ? next[0].sum / (next[0].ids.length + 1) ** penalty : -Infinity;
    if (next.length === 0 || (done.length === beam && hope <= done.at(-1)!.score)) return done[0]!;
    live = next;
  }
}

const options = (beam: number, lengthPenalty = 1): { beam: number; lengthPenalty: number } => ({ beam, lengthPenalty });

describe('greedy decoding', () => {
  test('a batch gives every sentence what plain decoding gives it alone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(source, { minLength: 1, maxLength: 12 }), async (sources) => {
        const jobs = sources.map((ids) => job(ids));
        const decoded = await decode(fakeBackend(), jobs, options(1));
        decoded.forEach((result, i) => {
          const { ids, hitLimit } = naiveGreedy(jobs[i]!);
          expect({ ids: [...result.ids], hitLimit: result.hitLimit }).toEqual({ ids, hitLimit });
          expect(result.logProbs).toHaveLength(ids.length + (hitLimit ? 0 : 1));
          expect(result.attention).toHaveLength(ids.length * jobs[i]!.ids.length);
        });
      }),
    );
  });

  test('finished rows leave the batch', async () => {
    const jobs = Array.from({ length: 16 }, (_, i) =>
      job(Array.from({ length: 1 + (i % 6) }, (_, k) => 2 + ((i + k) % 20))),
    );
    const backend = fakeBackend();
    const decoded = await decode(backend, jobs, options(1));
    const needed = decoded.reduce((sum, { logProbs }) => sum + logProbs.length, 0);
    expect(backend.rowSteps).toBeLessThan(backend.steps * jobs.length);
    expect(backend.rowSteps).toBeLessThan(2 * needed);
  });

  test('the bound on tokens is told', async () => {
    const [result] = await decode(fakeBackend(), [job([5, 6, 7, 8, 9, 10], 2)], options(1));
    expect(result).toMatchObject({ hitLimit: true });
    expect(result!.ids).toHaveLength(2);
    expect(result!.logProbs).toHaveLength(2);
  });

  test('stops within a step', async () => {
    const backend = fakeBackend();
    await expect(decode(backend, [job([5, 6, 7])], options(1), () => backend.steps >= 2)).rejects.toBeInstanceOf(
      Stopped,
    );
    expect(backend.steps).toBe(2);
  });

  test('an empty batch is no work', async () => {
    expect(await decode(fakeBackend(), [], options(1))).toEqual([]);
  });
});

describe('beam search', () => {
  test('a batch gives every sentence what plain beam search gives it alone', async () => {
    const beams = fc.integer({ min: 2, max: 4 });
    const penalties = fc.constantFrom(0, 0.6, 1, 1.4);
    await fc.assert(
      fc.asyncProperty(
        fc.array(source, { minLength: 1, maxLength: 8 }),
        beams,
        penalties,
        async (sources, beam, penalty) => {
          const jobs = sources.map((ids) => job(ids));
          const decoded = await decode(fakeBackend(), jobs, options(beam, penalty));
          decoded.forEach((result, i) => {
            const wanted = naiveBeam(jobs[i]!, beam, penalty);
            expect([...result.ids]).toEqual(wanted.ids);
            const sum = result.logProbs.reduce((total, value) => total + value, 0);
            expect(sum).toBeCloseTo(wanted.sum, 4);
          });
        },
      ),
    );
  });

  test('neither batch nor order changes a result', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(source, { minLength: 2, maxLength: 8 }),
        fc.integer({ min: 1, max: 4 }),
        async (sources, beam) => {
          const jobs = sources.map((ids) => job(ids));
          const together = (await decode(fakeBackend(), jobs, options(beam))).map(plain);
          const backwards = (await decode(fakeBackend(), [...jobs].reverse(), options(beam))).map(plain).reverse();
          const alone = [];
          for (const one of jobs) alone.push(plain((await decode(fakeBackend(), [one], options(beam)))[0]!));
          expect(backwards).toEqual(together);
          expect(alone).toEqual(together);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('constrained search', () => {
  const holds = (ids: readonly number[], wanted: readonly number[]): boolean =>
    ids.some((_, i) => wanted.every((id, k) => ids[i + k] === id));

  test('every wanted sequence is in the target, unless the bound came first', async () => {
    const token = fc.integer({ min: 2, max: VOCABULARY - 1 });
    const sequences = fc.array(fc.array(token, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 });
    let reached = 0;
    await fc.assert(
      fc.asyncProperty(source, sequences, async (ids, constraints) => {
        const jobs = [{ ...job(ids, 2 * ids.length + 12), constraints }];
        const [result] = await decode(fakeBackend(), jobs, options(1));
        if (result!.hitLimit) return;
        reached++;
        for (const wanted of constraints) expect(holds([...result!.ids], wanted)).toBe(true);
        expect(result!.logProbs).toHaveLength(result!.ids.length + 1);
      }),
      { numRuns: 60 },
    );
    expect(reached).toBeGreaterThan(40);
  });

  test('a sequence that the model writes anyway costs nothing', async () => {
    const free = naiveGreedy(job([9, 4, 12]));
    const [result] = await decode(
      fakeBackend(),
      [{ ...job([9, 4, 12]), constraints: [free.ids.slice(0, 2)] }],
      options(1),
    );
    expect([...result!.ids].slice(0, 2)).toEqual(free.ids.slice(0, 2));
  });
});
