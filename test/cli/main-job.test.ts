import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readXliff } from '../../src/xliff/index.js';
import { plainText } from '../../src/content/index.js';
import { hasConformance, warnWhenAbsent } from '../xliff/support/conformance.js';
import { schemaProblems } from '../xliff/support/schema.js';
import { memori, type Outcome, temporaryFolder } from './harness.js';

const SEEDS = join(import.meta.dirname, '../../../shared/seeds');

const NEWS = `Bupati Resmikan Pasar Baru di Kota Lawang

LAWANG, Nusantara.id - Bupati Tirta Kencana meresmikan pasar baru pada Rabu (19/6/2024). "Pasar ini milik warga. Mari kita jaga bersama," katanya.

Harga beras naik 12,5 persen menjadi Rp15.500,00 per kilogram. Keterangan lengkap ada di https://contoh.go.id/pasar atau surel info@contoh.go.id.

Foto: Antara/Sari Dewi
`;

const GUIDE = `---
judul: Panduan
---

# Panduan Cepat

Tekan **Simpan**, lalu buka \`laporan.txt\`. Harga beras naik 12,5 persen.

- Butir pertama
- Butir kedua

\`\`\`sh
echo halo
\`\`\`
`;

/** Targets by unit and segment id. */
function targets(xliff: string): Map<string, { source: string; target: string; state: string | undefined }> {
  const document = readXliff(readFileSync(xliff, 'utf8'), { file: xliff });
  return new Map(
    document.files.flatMap((file) =>
      file.units.flatMap((unit) =>
        unit.segments.flatMap((segment) =>
          segment.kind === 'segment'
            ? [
                [
                  `${unit.id}/${segment.id}`,
                  {
                    source: plainText(segment.source),
                    target: segment.target ? plainText(segment.target) : '',
                    state: segment.state,
                  },
                ] as const,
              ]
            : [],
        ),
      ),
    ),
  );
}

