import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, encodeText, MemoriError } from '../../src/base/index.js';
import { formatById } from '../../src/formats/index.js';
import {
  mergeSkeleton,
  parseSkeleton,
  segmentsOf,
  serializeSkeleton,
  skeletonOf,
  takeApart,
} from '../../src/pipeline/index.js';
import { parseXml, textOf, writeXliff2 } from '../../src/xliff/index.js';

const text = formatById('text');

/** Text as plain documents hold it, with everything that XML or JSON could stumble over. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'Satu kalimat.',
        ' ',
        '\n',
        '\r\n',
        '\r',
        '\t',
        '"',
        '&amp;',
        '<b>',
        '\u0001',
        '\ufffe',
        '\uffff',
        '\u2028',
        '\ud800',
        'Dr. A. Sari, S.H.',
        '(*)',
      ),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''));

describe('skeleton', () => {
  it('gives every document back byte for byte, through XLIFF', () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), (body, bom) => {
        const encoding = { name: 'utf-8' as const, bom };
        const document = takeApart('x.txt', body, encoding, text);
        const stored = serializeSkeleton(skeletonOf(document));
        const xliff = writeXliff2({
          version: '2.1',
          sourceLanguage: 'id',
          files: [{ id: 'f', skeleton: { text: stored }, notes: [], metadata: [], units: [] }],
        });
        const element = parseXml(xliff).root.children.find((child) => child.kind === 'element');
        const back =
          element?.kind === 'element' ? element.children.find((child) => child.kind === 'element') : undefined;
        expect(back?.kind === 'element' && textOf(back)).toBe(stored);
        const units = new Map(
          document.blocks.map((block) => [
            block.id,
            { pieces: block.pieces.map(({ content }) => ({ source: content, target: undefined })) },
          ]),
        );
        const merged = mergeSkeleton(parseSkeleton(stored, 'x'), units, 'x');
        expect(Buffer.from(merged).equals(Buffer.from(encodeText(body, encoding)))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('knows where every segment of a document stands', () => {
    fc.assert(
      fc.property(anyText, (body) => {
        const document = takeApart('x.txt', body, { name: 'utf-8', bom: false }, text);
        let last = 0;
        for (const segment of segmentsOf(document)) {
          expect(segment.start).toBeGreaterThanOrEqual(last);
          expect(segment.end).toBeGreaterThan(segment.start);
          expect(segment.content.parts.join('')).toBe(body.slice(segment.start, segment.end));
          last = segment.end;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('refuses what is none, and a file that lost a unit', () => {
    expect(() => parseSkeleton('<html>', 'f.xlf')).toThrow(MemoriError);
    expect(() => parseSkeleton('{"memori":1,"format":"text","parts":[1]}', 'f.xlf')).toThrow(MemoriError);
    const document = takeApart(
      'x.txt',
      decodeText(Buffer.from('Satu.'), 'x').text,
      { name: 'utf-8', bom: false },
      text,
    );
    expect(() => mergeSkeleton(skeletonOf(document), new Map(), 'f.xlf')).toThrow(/b1/);
  });
});
