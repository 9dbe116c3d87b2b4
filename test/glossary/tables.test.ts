import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addPairs, editPair, pairsOf, readTermbase, type TermPair, writeTable } from '../../src/glossary/index.js';
import { encodeText } from '../../src/base/index.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (data: Uint8Array): string => new TextDecoder().decode(data);
const pairs = (text: string, file: string): [string, string][] =>
  pairsOf(readTermbase(bytes(text), file).termbase).map(({ source, target }) => [source, target]);

describe('headers', () => {
  it.each([
    ['id,en\nkota,city\n', 'a.csv'],
    ['en;id\ncity;kota\n', 'a.csv'],
    ['Indonesian\tEnglish\tNote\nkota\tcity\tumum\n', 'a.tsv'],
    ['id,source,target\n7,kota,city\n', 'a.csv'],
    ['Sumber,Terjemahan\n"kota","city"\n', 'a.csv'],
    ['kota\tcity\tkomentar\n', 'glossary.txt'],
    ['# komentar\nkota\tcity\n\n', 'glossary.utf8'],
    ['  kota  ,  city  ', 'a.csv'],
    ['\ufeffid,en\r\nkota,city\r\n', 'a.csv'],
  ])('%j', (text, file) => {
    expect(pairs(text, file)).toEqual([['kota', 'city']]);
  });

  it('reads UTF-16 and keeps it', () => {
    const stored = encodeText('kota\tcity\n', { name: 'utf-16le', bom: true });
    const file = readTermbase(stored, 'a.txt');
    const added = addPairs(file, [{ source: 'desa', target: 'village' }]).bytes;
    expect([...added.slice(0, 2)]).toEqual([0xff, 0xfe]);
    expect(pairsOf(readTermbase(added, 'a.txt').termbase).map(({ source }) => source)).toEqual(['kota', 'desa']);
  });
});

describe('edits', () => {
  it('touch their own cell only', () => {
    const text = 'id,en,status,note\r\n"kota" , city,preferred,"a ""b"""\r\ndesa,village,,\r\n';
    const file = readTermbase(bytes(text), 'a.csv');
    const edited = editPair(file, 'kota', undefined, { status: 'admitted' });
    expect(decode(edited.bytes)).toBe(text.replace('preferred', 'admitted'));
    expect(decode(editPair(file, 'desa', 'village', 'remove').bytes)).toBe(text.replace('desa,village,,\r\n', ''));
    expect(decode(addPairs(file, [{ source: 'kota', target: 'city' }]).bytes)).toBe(text);
  });

  it('refuse what the table has no place for', () => {
    const file = readTermbase(bytes('id,en\nkota,city\n'), 'a.csv');
    expect(() => editPair(file, 'kota', undefined, { status: 'admitted' })).toThrow(/no column for status/u);
  });
});

const cell = fc.stringMatching(/^[a-z"',;é]{1,6}( [a-z]{1,4})?$/u);
const pair: fc.Arbitrary<TermPair> = fc.record(
  {
    concept: fc.constantFrom('c1', 'c2', 'c3'),
    source: cell,
    target: cell,
    domain: cell,
    note: cell,
    status: fc.constantFrom('preferred', 'forbidden'),
  },
  { requiredKeys: ['concept', 'source', 'target'] },
);

describe('written tables', () => {
  it.each([',', '\t'] as const)('read back (%j)', (delimiter) => {
    fc.assert(
      fc.property(fc.uniqueArray(pair, { maxLength: 5, selector: ({ concept }) => concept }), (rows) => {
        const file = readTermbase(bytes(writeTable(rows, delimiter)), delimiter === ',' ? 'a.csv' : 'a.tsv');
        expect(pairsOf(file.termbase)).toEqual(rows);
      }),
    );
  });
});

describe('foreign tables', () => {
  const folder = join(
    import.meta.dirname,
    '../../../shared/conformance/okapi/okapi/libraries/lib-terminology/src/test/resources',
  );
  if (!existsSync(folder)) {
    console.warn('SKIPPED: foreign termbases: ../shared/conformance is not there');
    it.skip('need ../shared/conformance');
    return;
  }
  it.each([
    ['test01.csv', 4],
    ['test01.tsv', 2],
    ['test02_utf16be.tsv', 2],
  ])('%s', (name, count) => {
    const { termbase } = readTermbase(readFileSync(join(folder, name)), name);
    expect(pairsOf(termbase).length).toBeGreaterThanOrEqual(count - 1);
  });
});
