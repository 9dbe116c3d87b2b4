import fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { textContent } from '../../../src/content/index.js';
import type { MemoryUnit, UnitOrigin } from '../../../src/memory/index.js';
import {
  differences,
  type ExchangeFormat,
  EXCHANGE_FORMATS,
  readBilingual,
  sameBytes,
  unitFromTmx,
  unitToTmx,
  writeBilingual,
} from '../../../src/pipeline/index.js';
import { pairOf, readTmx, writeTmx } from '../../../src/tmx/index.js';
import { encodeXml, readXliff, writeXliff2, type XliffDocument } from '../../../src/xliff/index.js';
import { conformanceFiles, CONFORMANCE, hasConformance } from '../../xliff/support/conformance.js';
import { anyDocument, xmlText } from '../../xliff/support/arbitrary.js';

if (!hasConformance) console.warn('SKIPPED: --same on foreign files: ../shared/conformance is not there.');

const folder = mkdtempSync(join(tmpdir(), 'memori-convert-'));
afterAll(() => rmSync(folder, { recursive: true }));

const formats = Object.keys(EXCHANGE_FORMATS) as ExchangeFormat[];
const article = readXliff(readFileSync(join(import.meta.dirname, 'fixtures', 'artikel.txt.xlf'), 'utf8'));

async function throughFile(
  document: XliffDocument,
  format: ExchangeFormat,
): Promise<{ after: XliffDocument; lost: readonly string[] }> {
  const { text, lost } = await writeBilingual(document, format);
  const file = join(folder, `dokumen${EXCHANGE_FORMATS[format]}`);
  writeFileSync(file, text);
  const read = await readBilingual(file);
  return { after: read.document, lost };
}

const kinds = (lost: readonly string[]): string[] => lost.map((one) => one.replace(/ \(\d+\)$/, '')).sort();

describe('losses', () => {
  it('JSON loses nothing of any document', async () => {
    await fc.assert(
      fc.asyncProperty(anyDocument, async (document) => {
        const { text, lost } = await writeBilingual(document, 'json');
        expect(lost).toEqual([]);
        expect((JSON.parse(text) as { document: unknown }).document).toEqual(JSON.parse(JSON.stringify(document)));
      }),
      { numRuns: 60 },
    );
  });

  it.each(['tmx', 'csv', 'tsv', 'json'] as const)(
    '%s: what is not told as lost is there when the file is read',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(anyDocument, async (document) => {
          const { text, lost } = await writeBilingual(document, format);
          const file = join(folder, `acak${EXCHANGE_FORMATS[format]}`);
          writeFileSync(file, text);
          const { document: after } = await readBilingual(file, { source: 'id', target: 'en' });
          expect(kinds(lost)).toEqual(kinds(differences(document, after)));
        }),
        { numRuns: 40 },
      );
    },
  );

  it.each(formats)('%s: the texts of an article arrive', async (format) => {
    const { after } = await throughFile(article, format);
    const lost = kinds(differences(article, after));
    // That JSON has one text for each unit: its segments are joined.
    if (format === 'xliff-json') return expect(lost).toContain('units of several segments');
    expect(lost).not.toContain('source text');
    expect(lost).not.toContain('target text');
  });

  it('TMX says what it cannot carry, a table more', async () => {
    const { lost } = await throughFile(article, 'tmx');
    expect(kinds(lost)).toEqual(
      [
        'categories, priorities and sides of notes',
        'notes and metadata of documents',
        'text between segments',
        'translation candidates',
      ].sort(),
    );
    const { lost: table } = await throughFile(article, 'csv');
    expect(kinds(table)).toEqual(
      [
        'categories, priorities and sides of notes',
        'inline codes',
        'markup of inline codes',
        'notes and metadata of documents',
        'sub-states',
        'text between segments',
        'translation candidates',
      ].sort(),
    );
  });
});

describe('tables', () => {
  const table = async (name: string, text: string): Promise<[string, string, string | undefined][]> => {
    const file = join(folder, name);
    writeFileSync(file, text);
    const { document } = await readBilingual(file);
    return document.files.flatMap((one) =>
      one.units.flatMap((unit) =>
        unit.segments.map((segment): [string, string, string | undefined] => [
          unit.id,
          segment.source.parts.join(''),
          segment.target?.parts.join(''),
        ]),
      ),
    );
  };

  it.each([
    ['a.csv', 'source,target\nSatu,One\n"Dua, tiga","Two, ""three"""\n'],
    ['a.csv', 'en;id\nOne;Satu\n"Two, ""three""";Dua, tiga\n'],
    ['a.tsv', 'Satu\tOne\nDua, tiga\tTwo, "three"\n'],
    ['a.tab', 'sumber\tterjemahan\r\nSatu\tOne\r\nDua, tiga\tTwo, "three"\r\n'],
  ])('%s %j', async (name, text) => {
    expect(await table(name, text)).toEqual([
      ['u1', 'Satu', 'One'],
      ['u2', 'Dua, tiga', 'Two, "three"'],
    ]);
  });

  it('one column is refused with its line', async () => {
    await expect(table('b.csv', 'source,target\nSatu,One\nDua\n')).rejects.toMatchObject({
      code: 'table.columns',
      position: { line: 3 },
    });
  });
});

