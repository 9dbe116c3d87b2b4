import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { memori, temporaryFolder } from './harness.js';

const CORPUS = join(import.meta.dirname, '../../corpus');
const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

/** Pairs of the hand alignment, letters and digits only. */
function gold(name: string): Set<string> {
  const lines = readFileSync(join(CORPUS, 'en', `${name}.align.tsv`), 'utf8').split('\n');
  return new Set(
    lines.flatMap((line) => {
      const [source, target] = line.split('\t').map(letters);
      return source && target ? [`${source}\t${target}`] : [];
    }),
  );
}

interface BeadLine {
  source: number[];
  target: number[];
  confirmed: boolean;
  sourceText: string;
  targetText: string;
}

describe('align', () => {
  const dir = temporaryFolder();
  let beads: BeadLine[];
  const name = 'berita-jembatan-kabar';
  const files = [join(CORPUS, `${name}.txt`), join(CORPUS, 'en', `${name}.txt`)];

  beforeAll(async () => {
    const result = await memori([
      'align',
      ...files,
      '--jobs',
      '1',
      '--json',
      '--html',
      join(dir, 'lihat.html'),
      '--write',
      join(dir, 'pasangan.tsv'),
      '--memory',
      join(dir, 'tm'),
    ]);
    expect(result.code).toBe(0);
    beads = result.json() as unknown as BeadLine[];
  });

  it('agrees with the hand alignment of a news report', () => {
    const wanted = gold(name);
    const pairs = beads.filter(({ source, target }) => source.length > 0 && target.length > 0);
    const right = pairs.filter((bead) => wanted.has(`${letters(bead.sourceText)}\t${letters(bead.targetText)}`));
    expect((2 * right.length) / (pairs.length + wanted.size)).toBeGreaterThan(0.93);
    const confirmed = pairs.filter((bead) => bead.confirmed);
    expect(confirmed.filter((bead) => right.includes(bead)).length / confirmed.length).toBeGreaterThan(0.97);
    expect(confirmed.length).toBeGreaterThan(0.8 * pairs.length);
  });

  it('writes a page, a table and a memory whose units say where they come from', async () => {
    expect(readFileSync(join(dir, 'lihat.html'), 'utf8')).toContain('<tr class="sure">');
    expect(readFileSync(join(dir, 'pasangan.tsv'), 'utf8').split('\n').length).toBeGreaterThan(30);
    const [stats] = (await memori(['memory', 'stats', '--memory', join(dir, 'tm'), '--json'])).json();
    expect(stats).toMatchObject({
      byOrigin: { alignment: beads.filter(({ source, target }) => source.length > 0 && target.length > 0).length },
    });
  });

  it('takes lines as segments, goes without a model, and either way round', async () => {
    writeFileSync(join(dir, 'a.id'), 'PT Cakra Sensor membeli 12 kapal.\nRapat dimulai pukul 09.30.\n');
    writeFileSync(join(dir, 'b.en'), 'PT Cakra Sensor bought 12 ships.\nThe meeting began at 9:30 a.m.\n');
    const there = (
      await memori(['align', join(dir, 'a.id'), join(dir, 'b.en'), '--segmented', '--no-mt', '--json'])
    ).json();
    expect(there).toMatchObject([
      { source: [0], target: [0] },
      { source: [1], target: [1] },
    ]);
    const back = (
      await memori(['align', join(dir, 'b.en'), join(dir, 'a.id'), '--swap', '--segmented', '--no-mt', '--json'])
    ).json();
    expect(back.map((bead) => [bead['target'], bead['source']])).toEqual(
      there.map((bead) => [bead['source'], bead['target']]),
    );
  });

  it('refuses a document and a folder', async () => {
    expect((await memori(['align', files[0]!, CORPUS])).code).toBe(2);
    expect((await memori(['align', join(dir, 'tiada.txt'), files[1]!])).code).toBe(3);
  });
});
