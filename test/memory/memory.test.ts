import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainText, textContent, type Content } from '../../src/content/index.js';
import { openMemory, rankMatches, type Memory, type MemoryUnitInput, type UnitOrigin } from '../../src/memory/index.js';
import { readXliff } from '../../src/xliff/index.js';
import { simpleTools } from './tools.js';

let dir: string;
const opened: Memory[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'memori-'));
});

afterEach(async () => {
  for (const memory of opened.splice(0)) await memory.close();
  await rm(dir, { recursive: true, force: true });
});

async function open(options: Parameters<typeof openMemory>[2] = { create: true }): Promise<Memory> {
  const memory = await openMemory(dir, simpleTools, options);
  opened.push(memory);
  return memory;
}

const human: UnitOrigin = { kind: 'human', author: 'Sari' };
const mt: UnitOrigin = { kind: 'mt', model: 'm', checksum: 'c', confidence: 0.5 };

function unit(source: string, target: string, more: Partial<MemoryUnitInput> = {}): MemoryUnitInput {
  return { source: textContent(source), target: textContent(target), origin: human, ...more };
}

const found = (memory: Memory, text: string, min = 50): string[] =>
  memory
    .lookup(textContent(text), { min })
    .map((match) => `${match.kind} ${match.similarity} ${plainText(match.target)}`);

