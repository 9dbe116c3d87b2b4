import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  codesOf,
  type Content,
  content,
  type InlineCode,
  originalText,
  type Part,
  plainText,
  textContent,
} from '../../src/content/index.js';
import {
  contextOf,
  contextProps,
  editTmx,
  isoDate,
  languageFit,
  originOfPair,
  pairOf,
  readTmx,
  streamTmx,
  type TmxUnit,
  tmxDate,
  writeTmx,
} from '../../src/tmx/index.js';
import { encodeXml } from '../../src/xliff/index.js';
import { tmxContent, tmxDocument } from './support.js';

const fixture = (name: string): string => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');

const wrap = (body: string, header = ''): string =>
  `<?xml version="1.0"?>\n<tmx version="1.4">\n<header creationtool="t" creationtoolversion="1" segtype="sentence" ` +
  `o-tmf="x" adminlang="en" srclang="id" datatype="html"${header}/>\n<body>\n${body}\n</body>\n</tmx>\n`;

const seg = (text: string): string => `<tu><tuv xml:lang="id"><seg>${text}</seg></tuv></tu>`;

describe('reading', () => {
  it('maps paired, isolated and standalone codes, with the same id in every language', () => {
    const [unit] = readTmx(fixture('level2.tmx')).units;
    const [source, target] = unit!.variants;
    expect(source!.content.parts).toEqual([
      'Rumah ',
      { kind: 'open', id: '2', data: '<b>', type: 'fmt', subType: 'xlf:b' },
      'besar',
      { kind: 'close', id: '2', data: '</b>', type: 'fmt', subType: 'xlf:b' },
      ' itu',
      { kind: 'standalone', id: '1', data: '<br/>', type: 'fmt', subType: 'xlf:lb' },
      'dijual',
      { kind: 'open', id: '3', data: '<i>' },
    ]);
    expect(codesOf(target!.content).map((code) => `${code.kind} ${code.id}`)).toEqual([
      'open 2',
      'close 2',
      'standalone 1',
      'open 3',
    ]);
  });

  it('keeps highlights beside the text and sub-flows with their place in the markup', () => {
    const [, unit] = readTmx(fixture('level2.tmx')).units;
    const [source] = unit!.variants;
    expect(plainText(source!.content)).toBe('Klik  untuk mulai.');
    expect(originalText(source!.content)).toBe('Klik <img alt="Mulai di sini"/> untuk mulai.');
    const [hi] = source!.highlights!;
    expect(hi).toMatchObject({ type: 'verb', x: '4', start: 13, end: 18 });
    const [sub] = source!.subflows!;
    expect(sub).toMatchObject({ code: 0, datatype: 'html' });
    expect(codesOf(source!.content)[0]!.data!.slice(sub!.start, sub!.end)).toBe('Mulai di sini');
  });

  it('reads header, properties, notes, dates, users and the lang of TMX 1.1', () => {
    const { version, header, units } = readTmx(fixture('old.tmx'));
    expect(version).toBe('1.1');
    expect(header).toMatchObject({
      creationTool: 'AlatLama',
      sourceLanguage: 'id',
      creationDate: '2001-12-31T23:59:59Z',
    });
    expect(header.props).toEqual([{ type: 'project', text: 'percobaan' }]);
    expect(header.notes).toEqual([{ language: 'id', text: 'Catatan kepala.' }]);
    expect(units[0]).toMatchObject({
      id: 't1',
      changeId: 'Sari',
      changeDate: '2002-01-02T03:04:05Z',
      notes: [{ text: 'Catatan.' }],
      props: [{ type: 'x-Domain', text: 'umum' }],
    });
    expect(units[0]!.variants.map((one) => one.language)).toEqual(['id', 'en', 'en-GB']);
    expect(codesOf(units[1]!.variants[0]!.content)).toEqual([
      { kind: 'standalone', id: '1', data: '{\\b ', type: 'other', subType: 'tmx:ut' },
      { kind: 'standalone', id: '2', data: '}', type: 'other', subType: 'tmx:ut' },
    ]);
  });

  it('expands entities of an internal subset and nothing from outside', () => {
    const doctype = '<!DOCTYPE tmx SYSTEM "tmx14.dtd" [<!ENTITY kota "Jakarta">]>';
    const text = wrap(seg('Di &kota;.')).replace('<tmx ', `${doctype}<tmx `);
    expect(plainText(readTmx(text).units[0]!.variants[0]!.content)).toBe('Di Jakarta.');
    const outside = text.replace('"Jakarta"', 'SYSTEM "file:///etc/passwd"');
    expect(() => readTmx(outside)).toThrow(expect.objectContaining({ code: 'xml.external-entity' }));
  });

  it.each([
    ['<xliff version="1.2"/>', 'tmx.not-tmx'],
    ['<tmx version="9"/>', 'tmx.version'],
    ['<tmx version="1.4"><body>', 'xml.truncated'],
  ])('refuses %s with a position', (text, code) => {
    expect(() => readTmx(text, { file: 'f.tmx' })).toThrow(
      expect.objectContaining({ code, position: expect.objectContaining({ file: 'f.tmx', line: 1 }) }),
    );
  });
});

