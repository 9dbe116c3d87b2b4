/** Ordinal numbers: `ke-7`, `ketujuh`, `abad XIX`, `7th`, `twenty-first`. */

import type { Atoms } from './atoms.js';
import { ENGLISH_ORDINALS, ENGLISH_TENS, UNITS } from './lexicon.js';
import type { Language, NumberForm } from './types.js';

export interface ReadOrdinal {
  readonly next: number;
  readonly quantity: { readonly kind: 'ordinal'; readonly value: number; readonly form: NumberForm };
}

const ROMAN = /^(?=[IVXLC])C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/u;
const ROMAN_VALUES: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100 };

export function fromRoman(text: string): number | undefined {
  if (!ROMAN.test(text)) return undefined;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const here = ROMAN_VALUES[text.charAt(i)] ?? 0;
    value += here < (ROMAN_VALUES[text.charAt(i + 1)] ?? 0) ? -here : here;
  }
  return value;
}

function ordinal(next: number, value: number, style: NumberForm['style']): ReadOrdinal {
  return { next, quantity: { kind: 'ordinal', value, form: { style, decimals: 0, grouped: true, scale: 0 } } };
}

export function readOrdinal(atoms: Atoms, start: number, language: Language): ReadOrdinal | undefined {
  return language === 'id' ? readIndonesian(atoms, start) : readEnglish(atoms, start);
}

function readIndonesian(atoms: Atoms, start: number): ReadOrdinal | undefined {
  const { folded } = atoms.at(start);
  if (folded === 'ke' && atoms.isSign(start + 1, '-‐‑')) {
    const atom = atoms.at(start + 2);
    if (atoms.gluedAfter(start + 3)) return undefined;
    if (atom.kind === 'digits') return ordinal(start + 3, Number(atom.text), 'digits');
    const roman = fromRoman(atom.text);
    return roman === undefined ? undefined : ordinal(start + 3, roman, 'roman');
  }
  if (folded.startsWith('ke')) return ordinalWord(atoms, start);
  // `lantai dua` is the second floor.
  const ranked = atoms.kind(start - 1) === 'blank' && atoms.isWord(start - 2, 'lantai', 'kelas', 'semester', 'eselon');
  const unit = ranked ? UNITS.id.get(folded) : undefined;
  const longer = atoms.kind(start + 1) === 'blank' && atoms.isWord(start + 2, 'belas', 'puluh', 'ratus');
  return unit === undefined || unit < 2 || longer ? undefined : ordinal(start + 1, unit, 'words');
}

/** Nouns that an ordinal word follows as a rule. */
const COUNTED = new Set(
  (
    'abad babak kali putaran tahap hari tahun bulan minggu pekan bagian anak putra putri edisi musim gelombang generasi gol ' +
    'set gim lantai kursi peringkat posisi urutan tempat kuartal triwulan semester periode masa perang dunia ayat bab jilid ' +
    'seri pertemuan sidang sesi malam dekade milenium gelar medali kloter vaksin dosis menit hukum pasal sila yang unggulan ' +
    'paruh ronde leg kesempatan amandemen alinea paragraf juara pilihan terbesar tertinggi terbanyak terpanjang termuda ' +
    'tercepat terbaik terkaya terluas terpadat kaum negeri kelas angkatan pihak'
  ).split(' '),
);
/** What may follow an ordinal but not the number of a group: `perjanjian kedua itu`, `kedua di Asia`. */
const AFTER_ORDINAL = new Set(
  (
    'di dari itu ini yang pada setelah sesudah sebelum dan atau akan dengan dalam tidak dapat bagi untuk kalinya ' +
    'berturut-turut terhadap oleh saat ketika sejak hingga sampai adalah ialah telah sudah belum tersebut termodinamika karena agar'
  ).split(' '),
);
/** Words that are no noun, so what follows them is no ordinal: `antara kedua negara`. */
const BEFORE_GROUP = new Set(
  (
    'di dari antara oleh bahwa ketika karena kepada pada dengan dan bagi ke dalam jika sebab setelah sebelum agar ' +
    'sehingga hanya baik untuk bersama atas tetapi serta atau apabila sejak hubungan'
  ).split(' '),
);

