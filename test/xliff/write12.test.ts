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
    groupIds: unit.groupIds?.map((id) => id.replace(/-\d+$/, '')),
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

  warnWhenAbsent('XLIFF 1.2 output against the OASIS schemas');
  it.skipIf(!hasConformance)('is valid against the strict and the transitional schema', () => {
    const kind = fc.constantFrom('strict' as const, 'transitional' as const);
    const profile = fc.constantFrom(...(Object.keys(XLIFF12_PROFILES) as Xliff12ProfileName[]));
    fc.assert(
      fc.property(anyDocument, kind, profile, (document, schema, name) => {
        expect(schemaProblems(writeXliff12(document, { profile: name }), schema)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it.skipIf(!hasConformance)('is measured by a schema that can say no', () => {
    const good = writeXliff12(SAMPLE);
    expect(schemaProblems(good, 'strict')).toEqual([]);
    expect(schemaProblems(good.replace('<body>', '<body><nonsense/>'), 'strict')).not.toEqual([]);
    expect(schemaProblems(good.replace('state="needs-review-translation"', 'state="perfect"'), 'strict')).not.toEqual(
      [],
    );
  });

  const SAMPLE: XliffDocument = {
    version: '2.1',
    sourceLanguage: 'id',
    targetLanguage: 'en',
    files: [
      {
        id: 'f1',
        original: 'pasar.md',
        skeleton: { text: '{"memori":1}' },
        notes: [],
        metadata: [{ category: 'memori:provenance', entries: [{ type: 'model', value: 'm' }] }],
        units: [
          {
            id: 'b1',
            preserveSpace: true,
            notes: [{ category: 'memori:class', text: 'title', appliesTo: 'source' }],
            metadata: [],
            glossary: [{ term: 'pasar', translations: [{ text: 'market' }] }],
            matches: [
              {
                ref: '#s1',
                type: 'mt',
                matchQuality: 87.6,
                matchSuitability: 87.6,
                origin: 'memori-id-en',
                source: { parts: ['Pasar & warga'] },
                target: { parts: ['Market & residents'] },
              },
            ],
            segments: [
              {
                kind: 'segment',
                id: 's1',
                state: 'initial',
                subState: 'memori:mt',
                source: { parts: ['Pasar & warga'] },
                target: { parts: ['Market & residents'] },
              },
            ],
          },
          {
            id: 'b2',
            preserveSpace: true,
            notes: [],
            metadata: [],
            glossary: [],
            matches: [
              {
                ref: '#s2',
                type: 'tm',
                similarity: 84.9,
                matchSuitability: 84.9,
                origin: 'tm',
                source: { parts: ['Harga naik.'] },
                target: { parts: ['Prices rose.'] },
              },
            ],
            segments: [
              {
                kind: 'segment',
                id: 's1',
                state: 'translated',
                source: {
                  parts: [{ kind: 'open', id: '1', data: '**' }, 'Ramai.', { kind: 'close', id: '1', data: '**' }],
                },
                target: {
                  parts: [{ kind: 'open', id: '1', data: '**' }, 'Busy.', { kind: 'close', id: '1', data: '**' }],
                },
              },
              { kind: 'ignorable', source: { parts: [' '] }, target: { parts: [' '] } },
              {
                kind: 'segment',
                id: 's2',
                state: 'initial',
                subState: 'memori:tm-fuzzy',
                source: { parts: ['Harga turun.'] },
                target: { parts: ['Prices rose.'] },
              },
            ],
          },
        ],
      },
    ],
  };

  it('marks machine translation and memory matches the way CAT tools read them', () => {
    expect(writeXliff12(SAMPLE)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">
  <file original="pasar.md" source-language="id" target-language="en" datatype="plaintext">
    <header>
      <skl>
        <internal-file>{"memori":1}</internal-file>
      </skl>
      <note from="memori:provenance">model: m</note>
      <tool tool-id="memori" tool-name="memori"/>
    </header>
    <body>
      <trans-unit id="b1" xml:space="preserve">
        <source>Pasar &amp; warga</source>
        <target state="needs-review-translation" state-qualifier="leveraged-mt">Market &amp; residents</target>
        <note from="memori:class" annotates="source">title</note>
        <note from="memori:glossary">pasar = market</note>
        <alt-trans match-quality="87%" origin="memori-id-en" extype="MACHINE-TRANSLATION" tool-id="memori">
          <source>Pasar &amp; warga</source>
          <target>Market &amp; residents</target>
        </alt-trans>
      </trans-unit>
      <trans-unit id="b2" xml:space="preserve">
        <source><bpt id="1" rid="1">**</bpt>Ramai.<ept id="1" rid="1">**</ept> Harga turun.</source>
        <seg-source><mrk mtype="seg" mid="s1"><bpt id="1" rid="1">**</bpt>Ramai.<ept id="1" rid="1">**</ept></mrk> <mrk mtype="seg" mid="s2">Harga turun.</mrk></seg-source>
        <target state="needs-review-translation" state-qualifier="fuzzy-match"><mrk mtype="seg" mid="s1"><bpt id="1" rid="1">**</bpt>Busy.<ept id="1" rid="1">**</ept></mrk> <mrk mtype="seg" mid="s2">Prices rose.</mrk></target>
        <alt-trans mid="s2" match-quality="84%" origin="tm" extype="fuzzy-match" tool-id="memori">
          <source>Harga naik.</source>
          <target>Prices rose.</target>
        </alt-trans>
      </trans-unit>
    </body>
  </file>
</xliff>
`);
  });

  it.each([
    ['matecat', 'match-quality="87"', 'leveraged-mt'],
    ['xtm', 'match-quality="87%"', 'mt-suggestion'],
    ['weblate', 'id="b2.s2"', 'fuzzy-match'],
  ] as const)('has a profile for %s', (profile, ...expected) => {
    const text = writeXliff12(SAMPLE, { profile });
    for (const one of expected) expect(text).toContain(one);
    if (profile === 'weblate') expect(text).not.toContain('<mrk');
  });

  it.each([
    ['initial', 'mt', 'needs-review-translation', 'leveraged-mt'],
    ['initial', 'tm', 'needs-review-translation', 'fuzzy-match'],
    ['initial', undefined, 'needs-translation', undefined],
    ['translated', 'tm', 'translated', 'leveraged-tm'],
    ['translated', 'icm', 'translated', 'exact-match'],
    ['translated', 'idm', 'translated', 'id-match'],
    ['translated', 'repetition', 'translated', 'leveraged-inherited'],
    ['translated', undefined, 'translated', undefined],
    ['reviewed', 'tm', 'signed-off', undefined],
    ['final', 'mt', 'final', undefined],
  ] as const)('writes %s from %s as %s %s, and reads it back', (state, kind, word, qualifier) => {
    const [file] = SAMPLE.files;
    const [unit] = file!.units;
    const segment = {
      ...unit!.segments[0]!,
      kind: 'segment' as const,
      state,
      subState: undefined,
      ...(kind && { origin: { kind } }),
    };
    const text = writeXliff12({
      ...SAMPLE,
      files: [{ ...file!, units: [{ ...unit!, matches: [], segments: [segment] }] }],
    });
    expect(text).toContain(
      `<target state="${word}"${qualifier === undefined ? '' : ` state-qualifier="${qualifier}"`}>`,
    );
    const read = readXliff(text).files[0]!.units[0]!.segments[0]!;
    expect(read).toMatchObject({ state });
    // The same again, and through XLIFF 2 and back.
    expect(writeXliff12(readXliff(text))).toContain(text.slice(text.indexOf('<target'), text.indexOf('</target>')));
    expect(writeXliff12(readXliff(writeXliff2(readXliff(text))))).toContain(
      text.slice(text.indexOf('<target'), text.indexOf('</target>')),
    );
  });
});
