import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainText, textContent } from '../../src/content/index.js';
import { openMemory, type Memory, type MemoryUnitInput } from '../../src/memory/index.js';
import { simpleTools } from './tools.js';

let dir: string;
let memory: Memory;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'memori-'));
  memory = await openMemory(dir, simpleTools, { create: true });
});

afterEach(async () => {
  await memory.close();
  await rm(dir, { recursive: true, force: true });
});

const unit = (source: string, target: string, more: Partial<MemoryUnitInput> = {}): MemoryUnitInput => ({
  source: textContent(source),
  target: textContent(target),
  origin: { kind: 'human' },
  ...more,
});

const pairs = (): string[] =>
  [...memory.units()].map((one) => `${plainText(one.source)}=${plainText(one.target)}`).sort();

describe('concordance', () => {
  beforeEach(async () => {
    await memory.add([
      unit('Kapal besar itu berlayar.', 'That big ship sails.', { document: 'a', state: 'final' }),
      unit('Nama kapalnya Dewi.', 'The name of the ship is Dewi.', { document: 'b' }),
      unit('Ada kapal-kapal kecil.', 'There are small ships.', {
        document: 'b',
        origin: { kind: 'import', file: 'x' },
      }),
      unit('Perahu besar.', 'A big boat.', { document: 'b', changed: '2020-05-05T00:00:00.000Z' }),
    ]);
  });
  const hits = (text: string, options: Parameters<Memory['concordance']>[1] = {}): string[] =>
    memory
      .concordance(text, options)
      .flatMap((hit) =>
        hit.hits.map(
          ({ side, start, end, kind }) =>
            `${side} ${kind} ${plainText(hit[side]).slice(start, end)} [${plainText(hit.source)}]`,
        ),
      );

  it('finds words whatever their case, and their other forms after them', () => {
    expect(hits('kapal')).toEqual([
      'source exact Kapal [Kapal besar itu berlayar.]',
      'source inflected kapalnya [Nama kapalnya Dewi.]',
    ]);
  });

  it('finds phrases across capitals and punctuation, wildcards, and regular expressions', () => {
    expect(hits('kapal besar')).toEqual(['source exact Kapal besar [Kapal besar itu berlayar.]']);
    expect(hits('besar kapal')).toEqual([]);
    expect(hits('ber*')).toEqual(['source exact berlayar [Kapal besar itu berlayar.]']);
    expect(hits('n?ma kapal*')).toEqual(['source exact Nama kapalnya [Nama kapalnya Dewi.]']);
    expect(hits('k[ae]cil', { regex: true })).toEqual(['source exact kecil [Ada kapal-kapal kecil.]']);
    expect(() => memory.concordance('(', { regex: true })).toThrow(/not a regular expression/);
    expect(() => memory.concordance(' . ')).toThrow(/no word/);
  });

  it('looks on the other side or on both', () => {
    expect(hits('ship', { side: 'target' })).toEqual([
      'target exact ship [Kapal besar itu berlayar.]',
      'target exact ship [Nama kapalnya Dewi.]',
    ]);
    expect(hits('dewi', { side: 'both' })).toEqual([
      'source exact Dewi [Nama kapalnya Dewi.]',
      'target exact Dewi [Nama kapalnya Dewi.]',
    ]);
  });

  it('selects by document, origin, state and time, and limits', () => {
    expect(hits('besar', { document: 'b' })).toEqual(['source exact besar [Perahu besar.]']);
    expect(hits('kecil', { origin: 'import' })).toHaveLength(1);
    expect(hits('kecil', { origin: 'human' })).toHaveLength(0);
    expect(hits('besar', { state: 'final' })).toHaveLength(1);
    expect(hits('besar', { until: '2021-01-01' })).toEqual(['source exact besar [Perahu besar.]']);
    expect(hits('besar', { since: '2021-01-01' })).toHaveLength(1);
    expect(memory.concordance('besar', { top: 1 })).toHaveLength(1);
  });

  it('finds spelling pairs by either spelling', async () => {
    await memory.add([unit('Kerja sama itu baik.', 'C1'), unit('Kerjasama ini baik.', 'C2')]);
    expect(hits('kerjasama')).toHaveLength(2);
    expect(hits('kerja sama')).toHaveLength(2);
  });
});

