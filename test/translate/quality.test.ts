import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { summarizeAttention } from '../../src/translate/decode/attention.js';
import { confidence } from '../../src/translate/segment/confidence.js';
import { replaceRange, type Draft } from '../../src/translate/segment/draft.js';
import { isMisspelt } from '../../src/translate/segment/names.js';
import { findRepetition } from '../../src/translate/segment/quality.js';
import { replaceByAlignment, termAppears } from '../../src/translate/segment/terms.js';
import type { ConfidenceDetails } from '../../src/translate/types.js';

const details = fc.record({
  meanLogProb: fc.double({ min: -8, max: 0, noNaN: true }),
  minLogProb: fc.double({ min: -20, max: 0, noNaN: true }),
  lengthRatio: fc.double({ min: 0, max: 6, noNaN: true }),
  coverage: fc.double({ min: 0, max: 1, noNaN: true }),
  repetition: fc.double({ min: 0, max: 1, noNaN: true }),
  tokens: fc.nat(200),
  truncatedOrSplit: fc.boolean(),
});

describe('confidence', () => {
  test('is between 0 and 1, and monotone in what it is made of', () => {
    const step = fc.double({ min: 0, max: 3, noNaN: true });
    fc.assert(
      fc.property(details, step, (value: ConfidenceDetails, by) => {
        const now = confidence(value);
        expect(now).toBeGreaterThanOrEqual(0);
        expect(now).toBeLessThanOrEqual(1);
        const worse: Partial<ConfidenceDetails>[] = [
          { meanLogProb: value.meanLogProb - by },
          { minLogProb: value.minLogProb - by },
          { coverage: Math.max(0, value.coverage - by) },
          { repetition: value.repetition + by },
          ...(value.lengthRatio > 1 ? [{ lengthRatio: value.lengthRatio + by }] : []),
        ];
        for (const change of worse) expect(confidence({ ...value, ...change })).toBeLessThanOrEqual(now);
      }),
    );
  });
});

describe('repetition', () => {
  const share = (text: string): number => findRepetition(text.match(/ ?[^ ]+/g) ?? []).share;
  test.each([
    ['the bridge was opened', 0],
    ['very very good', 0],
    ['1 0 0 0 0 0 0', 0],
    ['. . . .', 0],
    [' no no no', 2 / 3],
    ['the man the man came', 0],
    [' the man the man came', 2 / 5],
    [' a b c a b c a b c', 6 / 9],
  ])('%s', (text, wanted) => {
    expect(share(text)).toBeCloseTo(wanted, 10);
  });

  test('names the longest phrase', () => {
    expect(findRepetition([' a', ' loop', ' here', ' loop', ' here']).phrase).toBe('loop here');
  });
});

describe('misspelt names', () => {
  test.each([
    ['Widodo', 'Widododo', true],
    ['Buffalo', 'Bufalo', true],
    ['Scott', 'Scottt', true],
    ['Cililitan', 'Cilitan', true],
    ['Senen', 'Senenenen', true],
    ['Moskow', 'Moscow', false],
    ['Provinsi', 'Province', false],
    ['Rusia', 'Russia', false],
    ['Australia', 'Australian', false],
    ['Budi', 'budidi', false],
    ['Palu', 'Palu', false],
  ])('%s / %s', (name, written, wanted) => {
    expect(isMisspelt(name, written)).toBe(wanted);
  });
});

describe('attention', () => {
  test('keeps the most attended tokens and the coverage', () => {
    const summary = summarizeAttention(Float32Array.of(0.7, 0.2, 0.1, 0, 0.1, 0.1, 0.8, 0), 2, 4);
    expect([...summary.sources]).toEqual([0, 1, 2, 2, 0, 1]);
    expect([...summary.weights].slice(0, 3)).toEqual([178, 51, 26]);
    // 0.8, 0.3 and 0.9 for the three words; the end of sentence does not count.
    expect(summary.coverage).toBeCloseTo((0.8 + 0.3 + 0.9) / 3, 5);
  });

  test('of a model that gives none', () => {
    expect(summarizeAttention(new Float32Array(), 5, 7)).toMatchObject({ width: 0, coverage: 1 });
  });
});

describe('terms in a target', () => {
  test.each([
    ['They plant mangroves there.', 'mangrove', true],
    ['Two parties signed.', 'party', true],
    ['She studied law.', 'study', true],
    ['The Down Payment is due.', 'down payment', true],
    ['a down-payment', 'down payment', true],
    ['the payment', 'down payment', false],
    ['mangroveland', 'mangrove', false],
    ['C++ compilers', 'C++', true],
    ['the partying', 'part', false],
  ])('%s / %s', (target, term, wanted) => {
    expect(termAppears(target, term)).toBe(wanted);
  });

  test('the aligned run is replaced, whole words only', () => {
    const draft: Draft = {
      text: 'They planted sea grass there.',
      tokens: [
        { start: 0, end: 4, links: [{ start: 0, end: 6, weight: 1 }] },
        { start: 4, end: 12, links: [{ start: 7, end: 14, weight: 1 }] },
        { start: 12, end: 16, links: [{ start: 15, end: 20, weight: 0.9 }] },
        { start: 16, end: 20, links: [{ start: 15, end: 20, weight: 0.8 }] },
        { start: 20, end: 29, links: [] },
      ],
    };
    expect(replaceByAlignment(draft, { start: 15, end: 20 }, 'mangroves')!.draft.text).toBe(
      'They planted mangroves there.',
    );
    expect(replaceByAlignment(draft, { start: 21, end: 25 }, 'x')).toBeUndefined();
  });
});

describe('drafts', () => {
  test('edits keep tokens in order, apart and inside the text', () => {
    const edit = fc.tuple(fc.nat(40), fc.nat(10), fc.constantFrom('', 'x', 'word'));
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 6 }), (edits) => {
        const text = 'the bridge was opened today';
        let draft: Draft = {
          text,
          tokens: [...text.matchAll(/ ?\w+/g)].map(({ index, 0: word }) => ({
            start: index,
            end: index + word.length,
            links: [],
          })),
        };
        for (const [from, length, put] of edits) {
          const start = Math.min(from, draft.text.length);
          const end = Math.min(start + length, draft.text.length);
          const expected = draft.text.slice(0, start) + put + draft.text.slice(end);
          draft = replaceRange(draft, start, end, put);
          expect(draft.text).toBe(expected);
          let at = 0;
          for (const token of draft.tokens) {
            expect(token.start).toBeGreaterThanOrEqual(at);
            expect(token.end).toBeGreaterThan(token.start);
            at = token.end;
          }
          expect(at).toBeLessThanOrEqual(draft.text.length);
        }
      }),
    );
  });
});
