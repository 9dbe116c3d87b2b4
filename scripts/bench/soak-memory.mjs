// Kills writers of a memory at random moments (kill -9) and checks that no acknowledged unit is ever lost.
//
//   npx tsc -p tsconfig.build.json && node scripts/bench/soak-memory.mjs [--kills 20] [--writers 2] [--dist dist] [--seed 1]
//
// Each writer adds units in batches and prints the ids of a batch once add() has returned: those are acknowledged. The
// parent kills all writers at a random moment, opens the memory, and looks for every unit ever acknowledged, in the index,
// in a look-up, and, every few rounds, in the XLIFF files alone (the hidden folder deleted). Then the writers start again.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    writers: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
    dist: { type: 'string', default: join(dirname(fileURLToPath(import.meta.url)), '../../dist') },
    writer: { type: 'string' },
    dir: { type: 'string' },
  },
});

const { openMemory } = await import(pathToFileURL(join(resolve(values.dist), 'memory/index.js')).href);

const tools = {
  version: 'soak',
  tokens: (text) =>
    [...text.matchAll(/\S+/g)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      kind: 'word',
      text: match[0],
    })),
  tokenKey: (piece) => piece.toLowerCase(),
  contentKey: (word) => word,
  quantities: () => [],
  sameQuantity: () => false,
  renderQuantity: () => undefined,
};

const text = (value) => ({ parts: [value] });

async function write(name, dir) {
  const memory = await openMemory(dir, tools, { create: true });
  for (let batch = 0; ; batch++) {
    const ids = Array.from({ length: 1 + (batch % 40) }, (_, i) => `${name}-${batch}-${i}`);
    await memory.add(
      ids.map((id) => ({
        source: text(`kalimat ${id} dari ${name}`),
        target: text(`sentence ${id}`),
        origin: { kind: 'human', author: name },
        document: `doc${batch % 5}`,
      })),
    );
    // A pipe write of this size is one system call: what was acknowledged is known even if the next instruction is the last.
    process.stdout.write(`${ids.join(' ')}\n`);
  }
}

async function soak() {
  const dir = mkdtempSync(join(tmpdir(), 'memori-soak-'));
  const acknowledged = new Set();
  let state = Number(values.seed);
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const check = async (how) => {
    const memory = await openMemory(dir, tools, {});
    const present = new Set([...memory.units()].map((unit) => unit.target.parts[0].slice('sentence '.length)));
    const lost = [...acknowledged].filter((id) => !present.has(id));
    for (const id of [...acknowledged].slice(-200)) {
      const name = id.slice(0, id.indexOf('-'));
      const [match] = memory.lookup(text(`kalimat ${id} dari ${name}`));
      if (match?.kind !== 'exact') lost.push(`${id} (not found by look-up)`);
    }
    if (memory.size !== present.size) lost.push(`${memory.size} units, ${present.size} different`);
    lost.push(...memory.problems.map(String));
    await memory.close();
    if (lost.length > 0) {
      console.error(`LOST after ${how}: ${lost.slice(0, 10).join(', ')} (${lost.length}); memory kept in ${dir}`);
      process.exit(1);
    }
    return present.size;
  };
  const kills = Number(values.kills);
  for (let kill = 1; kill <= kills; kill++) {
    const children = Array.from({ length: Number(values.writers) }, (_, i) => {
      const self = fileURLToPath(import.meta.url);
      const args = [self, '--writer', `w${kill}x${i}`, '--dir', dir, '--dist', values.dist];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      let rest = '';
      child.stdout.setEncoding('utf8').on('data', (chunk) => {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop();
        for (const line of lines) for (const id of line.split(' ')) acknowledged.add(id);
      });
      const closed = new Promise((done) => child.on('close', done));
      return { child, closed };
    });
    await new Promise((done) => setTimeout(done, 300 + random() * 1500));
    for (const { child } of children) child.kill('SIGKILL');
    await Promise.all(children.map(({ closed }) => closed));
    const units = await check(`kill ${kill}`);
    console.log(`kill ${kill}: ${acknowledged.size} acknowledged, ${units} in the memory, none lost`);
    if (kill % 5 === 0 || kill === kills) {
      rmSync(join(dir, '.memori'), { recursive: true });
      await check('deleting everything but the XLIFF files');
    }
  }
  rmSync(dir, { recursive: true });
  console.log(`${kills} kills, ${acknowledged.size} acknowledged units, none lost`);
}

if (values.writer) await write(values.writer, values.dir);
else await soak();
