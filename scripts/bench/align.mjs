// Alignment of damaged parallel text, beside Gale–Church in the same run:
//   node scripts/bench/align.mjs [--pairs FILE.tsv] [--from 16770] [--documents 6] [--size 150] [--fit] [--large]
// Sentences are the project's own (corpus/parallel) unless --pairs names others. Their translation by the local model is
// cached in .cache/bench. Build first: node scripts/run.mjs build
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const load = (module) => import(join(root, 'dist', module));
const { alignSegments, rateAlignment, CONFIRM_FROM } = await load('align/index.js');
const { alignSegment } = await load('pipeline/align/segments.js');
const { openTranslator } = await load('translate/index.js');

const { values: options } = parseArgs({
  options: {
    pairs: { type: 'string' },
    from: { type: 'string', default: '16770' },
    documents: { type: 'string', default: '6' },
    size: { type: 'string', default: '150' },
    fit: { type: 'boolean', default: false },
    large: { type: 'boolean', default: false },
  },
});
const [FROM, DOCUMENTS, SIZE] = ['from', 'documents', 'size'].map((name) => Number(options[name]));

let state = 7;
const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;

function readPairs() {
  const text = options.pairs
    ? readFileSync(options.pairs, 'utf8')
    : execFileSync('xz', ['-dc', join(root, 'corpus/parallel/own.tsv.xz')], { maxBuffer: 2 ** 28 }).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line.includes('\t'))
    .map((line) => line.split('\t'))
    .slice(options.pairs ? 0 : FROM, (options.pairs ? 0 : FROM) + DOCUMENTS * SIZE)
    .map(([id, en]) => ({ id, en }));
}

async function withTranslations(pairs) {
  const folder = join(root, '.cache/bench');
  mkdirSync(folder, { recursive: true });
  const translator = await openTranslator({ model: join(root, 'models/memori-id-en') });
  const key = createHash('sha256')
    .update(translator.info.checksum + pairs.map((pair) => pair.id).join('\n'))
    .digest('hex')
    .slice(0, 16);
  const file = join(folder, `align-${key}.json`);
  try {
    if (!existsSync(file)) {
      const results = await translator.translate(pairs.map((pair) => ({ source: { parts: [pair.id] } })));
      writeFileSync(file, JSON.stringify(results.map((result) => result.text)));
    }
  } finally {
    await translator.close();
  }
  const texts = JSON.parse(readFileSync(file, 'utf8'));
  return pairs.map((pair, i) => ({ ...pair, mt: texts[i] }));
}

const LEVELS = {
  easy: { merge: 0, drop: 0, block: 0, boilerplate: 0 },
  mixed: { merge: 0.08, drop: 0.05, block: 0, boilerplate: 0 },
  hard: { merge: 0.14, drop: 0.1, block: 2, boilerplate: 6 },
};

/** One side of a damaged document: segments with the numbers of the pairs they hold (none for foreign lines). */
function damageSide(pairs, field, level) {
  let units = pairs.map((pair, i) => ({ ids: [i], texts: [pair[field]], mts: [pair.mt] }));
  units = units.filter(() => random() >= level.drop);
  for (let block = 0; block < level.block; block++)
    units.splice(Math.floor(random() * units.length), 4 + Math.floor(random() * 6));
  const merged = [];
  for (const unit of units) {
    const last = merged.at(-1);
    if (last && last.ids.length < 3 && random() < level.merge) {
      last.ids.push(...unit.ids);
      last.texts.push(...unit.texts);
      last.mts.push(...unit.mts);
    } else merged.push(unit);
  }
  const foreign = {
    id: ['Baca juga berita lainnya di laman kami.', 'Ikuti kami di media sosial.'],
    en: ['Subscribe to our newsletter.', 'All rights reserved.'],
  }[field];
  for (let n = 0; n < level.boilerplate; n++) {
    const text = foreign[n % 2];
    merged.splice(Math.floor(random() * merged.length), 0, {
      ids: [],
      texts: [text],
      mts: [field === 'id' ? 'Read also other news on our page.' : text],
    });
  }
  return merged;
}

