import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { memori, temporaryFolder } from './harness.js';

describe('segment', () => {
  const dir = temporaryFolder();
  const file = join(dir, 'surat.txt');
  writeFileSync(file, 'Rapat di Jl. Melati No. 5 dimulai pkl. 08.30. Semua hadir. Terima kasih.\n');
  const texts = async (...more: string[]): Promise<unknown[]> =>
    (await memori(['segment', file, '--json', ...more])).json().map((line) => line['text']);

  it('by our rules', async () => {
    expect(await texts()).toEqual(['Rapat di Jl. Melati No. 5 dimulai pkl. 08.30.', 'Semua hadir.', 'Terima kasih.']);
  });

  it('with the corrections of a project', async () => {
    const overrides = join(dir, 'koreksi.json');
    writeFileSync(overrides, JSON.stringify({ joins: [{ before: 'Semua hadir.', after: 'Terima' }] }));
    expect(await texts('--overrides', overrides)).toEqual([
      'Rapat di Jl. Melati No. 5 dimulai pkl. 08.30.',
      'Semua hadir. Terima kasih.',
    ]);
    writeFileSync(overrides, '{"joins": [');
    const bad = await memori(['segment', file, '--overrides', overrides]);
    expect(bad.code).toBe(3);
    expect(bad.err).toContain('[overrides.json]');
  });

  it('by the rules that it exported itself', async () => {
    const srx = join(dir, 'rules.srx');
    writeFileSync(srx, (await memori(['segment', '--export-srx'])).out);
    expect(await texts('--srx', srx)).toEqual(await texts());
    writeFileSync(srx, '<srx>');
    expect((await memori(['segment', file, '--srx', srx])).code).toBe(3);
  });

  it('wants a document', async () => {
    expect((await memori(['segment'])).code).toBe(2);
  });
});
