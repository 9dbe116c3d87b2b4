import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCache, type TranslationCache } from '../../src/translate/decode/cache.js';
import {
  decodeHypothesis,
  encodeHypothesis,
  encodeRecord,
  FILE_HEADER,
  keyOf,
  openRecord,
  scanRecords,
} from '../../src/translate/decode/cache-record.js';
import type { Hypothesis } from '../../src/translate/decode/executor.js';

const hypothesis = (seed: number): Hypothesis => ({
  ids: Int32Array.from({ length: seed % 5 }, (_, i) => seed + i),
  logProbs: Float32Array.from({ length: (seed % 5) + 1 }, (_, i) => -seed / (i + 3)),
  attention: {
    width: 3,
    sources: Uint16Array.from({ length: 3 * (seed % 5) }, (_, i) => i * seed),
    weights: Uint8Array.from({ length: 3 * (seed % 5) }, (_, i) => i + seed),
    coverage: 1 / (seed + 1),
  },
  hitLimit: seed % 2 === 1,
});

describe('records', () => {
  test('come back bit by bit', () => {
    const float = fc.float({ noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 70_000 })), float, fc.boolean(), (ids, coverage, hitLimit) => {
        const value: Hypothesis = {
          ...hypothesis(0),
          ids: Int32Array.from(ids),
          hitLimit,
          attention: { width: 0, sources: new Uint16Array(), weights: new Uint8Array(), coverage },
        };
        expect(decodeHypothesis(encodeHypothesis(value))).toEqual(value);
      }),
    );
    for (let seed = 0; seed < 20; seed++)
      expect(decodeHypothesis(encodeHypothesis(hypothesis(seed)))).toEqual(hypothesis(seed));
  });

  test('a file cut anywhere gives the records before the cut', () => {
    const records = [3, 4, 7].map((seed) => encodeRecord(keyOf(String(seed)), encodeHypothesis(hypothesis(seed))));
    const file = Buffer.concat([FILE_HEADER, ...records]);
    const ends = records
      .reduce((list, record) => [...list, list.at(-1)! + record.length], [FILE_HEADER.length])
      .slice(1);
    for (let cut = 0; cut <= file.length; cut++) {
      const found = scanRecords(file.subarray(0, cut));
      expect(found).toHaveLength(ends.filter((end) => end <= cut).length);
    }
  });

  test('one flipped bit is noticed', () => {
    const key = keyOf('x');
    const record = encodeRecord(key, encodeHypothesis(hypothesis(4)));
    expect(openRecord(record, key)).toBeDefined();
    for (let i = 0; i < record.length; i++) {
      const damaged = Buffer.from(record);
      damaged[i]! ^= 4;
      expect(openRecord(damaged, key)).toBeUndefined();
    }
  });
});

describe('the cache', () => {
  let dir: string;
  const open: TranslationCache[] = [];
  const opened = async (owner = 'model', maxBytes = 1 << 20): Promise<TranslationCache> => {
    const cache = (await openCache({ dir, owner, maxBytes }))!;
    open.push(cache);
    return cache;
  };
  const files = (): string[] =>
    readdirSync(dir).flatMap((folder) => readdirSync(join(dir, folder)).map((name) => join(dir, folder, name)));
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'memori-cache-'));
  });
  afterEach(() => {
    for (const cache of open.splice(0)) cache.close();
    rmSync(dir, { recursive: true, force: true });
  });

  test('remembers within a run and after it', async () => {
    const first = await opened();
    expect(first.get('a')).toBeUndefined();
    first.put('a', hypothesis(4));
    expect(first.get('a')).toEqual(hypothesis(4));
    first.close();
    const second = await opened();
    expect(second.get('a')).toEqual(hypothesis(4));
    expect(second.get('b')).toBeUndefined();
  });

  test('other models have other answers', async () => {
    const first = await opened('model A');
    first.put('a', hypothesis(4));
    first.close();
    expect((await opened('model B')).get('a')).toBeUndefined();
  });

  test('a torn tail and damaged records cost only themselves', async () => {
    const first = await opened();
    for (const seed of [1, 2, 3, 4]) first.put(String(seed), hypothesis(seed));
    first.close();
    const [file] = files();
    truncateSync(file!, statSync(file!).size - 5);
    const bytes = readFileSync(file!);
    bytes[FILE_HEADER.length + 30]! ^= 1;
    writeFileSync(file!, bytes);
    const second = await opened();
    expect([1, 2, 3, 4].map((seed) => second.get(String(seed)))).toEqual([
      undefined,
      hypothesis(2),
      hypothesis(3),
      undefined,
    ]);
    second.put('4', hypothesis(9));
    second.close();
    expect((await opened()).get('4')).toEqual(hypothesis(9));
  });

  test('files of other kinds and rubbish are left out', async () => {
    const first = await opened();
    first.put('a', hypothesis(3));
    first.close();
    const folder = join(files()[0]!, '..');
    writeFileSync(join(folder, 'notes.txt'), 'hello');
    writeFileSync(join(folder, '00000000000001-1-00000000.mtc'), 'rubbish');
    appendFileSync(
      files().find((name) => name.endsWith('.mtc'))!,
      Buffer.alloc(50, 255),
    );
    expect((await opened()).get('a')).toEqual(hypothesis(3));
  });

  test('two at once do not disturb each other', async () => {
    const [a, b] = [await opened(), await opened()];
    for (let seed = 0; seed < 200; seed++) (seed % 2 ? a : b).put(String(seed), hypothesis(seed));
    a.close();
    b.close();
    const later = await opened();
    for (let seed = 0; seed < 200; seed++) expect(later.get(String(seed))).toEqual(hypothesis(seed));
  });

  test('stays within its size, the newest records first', async () => {
    const room = 20_000;
    const dead = 2 ** 22 - 1;
    for (let round = 0; round < 6; round++) {
      const cache = await opened('model', room);
      for (let i = 0; i < 40; i++) cache.put(`${round}-${i}`, hypothesis(4));
      cache.close();
      // As if another process had written it, which is gone.
      for (const name of files()) {
        const folder = join(name, '..');
        const moved = join(folder, `${String(round + 1).padStart(14, '0')}-${dead}-0000000${round}.mtc`);
        if (!name.includes(`-${dead}-`)) {
          writeFileSync(moved, readFileSync(name));
          rmSync(name);
        }
      }
    }
    const last = await opened('model', room);
    expect(files().reduce((sum, name) => sum + statSync(name).size, 0)).toBeLessThanOrEqual(room);
    expect(last.get('5-39')).toEqual(hypothesis(4));
    expect(last.get('0-0')).toBeUndefined();
  });

  test('caches of other models go when all together are too large', async () => {
    const old = await opened('old', 10_000);
    for (let i = 0; i < 60; i++) old.put(String(i), hypothesis(4));
    old.close();
    const fresh = await opened('new', 1000);
    fresh.put('a', hypothesis(1));
    expect(readdirSync(dir)).toHaveLength(1);
  });

  test('works on when its folder is deleted', async () => {
    const cache = await opened();
    cache.put('a', hypothesis(4));
    rmSync(dir, { recursive: true });
    cache.put('b', hypothesis(2));
    cache.close();
    expect(await openCache({ dir, owner: 'model', maxBytes: 1000 })).toBeDefined();
  });

  test('is left out where a folder cannot be made', async () => {
    writeFileSync(join(dir, 'file'), '');
    expect(await openCache({ dir: join(dir, 'file'), owner: 'model', maxBytes: 1000 })).toBeUndefined();
  });
});
