import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readXliff } from '../../src/xliff/index.js';
import { memori, type Outcome, temporaryFolder } from './harness.js';

const TERMS = `id,en,pos,status,note
bupati,head of the regency,noun,preferred,
pasar,market,noun,preferred,
pasar,bazaar,noun,forbidden,
harga beras,cost of rice,noun,preferred,
Tirta Kencana,Tirta Kencana,proper noun,preferred,do not translate
AS,US,proper noun,preferred,abbreviation of Amerika Serikat
`;

const NEWS = `Bupati Tirta Kencana meresmikan pasar baru pada hari Rabu.

Harga beras naik 12,5 persen.
`;

describe('glossary lookup', () => {
  const dir = temporaryFolder();
  const file = join(dir, 'istilah.csv');
  beforeAll(() => writeFileSync(file, TERMS));

  it('gives one line per text with the hits in order', async () => {
    const result = await memori(['glossary', 'lookup', 'Pasar-pasarnya di AS, bukan as.', '-g', file, '--json']);
    expect(result.json()).toEqual([
      {
        text: 'Pasar-pasarnya di AS, bukan as.',
        hits: [
          expect.objectContaining({ term: 'pasar', target: 'market', start: 0, end: 14, kind: 'inflected' }),
          expect.objectContaining({ term: 'AS', target: 'US', start: 18, end: 20, kind: 'abbreviation' }),
        ],
      },
    ]);
  });

  it('reads lines of a file and of standard input', async () => {
    const text = join(dir, 'baris.txt');
    writeFileSync(text, 'pasar\n\nHarga beras\n');
    const lines = (await memori(['glossary', 'lookup', '--file', text, '-g', file, '--json'])).json();
    expect(lines.map((line) => (line['hits'] as unknown[]).length)).toEqual([1, 0, 1]);
    const piped = await memori(['glossary', 'lookup', '-g', file], { stdin: 'Bupati datang.\n' });
    expect(piped.out).toContain('Bupati [bupati] → head of the regency');
  });

  it('says what is wrong with a termbase, and where', async () => {
    const bad = join(dir, 'rusak.csv');
    writeFileSync(bad, 'id,en,status\nkota,city,mungkin\n');
    const result = await memori(['glossary', 'lookup', 'kota', '-g', bad]);
    expect(result.code).toBe(3);
    expect(result.err).toContain(`${bad}:2`);
    expect((await memori(['glossary', 'lookup', 'kota'])).code).toBe(2);
    expect((await memori(['glossary', 'lookup', 'kota', '-g', join(dir, 'tidak-ada.csv')])).code).toBe(3);
  });
});

describe('translate with a glossary', () => {
  const dir = temporaryFolder();
  const [news, out, tm, terms] = ['berita.txt', 'out', 'tm', 'istilah.csv'].map((name) => join(dir, name)) as [
    string,
    string,
    string,
    string,
  ];
  const translate = (...more: string[]): Promise<Outcome> =>
    memori(['translate', news, '--out', out, '--memory', tm, '--jobs', '1', ...more]);
  const units = () => readXliff(readFileSync(join(out, 'berita.txt.xlf'), 'utf8')).files[0]!.units;
  let first: Outcome;

  beforeAll(async () => {
    writeFileSync(news, NEWS);
    writeFileSync(terms, TERMS);
    first = await translate('--glossary', terms, '--json');
  });

  it('counts what was honoured and missed', () => {
    expect(first.err).toBe('');
    const [line] = first.json() as { termsHonoured: number; termsMissed: number }[];
    expect(line!.termsHonoured + line!.termsMissed).toBe(4);
    expect(line!.termsHonoured).toBeGreaterThanOrEqual(3);
  });

  it('writes the terms of each unit as glossary entries, and notes for what is missing', () => {
    const entries = units().flatMap((unit) => unit.glossary.map(({ term }) => term));
    expect(entries).toEqual(['bupati', 'Tirta Kencana', 'pasar', 'harga beras']);
    const notes = units().flatMap((unit) => unit.notes.filter(({ category }) => category === 'memori:terms'));
    expect(notes).toHaveLength((first.json()[0] as { termsMissed: number }).termsMissed);
  });

  it('asks again when the termbase says something else, and only then', async () => {
    expect((await translate('-g', terms, '--json')).json()[0]).toMatchObject({ mt: 0, exact: 2 });
    writeFileSync(terms, TERMS.replace('cost of rice', 'rice prices'));
    expect((await translate('-g', terms, '--json')).json()[0]).toMatchObject({ mt: 1, exact: 1 });
    const targets = readFileSync(join(out, 'berita.txt.xlf'), 'utf8');
    expect(targets).toMatch(/rice prices?/iu);
  });

  it('flags a forbidden word in a person’s translation', async () => {
    const xliff = join(out, 'berita.txt.xlf');
    const text = readFileSync(xliff, 'utf8');
    const edited = text.replace(
      /(<segment[^>]*?)state="initial"( subState="[^"]*")?([^>]*>\s*<source[^>]*>Bupati[\s\S]*?<target[^>]*>)[\s\S]*?(<\/target>)/u,
      '$1state="reviewed"$3The bazaar opened.$4',
    );
    expect(edited).not.toBe(text);
    writeFileSync(xliff, edited);
    const result = await translate('-g', terms);
    expect(result.out).toMatch(/terms: \d+ honoured, \d+ missed, 1 forbidden/u);
    expect(existsSync(xliff)).toBe(true);
    expect(readFileSync(xliff, 'utf8')).toContain('forbidden term: bazaar for pasar (use market)');
  });
});