describe('translate, merge and translate again', () => {
  const dir = temporaryFolder();
  const [news, guide, out, tm] = [join(dir, 'berita.txt'), join(dir, 'panduan.md'), join(dir, 'out'), join(dir, 'tm')];
  const translate = (...more: string[]): Promise<Outcome> =>
    memori(['translate', news, guide, '--out', out, '--memory', tm, '--jobs', '1', '--json', ...more]);
  const xliff = join(out, 'berita.txt.xlf');
  let first: Outcome;

  beforeAll(async () => {
    writeFileSync(news, NEWS);
    writeFileSync(guide, GUIDE);
    first = await translate();
  });

  it('reports a line per document in input order', () => {
    expect(first.err).toBe('');
    expect(first.code).toBe(0);
    expect(first.json()).toMatchObject([
      { file: news, xliff, segments: 7, exact: 0, fuzzy: 0, mt: 6, copied: 1 },
      { file: guide, xliff: join(out, 'panduan.md.xlf'), segments: 5, exact: 0 },
    ]);
  });

  it('writes XLIFF 2.1 that is valid against the OASIS schemas, every segment with a target', () => {
    for (const file of readdirSync(out)) {
      const text = readFileSync(join(out, file), 'utf8');
      if (hasConformance) expect(schemaProblems(text, '2.1')).toEqual([]);
      for (const { target } of targets(join(out, file)).values()) expect(target).not.toBe('');
    }
    if (!hasConformance) warnWhenAbsent('schema validity of what translate writes');
  });

  it('marks machine translation as such and copies credits', () => {
    const text = readFileSync(xliff, 'utf8');
    expect(text).toContain('state="initial" subState="memori:mt"');
    expect(text).toMatch(/<mtc:match [^>]*type="mt"[^>]*matchQuality="[\d.]+"/);
    expect([...targets(xliff).values()].find(({ source }) => source.startsWith('Foto'))).toMatchObject({
      target: 'Foto: Antara/Sari Dewi',
    });
  });

  it('keeps addresses and codes', () => {
    const all = [...targets(xliff).values()].map(({ target }) => target).join('\n');
    expect(all).toContain('https://contoh.go.id/pasar');
    expect(all).toContain('info@contoh.go.id');
    const markdown = readFileSync(join(out, 'panduan.md.xlf'), 'utf8');
    expect(markdown).toContain('`laporan.txt`');
  });

  it('gives back the translated documents, byte for byte outside the segments', async () => {
    const merged = await memori(['merge', xliff, join(out, 'panduan.md.xlf'), '--out', join(dir, 'en'), '--json']);
    expect(merged.json()).toEqual([
      { file: xliff, written: join(dir, 'en', 'berita.en.txt') },
      { file: join(out, 'panduan.md.xlf'), written: join(dir, 'en', 'panduan.en.md') },
    ]);
    const text = readFileSync(join(dir, 'en', 'berita.en.txt'), 'utf8');
    expect(text.split('\n\n')).toHaveLength(4);
    expect(text.endsWith('\n\nFoto: Antara/Sari Dewi\n')).toBe(true);
    const markdown = readFileSync(join(dir, 'en', 'panduan.en.md'), 'utf8');
    expect(markdown.startsWith('---\njudul: Panduan\n---\n\n# ')).toBe(true);
    expect(markdown.endsWith('\n\n```sh\necho halo\n```\n')).toBe(true);
    expect(markdown).toMatch(/\n\n- .+\n- .+\n/);
    expect(markdown).toMatch(/\*\*.+\*\*/);
  });

  it('changes nothing when nothing changed', async () => {
    const before = readFileSync(xliff);
    const again = await translate();
    expect(again.json()).toMatchObject([{ exact: 6, mt: 0, copied: 1 }, { mt: 0 }]);
    expect(readFileSync(xliff).equals(before)).toBe(true);
  });

  it('never overwrites a person’s edit, and learns it', async () => {
    const mine = 'Let us look after it together: PERSON.';
    const text = readFileSync(xliff, 'utf8');
    const [id, { target }] = [...targets(xliff)].find(([, { source }]) => source.startsWith('Harga beras'))!;
    const edited = text
      .replace(`<target>${target}</target>\n      </segment>`, `<target>${mine}</target>\n      </segment>`)
      .replace(/state="initial" subState="memori:mt"(?=>\s*<source>Harga)/, 'state="reviewed"');
    expect(edited).not.toBe(text);
    writeFileSync(xliff, edited);
    // The sentence before it changes: the edit must survive in its new surroundings.
    writeFileSync(news, NEWS.replace('Mari kita jaga bersama', 'Mari kita jaga bersama-sama'));
    const again = await translate();
    expect(again.json()[0]).toMatchObject({ mt: 1, exact: 5 });
    expect(targets(xliff).get(id)).toMatchObject({ target: mine, state: 'reviewed' });
    // The same sentence in another document now comes from the person. In the guide its source is a part of a Markdown paragraph.
    expect([...targets(join(out, 'panduan.md.xlf')).values()].some(({ target: other }) => other === mine)).toBe(false);
    const third = join(dir, 'ketiga.txt');
    writeFileSync(third, 'Harga beras naik 12,5 persen menjadi Rp15.500,00 per kilogram.\n');
    const reuse = await memori(['translate', third, '--out', out, '--memory', tm, '--jobs', '1', '--json']);
    expect(reuse.json()).toMatchObject([{ segments: 1, exact: 1, mt: 0 }]);
    expect([...targets(join(out, 'ketiga.txt.xlf')).values()]).toMatchObject([{ target: mine, state: 'translated' }]);
  });

  it('leaves a damaged XLIFF file of an earlier run alone', async () => {
    const damaged = readFileSync(xliff, 'utf8').slice(0, 900);
    const place = join(dir, 'rusak');
    mkdirSync(place);
    writeFileSync(join(place, 'berita.txt.xlf'), damaged);
    const result = await memori(['translate', news, '--out', place, '--memory', tm, '--json']);
    expect(result.code).toBe(3);
    expect(result.err).toContain('it was left alone');
    expect(readFileSync(join(place, 'berita.txt.xlf'), 'utf8')).toBe(damaged);
  });
});

