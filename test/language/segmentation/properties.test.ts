import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  defaultRules,
  findBlocks,
  matchPrefix,
  segmentBlock,
  segmentText,
  type Language,
  type SegmentationOptions,
} from '../../../src/language/index.js';

/** Pieces that make trouble, between arbitrary text. */
const pieces = [
  '. ',
  '.',
  '...',
  '…',
  '?',
  '! ',
  '"',
  '“',
  '”',
  "'",
  '(',
  ')',
  '[',
  ']',
  '[1]',
  '\n',
  '\n\n',
  '\r\n',
  '\u2028',
  '\u0085',
  '\u00a0',
  '\ufeff',
  '\u200b',
  ' ',
  '   ',
  '\t',
  'Dr.',
  'S.H.',
  'No. ',
  'dll.',
  'PT. ',
  'A.',
  '1. ',
  '54.',
  'IV.',
  'Baca Juga: ',
  '©2024 ',
  '(*)',
  '***',
  '-/Antara/rhs',
  'kata',
  'Kami pergi',
  'pekan ini.Bogor',
  '- ',
  '• ',
  'ERA.id - ',
  '😀',
  '\ud83d',
  '\udc00',
  '。',
  '—',
  '–',
  '*',
  '_',
  '#',
  '@',
  ':',
  ';',
  ',',
];
const text = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
    ),
  )
  .map((parts) => parts.join(''));
const language = fc.constantFrom<Language>('id', 'en');
const word = fc.string({ minLength: 1, maxLength: 3 }).filter((s) => s.trim() !== '');
const options: fc.Arbitrary<SegmentationOptions> = fc.oneof(
  fc.constant({}),
  fc.record({
    overrides: fc.record({
      joins: fc.array(fc.record({ before: word, after: word }), { maxLength: 3 }),
      splits: fc.array(fc.record({ before: word, after: word }), { maxLength: 3 }),
    }),
  }),
  fc.constant<SegmentationOptions>({
    rules: {
      kind: 'regex',
      rules: [
        { break: false, before: '\\bDr\\.', after: '' },
        { break: true, before: '[.?!]', after: '\\s' },
      ],
    },
  }),
  fc.constant<SegmentationOptions>({
    rules: {
      kind: 'cascade',
      first: {
        kind: 'regex',
        rules: [
          { break: false, before: 'Kami', after: '' },
          { break: true, before: 'pergi', after: '' },
        ],
      },
      then: defaultRules('id'),
    },
  }),
);

function expectSound(source: string, segments: readonly { start: number; end: number }[]): void {
  let at = 0;
  let rebuilt = '';
  for (const { start, end } of segments) {
    expect(start).toBeGreaterThanOrEqual(at);
    expect(end).toBeGreaterThan(start);
    const between = source.slice(at, start);
    // Nothing but white space (and the line end U+0085) is left outside of segments.
    expect(between.replace(/[\s\u0085]/gu, '')).toBe('');
    const inside = source.slice(start, end);
    expect(inside.trim()).toBe(inside);
    rebuilt += between + inside;
    at = end;
  }
  expect(source.slice(at).replace(/[\s\u0085]/gu, '')).toBe('');
  expect(rebuilt + source.slice(at)).toBe(source);
}

describe('for any text', () => {
  test('segments are ascending, disjoint, trimmed, and with the text between them rebuild the source', () => {
    fc.assert(
      fc.property(text, language, options, (source, lang, opts) =>
        expectSound(source, segmentText(source, lang, opts)),
      ),
      { numRuns: 1500 },
    );
  });

  test('segments of one block are so too', () => {
    fc.assert(
      fc.property(text, language, options, (source, lang, opts) => {
        const segments = segmentBlock(source, lang, opts);
        let at = 0;
        for (const { start, end } of segments) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(source.slice(at, start).trim()).toBe('');
          expect(source.slice(start, end).trim()).toBe(source.slice(start, end));
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(source.slice(at).trim()).toBe('');
      }),
      { numRuns: 1000 },
    );
  });

  test('blocks are so too, and every segment lies in one block', () => {
    fc.assert(
      fc.property(text, language, (source, lang) => {
        const blocks = findBlocks(source, lang);
        expectSound(source, blocks);
        for (const segment of segmentText(source, lang)) {
          expect(blocks.some((block) => block.start <= segment.start && segment.end <= block.end)).toBe(true);
        }
      }),
    );
  });

  test('the kind of line end makes no difference to the segments', () => {
    fc.assert(
      fc.property(text, language, (source, lang) => {
        const unix = source.replace(/\r\n?/g, '\n');
        const windows = unix.replaceAll('\n', '\r\n');
        const shown = (t: string): string[] =>
          segmentText(t, lang).map((s) => s.class + t.slice(s.start, s.end).replaceAll('\r\n', '\n'));
        expect(shown(windows)).toEqual(shown(unix));
      }),
    );
  });

  test('a match prefix is shorter than the text', () => {
    fc.assert(
      fc.property(text, language, (source, lang) => {
        const length = matchPrefix(source, lang);
        expect(length).toBeGreaterThanOrEqual(0);
        expect(length === 0 || length < source.length).toBe(true);
      }),
    );
  });
});

test('hostile text is done in time that grows with its length only', () => {
  // A sanity check against blow-up, not a measurement: quadratic behaviour would take minutes here.
  for (const piece of ['.', '"', 'a. ', 'A. ', '(', '1', '1.', '. ', '”', 'kata.Kata', '[1', '. (', '?!"', 'a\n']) {
    const source = piece.repeat(Math.ceil(100_000 / piece.length));
    expect(segmentText(source, 'id').at(-1)?.end).toBe(source.trimEnd().length);
  }
});
