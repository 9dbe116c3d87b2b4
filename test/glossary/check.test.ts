import { describe, expect, it } from 'vitest';
import { checkTerms, createMatcher, readTermbase, recogniseTerms, termPresent } from '../../src/glossary/index.js';

describe('termPresent', () => {
  it.each([
    ['The regencies agreed.', 'regency', true],
    ['He was downloading it.', 'download', true],
    ['Both FIRST PARTIES sign.', 'FIRST PARTY', true],
    ['The First Party signs.', 'FIRST PARTY', true],
    ['an email came', 'e-mail', true],
    ['PARTIES agree.', 'the PARTIES', true],
    ['the U.S. economy', 'US', true],
    ['tell us more', 'US', false],
    ['the stay, cables', 'stay cable', false],
    ['districts', 'regency', false],
    ['', 'regency', false],
  ])('%s: %s', (text, term, expected) => {
    expect(termPresent(text, term)).toBe(expected);
  });
});

describe('checkTerms', () => {
  const table =
    'id,en,status,note\nkabupaten,regency,preferred,\nkabupaten,district,forbidden,\nkecamatan,district,preferred,\n' +
    'perseroan,company,admitted,\nTirta Kencana,Tirta Kencana,,do not translate\n';
  const { termbase } = readTermbase(new TextEncoder().encode(table), 'istilah.csv');
  const matcher = createMatcher([termbase]);
  const check = (source: string, target: string): [string[], string[], string[]] => {
    const result = checkTerms(recogniseTerms(source, matcher), source, target);
    const names = (hits: readonly { term: string }[]): string[] => hits.map(({ term }) => term);
    return [names(result.honoured), names(result.missed), names(result.unwanted)];
  };

  it('tells honoured, missed and forbidden', () => {
    expect(check('Kabupaten itu', 'The regency')).toEqual([['kabupaten'], [], []]);
    expect(check('Kabupaten itu', 'That district')).toEqual([[], ['kabupaten'], ['district']]);
  });

  it('a word that is right for one term is not wrong for another', () => {
    expect(check('Kecamatan di kabupaten', 'A district of the regency')).toEqual([['kecamatan', 'kabupaten'], [], []]);
  });

  it('what is only admitted is not asked for', () => {
    expect(check('Perseroan itu', 'The firm')).toEqual([[], [], []]);
  });

  it('what is not to be translated has to stay', () => {
    expect(check('di Tirta Kencana', 'in Tirta Kencana')).toEqual([['Tirta Kencana'], [], []]);
    expect(check('di Tirta Kencana', 'at the Golden Water')).toEqual([[], ['Tirta Kencana'], []]);
  });
});
