import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMatcher, recogniseTerms, type Termbase } from '../../src/glossary/index.js';

interface Case {
  readonly text: string;
  /** Source, target, part of speech. */
  readonly terms: [string, string, string][];
  /** Term, words of the text, kind. */
  readonly hits: [string, string, string][];
}

const FIXTURES = join(import.meta.dirname, 'fixtures');

export function termbase(terms: readonly (readonly [string, string, string?])[]): Termbase {
  return {
    concepts: terms.map(([source, target, pos], i) => ({
      id: `c${i + 1}`,
      notes: [],
      terms: [
        { text: source, language: 'id', notes: [], ...(pos && { partOfSpeech: pos }) },
        { text: target, language: 'en', notes: [] },
      ],
    })),
  };
}

describe.each(readdirSync(FIXTURES).filter((name) => name.endsWith('.json')))('%s', (name) => {
  const cases = JSON.parse(readFileSync(join(FIXTURES, name), 'utf8')) as Case[];
  it.each(cases)('$text ($terms)', ({ text, terms, hits }) => {
    const found = recogniseTerms(text, createMatcher([termbase(terms)]));
    expect(found.map(({ term, start, end, kind }) => [term, text.slice(start, end), kind])).toEqual(hits);
  });
});

describe('recogniseTerms', () => {
  const WORDS = ['rumah', 'sakit', 'kota', 'harga', 'beras', 'mengirim', 'AS', 'surat', 'negara-negara', 'dan', 'di'];
  const phrase = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
  const text = fc
    .array(fc.constantFrom(...WORDS, 'kotanya', 'dikirim', 'Surat', ',', '.', '7', '—', 'Rusia-Korea'), {
      maxLength: 12,
    })
    .map((words) => words.join(' '));

  it('gives hits in order that do not overlap and lie inside the text', () => {
    fc.assert(
      fc.property(fc.array(phrase, { maxLength: 6 }), text, (terms, sentence) => {
        const hits = recogniseTerms(sentence, createMatcher([termbase(terms.map((term) => [term, 'x']))]));
        let at = 0;
        for (const { start, end } of hits) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(at).toBeLessThanOrEqual(sentence.length);
      }),
    );
  });

  it('finds every term as it is written', () => {
    fc.assert(
      fc.property(phrase, (term) => {
        const [hit] = recogniseTerms(`"${term}"`, createMatcher([termbase([[term, 'x']])]));
        expect(hit).toMatchObject({ term, start: 1, end: 1 + term.length });
        expect(['exact', 'abbreviation']).toContain(hit!.kind);
      }),
    );
  });

  it('prefers the earlier termbase, and names the other concept', () => {
    const matcher = createMatcher([termbase([['ayat', 'paragraph']]), termbase([['ayat', 'verse']])]);
    const [hit] = recogniseTerms('ayat', matcher);
    expect(hit!.target).toBe('paragraph');
    expect(hit!.others.map(({ terms }) => terms[1]!.text)).toEqual(['verse']);
  });
});
