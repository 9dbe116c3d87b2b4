import { describe, expect, test } from 'vitest';
import { classifyLine, matchPrefix, type BlockClass } from '../../../src/language/index.js';

describe('what a match key leaves out at the start', () => {
  test.each([
    ['KABAR.id - Wali kota', 'KABAR.id - '],
    ['Lembayungnews – Wali kota', 'Lembayungnews – '],
    ['JAKARTA, Kabaran.id - Wali kota', 'JAKARTA, Kabaran.id - '],
    ['Jakarta (ANTARA) - Wali kota', 'Jakarta (ANTARA) - '],
    ['KABARAN.CO, Bandung — Wali kota', 'KABARAN.CO, Bandung — '],
    ['Medan - Seorang warga', 'Medan - '],
    ['WARTA PAGI – Hujan', 'WARTA PAGI – '],
    ['LONDON, June 19 (Reuters) - Prices', 'LONDON, June 19 (Reuters) - '],
    ['1. Terikat dalam Perjanjian', '1. '],
    ['12) Lain-lain', '12) '],
    ['(3) Pihak kedua', '(3) '],
    ['IV. Penutup', 'IV. '],
    ['2.1 Letak', '2.1 '],
    ['a. menyiapkan bahan;', 'a. '],
    ['A. Latar Belakang', 'A. '],
    ['- Unduh berkasnya.', '- '],
    ['• Kartu keluarga', '• '],
  ])('%s', (text, prefix) => expect(text.slice(0, matchPrefix(text, 'id'))).toBe(prefix));

  test.each([
    'Rusia - Korea Utara menandatangani perjanjian.',
    'Putin – yang baru tiba – tersenyum.',
    'Presiden itu pergi - Wakilnya tinggal.',
    '2015 menjadi tahun berat.',
    '2.500 orang hadir.',
    'A. Rahman pergi ke pasar.',
    'W.S. Rukmana membaca puisi.',
    'dr. Andi datang.',
    'No. 5 menang.',
    'u.p. Kepala Bagian',
    '1.',
    '-',
    '',
  ])('nothing in %s', (text) => expect(matchPrefix(text, 'id')).toBe(0));
});

describe('the class of a line', () => {
  const cases: [string, BlockClass][] = [
    ['Baca juga: 5 Cara Menyimpan Beras', 'related'],
    ['Baca Juga 5 Cara Menyimpan Beras', 'related'],
    ['Baca juga buku itu sampai selesai.', 'paragraph'],
    ['© 2024 Kabaran', 'rights'],
    ['Copyright ©ANTARA 2024', 'rights'],
    ['Hak cipta adalah hak eksklusif pencipta.', 'paragraph'],
    ['Foto: Dok. Pribadi', 'credit'],
    ['ANTARA FOTO/Rizki/rhs', 'credit'],
    ['Penulis: Sari Dewi', 'credit'],
    ['Penulis: orang yang menulis naskah ini pada malam hari.', 'paragraph'],
    ['(*)', 'end-mark'],
    ['* * *', 'end-mark'],
    ['Lawang, 7 Juli 2025', 'dateline'],
    ['Rabu, 19 Juni 2024 | 10:30 WIB', 'dateline'],
    ['Rapat pada 7 Juli 2025 batal', 'caption'],
    ['- Kartu keluarga', 'list-item'],
    ['1. Memangkas Waktu Tempuh', 'heading'],
    ['1. Siapkan bahan.', 'list-item'],
    ['(2) Setiap orang berhak hidup.', 'list-item'],
    ['BAB II', 'heading'],
    ['Bab II Tinjauan Pustaka', 'heading'],
    ['Kerja Sama di Lima Bidang', 'heading'],
    ['Para pedagang menata dagangan di atas perahu', 'caption'],
    ['Kami pulang.', 'paragraph'],
    ['Kami mengundang Saudara pada:', 'paragraph'],
    ['> Saya setuju', 'quote'],
    ['', 'paragraph'],
  ];
  test.each(cases)('%s', (text, expected) => expect(classifyLine(text, 'id')).toBe(expected));

  test('the first line without a stop is the title', () => {
    expect(classifyLine('Pasar apung dibuka lagi', 'id', { first: true })).toBe('title');
    expect(classifyLine('Apakah pasar apung dibuka lagi?', 'id', { first: true })).toBe('title');
    expect(classifyLine('Pasar apung dibuka lagi.', 'id', { first: true })).toBe('paragraph');
  });

  test('a numbered line among its like is a list item', () => {
    expect(classifyLine('2. Pemilihan ketua', 'id', { next: '3. Lain-lain' })).toBe('list-item');
    expect(classifyLine('II. Pemilihan Ketua', 'id', { next: '1. Calon pertama' })).toBe('heading');
  });
});
