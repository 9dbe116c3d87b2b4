import { ParseOption, DtdValidator, XmlDocument, XmlDtd } from 'libxml2-wasm';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeText, isMemoriError } from '../../src/base/index.js';
import { codesOf, type Content, originalText, type Part, plainText } from '../../src/content/index.js';
import { editTmx, pairOf, readTmx, streamTmx, type TmxDocument, type TmxUnit, writeTmx } from '../../src/tmx/index.js';
import { decodeXml } from '../../src/xliff/index.js';
import { conformanceBytes, conformanceFiles, hasConformance } from '../xliff/support/conformance.js';

if (!hasConformance)
  console.warn('SKIPPED: foreign TMX files and the TMX Compliance Kit: ../shared/conformance is not there.');

const files = conformanceFiles('.', /\.tmx$/i);
const KIT = 'omegat/src/test/resources/data/tmx/TMXComplianceKit';

const text = (file: string): string => decodeXml(conformanceBytes(file), file).text;
const kit = (name: string): TmxDocument => readTmx(text(join(KIT, name)), { file: name });

describe.skipIf(!hasConformance)('foreign TMX files', () => {
  const dtd = (): DtdValidator => {
    const file = 'okapi/okapi/filters/tmx/src/test/resources/tmx14.dtd';
    return new DtdValidator(XmlDtd.fromBuffer(conformanceBytes(file)));
  };

  it('there are many', () => expect(files.length).toBeGreaterThan(80));

  it.each(files)(
    '%s: read, streamed, written valid, read again the same; a no-op edit changes nothing',
    async (file) => {
      let document: TmxDocument;
      try {
        document = readTmx(text(file), { file });
      } catch (error) {
        if (!isMemoriError(error)) throw error;
        expect(error.position).toMatchObject({ file, line: expect.any(Number) });
        return;
      }
      expect(editTmx(text(file), [])).toBe(text(file));
      const streamed: TmxUnit[] = [];
      for await (const { unit } of streamTmx([conformanceBytes(file)], file)) streamed.push(unit);
      expect(streamed).toEqual(document.units);
      for (const profile of ['generic', 'omegat'] as const) {
        const written = writeTmx(document, { profile });
        const parsed = XmlDocument.fromString(written, { option: ParseOption.XML_PARSE_NONET });
        expect(() => dtd().validate(parsed)).not.toThrow();
        parsed.dispose();
        if (profile === 'omegat') continue;
        const again = readTmx(written);
        const texts = ({ units }: TmxDocument): string[] =>
          units.flatMap((unit) => unit.variants.map((one) => originalText(one.content)));
        expect(texts(again)).toEqual(texts(document));
        expect(writeTmx(again)).toBe(written);
      }
    },
  );
});

/** The translations of a memory by source: plain text and, for each code, its markup. */
function memoryOf(document: TmxDocument, source: string, target: string): Map<string, Content> {
  const memory = new Map<string, Content>();
  for (const unit of document.units) {
    const pair = pairOf(document.header, unit, source, target);
    if (pair !== undefined) memory.set(originalText(pair.source.content), pair.target.content);
  }
  return memory;
}

/** Translates a text that consists of known segments and white space; undefined when it does not. */
function translate(memory: ReadonlyMap<string, Content>, whole: string): Part[] | undefined {
  if (whole.trim() === '') return [whole];
  const space = /^\s*/.exec(whole)![0];
  const rest = whole.slice(space.length);
  for (const [source, target] of memory) {
    if (!rest.startsWith(source)) continue;
    const after = translate(memory, rest.slice(source.length));
    if (after !== undefined) return [space, ...target.parts, ...after];
  }
  return undefined;
}

