import fc from 'fast-check';
import { content, type Content, type InlineCode, type Part } from '../../../src/content/index.js';
import type { Annotation, XliffDocument, XliffUnit } from '../../../src/xliff/index.js';

/** Every kind of code unit: letters, controls, lone surrogates, emoji, combining marks, non-characters. */
export const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(' ', '\n', '\r', '\r\n', '\t', '&amp;', '<b>', ']]>', '"', "'", '\u00a0', '  a  '),
  },
  {
    weight: 1,
    arbitrary: fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 }).map((c) => String.fromCharCode(...c)),
  },
);

/** Text that XML can hold. */
export const xmlText = anyText.map((text) =>
  text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ''),
);

const codeDetails = fc.record(
  {
    data: anyText,
    equiv: xmlText,
    display: xmlText,
    type: fc.constantFrom('fmt', 'ui', 'quote', 'link', 'image', 'other'),
    canDelete: fc.constant(false),
    canCopy: fc.constant(false),
    canReorder: fc.constantFrom('no', 'first-no'),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<InlineCode>>;

type Step = { text: string } | { code: Partial<InlineCode>; kind: 'standalone' | 'open' | 'close'; pick: number };

const steps = fc.array(
  fc.oneof(
    anyText.map((text): Step => ({ text })),
    fc.record({
      code: codeDetails,
      kind: fc.constantFrom('standalone', 'open', 'close'),
      pick: fc.nat(9),
    }) as fc.Arbitrary<Step>,
  ),
  { maxLength: 10 },
);

/**
 * Contents whose codes nest, cross, stay open and close what nothing opened. A closing code has the type and flags of its
 * opening one, as in XLIFF.
 */
function build(list: readonly Step[], prefix = ''): Content {
  const parts: Part[] = [];
  const open: InlineCode[] = [];
  let next = 1;
  for (const step of list) {
    if ('text' in step) {
      parts.push(step.text);
      continue;
    }
    const { kind, code, pick } = step;
    if (kind === 'close' && open.length > 0) {
      const [mate] = open.splice(pick % open.length, 1);
      const { data: _data, equiv: _equiv, display: _display, ...shared } = mate!;
      const { data, equiv, display } = code;
      parts.push({
        ...shared,
        ...(data !== undefined && { data }),
        ...(equiv !== undefined && { equiv }),
        ...(display !== undefined && { display }),
        kind: 'close',
      });
      continue;
    }
    const made = { ...code, kind, id: `${prefix}${kind === 'standalone' ? 'p' : 'c'}${next++}` } as InlineCode;
    if (kind === 'open') open.push(made);
    parts.push(made);
  }
  return content(parts);
}

export const anyContent = steps.map((list) => build(list));

const flatSize = (value: Content): number =>
  value.parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 1), 0);

/** Annotations on a content, in document order, nested or crossing. */
export const annotationsOn = (value: Content, prefix: string): fc.Arbitrary<Annotation[]> =>
  fc
    .array(
      fc.record({
        a: fc.nat(flatSize(value)),
        b: fc.nat(flatSize(value)),
        type: fc.constantFrom('term', 'comment', 'memori:x'),
        value: xmlText,
        translate: fc.boolean(),
      }),
      { maxLength: 3 },
    )
    .map((list) =>
      list
        .map(({ a, b, ...rest }) => ({ start: Math.min(a, b), end: Math.max(a, b), ...rest }))
        .sort((x, y) => x.start - y.start || y.end - x.end)
        .map((one, i) => ({ id: `${prefix}${i + 1}`, ...one })),
    );

const ids = (n: number, prefix: string): string[] => Array.from({ length: n }, (_, i) => `${prefix}${i + 1}`);

const anySegment = (n: number): fc.Arbitrary<XliffUnit['segments'][number]> =>
  fc
    .tuple(steps, steps, fc.boolean(), fc.boolean(), fc.constantFrom('initial', 'translated', 'reviewed', 'final'))
    .chain(([from, to, translated, ignorable, state]) => {
      const source = build(from, `${n}.`);
      const target = build(to, `${n}.`);
      return fc.tuple(annotationsOn(source, `m${n}.`), annotationsOn(target, `k${n}.`)).map(([a, b]) => ({
        ...(ignorable
          ? { kind: 'ignorable' as const }
          : { kind: 'segment' as const, id: `s${n}`, state: state as 'initial' }),
        source,
        ...(translated && { target }),
        ...(a.length > 0 && { sourceAnnotations: a }),
        ...(translated && b.length > 0 && { targetAnnotations: b }),
      }));
    });

const percent = fc.integer({ min: 0, max: 10_000 }).map((n) => n / 100);

const anyUnit = (n: number): fc.Arbitrary<XliffUnit> =>
  fc
    .tuple(
      anySegment(1),
      fc.array(fc.nat(), { maxLength: 2 }).chain((more) => fc.tuple(...more.map((_x, i) => anySegment(i + 2)))),
      fc.boolean(),
      fc.array(fc.record({ text: xmlText, category: xmlText, priority: fc.integer({ min: 1, max: 10 }) }), {
        maxLength: 2,
      }),
      fc.array(
        fc.record(
          {
            source: anyContent,
            target: anyContent,
            type: fc.constantFrom('am', 'mt', 'icm', 'idm', 'tb', 'tm', 'other'),
            similarity: percent,
            matchQuality: percent,
            matchSuitability: percent,
            origin: xmlText,
          },
          { requiredKeys: ['source', 'target'] },
        ),
        { maxLength: 2 },
      ),
      fc.array(fc.record({ type: xmlText, value: xmlText }), { minLength: 1, maxLength: 2 }),
      fc.boolean(),
      fc.constantFrom([], ['g1'], ['g1', 'g2']),
    )
    .map(([first, rest, preserveSpace, notes, matches, entries, extras, groupIds]) => ({
      id: `u${n}`,
      ...(groupIds.length > 0 && { groupIds }),
      preserveSpace,
      notes,
      metadata: extras ? [{ category: 'memori:x', entries, groups: [{ id: 'g', entries }] }] : [],
      glossary: extras
        ? [{ ref: '#m1', term: entries[0]!.type, translations: [{ text: entries[0]!.value }], definition: 'd' }]
        : [],
      matches: matches.map((match) => ({ ref: '#s1', ...match })) as XliffUnit['matches'],
      segments: [{ ...first, kind: 'segment', id: 's1' } as XliffUnit['segments'][number], ...rest],
    }));

/** Documents as the model allows them. */
export const anyDocument: fc.Arbitrary<XliffDocument> = fc.integer({ min: 1, max: 3 }).chain((n) =>
  fc
    .tuple(...ids(n, '').map((_id, i) => anyUnit(i + 1)), fc.record({ text: xmlText, original: xmlText }))
    .map((all) => {
      const { text, original } = all.at(-1) as { text: string; original: string };
      const units = all.slice(0, -1) as XliffUnit[];
      const grouped = units.flatMap((unit) => unit.groupIds ?? []);
      return {
        version: '2.1',
        sourceLanguage: 'id',
        targetLanguage: 'en',
        files: [
          {
            id: 'f1',
            original,
            ...(text !== '' && { skeleton: { text } }),
            notes: [],
            metadata: [],
            ...(grouped.length > 0 && {
              groups: [
                { id: 'g1', notes: [], metadata: [] },
                ...(grouped.includes('g2') ? [{ id: 'g2', parentId: 'g1', notes: [], metadata: [] }] : []),
              ],
            }),
            units,
          },
        ],
      };
    }),
);
