import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  casingOf,
  casingVariants,
  headlineCase,
  raiseLikeSource,
  restoreCasing,
  sentenceCase,
  titleCase,
} from '../../src/translate/segment/casing.js';
import { frameLength } from '../../src/translate/segment/frame.js';
import { mapText, normaliseMapped, originalRange } from '../../src/translate/segment/mapped-text.js';
import { simplifyMarks } from '../../src/translate/segment/simplify.js';
import { splitText } from '../../src/translate/segment/split.js';
import { modelText, type Tokenizer } from '../../src/translate/model/tokenizer.js';

describe('mapped text', () => {
  const texts = fc.string({
    unit: fc.constantFrom('a', 'b', 'é', 'e\u0301', ' ', '\t', '\n', '\u00a0', '😀', '.', '\u200b'),
    maxLength: 30,
  });

  test('normalises as the tokenizer wants it, every unit with its origin', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const mapped = normaliseMapped(mapText(text, 0, text.length));
        expect(mapped.text).toBe(modelText(text));
        expect(mapped.from).toHaveLength(mapped.text.length);
        for (let i = 0; i < mapped.text.length; i++) {
          const original = text.slice(mapped.from[i], mapped.to[i]);
          expect(original.normalize('NFC').replace(/[\s\u200b\ufeff]+/gu, ' ')).toContain(mapped.text[i]);
          if (i > 0) expect(mapped.from[i]).toBeGreaterThanOrEqual(mapped.from[i - 1]!);
        }
      }),
    );
  });

  test('substitutions stand for what they replace', () => {
    const mapped = mapText('Buka https://a.id lalu', 0, 22, [{ start: 5, end: 17, text: 'ABC' }]);
    expect(mapped.text).toBe('Buka ABC lalu');
    expect(originalRange(mapped, 5, 8)).toEqual({ start: 5, end: 17 });
    expect(originalRange(mapped, 9, 13)).toEqual({ start: 18, end: 22 });
    expect(originalRange(mapped, 13, 13)).toEqual({ start: 22, end: 22 });
  });
});

/** A token per letter: enough to see where a text is cut. */
const letters: Tokenizer = {
  size: 0,
  encode: (text) => ({ ids: new Int32Array(text.length + 1), starts: new Int32Array(), ends: new Int32Array() }),
  decode: () => ({ text: '', starts: new Int32Array(), ends: new Int32Array() }),
  spells: () => true,
  idOf: () => -1,
};
const split = (text: string, most: number): string[] =>
  splitText(normaliseMapped(mapText(text, 0, text.length)), letters, most).map((part) => part.text);

describe('splitting', () => {
  test('at sentences first, then clauses, then before conjunctions, then at spaces', () => {
    expect(split('Ini satu kalimat. Ini dua kalimat.', 20)).toEqual(['Ini satu kalimat.', 'Ini dua kalimat.']);
    expect(split('Hujan turun deras sekali, jalan itu tergenang air.', 30)).toEqual([
      'Hujan turun deras sekali,',
      'jalan itu tergenang air.',
    ]);
    expect(split('Hujan turun deras sekali sehingga jalan tergenang', 30)).toEqual([
      'Hujan turun deras sekali',
      'sehingga jalan tergenang',
    ]);
    expect(split('satu dua tiga empat lima', 14)).toEqual(['satu dua tiga', 'empat lima']);
  });

  test('loses nothing and keeps every part short', () => {
    const words = fc.array(fc.constantFrom('kata', 'dan', 'a,', 'b;', 'Akhir.', 'panjangsekalitanpaspasi', '😀😀😀'), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 2, max: 40 }), (list, most) => {
        const text = list.join(' ');
        const parts = split(text, most);
        expect(parts.join('').replace(/ /gu, '')).toBe(text.replace(/ /gu, ''));
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(Math.max(most, 2));
          expect(part).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
        }
      }),
    );
  });

  test('short text is left alone', () => {
    expect(split('satu dua.', 40)).toEqual(['satu dua.']);
    expect(split('', 40)).toEqual([]);
  });
});

