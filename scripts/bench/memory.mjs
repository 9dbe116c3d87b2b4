// Look-up in large memories: build, open, memory use, latency, and recall against brute force.
//
//   npx tsc -p tsconfig.build.json && node scripts/bench/memory.mjs [--units 100000] [--queries 1000] [--min 70] [--brute 40] [--fts 40]
//
// The units are real sentences of corpus/parallel and, where present, ../shared/data/parallel. When more are asked for than
// there are, further ones are recombined: the first half of one sentence and the second half of another of the same file,
// cut between two words. That keeps the vocabulary, its frequencies and the lengths of real text; the sentences make no
// sense, which no look-up can notice. Queries are units with 0 to 4 random edits (a word dropped, repeated, replaced or
// moved, a number changed). The baseline runs in the same process on the same tokens: every unit of a length that can
// match is compared with fastest-levenshtein, words mapped to code units. With --fts and a python3 whose sqlite3 has FTS5,
// SQLite's trigram index is asked for 50 candidates by 24 trigrams of the query (bm25), the usual way to use it. Times are
// processor time of this process, which other programs on the machine change little; elapsed time stands beside it.
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { distance } from 'fastest-levenshtein';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { values } = parseArgs({
  options: {
    units: { type: 'string', default: '100000' },
    queries: { type: 'string', default: '1000' },
    min: { type: 'string', default: '70' },
    top: { type: 'string', default: '5' },
    brute: { type: 'string', default: '40' },
    fts: { type: 'string', default: '0' },
    dist: { type: 'string', default: join(root, 'dist') },
    dir: { type: 'string' },
    search: { type: 'boolean', default: false },
  },
});
const [UNITS, QUERIES, MIN, TOP, BRUTE, FTS] = ['units', 'queries', 'min', 'top', 'brute', 'fts'].map((key) =>
  Number(values[key]),
);
const load = (module) => import(pathToFileURL(join(resolve(values.dist), module)).href);
const [pipeline, parts, analysis, search, compare, lookup, prepared, collect] = await Promise.all(
  [
    'pipeline/tools',
    'memory/parts',
    'memory/analysis',
    'memory/search',
    'memory/compare',
    'memory/lookup',
    'memory/query',
    'memory/collector',
  ].map((m) => load(`${m}.js`)),
);
const tools = pipeline.textTools();

let state = 42;
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};

function corpus() {
  const folders = [join(root, 'corpus/parallel'), join(root, '../shared/data/parallel')].filter(existsSync);
  if (folders.length < 2) console.error('../shared/data/parallel is absent: only the project’s own sentences are used');
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.tsv.xz'))
      .sort()
      .map((name) =>
        execFileSync('xz', ['-dc', join(folder, name)], { maxBuffer: 2 ** 30 })
          .toString('utf8')
          .split('\n')
          .map((line) => line.split('\t'))
          .filter(([source, target]) => source?.trim() && target?.trim()),
      ),
  );
}

function* pairs(count) {
  const files = corpus();
  const seen = new Set();
  const all = [];
  for (const file of files) {
    for (const pair of file) {
      if (seen.size >= count) return;
      if (seen.has(pair[0])) continue;
      seen.add(pair[0]);
      all.push(pair);
      yield pair;
    }
  }
  const total = all.length;
  console.log(`${total} real sentences, ${Math.max(0, count - total)} recombined`);
  const halves = (text) => {
    const words = text.split(' ');
    const cut = Math.ceil(words.length / 2);
    return [words.slice(0, cut).join(' '), words.slice(cut).join(' ')];
  };
  for (let made = total; made < count;) {
    const file = files[random(files.length)];
    const [a, b] = [file[random(file.length)], file[random(file.length)]];
    const source = `${halves(a[0])[0]} ${halves(b[0])[1]}`.trim();
    if (seen.has(source)) continue;
    seen.add(source);
    made++;
    yield [source, `${halves(a[1])[0]} ${halves(b[1])[1]}`.trim()];
  }
}

const text = (value) => ({ parts: [value] });
const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
const ms = (value) => value.toFixed(value < 10 ? 2 : 1);
/** Processor time of this process in milliseconds. */
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const megabytes = () => Math.round(process.memoryUsage().rss / 2 ** 20);

function build(dir) {
  const list = [...pairs(UNITS)];
  const wall = performance.now();
  const started = cpu();
  const builder = parts.partBuilder(dir, 'p-bench', tools);
  const time = '2024-01-01T00:00:00.000Z';
  list.forEach(([source, target], i) => {
    builder.add(
      {
        id: `u${i}`,
        source: text(source),
        target: text(target),
        sourceLanguage: 'id',
        targetLanguage: 'en',
        origin: { kind: 'human' },
        state: 'translated',
        created: time,
        changed: time,
      },
      `f${Math.floor(i / 2000)}.xlf`,
    );
  });
  const analysed = cpu();
  const part = builder.finish();
  const done = cpu();
  const { tokens, pool } = part.live.shard;
  console.log(
    `build: ${ms((done - started) / 1000)} s, elapsed ${ms((performance.now() - wall) / 1000)} s (analysis ${ms((analysed - started) / 1000)} s, ` +
      `index ${ms((done - analysed) / 1000)} s); ${tokens.length} tokens, ${pool.count} entries; RSS ${megabytes()} MB`,
  );
  part.records.close();
}

