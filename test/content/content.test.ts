import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  codesOf,
  compareCodes,
  type Content,
  content,
  cutPosition,
  equalContent,
  flatLength,
  flatPosition,
  type InlineCode,
  join,
  originalText,
  type Part,
  plainPosition,
  plainText,
  slice,
  splitAt,
  trimmedRange,
  unbalancedCodes,
} from '../../src/content/index.js';

const open = (id: string, data = '<b>'): InlineCode => ({ kind: 'open', id, data });
const close = (id: string, data = '</b>'): InlineCode => ({ kind: 'close', id, data });
const alone = (id: string, data = '<br/>'): InlineCode => ({ kind: 'standalone', id, data });

const anyCode: fc.Arbitrary<InlineCode> = fc.record({
  kind: fc.constantFrom('standalone' as const, 'open' as const, 'close' as const),
  id: fc.constantFrom('1', '2', '3'),
  data: fc.string({ maxLength: 4 }),
});
const anyContent: fc.Arbitrary<Content> = fc
  .array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 8 }), anyCode), { maxLength: 10 })
  .map((parts) => content(parts as Part[]));

describe('content', () => {
  it('joins neighbouring strings and drops empty ones', () => {
    expect(content(['a', '', 'b', alone('1'), '', 'c']).parts).toEqual(['ab', alone('1'), 'c']);
  });

  it('gives plain and original text', () => {
    const value = content(['Ini ', open('1'), 'penting', close('1'), '.']);
    expect(plainText(value)).toBe('Ini penting.');
    expect(originalText(value)).toBe('Ini <b>penting</b>.');
  });

  it('cuts closing codes to the left and opening ones to the right', () => {
    const value = content([open('1'), 'Ya.', close('1'), ' ', open('2'), 'Tidak.', close('2')]);
    const [first, rest] = splitAt(value, cutPosition(value, 3));
    expect(originalText(first)).toBe('<b>Ya.</b>');
    expect(originalText(rest)).toBe(' <b>Tidak.</b>');
  });

  it('never loses or duplicates anything when split anywhere and joined again', () => {
    fc.assert(
      fc.property(anyContent, fc.nat(60), (value, at) => {
        const [left, right] = splitAt(value, at);
        expect(equalContent(join(left, right), value)).toBe(true);
        expect(codesOf(left).length + codesOf(right).length).toBe(codesOf(value).length);
        expect(flatLength(left) + flatLength(right)).toBe(flatLength(value));
      }),
    );
  });

  it('rebuilds the whole from the slices of any partition', () => {
    fc.assert(
      fc.property(anyContent, fc.array(fc.nat(60)), (value, cuts) => {
        const sorted = [0, ...cuts.sort((a, b) => a - b), flatLength(value)];
        const slices = sorted.slice(1).map((to, i) => slice(value, Math.min(sorted[i]!, to), to));
        const whole = join(...slices);
        expect(equalContent(whole, value) || sorted.some((cut) => cut > flatLength(value))).toBe(true);
      }),
    );
  });

  it('maps plain positions to flat ones and back', () => {
    fc.assert(
      fc.property(anyContent, fc.nat(60), (value, at) => {
        const plain = Math.min(at, plainText(value).length);
        for (const side of ['before', 'after'] as const) {
          expect(plainPosition(value, flatPosition(value, plain, side))).toBe(plain);
          expect(plainText(slice(value, 0, flatPosition(value, plain, side)))).toBe(plainText(value).slice(0, plain));
        }
        expect(plainText(slice(value, 0, cutPosition(value, plain)))).toBe(plainText(value).slice(0, plain));
      }),
    );
  });

  it('finds equality only where text, codes and flags agree', () => {
    expect(equalContent(content(['a', alone('1')]), content(['a', alone('1')]))).toBe(true);
    expect(equalContent(content(['a', alone('1')]), content(['a', alone('2')]))).toBe(false);
    expect(equalContent(content([alone('1')]), content([{ ...alone('1'), canDelete: false }]))).toBe(false);
    expect(equalContent(content([alone('1')]), content([{ ...alone('1'), canDelete: true }]))).toBe(true);
  });

  it('knows the range without surrounding white space', () => {
    expect(trimmedRange('  a b \n')).toEqual({ start: 2, end: 5 });
    expect(trimmedRange('   ')).toEqual({ start: 0, end: 0 });
  });
});

describe('codes of a translation', () => {
  it('reports missing, added, repeated and crossing codes', () => {
    const source = content([open('1'), 'a', close('1'), alone('2')]);
    expect(compareCodes(source, source)).toEqual([]);
    expect(compareCodes(source, content([open('1'), 'a', close('1')])).map((p) => p.kind)).toEqual(['missing']);
    expect(
      compareCodes(source, content([open('1'), 'a', close('1'), alone('2'), alone('2')])).map((p) => p.kind),
    ).toEqual(['duplicated']);
    expect(
      compareCodes(source, content([open('1'), 'a', close('1'), alone('2'), alone('9')])).map((p) => p.kind),
    ).toEqual(['added']);
    expect(unbalancedCodes(content([open('1'), open('2'), close('1'), close('2')])).length).toBeGreaterThan(0);
    expect(unbalancedCodes(content([close('1'), 'a', open('1')])).length).toBeGreaterThan(0);
    expect(unbalancedCodes(content([open('1'), open('2'), close('2'), close('1'), close('3')]))).toEqual([]);
  });
});