describe('a memory in a folder', () => {
  it('finds what was added, and again after it was opened anew', async () => {
    const memory = await open();
    const units = [
      unit('Kapal itu berlayar ke utara.', 'The ship sails north.', { document: 'laut.txt' }),
      unit('Kapal itu berlayar ke selatan.', 'The ship sails south.', { document: 'laut.txt' }),
      unit('Perjanjian ditandatangani.', 'The treaty was signed.', { document: 'dunia.txt' }),
    ];
    expect(await memory.add(units)).toEqual({ added: 3, replaced: 0, skipped: 0 });
    const wanted = ['exact 100 The ship sails north.', 'fuzzy 80 The ship sails south.'];
    expect(found(memory, 'Kapal itu berlayar ke utara.')).toEqual(wanted);
    expect(memory.size).toBe(3);
    await memory.close();
    const again = await open();
    expect(found(again, 'Kapal itu berlayar ke utara.')).toEqual(wanted);
    expect((await readdir(dir)).sort()).toEqual(['.memori', 'dunia.txt.xlf', 'laut.txt.xlf']);
  });

  it('is what its XLIFF files say: the index can be deleted, and files be changed by hand', async () => {
    const memory = await open();
    await memory.add([unit('Satu dua tiga', 'One two three', { document: 'a' }), unit('Empat', 'Four')]);
    await memory.close();
    await rm(join(dir, '.memori'), { recursive: true });
    const file = join(dir, 'a.xlf');
    await writeFile(file, (await readFile(file, 'utf8')).replace('One two three', 'One, two, three'));
    const again = await open();
    expect(found(again, 'Satu dua tiga')).toEqual(['exact 100 One, two, three']);
    expect(found(again, 'Empat')).toEqual(['exact 100 Four']);
    await writeFile(file, (await readFile(file, 'utf8')).replace('One, two, three', 'Three'));
    await again.refresh();
    expect(found(again, 'Satu dua tiga')).toEqual(['exact 100 Three']);
  });

  it('rebuilds a damaged index in silence', async () => {
    const memory = await open();
    await memory.add([unit('Satu dua tiga', 'One two three')]);
    await memory.close();
    for (const name of await readdir(join(dir, '.memori'))) {
      if (!/\.(?:idx|json)$/.test(name)) continue;
      const file = join(dir, '.memori', name);
      const bytes = await readFile(file);
      for (let at = 40; at < bytes.length; at += 97) bytes[at]! ^= 0x55;
      await writeFile(file, bytes);
    }
    expect(found(await open(), 'Satu dua tiga')).toEqual(['exact 100 One two three']);
  });

  it('reads the XLIFF files of others', async () => {
    await writeFile(
      join(dir, 'other.xlf'),
      '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="id" trgLang="en"><file id="f">' +
        '<unit id="1"><segment state="final"><source>Halo dunia</source><target>Hello world</target></segment></unit>' +
        '<unit id="2"><segment><source>Belum</source></segment></unit></file></xliff>',
    );
    const memory = await open();
    expect(memory.size).toBe(1);
    const [match] = memory.lookup(textContent('Halo dunia'));
    expect(match).toMatchObject({ kind: 'exact', similarity: 100, origin: { kind: 'import', file: 'other.xlf' } });
  });

  it('tells matches in context, and does not take unknown for different', async () => {
    const memory = await open();
    await memory.add([
      unit('Ya.', 'Yes.', { context: { previous: 'Siap?', next: 'Baik.' } }),
      unit('Ya.', 'Right.', { context: { previous: 'Benar?' } }),
      unit('Ya.', 'Yeah.'),
    ]);
    const kinds = (context: object): string[] =>
      memory.lookup(textContent('Ya.'), { context }).map((match) => `${match.kind} ${plainText(match.target)}`);
    expect(kinds({ previous: 'Siap?', next: 'Baik.' })[0]).toBe('in-context Yes.');
    expect(kinds({ previous: 'Siap?' })[0]).toBe('in-context Yes.');
    expect(kinds({ previous: 'Benar?', next: 'Lain.' })[0]).toBe('in-context Right.');
    expect(kinds({}).every((kind) => kind.startsWith('exact'))).toBe(true);
    expect(kinds({ previous: 'Lain.' }).every((kind) => kind.startsWith('exact'))).toBe(true);
  });

  it('never shows 100 for a changed number', async () => {
    const memory = await open();
    await memory.add([unit('Ada 12 kapal.', 'There are 12 ships.')]);
    const [match] = memory.lookup(textContent('Ada 13 kapal.'));
    expect(match).toMatchObject({
      kind: 'fuzzy',
      similarity: 98,
      penalties: [{ kind: 'number', count: 1, points: 2 }],
    });
  });

  it('returns the kinds that are asked for, as many as are asked for', async () => {
    const memory = await open();
    await memory.add(['1', '2', '3'].map((n) => unit('Satu dua tiga', n)));
    await memory.add([unit('Satu dua empat', 'f'), unit('Lalu satu dua tiga empat lima enam tujuh delapan', 'g')]);
    const kinds = (text: string, options: object): string[] =>
      memory.lookup(textContent(text), { min: 50, ...options }).map((match) => match.kind);
    expect(kinds('Satu dua tiga', {})).toEqual(['exact', 'exact', 'exact', 'fuzzy']);
    expect(kinds('Satu dua tiga', { top: 2 })).toEqual(['exact', 'exact']);
    expect(kinds('Satu dua tiga', { kinds: ['fuzzy'], top: 1 })).toEqual(['fuzzy']);
    expect(kinds('Di sana satu dua tiga empat lima ada banyak sekali orang', { kinds: ['fragment'] })).toEqual([
      'fragment',
    ]);
  });

  it('renames the codes of a target to those of the query', async () => {
    const memory = await open();
    const bold = (id: string) => [
      { kind: 'open', id, data: '<b>' } as const,
      { kind: 'close', id, data: '</b>' } as const,
    ];
    const [open1, close1] = bold('1');
    const [open9, close9] = bold('9');
    await memory.add([
      {
        source: { parts: ['Klik ', open1!, 'Simpan', close1!] },
        target: { parts: ['Click ', open1!, 'Save', close1!] },
        origin: human,
      },
    ]);
    const [match] = memory.lookup({ parts: ['Klik ', open9!, 'Simpan', close9!] });
    expect(match).toMatchObject({ kind: 'exact', target: { parts: ['Click ', open9, 'Save', close9] } });
    const [plain] = memory.lookup(textContent('Klik Simpan'));
    expect(plain).toMatchObject({ kind: 'fuzzy', similarity: 98, penalties: [{ kind: 'code', count: 2 }] });
  });
});