/** Groups of segments that share pairs: what a perfect aligner finds. */
function goldBeads(source, target) {
  const owner = new Map();
  source.forEach((unit, i) => unit.ids.forEach((id) => owner.set(id, { ...(owner.get(id) ?? {}), i })));
  target.forEach((unit, j) => unit.ids.forEach((id) => owner.set(id, { ...(owner.get(id) ?? {}), j })));
  const edges = [...owner.values()].filter(({ i, j }) => i !== undefined && j !== undefined);
  const parent = new Map();
  const find = (x) => (parent.get(x) === undefined || parent.get(x) === x ? x : find(parent.get(x)));
  for (const { i, j } of edges) parent.set(find(`s${i}`), find(`t${j}`));
  const groups = new Map();
  for (const { i, j } of edges) {
    const key = find(`s${i}`);
    const group = groups.get(key) ?? { source: new Set(), target: new Set() };
    group.source.add(i);
    group.target.add(j);
    groups.set(key, group);
  }
  const sorted = (set) => [...set].sort((a, b) => a - b).join(',');
  return new Set([...groups.values()].map((group) => `${sorted(group.source)}|${sorted(group.target)}`));
}

const keyOf = (bead) => `${bead.source.join(',')}|${bead.target.join(',')}`;
const isPair = (bead) => bead.source.length > 0 && bead.target.length > 0;

/** Gale and Church (1993) with their priors: lengths only. */
function galeChurch(source, target) {
  const priors = { '1,1': 0.89, '1,0': 0.0099, '0,1': 0.0099, '2,1': 0.089, '1,2': 0.089, '2,2': 0.011 };
  const moves = Object.entries(priors).map(([key, prior]) => ({
    a: Number(key[0]),
    b: Number(key[2]),
    prior: -100 * Math.log(prior),
  }));
  const sum = (list) => list.reduce((total, length) => [...total, total.at(-1) + length], [0]);
  const [s, t] = [sum(source), sum(target)];
  const c = t.at(-1) / s.at(-1);
  const erfc = (x) => {
    const k = 1 / (1 + 0.3275911 * x);
    return (
      k *
      (0.254829592 + k * (-0.284496736 + k * (1.421413741 + k * (-1.453152027 + k * 1.061405429)))) *
      Math.exp(-x * x)
    );
  };
  const best = Array.from({ length: source.length + 1 }, () => new Float64Array(target.length + 1).fill(Infinity));
  const back = best.map((row) => new Array(row.length));
  best[0][0] = 0;
  for (let i = 0; i <= source.length; i++)
    for (let j = 0; j <= target.length; j++)
      for (const move of moves) {
        const [x, y] = [i - move.a, j - move.b];
        if (x < 0 || y < 0 || best[x][y] === Infinity) continue;
        const [ls, lt] = [(s[i] - s[x]) * c, t[j] - t[y]];
        const z = Math.abs(lt - ls) / Math.sqrt(6.8 * Math.max(1, (ls + lt) / 2));
        const cost = best[x][y] + move.prior - 100 * Math.log(Math.max(1e-10, erfc(z / Math.SQRT2)));
        if (cost < best[i][j]) {
          best[i][j] = cost;
          back[i][j] = move;
        }
      }
  const beads = [];
  for (let i = source.length, j = target.length; i > 0 || j > 0;) {
    const { a, b } = back[i][j];
    beads.push({
      source: Array.from({ length: a }, (_, k) => i - a + k),
      target: Array.from({ length: b }, (_, k) => j - b + k),
    });
    i -= a;
    j -= b;
  }
  return beads;
}

