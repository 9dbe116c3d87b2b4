import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMemoriError } from '../../src/base/index.js';
import {
  decodeXml,
  exportXliffJson,
  fromXliffJson,
  importXliffJson,
  parseJsonText,
  readXliff,
  toXliffJson,
  writeXliff2,
  XLIFF_PACKAGE_LOSSES,
  type XliffDocument,
} from '../../src/xliff/index.js';
import { anyDocument } from './support/arbitrary.js';
import { conformanceBytes, conformanceFiles, hasConformance, warnWhenAbsent } from './support/conformance.js';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const wrap = (unit: string): string =>
  `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="id" trgLang="en"><file id="f1"><unit id="u1">${unit}</unit></file></xliff>`;

describe('toXliffJson and fromXliffJson', () => {
  it('keep every character and code', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const json = plain(toXliffJson(document));
        expect(plain(toXliffJson(fromXliffJson(json)))).toEqual(json);
      }),
      { numRuns: 300 },
    );
  });

  it('have the shape of the package', () => {
    const document = readXliff(
      wrap(
        '<notes><note>N</note></notes><segment><source>A <pc id="1" type="fmt" equivEnd="e">b<ph id="2"/></pc><sc id="3" isolated="yes"/>c<ec isolated="yes" id="4"/></source><target>T</target></segment>',
      ),
    );
    expect(plain(toXliffJson(document))).toEqual({
      sourceLanguage: 'id',
      targetLanguage: 'en',
      resources: {
        f1: {
          u1: {
            note: 'N',
            source: [
              'A ',
              { Span: { id: '1', type: 'fmt', equivEnd: 'e', contents: ['b', { Standalone: { id: '2' } }] } },
              { SpanStart: { id: '3', isolated: 'yes', contents: '' } },
              'c',
              { SpanEnd: { id: '4', isolated: 'yes', contents: '' } },
            ],
            target: 'T',
          },
        },
      },
    });
  });

  it('read the vocabulary of XLIFF 1.2 too', () => {
    const text = [
      'a',
      { Span: { id: '1', contents: '<br>' } },
      { SpanStart: { id: '2', ctype: 'bold', contents: '<b>' } },
      'b',
      { SpanEnd: { id: '2', contents: '</b>' } },
      { GenericSpan: { id: '3', contents: ['c'] } },
      { Marker: { id: 'm', contents: 'd' } },
    ];
    const document = fromXliffJson({
      sourceLanguage: 'id',
      xliffVersion: '1.2',
      resources: { n: { k: { source: text } } },
    });
    expect(document.files[0]!.units[0]!.segments[0]!.source.parts).toEqual([
      'a',
      { kind: 'standalone', id: '1', data: '<br>' },
      { kind: 'open', id: '2', type: 'fmt', subType: 'xlf:b', data: '<b>' },
      'b',
      { kind: 'close', id: '2', type: 'fmt', subType: 'xlf:b', data: '</b>' },
      { kind: 'open', id: '3' },
      'c',
      { kind: 'close', id: '3' },
      'd',
    ]);
  });

  it.each([
    [[], 'the file: this is not XLIFF as JSON'],
    [{ resources: {} }, 'sourceLanguage: a language code is missing'],
    [{ sourceLanguage: 'id' }, 'resources: an object with one entry for each file is missing'],
    [
      { sourceLanguage: 'id', resources: { n: { k: 'text' } } },
      'resources.n.k: a unit with source and target was expected here',
    ],
    [
      { sourceLanguage: 'id', resources: { n: { k: { source: {} } } } },
      'resources.n.k.source: an inline element has one key',
    ],
    [
      { sourceLanguage: 'id', resources: { n: { k: { source: [{ Plural: { id: '1' } }] } } } },
      'resources.n.k.source.0.Plural: the inline element "Plural" is not supported',
    ],
  ])('refuse %j', (json, message) => {
    let caught: unknown;
    try {
      fromXliffJson(json, { file: 'f.json' });
    } catch (error) {
      caught = error;
    }
    expect(isMemoriError(caught) && [caught.code, caught.position.file, caught.message]).toEqual([
      'xliff-json.shape',
      'f.json',
      expect.stringContaining(message),
    ]);
  });

  it('are not fooled by hostile keys', () => {
    const json = parseJsonText(
      '{"sourceLanguage":"id","resources":{"__proto__":{"__proto__":{"source":"a"},"constructor":{"source":"b"}}}}',
      'f',
    );
    const document = fromXliffJson(json);
    expect(document.files.map((file) => [file.id, file.units.map((unit) => unit.id)])).toEqual([
      ['__proto__', ['__proto__', 'constructor']],
    ]);
    expect(JSON.stringify(toXliffJson(document))).toContain('"__proto__":{"__proto__":{"source":"a"}');
    expect(() => parseJsonText('{', 'f.json')).toThrow(expect.objectContaining({ code: 'xliff-json.syntax' }));
  });
});

