import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  validateFile,
  writeXliff12,
  writeXliff2,
  XLIFF12_PROFILES,
  type Xliff12ProfileName,
} from '../../../src/xliff/index.js';
import { anyDocument } from '../support/arbitrary.js';

/**
 * What a document itself may have wrong, and a writer rightly keeps: editing hints at odds with each other or with the
 * target, references to what is not there.
 */
const CONTENT_RULES = new Set([
  ...['xliff2.can-reorder-flags', 'xliff2.reorder-first', 'xliff2.reorder-changed', 'xliff2.non-removable'],
  ...['xliff2.sc-ec-flags', 'gls.ref'],
]);

/** What we write, whatever it is made of, keeps the rules of structure, ids and pairs that we check others by. */
describe('our own writers', () => {
  it('XLIFF 2 is valid', () => {
    fc.assert(
      fc.property(anyDocument, fc.constantFrom('2.0' as const, '2.1' as const, '2.2' as const), (document, version) => {
        const { format, problems } = validateFile(writeXliff2(document, { version }), 'ours.xlf');
        expect(problems.filter(({ rule }) => !CONTENT_RULES.has(rule))).toEqual([]);
        expect(format).toBe(`xliff-${version}`);
      }),
      { numRuns: 200 },
    );
  });

  it('XLIFF 1.2 is valid in every profile', () => {
    const names = Object.keys(XLIFF12_PROFILES) as Xliff12ProfileName[];
    fc.assert(
      fc.property(anyDocument, fc.constantFrom(...names), (document, profile) => {
        expect(validateFile(writeXliff12(document, { profile }), 'ours.xlf').problems).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
