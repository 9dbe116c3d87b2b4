// Segmentation measured: F1 beside other segmenters, throughput, and time on hostile input.
//
//   npx tsc -p tsconfig.build.json && node scripts/bench/segment.mjs [--errors]
//
// The treebank text is read from ../shared/data/segmentation when it is there. Boundaries that a line end already gives are
// left out. `--errors` prints the places where memori differs from the gold segments.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sbd from 'sbd';
import { split as sentenceSplitter } from 'sentence-splitter';
import { segmentBlock, segmentText } from '../../dist/language/index.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = join(root, '../shared/data/segmentation');
const showErrors = process.argv.includes('--errors');

const SETS = [
  { name: 'PUD-id', language: 'id', files: ['pud-test'] },
  { name: 'GSD', language: 'id', files: ['gsd-dev', 'gsd-test'] },
  { name: 'PUD-en', language: 'en', files: ['pud-en'] },
];

/** Segmenters give the end offsets of the segments of one line. */
const SYSTEMS = {
  memori: (line, language) => segmentBlock(line, language).map((segment) => segment.end),
  'Intl.Segmenter': (line, language) =>
    [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(line)].map((s) => s.index + s.segment.length),
  sbd: (line) => endsOf(line, sbd.sentences(line, {})),
  'sentence-splitter': (line) =>
    sentenceSplitter(line)
      .filter((node) => node.type === 'Sentence')
      .map((node) => node.range[1]),
};
const srx = await exportedSrx();
if (srx) SYSTEMS['memori as SRX'] = srx;

/** Our rules written as SRX and run by the SRX engine. */
async function exportedSrx() {
  if (!existsSync(join(root, 'dist/srx/index.js'))) return undefined;
  const { compileSrx, exportSrx, readSrx, writeSrx } = await import('../../dist/srx/index.js');
  const document = readSrx(writeSrx(exportSrx(['id', 'en'])), 'memori.srx');
  const rules = { id: compileSrx(document, 'id'), en: compileSrx(document, 'en') };
  return (line, language) => segmentBlock(line, language, { rules: rules[language] }).map((segment) => segment.end);
}

function endsOf(line, sentences) {
  let at = 0;
  return sentences.map((sentence) => {
    const found = line.indexOf(sentence.trim(), at);
    at = (found < 0 ? at : found) + sentence.trim().length;
    return at;
  });
}

/** Positions counted in characters that are not white space: the same in the text and in the gold segments. */
function visibleLength(text) {
  return text.replace(/\s+/gu, '').length;
}

function readLines(set, ending) {
  return set.files.flatMap((name) =>
    readFileSync(join(folder, name + ending), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== ''),
  );
}

const textLines = (set) => readLines(set, '.txt');
const goldLines = (set) => readLines(set, '.gold-tu.txt');

function goldBoundaries(set) {
  const ends = new Set();
  let at = 0;
  for (const line of goldLines(set)) ends.add((at += visibleLength(line)));
  return ends;
}

function score(set, segmenter) {
  const gold = goldBoundaries(set);
  const lineEnds = new Set();
  const found = new Map();
  let at = 0;
  for (const line of textLines(set)) {
    const visible = Uint32Array.from({ length: line.length + 1 });
    for (let i = 0; i < line.length; i++) visible[i + 1] = visible[i] + (/\s/u.test(line[i]) ? 0 : 1);
    for (const end of segmenter(line, set.language)) found.set(at + visible[end], [line, end]);
    at += visible[line.length];
    lineEnds.add(at);
  }
  let hits = 0;
  const wrong = [];
  for (const [position, [line, end]] of found) {
    if (lineEnds.has(position)) continue;
    if (gold.has(position)) hits++;
    else wrong.push(line.slice(Math.max(0, end - 60), end) + ' ⏎ ' + line.slice(end, end + 40));
  }
  const wanted = [...gold].filter((position) => !lineEnds.has(position));
  const missed = wanted.filter((position) => !found.has(position));
  const precision = hits / (hits + wrong.length);
  const recall = hits / wanted.length;
  return { f1: (2 * precision * recall) / (precision + recall), wrong, missed, wanted: wanted.length };
}

