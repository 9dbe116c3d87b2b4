import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { translateRegex, type RegexDialect } from '../../src/srx/index.js';

function full(pattern: string, text: string, dialect: RegexDialect = 'icu'): boolean {
  return new RegExp(`^(?:${translateRegex(pattern, { dialect })})$`, 'v').test(text);
}

describe('patterns of ICU and Java', () => {
  test.each([
    ['\\p{Lu}\\p{Ll}+', 'Éa', 'éa'],
    ['\\pL', 'ß', '1'],
    ['\\PL', '1', 'a'],
    ['\\p{IsLatin}', 'é', 'я'],
    ['\\p{IsUppercase}', 'Я', 'я'],
    ['\\p{script=Greek}', 'λ', 'a'],
    ['\\p{gc=Nd}', '7', 'x'],
    ['\\p{^Lu}', 'a', 'A'],
    ['\\p{InCyrillic}', 'ж', 'z'],
    ['\\p{javaUpperCase}', 'Ö', 'ö'],
    ['[[:alpha:]]', 'é', '1'],
    ['[^[:digit:]]', 'a', '1'],
    ['a++b', 'aab', 'b'],
    ['a?+', 'a', 'b'],
    ['(?>ab|a)c', 'abc', 'c'],
    ['(?i)dr\\.', 'DR.', 'Xr.'],
    ['(?i:dr)X', 'DrX', 'Drx'],
    ['a(?i)b|c', 'aB', 'Ab'],
    ['((?i)jan|feb)\\.', 'FEB.', 'mar.'],
    ['(?i)[a-c]x', 'BX', 'DX'],
    ['(?i)[^é]', 'a', 'É'],
    ['\\h+', '\u00a0\t', '\n'],
    ['\\v', '\u2028', ' '],
    ['\\R', '\r\n', 'x'],
    ['\\Q[a].*\\E', '[a].*', 'a'],
    ['[\\Q]^\\E]+', '^]', 'Q'],
    ['\\x41\\u0042\\x{43}', 'ABC', 'abc'],
    ['\\ud83d\\ude00', '😀', 'x'],
    ['😀+', '😀😀', 'x'],
    ['\\t\\x09', '\t\t', 'tt'],
    ['\\0101', 'A', '0'],
    ['[]a]', ']', 'b'],
    ['[a-]', '-', 'b'],
    ['[a-z&&[^aeiou]]', 'b', 'a'],
    ['[^a-z&&[aeiou]]', 'b', 'a'],
    ['[\\p{L}--[a-z]]', 'A', 'a'],
    ['[a-c[x-z]]', 'y', 'd'],
    ['[.?!(){}|/*+-]', '{', 'a'],
    ['[\\P{Lu}]', 'a', 'A'],
    ['a{2,3}', 'aa', 'a'],
    ['a{2', 'a{2', 'aa'],
    ['a}', 'a}', 'a'],
    ['(?#comment)a', 'a', 'b'],
    ['(?x) a b # tail', 'ab', 'a b'],
    ['(?s).', '\n', ''],
    ['.', 'a', '\n'],
    ['(?<name>a)(b)', 'ab', 'a'],
    ['(?=a)+a', 'a', 'b'],
    ['a(?=b)b(?<=b)', 'ab', 'a'],
    ['a(?!c)(?<!b)b', 'ab', 'ac'],
    ['\\Aa\\z', 'a', 'b'],
    ['^a$', 'a', 'b'],
    ['', '', 'a'],
  ])('%s', (pattern, matching, other) => {
    expect(full(pattern, matching)).toBe(true);
    expect(full(pattern, other)).toBe(false);
  });

  test('\\b knows letters beyond ASCII', () => {
    const found = (pattern: string, text: string): boolean => new RegExp(translateRegex(pattern), 'v').test(text);
    expect(found('\\bdr\\.', 'édr.')).toBe(false);
    expect(found('\\bdr\\.', '(dr.')).toBe(true);
    expect(found('\\b(?:dr)\\.', 'édr.')).toBe(false);
    expect(found('é\\b', 'é.')).toBe(true);
    expect(found('é\\B', 'éa')).toBe(true);
    expect(found('\\bx?y', 'éy')).toBe(false);
  });

  test('Java reads \\w, \\d and \\s as ASCII, ICU does not', () => {
    expect(full('\\w', 'é')).toBe(true);
    expect(full('\\w', 'é', 'java')).toBe(false);
    expect(full('\\s', '\u00a0')).toBe(true);
    expect(full('\\s', '\u00a0', 'java')).toBe(false);
    expect(full('\\d', '٣')).toBe(true);
    expect(full('\\d', '٣', 'java')).toBe(false);
    expect(full('\\p{Alpha}', 'é', 'java')).toBe(false);
  });

  test('$ also stands before the last line end', () => {
    expect(new RegExp(translateRegex('a$'), 'v').test('a\n')).toBe(true);
    expect(new RegExp(translateRegex('a\\z'), 'v').test('a\n')).toBe(false);
    expect(new RegExp(translateRegex('(?m)^b$'), 'v').test('a\nb\nc')).toBe(true);
  });

  test('repetitions can be bounded', () => {
    expect(translateRegex('a*b+c{2,}d{3}', { longest: 9 })).toBe('a{0,9}b{1,9}c{2,9}d{3}');
  });

  test.each([
    ['(a', /"\(" without "\)".*character 1 /],
    ['a)', /"\)" without "\(".*character 2 /],
    ['[a', /"\[" without "\]"/],
    ['*a', /nothing to repeat/],
    ['a\\', /ends with a backslash/],
    ['\\p{Nonsense}', /property "Nonsense" is unknown/],
    ['(a)\\1', /back reference/],
    ['\\y', /escape "\\y" is unknown/],
    ['[z-a]', /wrong order/],
    ['(?q)', /flag "q" is unknown/],
  ])('%s is refused', (pattern, message) => expect(() => translateRegex(pattern)).toThrow(message));

  test('whatever is accepted compiles', () => {
    const pieces = [
      'a',
      'É',
      '.',
      '\\.',
      '[',
      ']',
      '(',
      ')',
      '|',
      '*',
      '+',
      '?',
      '{2}',
      '{1,}',
      '^',
      '$',
      '\\b',
      '\\p{Lu}',
      '[^',
      '-',
      '&&',
      '\\s',
      '(?i)',
      '(?:',
      '(?<=',
      '\\Q',
      '\\E',
      '\\',
      '{',
      '}',
      '😀',
      '#',
      '\\d',
      '&',
      '~',
      '!',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 10 }), (parts) => {
        let source;
        try {
          source = translateRegex(parts.join(''), { longest: 100 });
        } catch {
          return;
        }
        new RegExp(`(?<=${source})(?=${source})`, 'v');
      }),
      { numRuns: 3000 },
    );
  });
});
