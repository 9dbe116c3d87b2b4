import { describe, expect, it } from 'vitest';
import { isMemoriError } from '../../src/base/index.js';
import {
  decodeXml,
  lossesOf,
  lossesOfReading,
  parseXml,
  readXliff,
  readXliffDocument,
  writeXliff12,
  writeXliff2,
  type XliffDocument,
} from '../../src/xliff/index.js';
import { conformanceBytes, conformanceFiles, hasConformance, warnWhenAbsent } from './support/conformance.js';
import { schemaProblems } from './support/schema.js';

/** All text of a document, in order; nothing about how it is cut into segments. */
const words = (document: XliffDocument, side: 'source' | 'target'): string[] =>
  document.files.flatMap((file) =>
    file.units.map((unit) =>
      unit.segments
        .map((one) => (one[side] ?? { parts: [] }).parts.filter((part) => typeof part === 'string').join(''))
        .join(''),
    ),
  );

warnWhenAbsent('conversion of foreign XLIFF files');
describe.skipIf(!hasConformance)('foreign files converted', () => {
  const documents = conformanceFiles('.', /\.(xlf|xliff|sdlxliff)$/i).flatMap((file) => {
    try {
      return [{ file, document: readXliff(decodeXml(conformanceBytes(file), file).text, { file }) }];
    } catch (error) {
      if (!isMemoriError(error)) throw error;
      return [];
    }
  });
  /** What a schema cannot be satisfied about: a file without units, languages that are none. */
  const representable = ({ files, sourceLanguage, targetLanguage }: XliffDocument): boolean =>
    files.length > 0 &&
    files.every((file) => file.units.length > 0) &&
    [sourceLanguage, targetLanguage ?? 'en'].every((one) => /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/.test(one));

  it('to XLIFF 2.1 keep their text', () => {
    let valid = 0;
    const invalid: string[] = [];
    for (const { file, document } of documents) {
      const text = writeXliff2(document);
      const again = readXliff(text, { file });
      for (const side of ['source', 'target'] as const) expect(words(again, side), file).toEqual(words(document, side));
      expect(writeXliff2(again), file).toBe(text);
      if (!representable(document) || /[/\\](invalid|warning)[/\\]/.test(file)) continue;
      const problems = schemaProblems(text, '2.1');
      if (problems.length === 0) valid++;
      else invalid.push(`${file}: ${problems[0]}`);
    }
    expect(invalid).toEqual([]);
    expect(valid).toBeGreaterThan(400);
  });

  it('to XLIFF 1.2 keep their text', () => {
    let valid = 0;
    const invalid: string[] = [];
    for (const { file, document } of documents) {
      const text = writeXliff12(document);
      const again = readXliff(text, { file });
      expect(words(again, 'source'), file).toEqual(words(document, 'source'));
      // `menupopup` is no restype and `other` no mtype, nor were they before.
      const foreign =
        /[/\\](invalid|warning)[/\\]/.test(file) || /(?:PAS-10-Test01|file-XLIFFFilter-tags)\.xlf$/.test(file);
      if (!representable(document) || foreign) continue;
      const problems = schemaProblems(text, 'transitional');
      if (problems.length === 0) valid++;
      else invalid.push(`${file}: ${problems[0]}`);
    }
    expect(invalid).toEqual([]);
    expect(valid).toBeGreaterThan(400);
  });
});

describe('lossesOf', () => {
  const document =
    readXliff(`<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" version="2.1" srcLang="id" trgLang="en">
<file id="f1"><skeleton>x</skeleton><unit id="1"><mtc:matches><mtc:match ref="#s1" similarity="80" matchQuality="90"><source>a</source><target>b</target></mtc:match></mtc:matches>
<segment id="s1" state="final"><source>a<ph id="1" canDelete="no" disp="d"/></source><target>b</target></segment><segment id="s2"><source>c</source></segment></unit></file></xliff>`);

  it('tells what a format cannot carry', () => {
    expect(lossesOf(document, 'xliff-2')).toEqual([]);
    expect(lossesOf(document, 'xliff-1.2')).toEqual([
      'rule that a code must not be deleted or moved',
      'display text of a code',
      'states of single segments (a trans-unit has one state: the least advanced)',
      'three separate numbers of a candidate (one quality is written)',
    ]);
    expect(lossesOf(document, 'xliff-json')).toEqual([
      'skeleton of the original document',
      'order of units with numbers for ids',
      'rule that a code must not be deleted or moved',
      'display text of a code',
      'segmentation of a unit (its text is joined)',
      'state of a segment',
      'candidate',
    ]);
  });

  it('tells what a conversion from XLIFF 1.2 leaves behind', () => {
    const xml = parseXml(
      `<?xml version="1.0"?><!-- c --><xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:my="urn:my" version="1.2"><file original="a" source-language="id" target-language="en" datatype="x" date="2020-01-01T00:00:00Z"><header><phase-group><phase phase-name="p" process-name="q"/></phase-group></header><body><trans-unit id="1" maxwidth="9" my:x="1"><source>a</source><target state="signed-off">b</target><count-group name="c"><count>1</count></count-group><my:data><my:more/></my:data></trans-unit></body></file></xliff>`,
    );
    expect(lossesOfReading(xml)).toEqual([
      'comment',
      'file@date',
      '<phase-group>',
      'trans-unit@maxwidth',
      'trans-unit@my:x',
      '<count-group>',
      '<my:data>',
    ]);
    expect(lossesOf(readXliffDocument(xml), 'xliff-2')).toEqual(['state in the words of XLIFF 1.2 or of the tool']);
    expect(lossesOfReading(parseXml(writeXliff2(document)))).toEqual([]);
  });
});
