import { execFile } from 'node:child_process';
import { appendFile, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainText, textContent } from '../../src/content/index.js';
import { openMemory, type Memory, type MemoryUnitInput } from '../../src/memory/index.js';
import { appendToJournal, readJournal } from '../../src/memory/journal.js';
import { takeLock, tryLock } from '../../src/memory/lock.js';
import { packUnit } from '../../src/memory/records.js';
import { compileMemory, root } from './compiled.js';
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

const unit = (source: string, target: string): MemoryUnitInput => ({
  source: textContent(source),
  target: textContent(target),
  origin: { kind: 'human' },
});

const best = (memory: Memory, text: string): string | undefined => {
  const match = memory.lookup(textContent(text), { min: 100 })[0];
  return match && plainText(match.target);
};

describe('journal', () => {
  it('returns whole entries and ignores what a crash cut off or damaged', async () => {
    const file = join(dir, 'journal');
    expect(await readJournal(file)).toEqual({ entries: [], end: 0 });
    await appendToJournal(file, 'satu');
    await appendToJournal(file, 'dua ✓');
    const whole = await readFile(file);
    for (let cut = 0; cut <= whole.length; cut++) {
      await writeFile(file, whole.subarray(0, cut));
      const { entries } = await readJournal(file);
      expect(entries).toEqual(['satu', 'dua ✓'].slice(0, cut < 12 ? 0 : cut < whole.length ? 1 : 2));
    }
    const damaged = Buffer.from(whole);
    damaged[10]! ^= 1;
    await writeFile(file, damaged);
    expect((await readJournal(file)).entries).toEqual([]);
  });

  it('writes a new entry over a half-written one', async () => {
    const file = join(dir, 'journal');
    await appendToJournal(file, 'satu');
    await appendFile(file, Buffer.from([9, 0, 0, 0, 1, 2]));
    await appendToJournal(file, 'dua');
    expect((await readJournal(file)).entries).toEqual(['satu', 'dua']);
  });

  it('is applied when a memory is opened, and shown to readers before that', async () => {
    await (await open()).add([unit('Satu', 'One')]);
    const [first] = [...opened[0]!.units()];
    const change = { ...first!, target: textContent('Uno') };
    const added = { ...first!, id: 'u2', source: textContent('Dua'), target: textContent('Two') };
    const entry = [
      ['+', 'memory.xlf', packUnit(change)],
      ['+', 'memory.xlf', packUnit(added)],
    ];
    await appendToJournal(join(dir, '.memori/journal'), JSON.stringify(entry));
    const reader = await open({ readOnly: true });
    expect([best(reader, 'Satu'), best(reader, 'Dua'), reader.size]).toEqual(['Uno', 'Two', 2]);
    expect(await readFile(join(dir, 'memory.xlf'), 'utf8')).not.toContain('Dua');
    const writer = await open();
    expect([best(writer, 'Satu'), best(writer, 'Dua'), writer.size]).toEqual(['Uno', 'Two', 2]);
    expect(await readFile(join(dir, 'memory.xlf'), 'utf8')).toContain('Dua');
    expect((await readJournal(join(dir, '.memori/journal'))).entries).toEqual([]);
  });
});

describe('lock', () => {
  it('is taken by one, and by the next when released', async () => {
    const file = join(dir, 'lock');
    const lock = await tryLock(file);
    expect(await tryLock(file)).toBeUndefined();
    await expect(takeLock(file, 50)).rejects.toMatchObject({ code: 'memory.locked', kind: 'environment' });
    await lock!.release();
    await (await takeLock(file, 50)).release();
  });

  it('is taken over when its process is gone or its number belongs to another, not when its host is unknown', async () => {
    const file = join(dir, 'lock');
    await writeFile(file, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() }));
    await (await tryLock(file))!.release();
    await writeFile(file, JSON.stringify({ pid: process.pid, host: hostname(), started: '1' }));
    const taken = await tryLock(file);
    expect(taken !== undefined).toBe(process.platform === 'linux');
    await writeFile(file, JSON.stringify({ pid: 1, host: 'somewhere-else' }));
    expect(await tryLock(file)).toBeUndefined();
  });

  it('does not keep readers out', async () => {
    await (await open()).add([unit('Satu', 'One')]);
    const lock = await tryLock(join(dir, '.memori/lock'));
    expect(best(await open({ readOnly: true }), 'Satu')).toBe('One');
    expect(best(await open(), 'Satu')).toBe('One');
    await rm(join(dir, '.memori/index.json'));
    expect(best(await open(), 'Satu')).toBe('One');
    await lock!.release();
  });
});

