#!/usr/bin/env node
/**
 * Lemma accuracy of the Indonesian analyser on the types of two treebanks (../shared/data/lemmas, not part of the
 * project), beside two baselines of the same run, and the speed of tokens and keys on the project's own text.
 *
 * Also: how many sentence pairs of that text agree in every figure, and how often a figure comes back with its value when
 * it is written in the other language.
 *
 * Usage: npm run build && node scripts/bench/morphology.mjs [lemmas.tsv]
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import {
  contentKeys,
  analyze,
  findQuantities,
  inflectionKey,
  matchKey,
  renderQuantity,
  sameQuantity,
  tokenize,
} from '../../dist/language/index.js';
import { candidates } from '../../dist/language/morphology/affixes.js';

const here = (path) => new URL(path, import.meta.url);
const lemmas = process.argv[2] ?? here('../../../shared/data/lemmas/ud-id-lemmas.tsv');

/** Without a lexicon: as many affixes off as leave a root of four letters. */
function stripMost(word) {
  const [first = '', second] = word.split('-');
  if (second !== undefined && second.startsWith(first)) return stripMost(first);
  const depth = (c) => c.prefixes.length + (c.suffix === '' ? 0 : 1) + c.clitics.length;
  const able = candidates(word).filter((c) => c.root.length >= 4);
  return able.sort((a, b) => depth(b) - depth(a))[0]?.root ?? word;
}

const systems = {
  'word as it stands': (word) => word,
  'rules without roots': stripMost,
  'memori analyze': (word) => analyze(word)[0]?.root ?? word,
};

if (existsSync(lemmas)) {
  const rows = readFileSync(lemmas, 'utf8').trim().split('\n').slice(1);
  const table = {};
  for (const [name, root] of Object.entries(systems)) {
    const tally = {};
    for (const row of rows) {
      const [surface, lemma, , treebank, kind] = row.split('\t');
      const groups = surface === lemma ? ['bare'] : ['inflected', `inflected ${treebank}`];
      if (surface !== lemma && surface.includes('-')) groups.push('doubled');
      if (surface !== lemma && kind === 'clitic') groups.push('clitic');
      const right = root(surface) === lemma;
      for (const group of groups) {
        const entry = (tally[group] ??= { n: 0, right: 0 });
        entry.n++;
        if (right) entry.right++;
      }
    }
    table[name] = Object.fromEntries(
      Object.entries(tally).map(([group, { n, right }]) => [`${group} (${n})`, (right / n).toFixed(4)]),
    );
  }
  console.table(table);
} else console.error(`no lemmas at ${String(lemmas)}: accuracy is left out`);

const corpus = execFileSync('xz', ['-dc', here('../../corpus/parallel/own.tsv.xz').pathname], { maxBuffer: 1 << 28 });
const segments = corpus
  .toString('utf8')
  .split('\n')
  .map((line) => line.split('\t')[0])
  .filter((text) => text !== '');
const characters = segments.reduce((sum, text) => sum + text.length, 0);
const words = segments.flatMap((text) =>
  tokenize(text)
    .filter(({ kind }) => kind === 'word')
    .map(({ text: word }) => word),
);

/** Time of the second of two runs, in milliseconds: the first warms up the compiler and the caches. */
function time(run) {
  run();
  const start = performance.now();
  run();
  return performance.now() - start;
}

const distinct = [...new Set(words)];
const perSegment = (run) => (text) => run(text);
const speed = {};
for (const [name, run] of Object.entries({
  'split by white space (baseline)': (text) => text.split(/\s+/u),
  tokenize,
  findQuantities: (text) => findQuantities(text, 'id'),
  matchKey: (text) => matchKey(text, 'id'),
  'contentKeys (cached)': (text) => contentKeys(text, 'id'),
})) {
  const ms = time(() => segments.forEach(perSegment(run)));
  speed[name] = {
    'µs per segment': ((ms * 1000) / segments.length).toFixed(1),
    'µs per 20 words': ((ms * 1000 * 20) / words.length).toFixed(1),
    'MB/s': (characters / 1000 / ms).toFixed(1),
  };
}
console.log(`${segments.length} segments, ${words.length} words, ${distinct.length} distinct`);
console.table(speed);
const analysis = time(() => distinct.forEach((word) => analyze(word)));
const keys = time(() => words.forEach((word) => inflectionKey(word, 'id')));
console.log(`analyze: ${((analysis * 1000) / distinct.length).toFixed(1)} µs per word (not cached)`);
console.log(`inflectionKey: ${((keys * 1000) / words.length).toFixed(2)} µs per word (cached)`);

/** Pairs of sentences whose figures agree one for one, and figures that survive being written in the other language. */
const pairs = corpus
  .toString('utf8')
  .split('\n')
  .map((line) => line.split('\t'))
  .filter(([id, en]) => id && en);
const tally = {
  'pairs with figures': 0,
  'all figures agree': 0,
  'figures written in the other language': 0,
  'value kept': 0,
};
for (const [id, en] of pairs) {
  const left = findQuantities(id, 'id');
  const right = findQuantities(en, 'en');
  if (left.length + right.length === 0) continue;
  const rest = [...right];
  const missing = left.filter((quantity) => {
    const at = rest.findIndex((other) => sameQuantity(quantity, other));
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
  tally['pairs with figures']++;
  if (missing.length === 0 && rest.length === 0) tally['all figures agree']++;
  for (const [found, to] of [
    [left, 'en'],
    [right, 'id'],
  ]) {
    for (const quantity of found) {
      const again = findQuantities(renderQuantity(quantity, to), to);
      tally['figures written in the other language']++;
      if (again.length === 1 && sameQuantity(quantity, again[0])) tally['value kept']++;
    }
  }
}
console.table(tally);
