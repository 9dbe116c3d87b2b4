// Reads and writes a large XLIFF 2.1 file with memori and with the libraries people use, each in a process of its own.
//   npm run build && node scripts/bench/xliff.mjs [--units 100000] [--only NAME,…] [--keep]
// Prints seconds, peak memory and the ratio to memori's streaming reader (reading) or writer (writing). Ratios are what
// counts: absolute times depend on the machine and on what else it does.
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const memori = () => import('../../dist/xliff/index.js');

/** One unit with a note and inline codes, about 400 bytes. */
const unit = (n) => `    <unit id="u${n}">
      <notes>
        <note id="n1" category="class">paragraf nomor ${n}</note>
      </notes>
      <segment id="s1" state="translated">
        <source>Presiden <pc id="1" type="fmt" subType="xlf:b">Joko</pc> meresmikan pasar ke-${n}<ph id="2"/> hari ini.</source>
        <target>President <pc id="1" type="fmt" subType="xlf:b">Joko</pc> opened market no. ${n}<ph id="2"/> today.</target>
      </segment>
    </unit>
`;

async function generate(file, units) {
  const out = createWriteStream(file);
  out.write(
    '<?xml version="1.0" encoding="UTF-8"?>\n<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1"',
  );
  out.write(' srcLang="id" trgLang="en">\n  <file id="f1">\n');
  for (let n = 0; n < units; n++) if (!out.write(unit(n))) await once(out, 'drain');
  out.end('  </file>\n</xliff>\n');
  await once(out, 'finish');
}

/** A task reads the file, or makes what it needs and returns the function that is timed. */
const TASKS = {
  'read memori (stream)': async (file) => {
    const { streamXliffUnits } = await memori();
    return async () => {
      let count = 0;
      for await (const _unit of streamXliffUnits(file)) count++;
      return count;
    };
  },
  'read memori (document)': async (file) => {
    const { decodeXml, readXliff } = await memori();
    return () => readXliff(decodeXml(readFileSync(file), file).text).files[0].units.length;
  },
  'read saxes, events only': async (file) => {
    const { SaxesParser } = await import('saxes');
    return () => {
      let count = 0;
      const parser = new SaxesParser({ xmlns: true });
      parser.on('opentag', (tag) => (count += tag.local === 'unit' ? 1 : 0));
      parser.write(readFileSync(file, 'utf8')).close();
      return count;
    };
  },
  'read libxml2-wasm (tree)': async (file) => {
    const { XmlDocument } = await import('libxml2-wasm');
    return () => {
      const document = XmlDocument.fromBuffer(readFileSync(file));
      const count = document.eval('count(//*[local-name()="unit"])');
      document.dispose();
      return count;
    };
  },
  'read fast-xml-parser': async (file) => {
    const { XMLParser } = await import('fast-xml-parser');
    return () => {
      const parser = new XMLParser({ ignoreAttributes: false, preserveOrder: true, trimValues: false });
      return JSON.stringify(parser.parse(readFileSync(file, 'utf8'))).match(/"unit":/g).length;
    };
  },
  'read xliff': async (file) => {
    const { xliff2js } = await import('xliff');
    return async () => Object.keys((await xliff2js(readFileSync(file, 'utf8'))).resources.f1).length;
  },
  'write memori': async (file, out) => {
    const { decodeXml, readXliff, writeXliff2 } = await memori();
    const document = readXliff(decodeXml(readFileSync(file), file).text);
    return () => {
      writeFileSync(out, writeXliff2(document));
      return document.files[0].units.length;
    };
  },
  'edit memori (one target)': async (file, out) => {
    const { decodeXml, editXliff } = await memori();
    return () => {
      const { text } = decodeXml(readFileSync(file), file);
      writeFileSync(out, editXliff(text, [{ unit: 'u7', target: { parts: ['Changed'] } }]));
      return undefined;
    };
  },
  'write libxml2-wasm': async (file, out) => {
    const { XmlDocument } = await import('libxml2-wasm');
    const document = XmlDocument.fromBuffer(readFileSync(file));
    return () => {
      writeFileSync(out, document.toString({ format: false }));
      return undefined;
    };
  },
  'write fast-xml-parser': async (file, out) => {
    const { XMLBuilder, XMLParser } = await import('fast-xml-parser');
    const options = { ignoreAttributes: false, preserveOrder: true, trimValues: false };
    const document = new XMLParser(options).parse(readFileSync(file, 'utf8'));
    return () => {
      writeFileSync(out, new XMLBuilder(options).build(document));
      return undefined;
    };
  },
  'write xliff': async (file, out) => {
    const { js2xliff, xliff2js } = await import('xliff');
    const document = await xliff2js(readFileSync(file, 'utf8'));
    return async () => {
      writeFileSync(out, await js2xliff(document, { indent: '', targetXliffVersion: '2.1' }));
      return undefined;
    };
  },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { units: { type: 'string', default: '100000' }, only: { type: 'string' }, keep: { type: 'boolean' } },
});

if (positionals[0] === 'task') {
  const [, name, file, out] = positionals;
  const run = await TASKS[name](file, out);
  const cpu = process.cpuUsage();
  const started = performance.now();
  const count = await run();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const result = { seconds, cpu: (user + system) / 1e6, peak: process.resourceUsage().maxRSS / 1024, count };
  process.stdout.write(JSON.stringify(result));
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'memori-xliff-bench-'));
const file = join(folder, 'large.xlf');
await generate(file, Number(values.units));
console.log(`${values.units} units, ${(statSync(file).size / 1e6).toFixed(1)} MB, Node ${process.version}`);
console.log('task                          seconds   CPU s   peak MB   ratio');
const baseline = {};
for (const name of Object.keys(TASKS)) {
  if (values.only && !values.only.split(',').some((one) => name.includes(one))) continue;
  const args = [
    '--max-old-space-size=6000',
    fileURLToPath(import.meta.url),
    'task',
    name,
    file,
    join(folder, 'out.xlf'),
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) {
    console.log(`${name.padEnd(30)}failed: ${stderr.trim().split('\n').at(-1)}`);
    continue;
  }
  const { seconds, cpu, peak, count } = JSON.parse(stdout);
  if (count !== undefined && count !== Number(values.units)) console.log(`${name}: ${count} units found!`);
  const kind = name.split(' ')[0];
  baseline[kind] ??= cpu;
  const cells = [seconds.toFixed(2).padStart(7), cpu.toFixed(2).padStart(8), peak.toFixed(0).padStart(10)];
  console.log(`${name.padEnd(30)}${cells.join('')}${`${(cpu / baseline[kind]).toFixed(2)}×`.padStart(8)}`);
}
if (!values.keep) rmSync(folder, { recursive: true });
else console.log(file);