describe('hostile files are refused with a position, at once and as a stream', () => {
  const bomb = `<!DOCTYPE tmx [<!ENTITY a0 "ha">${Array.from({ length: 19 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('')}]>`;
  it.each([
    ['entity bomb', wrap(seg('&a19;')).replace('<tmx ', `${bomb}<tmx `), 'xml.entity-expansion'],
    ['deep nesting', wrap(seg(`${'<hi>'.repeat(10_000)}${'</hi>'.repeat(10_000)}`)), 'xml.too-deep'],
    ['control character', wrap(seg('\u0007')), 'xml.character'],
    ['half a file', wrap(seg('x')).slice(0, 220), 'xml.truncated'],
  ])('%s', async (_name, text, code) => {
    expect(() => readTmx(text, { file: 'f.tmx' })).toThrow(expect.objectContaining({ code }));
    const read = async (): Promise<void> => {
      for await (const { unit } of streamTmx([Buffer.from(text)], 'f.tmx')) void unit;
    };
    await expect(read()).rejects.toMatchObject({ code, position: { file: 'f.tmx', line: expect.any(Number) } });
  });
});

describe('streaming', () => {
  it('gives the same units as reading at once, whatever the pieces and the encoding', async () => {
    await fc.assert(
      fc.asyncProperty(
        tmxDocument,
        fc.integer({ min: 1, max: 700 }),
        fc.constantFrom('utf-8', 'utf-16le', 'utf-16be'),
        fc.boolean(),
        async (document, size, name, bom) => {
          const text = writeTmx(document);
          const bytes = encodeXml(text, { name, bom });
          const chunks: Uint8Array[] = [];
          for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.slice(at, at + size));
          const units: TmxUnit[] = [];
          for await (const one of streamTmx(chunks, 'f.tmx')) {
            expect(one.header).toEqual(readTmx(text).header);
            units.push(one.unit);
          }
          expect(units).toEqual(readTmx(text).units);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('says where a damaged file is damaged, after the units before it', async () => {
    const units: TmxUnit[] = [];
    const bytes = Buffer.from(wrap(`${seg('Satu.')}\n${seg('Dua.')}\n<tu><broken`).split('</body>')[0]!);
    const read = async (): Promise<void> => {
      for await (const { unit } of streamTmx([bytes], 'f.tmx')) units.push(unit);
    };
    await expect(read()).rejects.toMatchObject({ position: { file: 'f.tmx', line: 8 } });
    expect(units).toHaveLength(2);
  });
});

describe('writing', () => {
  it('reads back what was written, and writes the same again', () => {
    fc.assert(
      fc.property(tmxDocument, (document) => {
        const text = writeTmx(document);
        const again = readTmx(text);
        expect(again).toEqual(document);
        expect(writeTmx(again)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps sub-flows and highlights of what it read', () => {
    const document = readTmx(fixture('level2.tmx'));
    expect(readTmx(writeTmx(document)).units).toEqual(document.units);
  });

  it('gives codes with other ids numbers that tie both languages together', () => {
    const source = content([
      { kind: 'open', id: 'bold-1' },
      'a',
      { kind: 'close', id: 'bold-1' },
      { kind: 'standalone', id: 'img' },
    ]);
    const target = content([
      { kind: 'standalone', id: 'img' },
      { kind: 'open', id: 'bold-1' },
      'b',
      { kind: 'close', id: 'bold-1' },
    ]);
    const variants = [source, target].map((value, i) => ({
      language: ['id', 'en'][i]!,
      notes: [],
      props: [],
      content: value,
    }));
    const text = writeTmx({
      version: '1.4',
      header: { sourceLanguage: 'id', notes: [], props: [] },
      units: [{ notes: [], props: [], variants }],
    });
    expect(text).toContain('<seg><bpt i="1" x="1"></bpt>a<ept i="1"></ept><ph x="2"></ph></seg>');
    expect(text).toContain('<seg><ph x="2"></ph><bpt i="1" x="1"></bpt>b<ept i="1"></ept></seg>');
  });

  describe('for OmegaT', () => {
    const omegat = (source: Content, target: Content): string => {
      const variants = [source, target].map((value, i) => ({
        language: ['id', 'en'][i]!,
        notes: [],
        props: [],
        content: value,
      }));
      return writeTmx(
        {
          version: '1.4',
          header: { sourceLanguage: 'id', notes: [], props: [] },
          units: [{ notes: [], props: [], variants }],
        },
        { profile: 'omegat' },
      );
    };
    const open = (id: string, data?: string): InlineCode => ({ kind: 'open', id, ...(data && { data }) });
    const close = (id: string, data?: string): InlineCode => ({ kind: 'close', id, ...(data && { data }) });
    const single = (id: string, data?: string): InlineCode => ({ kind: 'standalone', id, ...(data && { data }) });
    const segs = (text: string): string[] =>
      [...text.matchAll(/<seg>(.*)<\/seg>/g)].map(([, seg]) =>
        seg!
          .replace(/<[^>]*>/g, '')
          .replace(/&lt;/g, '<')
          .replace(/&gt;/g, '>'),
      );

    it('says in the header that OmegaT wrote it', () => {
      expect(omegat(textContent('a'), textContent('b'))).toContain('<header creationtool="OmegaT"');
    });

    // As OmegaT 3.6 shows these codes in XLIFF 1.2.
    it.each<[string, Part[], string]>([
      [
        'markup with a letter',
        ['Enam ', open('1', '<strong>'), 'besar', close('1', '</strong>'), ' itu'],
        'Enam <s0>besar</s0> itu',
      ],
      [
        'markup without one',
        ['Satu ', open('1', '**'), 'besar', close('1', '**'), ' itu', single('2', '{0}'), ' ada'],
        'Satu <f0>besar</f0> itu<f1/> ada',
      ],
      [
        'no markup',
        ['Rumah ', open('1'), 'besar', close('1'), ' itu', single('2'), ' ada'],
        'Rumah <g0>besar</g0> itu<x1/> ada',
      ],
      ['half a pair', ['Dua ', open('1', '{\\b '), 'besar ', close('2', '**'), ' dan'], 'Dua <b0>besar </f1> dan'],
      [
        'codes at the edges',
        [single('1'), 'Empat ', open('2'), 'besar', close('2'), ' itu.', single('3')],
        'Empat <g0>besar</g0> itu.',
      ],
      [
        'a pair around all',
        [open('1'), 'Tiga ', open('2'), 'besar', close('2'), ' itu.', close('1')],
        'Tiga <g0>besar</g0> itu.',
      ],
      [
        'pairs at both edges',
        [open('1'), 'Lima', close('1'), ' ', open('2'), 'besar', close('2')],
        '<g0>Lima</g0> <g1>besar</g1>',
      ],
      [
        'an empty pair at the edge',
        [open('1'), single('4'), close('1'), 'Empat ', open('2'), 'besar', close('2')],
        'Empat <g0>besar</g0>',
      ],
      [
        'a code before a pair that stays',
        [single('9'), open('1'), 'Enam ', single('4'), close('1'), ', lagi', single('11')],
        '<g0>Enam <x1/></g0>, lagi',
      ],
    ])('%s', (_name, parts, shown) => {
      const value = content(parts);
      expect(segs(omegat(value, value))).toEqual([shown, shown]);
    });

    it('leaves out what has nothing to translate', () => {
      expect(omegat(content([single('1')]), content([single('1')]))).not.toContain('<tu');
    });
  });
});

describe('editing', () => {
  const text = fixture('level2.tmx');

  it('changes nothing when nothing changes', () => {
    const [unit] = readTmx(text).units;
    const [, target] = unit!.variants;
    expect(editTmx(text, [])).toBe(text);
    expect(editTmx(text, [{ unit: 'u1', language: 'en', content: target!.content }])).toBe(text);
  });

  it('changes one variant only, and keeps the markup of its codes', () => {
    const { parts } = readTmx(text).units[0]!.variants[1]!.content;
    const renamed = content(parts.map((part) => (typeof part === 'string' ? part.replace('house', 'home') : part)));
    const edited = editTmx(text, [{ unit: 0, language: 'en', content: renamed }]);
    expect(edited).toBe(text.replace('house', 'home'));
    expect(edited).not.toBe(text);
  });

  it('sets date, user and properties', () => {
    const edited = editTmx(text, [
      {
        unit: 'u1',
        language: 'en',
        changeDate: '2026-02-03T04:05:06.789Z',
        changeId: 'Budi',
        props: { 'x-state': 'final' },
      },
    ]);
    const [unit] = readTmx(edited).units;
    expect(unit!.variants[1]).toMatchObject({ changeDate: '2026-02-03T04:05:06Z', changeId: 'Budi' });
    expect(unit!.props).toEqual([{ type: 'x-state', text: 'final' }]);
    expect(editTmx(edited, [{ unit: 'u1', language: 'en', props: { 'x-state': undefined } }])).not.toContain('x-state');
  });

  it('adds a missing language', () => {
    const edited = editTmx(text, [{ unit: 'u1', language: 'fr', content: textContent('Maison') }]);
    expect(readTmx(edited).units[0]!.variants[2]).toMatchObject({ language: 'fr', content: textContent('Maison') });
  });

  it('any new content of any document reads back, and nothing else moves', () => {
    fc.assert(
      fc.property(tmxDocument, tmxContent, fc.nat(2), (document, value, at) => {
        fc.pre(at < document.units.length);
        const before = writeTmx(document);
        const edited = readTmx(editTmx(before, [{ unit: at, language: 'id', content: value }]));
        const plain = plainText(edited.units[at]!.variants[0]!.content);
        expect(plain).toBe(plainText(value));
        expect(originalText(edited.units[at]!.variants[0]!.content)).toBe(originalText(value));
        const others = (units: readonly TmxUnit[]): TmxUnit[] => units.filter((_, i) => i !== at);
        expect(others(edited.units)).toEqual(others(document.units));
      }),
      { numRuns: 150 },
    );
  });
});

describe('languages', () => {
  const units = readTmx(fixture('languages.tmx'));
  const pairs = (from: string, to: string): string[] =>
    units.units.flatMap((unit) => {
      const pair = pairOf(units.header, unit, from, to);
      return pair === undefined ? [] : `${plainText(pair.source.content)} = ${plainText(pair.target.content)}`;
    });

  it('takes units translated from the wanted language, in whatever order their variants stand', () => {
    expect(pairs('id', 'en')).toEqual(['Satu = One', 'Dua = Two', 'Empat = Four']);
  });

  it('takes nothing that was translated from another language, unless told to', () => {
    expect(pairs('fr', 'id')).toEqual(['Quatre = Empat']);
    const [, , third] = units.units;
    expect(pairOf(units.header, third!, 'id', 'en')).toBeUndefined();
    expect(pairOf(units.header, third!, 'id', 'en', { anyDirection: true })).toBeDefined();
  });

  it('prefers the same tag, then the language without a region', () => {
    expect(pairs('id', 'en-GB')[0]).toBe('Satu = One (UK)');
    expect(languageFit('EN-us', 'en-US')).toBe(3);
    expect(languageFit('en', 'en-US')).toBe(2);
    expect(languageFit('en-GB', 'en-US')).toBe(1);
    expect(languageFit('in', 'id')).toBe(2);
    expect(languageFit('ms', 'id')).toBe(0);
  });
});

describe('properties', () => {
  it('context is read under every tool’s names and written under the one wanted', () => {
    const context = { previous: 'Sebelum.', next: 'Sesudah.', id: 'k1', file: 'a.txt' };
    for (const style of ['omegat', 'x-context', 'xtm', 'all'] as const) {
      expect(contextOf({ props: contextProps(context, style) })).toEqual(context);
    }
    expect(contextProps(context, 'omegat').map((prop) => prop.type)).toEqual(['file', 'id', 'prev', 'next']);
    const memoq = [{ type: 'x-context-pre', text: '<seg>A &lt; B</seg>' }];
    expect(contextOf({ props: memoq })).toEqual({ previous: 'A < B' });
  });

  it.each([
    [
      { props: [{ type: 'x-origin', text: 'mt' }], creationTool: 'memori-id-en' },
      { kind: 'mt', name: 'memori-id-en' },
    ],
    [{ props: [{ type: 'Origin', text: 'MT' }] }, { kind: 'mt' }],
    [
      { props: [], creationId: 'MT!' },
      { kind: 'mt', name: 'MT!' },
    ],
    [
      { props: [], creationTool: 'Google MT' },
      { kind: 'mt', name: 'Google MT' },
    ],
    [
      { props: [], changeId: 'Sari' },
      { kind: 'human', author: 'Sari', tool: 'AlatX' },
    ],
    [{ props: [] }, { kind: 'unknown' }],
  ])('origin of %j', (own, expected) => {
    const variant = { language: 'en', notes: [], props: [], content: textContent('x') };
    const unit: TmxUnit = { notes: [], ...own, variants: [variant] };
    const header = { creationTool: 'AlatX', sourceLanguage: 'id', notes: [], props: [] };
    expect(originOfPair({ unit, source: variant, target: variant }, header)).toEqual(expected);
  });

  it('dates go both ways to the second', () => {
    expect(isoDate('20020523T091200Z')).toBe('2002-05-23T09:12:00Z');
    expect(tmxDate('2002-05-23T11:12:00.5+02:00')).toBe('20020523T091200Z');
    expect(isoDate('yesterday')).toBe('yesterday');
    expect(tmxDate('yesterday')).toBeUndefined();
  });
});
