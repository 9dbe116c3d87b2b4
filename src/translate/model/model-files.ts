import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { environmentError, isMemoriError, readBytes } from '../../base/index.js';
import { summarizeGraph, type GraphSummary } from './onnx-graph.js';
import { WireError } from './protobuf.js';
import { readPieces, type Piece } from './spm-model.js';

const COPY_AGAIN = 'Copy or fetch the model folder again; it must hold the whole model.';

export type TokenizerFiles =
  | { readonly kind: 'sentencepiece'; readonly file: string; readonly pieces: readonly Piece[] }
  | {
      readonly kind: 'marian';
      readonly source: string;
      readonly table: string;
      readonly vocabulary: readonly (readonly [string, number])[];
    }
  | { readonly kind: 'tokenizer.json'; readonly file: string; readonly json: unknown; readonly config: unknown };

/** Ids that steer decoding. */
export interface SpecialIds {
  readonly pad: number;
  readonly eos: number;
  readonly unk: number;
  readonly decoderStart: number;
  /** Never generated. */
  readonly suppressed: readonly number[];
}

/** The `memori` object of a config: what a general Marian config cannot say. */
export interface MemoriConfig {
  readonly id?: string;
  readonly maxSourceTokens?: number;
  readonly parameters?: number;
  readonly sourceLanguage?: string;
  readonly targetLanguage?: string;
  readonly licence?: string;
  readonly trainedTags?: boolean;
  readonly trainedTerms?: boolean;
  readonly guidedHead?: unknown;
}