describe('term', () => {
  const dir = temporaryFolder();
  const lookup = async (text: string, file: string): Promise<unknown> =>
    (await memori(['glossary', 'lookup', text, '-g', file, '--json'])).json()[0]!['hits'];

  it.each(['csv', 'tsv', 'tbx'])('adds to, changes and deletes from a new .%s', async (ending) => {
    const file = join(dir, `baru.${ending}`);
    const add = (...args: string[]): Promise<Outcome> => memori(['term', 'add', ...args, '-g', file, '--json']);
    expect((await add('bupati', 'regent', '--pos', 'noun', '--status', 'preferred')).json()).toEqual([
      { file, added: 1, skipped: 0 },
    ]);
    expect((await add('bupati', 'bey', '--status', 'forbidden')).json()).toMatchObject([{ added: 1 }]);
    expect((await add('Tirta Kencana', '--do-not-translate')).json()).toMatchObject([{ added: 1 }]);
    expect((await add('bupati', 'regent')).json()).toMatchObject([{ added: 0, skipped: 1 }]);
    expect(await lookup('Bupatinya di Tirta Kencana', file)).toMatchObject([
      { term: 'bupati', target: 'regent', kind: 'inflected' },
      { term: 'Tirta Kencana', doNotTranslate: true },
    ]);
    const before = readFileSync(file, 'utf8').split('\n');
    const edit = await memori(['term', 'edit', 'bupati', 'regent', '--set-target', 'head, of "all"', '-g', file]);
    expect(edit).toMatchObject({ code: 0, err: '' });
    const after = readFileSync(file, 'utf8').split('\n');
    expect(after.filter((line, i) => line !== before[i])).toHaveLength(1);
    expect(await lookup('bupati', file)).toMatchObject([{ target: 'head, of "all"' }]);
    const several = await memori(['term', 'edit', 'bupati', '--delete', '-g', file]);
    expect(several.code).toBe(2);
    expect(several.err).toContain('bey');
    await memori(['term', 'edit', 'bupati', 'bey', '--delete', '-g', file]);
    await memori(['term', 'edit', 'bupati', '--delete', '-g', file]);
    expect(await lookup('bupati', file)).toEqual([]);
    expect((await memori(['term', 'edit', 'bupati', '--delete', '-g', file])).code).toBe(2);
  });

  it('goes from a table to TBX and back with nothing lost', async () => {
    const [csv, tbx, back] = ['a.csv', 'a.tbx', 'b.csv'].map((name) => join(dir, name)) as [string, string, string];
    writeFileSync(csv, TERMS);
    expect((await memori(['term', 'export', tbx, '-g', csv, '--json'])).json()).toMatchObject([
      { written: tbx, concepts: 5, lost: [] },
    ]);
    await memori(['term', 'export', back, '-g', tbx]);
    const text = 'Harga beras di pasar AS, kata bupati Tirta Kencana.';
    const plain = async (file: string): Promise<unknown[]> =>
      ((await lookup(text, file)) as Record<string, unknown>[]).map(({ concept: _, ...hit }) => hit);
    expect(await plain(tbx)).toEqual(await plain(csv));
    expect(await plain(back)).toEqual(await plain(csv));
    expect(await plain(csv)).toHaveLength(5);
  });

  it('imports what is new, and nothing when one file is bad', async () => {
    const [into, good, bad] = ['c.tbx', 'd.csv', 'e.csv'].map((name) => join(dir, name)) as [string, string, string];
    writeFileSync(good, TERMS);
    writeFileSync(bad, 'id,en\n"kota,city\n');
    expect((await memori(['term', 'import', good, bad, '-g', into])).code).toBe(3);
    expect(existsSync(into)).toBe(false);
    expect((await memori(['term', 'import', good, '-g', into, '--json'])).json()).toEqual([
      { file: good, added: 6, skipped: 0 },
    ]);
    expect((await memori(['term', 'import', good, '-g', into, '--json'])).json()).toMatchObject([
      { added: 0, skipped: 6 },
    ]);
  });
});

describe('terms extract', () => {
  const dir = temporaryFolder();
  const [text, tm] = [join(dir, 'berita.txt'), join(dir, 'tm')];
  beforeAll(async () => {
    writeFileSync(text, 'Kabel penopang diperiksa. Pemeriksaan kabel penopangnya selesai.\n');
    const pairs =
      'Sumber\tSasaran\nKabel penopang rusak.\tThe stay cable is broken.\nSatu kabel penopang putus.\tOne stay cable snapped.\n';
    writeFileSync(join(dir, 'pasangan.tsv'), pairs);
    await memori(['memory', 'import', join(dir, 'pasangan.tsv'), '--memory', tm]);
  });

  it('proposes terms with their translations and writes them for review', async () => {
    const csv = join(dir, 'calon.csv');
    const result = await memori(['terms', 'extract', text, '--memory', tm, '--write', csv, '--json']);
    expect(result.json()[0]).toMatchObject({
      source: 'kabel penopang',
      target: 'stay cable',
      count: 2,
      kind: 'phrase',
      score: expect.any(Number) as number,
    });
    const hits = (await memori(['glossary', 'lookup', 'kabel penopang', '-g', csv, '--json'])).json()[0]!['hits'];
    expect(hits).toMatchObject([{ target: 'stay cable' }]);
  });

  it('reads a memory by itself, and needs one or the other', async () => {
    const found = (await memori(['terms', 'extract', '--memory', tm, '--json'])).json();
    expect(found[0]).toMatchObject({ source: 'kabel penopang', target: 'stay cable' });
    expect((await memori(['terms', 'extract'])).code).toBe(2);
  });
});
