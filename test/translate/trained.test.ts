import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { compareCodes, content, equalContent, plainText, type Content, type Part } from '../../src/content/index.js';
import { summarizeAttention } from '../../src/translate/decode/attention.js';
import type { Executor, Hypothesis } from '../../src/translate/decode/executor.js';
import { describeModel } from '../../src/translate/model/model-info.js';
import { readModelFiles } from '../../src/translate/model/model-files.js';
import { Scheduler } from '../../src/translate/decode/scheduler.js';
import { translateSegment } from '../../src/translate/segment/segment.js';
import { termAppears } from '../../src/translate/segment/terms.js';
import { loadTokenizer, type Tokenizer } from '../../src/translate/model/tokenizer.js';
import type { ModelInfo, Translation, TranslationRequest } from '../../src/translate/types.js';

/**
 * The paths for models that were trained on tags and terms, and what happens when a model does not keep to its training:
 * with the embedded tokenizer and models that are plain functions from ids to ids.
 */
let tokenizer: Tokenizer;
let info: ModelInfo;
beforeAll(async () => {
  const files = await readModelFiles(fileURLToPath(new URL('../../models/memori-id-en/', import.meta.url)));
  tokenizer = await loadTokenizer(files);
  info = { ...describeModel(files, 'test'), trainedTags: true, trainedTerms: true };
});

type Model = (ids: readonly number[]) => { ids: readonly number[]; from: readonly number[] };

/** Every token is its own translation. */
const copy: Model = (ids) => ({ ids: [...ids], from: ids.map((_, i) => i) });

function executor(model: Model, seen: number[][] = []): Executor {
  return {
    slots: 1,
    run: async (jobs) =>
      jobs.map((job): Hypothesis => {
        seen.push([...job.ids]);
        const { ids, from } = model([...job.ids].slice(0, -1));
        const attention = new Float32Array(ids.length * job.ids.length);
        from.forEach((s, t) => (attention[t * job.ids.length + s] = 0.9));
        return {
          ids: Int32Array.from(ids),
          logProbs: new Float32Array(ids.length + 1).fill(-0.1),
          attention: summarizeAttention(attention, ids.length, job.ids.length),
          hitLimit: false,
        };
      }),
    close: async () => undefined,
  };
}

async function run(
  model: Model,
  request: TranslationRequest,
  changes: Partial<ModelInfo> = {},
  seen: number[][] = [],
): Promise<Translation> {
  const scheduler = new Scheduler(tokenizer, executor(model, seen), undefined, {
    beam: 1,
    lengthPenalty: 1,
    maxTokensPerBatch: 1024,
  });
  return translateSegment(request, { scheduler, info: { ...info, ...changes }, termAppears });
}
const id = (piece: string): number => tokenizer.idOf(piece);
const open = (name: string): Part => ({ kind: 'open', id: name });
const close = (name: string): Part => ({ kind: 'close', id: name });

const SOURCE = content([
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
  { kind: 'standalone', id: '4' },
  ' di Palu.',
]);

