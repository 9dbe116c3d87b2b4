// The Node half of the parity gate (export_check.py starts it): node export_check.mjs JOB.json
import fs from 'node:fs';
import path from 'node:path';
import { cacheOf, encode, first, greedy, next, openModel } from './export_session.mjs';
import { env, pipeline, Tensor } from '@xenova/transformers';
import * as sentencepiece from 'sentencepiece-js';

const job = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const { rows, wanted, texts } = job;
let failed = false;

function report(good, what, detail) {
  failed ||= !good;
  console.log(`${good ? 'ok  ' : 'FAIL'} ${what}: ${detail}`);
}

const sameIds = (a, b) => a.length === b.length && a.every((id, i) => id === b[i]);
const count = (flags) => `${flags.filter(Boolean).length} of ${flags.length} sentences`;
const all = (flags) => flags.every(Boolean);

function reportAll(flags, what, detail = '') {
  report(all(flags), what, count(flags) + detail);
}

async function inBatches(model, order, size, extraPadding = 0) {
  const results = [];
  for (let at = 0; at < order.length; at += size) {
    const part = order.slice(at, at + size);
    const found = await greedy(
      model,
      part.map((i) => rows[i]),
      { extraPadding },
    );
    part.forEach((i, k) => (results[i] = found[k]));
  }
  return results;
}

function shuffled(length) {
  let seed = 11;
  const order = Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    const j = seed % (i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** generate() row by row, with the cap of the reference: start token and tokens together reach 1.5 × source + 10. */
async function generated(model, input) {
  const results = [];
  for (const row of input) {
    const ids = new Tensor('int64', BigInt64Array.from(row, BigInt), [1, row.length]);
    const [found] = await model.generate(ids, { max_length: Math.ceil(1.5 * row.length + 10) });
    results.push(
      Array.from(found, Number)
        .slice(1)
        .filter((id) => id !== model.config.eos_token_id),
    );
  }
  return results;
}

const text = new sentencepiece.SentencePieceProcessor();
await text.load(job.spm);
reportAll(
  texts.map((line, i) => sameIds([...text.encodeIds(line)], rows[i].slice(0, -1))),
  'sentencepiece-js == SentencePiece',
);

// fp32: the same tokens as NumPy, alone, in batches and padded
const order = shuffled(rows.length);
const fp32 = await openModel(job.fp32, '');
const alone = await inBatches(fp32, order, 1);
reportAll(
  alone.map((entry, i) => sameIds(entry.ids, wanted[i])),
  'fp32 session loop == NumPy, one by one',
);
for (const [size, padding] of [
  [8, 0],
  [32, 7],
]) {
  const batched = await inBatches(fp32, order, size, padding);
  reportAll(
    batched.map((entry, i) => sameIds(entry.ids, wanted[i])),
    `fp32 session loop == NumPy, batches of ${size}, ${padding} extra padding`,
  );
}

// a forced prefix in one call equals the same tokens one at a time
{
  const state = await encode(fp32, [rows[0]]);
  const prefix = [fp32.config.decoder_start_token_id, ...wanted[0].slice(0, 9)];
  const whole = await first(fp32, state, [prefix]);
  let step = await first(fp32, state, [prefix.slice(0, 1)]);
  let cache = cacheOf(step);
  for (const token of prefix.slice(1)) {
    step = await next(fp32, state, cache, [token]);
    cache = cacheOf(step, cache);
  }
  const width = whole.topk_logp.dims[2];
  const tail = whole.topk_logp.data.slice(-width);
  const difference = Math.max(...tail.map((value, i) => Math.abs(value - step.topk_logp.data[i])));
  const keys = whole['present.0.decoder.key'].data;
  const stepped = step['present.0.decoder.key'].data;
  const keyDifference = keys.reduce((most, value, i) => Math.max(most, Math.abs(value - stepped[i])), 0);
  report(
    difference < 1e-4 && keyDifference < 1e-4,
    'fp32 forced prefix == step by step',
    `log-probabilities within ${difference.toExponential(0)}, keys within ${keyDifference.toExponential(0)}`,
  );
  const guided = whole['cross_attentions.0'].data;
  const source = whole['cross_attentions.0'].dims[3];
  let attention = 0;
  prefix.forEach((_, t) =>
    rows[0].forEach((__, s) => {
      attention = Math.max(attention, Math.abs(guided[t * source + s] - job.guided[t][s]));
    }),
  );
  report(attention < 1e-4, 'guided attention == NumPy', `within ${attention.toExponential(0)}`);
}

// int8: bit for bit the same whatever the batch
const int8 = await openModel(job.int8);
const base = await inBatches(int8, order, 1);
for (const [size, padding] of [
  [8, 0],
  [32, 0],
  [32, 13],
]) {
  const batched = await inBatches(int8, shuffled(rows.length).reverse(), size, padding);
  reportAll(
    batched.map((entry, i) => sameIds(entry.ids, base[i].ids) && sameIds(entry.logp, base[i].logp)),
    `int8 tokens and log-probabilities identical, batches of ${size}, ${padding} extra padding`,
  );
}
const kept = base.filter((entry, i) => sameIds(entry.ids, wanted[i])).length;
console.log(
  `--   int8 gives the very tokens of fp32 for ${kept} of ${rows.length} sentences (BLEU and chrF tell what that costs)`,
);

// transformers.js on the folders as they are
Object.assign(env, { allowRemoteModels: false, useFSCache: false });
for (const [name, folder, quantized, expected] of [
  ['fp32', job.fp32, false, wanted],
  ['int8', job.int8, true, base.map((entry) => entry.ids)],
]) {
  env.localModelPath = path.dirname(folder) + path.sep;
  const translate = await pipeline('translation', path.basename(folder), { quantized });
  const found = await generated(translate.model, rows);
  reportAll(
    found.map((ids, i) => sameIds(ids, expected[i])),
    `${name} @xenova generate() == session loop`,
  );
  if (quantized) continue;
  const plain = texts
    .map((_, i) => i)
    .filter((i) => sameIds(Array.from(translate.tokenizer(texts[i]).input_ids.data, Number), rows[i]))
    .filter((i) => wanted[i].length < 200)
    .slice(0, 20);
  const outputs = [];
  for (const i of plain) {
    const [{ translation_text }] = await translate(texts[i], { max_length: Math.ceil(1.5 * rows[i].length + 10) });
    outputs.push(translation_text.trim() === text.decodeIds(wanted[i]).trim());
  }
  reportAll(outputs, "pipeline('translation') gives our text");
}
process.exitCode = failed ? 1 : 0;