/** A model folder that was read and found whole. */
export interface ModelFiles {
  readonly dir: string;
  readonly encoder: string;
  readonly decoder: string;
  readonly precision: 'int8' | 'fp32';
  readonly config: Readonly<Record<string, unknown>>;
  readonly generation: Readonly<Record<string, unknown>>;
  readonly memori: MemoriConfig;
  readonly tokenizer: TokenizerFiles;
  readonly special: SpecialIds;
  readonly vocabulary: number;
  readonly decoderLayers: number;
  readonly maxSourceTokens: number;
  readonly graphs: { readonly encoder: GraphSummary; readonly decoder: GraphSummary };
  /** All files that decide about the output, in a fixed order. */
  readonly all: readonly { readonly name: string; readonly file: string; readonly bytes: Uint8Array }[];
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

async function bytesOf(file: string, what: string): Promise<Uint8Array> {
  if (!(await isFile(file))) {
    throw environmentError('model.missing-file', `the model's ${what} is missing`, { file, hint: COPY_AGAIN });
  }
  try {
    return await readBytes(file);
  } catch (error) {
    if (!isMemoriError(error)) throw error;
    throw environmentError('model.unreadable', `the model's ${what} cannot be read: ${error.message}`, {
      file,
      cause: error,
    });
  }
}

/** A JSON object from a file of the model. */
function parseObject(bytes: Uint8Array, file: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw environmentError('model.config', `this is not valid JSON: ${why}`, { file, hint: COPY_AGAIN, cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw environmentError('model.config', 'this must be a JSON object', { file, hint: COPY_AGAIN });
  }
  return value as Record<string, unknown>;
}

function integer(config: Readonly<Record<string, unknown>>, key: string, file: string): number {
  const value = config[key];
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw environmentError(
    'model.config',
    `\`${key}\` is ${JSON.stringify(value) ?? 'missing'}, a whole number is needed`,
    {
      file,
      hint: COPY_AGAIN,
    },
  );
}

function readGraph(bytes: Uint8Array, file: string): GraphSummary {
  try {
    return summarizeGraph(bytes);
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause;
    const lfs = bytes.length < 1024 && Buffer.from(bytes).toString('latin1').startsWith('version https://git-lfs');
    const why = lfs
      ? 'this is a Git LFS pointer, not the graph itself'
      : `the graph is cut or damaged (${cause.message})`;
    throw environmentError('model.truncated', why, { file, hint: COPY_AGAIN, cause });
  }
}

/** The graph must have the names that transformers.js gives an encoder or a merged decoder. */
function checkGraphs(files: { encoder: string; decoder: string }, graphs: ModelFiles['graphs'], layers: number): void {
  const need = (file: string, have: GraphSummary, inputs: readonly string[], outputs: readonly string[]): void => {
    const names = [
      ...inputs.filter((name) => !have.inputs.some((value) => value.name === name)),
      ...outputs.filter((name) => !have.outputs.some((value) => value.name === name)),
    ];
    if (names.length === 0) return;
    throw environmentError('model.wrong-kind', `the graph lacks ${names.map((name) => `\`${name}\``).join(', ')}`, {
      file,
      hint: 'memori runs Marian encoder–decoder folders in the transformers.js layout (encoder_model, decoder_model_merged).',
    });
  };
  need(files.encoder, graphs.encoder, ['input_ids', 'attention_mask'], ['last_hidden_state']);
  const presents: string[] = [];
  for (let i = 0; i < layers; i++) {
    for (const part of ['decoder.key', 'decoder.value', 'encoder.key', 'encoder.value']) presents.push(`${i}.${part}`);
  }
  need(
    files.decoder,
    graphs.decoder,
    [
      'input_ids',
      'encoder_attention_mask',
      'encoder_hidden_states',
      'use_cache_branch',
      ...presents.map((name) => `past_key_values.${name}`),
    ],
    ['logits', ...presents.map((name) => `present.${name}`)],
  );
}

/** Names under which a graph may lie in the folder. */
async function graphFile(
  dir: string,
  name: string,
  precision: 'int8' | 'fp32',
): Promise<{ file: string; int8: boolean }> {
  const order = precision === 'int8' ? ['_quantized', ''] : ['', '_quantized'];
  for (const suffix of order) {
    for (const folder of ['onnx', '.']) {
      const file = join(dir, folder, `${name}${suffix}.onnx`);
      if (await isFile(file)) return { file, int8: suffix !== '' };
    }
  }
  throw environmentError('model.missing-file', "the model's graph is missing", {
    file: join(dir, 'onnx', `${name}${order[0]}.onnx`),
    hint: COPY_AGAIN,
  });
}

async function readTokenizerFiles(dir: string): Promise<{ tokenizer: TokenizerFiles; files: string[]; size: number }> {
  for (const name of ['spm.model', 'sentencepiece.bpe.model', 'spiece.model']) {
    const file = join(dir, name);
    if (!(await isFile(file))) continue;
    const pieces = await piecesOf(file);
    return { tokenizer: { kind: 'sentencepiece', file, pieces }, files: [name], size: pieces.length };
  }
  const [source, table] = [join(dir, 'source.spm'), join(dir, 'vocab.json')];
  if ((await isFile(source)) && (await isFile(table))) {
    await piecesOf(source);
    const vocabulary = Object.entries(parseObject(await bytesOf(table, 'vocabulary'), table)).filter(
      (entry): entry is [string, number] => Number.isInteger(entry[1]) && (entry[1] as number) >= 0,
    );
    const size = 1 + vocabulary.reduce((top, [, id]) => Math.max(top, id), -1);
    return { tokenizer: { kind: 'marian', source, table, vocabulary }, files: ['source.spm', 'vocab.json'], size };
  }
  const file = join(dir, 'tokenizer.json');
  if (!(await isFile(file))) {
    throw environmentError('model.missing-file', "the model's tokenizer is missing", {
      file: join(dir, 'spm.model'),
      hint: 'A model folder holds spm.model, or source.spm with vocab.json, or tokenizer.json.',
    });
  }
  const json = parseObject(await bytesOf(file, 'tokenizer'), file);
  const settings = join(dir, 'tokenizer_config.json');
  const config = (await isFile(settings)) ? parseObject(await bytesOf(settings, 'tokenizer config'), settings) : {};
  const vocab = (json['model'] as { vocab?: unknown } | undefined)?.vocab;
  if (!Array.isArray(vocab)) {
    throw environmentError('model.tokenizer', 'this tokenizer is not a Unigram one', { file, hint: COPY_AGAIN });
  }
  const files = ['tokenizer.json', ...((await isFile(settings)) ? ['tokenizer_config.json'] : [])];
  return { tokenizer: { kind: 'tokenizer.json', file, json, config }, files, size: vocab.length };
}

async function piecesOf(file: string): Promise<Piece[]> {
  try {
    return readPieces(await bytesOf(file, 'tokenizer'));
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause;
    throw environmentError('model.tokenizer', `the SentencePiece model is cut or damaged (${cause.message})`, {
      file,
      hint: COPY_AGAIN,
      cause,
    });
  }
}

/** Suppressed ids: pad, and every single id of `bad_words_ids`. */
function suppressedIds(generation: Readonly<Record<string, unknown>>, pad: number): number[] {
  const lists = Array.isArray(generation['bad_words_ids']) ? (generation['bad_words_ids'] as unknown[]) : [];
  const single = lists.flatMap((list) => (Array.isArray(list) && list.length === 1 ? [Number(list[0])] : []));
  return [...new Set([pad, ...single])].sort((a, b) => a - b);
}

/** Reads a model folder and checks that its parts are whole and belong together. @throws MemoriError `model.*` */
export async function readModelFiles(dir: string, precision: 'int8' | 'fp32' = 'int8'): Promise<ModelFiles> {
  const configFile = join(dir, 'config.json');
  const configBytes = await bytesOf(configFile, 'config');
  const config = parseObject(configBytes, configFile);
  if (config['model_type'] !== 'marian') {
    const found = JSON.stringify(config['model_type']) ?? 'missing';
    throw environmentError(
      'model.wrong-kind',
      `\`model_type\` is ${found}, memori runs \`"marian"\` translation models`,
      {
        file: configFile,
        hint: 'Give a Marian encoder–decoder folder in the transformers.js layout.',
      },
    );
  }
  const generationFile = join(dir, 'generation_config.json');
  const hasGeneration = await isFile(generationFile);
  const generationBytes = hasGeneration ? await bytesOf(generationFile, 'generation config') : new Uint8Array();
  const generation = hasGeneration ? parseObject(generationBytes, generationFile) : {};
  const decoderLayers = integer(config, 'decoder_layers', configFile);
  const vocabulary = integer(config, 'vocab_size', configFile);
  const pad = integer(config, 'pad_token_id', configFile);
  const special: SpecialIds = {
    pad,
    eos: integer(config, 'eos_token_id', configFile),
    unk: typeof config['unk_token_id'] === 'number' ? config['unk_token_id'] : -1,
    decoderStart: integer({ decoder_start_token_id: pad, ...config }, 'decoder_start_token_id', configFile),
    suppressed: suppressedIds(generation, pad),
  };
  const memori = (
    typeof config['memori'] === 'object' && config['memori'] !== null ? config['memori'] : {}
  ) as MemoriConfig;

