import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { content, type Content, type Part } from '../../src/content/index.js';
import {
  readXliff,
  writeXliff12,
  writeXliff2,
  XLIFF12_PROFILES,
  type XliffDocument,
  type Xliff12ProfileName,
  type XliffUnit,
} from '../../src/xliff/index.js';
import { anyDocument } from './support/arbitrary.js';
import { hasConformance, warnWhenAbsent } from './support/conformance.js';
import { schemaProblems } from './support/schema.js';

/** What XLIFF 1.2 can say of a content. */
function content12(value: Content): Content {
  return content(
    value.parts.map((part): Part => {
      if (typeof part === 'string') return part;
      const { kind, id, data, equiv, type } = part;
      // eslint-disable-next-line no-control-regex
      const kept = data?.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/gu, '\ufffd');
      return {
        kind,
        id,
        ...(kept !== undefined && kept !== '' && { data: kept }),
        ...(equiv !== undefined && { equiv }),
        ...(type !== undefined && { type }),
      };
    }),
  );
}

function unit12(unit: XliffUnit): unknown {
  const some = unit.segments.some((segment) => segment.kind === 'segment' && segment.target !== undefined);
  return {
    id: unit.id,
    groupIds: unit.groupIds,
    preserveSpace: unit.preserveSpace,
    matches: unit.matches.map(({ ref, source, target }) => ({
      ref,
      source: content12(source),
      target: content12(target),
    })),
    segments: unit.segments.map(({ kind, id, source, target }) => ({
      kind,
      id: kind === 'segment' ? id : undefined,
      source: content12(source),
      // In a segmented unit an empty marker stands for what nobody has translated.
      target: some ? content12(target ?? (kind === 'ignorable' ? source : { parts: [] })) : undefined,
    })),
  };
}

const project = (document: XliffDocument): unknown =>
  document.files.map((file) => ({ original: file.original, units: file.units.map(unit12) }));

describe('writeXliff12', () => {
  it('keeps every character and code', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        // Between two markers there is one stretch of content, or none.
        const filled: XliffDocument = {
          ...document,
          files: document.files.map((file) => ({
            ...file,
            units: file.units.map((unit) => ({
              ...unit,
              segments: unit.segments.filter(
                (one, i, all) =>
                  one.kind === 'segment' || (one.source.parts.length > 0 && all[i - 1]?.kind !== 'ignorable'),
              ),
            })),
          })),
        };
        expect(project(readXliff(writeXliff12(filled)))).toEqual(project(filled));
      }),
      { numRuns: 400 },
    );
  });
});
