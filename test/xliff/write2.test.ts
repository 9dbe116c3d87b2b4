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

  it('says which language is not known, and what an annotation without a prefix is', () => {
    const text = writeXliff2({
      version: '2.1',
      sourceLanguage: '',
      files: [
        {
          id: 'f',
          notes: [],
          metadata: [],
          units: [
            {
              id: 'u',
              preserveSpace: false,
              notes: [],
              metadata: [],
              glossary: [],
              matches: [],
              segments: [
                {
                  kind: 'segment',
                  source: { parts: ['a'] },
                  target: { parts: ['b'] },
                  sourceAnnotations: [{ id: 'm', type: 'protected name', start: 0, end: 1 }],
                },
              ],
            },
          ],
        },
      ],
    });
    expect(text).toContain('srcLang="und" trgLang="und"');
    expect(text).toContain('<mrk id="m" type="memori:protected_name">a</mrk>');
  });

  it.skipIf(!hasConformance)('is measured by schemas that can say no', () => {
    const good =
      '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" version="2.1" srcLang="id"><file id="f"><unit id="u"><mtc:matches><mtc:match ref="#s" type="mt"><source>a</source><target>b</target></mtc:match></mtc:matches><segment id="s"><source>a</source></segment></unit></file></xliff>';
    expect(schemaProblems(good, '2.1')).toEqual([]);
    expect(schemaProblems(good.replace('type="mt"', 'type="machine"'), '2.1')).not.toEqual([]);
    expect(schemaProblems(good.replace('<segment id="s">', '<segment id="s" state="done">'), '2.1')).not.toEqual([]);
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
