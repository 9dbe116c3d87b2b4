import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findQuantities, quantityKey, renderQuantity, sameQuantity } from '../../src/language/index.js';
import type { Language, Quantity } from '../../src/language/index.js';
import { rowsOf } from './fixtures/rows.js';

const rows = (name: string): string[][] => rowsOf(new URL(`./fixtures/quantities/${name}.tsv`, import.meta.url));
const shown = (found: readonly Quantity[]): string => found.map(({ kind, text }) => `${kind}:${text}`).join(' | ');

describe('the same value in both languages', () => {
  for (const [id = '', en = ''] of rows('same')) {
    it(`${id} = ${en}`, () => {
      const left = findQuantities(id, 'id');
      const right = findQuantities(en, 'en');
      expect(left.length, `${shown(left)} against ${shown(right)}`).toBe(right.length);
      expect(left.length).toBeGreaterThan(0);
      left.forEach((quantity, i) => {
        expect(sameQuantity(quantity, right[i]!), `${shown(left)} against ${shown(right)}`).toBe(true);
        expect(sameQuantity(right[i]!, quantity)).toBe(true);
      });
    });
  }
});

describe('what is a quantity and what is not', () => {
  for (const [language = '', text = '', wanted = ''] of rows('find')) {
    it(`${language}: ${text}`, () => {
      expect(shown(findQuantities(text, language as Language))).toBe(wanted);
    });
  }
});

describe('written in the other language', () => {
  for (const [from = '', text = '', to = '', like = '', wanted = ''] of rows('render')) {
    it(`${text} → ${to}${like === '' ? '' : ` like ${like}`}`, () => {
      const [quantity] = findQuantities(text, from as Language);
      expect(quantity, 'nothing found').toBeDefined();
      expect(renderQuantity(quantity!, to as Language, like === '' ? undefined : like)).toBe(wanted);
    });
  }
});

it('values that differ are told apart', () => {
  const differing: readonly (readonly [string, Language, string, Language])[] = [
    ['12.500', 'id', '12.500', 'en'],
    ['Rp1,5 miliar', 'id', 'Rp 1.5 million', 'en'],
    ['Rp5 juta', 'id', 'US$5 million', 'en'],
    ['5 persen', 'id', '5', 'en'],
    ['19 Juni 2024', 'id', 'June 19, 2023', 'en'],
    ['19 Juni', 'id', 'June 19, 2023', 'en'],
    ['Rabu', 'id', 'Thursday', 'en'],
    ['pukul 16.30 WIB', 'id', '4:30 a.m.', 'en'],
    ['pukul 16.30 WIB', 'id', '4:30 p.m. Eastern Indonesian Time', 'en'],
    ['5 kg', 'id', '5 km', 'en'],
    ['585 SM', 'id', '585', 'en'],
    ['ke-7', 'id', '8th', 'en'],
    ['sepertiga', 'id', 'a quarter of', 'en'],
    ['F-16', 'id', 'F-35', 'en'],
    ['S$5', 'id', 'US$5', 'en'],
  ];
  for (const [a, la, b, lb] of differing) {
    expect(sameQuantity(findQuantities(a, la)[0]!, findQuantities(b, lb)[0]!), `${a} / ${b}`).toBe(false);
  }
});

