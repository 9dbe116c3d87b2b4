import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { isMemoriError } from '../../src/base/index.js';
import {
  encodeXml,
  readXliff,
  type StreamedUnit,
  streamXliff,
  streamXliffUnits,
  writeXliff12,
  writeXliff2,
} from '../../src/xliff/index.js';
import { anyDocument } from './support/arbitrary.js';

async function all(units: AsyncIterable<StreamedUnit>): Promise<StreamedUnit[]> {
  const list: StreamedUnit[] = [];
  for await (const unit of units) list.push(unit);
  return list;
}

function pieces(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const list: Uint8Array[] = [];
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length]!;
    list.push(bytes.subarray(at, at + size));
    at += size;
  }
  return list;
}

const folder = mkdtempSync(join(tmpdir(), 'memori-stream-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('streamXliff', () => {
  it('reads what readXliff reads, wherever the pieces are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyDocument,
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom('utf-8', 'utf-16le', 'utf-16be'),
        fc.boolean(),
        fc.boolean(),
        async (document, sizes, name, bom, one) => {
          const text = one ? writeXliff12(document) : writeXliff2(document);
          const bytes = encodeXml(text, { name, bom });
          const streamed = await all(streamXliff(pieces(bytes, sizes), 'f.xlf'));
          const read = readXliff(text);
          expect(streamed.map(({ unit }) => unit)).toEqual(read.files.flatMap((file) => file.units));
          const { version, sourceLanguage, targetLanguage } = read;
          for (const one of streamed) {
            expect(one.document).toMatchObject({ version, sourceLanguage, targetLanguage });
            expect(one.file.original).toBe(read.files[0]!.original);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  const unit = (n: number): string => `<unit id="u${n}"><segment><source>Kalimat ${n}</source></segment></unit>\n`;
  const long = (units: number, end = '</file></xliff>'): string =>
    `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="id"><file id="f">\n` +
    Array.from({ length: units }, (_, i) => unit(i)).join('') +
    end;

  it('gives the good units of half a file, then the place of the damage', async () => {
    const file = join(folder, 'half.xlf');
    writeFileSync(file, long(20_000, '<unit id="last"><segment><source>Kal'));
    let count = 0;
    let caught: unknown;
    try {
      for await (const {
        line,
        unit: { id },
      } of streamXliffUnits(file)) {
        expect([line, id]).toEqual([count + 2, `u${count}`]);
        count++;
      }
    } catch (error) {
      caught = error;
    }
    expect(count).toBe(20_000);
    expect(isMemoriError(caught) && [caught.code, caught.position.line]).toEqual(['xml.truncated', 20_002]);
  });

  it.each([
    ['not.xlf', '<html/>', 'xliff.not-xliff'],
    ['empty.xlf', '', 'text.empty'],
    ['latin.xlf', Buffer.from('<?xml version="1.0"?><a>\xe9</a>', 'latin1'), 'text.encoding'],
    ['new.xlf', '<xliff version="3.0"/>', 'xliff.version'],
    ['absent.xlf', undefined, 'file.missing'],
  ])('refuses %s', async (name, data, code) => {
    const file = join(folder, name);
    if (data !== undefined) writeFileSync(file, data);
    await expect(all(streamXliffUnits(file))).rejects.toMatchObject({ code, position: { file } });
  });

  it('can be left early', async () => {
    const file = join(folder, 'long.xlf');
    writeFileSync(file, long(20_000));
    for await (const { unit: first } of streamXliffUnits(file)) {
      expect(first.id).toBe('u0');
      break;
    }
  });

  it('keeps memory small', async () => {
    const before = process.memoryUsage().heapUsed;
    let peak = 0;
    let count = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      const chunk = Buffer.from(Array.from({ length: 1000 }, (_, i) => unit(i)).join(''));
      yield Buffer.from(long(0, ''));
      for (let i = 0; i < 100; i++) yield chunk;
      yield Buffer.from('</file></xliff>');
    }
    for await (const _unit of streamXliff(endless(), 'f.xlf')) {
      if (count++ % 1000 === 0) peak = Math.max(peak, process.memoryUsage().heapUsed);
    }
    expect(count).toBe(100_000);
    expect(peak - before).toBeLessThan(150e6);
  });
});
