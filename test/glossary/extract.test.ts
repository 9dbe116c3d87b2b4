import { describe, expect, it } from 'vitest';
import { extractTerms } from '../../src/glossary/index.js';

const TEXTS: [string, string][] = [
  ['Kabel penopang jembatan diperiksa setiap bulan.', 'The stay cables of the bridge are checked every month.'],
  [
    'Pemeriksaan kabel penopang dilakukan oleh Cakra Mandiri.',
    'Inspection of the stay cables is done by Cakra Mandiri.',
  ],
  ['Kabel penopangnya diganti oleh Cakra Mandiri.', 'Its stay cable is replaced by Cakra Mandiri.'],
  ['Sungai itu dalam.', 'That river is deep.'],
];

describe('extractTerms', () => {
  const segments = TEXTS.map(([source, target]) => ({ source, target }));

  it('counts forms of one term as one, heads first, and proposes its translation', () => {
    const [first] = extractTerms(segments, { min: 2 });
    expect(first).toMatchObject({ source: 'kabel penopang', target: 'stay cables', count: 3, kind: 'phrase' });
  });

  it('keeps names apart', () => {
    const names = extractTerms(segments, { min: 2 }).filter(({ kind }) => kind === 'name');
    expect(names).toMatchObject([{ source: 'Cakra Mandiri', target: 'Cakra Mandiri', count: 2 }]);
  });

  it('proposes no translation without units that tell it', () => {
    const found = extractTerms(segments.map(({ source }) => ({ source })));
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ target }) => target === undefined)).toBe(true);
  });

  it('takes evidence from a memory and does not look for terms there', () => {
    const evidence = segments.slice(0, 3);
    const found = extractTerms([{ source: 'Kabel penopang baru.' }], { min: 1, evidence });
    expect(found.map(({ source, target }) => [source, target])).toContainEqual(['kabel penopang', 'stay cables']);
    expect(found.map(({ source }) => source)).not.toContain('Cakra Mandiri');
  });

  it('gives nothing for nothing', () => {
    expect(extractTerms([])).toEqual([]);
    expect(extractTerms([{ source: '' }, { source: '12,5 — !' }])).toEqual([]);
  });
});