describe('JSON', () => {
  const json = (text: string): Promise<unknown> => {
    const file = join(folder, 'x.json');
    writeFileSync(file, text);
    return readBilingual(file);
  };
  it.each([
    [
      '{"memori":"document","version":1,"document":{"version":"2.1","sourceLanguage":"id","files":[{"id":1}]}}',
      'document.files[0].id is not a text',
    ],
    [
      '{"memori":"document","document":{"version":"3","sourceLanguage":"id","files":[]}}',
      'document.version is not one of',
    ],
    ['[{"source":"a"},{"target":"b"}]', '[1].source is not a text'],
    ['{"a":1}', 'the top is not a document of memori'],
    ['{', 'this is not JSON'],
  ])('%s', async (text, message) => {
    await expect(json(text)).rejects.toMatchObject({ kind: 'input', message: expect.stringContaining(message) });
  });

  it('a plain list is read', async () => {
    await expect(json('[{"source":"Satu","target":"One"},{"source":"Dua"}]')).resolves.toMatchObject({
      document: { files: [{ units: [{ segments: [{ state: 'translated' }] }, { segments: [{ state: 'initial' }] }] }] },
    });
  });

  it('__proto__ is a key like any other', async () => {
    await json('[{"source":"a","__proto__":{"polluted":true}}]');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('memory units in TMX', () => {
  const origin: fc.Arbitrary<UnitOrigin> = fc.oneof(
    fc.record({
      kind: fc.constant('mt' as const),
      model: fc.constantFrom('memori-id-en', 'a/b'),
      checksum: fc.constantFrom('', 'c0ffee'),
      confidence: fc.integer({ min: 0, max: 100 }).map((n) => n / 100),
    }),
    fc.record({
      kind: fc.constant('alignment' as const),
      probability: fc.integer({ min: 0, max: 100 }).map((n) => n / 100),
    }),
    fc.record({ kind: fc.constant('import' as const), file: fc.constantFrom('lama.tmx', 'a.xlf') }),
    fc.record({
      kind: fc.constant('human' as const),
      tool: fc.constantFrom('OmegaT', 'memoQ'),
      author: fc.constantFrom('Sari', 'Budi'),
    }),
  );
  const text = xmlText.map((one) => `${one}x`);
  const unit: fc.Arbitrary<MemoryUnit> = fc
    .record({
      source: text,
      target: text,
      origin,
      state: fc.constantFrom('initial', 'translated', 'reviewed', 'final'),
      previous: fc.option(xmlText, { nil: undefined }),
      next: fc.option(xmlText, { nil: undefined }),
      notes: fc.array(text, { maxLength: 2 }),
    })
    .map(({ source, target, previous, next, notes, origin: maker, state }) => ({
      id: 'u1',
      source: textContent(source),
      target: textContent(target),
      sourceLanguage: 'id',
      targetLanguage: 'en',
      origin: maker,
      state: state as MemoryUnit['state'],
      document: 'artikel.txt',
      ...((previous ?? next) !== undefined && {
        context: { ...(previous !== undefined && { previous }), ...(next !== undefined && { next }) },
      }),
      created: '2026-01-02T03:04:05Z',
      changed: '2026-02-03T04:05:06Z',
      ...(notes.length > 0 && { notes }),
    }));

  it.each(['all', 'omegat', 'x-context', 'xtm'] as const)(
    'come back whole, context under the names of %s',
    (context) => {
      fc.assert(
        fc.property(unit, (one) => {
          const header = { sourceLanguage: 'id', notes: [], props: [] };
          const written = writeTmx({ version: '1.4', header, units: [unitToTmx(one, { context })] });
          const read = readTmx(written);
          const pair = pairOf(read.header, read.units[0]!, 'id', 'en')!;
          const { id: _, ...rest } = one;
          const { confidence: _confidence, ...back } = unitFromTmx(pair, read.header, {
            file: 'f.tmx',
            machine: false,
          })!;
          expect(back).toEqual(rest);
        }),
        { numRuns: 60 },
      );
    },
  );

  it('what lies in OmegaT’s folder for machine translation is machine translation', () => {
    const read = readTmx(
      '<tmx version="1.4"><header srclang="id"/><body><tu><tuv xml:lang="id"><seg>a</seg></tuv><tuv xml:lang="en" ' +
        'changeid="Sari"><seg>b</seg></tuv></tu></body></tmx>',
    );
    const pair = pairOf(read.header, read.units[0]!, 'id', 'en')!;
    expect(unitFromTmx(pair, read.header, { file: 'f.tmx', machine: true })).toMatchObject({
      origin: { kind: 'mt' },
      state: 'initial',
    });
    expect(unitFromTmx(pair, read.header, { file: 'f.tmx', machine: false })).toMatchObject({
      origin: { kind: 'human', author: 'Sari' },
    });
  });
});

describe('--same', () => {
  it('any document in any encoding comes back byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyDocument,
        fc.constantFrom('utf-8', 'utf-16le', 'utf-16be'),
        fc.boolean(),
        async (document, name, bom) => {
          const bytes = encodeXml(writeXliff2(document).replaceAll('\n', '\r\n'), { name, bom });
          const file = join(folder, 'sama.xlf');
          writeFileSync(file, bytes);
          expect(Buffer.from(await sameBytes(file)).equals(Buffer.from(bytes))).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  it.skipIf(!hasConformance)('every foreign XLIFF, TMX, table and JSON file that can be read', async () => {
    const files = conformanceFiles('.', /\.(xlf|xliff|sdlxliff|mxliff|mqxliff|tmx|csv|tsv|json)$/i);
    let refused = 0;
    for (const file of files) {
      const path = join(CONFORMANCE, file);
      const again = await sameBytes(path).catch((error: { kind?: string; code?: string }) => {
        expect(error.kind, `${file}: ${String(error)}`).toBe('input');
        expect(error.code, file).not.toBe('convert.changed');
        refused++;
        return undefined;
      });
      if (again !== undefined) expect(Buffer.from(again).equals(readFileSync(path)), file).toBe(true);
    }
    expect(files.length - refused).toBeGreaterThan(950);
  });
});
