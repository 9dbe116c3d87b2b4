// Conformance table: runs the suites of scripts/conformance/*.mjs over the foreign test files in ../shared/conformance.
// `node scripts/conformance.mjs [--verbose] [NAME…]`; needs a build (npm run build). Exit code 1 when a suite falls short.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const data = join(root, '..', 'shared', 'conformance');

if (!existsSync(data)) {
  console.error('SKIPPED: conformance: ../shared/conformance is not there.');
  process.exit(0);
}

/** What a suite gets to work with. Paths are relative to the conformance data. */
const context = {
  /** Files below a folder whose name matches, sorted. */
  list(folder, endings) {
    const top = join(data, folder);
    if (!existsSync(top)) return [];
    return readdirSync(top, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && endings.test(entry.name))
      .map((entry) => relative(data, join(entry.parentPath, entry.name)))
      .sort();
  },
  bytes: (file) => readFileSync(join(data, file)),
  /** A room of the built program, or undefined where it is not there (yet). */
  async room(name) {
    const file = join(root, 'dist', name, 'index.js');
    return existsSync(file) ? import(pathToFileURL(file)) : undefined;
  },
};

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const verbose = process.argv.includes('--verbose');

const rows = [];
for (const file of readdirSync(join(root, 'scripts', 'conformance')).sort()) {
  if (!file.endsWith('.mjs')) continue;
  const { suites } = await import(pathToFileURL(join(root, 'scripts', 'conformance', file)));
  for (const { name, run } of suites) {
    if (wanted.length > 0 && !wanted.some((one) => name.toLowerCase().includes(one.toLowerCase()))) continue;
    const started = performance.now();
    let outcome;
    try {
      outcome = await run(context);
    } catch (error) {
      outcome = { passed: 0, total: 0, failures: [`the suite broke: ${error?.stack ?? error}`] };
    }
    rows.push({ name, outcome, seconds: (performance.now() - started) / 1000 });
  }
}

const width = Math.max(...rows.map(({ name }) => name.length), 5);
console.log(`${'suite'.padEnd(width)}  passed  total  seconds`);
let short = 0;
for (const { name, outcome, seconds } of rows) {
  if (outcome === undefined || (outcome.total === 0 && outcome.failures.length === 0)) {
    console.log(`${name.padEnd(width)}  absent`);
    continue;
  }
  const { passed, total, failures, notes = [] } = outcome;
  if (failures.length > 0) short++;
  const mark = failures.length > 0 ? '  FAILED' : '';
  console.log(
    `${name.padEnd(width)}  ${String(passed).padStart(6)}  ${String(total).padStart(5)}  ${seconds.toFixed(2).padStart(7)}${mark}`,
  );
  for (const note of notes) console.log(`    ${note}`);
  for (const failure of failures.slice(0, verbose ? Infinity : 5)) console.log(`    FAILED ${failure}`);
  if (!verbose && failures.length > 5) console.log(`    … ${failures.length - 5} more (--verbose)`);
}
process.exit(short > 0 ? 1 : 0);
