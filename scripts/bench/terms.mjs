// Term extraction: precision and recall on the documents of corpus/terms-gold.tsv, beside frequency alone as a baseline.
//
//   npx tsc -p tsconfig.build.json && node scripts/bench/terms.mjs [--top 50] [--min 1] [--show]
//
// A candidate is right when its inflection keys are those of a gold term of its document. The gold list holds what a
// translator would put into a glossary, not every term of the texts, so precision against it is a lower bound.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { values } = parseArgs({
  options: {
    top: { type: 'string', default: '50' },
    min: { type: 'string', default: '1' },
    show: { type: 'boolean', default: false },
    dist: { type: 'string', default: join(root, 'dist') },
  },
});
const load = (path) => import(pathToFileURL(join(resolve(values.dist), path)).href);
const { extractTerms } = await load('glossary/index.js');
const { loadDocument, segmentsOf } = await load('pipeline/index.js');
const { plainText } = await load('content/index.js');
const { inflectionKey } = await load('language/index.js');

const keyOf = (term) =>
  term
    .split(/[\s-]+/u)
    .map((word) => inflectionKey(word, 'id'))
    .join(' ');
const gold = new Map();
for (const line of readFileSync(join(root, 'corpus/terms-gold.tsv'), 'utf8').trim().split('\n').slice(1)) {
  const [document, term] = line.split('\t');
  if (!gold.has(document)) gold.set(document, new Set());
  gold.get(document).add(keyOf(term));
}

const top = Number(values.top);
let [right, asked, found, all, baseRight, baseAsked] = [0, 0, 0, 0, 0, 0];
for (const [name, terms] of gold) {
  const document = await loadDocument(join(root, 'corpus', name), { language: 'id' });
  const segments = segmentsOf(document).map(({ content }) => ({ source: plainText(content) }));
  const candidates = extractTerms(segments, { min: Number(values.min) });
  const first = candidates.slice(0, top);
  const hits = new Set(first.map(({ source }) => keyOf(source)).filter((key) => terms.has(key)));
  const reached = new Set(candidates.map(({ source }) => keyOf(source)).filter((key) => terms.has(key)));
  const byCount = [...candidates].sort((a, b) => b.count - a.count).slice(0, top);
  const baseline = new Set(byCount.map(({ source }) => keyOf(source)).filter((key) => terms.has(key)));
  const share = (part, whole) => (part / Math.max(1, whole)).toFixed(2);
  // No ranking can be right more often than there are gold terms.
  const ceiling = Math.min(1, terms.size / Math.max(1, first.length));
  console.log(
    `${name}: ${terms.size} gold, P@${top} ${share(hits.size, first.length)} (at most ${ceiling.toFixed(2)}), ` +
      `R@${top} ${share(hits.size, terms.size)}, P@25 ${share(first.slice(0, 25).filter(({ source }) => terms.has(keyOf(source))).length, 25)}, ` +
      `reach ${share(reached.size, terms.size)} of ${candidates.length} candidates; by frequency P@${top} ${share(baseline.size, byCount.length)}`,
  );
  if (values.show) {
    console.log(first.map(({ source }) => `${terms.has(keyOf(source)) ? '+' : '-'} ${source}`).join('\n'));
    console.log(
      [...terms]
        .filter((key) => !reached.has(key))
        .map((key) => `! ${key}`)
        .join('\n'),
    );
  }
  right += hits.size;
  asked += first.length;
  found += reached.size;
  all += terms.size;
  baseRight += baseline.size;
  baseAsked += byCount.length;
}
console.log(
  `all: P@${top} ${(right / asked).toFixed(3)}, R@${top} ${(right / all).toFixed(3)}, reach ${(found / all).toFixed(3)}; by frequency P@${top} ${(baseRight / baseAsked).toFixed(3)}`,
);
