import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { editXliff, readXliff } from '../../src/xliff/index.js';
import { readTmx } from '../../src/tmx/index.js';
import { plainText, textContent } from '../../src/content/index.js';
import { memori, temporaryFolder } from './harness.js';

const FIXTURE = join(import.meta.dirname, '..', 'pipeline', 'exchange', 'fixtures', 'artikel.txt.xlf');
const TMX = join(import.meta.dirname, '..', 'tmx', 'fixtures', 'level2.tmx');

let dir = '';
beforeEach(() => {
  dir = temporaryFolder();
});
const at = (...names: string[]): string => join(dir, ...names);

describe('memori convert', () => {
  it('tells the format by the name to write, and what is lost', async () => {
    const out = await memori(['convert', FIXTURE, at('a.tmx'), '--json']);
    expect(out.code).toBe(0);
    expect(out.json()).toEqual([{ file: FIXTURE, written: at('a.tmx'), lost: expect.any(Array) }]);
    expect(out.json()[0]!['lost']).toContain('text between segments (3)');
    expect(readTmx(readFileSync(at('a.tmx'), 'utf8')).units).toHaveLength(7);
  });

  it.each([
    ['xliff-1.2', '.xlf'],
    ['xliff-2.2', '.xlf'],
    ['tmx', '.tmx'],
    ['tmx-omegat', '.tmx'],
    ['csv', '.csv'],
    ['tsv', '.tsv'],
    ['json', '.json'],
    ['xliff-json', '.json'],
  ])('many files --to %s', async (format, ending) => {
    const out = await memori(['convert', FIXTURE, TMX, '--to', format, '--out', at('out'), '--json']);
    expect(out.err).not.toContain('memori:');
    expect(out.code).toBe(0);
    expect(out.json().map((line) => line['written'])).toEqual([
      at('out', `artikel.txt${ending}`),
      at('out', `level2${ending}`),
    ]);
    // What was written is read again.
    const again = await memori(['convert', at('out', `level2${ending}`), at('lagi.xlf')]);
    expect(again.code, again.err).toBe(0);
    expect(readXliff(readFileSync(at('lagi.xlf'), 'utf8')).files[0]!.units).toHaveLength(2);
  });

  it('--same is byte for byte the same; one bad file does not keep the others back', async () => {
    mkdirSync(at('in'));
    cpSync(TMX, at('in', 'a.tmx'));
    const utf16 = Buffer.from(`\ufeff${readFileSync(FIXTURE, 'utf8').replaceAll('\n', '\r\n')}`, 'utf16le');
    writeFileSync(at('in', 'b.xlf'), utf16);
    writeFileSync(at('in', 'rusak.xlf'), '<xliff version="1.2">\n<file>');
    const out = await memori(['convert', at('in'), '--same', '--out', at('out'), '--json']);
    expect(out.code).toBe(3);
    expect(out.err).toContain(`${at('in', 'rusak.xlf')}:2:`);
    expect(readdirSync(at('out')).sort()).toEqual(['a.tmx', 'b.xlf']);
    expect(readFileSync(at('out', 'b.xlf')).equals(utf16)).toBe(true);
    expect(out.json().map((line) => line['lost'])).toEqual([[], []]);
  });

  it('files of one name from two folders do not overwrite each other', async () => {
    for (const name of ['x', 'y']) {
      mkdirSync(at(name));
      cpSync(TMX, at(name, 'a.tmx'));
    }
    const out = await memori(['convert', at('x', 'a.tmx'), at('y', 'a.tmx'), '--same', '--out', at('out'), '--json']);
    expect(out.json().map((line) => line['written'])).toEqual([at('out', 'a.tmx'), at('out', 'a.2.tmx')]);
  });

  it.each([
    [['convert', FIXTURE], 'convert takes one file and the name to write'],
    [['convert', FIXTURE, 'x.docx'], 'cannot tell from'],
    [['convert', FIXTURE, '--out', 'x'], '--to FORMAT or --same'],
    [['convert', FIXTURE, '--to', 'word', '--out', 'x'], '“word” is not a format'],
    [['convert', FIXTURE, FIXTURE], 'the file to write is the file to read'],
    [['convert', FIXTURE, 'x.tmx', '--same', '--to', 'tmx'], 'exclude each other'],
  ])('%j is refused', async (args, message) => {
    const out = await memori(args);
    expect(out.code).toBe(2);
    expect(out.err).toContain(message);
    expect(existsSync('x.tmx')).toBe(false);
  });
});