describe('properties', () => {
  const language = fc.constantFrom<Language>('id', 'en');
  const examples: Record<Language, readonly Quantity[]> = { id: [], en: [] };
  const collect = (text: string, l: Language): void =>
    void (examples[l] as Quantity[]).push(...findQuantities(text, l));
  for (const [id = '', en = ''] of rows('same')) {
    collect(id, 'id');
    collect(en, 'en');
  }
  const example = (l: Language): fc.Arbitrary<Quantity> => fc.constantFrom(...examples[l]);
  const sample = language.chain((l) => example(l));

  it('found places are in order, inside the text and hold the text they claim', () => {
    const piece = fc.oneof(
      sample.map(({ text }) => text),
      fc.constantFrom(' ', ', ', ' dan ', '-', '.', '\n', '(', ')', 'ke-', 'Rp', '%', ' juta', '0', '19/6', 'pukul '),
      fc.string({ unit: 'binary', maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), language, (pieces, l) => {
        const text = pieces.join('');
        let at = 0;
        for (const quantity of findQuantities(text, l)) {
          expect(quantity.start).toBeGreaterThanOrEqual(at);
          expect(quantity.end).toBeGreaterThan(quantity.start);
          expect(text.slice(quantity.start, quantity.end)).toBe(quantity.text);
          at = quantity.end;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('a quantity is the same as itself, and equal keys mean the same', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        expect(sameQuantity(a, a)).toBe(true);
        expect(sameQuantity(a, b)).toBe(sameQuantity(b, a));
        if (a.kind === b.kind && quantityKey(a) === quantityKey(b)) expect(sameQuantity(a, b)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('find, render in the other language, find: the value is the same', () => {
    fc.assert(
      fc.property(sample, language, (quantity, to) => {
        const text = renderQuantity(quantity, to);
        const again = findQuantities(text, to);
        expect(again.length, `${quantity.text} → ${text}: ${shown(again)}`).toBe(1);
        expect(sameQuantity(quantity, again[0]!), `${quantity.text} → ${text}`).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('any number survives the way into the other language and back', () => {
    const number = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.integer({ min: 0, max: 9999 }), fc.boolean());
    fc.assert(
      fc.property(number, ([whole, fraction, negative]) => {
        const decimal = `${whole}.${fraction}`.replace(/\.?0+$/u, (zeros) => (zeros.includes('.') ? '' : zeros));
        const written = `suhu ${negative && decimal !== '0' ? '-' : ''}${decimal.replace('.', ',')}`;
        const [id] = findQuantities(written, 'id');
        const english = renderQuantity(id!, 'en');
        const [en] = findQuantities(english, 'en');
        expect(en === undefined ? english : sameQuantity(id!, en), `${written} → ${english}`).toBe(true);
        expect(renderQuantity(en!, 'id')).toBe(id!.text);
      }),
      { numRuns: 300 },
    );
  });

  it('amounts, dates and times made at random keep their value in the manner of any example', () => {
    const money = fc
      .tuple(fc.integer({ min: 2, max: 999_999 }), fc.constantFrom('', ' juta', ' miliar'))
      .map(([n, scale]) => `Rp${n}${scale}`);
    const date = fc
      .tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1700, max: 2100 }))
      .map(([day, month, year]) => `${day}/${month}/${year}`);
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([h, m]) => `pukul ${String(h).padStart(2, '0')}.${String(m).padStart(2, '0')} WIB`);
    fc.assert(
      fc.property(fc.oneof(money, date, time), example('en'), (text, like) => {
        const [quantity] = findQuantities(text, 'id');
        const rendered = renderQuantity(quantity!, 'en', like.text);
        const again = findQuantities(rendered, 'en');
        expect(again.length, `${text} like ${like.text} → ${rendered}: ${shown(again)}`).toBe(1);
        expect(sameQuantity(quantity!, again[0]!), `${text} like ${like.text} → ${rendered}`).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

it('takes linear time on hostile input', () => {
  const hostile = [
    '1.'.repeat(50_000),
    'dua '.repeat(50_000),
    '1/'.repeat(50_000),
    'a1-'.repeat(50_000),
    '9'.repeat(100_000),
  ];
  // Quadratic time would run into the test's time limit.
  for (const text of hostile) {
    for (const l of ['id', 'en'] as const) {
      const last = findQuantities(text, l).at(-1);
      expect(last?.end ?? 0).toBeLessThanOrEqual(text.length);
    }
  }
});

it('the fixtures are as many as promised', () => {
  const all = readFileSync(new URL('./fixtures/quantities/same.tsv', import.meta.url), 'utf8');
  expect(all.split('\n').filter((line) => line.includes('\t') && !line.startsWith('#')).length).toBeGreaterThan(150);
});
