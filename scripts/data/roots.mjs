#!/usr/bin/env node
/**
 * Makes src/language/morphology/roots.ts: the Indonesian roots that the analyser knows, with how often each is built upon.
 *
 * Source: the project's own text (corpus/parallel/own.tsv.xz, CC0) and two lists written for the project beside this
 * script. No dictionary or third-party word list goes in. Method: every word type is given the analysis that is most
 * probable when its root and its affix pattern are counted over all *other* types (iterated conditional modes on a
 * Chinese-restaurant lexicon): a root is believed when different words are built on it, which is the paradigm check
 * "is di+root, ter+root, peN+root attested?" in another form. Roots need support by two patterns or by the bare word.
 *
 * Usage: npm run build && node scripts/data/roots.mjs   (takes seconds; needs xz)
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { candidates } from '../../dist/language/morphology/affixes.js';
import { FOREIGN_PREFIXES } from '../../dist/language/morphology/lexical.js';

const here = (path) => new URL(path, import.meta.url);
const wordList = (path) =>
  new Set(
    readFileSync(here(path), 'utf8')
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .flatMap((line) => line.split(/\s+/u))
      .filter((word) => word !== ''),
  );

const text = execFileSync('xz', ['-dc', here('../../corpus/parallel/own.tsv.xz').pathname], { maxBuffer: 1 << 28 });
const keep = wordList('roots-keep.txt');
const drop = wordList('roots-drop.txt');
const types = countTypes(text.toString('utf8'));

/** Word types with counts; types only seen with a capital are names. Halves of reduplications count as words. */
function countTypes(corpus) {
  const counts = new Map();
  const capitals = new Map();
  const add = (map, key, n) => map.set(key, (map.get(key) ?? 0) + n);
  for (const line of corpus.split('\n')) {
    for (const word of (line.split('\t')[0] ?? '').match(/\p{L}[\p{L}'’-]*/gu) ?? []) {
      add(counts, word.toLowerCase(), 1);
      if (/^\p{Lu}/u.test(word)) add(capitals, word.toLowerCase(), 1);
    }
  }
  const found = new Map();
  for (const [word, n] of counts) {
    if ((capitals.get(word) ?? 0) >= n) continue;
    const parts = word.split('-').filter((part) => part !== '');
    if (parts.length <= 2) for (const part of parts) if (/^[a-z]{2,}$/u.test(part)) add(found, part, n);
  }
  return found;
}

const patternOf = ({ prefixes, suffix, clitics }) => `${prefixes.join('+')}_${suffix}/${clitics.join('+')}`;

const CONCENTRATION = 3000;
const KEPT = 4;
/** A form with a pronoun or particle is hardly evidence of its own. */
const CLITIC_WEIGHT = 0.15;
/** A bare reading is that much less likely when an affixed one has a root from the list. */
const BARE_BESIDE_KEPT = 0.15;

class Model {
  roots = new Map();
  patterns = new Map();
  total = 0;
  bigrams = new Map();
  contexts = new Map();

  add({ root, clitics }, pattern, n) {
    bump(this.roots, root, clitics.length > 0 ? n * CLITIC_WEIGHT : n);
    bump(this.patterns, pattern, n);
    this.total += n;
  }

  /** Letter trigrams of the present roots: how probable a new root is. */
  learnLetters() {
    this.bigrams.clear();
    this.contexts.clear();
    for (const root of this.roots.keys()) {
      let before = '^^';
      for (const letter of `${root}$`) {
        bump(this.bigrams, before + letter, 1);
        bump(this.contexts, before, 1);
        before = before[1] + letter;
      }
    }
  }

  newRoot(root) {
    let p = 1;
    let before = '^^';
    for (const letter of `${root}$`) {
      p *= ((this.bigrams.get(before + letter) ?? 0) + 0.3 / 27) / ((this.contexts.get(before) ?? 0) + 0.3);
      before = before[1] + letter;
    }
    return p;
  }

  score(candidate) {
    const { root } = candidate;
    const trusted = drop.has(root) ? -Infinity : keep.has(root) ? KEPT : 0;
    if (trusted === -Infinity) return 0;
    const count = (this.roots.get(root) ?? 0) + trusted;
    const known = (count + CONCENTRATION * this.newRoot(root)) / (this.total + CONCENTRATION);
    return (known * ((this.patterns.get(patternOf(candidate)) ?? 0) + 0.05)) / (this.total + 5);
  }
}

function bump(map, key, n) {
  const value = (map.get(key) ?? 0) + n;
  if (value <= 1e-9) map.delete(key);
  else map.set(key, value);
}

const isBare = ({ prefixes, suffix }) => prefixes.length === 0 && suffix === '';
const besideKept = (all) =>
  !keep.has(all[0].root) && all.some((c) => !isBare(c) && c.root.length >= 4 && keep.has(c.root));

const model = new Model();
const words = [...types].map(([word, count]) => {
  const all = candidates(word);
  return { word, count, all, besideKept: besideKept(all), chosen: undefined };
});
for (const entry of words) {
  const depth = (c) => c.prefixes.length + (c.suffix === '' ? 0 : 1) + c.clitics.length;
  const attested = entry.all.filter((c) => c.root.length > 3 && types.has(c.root) && !drop.has(c.root));
  entry.chosen = attested.sort((a, b) => depth(b) - depth(a))[0] ?? entry.all[0];
  model.add(entry.chosen, patternOf(entry.chosen), 1);
}
for (let sweep = 0, changed = Infinity; sweep < 20 && changed > 5; sweep++) {
  model.learnLetters();
  changed = 0;
  for (const entry of words) {
    model.add(entry.chosen, patternOf(entry.chosen), -1);
    let best = entry.all[0];
    let high = -1;
    for (const candidate of entry.all) {
      const score = model.score(candidate) * (isBare(candidate) && entry.besideKept ? BARE_BESIDE_KEPT : 1);
      if (score > high) [best, high] = [candidate, score];
    }
    if (best !== entry.chosen) changed++;
    entry.chosen = best;
    model.add(best, patternOf(best), 1);
  }
  console.error(`sweep ${sweep}: ${changed} changed, ${model.roots.size} roots`);
}

/** Affix patterns (clitics apart) each root occurs in, and whether it stands alone. */
const support = new Map();
for (const { chosen } of words) {
  const entry = support.get(chosen.root) ?? { patterns: new Set(), types: 0 };
  entry.patterns.add(`${chosen.prefixes.join('+')}_${chosen.suffix}`);
  entry.types++;
  support.set(chosen.root, entry);
}
const roots = new Map([...keep].map((root) => [root, 0]));
for (const [root, { patterns, types: n }] of support) {
  if (drop.has(root) || root.length < 2) continue;
  const bare = (types.get(root) ?? 0) >= 2 && root.length >= 3;
  if (keep.has(root) || bare || (patterns.size >= 2 && root.length >= 3)) roots.set(root, n);
}

// `antarnegara` is a loan prefix and a root, not a root.
for (const root of [...roots.keys()]) {
  if (keep.has(root)) continue;
  if (
    FOREIGN_PREFIXES.some((p) => root.startsWith(p) && root.length > p.length + 3 && roots.has(root.slice(p.length)))
  ) {
    roots.delete(root);
  }
}

const level = (n) => Math.min(9, Math.round(2 * Math.log2(n + 1)));
const lines = [];
for (let digit = 9; digit >= 0; digit--) {
  const group = [...roots].filter(([, n]) => level(n) === digit).map(([root]) => root);
  if (group.length > 0) lines.push(`  ${digit}: '${frontCoded(group.sort())}',`);
}

/** Sorted words, each as the number of letters it shares with the one before (base 36) and the rest. */
function frontCoded(sorted) {
  let before = '';
  return sorted
    .map((word) => {
      let shared = 0;
      while (shared < before.length && before[shared] === word[shared]) shared++;
      before = word;
      return shared.toString(36) + word.slice(shared);
    })
    .join(' ');
}

const patterns = new Map();
for (const { chosen } of words) {
  const bare = { ...chosen, clitics: [] };
  bump(patterns, patternOf(bare).replace('/', ''), 1);
}
const patternLines = [...patterns]
  .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  .map(([pattern, n]) => `${pattern}=${n}`)
  .join(' ');
writeFileSync(
  here('../../src/language/morphology/roots.ts'),
  `// Made by scripts/data/roots.mjs from the project's own text; do not edit.

/** Roots by how many words are built on them (0 few to 9 many), sorted and front-coded within a level. */
export const ROOT_LEVELS: Readonly<Record<number, string>> = {
${lines.join('\n')}
};

/** How many word types of the project's text have each affix pattern: prefixes joined by \`+\`, \`_\`, suffix. */
export const PATTERN_COUNTS =
  '${patternLines}';
`,
);
console.error(`${roots.size} roots`);
