// A large termbase: time to open it, time per segment, beside a search for every term in turn.
//
//   npx tsc -p tsconfig.build.json && node scripts/bench/glossary.mjs [--entries 100000] [--segments 2000]
//
// Terms are runs of one to three words of the project's own Indonesian documents, recombined until there are enough;
// segments are the sentences of those documents. Times are processor time of this process.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { values } = parseArgs({
  options: {
    entries: { type: 'string', default: '100000' },
    segments: { type: 'string', default: '2000' },
    dist: { type: 'string', default: join(root, 'dist') },
  },
});
const load = (path) => import(pathToFileURL(join(resolve(values.dist), path)).href);
const { createMatcher, readTermbase, recogniseTerms } = await load('glossary/index.js');

const text = readdirSync(join(root, 'corpus'))
  .filter((name) => /\.(?:txt|md)$/u.test(name) && name !== 'README.md')
  .map((name) => readFileSync(join(root, 'corpus', name), 'utf8'))
  .join('\n');
const sentences = text.split(/(?<=[.?!])\s+|\n+/u).filter((line) => line.split(' ').length > 3);
const vocabulary = [...new Set(text.match(/\p{L}{3,}/gu))];

let seed = 1;
const random = (below) => (seed = (seed * 48271) % 2147483647) % below;
const terms = new Set();
while (terms.size < Number(values.entries)) {
  const words = Array.from({ length: 1 + random(3) }, () => vocabulary[random(vocabulary.length)]);
  terms.add(words.join(' '));
}
const table = ['id,en', ...[...terms].map((term, i) => `${term},term ${i}`)].join('\n');
const bytes = new TextEncoder().encode(table);

const timed = (action) => {
  const before = process.cpuUsage();
  const result = action();
  const { user, system } = process.cpuUsage(before);
  return { result, ms: (user + system) / 1000 };
};
const read = timed(() => readTermbase(bytes, 'bench.csv'));
const open = timed(() => createMatcher([read.result.termbase]));
const matcher = open.result;
const queries = Array.from({ length: Number(values.segments) }, (_, i) => sentences[i % sentences.length]);
for (const related of [false, true]) {
  const first = timed(() => recogniseTerms(queries[0], matcher, { related }));
  const all = timed(() => queries.map((query) => recogniseTerms(query, matcher, { related }).length));
  const hits = all.result.reduce((sum, count) => sum + count, 0);
  console.log(
    `${related ? 'with' : 'without'} related: first ${first.ms.toFixed(1)} ms, then ${(all.ms / queries.length).toFixed(3)} ms per segment, ` +
      `${(hits / queries.length).toFixed(1)} hits each`,
  );
}
const list = [...terms].map((term) => term.toLowerCase());
const sample = queries.slice(0, 20);
const naive = timed(() => sample.map((query) => list.filter((term) => query.toLowerCase().includes(term)).length));
console.log(`every term searched in turn, exact only: ${(naive.ms / sample.length).toFixed(1)} ms per segment`);
console.log(`${terms.size} entries: read ${read.ms.toFixed(0)} ms + prepared ${open.ms.toFixed(0)} ms`);