describe('memori export and import', () => {
  it('OmegaT: a project with documents, a memory that fills and one that suggests', async () => {
    const out = await memori(['export', '--for', 'omegat', FIXTURE, '--out', dir, '--json']);
    expect(out.code, out.err).toBe(0);
    expect(out.json()).toEqual([
      { file: at('source', 'artikel.txt.xlf'), units: 7 },
      { file: at('tm', 'auto', 'memori.tmx'), units: 5 },
      { file: at('tm', 'mt', 'memori-mt.tmx'), units: 1 },
    ]);
    expect(readFileSync(at('omegat.project'), 'utf8')).toContain('<source_lang>id</source_lang>');
    expect(readTmx(readFileSync(at('tm', 'mt', 'memori-mt.tmx'), 'utf8')).header.creationTool).toBe('OmegaT');
  });

  it('OmegaT: a project that is there keeps its settings', async () => {
    writeFileSync(at('omegat.project'), '<omegat/>');
    expect((await memori(['export', '--for', 'omegat', FIXTURE, '--out', dir])).code).toBe(0);
    expect(readFileSync(at('omegat.project'), 'utf8')).toBe('<omegat/>');
  });

  it('what a person confirmed comes back as a person’s, machine translation stays what it is', async () => {
    await memori(['export', '--for', 'matecat', FIXTURE, '--out', dir]);
    const file = at('artikel.txt.xlf');
    const text = editXliff(readFileSync(file, 'utf8'), [
      {
        unit: 'b1.s2',
        target: textContent('The market opens every Tuesday.'),
        state: 'translated',
        origin: { kind: 'human' },
      },
    ]);
    writeFileSync(file, text);
    const out = await memori(['import', file, '--memory', at('tm'), '--author', 'Sari', '--json']);
    expect(out.code, out.err).toBe(0);
    expect(out.json()).toMatchObject([{ file, units: 7, added: 7, confirmed: 6, machine: 1, left: {} }]);
    const units = (await memori(['memory', 'stats', '--memory', at('tm'), '--json'])).json();
    expect(units[0]).toMatchObject({
      units: 7,
      byOrigin: { human: 6, mt: 1 },
      byState: { initial: 1, translated: 4, reviewed: 1, final: 1 },
    });
  });

  it('a memory goes through TMX and comes back the same', async () => {
    await memori(['import', FIXTURE, '--memory', at('tm')]);
    const exported = await memori(['export', '--for', 'generic', '--memory', at('tm'), '--out', at('out'), '--json']);
    expect(exported.json()).toEqual([
      { file: at('out', 'memori.tmx'), units: 5 },
      { file: at('out', 'memori-mt.tmx'), units: 1 },
    ]);
    const back = await memori([
      'import',
      at('out', 'memori.tmx'),
      at('out', 'memori-mt.tmx'),
      '--memory',
      at('tm2'),
      '--json',
    ]);
    expect(back.code, back.err).toBe(0);
    expect(back.json()).toMatchObject([
      { units: 5, confirmed: 5, machine: 0 },
      { units: 1, confirmed: 0, machine: 1 },
    ]);
    const [first] = (await memori(['memory', 'stats', '--memory', at('tm'), '--json'])).json();
    const [second] = (await memori(['memory', 'stats', '--memory', at('tm2'), '--json'])).json();
    expect([second!['byOrigin'], second!['byState']]).toEqual([first!['byOrigin'], first!['byState']]);
    // Once more into the first: everything is known already.
    const again = await memori(['import', at('out', 'memori.tmx'), '--memory', at('tm'), '--json']);
    expect(again.json()).toMatchObject([{ units: 5, added: 0, replaced: 0, skipped: 5 }]);
  });

  it('TMX from another direction is left out, unless asked for', async () => {
    const file = at('terbalik.tmx');
    writeFileSync(
      file,
      '<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>Good morning</seg></tuv>' +
        '<tuv xml:lang="id"><seg>Selamat pagi</seg></tuv></tu></body></tmx>',
    );
    const strict = await memori(['import', file, '--memory', at('tm'), '--json']);
    expect(strict.json()).toMatchObject([{ units: 0, left: { 'other languages': 1 } }]);
    const any = await memori(['import', file, '--memory', at('tm'), '--any-direction', '--json']);
    expect(any.json()).toMatchObject([{ units: 1, added: 1 }]);
  });

  it('a file in other languages is left out, and said to be', async () => {
    const text = readFileSync(FIXTURE, 'utf8').replace('srcLang="id"', 'srcLang="ms"');
    writeFileSync(at('ms.xlf'), text);
    const out = await memori(['import', at('ms.xlf'), '--memory', at('tm'), '--json']);
    expect(out.code, out.err).toBe(0);
    expect(out.json()).toMatchObject([{ units: 0, added: 0, left: { 'other languages': 6, suggestion: 1 } }]);
  });

  it('a damaged TMX file leaves the memory as it was', async () => {
    const file = at('rusak.tmx');
    writeFileSync(file, readFileSync(TMX, 'utf8').split('</body>')[0]!);
    const out = await memori(['import', file, '--memory', at('tm'), '--json']);
    expect(out.code).toBe(3);
    expect(out.err).toMatch(/rusak\.tmx:\d+:\d+: the file ends inside <body>/);
    const [stats] = (await memori(['memory', 'stats', '--memory', at('tm'), '--json'])).json();
    expect(stats).toMatchObject({ units: 0 });
  });

  it('several targets of one source: OmegaT gets one for every place, the others for theirs', async () => {
    const table = (target: string): string =>
      '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="FILE" source-language="id" ' +
      'target-language="en" datatype="plaintext"><body><trans-unit id="1"><source>Ya.</source>' +
      `<target state="translated">${target}</target></trans-unit></body></file></xliff>`;
    writeFileSync(at('a.xlf'), table('Yes.').replace('FILE', 'a.txt'));
    writeFileSync(
      at('b.xlf'),
      table('Right.')
        .replace('FILE', 'b.txt')
        .replace('<trans-unit', '<trans-unit id="0"><source>Lalu</source></trans-unit><trans-unit'),
    );
    await memori(['export', '--for', 'omegat', at('a.xlf'), at('b.xlf'), '--out', at('p')]);
    const { units } = readTmx(readFileSync(at('p', 'tm', 'auto', 'memori.tmx'), 'utf8'));
    expect(units.map((unit) => [plainText(unit.variants[1]!.content), unit.props.map((prop) => prop.type)])).toEqual([
      ['Yes.', ['x-origin', 'x-state']],
      ['Right.', ['x-origin', 'x-state', 'file', 'prev', 'next']],
    ]);
  });

  it.each([
    [['export', '--for', 'wordfast', FIXTURE], 'Allowed choices'],
    [['export', FIXTURE], '--for'],
    [['export', '--for', 'generic', '--out', 'x'], 'there is nothing to export'],
  ])('%j is refused', async (args, message) => {
    const out = await memori(args);
    expect(out.code).toBe(2);
    expect(out.err).toContain(message);
  });

  it.each(['convert', 'export', 'import'])('%s --help has examples', async (command) => {
    const out = await memori([command, '--help']);
    expect(out.code).toBe(0);
    expect(out.out).toContain('Examples:');
  });
});
