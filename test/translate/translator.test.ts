import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isMemoriError } from '../../src/base/index.js';
import {
  compareCodes,
  content,
  equalContent,
  plainText,
  textContent,
  type Content,
  type Part,
} from '../../src/content/index.js';
import {
  confidence,
  openTranslator,
  type Translation,
  type TranslationRequest,
  type Translator,
} from '../../src/translate/index.js';
import { decode } from '../../src/translate/decode/decode.js';
import { targetLimit } from '../../src/translate/decode/decoding.js';
import { readModelFiles } from '../../src/translate/model/model-files.js';
import { backendModel, openBackend } from '../../src/translate/decode/onnx-backend.js';
import { loadTokenizer } from '../../src/translate/model/tokenizer.js';

/** The embedded model at work. What it says changes with every training; what is checked here must not. */
const MODEL = fileURLToPath(new URL('../../models/memori-id-en/', import.meta.url));
const WORKER = fileURLToPath(new URL('../../dist/translate/worker.js', import.meta.url));

const SENTENCES = [
  'Presiden meresmikan jembatan baru di Palu pada hari Senin.',
  'Harga beras naik.',
  'Warga Desa Sukamaju menolak pembangunan pabrik semen karena khawatir sumber air mereka akan mengering dalam waktu dekat.',
  'Terima kasih.',
  'Menurut data terbaru, jumlah penduduk kota itu mencapai 1,2 juta jiwa.',
  'Siapkan 250 gram tepung terigu dan tiga butir telur.',
  'Pihak Kedua wajib membayar uang muka paling lambat tujuh hari setelah perjanjian ini ditandatangani.',
  'Kereta berangkat pukul 07.30 dari Stasiun Gambir.',
  'Ia tersenyum, lalu pergi tanpa berkata apa-apa.',
  'Rapat dibuka oleh ketua dan dihadiri oleh dua puluh anggota.',
  'Pulau itu terkenal dengan pantai pasir putih dan terumbu karang yang indah.',
  'Tekan tombol daya selama tiga detik untuk mematikan perangkat.',
];
const requests = (texts: readonly string[]): TranslationRequest[] =>
  texts.map((text) => ({ source: textContent(text) }));

let translator: Translator;
beforeAll(async () => {
  translator = await openTranslator({ model: MODEL, jobs: 0 });
});
afterAll(() => translator.close());

const one = async (source: Content | string, extra: Partial<TranslationRequest> = {}): Promise<Translation> =>
  (await translator.translate([{ source: typeof source === 'string' ? textContent(source) : source, ...extra }]))[0]!;

describe('results', () => {
  test('do not depend on the batch', async () => {
    const together = await translator.translate(requests(SENTENCES));
    const small = await openTranslator({ model: MODEL, jobs: 0, maxTokensPerBatch: 60 });
    const backwards = (await small.translate(requests([...SENTENCES].reverse()))).reverse();
    await small.close();
    const alone: Translation[] = [];
    for (const text of SENTENCES) alone.push(await one(text));
    expect(backwards).toEqual(together);
    expect(alone).toEqual(together);
  });

  test('are the same from the graph’s own candidates and from its logits', async () => {
    const files = await readModelFiles(MODEL);
    const tokenizer = await loadTokenizer(files);
    const jobs = SENTENCES.map((text) => {
      const { ids } = tokenizer.encode(text);
      return { ids, maxTokens: targetLimit(ids.length) };
    });
    const backends = [
      await openBackend(backendModel(files)),
      await openBackend({ ...backendModel(files), fromLogits: true }),
    ];
    for (const beam of [1, 3]) {
      const [own, fromLogits] = await Promise.all(
        backends.map((backend) => decode(backend, jobs, { beam, lengthPenalty: 1 })),
      );
      expect(fromLogits!.map(({ ids }) => [...ids])).toEqual(own!.map(({ ids }) => [...ids]));
      own!.forEach(({ logProbs }, i) => {
        logProbs.forEach((value, k) => expect(fromLogits![i]!.logProbs[k]).toBeCloseTo(value, 4));
      });
    }
  });

  test('are told in order, with progress', async () => {
    const told: number[] = [];
    const progress: number[] = [];
    await translator.translate(requests(SENTENCES), {
      onResult: (index, { text }) => {
        expect(text).not.toBe('');
        told.push(index);
      },
      onProgress: (done, total) => {
        expect(total).toBe(SENTENCES.length);
        progress.push(done);
      },
    });
    expect(told).toEqual(SENTENCES.map((_, i) => i));
    expect(progress).toEqual(SENTENCES.map((_, i) => i + 1));
  });

  test('say what they are made of', async () => {
    const result = await one('Harga beras naik di pasar itu.');
    expect(result.confidence).toBe(confidence(result.details));
    expect(result.details.tokens).toBeGreaterThan(2);
    expect(result.details.meanLogProb).toBeLessThan(0);
    expect(result.details.minLogProb).toBeLessThanOrEqual(result.details.meanLogProb);
    expect(result.alignment!.length).toBeGreaterThan(2);
    for (const { source, target } of result.alignment!) {
      expect('Harga beras naik di pasar itu.'.slice(source.start, source.end)).toMatch(/^\S+$/);
      expect(result.text.slice(target.start, target.end)).toMatch(/^\S+$/);
    }
  });
});