const f1 = ({ hit, found, wanted }) => (hit === 0 ? 0 : (2 * hit) / (found + wanted));
const pairs = await withTranslations(readPairs());
const samples = [];
for (const [name, level] of Object.entries(LEVELS)) {
  const ours = { hit: 0, found: 0, wanted: 0 };
  const lengths = { hit: 0, found: 0, wanted: 0 };
  const admitted = { hit: 0, found: 0 };
  let swapped = 0;
  for (let d = 0; d < DOCUMENTS; d++) {
    const document = pairs.slice(d * SIZE, (d + 1) * SIZE);
    const [source, target] = [damageSide(document, 'id', level), damageSide(document, 'en', level)];
    const gold = goldBeads(source, target);
    const sides = [
      source.map((unit) => alignSegment(unit.texts.join(' '), 'id', unit.mts.join(' '))),
      target.map((unit) => alignSegment(unit.texts.join(' '), 'en', unit.texts.join(' '))),
    ];
    const rated = rateAlignment(...sides);
    const beads = rated.map(({ bead }) => bead);
    for (const { bead, evidence } of rated) if (isPair(bead)) samples.push({ evidence, right: gold.has(keyOf(bead)) });
    const count = (list, into) => {
      for (const bead of list.filter(isPair)) {
        into.found++;
        if (gold.has(keyOf(bead))) into.hit++;
      }
      into.wanted = (into.wanted ?? 0) + gold.size;
    };
    count(beads, ours);
    count(
      beads.filter((bead) => bead.confirmed),
      admitted,
    );
    count(
      galeChurch(
        source.map((unit) => unit.texts.join(' ').length),
        target.map((unit) => unit.texts.join(' ').length),
      ),
      lengths,
    );
    const back = alignSegments(sides[1], sides[0]).map((bead) => ({ source: bead.target, target: bead.source }));
    const mine = new Set(beads.filter(isPair).map(keyOf));
    swapped += back.filter(isPair).filter((bead) => !mine.has(keyOf(bead))).length;
  }
  console.log(
    `${name.padEnd(6)} strict F1 ${f1(ours).toFixed(3)}   Gale–Church ${f1(lengths).toFixed(3)}   confirmed (≥ ${CONFIRM_FROM}): precision ${(admitted.hit / admitted.found).toFixed(3)} recall ${(admitted.hit / admitted.wanted).toFixed(3)}   other way round: ${swapped} beads differ`,
  );
}

if (options.fit) {
  const names = ['bias', 'gain', 'rival', 'deviation', 'segments', 'neighbours'];
  const vector = ({ gain, rival, deviation, segments, neighbours }) => [
    1,
    gain,
    rival,
    deviation,
    segments - 2,
    neighbours,
  ];
  const w = new Float64Array(names.length);
  for (let step = 0; step < 20000; step++) {
    const gradient = new Float64Array(names.length);
    for (const { evidence, right } of samples) {
      const x = vector(evidence);
      const p = 1 / (1 + Math.exp(-x.reduce((sum, value, k) => sum + value * w[k], 0)));
      x.forEach((value, k) => (gradient[k] += ((right ? 1 : 0) - p) * value));
    }
    names.forEach((_, k) => (w[k] += 2 * (gradient[k] / samples.length - 1e-4 * w[k])));
  }
  console.log(samples.length, 'beads', samples.filter((sample) => !sample.right).length, 'wrong');
  console.log(Object.fromEntries(names.map((name, k) => [name, Number(w[k].toFixed(2))])));
}

if (options.large) {
  const many = Array.from({ length: 10_000 }, (_, i) => ({
    ...pairs[i % pairs.length],
    en: `${pairs[i % pairs.length].en} ${i}`,
    mt: `${pairs[i % pairs.length].mt} ${i}`,
    id: `${pairs[i % pairs.length].id} ${i}`,
  }));
  const [source, target] = [damageSide(many, 'id', LEVELS.mixed), damageSide(many, 'en', LEVELS.mixed)];
  const sides = [
    source.map((unit) => alignSegment(unit.texts.join(' '), 'id', unit.mts.join(' '))),
    target.map((unit) => alignSegment(unit.texts.join(' '), 'en', unit.texts.join(' '))),
  ];
  const started = performance.now();
  const beads = alignSegments(...sides);
  const gold = goldBeads(source, target);
  const hit = beads.filter((bead) => isPair(bead) && gold.has(keyOf(bead))).length;
  console.log(
    `10,000 × 10,000: ${((performance.now() - started) / 1000).toFixed(1)} s, ${Math.round(process.memoryUsage().rss / 1e6)} MB, strict F1 ${((2 * hit) / (beads.filter(isPair).length + gold.size)).toFixed(3)}`,
  );
}