  const tokenizer = await readTokenizerFiles(dir);
  // Marian folders append <pad> to the table of ids, so the pieces may be one fewer than the rows of the network.
  if (tokenizer.size > vocabulary || tokenizer.size < vocabulary - 8) {
    throw environmentError(
      'model.tokenizer',
      `the tokenizer has ${tokenizer.size} pieces, the config says \`vocab_size\` ${vocabulary}`,
      { file: join(dir, tokenizer.files.at(-1)!), hint: 'The files are of different models: copy the folder again.' },
    );
  }
  const encoder = await graphFile(dir, 'encoder_model', precision);
  const decoder = await graphFile(dir, 'decoder_model_merged', precision);
  const encoderBytes = await bytesOf(encoder.file, 'encoder');
  const decoderBytes = await bytesOf(decoder.file, 'decoder');
  const graphs = { encoder: readGraph(encoderBytes, encoder.file), decoder: readGraph(decoderBytes, decoder.file) };
  checkGraphs({ encoder: encoder.file, decoder: decoder.file }, graphs, decoderLayers);
  const width = graphs.decoder.outputs.find((value) => value.name === 'logits')?.shape.at(-1);
  if (typeof width === 'number' && width !== vocabulary) {
    throw environmentError(
      'model.wrong-kind',
      `the graph scores ${width} pieces, the config says \`vocab_size\` ${vocabulary}`,
      { file: decoder.file, hint: 'The files are of different models: copy the folder again.' },
    );
  }

  const all = [
    { name: 'config.json', file: configFile, bytes: configBytes },
    ...(hasGeneration ? [{ name: 'generation_config.json', file: generationFile, bytes: generationBytes }] : []),
    ...(await Promise.all(
      tokenizer.files.map(async (name) => ({ name, file: join(dir, name), bytes: await readFile(join(dir, name)) })),
    )),
    { name: basename(encoder.file), file: encoder.file, bytes: encoderBytes },
    { name: basename(decoder.file), file: decoder.file, bytes: decoderBytes },
  ];
  for (const part of [...all]) {
    const data = `${part.file}_data`;
    if (await isFile(data)) all.push({ name: basename(data), file: data, bytes: await readFile(data) });
  }
  return {
    dir,
    encoder: encoder.file,
    decoder: decoder.file,
    precision: encoder.int8 && decoder.int8 ? 'int8' : 'fp32',
    config,
    generation,
    memori,
    tokenizer: tokenizer.tokenizer,
    special,
    vocabulary,
    decoderLayers,
    maxSourceTokens: maxSource(memori, config),
    graphs,
    all,
  };
}

/** The longest source in tokens, end of sentence not counted. */
function maxSource(memori: MemoriConfig, config: Readonly<Record<string, unknown>>): number {
  const wanted = memori.maxSourceTokens ?? 110;
  const positions = Number(config['max_position_embeddings'] ?? 512);
  // The target needs positions too, up to twice the source plus ten.
  return Math.max(8, Math.min(wanted, Math.floor((positions - 12) / 2)));
}