/** `ketujuh`; `kedua negara` counts a group instead. */
function ordinalWord(atoms: Atoms, start: number): ReadOrdinal | undefined {
  const stem = atoms.at(start).folded.slice(2);
  const unit = UNITS.id.get(stem);
  if (unit === undefined || unit < 2) return undefined;
  const follows = atoms.kind(start + 1) === 'blank' ? atoms.at(start + 2).folded : '';
  if (unit < 10 && follows === 'belas') return ordinal(start + 3, unit + 10, 'words');
  if (unit < 10 && follows === 'puluh') {
    const last = atoms.kind(start + 3) === 'blank' ? UNITS.id.get(atoms.at(start + 4).folded) : undefined;
    return last !== undefined && last > 0 && last < 10
      ? ordinal(start + 5, unit * 10 + last, 'words')
      : ordinal(start + 3, unit * 10, 'words');
  }
  return followsNoun(atoms, start, follows) ? ordinal(start + 1, unit, 'words') : undefined;
}

function followsNoun(atoms: Atoms, start: number, follows: string): boolean {
  const before = atoms.kind(start - 1) === 'blank' ? atoms.at(start - 2).folded : '';
  if (COUNTED.has(before) || follows === 'kalinya') return true;
  if (before === '') return follows === '' && atoms.kind(start - 1) === 'break' && atoms.kind(start + 1) === 'break';
  return !BEFORE_GROUP.has(before) && (follows === '' || AFTER_ORDINAL.has(follows));
}

/** `kedua negara`, `keduanya`: the number of a whole group. */
export function readGroup(atoms: Atoms, start: number): { next: number; value: number } | undefined {
  const { folded } = atoms.at(start);
  const value = folded.startsWith('ke') ? UNITS.id.get(folded.slice(2).replace(/nya$/u, '')) : undefined;
  return value === undefined || value < 2 || value > 10 ? undefined : { next: start + 1, value };
}

function readEnglish(atoms: Atoms, start: number): ReadOrdinal | undefined {
  const atom = atoms.at(start);
  if (atom.kind === 'digits') {
    if (!atoms.isWord(start + 1, 'st', 'nd', 'rd', 'th') || atoms.gluedAfter(start + 2)) return undefined;
    return ordinal(start + 2, Number(atom.text), 'digits');
  }
  const tens = ENGLISH_TENS.get(atom.folded);
  if (tens !== undefined && (atoms.isSign(start + 1, '-') || atoms.kind(start + 1) === 'blank')) {
    const last = ENGLISH_ORDINALS.get(atoms.at(start + 2).folded);
    return last !== undefined && last < 10 ? ordinal(start + 3, tens + last, 'words') : undefined;
  }
  const value = ENGLISH_ORDINALS.get(atom.folded);
  if (value === 2 && isUnitOfTime(atoms, start)) return undefined;
  return value === undefined || value < 2 ? undefined : ordinal(start + 1, value, 'words');
}

/** `per second`, `in one second`: a unit of time, no order. */
function isUnitOfTime(atoms: Atoms, start: number): boolean {
  const before = atoms.isSign(start - 1, '-') || atoms.kind(start - 1) === 'blank' ? atoms.at(start - 2) : undefined;
  if (before === undefined) return false;
  if (before.kind === 'digits' || BEFORE_UNIT.has(before.folded) || UNITS.en.has(before.folded)) return true;
  // "for a second", but "a second attempt".
  const ends =
    atoms.kind(start + 1) !== 'blank' || atoms.kind(start + 2) !== 'letters' || atoms.isWord(start + 2, 'of', 'to');
  return ends && before.folded === 'a' && !atoms.isSign(start + 1, '-');
}

const BEFORE_UNIT = new Set('per each every split'.split(' '));
