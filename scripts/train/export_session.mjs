// A small decoder over onnxruntime-node for checking and timing an exported folder (the toolkit's own lives in src/translate).
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
// onnxruntime-node comes with @xenova/transformers: take the very copy that it uses
export const ort = require(
  require.resolve('onnxruntime-node', { paths: [path.dirname(require.resolve('@xenova/transformers'))] }),
);

const OPTIONS = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  logSeverityLevel: 3,
};

export async function openModel(folder, suffix = '_quantized', options = {}) {
  const open = (name) =>
    ort.InferenceSession.create(path.join(folder, 'onnx', `${name}${suffix}.onnx`), { ...OPTIONS, ...options });
  const config = (await import(path.resolve(folder, 'config.json'), { with: { type: 'json' } })).default;
  return { config, encoder: await open('encoder_model'), decoder: await open('decoder_model_merged') };
}

const int64 = (rows) => new ort.Tensor('int64', BigInt64Array.from(rows.flat(), BigInt), [rows.length, rows[0].length]);
const empty = (rows, config) =>
  new ort.Tensor('float32', new Float32Array(0), [
    rows,
    config.decoder_attention_heads,
    0,
    config.d_model / config.decoder_attention_heads,
  ]);
const flag = (value) => new ort.Tensor('bool', [value], [1]);

/** Fetches the first `wanted` outputs: ORT 1.14 hands back any other selection than a prefix under wrong names. */
async function run(session, feeds, wanted) {
  return session.run(feeds, session.outputNames.slice(0, wanted ?? session.outputNames.length));
}

export async function encode(model, rows, extraPadding = 0) {
  // a multiple of four: see EXPORT.md, "Same result in every batch"
  const width = Math.ceil((Math.max(...rows.map((row) => row.length)) + extraPadding) / 4) * 4;
  const ids = int64(rows.map((row) => [...row, ...Array(width - row.length).fill(model.config.pad_token_id)]));
  const mask = int64(rows.map((row) => [...Array(row.length).fill(1), ...Array(width - row.length).fill(0)]));
  const { last_hidden_state } = await model.encoder.run({ input_ids: ids, attention_mask: mask });
  return { hidden: last_hidden_state, mask };
}

/** First decoder call: a whole prefix (each row of the same length). All outputs come back. */
export async function first(model, { hidden, mask }, prefix) {
  const feeds = {
    encoder_attention_mask: mask,
    encoder_hidden_states: hidden,
    input_ids: int64(prefix),
    use_cache_branch: flag(false),
  };
  for (const name of model.decoder.inputNames) {
    if (name.startsWith('past_key_values')) feeds[name] = empty(prefix.length, model.config);
  }
  return run(model.decoder, feeds);
}

export function cacheOf(outputs, previous = {}) {
  const cache = { ...previous };
  for (const [name, tensor] of Object.entries(outputs)) {
    if (name.startsWith('present.') && (name.includes('.decoder.') || !previous[past(name)])) {
      cache[past(name)] = tensor;
    }
  }
  return cache;
}
const past = (name) => name.replace('present.', 'past_key_values.');

/** One more token per row. `outputs` limits what is fetched (default: candidates, cache and guided attention). */
export async function next(model, { hidden, mask }, cache, tokens, outputs) {
  const wanted = outputs ?? 3 + 2 * model.config.decoder_layers;
  return run(
    model.decoder,
    {
      encoder_attention_mask: mask,
      encoder_hidden_states: hidden,
      input_ids: int64(tokens.map((token) => [token])),
      use_cache_branch: flag(true),
      ...cache,
    },
    wanted,
  );
}

/** Greedy decoding of a padded batch; no row is dropped, so a finished row only stops counting. */
export async function greedy(model, rows, { limit, extraPadding = 0, attention = false } = {}) {
  const { config } = model;
  const state = await encode(model, rows, extraPadding);
  const caps = rows.map((row) => limit ?? 1.5 * row.length + 10);
  const result = rows.map(() => ({ ids: [], logp: [], attention: [], done: false }));
  let outputs = await first(
    model,
    state,
    rows.map(() => [config.decoder_start_token_id]),
  );
  let cache = {};
  for (let step = 0; ; step++) {
    const ids = outputs.topk_ids;
    const logp = outputs.topk_logp;
    const width = ids.dims[2];
    const tokens = rows.map((_, row) => Number(ids.data[row * width]));
    for (const [row, entry] of result.entries()) {
      if (entry.done) continue;
      entry.logp.push(logp.data[row * width]);
      if (attention) {
        const source = outputs['cross_attentions.0'].dims[3];
        entry.attention.push(outputs['cross_attentions.0'].data.slice(row * source, row * source + rows[row].length));
      }
      if (tokens[row] === config.eos_token_id) entry.done = true;
      else entry.ids.push(tokens[row]);
      // the limit counts the start token
      if (entry.ids.length + 1 >= caps[row]) entry.done = true;
    }
    if (result.every((entry) => entry.done)) return result;
    cache = cacheOf(outputs, cache);
    outputs = await next(model, state, cache, tokens);
  }
}
