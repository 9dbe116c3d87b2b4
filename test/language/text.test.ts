import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalSpelling,
  findQuantities,
  foldSpelling,
  matchKey,
  normalizeForMatch,
  tokenize,
} from '../../src/language/index.js';
import type { Language } from '../../src/language/index.js';
import { ENGLISH_VARIANTS, INDONESIAN_VARIANTS } from '../../src/language/text/spelling-variants.js';
import { rowsOf } from './fixtures/rows.js';

const rows = (name: string): string[][] => rowsOf(new URL(`./fixtures/text/${name}.tsv`, import.meta.url));
const texts = rows('tokens').map(([text = '']) => text);

describe('tokens', () => {
  for (const [text = '', wanted = ''] of rows('tokens')) {
    it(text, () => {
      expect(
        tokenize(text)
          .map(({ kind, text: token }) => `${kind.charAt(0)}:${token}`)
          .join(' '),
      ).toBe(wanted);
    });
  }

  const anything = fc
    .array(
      fc.oneof(
        fc.constantFrom(...texts),
        fc.string({ unit: 'binary', maxLength: 8 }),
        fc.constantFrom('.', '-', ' ', "'", '@', '1', 'a'),
      ),
      {
        maxLength: 8,
      },
    )
    .map((parts) => parts.join(''));

  it('tokens and gaps are the text, and gaps hold nothing visible', () => {
    fc.assert(
      fc.property(anything, (text) => {
        let at = 0;
        for (const token of tokenize(text)) {
          expect(token.start).toBeGreaterThanOrEqual(at);
          expect(token.text).toBe(text.slice(token.start, token.end));
          expect(token.text).not.toBe('');
          expect(text.slice(at, token.start)).toMatch(/^[\s\p{Cf}]*$/u);
          at = token.end;
        }
        expect(text.slice(at)).toMatch(/^[\s\p{Cf}]*$/u);
      }),
      { numRuns: 1000 },
    );
  });

  it('a token of its own is read as the same token again', () => {
    for (const text of texts) {
      for (const token of tokenize(text)) {
        expect(tokenize(token.text).map((again) => [again.text, again.kind])).toEqual([[token.text, token.kind]]);
      }
    }
  });

  it('hostile input neither hangs nor overflows', () => {
    for (const piece of [
      'a.',
      'a.b@',
      '1.',
      'a-',
      "a'",
      '...',
      'www.',
      'http:',
      '👍',
      '\u0301',
      'é'.normalize('NFD'),
    ]) {
      const text = piece.repeat(60_000 / piece.length);
      expect(tokenize(text).at(-1)!.end).toBe(text.length);
    }
  });
});

describe('forms to compare', () => {
  it('keeps wording and case, folds what is only typography', () => {
    expect(normalizeForMatch('  “Kerja\u00a0sama”  –\tNATO’s… ', 'id')).toBe('"Kerja sama" - NATO\'s...');
    expect(normalizeForMatch('ｋａｔａ！ so\u00adft\u200b', 'id')).toBe('kata! soft');
    expect(normalizeForMatch('e\u0301', 'id')).toBe('é');
    expect(normalizeForMatch('27 m²', 'id')).toBe('27 m²');
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = normalizeForMatch(text, 'id');
        expect(normalizeForMatch(once, 'id')).toBe(once);
      }),
    );
  });

  for (const [language = '', a = '', b = '', same = ''] of rows('keys')) {
    it(`${a} ${same === 'yes' ? '=' : '≠'} ${b}`, () => {
      const [left, right] = [matchKey(a, language as Language), matchKey(b, language as Language)];
      if (same === 'yes') expect(left).toBe(right);
      else expect(left).not.toBe(right);
    });
  }

  it('puts a stand-in for every quantity', () => {
    const text = 'Pada Rabu (19/6/2024) harga naik 5 persen menjadi Rp1,5 juta.';
    expect(matchKey(text, 'id')).toBe('pada ⟨date⟩ harga naik ⟨percent⟩ menjadi ⟨currency⟩ .');
    expect(findQuantities(text, 'id')).toHaveLength(3);
  });
});

describe('spelling variants', () => {
  it('fold words and runs of words, the longest first', () => {
    expect(foldSpelling(['ada', 'kerjasama', 'di', 'mana'], 'id')).toEqual(['ada', 'kerja', 'sama', 'di', 'mana']);
    expect(foldSpelling(['dimana', 'uji', 'coba'], 'id')).toEqual(['di', 'mana', 'uji', 'coba']);
    expect(foldSpelling(['per', 'cent'], 'en')).toEqual(['percent']);
    expect(canonicalSpelling('nopember', 'id')).toBe('november');
    expect(canonicalSpelling('meja', 'id')).toBe('meja');
  });

  it('no form belongs to two things, and canonical forms stay as they are', () => {
    for (const [data, language] of [
      [INDONESIAN_VARIANTS, 'id'],
      [ENGLISH_VARIANTS, 'en'],
    ] as const) {
      const owner = new Map<string, string>();
      for (const line of data.split('\n').filter((entry) => entry !== '')) {
        const [canonical = '', ...variants] = line.split('|');
        for (const form of [canonical, ...variants]) {
          expect(owner.get(form), `${form} in "${line}" and "${owner.get(form)}"`).toBeUndefined();
          owner.set(form, line);
          expect(form).toBe(form.toLowerCase().trim());
        }
        expect(foldSpelling(canonical.split(' '), language).join(' '), line).toBe(canonical);
        for (const variant of variants) expect(foldSpelling(variant.split(' '), language).join(' ')).toBe(canonical);
      }
    }
  });
});
