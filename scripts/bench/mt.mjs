// Speed, memory and determinism of machine translation, against transformers.js' own generate() in the same run.
//   npm run build && node scripts/bench/mt.mjs [--model DIR] [--sentences N] [--quick]
// Read the ratios: absolute numbers depend on the machine and on what else runs on it. Every figure is the best of several rounds,
// the contestants of a table take turns.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = join(root, 'dist', 'translate');
if (!existsSync(dist)) {
  console.error('dist/ is missing: run `npm run build` first');
  process.exit(4);
}
const { values } = parseArgs({
  options: {
    model: { type: 'string', default: join(root, 'models', 'memori-id-en') },
    sentences: { type: 'string', default: '32' },
    quick: { type: 'boolean', default: false },
    child: { type: 'string' },
  },
});
const dir = resolve(values.model);
const load = (name) => import(join(dist, name));
const { openTranslator } = await load('index.js');

/** Sentences of the project's own documents. */
function corpusSentences() {
  const folder = join(root, 'corpus');
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const sentences = texts.flatMap((text) => text.split(/\n+|(?<=[.!?]["”]?)\s+(?=\p{Lu})/u)).map((line) => line.trim());
  return [...new Set(sentences)].filter((line) => /^\p{Lu}.*[.!?]$/u.test(line) && line.split(' ').length >= 6);
}
const sentences = corpusSentences();
const asRequests = (texts) => texts.map((text) => ({ source: { parts: [text] } }));
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const show = (value, digits = 1) => value.toFixed(digits).padStart(9);
const rssMb = () => process.memoryUsage().rss / 1e6;

/** Resident megabytes of the worker processes, where `ps` says so. */
function workersMb() {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'ppid=,rss=,args='], { encoding: 'utf8' });
  const rows = (stdout ?? '').split('\n').map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line));
  return rows
    .filter((row) => row && Number(row[1]) === process.pid && row[3].includes('worker.js'))
    .map((row) => Number(row[2]) / 1000);
}

if (values.child !== undefined) {
  // Memory is measured in a process of its own: this one holds transformers.js as well.
  const translator = await openTranslator({ model: dir, jobs: 2 });
  let workers = 0;
  for (let round = 0; round < 3; round++) {
    for (let from = 0; from < sentences.length; from += 100) {
      await translator.translate(asRequests(sentences.slice(from, from + 100)));
      workers = Math.max(workers, ...workersMb());
    }
  }
  console.log(JSON.stringify({ workers, own: rssMb() }));
  await translator.close();
  process.exit(0);
}

const { readModelFiles } = await load('model/model-files.js');
const { loadTokenizer } = await load('model/tokenizer.js');
const { openSessions } = await load('model/runtime.js');
const { backendModel, OnnxBackend } = await load('decode/onnx-backend.js');
const { decode } = await load('decode/decode.js');
const { targetLimit } = await load('decode/decoding.js');
const { env, AutoModelForSeq2SeqLM, MarianMTModel, Tensor } = await import('@xenova/transformers');
Object.assign(env, { allowRemoteModels: false, useFSCache: false, localModelPath: `${dirname(dir)}/` });

const files = await readModelFiles(dir);
const tokenizer = await loadTokenizer(files);
const started = performance.now();
const { runtime, encoder, decoder } = await openSessions(files);
const loadMs = performance.now() - started;
const backend = new OnnxBackend(backendModel(files), runtime, encoder, decoder);
const oneThread = new MarianMTModel(files.config, encoder, decoder, files.generation);
const warn = console.warn;
console.warn = () => undefined;
const asShipped = await AutoModelForSeq2SeqLM.from_pretrained(dir.slice(dirname(dir).length + 1), {
  quantized: files.precision === 'int8',
});
console.warn = warn;

const chosen = sentences
  .map((text) => tokenizer.encode(text).ids)
  .filter((ids) => ids.length >= 12 && ids.length <= 45)
  .slice(0, Number(values.sentences))
  .sort((a, b) => a.length - b.length);
const limit = Math.max(...chosen.map((ids) => targetLimit(ids.length)));
const inBatches = async (size, run) => {
  const out = [];
  for (let from = 0; from < chosen.length; from += size) out.push(...(await run(chosen.slice(from, from + size))));
  return out;
};

/** Ids without start, end and padding. */
const clean = (ids) => ids.map(Number).filter((id) => id !== files.special.pad && id !== files.special.eos);
const padded = (batch) => {
  const width = Math.max(...batch.map((ids) => ids.length));
  const data = BigInt64Array.from(
    batch.flatMap((ids) => [...ids, ...Array(width - ids.length).fill(files.special.pad)]),
    BigInt,
  );
  return new Tensor('int64', data, [batch.length, width]);
};
const generate = (model) => async (batch) => {
  const out = await model.generate(padded(batch), { ...files.generation, max_new_tokens: limit, max_length: limit });
  return out.map(clean);
};
const own = (beam) => async (batch) => {
  const jobs = batch.map((ids) => ({ ids, maxTokens: targetLimit(ids.length) }));
  return (await decode(backend, jobs, { beam, lengthPenalty: 1 })).map(({ ids }) => [...ids]);
};
/** The loop over the public forward() of transformers.js: logits come over, no row is dropped. */
const forward = async (batch) => {
  const input_ids = padded(batch);
  const attention_mask = new Tensor(
    'int64',
    BigInt64Array.from(input_ids.data, (id) => (Number(id) === files.special.pad ? 0n : 1n)),
    input_ids.dims,
  );
  const out = batch.map(() => []);
  const done = batch.map(() => false);
  let last = batch.map(() => BigInt(files.special.decoderStart));
  let state = {};
  while (done.includes(false) && out[0].length < limit) {
    const decoder_input_ids = new Tensor('int64', BigInt64Array.from(last), [batch.length, 1]);
    const { logits, past_key_values, encoder_outputs } = await oneThread.forward({
      input_ids,
      attention_mask,
      decoder_input_ids,
      ...state,
    });
    state = { past_key_values, encoder_outputs };
    const width = logits.dims[2];
    last = batch.map((_, row) => {
      let best = -1;
      for (let id = 0; id < width; id++) {
        if (
          !files.special.suppressed.includes(id) &&
          (best < 0 || logits.data[row * width + id] > logits.data[row * width + best])
        )
          best = id;
      }
      if (best === files.special.eos) done[row] = true;
      out[row].push(best);
      return BigInt(best);
    });
  }
  return out.map((ids) => ids.slice(0, ids.includes(files.special.eos) ? ids.indexOf(files.special.eos) : undefined));
};