describe('what replaces what', () => {
  const context = { previous: 'A', next: 'B' };

  it('machine translation never replaces a person, a person replaces it, the later person the earlier', async () => {
    const memory = await open();
    const add = async (target: string, origin: UnitOrigin): Promise<object> =>
      memory.add([unit('Selamat pagi', target, { origin, context })]);
    expect(await add('Morning good', mt)).toEqual({ added: 1, replaced: 0, skipped: 0 });
    expect(await add('Morning good', mt)).toEqual({ added: 0, replaced: 0, skipped: 1 });
    const [first] = memory.lookup(textContent('Selamat pagi'));
    expect(first).toMatchObject({ kind: 'exact', similarity: 99, origin: mt, penalties: [{ kind: 'machine' }] });
    expect(await add('Good morning', human)).toEqual({ added: 0, replaced: 1, skipped: 0 });
    expect(await add('Morning good', mt)).toEqual({ added: 0, replaced: 0, skipped: 1 });
    expect(await add('Good morning!', human)).toEqual({ added: 0, replaced: 1, skipped: 0 });
    expect(memory.size).toBe(1);
    await memory.close();
    await rm(join(dir, '.memori'), { recursive: true });
    const [match] = (await open()).lookup(textContent('Selamat pagi'));
    expect(match).toMatchObject({ similarity: 100, origin: human });
    expect(match!.unit.history?.map((version) => [plainText(version.target), version.origin.kind])).toEqual([
      ['Good morning', 'human'],
      ['Morning good', 'mt'],
    ]);
  });

  it('confirming a machine translation as it stands makes it a person’s', async () => {
    const memory = await open();
    await memory.add([unit('Terima kasih', 'Thank you', { origin: mt, context })]);
    expect(await memory.add([unit('Terima kasih', 'Thank you', { context })])).toMatchObject({ replaced: 1 });
    expect(memory.lookup(textContent('Terima kasih'))[0]).toMatchObject({ similarity: 100, origin: human });
  });

  it('keeps two translations of one import as variants', async () => {
    const memory = await open();
    const origin: UnitOrigin = { kind: 'import', file: 'x.tsv' };
    const both = [unit('Bank', 'Bank', { origin }), unit('Bank', 'Bench', { origin })];
    expect(await memory.add(both)).toEqual({ added: 2, replaced: 0, skipped: 0 });
    expect(await memory.add(both)).toEqual({ added: 0, replaced: 0, skipped: 2 });
    expect(found(memory, 'Bank')).toHaveLength(2);
  });
});

describe('files of a memory', () => {
  it('stay under 2,000 units, in order, and change in few lines', async () => {
    const memory = await open();
    const units = Array.from({ length: 2500 }, (_, i) =>
      unit(`Kalimat nomor ${i}`, `Sentence ${i}`, { document: 'd' }),
    );
    await memory.add(units);
    expect((await readdir(dir)).filter((name) => name.endsWith('.xlf')).sort()).toEqual(['d.002.xlf', 'd.xlf']);
    const before = await readFile(join(dir, 'd.xlf'), 'utf8');
    expect(readXliff(before).files[0]!.units).toHaveLength(2000);
    await memory.add([unit('Kalimat nomor 7', 'Sentence no. 7', { document: 'd', changed: '2999-01-01T00:00:00Z' })]);
    const lines = before.split('\n');
    const changed = (await readFile(join(dir, 'd.xlf'), 'utf8')).split('\n').filter((line) => !lines.includes(line));
    expect(changed.length).toBeLessThan(20);
    expect(found(memory, 'Kalimat nomor 7')[0]).toBe('exact 100 Sentence no. 7');
  });
});

describe('several memories', () => {
  it('rank as one, the first wins a tie, the same is listed once, trust counts', async () => {
    const one = await open();
    await one.add([unit('Satu dua tiga', 'One two three'), unit('Satu dua empat', 'One two four')]);
    const other = await openMemory(join(dir, 'other'), simpleTools, { create: true });
    opened.push(other);
    await other.add([unit('Satu dua tiga', 'One two three'), unit('Satu dua tiga', '1 2 3', { state: 'final' })]);
    const query = textContent('Satu dua tiga');
    const lists = [one.lookup(query, { min: 50 }), other.lookup(query, { min: 50 })];
    const show = (matches: readonly { similarity: number; target: Content; memory: string }[]): string[] =>
      matches.map((match) => `${match.similarity} ${plainText(match.target)} ${match.memory === dir ? 1 : 2}`);
    expect(show(rankMatches(lists))).toEqual(['100 1 2 3 2', '100 One two three 1', '66 One two four 1']);
    const distrusted = rankMatches([lists[0]!, { matches: lists[1]!, penalty: 10 }], 2);
    expect(show(distrusted)).toEqual(['100 One two three 1', '90 1 2 3 2']);
    expect(distrusted[1]!.penalties).toEqual([{ kind: 'memory', count: 1, points: 10 }]);
  });
});
