import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileRecords, recordWriter } from '../../src/memory/records.js';

it('records are read back in any order, short and long', () => {
  const dir = mkdtempSync(join(tmpdir(), 'memori-'));
  const file = join(dir, 'units');
  const size = fc.oneof(
    { weight: 9, arbitrary: fc.nat(300) },
    { weight: 1, arbitrary: fc.constantFrom(5000, 300_000, 1_200_000) },
  );
  try {
    fc.assert(
      fc.property(
        fc.array(size, { minLength: 1, maxLength: 30 }),
        fc.array(fc.nat(1000), { maxLength: 40 }),
        (sizes, order) => {
          const writer = recordWriter(file);
          const written = sizes.map((length, i) => {
            const raw = new Uint8Array(length).fill(i + 1);
            return { at: writer.write(raw), raw };
          });
          writer.finish();
          const records = fileRecords(file);
          for (const { at, raw } of [...written, ...order.map((n) => written[n % written.length]!)]) {
            expect(Buffer.compare(records.readRaw(at), raw)).toBe(0);
          }
          expect(() => records.readRaw(10 ** 9)).toThrow(/shorter/);
          records.close();
        },
      ),
      { numRuns: 60 },
    );
  } finally {
    rmSync(dir, { recursive: true });
  }
});
