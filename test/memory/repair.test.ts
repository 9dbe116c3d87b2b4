import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { content, originalText, textContent, type Content, type InlineCode } from '../../src/content/index.js';
import { openMemory, type Match, type Memory } from '../../src/memory/index.js';
import { languageTools } from './language-tools.js';

let dir: string;
let memory: Memory;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'memori-'));
  memory = await openMemory(dir, languageTools, { create: true });
});

afterEach(async () => {
  await memory.close();
  await rm(dir, { recursive: true, force: true });
});

async function match(source: string | Content, target: string | Content, query: string | Content): Promise<Match> {
  const asContent = (value: string | Content): Content => (typeof value === 'string' ? textContent(value) : value);
  await memory.add([{ source: asContent(source), target: asContent(target), origin: { kind: 'human' } }]);
  const [best] = memory.lookup(asContent(query), { min: 40 });
  return best!;
}

async function repaired(source: string, target: string, query: string): Promise<string> {
  const best = await match(source, target, query);
  const what = best.repaired?.map(({ kind, from, to }) => `${kind}: ${from} → ${to}`) ?? ['stored'];
  return `${originalText(best.target)} [${what.join('; ')}]`;
}

describe('repair by value and language', () => {
  it.each([
    [
      'Nilainya 12.500,75 per unit.',
      'It is worth 12,500.75 per unit.',
      'Nilainya 9.800,5 per unit.',
      'It is worth 9,800.5 per unit. [number: 12,500.75 → 9,800.5]',
    ],
    [
      'Anggaran itu mencapai Rp1,5 miliar.',
      'The budget reached Rp 1.5 billion.',
      'Anggaran itu mencapai Rp2,25 triliun.',
      'The budget reached Rp 2.25 trillion. [number: Rp 1.5 billion → Rp 2.25 trillion]',
    ],
    [
      'Pertemuan berlangsung Rabu (19/6/2024).',
      'The meeting took place Wednesday (June 19, 2024).',
      'Pertemuan berlangsung Kamis (20/6/2024).',
      'The meeting took place Thursday (June 20, 2024). [number: Wednesday (June 19, 2024) → Thursday (June 20, 2024)]',
    ],
    [
      'Harga naik 3 persen menjadi 5 persen.',
      'Prices rose 3 percent to 5 percent.',
      'Harga naik 5 persen menjadi 3 persen.',
      'Prices rose 5 percent to 3 percent. [number: 3 percent → 5 percent; number: 5 percent → 3 percent]',
    ],
    [
      'Ada 12 kapal dan 12 perahu.',
      'There are 12 ships and 12 boats.',
      'Ada 12 kapal dan 14 perahu.',
      'There are 12 ships and 14 boats. [number: 12 → 14]',
    ],
  ])('%s | %s', async (source, target, query, expected) => {
    expect(await repaired(source, target, query)).toBe(expected);
  });

  it('changes nothing where the places in the target are not certain', async () => {
    // The target says the figure twice, or in a way that is not found.
    expect(await repaired('Ada 12 kapal.', 'There are 12 ships, yes 12.', 'Ada 13 kapal.')).toBe(
      'There are 12 ships, yes 12. [stored]',
    );
    expect(await repaired('Naik 7 kali lipat.', 'It went up manifold.', 'Naik 9 kali lipat.')).toBe(
      'It went up manifold. [stored]',
    );
  });

  it('keeps the points and says what is repaired', async () => {
    const best = await match('Ada 12 kapal.', 'There are 12 ships.', 'Ada 13 kapal!');
    expect(best).toMatchObject({
      kind: 'fuzzy',
      similarity: 97,
      penalties: [
        { kind: 'number', points: 2, repaired: true },
        { kind: 'punctuation', points: 1, repaired: true },
      ],
    });
    expect(originalText(best.target)).toBe('There are 13 ships!');
    expect(originalText(best.unit.target)).toBe('There are 12 ships.');
  });
});

describe('repair of names', () => {
  it('puts a name in the place of another when the memory shows that it is the same in both languages', async () => {
    await memory.add([
      {
        source: textContent('Kami bertemu Sukarno kemarin sore.'),
        target: textContent('We met Sukarno yesterday afternoon.'),
        origin: { kind: 'human' },
      },
    ]);
    expect(
      await repaired(
        'Presiden Suharto tiba di istana.',
        'President Suharto arrived at the palace.',
        'Presiden Sukarno tiba di istana.',
      ),
    ).toBe('President Sukarno arrived at the palace. [name: Suharto → Sukarno]');
  });

  it('leaves a name alone that the memory does not know or knows under another name', async () => {
    await memory.add([
      {
        source: textContent('Kami pergi ke Rusia.'),
        target: textContent('We went to Russia.'),
        origin: { kind: 'human' },
      },
    ]);
    const stored = 'Hamas attacked the city. [stored]';
    expect(
      await repaired(
        'Kemarin Hamas menyerang kota itu.',
        'Hamas attacked the city.',
        'Kemarin Rusia menyerang kota itu.',
      ),
    ).toBe(stored);
    expect(
      await repaired(
        'Kemarin Hamas menyerang kota itu.',
        'Hamas attacked the city.',
        'Kemarin Houthi menyerang kota itu.',
      ),
    ).toBe(stored);
  });
});

describe('repair of codes', () => {
  const bold = (...inside: (string | InlineCode)[]): Content =>
    content([{ kind: 'open', id: '1', data: '<b>' }, ...inside, { kind: 'close', id: '1', data: '</b>' }]);

  it('takes codes away that the query does not have', async () => {
    const best = await match(bold('Simpan berkas itu'), bold('Save the file'), 'Simpan berkas itu');
    expect(originalText(best.target)).toBe('Save the file');
    expect(best.repaired).toEqual([{ kind: 'code', from: '<b></b>', to: '' }]);
  });

  it('puts codes around the target that stand around the query', async () => {
    const best = await match('Simpan berkas itu', 'Save the file', bold('Simpan berkas itu'));
    expect(originalText(best.target)).toBe('<b>Save the file</b>');
  });

  it('does not guess where codes inside the query belong', async () => {
    const query = content(['Simpan ', ...bold('berkas').parts, ' itu']);
    const best = await match('Simpan berkas itu', 'Save the file', query);
    expect(originalText(best.target)).toBe('Save the file');
    expect(best.repaired).toBeUndefined();
    expect(best.penalties).toEqual([{ kind: 'code', count: 2, points: 2 }]);
  });
});