describe('what is not translated', () => {
  test('locked segments and segments without words are copied', async () => {
    const source = content(['© 2024 ', { kind: 'standalone', id: '1' }, 'Warta Timur']);
    const locked = await one(source, { locked: true });
    expect(locked).toMatchObject({ confidence: 1, flags: [{ kind: 'copied', why: 'locked' }] });
    expect(equalContent(locked.target, source)).toBe(true);
    for (const text of ['', '   ', '12.345,67', 'https://contoh.id/a', '***', '{0} %s']) {
      const result = await one(text);
      expect(result.text).toBe(text);
      expect(result.flags).toEqual([{ kind: 'copied', why: 'no-words' }]);
    }
  });

  test('white space around, list numbers and datelines stay as they are', async () => {
    expect((await one('  1. Siapkan bahan-bahan berikut. \n')).text).toMatch(/^ {2}1\. \p{Lu}\S.*\. \n$/u);
    expect((await one('PALU, KABAR.com - Warga menolak pabrik itu.')).text).toMatch(/^PALU, KABAR\.com - \p{Lu}/u);
  });

  const PROTECTED = [
    'Kunjungi https://www.contoh.id/berita?id=7&n=2 untuk informasi lebih lanjut.',
    'Hubungi redaksi@contoh.co.id atau lihat www.contoh.id.',
    'Selamat datang, {name}! Anda memiliki {count} pesan baru.',
    '%s telah menambahkan %d foto ke album %s.',
    'Hapus {0} berkas dari ${folder}?',
    'Jalankan perintah `npm install` di folder my_project.',
    'Buka config.json, lalu ubah nilai maxItems menjadi <b>.',
    'Kata 日本 berarti Jepang.',
    'Suhu mencapai 30 °C pada siang hari 😀.',
    'Salin %1$s ke %2$s lalu hapus %1$s.',
  ];
  test.each(PROTECTED)('%s', async (text) => {
    const { text: target, flags } = await one(text);
    const spans = text.match(
      /https?:\S+|\S+@\S+|www\.\S+[a-z]|[$]?\{\w+\}|%(?:\d\$)?[sd]|`[^`]+`|\w+_\w+|config\.json|maxItems|<b>|日本|😀/g,
    )!;
    for (const span of new Set(spans)) {
      expect(target.split(span).length).toBe(text.split(span).length);
    }
    expect(flags.filter(({ kind }) => kind === 'lost-placeholder')).toEqual([]);
  });
});

describe('inline codes', () => {
  const open = (id: string): Part => ({ kind: 'open', id, data: `<b${id}>` });
  const close = (id: string): Part => ({ kind: 'close', id, data: `</b${id}>` });
  const single = (id: string, equiv?: string): Part => ({
    kind: 'standalone',
    id,
    data: `<x${id}/>`,
    ...(equiv && { equiv }),
  });
  const sources: Content[] = [
    content([open('1'), 'Catatan:', close('1'), ' harga dapat berubah sewaktu-waktu.']),
    content([
      'Presiden ',
      open('1'),
      'meresmikan',
      close('1'),
      ' ',
      open('2'),
      'jembatan ',
      open('3'),
      'baru',
      close('3'),
      close('2'),
      ' di Palu.',
    ]),
    content([open('1'), 'Semua teks ini tebal.', close('1')]),
    content(['Baris satu', single('1'), 'baris dua']),
    content(['Hapus ', single('1', '{0}'), ' berkas dari ', single('2', '{folder}'), '?']),
    content([single('1'), 'Lihat gambar ', single('2'), ' di halaman ', single('3'), ' berikutnya.', single('4')]),
    content(['1. ', open('1'), 'Tekan', close('1'), ' tombol https://contoh.id sekarang.']),
  ];
  test.each(sources.map((source, i) => [i, source] as const))('set %i: each once, well nested', async (_i, source) => {
    const { target } = await one(source);
    expect(compareCodes(source, target)).toEqual([]);
    expect(plainText(target)).not.toMatch(/[\ue000-\uf8ff\u0000]/);
  });

  test('a code around everything stays around everything', async () => {
    const { target } = await one(sources[2]!);
    expect(target.parts.map((part) => (typeof part === 'string' ? 'text' : part.kind))).toEqual([
      'open',
      'text',
      'close',
    ]);
  });
});

describe('hard sources', () => {
  test('long ones are split, told, and lose nothing', async () => {
    const text = `Menurut laporan itu, ${SENTENCES.slice(0, 11)
      .map((sentence) => sentence.slice(0, -1).toLowerCase())
      .join(', ')}.`;
    const result = await one(text);
    expect(result.flags.find(({ kind }) => kind === 'split')).toBeDefined();
    expect(result.details.truncatedOrSplit).toBe(true);
    expect(result.text.split(' ').length).toBeGreaterThan(text.split(' ').length / 3);
  });

  test('capitals give capitals', async () => {
    const { text } = await one('HARGA BERAS NAIK DI SELURUH JAWA');
    expect(text).toBe(text.toUpperCase());
    expect(text).toMatch(/\p{Lu}{3}/u);
  });

  test('nonsense comes back as something, not as an error', async () => {
    const odd = [
      'x'.repeat(3000),
      '\u0000\u0001 abc \ufffd',
      'a\u0301\u0301\u0301 b',
      '\ud800 rusak',
      'kata '.repeat(400),
      '<x1> <g1> </s> <pad>',
      '\ue000 pribadi \uf100',
    ];
    const results = await translator.translate(requests(odd));
    for (const result of results) {
      expect(result.confidence).toBeGreaterThanOrEqual(0);
      expect(result.confidence).toBeLessThanOrEqual(1);
    }
  });
});

describe('terms', () => {
  const cases: [string, string, string][] = [
    ['Mereka menanam bakau di sepanjang pantai.', 'bakau', 'mangrove'],
    ['Jalan layang itu dibangun untuk mengurangi kemacetan.', 'Jalan layang', 'flyover'],
    ['Pengurus koperasi melaporkan sisa hasil usaha.', 'sisa hasil usaha', 'net surplus'],
    ['Panas bumi menjadi sumber energi utama di wilayah itu.', 'Panas bumi', 'geothermal energy'],
  ];
  test.each(cases)('%s: %s → %s', async (text, term, target) => {
    const start = text.indexOf(term);
    const result = await one(text, { terms: [{ start, end: start + term.length, target }] });
    expect(result.text.toLowerCase()).toContain(target);
    expect(result.termsHonoured).toHaveLength(1);
    expect(result.flags.some(({ kind }) => kind === 'term-missed')).toBe(false);
  });

  test('a term that must not be translated is kept', async () => {
    const text = 'Warga Desa Sukamaju menolak pabrik itu.';
    const result = await one(text, { terms: [{ start: 6, end: 19, target: '', doNotTranslate: true }] });
    expect(result.text).toContain('Desa Sukamaju');
  });

  test('the caller may judge inflection', async () => {
    const strict = await openTranslator({
      model: MODEL,
      jobs: 0,
      termAppears: (target) => target.includes('never there'),
    });
    const [result] = await strict.translate([
      { source: textContent('Harga beras naik.'), terms: [{ start: 6, end: 11, target: 'rice' }] },
    ]);
    await strict.close();
    // Whether the model says "rice" of itself or is made to: for this judge the term is not there.
    expect(result!.termsHonoured).toEqual([]);
    expect(result!.flags.some(({ kind }) => kind === 'term-forced' || kind === 'term-missed')).toBe(true);
  });
});

describe('the translator', () => {
  test('stops when it is told to', async () => {
    const controller = new AbortController();
    const many = requests(Array.from({ length: 400 }, (_, i) => `${SENTENCES[i % SENTENCES.length]} Nomor ${i}.`));
    let told = 0;
    const running = translator.translate(many, {
      signal: controller.signal,
      onResult: () => {
        if (++told === 5) controller.abort();
      },
    });
    await expect(running).rejects.toMatchObject({ code: 'translate.interrupted', kind: 'interrupted' });
    expect(told).toBeLessThan(400);
    await expect(translator.translate(many, { signal: controller.signal })).rejects.toMatchObject({
      kind: 'interrupted',
    });
    expect((await one('Harga beras naik.')).text).not.toBe('');
  });

  test('answers from its cache, with the very same result', async () => {
    const cacheDir = mkdtempSync(join(tmpdir(), 'memori-mt-'));
    try {
      const results: Translation[][] = [];
      for (let run = 0; run < 2; run++) {
        const cached = await openTranslator({ model: MODEL, jobs: 0, cacheDir });
        results.push(await cached.translate(requests(SENTENCES.slice(0, 5))));
        await cached.close();
      }
      expect(results[0]!.every((result) => !result.cached)).toBe(true);
      expect(results[1]!.every((result) => result.cached)).toBe(true);
      expect(results[1]!.map((result) => ({ ...result, cached: false }))).toEqual(results[0]);
    } finally {
      rmSync(cacheDir, { recursive: true, force: true });
    }
  });

  test('refuses what makes no sense', async () => {
    await expect(openTranslator({ model: MODEL, jobs: -1 })).rejects.toSatisfy(isMemoriError);
    await expect(openTranslator({ model: MODEL, beam: 9 })).rejects.toSatisfy(isMemoriError);
    const closed = await openTranslator({ model: MODEL, jobs: 0 });
    await closed.close();
    await closed.close();
    await expect(closed.translate([])).rejects.toSatisfy(isMemoriError);
  });

  test('gives the same with workers, and stops them in the middle', async () => {
    if (!existsSync(WORKER)) throw new Error('dist is not built: run `npm run build` before this test');
    const pooled = await openTranslator({ model: MODEL, jobs: 2 });
    try {
      expect(await pooled.translate(requests(SENTENCES))).toEqual(await translator.translate(requests(SENTENCES)));
      const controller = new AbortController();
      const many = requests(Array.from({ length: 600 }, (_, i) => `${SENTENCES[i % SENTENCES.length]} Nomor ${i}.`));
      const running = pooled.translate(many, { signal: controller.signal });
      setTimeout(() => controller.abort(), 100);
      await expect(running).rejects.toMatchObject({ kind: 'interrupted' });
      expect(await pooled.translate(requests(SENTENCES.slice(0, 2)))).toEqual(
        await translator.translate(requests(SENTENCES.slice(0, 2))),
      );
    } finally {
      await pooled.close();
    }
  });
});
