import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMemoriError } from '../../src/base/index.js';
import { textContent } from '../../src/content/index.js';
import {
  decodeXml,
  editXliff,
  joinSegments,
  readXliff,
  splitSegments,
  writeXliff12,
  writeXliff2,
  type XliffDocument,
} from '../../src/xliff/index.js';
import { anyDocument } from './support/arbitrary.js';

const folder = join(import.meta.dirname, 'fixtures', 'read');
const fixtures = readdirSync(folder)
  .filter((name) => !name.endsWith('.json'))
  .map((name) => readFileSync(join(folder, name)));

/** Everything that is done with a file; only clear errors with a place may come of it. */
function useAll(bytes: Uint8Array): void {
  try {
    const { text } = decodeXml(bytes, 'f.xlf');
    const document: XliffDocument = readXliff(text, { file: 'f.xlf' });
    writeXliff2(document);
    writeXliff12(document);
    const unit = document.files[0]?.units[0];
    if (unit !== undefined)
      editXliff(text, [{ unit: unit.id, segment: 0, target: textContent('x'), state: 'final' }], { file: 'f.xlf' });
    joinSegments(text, { file: 'f.xlf' });
    splitSegments(text, (one) => [1, 3, one.length - 1], { file: 'f.xlf' });
  } catch (error) {
    if (!isMemoriError(error)) throw error;
    expect(error.message).not.toBe('');
    expect(error.code).toMatch(/^(?:xml|xliff|text)\./);
    if (error.code.startsWith('xml.') && error.code !== 'xml.encoding') {
      // What cannot be written has no place in a file.
      const writing = error.code === 'xml.character' && error.position.file === undefined;
      if (!writing) expect(error.position, error.message).toMatchObject({ file: 'f.xlf', line: expect.any(Number) });
    }
  }
}

describe('damaged files', () => {
  it('are read or refused, whatever byte is changed', () => {
    const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }), length: fc.nat(3) });
    fc.assert(
      fc.property(fc.constantFrom(...fixtures), fc.array(change, { minLength: 1, maxLength: 4 }), (bytes, list) => {
        const damaged = Buffer.from(bytes);
        for (const { at, byte, length } of list)
          damaged.fill(byte, at % bytes.length, Math.min(bytes.length, (at % bytes.length) + length + 1));
        useAll(damaged);
      }),
      { numRuns: 1500 },
    );
  });

  it('are read or refused, wherever they end, and whatever is put in or left out', () => {
    const snippets = [
      '<',
      '>',
      '&',
      '"',
      '</',
      '<![CDATA[',
      ']]>',
      '<!--',
      '<mrk>',
      '</source>',
      '<target/>',
      '&#0;',
      '<ec startRef="1"/>',
      '<mrk mtype="seg" mid="1">',
      ' id="1"',
      '\u0000',
      '<unit>',
      '<!DOCTYPE x>',
      '<?xml?>',
    ];
    fc.assert(
      fc.property(
        fc.oneof(
          fc.constantFrom(...fixtures).map((bytes) => bytes.toString('utf8')),
          anyDocument.map((document) => writeXliff2(document)),
        ),
        fc.nat(),
        fc.nat(40),
        fc.constantFrom('', ...snippets),
        fc.boolean(),
        (text, place, left, put, cut) => {
          const at = place % text.length;
          useAll(Buffer.from(text.slice(0, at) + put + (cut ? '' : text.slice(at + left))));
        },
      ),
      { numRuns: 1500 },
    );
  });
});

describe('hostile files', () => {
  const inside = (head: string, body: string): string =>
    `<?xml version="1.0"?>${head}<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="id"><file id="f"><unit id="u"><segment><source>${body}</source></segment></unit></file></xliff>`;
  const bomb = Array.from({ length: 20 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(20)}">`).join('');

  it.each([
    ['an entity bomb', inside(`<!DOCTYPE x [<!ENTITY e0 "ha">${bomb}]>`, '&e20;'), 'xml.entity-expansion'],
    [
      'an external entity',
      inside('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>', '&e;'),
      'xml.external-entity',
    ],
    ['10,000 nested codes', inside('', `${'<pc id="1">'.repeat(10_000)}${'</pc>'.repeat(10_000)}`), 'xml.too-deep'],
    [
      '10,000 nested groups',
      inside('', '').replace('<unit', `${'<group id="g">'.repeat(10_000)}<unit`),
      'xml.too-deep',
    ],
    ['a control character', inside('', 'a\u0008'), 'xml.character'],
    ['half an emoji', inside('', 'a\ud83d'), 'xml.character'],
    ['half a file', inside('', 'a').slice(0, -30), 'xml.truncated'],
  ])('with %s are refused with the place', (_what, text, code) => {
    const started = performance.now();
    expect(() => readXliff(text, { file: 'f.xlf' })).toThrow(
      expect.objectContaining({
        code,
        position: { file: 'f.xlf', line: expect.any(Number), column: expect.any(Number) },
      }),
    );
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('of many codes, markers and segments take time in proportion', () => {
    const started = performance.now();
    const codes = Array.from({ length: 20_000 }, (_, i) => `<sc id="${i}"/>x`).join('');
    const ends = Array.from({ length: 20_000 }, (_, i) => `<ec startRef="${i}"/>`).join('');
    const document = readXliff(inside('', codes + ends));
    expect(writeXliff2(document).length).toBeGreaterThan(100_000);
    const segments = '<segment><source>a b</source></segment>'.repeat(20_000);
    const long = inside('', '').replace(/<segment>.*<\/segment>/, segments);
    expect(readXliff(joinSegments(long)).files[0]!.units[0]!.segments).toHaveLength(1);
    expect(readXliff(splitSegments(long, (text) => [text.indexOf(' ')])).files[0]!.units[0]!.segments).toHaveLength(
      40_000,
    );
    const edits = Array.from({ length: 20_000 }, (_, i) => ({ unit: 'u', segment: i, target: textContent('c') }));
    expect(editXliff(long, edits).length).toBeGreaterThan(long.length);
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});
