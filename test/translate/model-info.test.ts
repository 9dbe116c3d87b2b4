import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isMemoriError, type MemoriError } from '../../src/base/index.js';
import { fetchModel } from '../../src/translate/model/hub.js';
import { openTranslator, readModelInfo } from '../../src/translate/index.js';
import { readModelFiles } from '../../src/translate/model/model-files.js';
import { loadTokenizer, modelText } from '../../src/translate/model/tokenizer.js';

const MODEL = fileURLToPath(new URL('../../models/memori-id-en/', import.meta.url));
const GRAPHS = ['encoder_model_quantized.onnx', 'decoder_model_merged_quantized.onnx'];

async function failure(promise: Promise<unknown>): Promise<MemoriError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isMemoriError(error)) throw new Error(`expected a MemoriError, got ${String(error)}`);
  expect(error.kind).toBe('environment');
  expect(error.hint).toBeDefined();
  return error;
}

describe('the embedded model', () => {
  test('is described', async () => {
    const info = await readModelInfo(MODEL);
    expect(info).toMatchObject({
      id: 'memori-id-en',
      precision: 'int8',
      tokenizer: 'sentencepiece',
      vocabulary: 8000,
      alignment: true,
    });
    expect(info.checksum).toMatch(/^[\da-f]{64}$/);
    expect(info.runtime).toMatch(/^onnxruntime-node \d/);
    expect((await readModelInfo('memori-id-en')).checksum).toBe(info.checksum);
  });

  test('its two tokenizers agree, and decoding gives the text back', async () => {
    const files = await readModelFiles(MODEL);
    const own = await loadTokenizer(files);
    const file = join(MODEL, 'tokenizer.json');
    const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const other = await loadTokenizer({ ...files, tokenizer: { kind: 'tokenizer.json', file, json, config: {} } });
    for (const text of ['Presiden meresmikan jembatan baru di Palu.', 'Harga naik 12,5 persen (Rp1.500)!', 'a']) {
      const { ids, starts, ends } = own.encode(text);
      expect(ids.at(-1)).toBe(files.special.eos);
      expect([...other.encode(text).ids]).toEqual([...ids]);
      expect(own.decode(ids).text).toBe(text);
      // Pieces in their places make the text again, spaces included.
      expect(Array.from(starts, (start, i) => text.slice(start, ends[i])).join('')).toBe(text);
    }
    const spelt = modelText('日本 😀 cafe\u0301');
    expect(own.decode(own.encode(spelt).ids).text).toBe(spelt);
    expect(own.spells('kata')).toBe(true);
    expect(own.spells('日')).toBe(false);
    expect(process.listenerCount('uncaughtException')).toBeLessThan(5);
  });
});

