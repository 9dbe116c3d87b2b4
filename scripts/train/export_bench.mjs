// node scripts/train/export_bench.mjs FOLDER[:SUFFIX] … [--lines FILE] [--generate]: milliseconds per sentence of the session loop at batch
// 1, 8 and 32 on 32 sentences cut to 24 source tokens, 24 target tokens each, interleaved, best of N rounds; ratios count, not absolutes.
import os from 'node:os';
import path from 'node:path';
import { encode, first, next, cacheOf, openModel } from './export_session.mjs';

const args = process.argv.slice(2);
const option = (name, value) => {
  const at = args.indexOf(name);
  return at < 0 ? value : args.splice(at, 2)[1];
};
const rounds = Number(option('--rounds', '4'));
const withGenerate = args.includes('--generate');
const targets = args.filter((arg) => !arg.startsWith('--'));
const LENGTH = 24;
const COUNT = 32;

function sourceRows(config) {
  // ids as frequent as real text has them: low ids are frequent pieces; a fixed generator keeps runs comparable
  let seed = 7;
  const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  const start = 300;
  return Array.from({ length: COUNT }, () => [
    ...Array.from({ length: LENGTH - 1 }, () => start + Math.trunc((config.vocab_size - start) * random() ** 3)),
    config.eos_token_id,
  ]);
}

async function decodeAll(model, rows, batch) {
  for (let at = 0; at < rows.length; at += batch) {
    const part = rows.slice(at, at + batch);
    const state = await encode(model, part);
    let outputs = await first(
      model,
      state,
      part.map(() => [model.config.decoder_start_token_id]),
    );
    let cache = {};
    for (let step = 1; step < LENGTH; step++) {
      cache = cacheOf(outputs, cache);
      const width = outputs.topk_ids.dims[2];
      outputs = await next(
        model,
        state,
        cache,
        part.map((_, row) => Number(outputs.topk_ids.data[row * width])),
      );
    }
  }
}

const paths = [];
for (const target of targets) {
  const [folder, suffix = '_quantized'] = target.split(':');
  const model = await openModel(folder, suffix);
  const rows = sourceRows(model.config);
  for (const batch of [1, 8, 32]) {
    paths.push({ name: `${target} session loop`, batch, run: () => decodeAll(model, rows, batch), count: COUNT });
  }
}
if (withGenerate) {
  const { env, pipeline, Tensor } = await import('@xenova/transformers');
  const folder = path.resolve(targets[0].split(':')[0]);
  Object.assign(env, { allowRemoteModels: false, useFSCache: false, localModelPath: path.dirname(folder) + '/' });
  const { model } = await pipeline('translation', path.basename(folder));
  const rows = sourceRows(model.config).slice(0, 8);
  // no end token may come early: exactly LENGTH tokens
  const settings = { min_new_tokens: LENGTH, max_new_tokens: LENGTH };
  for (const batch of [1, 8]) {
    paths.push({
      name: '@xenova generate()',
      batch,
      count: rows.length,
      run: async () => {
        for (let at = 0; at < rows.length; at += batch) {
          const part = rows.slice(at, at + batch);
          await model.generate(
            new Tensor('int64', BigInt64Array.from(part.flat(), BigInt), [part.length, LENGTH]),
            settings,
          );
        }
      },
    });
  }
}
for (const entry of paths) await entry.run();
for (let round = 0; round < rounds; round++) {
  for (const entry of paths) {
    const begun = performance.now();
    await entry.run();
    entry.best = Math.min(entry.best ?? Infinity, (performance.now() - begun) / entry.count);
  }
}
const base = paths.find((entry) => entry.name.startsWith('@') && entry.batch === 1) ?? paths[0];
for (const { name, batch, best } of paths) {
  console.log(
    `${name.padEnd(60)} B${String(batch).padEnd(3)} ${best.toFixed(2).padStart(7)} ms/sentence  ×${(base.best / best).toFixed(1)}`,
  );
}
console.log(`load ${os.loadavg()[0].toFixed(1)} on ${os.cpus().length} cores`);