describe('casing', () => {
  test.each([
    ['PEMERINTAH NAIKKAN HARGA BBM', 'capitals'],
    ['Pemerintah Naikkan Harga BBM di Kota Palu', 'title'],
    ['Pemerintah menaikkan harga BBM di Kota Palu.', 'plain'],
    ['Joko Widodo', 'plain'],
    ['BPS', 'plain'],
    ['COVID-19', 'plain'],
    ['Presiden Joko Widodo Tiba di Palu.', 'plain'],
    ['12.500', 'plain'],
  ] as const)('%s is %s', (text, casing) => {
    expect(casingOf(text)).toBe(casing);
  });

  test('copies for the model', () => {
    expect(sentenceCase('PRESIDEN BUKA KTT BRICS')).toBe('Presiden buka KTT brics');
    expect(sentenceCase('Presiden Buka KTT di Bali')).toBe('Presiden buka KTT di bali');
    expect(headlineCase('PRESIDEN BUKA KTT DI BALI')).toBe('Presiden Buka KTT di Bali');
    expect(casingVariants('plain')).toHaveLength(1);
  });

  test('and back', () => {
    expect(restoreCasing('the president opened a summit', 'capitals')).toBe('THE PRESIDENT OPENED A SUMMIT');
    expect(titleCase('the end of the road for ABC’s plan')).toBe('The End of the Road for ABC’s Plan');
    expect(titleCase('what we live for')).toBe('What We Live For');
    expect(restoreCasing('as it is', 'plain')).toBe('as it is');
    expect(raiseLikeSource('good morning', 'Selamat pagi')).toBe('Good morning');
    expect(raiseLikeSource('good morning', 'selamat pagi')).toBe('good morning');
    expect(raiseLikeSource('“good”', '“Baik”')).toBe('“Good”');
  });
});

describe('what stands in front of a sentence', () => {
  test.each([
    ['1. Siapkan bahan', '1. '],
    ['12) Siapkan', '12) '],
    ['(3) Siapkan', '(3) '],
    ['a. siapkan', 'a. '],
    ['iv) siapkan', 'iv) '],
    ['- Siapkan', '- '],
    ['• Siapkan', '• '],
    ['  2. Siapkan', '  2. '],
    ['1.2 juta orang', ''],
    ['1.2 Latar Belakang', '1.2 '],
    ['JAKARTA, KABAR.com - Presiden tiba', 'JAKARTA, KABAR.com - '],
    ['Palu (Warta) — Warga menolak', 'Palu (Warta) — '],
    ['TEMPO.CO, Jakarta - Harga naik', 'TEMPO.CO, Jakarta - '],
    ['BANDUNG – Hujan turun', 'BANDUNG – '],
    ['Harga Naik - Warga Mengeluh', ''],
    ['Indonesia – Malaysia sepakat', ''],
    ['12 orang hadir', ''],
    ['A. Yani lahir di Purworejo', ''],
    ['3.500 orang', ''],
    ['1.', ''],
  ])('%s', (text, wanted) => {
    expect(text.slice(0, frameLength(text))).toBe(wanted);
  });
});

describe('marks that a model cannot spell', () => {
  const simplify = (text: string, unknown: string): string =>
    simplifyMarks(mapText(text, 0, text.length), (mark) => ![...mark].some((sign) => unknown.includes(sign))).mapped
      .text;

  test('are replaced by the nearest that it can', () => {
    expect(simplify('a – b', '–')).toBe('a — b');
    expect(simplify('a – b', '–—')).toBe('a - b');
    expect(simplify('muncul…', '…')).toBe('muncul...');
    expect(simplify('‘saya’ dan Jum’at', '‘')).toBe('“saya” dan Jum’at');
    expect(simplify('‘saya’', '')).toBe('‘saya’');
    expect(simplify('★', '★')).toBe('★');
  });
});
