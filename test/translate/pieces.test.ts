import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinPieces, locatePieces } from '../../src/translate/model/pieces.js';

const never = (): boolean => false;
const surfaces = (text: string, { starts, ends }: { starts: Int32Array; ends: Int32Array }): string[] =>
  Array.from(starts, (start, i) => text.slice(start, ends[i]));

/** Any text cut into pieces as SentencePiece cuts it: spaces as ▁, some characters as bytes. */
const cutText = fc
  .array(fc.record({ text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }), bytes: fc.boolean() }), {
    maxLength: 8,
  })
  .map((parts) => {
    const clean = parts
      .map(({ text, bytes }) => ({
        text: text.replace(/[\s\u2581\ufffd\ud800-\udfff]/gu, 'x').replace(/^</u, 'x'),
        bytes,
      }))
      .filter(({ text }) => text !== '');
    const pieces = clean.flatMap(({ text, bytes }, i) => {
      const bare = i === 0 ? text : text;
      if (!bytes) return [`\u2581${bare}`];
      return [
        '\u2581',
        ...[...Buffer.from(bare)].map((byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`),
      ];
    });
    return { text: clean.map(({ text }) => text).join(' '), pieces };
  });

describe('pieces', () => {
  test('joined pieces are the text, and their places cover it', () => {
    fc.assert(
      fc.property(cutText, ({ text, pieces }) => {
        const joined = joinPieces(pieces, never);
        expect(joined.text).toBe(text);
        let at = 0;
        joined.starts.forEach((start, i) => {
          expect(start).toBeLessThanOrEqual(Math.max(at, start));
          at = Math.max(at, joined.ends[i]!);
        });
        expect(at).toBe(text.length);
      }),
    );
  });

  test('located pieces are where joining puts them', () => {
    fc.assert(
      fc.property(cutText, ({ text, pieces }) => {
        const located = locatePieces(text, pieces);
        const joined = joinPieces(pieces, never);
        expect([...located.starts]).toEqual([...joined.starts]);
        expect([...located.ends]).toEqual([...joined.ends]);
      }),
    );
  });

  test('bytes of one character share its place', () => {
    const { text, starts, ends } = joinPieces(['\u2581a', '<0xF0>', '<0x9F>', '<0x98>', '<0x80>', 'b'], never);
    expect(text).toBe('a😀b');
    expect([...starts]).toEqual([0, 1, 1, 1, 1, 3]);
    expect([...ends]).toEqual([1, 3, 3, 3, 3, 4]);
  });

  test('bytes that form no character become replacement characters, one each', () => {
    expect(joinPieces(['\u2581a', '<0xE2>', '<0x82>'], never).text).toBe('a\ufffd\ufffd');
    expect(joinPieces(['<0x80>', '<0x41>'], never).text).toBe('\ufffdA');
  });

  test('special tokens make no text but have a place', () => {
    const { text, starts } = joinPieces(['\u2581a', '</s>', '\u2581b'], (i) => i === 1);
    expect(text).toBe('a b');
    expect(starts[1]).toBe(1);
  });

  test('a tokenizer that normalises is located word by word', () => {
    const text = 'ﬁnal ①';
    const places = locatePieces(text, ['\u2581fi', 'nal', '\u25811']);
    expect(surfaces(text, places).join('|')).toMatch(/^ﬁ.*\|.*l\|①$/u);
  });
});
