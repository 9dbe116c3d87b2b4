// LISA TMX Compliance Kit: each import memory applied to its text gives the expected translation; exports are read.

const KIT = 'omegat/src/test/resources/data/tmx/TMXComplianceKit';
const TEXTS = [
  ['1A', 'fr-ca'],
  ['1B', 'fr-ca'],
  ['1C', 'fr-ca'],
  ['1D', 'en-gb'],
  ['1E', 'en-gb'],
  ['1F', 'en-gb'],
  ['1G', 'en-gb'],
  ['1H', 'en-gb'],
  ['1I', 'ja-jp'],
];
/** Memories without a text: from, to, and the translations that this direction has. */
const DIRECTIONS = [
  ['1J', 'en-us', 'en-gb', ['First entry in UK English', 'Second entry in UK English']],
  ['1K', 'de-de', 'en-gb', ['First Entry - UK English']],
  ['1L', 'en-us', 'fr', ['Texte du segment.']],
];

async function rooms(room) {
  const [base, content, xliff, tmx] = await Promise.all(['base', 'content', 'xliff', 'tmx'].map(room));
  return tmx?.readTmx === undefined ? undefined : { base, content, xliff, tmx };
}

function memory({ content, xliff, tmx }, bytes, file, from, to) {
  const document = tmx.readTmx(xliff.decodeXml(bytes(file), file).text, { file });
  const found = new Map();
  for (const unit of document.units) {
    const pair = tmx.pairOf(document.header, unit, from, to);
    if (pair !== undefined)
      found.set(content.originalText(pair.source.content), content.plainText(pair.target.content));
  }
  return { document, found };
}

const imports = {
  name: 'LISA TMX Compliance Kit: imports, level 1',
  async run({ bytes, list, room }) {
    const all = await rooms(room);
    if (all === undefined || list(KIT, /\.tmx$/).length === 0) return undefined;
    const read = (name) => all.base.decodeText(bytes(`${KIT}/${name}`), name).text;
    const failures = [];
    for (const [test, language] of TEXTS) {
      const { found } = memory(all, bytes, `${KIT}/ImportTest${test}.tmx`, 'en-us', language);
      const translated = read(`ImportTest${test}.txt`)
        .split('\n')
        .map((line) => (line === '' ? '' : (found.get(line) ?? `(${line} is not in the memory)`)))
        .join('\n');
      if (translated !== read(`ImportTest${test}_${language}.txt`)) failures.push(`ImportTest${test}`);
    }
    for (const [test, from, to, expected] of DIRECTIONS) {
      const { found } = memory(all, bytes, `${KIT}/ImportTest${test}.tmx`, from, to);
      if (JSON.stringify([...found.values()]) !== JSON.stringify(expected)) failures.push(`ImportTest${test}`);
    }
    const total = TEXTS.length + DIRECTIONS.length;
    const notes = ['level 2 (2A to 2C: HTML, RTF) runs in test/tmx/foreign.test.ts'];
    return { passed: total - failures.length, total, failures, notes };
  },
};

const files = {
  name: 'LISA TMX Compliance Kit: every memory is read and valid',
  async run({ bytes, list, room }) {
    const all = await rooms(room);
    if (all === undefined) return undefined;
    const names = list(KIT, /\.tmx$/);
    const failures = [];
    for (const file of names) {
      const [problem] = all.xliff.validateFile(bytes(file), file).problems;
      if (problem !== undefined) failures.push(`${file}:${problem.line}: ${problem.message}`);
      else if (memory(all, bytes, file, 'en-us', 'fr-ca').document.units.length === 0) failures.push(`${file}: empty`);
    }
    return { passed: names.length - failures.length, total: names.length, failures };
  },
};

export const suites = [imports, files];
