import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VALIDATION_RULES } from '../../src/xliff/index.js';
import { memori, temporaryFolder } from './harness.js';

const unit = (attributes = ''): string =>
  `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="id">\n <file id="f">\n  <unit id="u"${attributes}>\n   <segment><source>Halo</source></segment>\n  </unit>\n </file>\n</xliff>\n`;

function folder(files: Record<string, string>): string {
  const top = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(top, name), text);
  return top;
}

describe('memori validate', () => {
  const top = folder({
    'good.xlf': unit(),
    'bad.xlf': unit(' translate="tidak"'),
    'half.xlf': unit().slice(0, 120),
    'doubtful.xlf': unit().replace('<segment>', '<segment state="final">'),
    'ours.xlf': unit().replace('Halo', '<mrk id="1" type="my:x" ref="#f=f/my=1">Halo</mrk>'),
  });
  const at = (name: string): string => join(top, name);

  it('says nothing but "valid" about a valid file, exit code 0', async () => {
    const { code, out, err } = await memori(['validate', at('good.xlf')]);
    expect([code, out, err]).toEqual([0, `${at('good.xlf')}: xliff-2.1: valid\n`, '']);
  });

  it('prints file:line:column, message, rule and specification, exit code 1', async () => {
    const { code, out } = await memori(['validate', at('bad.xlf')]);
    expect(code).toBe(1);
    expect(out).toBe(
      `${at('bad.xlf')}:3:16: translate="tidak" is not yes or no [xliff2.value] (XLIFF 2.1 §4.3.1 translate)\n` +
        `${at('bad.xlf')}: xliff-2.1: 1 problem\n`,
    );
  });

  it('--json: one line per file with the documented fields', async () => {
    const { code, json } = await memori(['validate', at('good.xlf'), at('bad.xlf'), at('half.xlf'), '--json']);
    expect(code).toBe(1);
    const [good, bad, half] = json();
    expect(good).toMatchObject({ file: at('good.xlf'), format: 'xliff-2.1', valid: true, problems: [] });
    expect(bad).toMatchObject({
      valid: false,
      problems: [
        {
          rule: 'xliff2.value',
          spec: expect.stringContaining('XLIFF 2.1'),
          line: 3,
          column: 16,
          message: expect.any(String),
        },
      ],
    });
    expect(half).toMatchObject({ format: 'unknown', valid: false, problems: [{ rule: 'xml.truncated', line: 4 }] });
  });

  it('warnings leave a file valid; --quiet keeps them back', async () => {
    const loud = await memori(['validate', at('doubtful.xlf')]);
    expect(loud.code).toBe(0);
    expect(loud.out).toMatch(/: warning: this segment is "final" but has no target .*\[xliff2\.state-target\]/);
    const quiet = await memori(['validate', at('doubtful.xlf'), at('bad.xlf'), '--quiet']);
    expect(quiet.out.split('\n')).toHaveLength(2);
    expect(quiet.out).toContain('[xliff2.value]');
  });

  it('a file that cannot be read does not keep the others from it, exit code 3', async () => {
    const { code, out, err } = await memori(['validate', at('nothing.xlf'), at('bad.xlf')]);
    expect(code).toBe(3);
    expect(err).toContain('nothing.xlf: no such file');
    expect(out).toContain('[xliff2.value]');
  });

  it('takes the exchange files of a folder, and only those', async () => {
    const inside = join(top, 'inside');
    mkdirSync(inside);
    writeFileSync(join(inside, 'a.xlf'), unit());
    writeFileSync(join(inside, 'b.tmx'), '<tmx version="1.4"/>');
    writeFileSync(join(inside, 'c.txt'), 'Halo');
    const { json } = await memori(['validate', inside, '--json']);
    expect(json().map(({ file, valid }) => [String(file).split('/').at(-1), valid])).toEqual([
      ['a.xlf', true],
      ['b.tmx', false],
    ]);
    expect(readdirSync(inside)).toHaveLength(3);
  });

  it('knows the prefixes of extensions it is told about', async () => {
    expect((await memori(['validate', at('ours.xlf'), '-q'])).out).toContain('[xliff2.fragment-prefix]');
    const told = await memori(['validate', at('ours.xlf'), '-q', '--extension-prefix', 'my=urn:example:my']);
    expect(told.out).toContain('[xliff2.fragment-unresolved]');
    expect((await memori(['validate', at('ours.xlf'), '--extension-prefix', 'my'])).code).toBe(2);
  });

  it('--strict holds 1.2 to its strict flavour', async () => {
    const text = `<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="a" source-language="id" datatype="plaintext" own="x"><body/></file></xliff>`;
    writeFileSync(at('own.xlf'), text);
    expect((await memori(['validate', at('own.xlf')])).code).toBe(0);
    const strict = await memori(['validate', at('own.xlf'), '--strict']);
    expect([strict.code, strict.out]).toEqual([1, expect.stringContaining('[xliff12.attribute]')]);
  });

  it('--rules lists the catalogue', async () => {
    const { code, json } = await memori(['validate', '--rules', '--json']);
    expect(code).toBe(0);
    expect(json().map(({ rule }) => rule)).toEqual(Object.keys(VALIDATION_RULES));
    expect((await memori(['validate', '--rules'])).out).toContain('xliff2.sc-ec-pair');
  });

  it('no file: wrong usage', async () => {
    const { code, err } = await memori(['validate']);
    expect([code, err]).toEqual([2, expect.stringContaining('at least one file')]);
  });
});
