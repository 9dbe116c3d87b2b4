import type { Backend } from './backend.js';
import { attentionRow, Stopped, type Decoded, type DecodeJob } from './decoding.js';

/** Rows are dropped from the batch when at most this share of them is still alive: copying the cache costs, too. */
const COMPACT_BELOW = 0.75;

interface Row {
  readonly job: number;
  readonly ids: number[];
  readonly logProbs: number[];
  readonly attention: Float32Array[];
  done: boolean;
}

/** Greedy decoding of a batch in one go; finished rows leave the batch. */
export async function greedySearch(
  backend: Backend,
  jobs: readonly DecodeJob[],
  stop: () => boolean,
): Promise<Decoded[]> {
  const results: Decoded[] = new Array<Decoded>(jobs.length);
  if (jobs.length === 0) return results;
  const batch = await backend.encode(jobs.map((job) => job.ids));
  let rows: Row[] = jobs.map((_, job) => ({ job, ids: [], logProbs: [], attention: [], done: false }));
  let last = new Int32Array(rows.length).fill(backend.start);
  let alive = rows.length;
  while (alive > 0) {
    if (stop()) throw new Stopped();
    const output = await batch.step(last);
    for (let r = 0; r < rows.length; r++) {
      const row = rows[r]!;
      if (row.done) continue;
      const job = jobs[row.job]!;
      const id = output.ids[r * output.width]!;
      const ended = id === backend.eos;
      if (ended || row.ids.length < job.maxTokens) row.logProbs.push(output.logProbs[r * output.width]!);
      if (ended || row.ids.length >= job.maxTokens) {
        results[row.job] = finish(row, job, !ended);
        row.done = true;
        alive--;
        continue;
      }
      row.ids.push(id);
      last[r] = id;
      if (output.attention) row.attention.push(attentionRow(output.attention, r, batch.sourceLength, job.ids.length));
    }
    if (alive > 0 && alive <= COMPACT_BELOW * rows.length) {
      const keep = Int32Array.from(rows.flatMap((row, r) => (row.done ? [] : [r])));
      batch.reorder(keep);
      last = Int32Array.from(keep, (r) => last[r]!);
      rows = Array.from(keep, (r) => rows[r]!);
    }
  }
  return results;
}

function finish(row: Row, job: DecodeJob, hitLimit: boolean): Decoded {
  const attention = new Float32Array(row.attention.length * job.ids.length);
  row.attention.forEach((values, i) => attention.set(values, i * job.ids.length));
  return { ids: Int32Array.from(row.ids), logProbs: Float32Array.from(row.logProbs), attention, hitLimit };
}
