import { describe, expect, test } from 'vitest';
import {
  defaultRules,
  extendRules,
  segmentBlock,
  segmentText,
  type SegmentationOptions,
} from '../../../src/language/index.js';
import { MemoriError } from '../../../src/base/index.js';

const shown = (text: string, options: SegmentationOptions): string[] =>
  segmentBlock(text, 'id', options).map((s) => text.slice(s.start, s.end));

describe('joins and splits of a project', () => {
  const text = 'Ia kuliah di Univ. Maju. Lalu ia bekerja; sesudah itu ia pulang.';

  test('a join undoes a break, wherever its two sides meet', () => {
    expect(shown(text, { overrides: { joins: [{ before: 'Maju.', after: 'Lalu' }] } })).toHaveLength(1);
    expect(shown(text, { overrides: { joins: [{ before: 'Maju. ', after: ' Lalu' }] } })).toHaveLength(1);
    expect(shown(text, { overrides: { joins: [{ before: 'Mundur.', after: 'Lalu' }] } })).toHaveLength(2);
  });

  test('a split adds a break, also without white space', () => {
    expect(shown(text, { overrides: { splits: [{ before: 'bekerja;', after: 'sesudah' }] } })).toEqual([
      'Ia kuliah di Univ. Maju.',
      'Lalu ia bekerja;',
      'sesudah itu ia pulang.',
    ]);
    expect(shown('satu/dua', { overrides: { splits: [{ before: '/', after: 'dua' }] } })).toEqual(['satu/', 'dua']);
  });

  test('a split beats a join, and the order of the lists does not matter', () => {
    const position = { before: 'Maju.', after: 'Lalu' };
    expect(shown(text, { overrides: { joins: [position], splits: [position] } })).toHaveLength(2);
  });

  test('they apply in every block of a document', () => {
    const document = `${text}\n${text}`;
    const segments = segmentText(document, 'id', { overrides: { joins: [{ before: 'Maju.', after: 'Lalu' }] } });
    expect(segments).toHaveLength(2);
  });

  test('a position needs text on both sides', () => {
    expect(() => shown(text, { overrides: { splits: [{ before: ' ', after: 'Lalu' }] } })).toThrow(MemoriError);
    expect(() => shown(text, { overrides: { joins: [{ before: 'Maju.', after: '' }] } })).toThrow(/both sides/);
  });
});

describe("a user's rules", () => {
  test('more abbreviations', () => {
    const text = 'Ia anggota Kopr. Sejahtera. Ia rajin.';
    expect(shown(text, {})).toEqual(['Ia anggota Kopr.', 'Sejahtera.', 'Ia rajin.']);
    const rules = extendRules(defaultRules('id'), { abbreviations: { never: ['Kopr.'] } });
    expect(shown(text, { rules })).toEqual(['Ia anggota Kopr. Sejahtera.', 'Ia rajin.']);
  });

  test('an abbreviation can change its class', () => {
    const text = 'Ia tiba di Kav. Melati.';
    expect(shown(text, {})).toHaveLength(1);
    const rules = extendRules(defaultRules('id'), { abbreviations: { closer: ['Kav'] } });
    expect(shown(text, { rules })).toHaveLength(2);
  });

  test('regular expressions alone', () => {
    const rules = {
      kind: 'regex',
      rules: [
        { break: false, before: '\\bNo\\.', after: '\\s' },
        { break: true, before: '[.;]', after: '\\s' },
      ],
    } as const;
    expect(shown('Satu; dua No. 3. Empat', { rules })).toEqual(['Satu;', 'dua No. 3.', 'Empat']);
  });

  test('regular expressions first, our rules where they are silent', () => {
    const rules = {
      kind: 'cascade',
      first: {
        kind: 'regex',
        rules: [
          { break: false, before: 'Maju\\.', after: '\\s' },
          { break: true, before: ';', after: '\\s' },
        ],
      },
      then: defaultRules('id'),
    } as const;
    expect(shown('Di PT. Maju. Lalu ia bekerja; ia senang. Selesai.', { rules })).toEqual([
      'Di PT. Maju. Lalu ia bekerja;',
      'ia senang.',
      'Selesai.',
    ]);
  });
});