describe('several at once', () => {
  it('two memories open on one folder add without losing anything', async () => {
    const [one, two] = [await open(), await open()];
    await Promise.all(
      Array.from({ length: 12 }, (_, i) => (i % 2 ? one : two).add([unit(`Kalimat ${'x'.repeat(i + 1)}`, `S ${i}`)])),
    );
    const reader = await open({ readOnly: true });
    expect(reader.size).toBe(12);
    for (let i = 0; i < 12; i++) expect(best(reader, `Kalimat ${'x'.repeat(i + 1)}`)).toBe(`S ${i}`);
    await one.refresh();
    expect(one.size).toBe(12);
  });

  it('keeps the number of index files small', async () => {
    const memory = await open();
    for (let i = 0; i < 20; i++) await memory.add([unit(`Kalimat ${'y'.repeat(i + 1)}`, `S ${i}`)]);
    expect((await readdir(join(dir, '.memori'))).length).toBeLessThan(20);
  });
});

describe('trouble with the disk', () => {
  it('a change that could not be filed is finished at the next opening', async () => {
    const memory = await open();
    await memory.add([unit('Satu', 'One')]);
    // A folder stands where the file should be written.
    await mkdir(join(dir, 'baru.txt.xlf', 'x'), { recursive: true });
    const adding = memory.add([{ ...unit('Dua', 'Two'), document: 'baru.txt' }]);
    await expect(adding).rejects.toMatchObject({ code: 'memory.unfinished', kind: 'environment' });
    const meanwhile = await open();
    expect([best(meanwhile, 'Satu'), best(meanwhile, 'Dua')]).toEqual(['One', 'Two']);
    expect(meanwhile.problems).toHaveLength(1);
    await rm(join(dir, 'baru.txt.xlf'), { recursive: true });
    const again = await open();
    expect([best(again, 'Satu'), best(again, 'Dua')]).toEqual(['One', 'Two']);
    expect(await readFile(join(dir, 'baru.txt.xlf'), 'utf8')).toContain('Dua');
  });

  it('a damaged file hides nothing else, is named at every opening, and comes back when it is repaired', async () => {
    await (await open()).add([unit('Satu', 'One'), { ...unit('Dua', 'Two'), document: 'b' }]);
    const whole = await readFile(join(dir, 'b.xlf'), 'utf8');
    await writeFile(join(dir, 'b.xlf'), whole.slice(0, 300));
    for (let i = 0; i < 2; i++) {
      const memory = await open();
      expect([best(memory, 'Satu'), best(memory, 'Dua')]).toEqual(['One', undefined]);
      expect(memory.problems).toMatchObject([{ code: 'xml.truncated', position: { file: join(dir, 'b.xlf') } }]);
    }
    await writeFile(join(dir, 'b.xlf'), whole);
    const memory = await open();
    expect([best(memory, 'Dua'), memory.problems.length]).toEqual(['Two', 0]);
  });

  it('copies of a file are units of their own', async () => {
    const memory = await open();
    await memory.add([{ ...unit('Dua', 'Two'), document: 'b' }]);
    await copyFile(join(dir, 'b.xlf'), join(dir, 'salinan.xlf'));
    await memory.refresh();
    expect(memory.size).toBe(2);
    const [first] = [...memory.units()];
    await memory.edit(first!.id, { target: textContent('2') });
    expect([...memory.units()].map((one) => plainText(one.target)).sort()).toEqual(['2', 'Two']);
  });
});

describe('kill -9', () => {
  it('loses no acknowledged unit', async () => {
    // The soak test runs on plain JavaScript: processes of their own, killed for real.
    const compiled = await compileMemory();
    try {
      const script = join(root, 'scripts/bench/soak-memory.mjs');
      const args = [script, '--dist', compiled, '--kills', '3', '--seed', String(Date.now() % 100_000)];
      const { stdout } = await promisify(execFile)(process.execPath, args);
      expect(stdout).toMatch(/3 kills, [1-9]\d* acknowledged units, none lost/);
    } finally {
      await rm(compiled, { recursive: true, force: true });
    }
  });
});
