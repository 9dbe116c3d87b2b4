import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMemoriError } from '../../src/base/index.js';
import { type Content, plainText, textContent } from '../../src/content/index.js';
import {
  editXliff,
  editXliffDocument,
  decodeXml,
  parseXml,
  readXliff,
  readXliffDocument,
  writeXliff12,
  writeXliff2,
  type XliffDocument,
  type XliffEdit,
} from '../../src/xliff/index.js';
import { anyContent, anyDocument } from './support/arbitrary.js';
import { conformanceBytes, conformanceFiles, hasConformance, warnWhenAbsent } from './support/conformance.js';

/** Every segment with what it has already. */
function sameAgain(document: XliffDocument): XliffEdit[] {
  return document.files.flatMap((file, f) =>
    file.units.flatMap((unit) => {
      let number = -1;
      return unit.segments.flatMap((segment): XliffEdit[] => {
        if (segment.kind === 'ignorable') return [];
        number++;
        return [
          {
            file: `f${f + 1}`,
            unit: unit.id,
            segment: segment.id ?? number,
            ...(segment.target !== undefined && { target: segment.target }),
            ...(segment.targetAnnotations !== undefined && { targetAnnotations: segment.targetAnnotations }),
            ...(segment.state !== undefined && { state: segment.state }),
            ...(segment.origin !== undefined && { origin: segment.origin }),
            ...(segment.subState !== undefined && { subState: segment.subState }),
            matches: unit.matches.filter(
              (match) => match.ref === `#${segment.id}` && match.subType?.startsWith('xlf12:') !== true,
            ),
          },
        ];
      });
    }),
  );
}

/** How many characters at the start and the end of two texts are the same. */
function kept(before: string, after: string): { start: number; end: number } {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { start, end: before.length - end };
}