describe.skipIf(!hasConformance)('LISA TMX Compliance Kit', () => {
  const read = (name: string): string => decodeText(conformanceBytes(join(KIT, name)), name).text;

  it.each([
    ['1A', 'fr-ca'],
    ['1B', 'fr-ca'],
    ['1C', 'fr-ca'],
    ['1D', 'en-gb'],
    ['1E', 'en-gb'],
    ['1F', 'en-gb'],
    ['1G', 'en-gb'],
    ['1H', 'en-gb'],
    ['1I', 'ja-jp'],
  ])('import %s: the text file becomes the expected one', (test, language) => {
    const memory = memoryOf(kit(`ImportTest${test}.tmx`), 'en-us', language);
    const lines = read(`ImportTest${test}.txt`).split('\n');
    const translated = lines.map((line) => (line === '' ? '' : plainText(memory.get(line) ?? { parts: [] })));
    expect(translated.join('\n')).toBe(read(`ImportTest${test}_${language}.txt`));
  });

  it.each([
    ['ImportTest1J.tmx', 'en-us', 'en-gb', ['First entry in UK English', 'Second entry in UK English']],
    ['ImportTest1J_many.tmx', 'en-us', 'en-gb', ['First entry in UK English', 'Second entry in UK English']],
    ['ImportTest1K.tmx', 'de-de', 'en-gb', ['First Entry - UK English']],
    ['ImportTest1K.tmx', 'fr-ca', 'en-gb', ['Second Entry - UK English']],
    ['ImportTest1L.tmx', 'en-us', 'fr', ['Texte du segment.']],
  ])('import %s: %s to %s takes the units of that direction and no others', (name, source, target, expected) => {
    expect([...memoryOf(kit(name), source, target).values()].map(plainText)).toEqual(expected);
  });

  const windows = (name: string): string => new TextDecoder('windows-1252').decode(conformanceBytes(join(KIT, name)));
  const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' };
  const escaped = (value: string): string =>
    value.replace(/[<>&"]/g, (c) => Object.keys(entities).find((key) => entities[key] === c)!);
  // `<` of the text is told from `<` of a tag by a character that the file does not hold.
  const LESS = '\u0001';
  const unescaped = (value: string): string =>
    value.replace(/&(?:lt|gt|amp|quot);/g, (entity) => (entity === '&lt;' ? LESS : entities[entity]!));
  const marked = (value: Content): string =>
    value.parts.map((part) => (typeof part === 'string' ? part.replaceAll('<', LESS) : (part.data ?? ''))).join('');

  it.each(['ImportTest2A.tmx', 'ImportTest2A-0index.tmx'])(
    'import %s: the HTML file becomes the expected one',
    (name) => {
      const document = kit(name);
      const memory = new Map<string, Content>();
      for (const unit of document.units) {
        const pair = pairOf(document.header, unit, 'en-us', 'fr-ca')!;
        memory.set(marked(pair.source.content), pair.target.content);
      }
      const translated = windows('ImportTest2A.htm').replace(
        /(<p>)(.*?)(<\/p>)/g,
        (_all, start: string, inner: string, end: string) => {
          const parts = translate(memory, unescaped(inner));
          expect(parts, inner).toBeDefined();
          return (
            start + parts!.map((part) => (typeof part === 'string' ? escaped(part) : (part.data ?? ''))).join('') + end
          );
        },
      );
      expect(translated).toBe(windows('ImportTest2A_fr-ca.htm'));
    },
  );

  const SYMBOLS: Record<string, string> = {
    tab: '\t',
    lquote: '‘',
    rquote: '’',
    ldblquote: '“',
    rdblquote: '”',
    endash: '–',
    emdash: '—',
  };

  /** A byte of windows-1252; Node 20's own decoder takes 0x80 to 0x9f for Latin-1. */
  const character = (byte: number): string => {
    const head = '<?xml version="1.0" encoding="windows-1252"?>';
    return decodeXml(Buffer.concat([Buffer.from(head), Uint8Array.of(byte)]), 'a byte').text.slice(head.length);
  };

  /** The text of an RTF paragraph: its formatting and pictures taken away, its symbols as characters. */
  const rtfText = (rtf: string): string =>
    rtf
      .replace(/\\'([0-9a-f]{2})/g, (_all, hex: string) => character(Number.parseInt(hex, 16)))
      .replace(/\\u(\d+)\?/g, (_all, code: string) => String.fromCharCode(Number(code)))
      .replace(/\{\\pict[^}]*\}/g, '')
      .replace(/\\([a-z]+)-?\d* ?/g, (_all, word: string) => SYMBOLS[word] ?? '')
      .replace(/[{}\r\n]/g, '');

  const paragraphs = (name: string): string[] =>
    windows(name)
      .replace(/\{\\fonttbl.*?\}\}/s, '')
      .split('\\par\r\n')
      .map(rtfText)
      .filter((line) => line.trim() !== '' && line !== '\u0000');

  it.each([
    ['1A', 'fr-ca'],
    ['1B', 'fr-ca'],
    ['1C', 'fr-ca'],
    ['1D', 'en-gb'],
    ['1E', 'en-gb'],
    ['1F', 'en-gb'],
    ['1G', 'en-gb'],
    ['1H', 'en-gb'],
    ['1I', 'ja-jp'],
  ])('import %s: the text of the RTF file becomes the expected text', (test, language) => {
    const memory = memoryOf(kit(`ImportTest${test}.tmx`), 'en-us', language);
    const translated = paragraphs(`ImportTest${test}.rtf`).map((line) => plainText(memory.get(line) ?? { parts: [] }));
    expect(translated).toEqual(paragraphs(`ImportTest${test}_${language}.rtf`));
  });

  it('import 2B: the paragraphs of the RTF file have the expected words', () => {
    const document = kit('ImportTest2B.tmx');
    const memory = new Map<string, Content>();
    for (const unit of document.units) {
      const pair = pairOf(document.header, unit, 'en-us', 'fr-ca')!;
      memory.set(rtfText(originalText(pair.source.content)).trim(), pair.target.content);
    }
    const translated = paragraphs('ImportTest2B.rtf').map((line) =>
      rtfText(
        (translate(memory, line) ?? []).map((part) => (typeof part === 'string' ? part : (part.data ?? ''))).join(''),
      ),
    );
    // Two slips of the kit: its memory says “Image:” and “Du text”, its expected file “Image :” and “Du texte”.
    const slips = new Map([
      ['Image :', 'Image:'],
      ['Du texte avec une portion délimitée.', 'Du text avec une portion délimitée.'],
    ]);
    const expected = paragraphs('ImportTest2B_fr-ca.rtf').map((line) => line.trim().replace(/\s+/g, ' '));
    expect(translated.map((line) => line.trim().replace(/\s+/g, ' '))).toEqual(
      expected.map((line) => slips.get(line) ?? line),
    );
  });

  it('import 2C: notes, properties, isolated codes, highlights and sub-flows are read', () => {
    const { header, units } = kit('ImportTest2C.tmx');
    expect(header).toMatchObject({
      creationId: 'ys',
      creationDate: '2002-05-23T09:12:00Z',
      originalEncoding: 'iso-8859-1',
    });
    expect(header.notes).toHaveLength(2);
    const [unit] = units;
    const [en, fr] = unit!.variants;
    expect(unit!.notes).toHaveLength(2);
    expect(plainText(fr!.content)).toBe('Cliquez  pour commencer.');
    expect(codesOf(en!.content)).toEqual(
      codesOf(fr!.content).map((code, i) => ({ ...code, data: codesOf(en!.content)[i]!.data })),
    );
    expect(fr!.subflows!.map((sub) => plainText(sub.content))).toEqual(['Commencez ici !']);
    expect(fr!.highlights).toHaveLength(1);
  });

  it.each(files.filter((file) => dirname(file) === KIT && basename(file).startsWith('Export')))(
    'export %s: its units are read',
    (file) => {
      const document = readTmx(text(file));
      const memory = memoryOf(document, 'en-us', 'fr-ca');
      expect(memory.size).toBe(document.units.length);
      expect(memory.size).toBeGreaterThan(1);
    },
  );
});
