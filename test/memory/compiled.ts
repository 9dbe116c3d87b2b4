import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The memory and the rooms below it as plain JavaScript in a new folder: for processes and threads of their own. */
export async function compileMemory(): Promise<string> {
  const cache = join(root, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'memori-'));
  for (const room of ['base', 'content', 'xliff', 'memory']) await compile(join(root, 'src', room), join(folder, room));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  return folder;
}

async function compile(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (entry.isDirectory()) await compile(join(from, entry.name), join(to, entry.name));
    else if (entry.name.endsWith('.ts')) await compileFile(join(from, entry.name), join(to, entry.name));
  }
}

export async function compileFile(from: string, to: string): Promise<void> {
  const { outputText } = ts.transpileModule(await readFile(from, 'utf8'), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
  });
  await writeFile(to.replace(/\.ts$/, '.js'), outputText);
}