describe('a folder that cannot work is refused, with the file', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'memori-model-'));
    for (const name of [
      'config.json',
      'generation_config.json',
      'spm.model',
      'tokenizer.json',
      'tokenizer_config.json',
    ])
      cpSync(join(MODEL, name), join(dir, name));
    cpSync(join(MODEL, 'config.json'), join(dir, 'onnx', 'x.json'));
    for (const name of GRAPHS) symlinkSync(join(MODEL, 'onnx', name), join(dir, 'onnx', name));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));
  const config = (change: Record<string, unknown>): void => {
    const file = join(dir, 'config.json');
    writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), ...change }));
  };
  const graph = (name: string, bytes: Uint8Array): void => {
    rmSync(join(dir, 'onnx', name));
    writeFileSync(join(dir, 'onnx', name), bytes);
  };

  test('but a whole one is not', async () => {
    expect((await readModelInfo(dir)).vocabulary).toBe(8000);
  });

  test.each(['config.json', 'onnx/encoder_model_quantized.onnx', 'onnx/decoder_model_merged_quantized.onnx'])(
    '%s is missing',
    async (name) => {
      rmSync(join(dir, name));
      const error = await failure(readModelInfo(dir));
      expect(error.code).toBe('model.missing-file');
      expect(error.position.file).toBe(join(dir, name));
    },
  );

  test('no tokenizer', async () => {
    for (const name of ['spm.model', 'tokenizer.json']) rmSync(join(dir, name));
    const error = await failure(readModelInfo(dir));
    expect(error).toMatchObject({ code: 'model.missing-file', position: { file: join(dir, 'spm.model') } });
  });

  test.each(GRAPHS)('%s is cut', async (name) => {
    const whole = readFileSync(join(MODEL, 'onnx', name));
    for (const size of [0, 1, 1000, whole.length >> 1, whole.length - 1]) {
      graph(name, whole.subarray(0, size));
      const error = await failure(readModelInfo(dir));
      expect(error).toMatchObject({ code: 'model.truncated', position: { file: join(dir, 'onnx', name) } });
    }
  });

  test('a pointer of Git LFS instead of the graph', async () => {
    graph(GRAPHS[0]!, Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 7\n'));
    expect((await failure(readModelInfo(dir))).message).toContain('Git LFS');
  });

  test('the graphs are exchanged', async () => {
    graph(GRAPHS[1]!, readFileSync(join(MODEL, 'onnx', GRAPHS[0]!)));
    expect(await failure(readModelInfo(dir))).toMatchObject({
      code: 'model.wrong-kind',
      position: { file: join(dir, 'onnx', GRAPHS[1]!) },
    });
  });

  test('damage inside a graph is refused by the runtime', async () => {
    const bytes = Buffer.from(readFileSync(join(MODEL, 'onnx', GRAPHS[1]!)));
    // An operator that does not exist, of the same length.
    const at = bytes.indexOf('LogSoftmax');
    bytes.write('LogSoftmix', at);
    for (let next = bytes.indexOf('LogSoftmax'); next >= 0; next = bytes.indexOf('LogSoftmax'))
      bytes.write('LogSoftmix', next);
    graph(GRAPHS[1]!, bytes);
    const error = await failure(openTranslator({ model: dir, jobs: 0 }));
    expect(error).toMatchObject({ code: 'model.truncated', position: { file: join(dir, 'onnx', GRAPHS[1]!) } });
  });

  test.each([0, 5, 70_000])('the SentencePiece model is cut after %i bytes', async (size) => {
    writeFileSync(join(dir, 'spm.model'), readFileSync(join(MODEL, 'spm.model')).subarray(0, size));
    expect(await failure(readModelInfo(dir))).toMatchObject({
      code: 'model.tokenizer',
      position: { file: join(dir, 'spm.model') },
    });
  });

  test('the config is no JSON, no object, of another kind, or lacks numbers', async () => {
    for (const text of ['{"model_type": "mar', '[]', '']) {
      writeFileSync(join(dir, 'config.json'), text);
      expect((await failure(readModelInfo(dir))).code).toBe('model.config');
    }
    writeFileSync(join(dir, 'config.json'), '{"model_type": "bert"}');
    expect(await failure(readModelInfo(dir))).toMatchObject({ code: 'model.wrong-kind' });
    writeFileSync(join(dir, 'config.json'), '{"model_type": "marian", "decoder_layers": "two"}');
    expect((await failure(readModelInfo(dir))).message).toContain('decoder_layers');
  });

  test('the vocabularies differ', async () => {
    config({ vocab_size: 7000 });
    expect(await failure(readModelInfo(dir))).toMatchObject({
      code: 'model.tokenizer',
      position: { file: join(dir, 'spm.model') },
    });
    config({ vocab_size: 8003 });
    expect(await failure(readModelInfo(dir))).toMatchObject({
      code: 'model.wrong-kind',
      position: { file: join(dir, 'onnx', GRAPHS[1]!) },
    });
  });

  test("Marian's own layout, pieces and their numbers in two files, works as well", async () => {
    const { tokenizer } = await readModelFiles(dir);
    if (tokenizer.kind !== 'sentencepiece') throw new Error('the embedded model has a SentencePiece model');
    cpSync(join(dir, 'spm.model'), join(dir, 'source.spm'));
    rmSync(join(dir, 'spm.model'));
    writeFileSync(
      join(dir, 'vocab.json'),
      JSON.stringify(Object.fromEntries(tokenizer.pieces.map(({ text }, id) => [text, id]))),
    );
    expect((await readModelInfo(dir)).tokenizer).toBe('marian');
    const [own, marian] = [
      await loadTokenizer(await readModelFiles(MODEL)),
      await loadTokenizer(await readModelFiles(dir)),
    ];
    const text = 'Harga beras naik 12,5 persen di Jawa Timur.';
    expect([...marian.encode(text).ids]).toEqual([...own.encode(text).ids]);
    expect(marian.decode(marian.encode(text).ids).text).toBe(text);
  });

  test('there is no such folder, and nothing is fetched without leave', async () => {
    expect(await failure(readModelInfo(join(dir, 'none')))).toMatchObject({ code: 'model.not-found' });
    const error = await failure(readModelInfo('someone/opus-mt-id-en', { modelCacheDir: dir }));
    expect(error).toMatchObject({ code: 'model.not-found' });
    expect(error.hint).toContain('fetch');
  });

  test('one byte changes the checksum', async () => {
    const before = (await readModelInfo(dir)).checksum;
    config({ note: 'x' });
    expect((await readModelInfo(dir)).checksum).not.toBe(before);
  });
});

describe('fetching from a hub', () => {
  let server: Server;
  let dir: string;
  let asked: string[];
  const hub = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'memori-hub-'));
    asked = [];
    server = createServer((request, response) => {
      const name = /^\/own\/model\/resolve\/main\/(.*)$/.exec(request.url ?? '')?.[1];
      asked.push(String(name));
      if (name === undefined || !existsSync(join(MODEL, name))) response.writeHead(404).end('no');
      else response.end(readFileSync(join(MODEL, name)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    await new Promise((resolve) => server.close(resolve));
    rmSync(dir, { recursive: true, force: true });
  });

  test('takes what is missing, once', async () => {
    const folder = await fetchModel('own/model', dir, hub());
    expect((await readModelInfo(folder)).checksum).toBe((await readModelInfo(MODEL)).checksum);
    const before = asked.length;
    await fetchModel('own/model', dir, hub());
    expect(asked.slice(before)).not.toContain('config.json');
    // Found without the network from now on, by its name.
    expect((await readModelInfo('own/model', { modelCacheDir: dir })).id).toBeDefined();
  });

  test('a model that is not there, or no network', async () => {
    expect(await failure(fetchModel('own/other', dir, hub()))).toMatchObject({ code: 'model.fetch' });
    expect(await failure(fetchModel('own/model', dir, 'http://127.0.0.1:9'))).toMatchObject({ code: 'model.fetch' });
  });
});
