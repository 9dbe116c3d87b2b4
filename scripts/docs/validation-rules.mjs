// Writes docs/validation-rules.md from the catalogue of the built validator: `node scripts/docs/validation-rules.mjs`.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rulesPage } from '../../dist/xliff/validate/page.js';

const file = fileURLToPath(new URL('../../docs/validation-rules.md', import.meta.url));
writeFileSync(file, rulesPage());
console.log(`written: ${file}`);