describe('editXliff on XLIFF 2', () => {
  it('changes nothing when told what is there', () => {
    fc.assert(
      fc.property(anyDocument, fc.constantFrom('2' as const, '12' as const), (document, version) => {
        const text = version === '2' ? writeXliff2(document) : writeXliff12(document);
        expect(editXliff(text, sameAgain(readXliff(text)))).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  it('puts a new target into one segment and touches nothing else', () => {
    fc.assert(
      fc.property(
        anyDocument,
        anyContent,
        fc.nat(),
        fc.constantFrom('2' as const, '12' as const),
        (document, target, pick, version) => {
          const text = version === '2' ? writeXliff2(document) : writeXliff12(document);
          const before = readXliff(text);
          const units = before.files[0]!.units;
          const unit = units[pick % units.length]!;
          const segments = unit.segments.filter((segment) => segment.kind === 'segment');
          const segment = segments[pick % segments.length]!;
          const wanted = version === '12' ? textContent(plainText(target)) : target;
          const after = editXliff(text, [{ unit: unit.id, segment: segment.id!, target: wanted }]);
          const start = text.indexOf(`id="${unit.id}"`);
          const end = text.indexOf(version === '2' ? '</unit>' : '</trans-unit>', start);
          const range = kept(text, after);
          if (after !== text) {
            expect(range.start).toBeGreaterThan(start);
            expect(range.end).toBeLessThanOrEqual(end);
          }
          const read = readXliff(after);
          const now = read.files[0]!.units.find((one) => one.id === unit.id)!.segments.find(
            (one) => one.id === segment.id,
          )!;
          expect(now.target).toEqual(wanted);
          // All the rest reads as before.
          const blank = (one: XliffDocument): unknown =>
            JSON.parse(
              JSON.stringify(one, (key, value: unknown) => {
                if (key === 'originalData') return undefined;
                const same =
                  typeof value === 'object' &&
                  value !== null &&
                  'id' in value &&
                  value.id === segment.id &&
                  'source' in value;
                if (!same) return value;
                return { ...value, target: undefined, targetAnnotations: undefined };
              }),
            );
          if (version === '2') expect(blank(read)).toEqual(blank(before));
        },
      ),
      { numRuns: 300 },
    );
  });

  const PLAIN = `<?xml version='1.0'?>
<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version='2.1' srcLang='id' trgLang='en'>
  <file id='f1'>
    <!-- keep me -->
    <unit id='u1' my:x='1' xmlns:my='urn:my'>
      <originalData><data id='d1'>&lt;b></data></originalData>
      <segment id='s1'>
        <source>Satu <pc id='1' my:note='kept' dataRefStart='d1'>dua</pc>  tiga</source>
      </segment>
      <ignorable><source> </source></ignorable>
      <segment id='s2' state='translated' subState='a:b'>
        <source>Empat</source>
        <target />
      </segment>
    </unit>
  </file>
</xliff>
`;

  it('writes a target where the layout wants it, with the markup of the source', () => {
    const source = readXliff(PLAIN).files[0]!.units[0]!.segments[0]!.source;
    const target: Content = { parts: ['One ', source.parts[1]!, 'two', source.parts[3]!, '  & three'] };
    expect(editXliff(PLAIN, [{ unit: 'u1', segment: 's1', target, state: 'translated' }])).toBe(
      PLAIN.replace("<segment id='s1'>", `<segment id='s1' state="translated">`).replace(
        'tiga</source>',
        `tiga</source>
        <target>One <pc id='1' my:note='kept' dataRefStart='d1'>two</pc>  &amp; three</target>`,
      ),
    );
  });

  it('fills an empty target, changes a state and drops the old sub-state', () => {
    expect(editXliff(PLAIN, [{ unit: 'u1', segment: 's2', target: textContent('Four'), state: 'final' }])).toBe(
      PLAIN.replace(` state='translated' subState='a:b'`, ` state='final'`).replace(
        '<target />',
        '<target>Four</target>',
      ),
    );
    expect(editXliff(PLAIN, [{ unit: 'u1', segment: 1, subState: 'memori:mt' }])).toBe(
      PLAIN.replace('a:b', 'memori:mt'),
    );
    expect(editXliff(PLAIN, [{ unit: 'u1', segment: 0, subState: 'memori:mt' }])).toBe(
      PLAIN.replace("<segment id='s1'>", `<segment id='s1' state="initial" subState="memori:mt">`),
    );
  });

  it('adds, replaces and removes candidates', () => {
    const match = {
      ref: '#s1',
      type: 'mt',
      matchQuality: 87.5,
      origin: 'm',
      source: textContent('Satu'),
      target: textContent('One'),
    } as const;
    const with1 = editXliff(PLAIN, [{ unit: 'u1', segment: 's1', matches: [match] }]);
    expect(with1).toBe(
      PLAIN.replace(
        `xmlns:my='urn:my'>`,
        `xmlns:my='urn:my'>
      <mtc:matches xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0">
        <mtc:match ref="#s1" type="mt" matchQuality="87.5" origin="m">
          <source>Satu</source>
          <target>One</target>
        </mtc:match>
      </mtc:matches>`,
      ),
    );
    const with2 = editXliff(with1, [{ unit: 'u1', segment: 's2', matches: [{ ...match, matchQuality: 50 }] }]);
    expect(readXliff(with2).files[0]!.units[0]!.matches.map((one) => [one.ref, one.matchQuality])).toEqual([
      ['#s1', 87.5],
      ['#s2', 50],
    ]);
    expect(with2.replace(/\n {8}<mtc:match ref="#s2"[^]*?<\/mtc:match>/, '')).toBe(with1);
    expect(editXliff(with2, [{ unit: 'u1', segment: 's2', matches: [] }])).toBe(with1);
    expect(editXliff(with1, [{ unit: 'u1', segment: 's1', matches: [] }])).toBe(PLAIN);
  });

  it.each([
    [{ unit: 'nope' }, 'xliff.no-such-unit'],
    [{ unit: 'u1', file: 'f2' }, 'xliff.no-such-unit'],
    [{ unit: 'u1' }, 'xliff.no-such-segment'],
    [{ unit: 'u1', segment: 's9' }, 'xliff.no-such-segment'],
    [{ unit: 'u1', segment: 7 }, 'xliff.no-such-segment'],
  ])('refuses %j', (edit, code) => {
    let caught: unknown;
    try {
      editXliff(PLAIN, [edit], { file: 'f.xlf' });
    } catch (error) {
      caught = error;
    }
    expect(isMemoriError(caught) && [caught.code, caught.position.file]).toEqual([code, 'f.xlf']);
  });

  it('keeps to the prefix of the document', () => {
    const text = PLAIN.replaceAll(
      /<(\/?)(xliff|file|unit|segment|ignorable|source|target|originalData|data|pc)\b/g,
      '<$1x:$2',
    ).replace("xmlns='urn", "xmlns:x='urn");
    const target: Content = { parts: ['A ', { kind: 'standalone', id: '9', data: '<br>' }, '\u0007'] };
    const after = editXliff(text, [{ unit: 'u1', segment: 's1', target }]);
    expect(after).toContain('<x:target>A <x:ph id="9" dataRef="d2"/><x:cp hex="0007"/></x:target>');
    expect(after).toContain(`<x:data id='d1'>&lt;b></x:data><x:data id="d2">&lt;br&gt;</x:data>`);
    expect(readXliff(after).files[0]!.units[0]!.segments[0]!.target).toEqual(target);
  });
});

warnWhenAbsent('edits of foreign XLIFF files');
describe.skipIf(!hasConformance)('editXliff on foreign files', () => {
  const files = conformanceFiles('.', /\.(xlf|xliff|sdlxliff|mxliff|mqxliff)$/i);
  const opened = files.flatMap((file) => {
    try {
      const xml = parseXml(decodeXml(conformanceBytes(file), file).text, { file });
      return [{ file, xml, document: readXliffDocument(xml) }];
    } catch (error) {
      if (!isMemoriError(error)) throw error;
      return [];
    }
  });
  const tolerant = (action: () => void): boolean => {
    try {
      action();
      return true;
    } catch (error) {
      // Files with doubled ids, made to be refused.
      if (isMemoriError(error) && ['xliff.ambiguous', 'xliff.no-such-segment', 'xliff.no-source'].includes(error.code))
        return false;
      throw error;
    }
  };

  it('changes nothing when told what is there', () => {
    let done = 0;
    for (const { file, xml, document } of opened) {
      const edits = sameAgain(document);
      const worked = tolerant(() => expect(editXliffDocument(xml, edits) === xml.text, file).toBe(true));
      if (worked) done++;
    }
    expect(done).toBeGreaterThan(780);
  });

  it('changes one segment of each', () => {
    let done = 0;
    for (const { file, xml, document } of opened) {
      const edits = sameAgain(document);
      if (edits.length === 0) continue;
      const edit = {
        ...edits[edits.length >> 1]!,
        matches: undefined,
        origin: undefined,
        target: textContent('Selesai & siap'),
        state: 'final' as const,
        subState: undefined,
      };
      const worked = tolerant(() => {
        const after = readXliff(editXliffDocument(xml, [edit as XliffEdit]), { file });
        // A target made for one segment of several has empty markers for the others.
        const text = (one: XliffEdit | undefined): string => JSON.stringify(one?.target?.parts ?? []);
        const differing = sameAgain(after).filter((one, i) => text(one) !== text(edits[i]));
        expect(
          differing.map((one) => [one.unit, one.segment, one.target && plainText(one.target)]),
          file,
        ).toEqual([[edit.unit, edit.segment, 'Selesai & siap']]);
        const now = sameAgain(after)[edits.length >> 1]!;
        expect(now.target && plainText(now.target), `${file} ${JSON.stringify(edit)} ${JSON.stringify(now)}`).toBe(
          'Selesai & siap',
        );
      });
      if (worked) done++;
    }
    expect(done).toBeGreaterThan(700);
  });
});
