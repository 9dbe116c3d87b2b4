import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { memori, type Outcome, temporaryFolder } from './harness.js';

const PAIRS = `Sumber\tSasaran
Harga beras naik 10 persen pada bulan Mei.\tThe price of rice rose 10 percent in May.
Musuh menyerang kota itu pada malam hari.\tThe enemy attacked the city at night.
Serangan itu gagal.\tThe attack failed.
`;

describe('memory commands', () => {
  const dir = temporaryFolder();
  const tm = join(dir, 'tm');
  const onMemory = (...args: string[]): Promise<Outcome> => memori([...args, '--memory', tm, '--json']);
  const lookup = async (text: string, ...more: string[]): Promise<Record<string, unknown>[]> => {
    const [line] = (await onMemory('lookup', text, ...more)).json();
    return line!['matches'] as Record<string, unknown>[];
  };

  beforeAll(async () => {
    writeFileSync(join(dir, 'pasangan.tsv'), PAIRS);
    const result = await onMemory('memory', 'import', join(dir, 'pasangan.tsv'));
    expect(result.json()).toEqual([{ file: join(dir, 'pasangan.tsv'), units: 3, added: 3, replaced: 0, skipped: 0 }]);
  });

  it('finds exact and fuzzy matches and repairs numbers by value and language', async () => {
    expect((await lookup('Serangan itu gagal.'))[0]).toMatchObject({
      kind: 'exact',
      similarity: 100,
      target: 'The attack failed.',
      penalties: [],
    });
    const [match] = await lookup('Harga beras naik 12,5 persen pada bulan Mei.');
    expect(match).toMatchObject({ kind: 'fuzzy', target: 'The price of rice rose 12.5 percent in May.' });
    expect(match!['similarity']).toBeLessThan(100);
    expect(match!['penalties']).toMatchObject([{ kind: 'number', repaired: true }]);
    expect(match!['repaired']).toHaveLength(1);
    expect(await lookup('Sama sekali lain dari semuanya.')).toEqual([]);
  });

  it('looks up each line of a file, empty ones too', async () => {
    writeFileSync(join(dir, 'baru.txt'), 'Serangan itu gagal.\n\nMusuh menyerang kota itu.\n');
    const lines = (await onMemory('lookup', '--file', join(dir, 'baru.txt'), '--min', '50')).json();
    expect(lines.map((line) => line['query'])).toEqual(['Serangan itu gagal.', '', 'Musuh menyerang kota itu.']);
    expect(lines[2]!['matches']).toMatchObject([{ kind: 'fuzzy' }]);
    expect((await memori(['lookup'])).code).toBe(2);
  });

  it('finds words in their forms', async () => {
    const hits = (await onMemory('concordance', 'serang')).json();
    expect(hits.map((hit) => (hit['hits'] as { kind: string }[])[0]!.kind)).toEqual(['inflected', 'related']);
    expect((await onMemory('concordance', 'attack*', '--target')).json()).toHaveLength(2);
    const bad = await onMemory('concordance', '([', '--regex');
    expect(bad.code).toBeGreaterThan(1);
  });

  it('imports a table whole or not at all, and names the line', async () => {
    writeFileSync(join(dir, 'rusak.tsv'), 'satu\tone\ndua\n');
    const result = await onMemory('memory', 'import', join(dir, 'rusak.tsv'));
    expect(result.code).toBe(3);
    expect(result.err).toContain('rusak.tsv:2:1');
    expect(await lookup('satu')).toEqual([]);
  });

  it('edits, deletes and takes both back', async () => {
    const unit = String((await lookup('Serangan itu gagal.'))[0]!['unit']);
    await onMemory('memory', 'edit', unit, 'The raid failed.');
    expect((await lookup('Serangan itu gagal.'))[0]).toMatchObject({
      target: 'The raid failed.',
      origin: { kind: 'human' },
    });
    await onMemory('memory', 'undo');
    expect((await lookup('Serangan itu gagal.'))[0]).toMatchObject({ target: 'The attack failed.' });
    expect((await onMemory('memory', 'delete', unit)).json()).toEqual([{ removed: 1 }]);
    expect((await lookup('Serangan itu gagal.')).filter((match) => match['kind'] === 'exact')).toEqual([]);
    await onMemory('memory', 'undo');
    expect((await lookup('Serangan itu gagal.'))[0]).toMatchObject({ kind: 'exact' });
    expect((await onMemory('memory', 'delete', 'no-such-unit')).code).toBeGreaterThan(1);
  });

  it('reports conflicts, merges memories and exports', async () => {
    const other = join(dir, 'tm-lain');
    writeFileSync(join(dir, 'lain.csv'), 'id,en\nSerangan itu gagal.,"The assault, it failed."\n');
    await memori(['memory', 'import', join(dir, 'lain.csv'), '--memory', other]);
    await onMemory('memory', 'merge', other);
    const dups = await onMemory('memory', 'dups', '--conflicts');
    expect(dups.code).toBe(1);
    expect(dups.json()).toMatchObject([{ source: 'Serangan itu gagal.', conflict: true }]);
    expect((await onMemory('memory', 'stats')).json()).toMatchObject([{ units: 4, byOrigin: { import: 4 } }]);
    const file = join(dir, 'semua.csv');
    expect((await onMemory('memory', 'export', file)).json()).toEqual([{ file, units: 4 }]);
    expect(readFileSync(file, 'utf8')).toContain('"The assault, it failed."');
    expect((await onMemory('memory', 'export', join(dir, 'x.unknown'))).code).toBe(2);
    expect(existsSync(join(dir, 'x.unknown'))).toBe(false);
  });
});