function table() {
  if (!existsSync(folder)) {
    console.log('F1: skipped, no ../shared/data/segmentation here\n');
    return;
  }
  console.log('F1 (false breaks / missed breaks), boundaries at line ends left out');
  console.log('system'.padEnd(20) + SETS.map((set) => set.name.padStart(18)).join(''));
  for (const [name, segmenter] of Object.entries(SYSTEMS)) {
    const cells = SETS.map((set) => {
      const { f1, wrong, missed } = score(set, segmenter);
      return `${f1.toFixed(4)} (${wrong.length}/${missed.length})`.padStart(18);
    });
    console.log(name.padEnd(20) + cells.join(''));
  }
  if (showErrors) {
    for (const set of SETS) {
      const { wrong, missed } = score(set, SYSTEMS.memori);
      console.log(
        `\n${set.name}: false breaks\n  ${wrong.join('\n  ')}\n${set.name}: missed\n  ${around(set, missed).join('\n  ')}`,
      );
    }
  }
  console.log();
}

/** Context of positions counted in visible characters. */
function around(set, positions) {
  const text = goldLines(set).join('\n');
  const wanted = new Set(positions);
  const places = [];
  for (let i = 0, visible = 0; i < text.length; i++) {
    if (!/\s/u.test(text[i]) && wanted.has(++visible))
      places.push(text.slice(Math.max(0, i - 60), i + 40).replaceAll('\n', ' ⏎ '));
  }
  return places;
}

/** Processor time, which a busy machine changes less than the clock. */
function seconds(work) {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

function throughput() {
  const source = existsSync(folder)
    ? SETS.filter((set) => set.language === 'id')
        .flatMap(textLines)
        .join('\n')
    : 'Rapat dibuka pukul 09.00 oleh Dr. Ir. Sari, M.T. Setelah itu, "Kami siap," kata Budi. Hadir 12 orang dll. Selesai.\n'.repeat(
        2000,
      );
  const text = source.repeat(Math.ceil(10_000_000 / source.length));
  const megabytes = Buffer.byteLength(text) / 1e6;
  segmentText(source, 'id');
  const ours = seconds(() => segmentText(text, 'id'));
  const intl = seconds(() => {
    for (const line of text.split('\n'))
      for (const _ of new Intl.Segmenter('id', { granularity: 'sentence' }).segment(line));
  });
  const rate = (time, size = megabytes) => `${(size / time).toFixed(1)} MB/s`;
  console.log(`throughput (processor time), ${megabytes.toFixed(1)} MB of Indonesian`);
  console.log(`  memori ${rate(ours)}, Intl.Segmenter ${rate(intl)} (ratio ${(intl / ours).toFixed(1)})`);
  if (srx) {
    const lines = source.split('\n');
    const time = seconds(() => lines.forEach((line) => srx(line, 'id')));
    console.log(`  memori's rules as SRX ${rate(time, Buffer.byteLength(source) / 1e6)}`);
  }
  console.log();
}

function hostile() {
  const size = 10_000_000;
  const fill = (piece) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
  const cases = {
    dots: '.',
    quotes: '"',
    'curly quotes': '”',
    'a. ': 'a. ',
    'A. ': 'A. ',
    '(': '(',
    '(.': '(.',
    digits: '1',
    'digits and dots': '1.',
    'one long line of prose': 'Ini kalimat biasa. Dan ini satu lagi, dari PT. Maju Tbk. di Jl. Raya No. 5. ',
    'a line per letter': 'a\n',
    spaces: '. ' + ' '.repeat(1000),
    '. . .': '. ',
    '."': '."',
    '.)': '.) ',
    'no spaces': 'kata.Kata',
    '?!': '?!',
    emoji: '. 😀',
    '[1]': '.[1]',
    '...': '... A',
  };
  console.log('hostile input: seconds for 5 MB and for 10 MB characters, and their ratio (2 is linear)');
  for (const [name, piece] of Object.entries(cases)) {
    const text = fill(piece);
    const half = seconds(() => segmentText(text.slice(0, size / 2), 'id'));
    const whole = seconds(() => segmentText(text, 'id'));
    console.log(`  ${name.padEnd(24)} ${half.toFixed(2)}  ${whole.toFixed(2)}  ${(whole / half).toFixed(1)}`);
  }
}

table();
throughput();
hostile();
