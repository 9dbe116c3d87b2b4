import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareQuantities, repairQuantities } from '../../src/check/index.js';
import { type Content, content, plainText, textContent } from '../../src/content/index.js';

const repair = (source: string, target: Content | string): { text: string; repairs: number; left: number } => {
  const result = repairQuantities(
    textContent(source),
    'id',
    typeof target === 'string' ? textContent(target) : target,
    'en',
  );
  return { text: plainText(result.target), repairs: result.repairs.length, left: result.left.missing.length };
};

describe('quantities of a translation', () => {
  it('are compared by value across the languages', () => {
    expect(
      compareQuantities(
        'Rp1,5 miliar pada Rabu (19/6/2024)',
        'id',
        'Rp 1.5 billion on Wednesday (June 19, 2024)',
        'en',
      ),
    ).toEqual({ missing: [], added: [] });
    const { missing, added } = compareQuantities('naik 12,5 persen', 'id', 'rose 25 percent', 'en');
    expect([missing.map((q) => q.text), added.map((q) => q.text)]).toEqual([['12,5 persen'], ['25 percent']]);
  });

  it.each([
    ['Harga naik 12,5 persen.', 'Prices rose 125 percent.', 'Prices rose 12.5 percent.'],
    [
      'kata Putin, Rabu (19/6/2024).',
      'Putin said on Wednesday (19, 2024).',
      'Putin said on Wednesday (June 19, 2024).',
    ],
    ['Ada 1.250 orang dan 3 kapal.', 'There were 1.250 people and 3 ships.', 'There were 1,250 people and 3 ships.'],
  ])('are put right: %s', (source, wrong, right) => {
    expect(repair(source, wrong)).toEqual({ text: right, repairs: 1, left: 0 });
  });

  it('are left alone when it is not clear which is which', () => {
    const wrong = 'There were 7 people.';
    expect(repair('Ada 12 orang dan 3 kapal.', wrong)).toMatchObject({ text: wrong, repairs: 0, left: 2 });
    expect(repair('Ada 12 orang.', 'There were people.')).toMatchObject({ repairs: 0, left: 1 });
  });

  it('never cost a code', () => {
    const code = { kind: 'standalone', id: '1', data: '<x/>' } as const;
    const target = content(['rose 1', code, '25 percent']);
    expect(repairQuantities(textContent('naik 12,5 persen'), 'id', target, 'en').target.parts).toContainEqual(code);
  });

  it('stay when they are right', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 999_999 }), fc.integer({ min: 2, max: 99 }), (people, ships) => {
        const source = `Ada ${people.toLocaleString('de-DE')} orang dan ${ships} kapal.`;
        const target = `There were ${people.toLocaleString('en-US')} people and ${ships} ships.`;
        expect(repair(source, target)).toEqual({ text: target, repairs: 0, left: 0 });
      }),
    );
  });
});
