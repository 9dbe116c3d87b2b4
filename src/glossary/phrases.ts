import { analyze, inflectionKey, isStopWord } from '../language/index.js';
import { hasOwnCase, type Word, wordsOf } from './words.js';

/** A word as part of a candidate. */
export interface CandidateWord extends Word {
  readonly key: string;
  readonly mayStart: boolean;
  readonly mayEnd: boolean;
}

/** Words in a row of which every part may be a term; a `name` is one as a whole. */
export interface CandidateRun {
  readonly kind: 'phrase' | 'name';
  readonly words: readonly CandidateWord[];
  /** It starts the text. */
  readonly initial: boolean;
}

/** Verbs, adverbs and words of time, measure and saying: no part of a noun phrase that is a term. Written for this project. */
const NOT_NOMINAL = new Set(
  (
    'dilakukan melakukan hari bulan tahun pagi siang sore malam jam pukul menit detik kemarin besok lusa minggu senin selasa ' +
    'rabu kamis jumat sabtu januari februari maret april mei juni juli agustus september oktober november desember orang kali ' +
    'lain baru besar kecil tinggi rendah panjang pendek pertama kedua ketiga keempat kelima satu dua tiga empat lima enam tujuh ' +
    'delapan sembilan sepuluh belas puluh ratus ribu juta miliar triliun persen meter kilometer sentimeter liter gram kilogram ' +
    'rupiah kata ujar tutur ucap sebut jelas kata masa waktu saat bagian cara hal buah ekor lembar butir mulai selalu sering ' +
    'pernah segera langsung kembali terus tetap masih bersama sekitar hampir lebih paling sangat sudah belum akan tidak bukan ' +
    'ada punya pakai datang pergi pulang masuk keluar naik turun tinggal buka tutup lihat tahu mau ingin harap minta beri ambil ' +
    'buat bikin jalankan gunakan pastikan tekan pilih klik periksa hubungi ikuti akibat kepada daripada termasuk sempat tampak ' +
    'kemungkinan berisi berikut wajib lambat cepat apabila sebagaimana masing-masing tiap berupa antar jenis jumlah nomor sepakat ' +
    'biasa sama begitu utama terus hendak ialah diri maka hasilnya terdiri tergolong termuat sesuai bernama berusia lewat mirip'
  ).split(/\s+/u),
);

const VERB_PREFIX = /^(?:meN|di|ber|ter|ku|kau|se|me|nge)$/u;

/** A verb in a voice, a ber- or ter- word: these end a noun phrase. */
function isVerbal(word: string): boolean {
  const lower = word.toLowerCase();
  if (!/^(?:me|di|ber|be|ter|se)/u.test(lower)) return false;
  const best = analyze(lower)[0];
  const prefix = best?.prefixes[0];
  return prefix !== undefined && VERB_PREFIX.test(prefix);
}

/** A bare verb in -kan or -i: `sertakan`, `hubungi`. */
function isImperative(word: string): boolean {
  const best = analyze(word)[0];
  return best !== undefined && best.prefixes.length === 0 && /^(?:kan|i)$/u.test(best.suffix);
}

/** Attributes that look like verbs and close a term: `oksigen terlarut`, `pemeliharaan berkala`. */
function isAttribute(word: string): boolean {
  const prefix = analyze(word.toLowerCase())[0]?.prefixes[0];
  return prefix === 'ter' || prefix === 'ber';
}

const isCapital = (word: Word | undefined): boolean => word !== undefined && /^\p{Lu}/u.test(word.text);

const CONTENT = /^\p{L}[\p{L}\p{M}'’-]*$/u;

/** The runs of a text in which terms can be: names (two or more capitals in a row, abbreviations), noun phrases. */
export function candidatesOf(text: string, ordinary: ReadonlySet<string> = new Set()): CandidateRun[] {
  const runs: CandidateRun[] = [];
  let run: CandidateWord[] = [];
  let initial = true;
  const words = wordsOf(text, 'id');
  const end = (): void => {
    if (run.length > 0) runs.push(...split(run, initial, ordinary));
    run = [];
  };
  words.forEach((word, i) => {
    if (!word.follows) end();
    if (run.length === 0) initial = i === 0;
    const lower = word.text.toLowerCase().replace(/(?<=\p{L}{4})nya$/u, '');
    const plain =
      CONTENT.test(word.text) && lower.length > 1 && !isStopWord(word.text, 'id') && !isStopWord(lower, 'id');
    const capital = /^\p{Lu}/u.test(word.text);
    // `PARA PIHAK`, `PIHAK PERTAMA`, `Hari Kerja`: such words are part of a name when all of it is in capitals.
    const inName = capital && i > 0 && CONTENT.test(word.text) && (isCapital(words[i - 1]) || isCapital(words[i + 1]));
    if ((!plain || NOT_NOMINAL.has(lower)) && !inName) return end();
    const verbal = !(capital && i > 0) && isVerbal(lower);
    if (isImperative(lower) && !(capital && i > 0)) return end();
    if (verbal && !(run.length > 0 && isAttribute(lower))) return end();
    run.push({ ...word, key: inflectionKey(word.text, 'id'), mayStart: !verbal, mayEnd: true });
    // A possessive or an attribute closes the phrase.
    if (verbal || (/nya$/u.test(word.text) && lower !== word.text.toLowerCase())) end();
  });
  end();
  return runs;
}

/** Built with Indonesian affixes: no name of a person or place. */
function isDerived(word: string): boolean {
  const best = analyze(word.toLowerCase())[0];
  return best !== undefined && best.prefixes.length > 0 && best.suffix !== '';
}

/** Keys of the words that texts also have in small letters: in capitals they are no names. */
export function ordinaryWords(texts: readonly string[]): Set<string> {
  const keys = new Set<string>();
  for (const text of texts) {
    for (const { text: word } of wordsOf(text, 'id')) if (/^\p{Ll}/u.test(word)) keys.add(inflectionKey(word, 'id'));
  }
  return keys;
}

/** Parts a run into names and what stands around them. */
function split(run: readonly CandidateWord[], initial: boolean, ordinary: ReadonlySet<string>): CandidateRun[] {
  const isOrdinary = ({ text, key }: CandidateWord): boolean => ordinary.has(key) || isDerived(text);
  const startsName = (word: CandidateWord, i: number): boolean =>
    hasOwnCase(word.text) ||
    (/^\p{Lu}/u.test(word.text) && !(initial && i === 0 && run[1] !== undefined && !/^\p{Lu}/u.test(run[1].text)));
  const runs: CandidateRun[] = [];
  let at = 0;
  while (at < run.length) {
    const capital = startsName(run[at]!, at);
    let to = at + 1;
    while (to < run.length && startsName(run[to]!, to) === capital) to++;
    const words = run.slice(at, to);
    const name =
      capital && (words.length > 1 || hasOwnCase(words[0]!.text)) && !(words.length > 1 && words.every(isOrdinary));
    runs.push({ kind: name ? 'name' : 'phrase', words, initial: initial && at === 0 });
    at = to;
  }
  return runs;
}