describe('the xliff package', () => {
  const sound = {
    sourceLanguage: 'id',
    targetLanguage: 'en',
    resources: {
      ns: {
        key: { source: 'Halo <b> & "dunia"', target: 'Hello' },
        kunci: { source: ['a', { Standalone: { id: '1' } }] },
      },
    },
  };

  it('is used where it is sound', async () => {
    const imported = await importXliffJson(sound);
    expect(imported.by).toBe('xliff');
    expect(plain(toXliffJson(readXliff(imported.result)))).toEqual(sound);
    const exported = await exportXliffJson(readXliff(imported.result));
    expect([exported.by, exported.lost]).toEqual(['xliff', []]);
    expect(exported.result).toMatchObject(sound);
  });

  it.each([
    ['literal entities', 'Tulis &amp; di sini'],
    ['controls', 'bel\u0007'],
  ])('is not used to write %s, and the reason is told', async (_what, source) => {
    const json = { sourceLanguage: 'id', resources: { ns: { key: { source } } } };
    const imported = await importXliffJson(json);
    expect(imported.by).toBe('memori');
    expect(imported.reason).toMatch(/^The xliff package was not used: /);
    expect(plain(toXliffJson(readXliff(imported.result)))).toEqual(json);
  });

  it.each([
    ['white space', ' '],
    ['line ends', 'satu\n'],
    ['controls', 'bel\u0007'],
  ])('is not used to read %s', async (_what, source) => {
    const json = { sourceLanguage: 'id', resources: { ns: { key: { source } } } };
    const exported = await exportXliffJson(fromXliffJson(json));
    expect(exported.by).toBe('memori');
    expect(exported.result).toMatchObject(json);
  });

  it.each(XLIFF_PACKAGE_LOSSES.map((loss) => [loss.id, loss] as const))('still loses %s', async (_id, { example }) => {
    const { js2xliff, xliff2js } = await import('xliff');
    const written = async (xml: string): Promise<string> =>
      js2xliff(await xliff2js(xml), { indent: '', targetXliffVersion: '2.1' });
    const view = (xml: string): string => writeXliff2(readXliff(xml));
    const control = wrap('<segment><source>Satu <ph id="1"/>dua</source><target>One</target></segment>');
    expect(view(await written(control))).toBe(view(control));
    const xml = wrap(example);
    let after: string;
    try {
      after = view(await written(xml));
    } catch (error) {
      // Not well-formed: lost altogether.
      if (!isMemoriError(error)) throw error;
      after = '';
    }
    expect(after).not.toBe(view(xml));
  });

  it('agrees with us, or its known losses tell why', async () => {
    await fc.assert(
      fc.asyncProperty(anyDocument, async (document) => {
        const exported = await exportXliffJson(document);
        expect(plain(exported.result)).toMatchObject(plain(toXliffJson(document)) as object);
        expect(exported.by === 'memori').toBe(exported.reason !== undefined);
        const imported = await importXliffJson(plain(exported.result));
        expect(plain(toXliffJson(readXliff(imported.result)))).toEqual(plain(toXliffJson(document)));
      }),
      { numRuns: 150 },
    );
  });

  warnWhenAbsent('the xliff package as second opinion on foreign files');
  it.skipIf(!hasConformance)('is a second opinion on foreign files', async () => {
    let agreed = 0;
    let differed = 0;
    for (const file of conformanceFiles('.', /\.(xlf|xliff)$/i)) {
      let document: XliffDocument;
      try {
        document = readXliff(decodeXml(conformanceBytes(file), file).text, { file });
      } catch (error) {
        if (!isMemoriError(error)) throw error;
        continue;
      }
      const { by, reason } = await exportXliffJson(document);
      if (by === 'xliff') agreed++;
      else {
        differed++;
        expect(reason, file).toBeDefined();
      }
    }
    console.error(`xliff package: same view of ${agreed} foreign files, another of ${differed}`);
    expect(agreed).toBeGreaterThan(300);
  });
});