describe('a model that was trained on tags', () => {
  test('sees the reserved pieces at the words, and its own places are taken', async () => {
    const seen: number[][] = [];
    const { target, flags } = await run(copy, { source: SOURCE }, {}, seen);
    expect(seen[0]).toEqual(
      expect.arrayContaining(['<g1>', '</g1>', '<g2>', '<g3>', '</g3>', '</g2>', '<x1>'].map(id)),
    );
    expect(equalContent(target, SOURCE)).toBe(true);
    expect(flags).toEqual([]);
  });

  test('any well nested codes come through a copying model as they were', async () => {
    const words = fc.array(fc.constantFrom('kata', 'rumah', 'besar', '<', '>', 'x'), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(words, async (steps) => {
        const parts: Part[] = ['Awal '];
        const stack: string[] = [];
        let [next, pairs, points] = [0, 0, 0];
        for (const step of steps) {
          if (step === '<' && pairs++ < 6)
            parts.push({ kind: 'open', id: (stack.push(String(++next)), stack.at(-1)!) }, 'kata ');
          else if (step === '>' && stack.length > 0) parts.push('kata', { kind: 'close', id: stack.pop()! }, ' ');
          else if (step === 'x' && points++ < 6) parts.push({ kind: 'standalone', id: String(++next) }, ' ');
          else if (/\w/.test(step)) parts.push(`${step} `);
        }
        while (stack.length > 0) parts.push('kata', { kind: 'close', id: stack.pop()! }, ' ');
        const source = content([...parts, 'akhir.']);
        const { target } = await run(copy, { source });
        expect(compareCodes(source, target)).toEqual([]);
        expect(plainText(target).replace(/\s+/gu, ' ')).toBe(plainText(source).replace(/\s+/gu, ' '));
      }),
      { numRuns: 60 },
    );
  });

  const damage: [string, Model][] = [
    ['loses a sign', (ids) => keep(ids, (token) => token !== id('</g1>'))],
    ['loses all signs', (ids) => keep(ids, (token) => token < 3 || token > 34)],
    [
      'doubles a sign',
      (ids) => ({ ids: ids.flatMap((token) => (token === id('<x1>') ? [token, token] : [token])), from: [] }),
    ],
    [
      'swaps two signs',
      (ids) => ({
        ids: ids.map((token) => (token === id('<g1>') ? id('</g1>') : token === id('</g1>') ? id('<g1>') : token)),
        from: ids.map((_, i) => i),
      }),
    ],
    ['invents a sign', (ids) => ({ ids: [...ids, id('<g5>')], from: ids.map((_, i) => i) })],
  ];
  function keep(ids: readonly number[], wanted: (token: number) => boolean): ReturnType<Model> {
    const from = ids.flatMap((token, i) => (wanted(token) ? [i] : []));
    return { ids: from.map((i) => ids[i]!), from };
  }
  test.each(damage)('%s: the codes are placed by alignment', async (_name, model) => {
    const { target } = await run(model, { source: SOURCE });
    expect(compareCodes(SOURCE, target)).toEqual([]);
    expect(plainText(target).replace(/\s/gu, '')).toBe(plainText(SOURCE).replace(/\s/gu, ''));
  });

  test('too many codes go by alignment from the start', async () => {
    const source = content(
      Array.from({ length: 8 }, (_, i): Part[] => [open(String(i)), `kata${i}`, close(String(i)), ' ']).flat(),
    );
    const seen: number[][] = [];
    const { target } = await run(copy, { source }, {}, seen);
    expect(seen[0]!.some((token) => token >= 3 && token <= 34)).toBe(false);
    expect(compareCodes(source, target)).toEqual([]);
  });
});

describe('a model that was trained on terms', () => {
  /** Writes what stands between `<to>` and `</term>`, and copies the rest. */
  const obedient: Model = (ids) => {
    const out: number[] = [];
    const from: number[] = [];
    let skipping = false;
    ids.forEach((token, i) => {
      if (token === id('<term>')) skipping = true;
      else if (token === id('<to>')) skipping = false;
      else if (token !== id('</term>') && !skipping) {
        out.push(token);
        from.push(i);
      }
    });
    return { ids: out, from };
  };
  const source: Content = content(['Mereka menanam bakau, lalu pulang.']);
  const term = { start: 15, end: 20, target: 'mangrove trees' };

  test('gets the annotation', async () => {
    const result = await run(obedient, { source, terms: [term] });
    expect(result.text).toBe('Mereka menanam mangrove trees, lalu pulang.');
    expect(result).toMatchObject({ termsHonoured: [term], flags: [] });
    const link = result.alignment!.find(({ target }) => result.text.slice(target.start, target.end) === 'mangrove');
    expect(link!.source).toEqual({ start: 15, end: 20 });
  });

  test('and is helped in other ways when it does not care', async () => {
    const careless: Model = (ids) => copy(ids.filter((token) => token < 3 || token > 34));
    const seen: number[][] = [];
    const result = await run(careless, { source, terms: [term] }, { trainedTerms: false }, seen);
    expect(result.text).toBe('Mereka menanam mangrove trees, lalu pulang.');
    expect(result.flags).toEqual([{ kind: 'term-forced', term, by: 'search' }]);
  });

  test('a model that no search brings to the term: the aligned words are replaced', async () => {
    // Always the same words, aligned one by one.
    const stubborn: Model = () => {
      const ids = [...tokenizer.encode('They planted seagrass, then left.').ids].slice(0, -1);
      const plain = [...tokenizer.encode('Mereka menanam bakau, lalu pulang.').ids].slice(0, -1);
      const text = 'They planted seagrass, then left.';
      const words = ['They', 'planted', 'seagrass', 'then', 'left'];
      const { starts } = tokenizer.encode(text);
      const places = tokenizer.encode('Mereka menanam bakau, lalu pulang.').ends;
      const own = ['Mereka', 'menanam', 'bakau', 'lalu', 'pulang'];
      const from = ids.map((_, t) => {
        const word = words.findLastIndex((each) => text.indexOf(each) - 1 <= starts[t]!);
        const at = 'Mereka menanam bakau, lalu pulang.'.indexOf(own[Math.max(0, word)]!);
        return plain.findIndex((_token, s) => places[s]! > at);
      });
      return { ids, from };
    };
    const result = await run(stubborn, { source, terms: [term] }, { trainedTerms: false });
    expect(result.text).toBe('They planted mangrove trees, then left.');
    expect(result.flags).toEqual([{ kind: 'term-forced', term, by: 'alignment' }]);
  });
});