function edited(source) {
  const words = source.split(' ');
  for (let edits = random(5); edits > 0 && words.length > 1; edits--) {
    const at = random(words.length);
    const kind = random(5);
    if (kind === 0) words.splice(at, 1);
    else if (kind === 1) words.splice(at, 0, words[random(words.length)]);
    else if (kind === 2) words[at] = 'entah';
    else if (kind === 3) words.splice(random(words.length), 0, ...words.splice(at, 1));
    else words[at] = words[at].replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
  }
  return words.join(' ');
}

function searching(dir) {
  const before = megabytes();
  const opening = [cpu(), performance.now()];
  const [part] = parts.loadParts(dir, { generation: '', parts: [{ name: 'p-bench', dead: '' }], files: {} }, []);
  console.log(
    `open: ${ms(cpu() - opening[0])} ms, elapsed ${ms(performance.now() - opening[1])} ms; RSS ${before} → ${megabytes()} MB`,
  );
  const { live, records } = part;
  const { shard } = live;
  const queries = Array.from({ length: QUERIES }, () =>
    edited(records.read(shard.recordAt[random(shard.units)]).source.parts[0]),
  );
  const look = (query) => {
    const found = collect.collector(MIN, TOP);
    search.searchShard(live, prepared.makeQuery(analysis.analyse(text(query), 'id', tools)), found);
    return found.found.map((one) => ({ unit: one.unit, score: one.score }));
  };
  const setting = { language: 'id', tools, memory: dir };
  const measure = (name, kinds, min) => {
    const options = { min, top: TOP, kinds };
    const read = (query) => lookup.lookUp([part], text(query), options, setting);
    const first = [cpu(), read(queries[0])][0];
    const warm = cpu() - first;
    for (const query of queries.slice(0, 50)) read(query);
    const times = [];
    let hits = 0;
    const elapsed = [];
    for (const query of queries) {
      const from = [cpu(), performance.now()];
      hits += read(query).length > 0 ? 1 : 0;
      times.push(cpu() - from[0]);
      elapsed.push(performance.now() - from[1]);
    }
    const mean = times.reduce((sum, time) => sum + time, 0) / queries.length;
    times.sort((a, b) => a - b);
    elapsed.sort((a, b) => a - b);
    const at = (list, q) => `${ms(quantile(list, q))}`;
    console.log(
      `${name}: p50 ${at(times, 0.5)}, p95 ${at(times, 0.95)}, p99 ${at(times, 0.99)}, max ${ms(times.at(-1))}, ` +
        `mean ${ms(mean)} ms (elapsed p50 ${at(elapsed, 0.5)}, p95 ${at(elapsed, 0.95)}; first ${ms(warm)}); ` +
        `${hits} of ${queries.length} with a match; RSS ${megabytes()} MB`,
    );
    return { mean, p50: quantile(times, 0.5) };
  };
  const { mean, p50 } = measure(`fuzzy ≥ ${MIN} %, top ${TOP}`, ['in-context', 'exact', 'fuzzy'], MIN);
  measure(`fuzzy ≥ 50 %, top ${TOP}`, ['in-context', 'exact', 'fuzzy'], 50);
  measure('similar statements', ['similar'], MIN);
  measure('fragments', ['fragment'], MIN);
  measure(`all kinds, ≥ ${MIN} %`, undefined, MIN);
  brute(live, queries.slice(0, BRUTE), look, p50, mean);
  trigrams(dir, live, records, queries.slice(0, FTS), look, p50);
}

const PYTHON = `
import json, sqlite3, sys, time
folder = sys.argv[1]
db = sqlite3.connect(folder + '/fts.db')
db.execute("create virtual table t using fts5(s, tokenize='trigram')")
start = time.process_time()
with open(folder + '/sources.json', encoding='utf-8') as lines:
    db.executemany('insert into t(rowid, s) values (?, ?)', ((i + 1, json.loads(line)) for i, line in enumerate(lines)))
db.commit()
built = time.process_time() - start
answers = []
for query in json.load(open(folder + '/queries.json', encoding='utf-8')):
    grams = list(dict.fromkeys(query[i:i + 3] for i in range(len(query) - 2)))
    grams = grams[::max(1, len(grams) // 24)][:24]
    match = ' OR '.join('"' + g.replace('"', '""') + '"' for g in grams)
    start = time.process_time()
    rows = db.execute('select rowid from t where t match ? order by rank limit 50', (match,)).fetchall() if grams else []
    answers.append([(time.process_time() - start) * 1000, [row[0] - 1 for row in rows]])
print(json.dumps([built, answers]))
`;

