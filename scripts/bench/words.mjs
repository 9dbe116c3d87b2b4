// Word alignment against the hand alignment of corpus/word-alignment.tsv, beside the diagonal and IBM model 1 in the same run:
//   node scripts/bench/words.mjs [--pairs 17700] [--keys]
// Trained on corpus/parallel and the sentences of the hand alignment without their links. --keys: inflection keys instead
// of words in lower case. Build first: node scripts/run.mjs build
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { trainWordAligner } = await import(join(root, 'dist/align/words/index.js'));
const { tokenize, inflectionKey, englishKey } = await import(join(root, 'dist/language/index.js'));
const { values: options } = parseArgs({
  options: { pairs: { type: 'string', default: '17700' }, keys: { type: 'boolean', default: false } },
});

const keys = {
  source: (word) => (options.keys ? inflectionKey(word, 'id') : word.toLowerCase()),
  target: (word) => (options.keys ? englishKey(word) : word.toLowerCase()),
};
const words = (text) =>
  tokenize(text)
    .map((token) => token.text)
    .filter((word) => word.trim() !== '');
const toPair = (source, target) => ({ source: source.map(keys.source), target: target.map(keys.target) });

const gold = readFileSync(join(root, 'corpus/word-alignment.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [, source, target, links] = line.split('\t');
    const all = links.split(' ').filter(Boolean);
    return {
      pair: toPair(source.split(' '), target.split(' ')),
      sure: new Set(all.filter((link) => link.includes('-'))),
      possible: new Set(all.map((link) => link.replace('?', '-'))),
    };
  });
const own = execFileSync('xz', ['-dc', join(root, 'corpus/parallel/own.tsv.xz')], { maxBuffer: 2 ** 28 })
  .toString('utf8')
  .split('\n')
  .filter((line) => line.includes('\t'))
  .slice(0, Number(options.pairs))
  .map((line) => line.split('\t').map(words))
  .map(([source, target]) => toPair(source, target));
const training = [...own, ...gold.map(({ pair }) => pair)];

function report(name, align, seconds) {
  let [found, sure, inSure, inPossible] = [0, 0, 0, 0];
  for (const { pair, sure: wanted, possible } of gold) {
    const links = align(pair).map(({ source, target }) => `${source}-${target}`);
    found += links.length;
    sure += wanted.size;
    inSure += links.filter((link) => wanted.has(link)).length;
    inPossible += links.filter((link) => possible.has(link)).length;
  }
  const percent = (value) => (100 * value).toFixed(1).padStart(5);
  console.log(
    `${name.padEnd(24)} AER ${percent(1 - (inSure + inPossible) / (found + sure))}  precision ${percent(inPossible / found)}` +
      `  recall ${percent(inSure / sure)}  ${seconds === undefined ? '' : `${seconds.toFixed(1)} s`}`,
  );
}

console.log(
  `${training.length} pairs, ${gold.length} of them aligned by hand; ${options.keys ? 'inflection keys' : 'words'}`,
);
report('diagonal', ({ source, target }) =>
  source.map((_, i) => ({ source: i, target: Math.round((i * (target.length - 1)) / Math.max(1, source.length - 1)) })),
);
for (const [name, settings] of [
  ['IBM-1', { markov: 0, tension: 0 }],
  ['IBM-1 near the diagonal', { markov: 0 }],
  ['IBM-1 + HMM', {}],
]) {
  const cpu = process.cpuUsage();
  const aligner = trainWordAligner(training, settings);
  const { user, system } = process.cpuUsage(cpu);
  report(name, (pair) => aligner.align(pair), (user + system) / 1e6);
}
