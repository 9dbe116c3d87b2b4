// Makes tm/starter.xlf: the confirmed pairs of the project's own documents and their translations, as people's units.
// Run after a build, when documents of corpus/ or the aligner changed: node scripts/data/starter-memory.mjs
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, parse } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const load = (module) => import(join(root, 'dist', module));
const { alignDocuments, readSide, textTools, unitsOfAlignment } = await load('pipeline/index.js');
const { openMemory } = await load('memory/index.js');
const { openTranslator } = await load('translate/index.js');

/** A fixed date: the file changes only when its units do. */
const DATE = '2026-11-23T00:00:00.000Z';

const corpus = join(root, 'corpus');
const translations = readdirSync(join(corpus, 'en')).filter((name) => /\.(txt|md)$/.test(name));
const translator = await openTranslator({ model: join(root, 'models/memori-id-en') });
const units = [];
for (const name of translations.sort()) {
  const sides = [
    await readSide(join(corpus, name), 'id', false),
    await readSide(join(corpus, 'en', name), 'en', false),
  ];
  const aligned = await alignDocuments(...sides, translator);
  const sure = unitsOfAlignment(aligned).filter((unit) => unit.state === 'translated');
  console.log(`${parse(name).name}: ${sure.length} of ${aligned.beads.length} beads`);
  units.push(...sure.map((unit) => ({ ...unit, document: 'starter', created: DATE, changed: DATE })));
}
await translator.close();

const folder = mkdtempSync(join(tmpdir(), 'memori-starter-'));
const memory = await openMemory(folder, textTools(), { create: true });
console.log(await memory.add(units));
await memory.close();
writeFileSync(join(root, 'tm/starter.xlf'), readFileSync(join(folder, 'starter.xlf')));
rmSync(folder, { recursive: true });