describe('bad input', () => {
  const dir = temporaryFolder();
  const file = (name: string, data: string | Uint8Array): string => {
    writeFileSync(join(dir, name), data);
    return join(dir, name);
  };
  const translate = (...paths: string[]): Promise<Outcome> =>
    memori(['translate', ...paths, '--out', join(dir, 'out'), '--memory', join(dir, 'tm'), '--jobs', '1']);

  it.each([
    ['an empty file', 'kosong.txt', '', 'text.empty'],
    ['only white space', 'spasi.txt', ' \n\n ', 'document.no-text'],
    ['a binary file', 'biner.txt', Buffer.from([137, 80, 78, 71, 0, 1, 2, 3, 0, 0, 1]), 'text.binary'],
    ['Latin-1', 'latin.txt', Buffer.from('Kafé di Lawang', 'latin1'), 'text.encoding'],
    ['an unknown ending', 'gambar.xyz', 'teks', 'format.unknown'],
  ])('%s', async (_, name, data, code) => {
    const result = await translate(file(name, data));
    expect(result.err).toContain(`[${code}]`);
    expect(result.err).toContain(name);
    expect([2, 3]).toContain(result.code);
    expect(existsSync(join(dir, 'out', `${name}.xlf`))).toBe(false);
  });

  it('a missing file, a wrong option and a collision of names', async () => {
    expect(await translate(join(dir, 'tiada.txt'))).toMatchObject({ code: 3 });
    expect((await memori(['translate', '--no-such-option'])).code).toBe(2);
    mkdirSync(join(dir, 'a'));
    const one = file('sama.txt', 'Satu kalimat.');
    cpSync(one, join(dir, 'a', 'sama.txt'));
    const result = await translate(one, join(dir, 'a', 'sama.txt'));
    expect(result.err).toContain('[out.collision]');
    expect(result.code).toBe(2);
  });

  it('one bad file does not stop the others', async () => {
    const result = await translate(file('buruk.txt', ''), file('baik.txt', 'Selamat pagi.'));
    expect(result.code).toBe(3);
    expect(existsSync(join(dir, 'out', 'baik.txt.xlf'))).toBe(true);
  });

  it('UTF-16 is read and written back as UTF-16', async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Selamat pagi.\r\nApa kabar?\r\n', 'utf16le')]);
    const path = file('utf16.txt', utf16);
    expect((await translate(path)).code).toBe(0);
    await memori(['merge', join(dir, 'out', 'utf16.txt.xlf')]);
    const bytes = readFileSync(join(dir, 'out', 'utf16.en.txt'));
    expect([bytes[0], bytes[1]]).toEqual([0xff, 0xfe]);
    expect(bytes.toString('utf16le', 2)).toMatch(/^.+\r\n.+\r\n$/);
  });

  it('a missing and a damaged model', async () => {
    const text = file('baik2.txt', 'Selamat siang.');
    const missing = await memori([
      'translate',
      text,
      '--out',
      join(dir, 'o2'),
      '--memory',
      join(dir, 'tm2'),
      '--model',
      join(dir, 'tiada'),
    ]);
    expect(missing.code).toBe(4);
    expect(missing.err).toContain('[model.');
    const copy = join(dir, 'model');
    cpSync(join(import.meta.dirname, '../../models/memori-id-en'), copy, { recursive: true });
    const graph = join(copy, 'onnx', 'encoder_model_quantized.onnx');
    writeFileSync(graph, readFileSync(graph).subarray(0, 100_000));
    const damaged = await memori([
      'translate',
      text,
      '--out',
      join(dir, 'o2'),
      '--memory',
      join(dir, 'tm2'),
      '--model',
      copy,
    ]);
    expect(damaged.code).toBe(4);
    expect(damaged.err).toContain('encoder_model_quantized.onnx');
    expect(existsSync(join(dir, 'o2', 'baik2.txt.xlf'))).toBe(false);
  });

  it.skipIf(process.getuid?.() === 0 && !existsSync('/sys'))('an output folder that cannot be made', async () => {
    const text = file('baik3.txt', 'Selamat sore.');
    const blocked = file('bukan-folder', 'x');
    chmodSync(blocked, 0o444);
    const result = await memori([
      'translate',
      text,
      '--out',
      join(blocked, 'out'),
      '--memory',
      join(dir, 'tm'),
      '--jobs',
      '1',
    ]);
    expect(result.code).toBe(4);
    expect(readFileSync(blocked, 'utf8')).toBe('x');
  });

  it('an interrupted run leaves whole files only and says so', async () => {
    const controller = new AbortController();
    controller.abort();
    const text = file('baik4.txt', 'Selamat malam.');
    const result = await memori(
      ['translate', text, '--out', join(dir, 'o4'), '--memory', join(dir, 'tm4'), '--jobs', '1'],
      { signal: controller.signal },
    );
    expect(result.code).toBe(130);
    expect(existsSync(join(dir, 'o4', 'baik4.txt.xlf'))).toBe(false);
  });

  it('merging a file that is not ours', async () => {
    const foreign = file(
      'asing.xlf',
      '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="id"><file id="f"><unit id="u"><segment><source>a</source></segment></unit></file></xliff>',
    );
    const result = await memori(['merge', foreign]);
    expect(result.code).toBe(3);
    expect(result.err).toContain('[skeleton.missing]');
  });
});