describe('a model that gives nothing, or nonsense', () => {
  test('nothing: the source stays, and the segment says so', async () => {
    const result = await run(() => ({ ids: [], from: [] }), { source: SOURCE });
    expect(plainText(result.target)).toBe(plainText(SOURCE));
    expect(result.confidence).toBe(0);
    expect(result.flags).toContainEqual({ kind: 'empty' });
    expect(compareCodes(SOURCE, result.target)).toEqual([]);
  });

  test('placeholders that it loses are put back where the alignment says, and told', async () => {
    const careless: Model = (ids) => {
      const kept = ids.flatMap((token, i) => (/\d|\p{Lu}/u.test(tokenizer.decode([token]).text) ? [] : [i]));
      return { ids: kept.map((i) => ids[i]!), from: kept };
    };
    const result = await run(careless, { source: content(['hapus {0} berkas dari https://contoh.id sekarang.']) });
    expect(result.text).toContain('{0}');
    expect(result.text).toContain('https://contoh.id');
    expect(result.flags.map(({ kind }) => kind)).toEqual(['placeholder-repaired', 'placeholder-repaired']);
  });

  test('placeholders that it doubles are there once', async () => {
    const doubling: Model = (ids) => copy([...ids, ...ids]);
    const result = await run(doubling, { source: content(['Hapus {0} berkas']) });
    expect(result.text.split('{0}')).toHaveLength(2);
  });

  const word = (text: string): number[] => [...tokenizer.encode(text).ids].slice(0, -1);

  test('figures that it gets wrong are written anew, in English', async () => {
    // Reads figures digit by digit, and drops every second digit of those with a comma or a stop.
    const forgetful: Model = (ids) => {
      const marks = new Set([',', '.'].map((mark) => ids.indexOf(id(mark))));
      const kept = ids.flatMap((token, i) => (marks.has(i) && i < ids.length - 1 ? [] : [i]));
      return { ids: kept.map((i) => ids[i]!), from: kept };
    };
    const seen: number[][] = [];
    const { text, flags } = await run(
      forgetful,
      { source: content(['harga naik 12,5 persen pada 17 Agustus 2024.']) },
      {},
      seen,
    );
    expect(text).toBe('harga naik 12.5 percent pada August 17, 2024.');
    expect(flags).toEqual([]);
    expect(seen.length).toBe(2);
  });

  test('figures that cannot be saved are told', async () => {
    const deaf: Model = () => ({ ids: word('prices rose'), from: [] });
    const { flags } = await run(deaf, { source: content(['harga naik 12,5 persen']) });
    expect(flags).toContainEqual({ kind: 'figure-differs', text: '12,5 persen' });
  });

  test('a figure in words, or in an address, is nobody’s fault', async () => {
    const { flags } = await run(copy, { source: content(['dua orang melihat https://contoh.id/2024/7 kemarin']) });
    expect(flags).toEqual([]);
  });

  test('a loop is told and lowers the confidence', async () => {
    const again = word('again');
    const looping: Model = () => ({ ids: Array.from({ length: 12 }, () => again).flat(), from: [] });
    const calm: Model = () => ({ ids: again, from: [] });
    const source = content(['Ia datang lagi dan lagi.']);
    const [loop, once] = [await run(looping, { source }), await run(calm, { source })];
    expect(loop.flags.find(({ kind }) => kind === 'repetition')).toBeDefined();
    expect(loop.confidence).toBeLessThan(once.confidence);
  });
});
