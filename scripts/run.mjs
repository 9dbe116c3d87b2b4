// `npm start` and `npm test` on a fresh machine: installs and builds when something is missing or stale, else costs a stat() walk.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);

function run(command, args) {
  const { status, signal, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (error) {
    console.error(`${command}: ${error.message}`);
    process.exit(4);
  }
  if (signal) process.exit(130);
  if (status !== 0) process.exit(status ?? 1);
}

const modified = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

const installed = 'node_modules/.package-lock.json';
if (modified(installed) < modified('package-lock.json')) {
  console.error('memori: installing packages (once) …');
  // Nothing we use needs an install script; skipping them keeps the installation offline-safe.
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  const now = new Date();
  utimesSync(installed, now, now);
}

const built = 'dist/.tsbuildinfo';
if (
  modified(built) <
  Math.max(newest('src'), modified('tsconfig.json'), modified('tsconfig.build.json'), modified(installed))
) {
  console.error('memori: building …');
  run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
  const now = new Date();
  utimesSync(built, now, now);
}

/** The project's own documents; its README is about them. */
function corpus() {
  const names = readdirSync('corpus').filter((name) => /\.(txt|md)$/.test(name) && name !== 'README.md');
  return names.sort().map((name) => join('corpus', name));
}

const [verb, ...rest] = process.argv.slice(2);
switch (verb) {
  case 'start':
    run(process.execPath, ['bin/memori.js', 'translate', ...corpus(), '--out', 'out', '--memory', 'tm', ...rest]);
    break;
  case 'test':
    run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...rest]);
    break;
  case 'build':
    break;
  default:
    console.error(`usage: node scripts/run.mjs start|test|build`);
    process.exit(2);
}