describe('the five seeds', () => {
  it.skipIf(!existsSync(SEEDS))('102 segments with offsets that name their text', async () => {
    const files = readdirSync(SEEDS).map((name) => join(SEEDS, name));
    const result = await memori(['segment', ...files, '--json']);
    const lines = result.json() as { file: string; start: number; end: number; text: string }[];
    expect(lines).toHaveLength(102);
    for (const { file, start, end, text } of lines) expect(readFileSync(file, 'utf8').slice(start, end)).toBe(text);
  });
  if (!existsSync(SEEDS)) console.warn(`SKIPPED: the seeds are not at ${basename(SEEDS)}`);
});

describe('mt and model', () => {
  it('line in, line out; an empty line stays empty', async () => {
    const result = await memori(['mt', '--jobs', '1'], { stdin: 'Selamat pagi.\n\nTerima kasih.\n' });
    expect(result.out).toMatch(/^.+\n\n.+\n$/);
    const json = await memori(['mt', '--jobs', '1', '--json'], { stdin: 'Selamat pagi.\n' });
    expect(json.json()).toMatchObject([{ source: 'Selamat pagi.', target: result.out.split('\n')[0] }]);
    expect(json.json()[0]).toHaveProperty('confidence');
  });

  it('tells about the model and scores it', async () => {
    const info = (await memori(['model', 'info', '--json'])).json()[0]!;
    expect(info).toMatchObject({ id: 'memori-id-en', precision: 'int8' });
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'dev.tsv'), 'Selamat pagi.\tGood morning.\nTerima kasih banyak.\tThank you very much.\n');
    const score = (await memori(['model', 'eval', '--dev', join(dir, 'dev.tsv'), '--jobs', '1', '--json'])).json()[0]!;
    expect(score).toMatchObject({ lines: 2 });
    expect(score['chrf']).toBeGreaterThan(20);
    writeFileSync(join(dir, 'bad.tsv'), 'tanpa tab\n');
    const bad = await memori(['model', 'eval', '--dev', join(dir, 'bad.tsv')]);
    expect(bad.err).toContain('bad.tsv:1:1');
    expect(bad.code).toBe(3);
  });
});