describe('statistics and duplicates', () => {
  it('count what there is', async () => {
    await memory.add([
      unit('Satu dua tiga.', 'One two three.', { document: 'a', changed: '2020-01-01T00:00:00.000Z' }),
      unit('Empat', 'Four', { document: 'b', state: 'final' }),
      unit('Lima', 'Five', { document: 'b', origin: { kind: 'mt', model: 'm', checksum: 'c', confidence: 0.5 } }),
    ]);
    expect(memory.stats()).toMatchObject({
      units: 3,
      words: 5,
      sources: 3,
      byOrigin: { human: 2, mt: 1, alignment: 0, import: 0 },
      byState: { initial: 1, translated: 1, reviewed: 0, final: 1 },
      files: [
        { file: 'a.xlf', units: 1 },
        { file: 'b.xlf', units: 2 },
      ],
      oldest: '2020-01-01T00:00:00.000Z',
    });
  });

  it('tell duplicates from conflicts, the most trusted first', async () => {
    await memory.add([
      unit('Bank', 'Bank', { context: { next: 'a' } }),
      unit('Bank', 'bank ', { context: { next: 'b' } }),
      unit('Buku', 'Book', { context: { next: 'a' }, origin: { kind: 'mt', model: 'm', checksum: '', confidence: 1 } }),
      unit('Buku', 'Volume', { context: { next: 'b' } }),
      unit('Meja', 'Table'),
    ]);
    const groups = memory.duplicates().map(({ kind, units }) => [kind, ...units.map((one) => plainText(one.target))]);
    expect(groups).toEqual([
      ['duplicate', 'Bank', 'bank '],
      ['conflict', 'Volume', 'Book'],
    ]);
  });
});

describe('editing', () => {
  it('edits, removes and takes back, the last first', async () => {
    await memory.add([unit('Satu', 'One'), unit('Dua', 'Two')]);
    const [one, two] = [...memory.units()];
    const edited = await memory.edit(one!.id, { target: textContent('1'), state: 'final' });
    expect(edited).toMatchObject({ state: 'final', history: [{ state: 'translated' }] });
    await memory.remove([two!.id]);
    expect(pairs()).toEqual(['Satu=1']);
    await memory.close();
    memory = await openMemory(dir, simpleTools, {});
    expect(pairs()).toEqual(['Satu=1']);
    expect(await memory.undo()).toEqual({ label: 'removal of 1 units', units: 1 });
    expect(pairs()).toEqual(['Dua=Two', 'Satu=1']);
    await memory.undo();
    expect(pairs()).toEqual(['Dua=Two', 'Satu=One']);
    await memory.undo();
    expect(pairs()).toEqual([]);
    expect((await readdir(dir)).filter((name) => name.endsWith('.xlf'))).toEqual([]);
    expect(await memory.undo()).toEqual({ units: 0 });
  });

  it('takes back the replacement of one version by another', async () => {
    const context = { previous: 'x' };
    await memory.add([unit('Satu', 'One', { context })]);
    await memory.add([unit('Satu', 'A', { context }), unit('Dua', 'Two')]);
    expect(pairs()).toEqual(['Dua=Two', 'Satu=A']);
    await memory.undo();
    expect(pairs()).toEqual(['Satu=One']);
    expect([...memory.units()][0]!.history).toBeUndefined();
  });

  it('refuses unknown units and files of others', async () => {
    await expect(memory.remove(['nix'])).rejects.toMatchObject({ code: 'memory.no-unit' });
    await writeFile(
      join(dir, 'other.xlf'),
      '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="id" trgLang="en"><file id="f">' +
        '<unit id="1"><segment><source>Halo</source><target>Hello</target></segment></unit></file></xliff>',
    );
    await memory.refresh();
    const [foreign] = [...memory.units()];
    await expect(memory.edit(foreign!.id, { target: textContent('Hi') })).rejects.toMatchObject({
      code: 'memory.foreign-file',
    });
    expect(pairs()).toEqual(['Halo=Hello']);
  });

  it('never lets a unit take the id of another', async () => {
    await memory.add([unit('Satu', 'One', { id: 'a' })]);
    await memory.add([unit('Dua', 'Two', { id: 'a' })]);
    await memory.add([unit('Bank', 'Bank'), unit('Bank', 'Bench')]);
    const bench = [...memory.units()].find((one) => plainText(one.target) === 'Bench')!;
    await memory.edit(bench.id, { target: textContent('Shore') });
    await memory.add([unit('Bank', 'Bench', { changed: '2000-01-01T00:00:00.000Z' })]);
    expect(pairs()).toEqual(['Bank=Bank', 'Bank=Bench', 'Bank=Shore', 'Dua=Two', 'Satu=One']);
    expect(new Set([...memory.units()].map((one) => one.id)).size).toBe(5);
  });
});