const contestants = [
  ['generate(), as transformers.js opens it', generate(asShipped), [1, 8, 32]],
  ['generate(), sessions by path, one thread', generate(oneThread), [1, 8, 32]],
  ['loop over forward(), one thread', forward, [1, 8, 32]],
  ['memori, one thread', own(1), [1, 8, 32]],
  ['memori, beam 4', own(4), [1, 8, 32]],
];
const rounds = values.quick ? 1 : 3;
const wall = new Map();
const cpu = new Map();
const texts = new Map();
const cpuMs = () => (process.cpuUsage().user + process.cpuUsage().system) / 1000;
for (let round = 0; round < rounds; round++) {
  for (const [name, run, sizes] of contestants) {
    for (const size of sizes) {
      const [from, cpuFrom] = [performance.now(), cpuMs()];
      const out = await inBatches(size, run);
      const key = `${name}|${size}`;
      wall.set(key, Math.min(wall.get(key) ?? Infinity, (performance.now() - from) / chosen.length));
      cpu.set(key, Math.min(cpu.get(key) ?? Infinity, (cpuMs() - cpuFrom) / chosen.length));
      texts.set(key, out);
    }
  }
}
const tokens = texts.get('memori, one thread|1').reduce((sum, ids) => sum + ids.length, 0);
const sourceTokens = chosen.reduce((sum, ids) => sum + ids.length, 0);
console.log(
  `model ${files.dir}\n${chosen.length} sentences of the corpus, ${(sourceTokens / chosen.length).toFixed(1)} source and ${(tokens / chosen.length).toFixed(1)} target tokens on average; sessions open in ${loadMs.toFixed(0)} ms\n`,
);
for (const [title, times] of [
  ['milliseconds per sentence, wall clock', wall],
  ['milliseconds per sentence, processor time', cpu],
]) {
  console.log(`${title.padEnd(42)}batch 1  batch 8  batch 32   × generate() as shipped`);
  for (const [name, , sizes] of contestants) {
    const row = sizes.map((size) => times.get(`${name}|${size}`));
    const ratios = sizes.map((size, i) => (times.get(`${contestants[0][0]}|${size}`) / row[i]).toFixed(1));
    console.log(`${name.padEnd(40)}${row.map((time) => show(time)).join('')}   ${ratios.join(' / ')}`);
  }
  console.log('');
}
const reference = texts.get(`${contestants[1][0]}|1`);
const same = (key) => texts.get(key).filter((ids, i) => String(ids) === String(reference[i])).length;
console.log(
  `\nsame tokens as generate(): ${same('memori, one thread|1')} of ${chosen.length} at batch 1, ${same('memori, one thread|32')} at batch 32`,
);

const probe = chosen.reduce((near, ids) => (Math.abs(ids.length - 24) < Math.abs(near.length - 24) ? ids : near));
const times = [];
for (let i = 0; i < (values.quick ? 5 : 25); i++) {
  const from = performance.now();
  await own(1)([probe]);
  times.push(performance.now() - from);
}
console.log(`warm latency of one sentence of ${probe.length} tokens: median ${median(times).toFixed(1)} ms`);

// Whole translator: everything around the model included.
const results = new Map();
const speed = new Map();
for (const [name, options] of [
  ['1 worker', { jobs: 1 }],
  ['2 workers', { jobs: 2 }],
  ['1 worker again, batches of 64 tokens', { jobs: 1, maxTokensPerBatch: 64 }],
  ['in this thread, batches of 2,048 tokens', { jobs: 0, maxTokensPerBatch: 2048 }],
]) {
  const translator = await openTranslator({ model: dir, ...options });
  await translator.translate(asRequests(sentences.slice(0, 40)));
  let quickest = Infinity;
  for (let round = 0; round < (name.includes(',') ? 1 : rounds); round++) {
    const from = performance.now();
    results.set(name, JSON.stringify(await translator.translate(asRequests(sentences))));
    quickest = Math.min(quickest, performance.now() - from);
  }
  speed.set(name, (sentences.length / quickest) * 1000);
  await translator.close();
}
console.log(`\nwhole translator, ${sentences.length} sentences:`);
for (const [name, value] of speed)
  console.log(
    `  ${name.padEnd(40)}${show(value)} sentences/s   identical: ${results.get(name) === results.get('1 worker')}`,
  );
console.log(`  two workers / one: ${(speed.get('2 workers') / speed.get('1 worker')).toFixed(2)}`);

const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--model', dir, '--child', 'memory'], {
  encoding: 'utf8',
});
const memory = JSON.parse(child.stdout);
console.log(
  `\nresident memory: ${memory.workers.toFixed(0)} MB per worker process at most, ${memory.own.toFixed(0)} MB in the process that asks`,
);
