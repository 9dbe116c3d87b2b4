import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseStandIns, findProtected, occurrences } from '../../src/translate/segment/protect.js';

const texts = (text: string): string[] => findProtected(text).map((span) => span.text);

describe('protected spans', () => {
  test.each([
    ['Kunjungi https://www.contoh.id/berita?id=7&x=(a) sekarang.', ['https://www.contoh.id/berita?id=7&x=(a)']],
    ['(lihat http://contoh.id/a_b).', ['http://contoh.id/a_b']],
    ['Buka www.contoh.go.id, lalu masuk.', ['www.contoh.go.id']],
    ['Tulis ke redaksi.warta@contoh.co.id!', ['redaksi.warta@contoh.co.id']],
    ['Menurut Kabar.com dan selatpost.co.id, harga naik.', ['Kabar.com', 'selatpost.co.id']],
    ['{0} berkas, {name}, ${jumlah}, {{nilai}}, %{x}', ['{0}', '{name}', '${jumlah}', '{{nilai}}', '%{x}']],
    ['{n, plural, other}', ['{n, plural, other}']],
    ['%s menambah %1$s dan %d, %.2f, %(nama)s', ['%s', '%1$s', '%d', '%.2f', '%(nama)s']],
    ['naik 12,5% dari tahun lalu', []],
    ['diskon 50 % sampai hari ini', []],
    ['<b>tebal</b> &amp; <br/>', ['<b>', '</b>', '&amp;', '<br/>']],
    ['jika a < b dan c > d', []],
    ['panggil getValue() di user_name atau `npm run x y`', ['getValue()', 'user_name', '`npm run x y`']],
    [
      'Buka berkas config.json di /etc/memori/ atau C:\\data\\a.txt',
      ['config.json', '/etc/memori/', 'C:\\data\\a.txt'],
    ],
    ['pakai --force atau --jobs=2', ['--force', '--jobs=2']],
    ['dan/atau pada 12/03/2024', []],
    ['ikuti @wartatimur dan #BanggaIndonesia', ['@wartatimur', '#BanggaIndonesia']],
    ['tulisan 日本語 dan Ἑλλάς', ['日本語', 'Ἑλλάς']],
    ['Bapak Joko Widodo, S.H., M.Hum. hadir.', []],
    ['Rp1.500.000,00 untuk A.H. Nasution', []],
  ])('%s', (text, wanted) => {
    expect(texts(text)).toEqual(wanted);
  });

  test('spans are in order, apart, and say what stands there', () => {
    const bits = fc.constantFrom(
      'https://a.id/x',
      '{0}',
      '%s',
      'a@b.co',
      '<b>',
      'kata',
      ' ',
      '.',
      '(',
      ')',
      'x_y',
      '日',
      '`c`',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 20 }), (parts) => {
        const text = parts.join('');
        let at = 0;
        for (const span of findProtected(text)) {
          expect(span.start).toBeGreaterThanOrEqual(at);
          expect(span.end).toBeGreaterThan(span.start);
          expect(text.slice(span.start, span.end)).toBe(span.text);
          at = span.end;
        }
      }),
    );
  });

  test('linear on hostile input', () => {
    for (const hostile of [
      '{'.repeat(20_000),
      '<a '.repeat(20_000),
      '%'.repeat(20_000),
      'a.'.repeat(20_000),
      '/a'.repeat(20_000),
      'a_'.repeat(20_000),
      '@'.repeat(20_000),
      'aA'.repeat(20_000),
      '`'.repeat(20_001),
      `http://a${')'.repeat(20_000)}`,
      'a'.repeat(40_000),
      '<!--'.repeat(20_000),
      'a.'.repeat(20_000) + '(',
    ]) {
      const started = performance.now();
      findProtected(hostile);
      expect(performance.now() - started).toBeLessThan(1500);
    }
  });
});

describe('stand-ins', () => {
  test('are all different and not in the text', () => {
    const text = 'Ada 17 orang, {0} dan {1}, lihat https://contoh.id dan ABC.';
    for (const attempt of [0, 1] as const) {
      const chosen = chooseStandIns(findProtected(text), text, attempt)!;
      expect(new Set(chosen).size).toBe(3);
      for (const word of chosen) expect(text).not.toContain(word);
    }
    expect(chooseStandIns(findProtected(text), text, 0)).not.toEqual(chooseStandIns(findProtected(text), text, 1));
  });

  test('there are not enough for everything', () => {
    const text = Array.from({ length: 40 }, (_, i) => `{${i}}`).join(' ');
    expect(chooseStandIns(findProtected(text), text, 0)).toBeUndefined();
  });

  test('count only as words of their own', () => {
    expect(occurrences('17 of 170, A17, 1.17, 17.5 and (17).', '17')).toEqual([0, 32]);
  });
});
