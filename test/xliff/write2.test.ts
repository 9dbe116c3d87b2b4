import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readXliff, writeXliff2, type XliffDocument } from '../../src/xliff/index.js';
import { anyDocument } from './support/arbitrary.js';
import { hasConformance, warnWhenAbsent } from './support/conformance.js';
import { schemaProblems } from './support/schema.js';

/** What reading adds or sorts without changing the meaning. */
function normal(document: XliffDocument): unknown {
  return JSON.parse(
    JSON.stringify(document, (key, value: unknown) => {
      if (key === 'originalData') return undefined;
      // A group comes back once for each run of units in it: `g1`, `g1-2`, …
      if (key === 'groups') return undefined;
      if (key === 'groupIds') return (value as string[]).map((id) => id.replace(/-\d+$/, ''));
      return value;
    }),
  );
}

describe('writeXliff2', () => {
  it('reads back as it was written', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const text = writeXliff2(document);
        const read = readXliff(text);
        expect(normal(read)).toEqual(normal(document));
        // The same document, the same bytes; and what was read is written the same.
        expect(writeXliff2(read)).toBe(text);
      }),
      { numRuns: 400 },
    );
  });

  warnWhenAbsent('XLIFF 2.1 and 2.2 output against the OASIS schemas');
  it.skipIf(!hasConformance)('is valid against the OASIS schemas', () => {
    fc.assert(
      fc.property(anyDocument, fc.constantFrom('2.1' as const, '2.2' as const), (document, version) => {
        expect(schemaProblems(writeXliff2(document, { version }), version)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
