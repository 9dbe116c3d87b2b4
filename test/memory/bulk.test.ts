import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { textContent } from '../../src/content/index.js';
import { openMemory as openHere, type MemoryUnitInput } from '../../src/memory/index.js';
import type * as IndexFiles from '../../src/memory/index-files.js';
import { unitsOf } from '../../src/memory/manage.js';
import type * as Parts from '../../src/memory/parts.js';
import { compileFile, compileMemory, root } from './compiled.js';
import { simpleTools } from './tools.js';

const word = (n: number): string =>
  ['kapal', 'laut', 'raja', 'kuda', 'kota', 'pulau', 'hutan'][n % 7]! + (n % 3 ? 'nya' : '');
const sentence = (i: number): string => [i, i * 3, i >> 1, i >> 2, i >> 3, i + 5].map(word).join(' ') + ` ${i % 11}`;
const units: MemoryUnitInput[] = Array.from({ length: 500 }, (_, i) => ({
  source: textContent(sentence(i)),
  target: textContent(`Sentence ${i}`),
  origin: { kind: 'human' },
  changed: '2024-01-01T00:00:00.000Z',
  document: `d${i % 5}`,
}));
const queries = Array.from({ length: 600 }, (_, i) => ({
  content: textContent(sentence(i * 7 + 1)),
  context: { next: 'x' },
}));

let dir: string;
let compiled: string;
let module: string;
let trace: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'memori-'));
  compiled = await compileMemory();
  module = pathToFileURL(join(compiled, 'tools.js')).href;
  // Leaves a trace, so that the tests know that threads were at work.
  trace = join(compiled, 'trace');
  await compileFile(join(root, 'test/memory/tools.ts'), join(compiled, 'tools.ts'));
  await appendFile(
    join(compiled, 'tools.js'),
    `\nimport { writeFileSync } from 'node:fs';
     export const textTools = () => (writeFileSync(${JSON.stringify(trace)}, 'used'), simpleTools);\n`,
  );
  const here = await openHere(dir, simpleTools, { create: true });
  await here.add(units);
  await here.close();
});

beforeEach(() => rm(trace, { force: true }));

afterAll(async () => {
  await rm(dir, { recursive: true });
  await rm(compiled, { recursive: true });
});

const built = async <T>(file: string): Promise<T> =>
  (await import(pathToFileURL(join(compiled, 'memory', file)).href)) as T;

it('many look-ups give what one after another gives, in one thread and in several', async () => {
  const here = await openHere(dir, simpleTools);
  const expected = here.lookupAll(queries, { min: 50, top: 3 });
  expect(await here.lookupMany(queries, { min: 50, top: 3 })).toEqual(expected);
  await here.close();

  const { openMemory } = await built<{ openMemory: typeof openHere }>('index.js');
  const memory = await openMemory(dir, { ...simpleTools, module });
  expect(await memory.lookupMany(queries, { min: 50, top: 3, jobs: 2 })).toEqual(expected);
  expect(existsSync(trace)).toBe(true);
  await memory.close();
});

it('many files are indexed by several threads as by one', async () => {
  const { indexFiles, indexInThreads } = await built<typeof IndexFiles>('index-files.js');
  const { listXliff, stampOf } = await built<typeof Parts>('parts.js');
  const names = await listXliff(dir);
  const files = await Promise.all(names.map(async (name) => [name, await stampOf(join(dir, name))] as const));
  const job = { dir, languages: { sourceLanguage: 'id', targetLanguage: 'en' }, files };
  const one = await indexFiles(job, compiled, undefined, simpleTools);
  let number = 0;
  const tools = { ...simpleTools, module };
  const several = await indexInThreads(job, compiled, () => `p-${number++}`, tools, { worth: 1000, cores: 3 });
  expect(several!.length).toBeGreaterThan(1);
  expect(existsSync(trace)).toBe(true);
  const read = ({ part }: IndexFiles.Indexed): string[] =>
    [...unitsOf([part!], {})].map((unit) => JSON.stringify(unit));
  expect(several!.flatMap(read)).toEqual(read(one));
  expect(new Map(several!.flatMap(({ stamps }) => [...stamps]))).toEqual(one.stamps);
});