/** SQLite FTS5 with trigrams: how long it takes to find 50 candidates, and how often the best match is among them. */
function trigrams(dir, live, records, queries, look, p50) {
  if (queries.length === 0) return;
  const { shard } = live;
  const out = openSync(join(dir, 'sources.json'), 'w');
  for (let unit = 0; unit < shard.units; unit++) {
    writeSync(out, `${JSON.stringify(records.read(shard.recordAt[unit]).source.parts.join(''))}\n`);
  }
  closeSync(out);
  writeFileSync(join(dir, 'queries.json'), JSON.stringify(queries));
  const { stdout, status } = spawnSync('python3', ['-c', PYTHON, dir], { maxBuffer: 2 ** 30 });
  if (status !== 0) return console.log('SQLite FTS5: no python3 with sqlite3 and FTS5 here');
  const [built, answers] = JSON.parse(stdout.toString());
  const times = answers.map(([time]) => time).sort((a, b) => a - b);
  let wanted = 0;
  let present = 0;
  queries.forEach((query, i) => {
    const [best] = look(query);
    if (!best) return;
    wanted++;
    if (answers[i][1].includes(best.unit)) present++;
  });
  console.log(
    `SQLite FTS5 trigram: p50 ${ms(quantile(times, 0.5))}, p95 ${ms(quantile(times, 0.95))} ms for 50 candidates, ` +
      `${(quantile(times, 0.5) / p50).toFixed(0)} times the median; best match among them ${present} of ${wanted}; ` +
      `built in ${ms(built)} s`,
  );
}

/** The same best scores by comparing with every unit: the words of both sides as code units. */
function brute(live, queries, look, p50, mean) {
  if (queries.length === 0) return;
  const { shard } = live;
  const code = new Map();
  const classes = (unit) => {
    let out = '';
    for (let i = shard.tokenStart[unit]; i < shard.tokenStart[unit + 1]; i++) {
      const cls = shard.clsOf[shard.tokens[i]];
      if (cls !== 0) out += String.fromCharCode(code.get(cls) ?? 1);
    }
    return out;
  };
  let missed = 0;
  let compared = 0;
  let spent = 0;
  for (const query of queries) {
    const wanted = analysis.analyse(text(query), 'id', tools);
    code.clear();
    let own = '';
    for (const { cls } of wanted.tokens) {
      if (cls === undefined) continue;
      const entry = entryOf(shard, cls) || cls;
      if (!code.has(entry)) code.set(entry, code.size + 2);
      own += String.fromCharCode(code.get(entry));
    }
    const started = cpu();
    const near = [];
    for (let unit = 0; unit < shard.units; unit++) {
      const longer = Math.max(own.length, shard.lengths[unit]);
      if (Math.abs(own.length - shard.lengths[unit]) * 100 > (100 - MIN) * longer) continue;
      const edits = distance(own, classes(unit));
      if (edits * 100 <= (100 - MIN) * longer) near.push(unit);
    }
    spent += cpu() - started;
    const scores = near
      .map((unit) => {
        const record = part_records.read(shard.recordAt[unit]);
        return compare.compareTexts(wanted, analysis.analyse(record.source, 'id', tools)).score;
      })
      .filter((score) => score >= MIN)
      .sort((a, b) => b - a);
    const got = look(query).map(({ score }) => score);
    const want = scores.slice(0, TOP);
    compared += want.length;
    // Units that say the same count once in a look-up, so the best scores are compared, not the units.
    missed += want.filter((score, i) => got[i] === undefined || Math.abs(got[i] - score) > 1e-6).length;
  }
  const each = spent / queries.length;
  console.log(
    `brute force (fastest-levenshtein, length filter): ${ms(each)} ms a query, ${(each / mean).toFixed(0)} times the mean, ` +
      `${(each / p50).toFixed(0)} times the median; ${missed} of ${compared} best matches missed`,
  );
}

const { findString: entryIn } = await load('memory/string-pool.js');
const entryOf = (shard, cls) => entryIn(shard.pool, cls);
let part_records;

if (values.search) {
  const { fileRecords } = await load('memory/records.js');
  part_records = fileRecords(join(values.dir, 'p-bench.units'));
  searching(values.dir);
} else {
  const dir = mkdtempSync(join(tmpdir(), 'memori-bench-'));
  try {
    build(dir);
    // A process of its own, so that memory use is that of looking up.
    spawnSync(process.execPath, [...process.argv.slice(1), '--search', '--dir', dir], { stdio: 'inherit' });
  } finally {
    rmSync(dir, { recursive: true });
  }
}
