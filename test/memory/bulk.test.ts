import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { textContent } from '../../src/content/index.js';
import { openMemory as openHere, type MemoryUnitInput } from '../../src/memory/index.js';
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
}));
const queries = Array.from({ length: 600 }, (_, i) => ({
  content: textContent(sentence(i * 7 + 1)),
  context: { next: 'x' },
}));

it('many look-ups give what one after another gives, in one thread and in several', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'memori-'));
  const compiled = await compileMemory();
  try {
    const here = await openHere(dir, simpleTools, { create: true });
    await here.add(units);
    const expected = here.lookupAll(queries, { min: 50, top: 3 });
    expect(await here.lookupMany(queries, { min: 50, top: 3 })).toEqual(expected);
    await here.close();

    await compileFile(join(root, 'test/memory/tools.ts'), join(compiled, 'tools.ts'));
    // Leaves a trace, so that the test knows that threads were at work.
    const trace = join(compiled, 'trace');
    await appendFile(
      join(compiled, 'tools.js'),
      `\nimport { writeFileSync } from 'node:fs';
       export const textTools = () => (writeFileSync(${JSON.stringify(trace)}, 'used'), simpleTools);\n`,
    );
    const built = (await import(pathToFileURL(join(compiled, 'memory/index.js')).href)) as {
      openMemory: typeof openHere;
    };
    const module = pathToFileURL(join(compiled, 'tools.js')).href;
    const memory = await built.openMemory(dir, { ...simpleTools, module });
    expect(await memory.lookupMany(queries, { min: 50, top: 3, jobs: 2 })).toEqual(expected);
    expect(existsSync(trace)).toBe(true);
    await memory.close();
  } finally {
    await rm(dir, { recursive: true });
    await rm(compiled, { recursive: true });
  }
});
