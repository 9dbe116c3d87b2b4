// node export_score.mjs JOB.json: greedy translations of token rows, and the model's log-probability of given targets.
// JOB: {folder, suffix, rows, targets, batch, out}; writes {ids, entropy, tokens, milliseconds} to JOB.out.
import fs from 'node:fs';
import { encode, first, greedy, openModel } from './export_session.mjs';

const job = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const model = await openModel(job.folder, job.suffix);
const order = job.rows.map((_, i) => i).sort((a, b) => job.rows[a].length - job.rows[b].length || a - b);
const ids = [];
let entropy = 0;
let tokens = 0;
let milliseconds = 0;

for (let start = 0; start < order.length; start += job.batch) {
  const part = order.slice(start, start + job.batch);
  const begun = performance.now();
  const results = await greedy(
    model,
    part.map((i) => job.rows[i]),
  );
  milliseconds += performance.now() - begun;
  for (const [k, i] of part.entries()) ids[i] = results[k].ids;
  if (job.targets) await scoreTargets(part);
}
fs.writeFileSync(job.out, JSON.stringify({ ids, entropy: entropy / tokens, tokens, milliseconds }));

/** Adds −ln p of the targets (end token included) of these rows. */
async function scoreTargets(part) {
  for (let k = 0; k < part.length; k += 8) {
    const few = part.slice(k, k + 8);
    const state = await encode(
      model,
      few.map((i) => job.rows[i]),
    );
    const longest = Math.max(...few.map((i) => job.targets[i].length));
    const prefix = few.map((i) => {
      const row = [model.config.decoder_start_token_id, ...job.targets[i].slice(0, -1)];
      return [...row, ...Array(longest - row.length).fill(model.config.pad_token_id)];
    });
    const { logits } = await first(model, state, prefix);
    const size = logits.dims[2];
    for (const [row, i] of few.entries()) {
      for (const [step, token] of job.targets[i].entries()) {
        const at = (row * longest + step) * size;
        const values = logits.data.subarray(at, at + size);
        let high = -Infinity;
        for (const value of values) if (value > high) high = value;
        let sum = 0;
        for (const value of values) sum += Math.exp(value - high);
        entropy += high + Math.log(sum) - values[token];
        tokens++;
      }
    }
  }
}
