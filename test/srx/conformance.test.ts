import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { segmentBlock } from '../../src/language/index.js';
import { compileSrx, readSrx, writeSrx } from '../../src/srx/index.js';

/** Other programs' SRX files, read where they are at hand; none of them is part of the project. */
const root = new URL('../../../shared/conformance/', import.meta.url);
const present = existsSync(root);
if (!present) console.error('SKIPPED: ../shared/conformance is not here, SRX files of other programs are not checked');

const files = present
  ? readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.srx'))
      .sort()
  : [];
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');
const split = (name: string, language: string, text: string): string[] =>
  segmentBlock(text, 'en', { rules: compileSrx(readSrx(read(name), name), language) }).map((s) =>
    text.slice(s.start, s.end),
  );

const loomchild = 'loomchild-segment/segment/src/test/resources/net/loomchild/segment/res/test';

describe.runIf(present)('SRX files of other programs', () => {
  test('there are twenty', () => expect(files).toHaveLength(20));

  test.each(files.filter((name) => !name.endsWith('invalid.srx')))(
    '%s: read, compiled, and the same when written',
    (name) => {
      const document = readSrx(read(name), name);
      const plain = (d: typeof document): unknown =>
        d.languageRules.map((l) => [l.name, l.rules.map((r) => [r.break, r.before, r.after])]);
      const back = readSrx(writeSrx(document));
      expect([plain(back), back.maps]).toEqual([plain(document), document.maps]);
      for (const { name: ruleName } of document.languageRules) {
        // Every rule of every language can be translated and run.
        const one = { ...document, maps: [{ pattern: '.*', ruleName }] };
        expect(
          segmentBlock('Satu. Dua.', 'en', { rules: compileSrx(one, 'xx', { file: name }) }).length,
        ).toBeGreaterThan(0);
      }
    },
  );

  test('an invalid file is refused with its place', () => {
    const name = files.find((path) => path.endsWith('invalid.srx'))!;
    expect(() => readSrx(read(name), name)).toThrow(/version/);
  });

  test('libsegment examples', () => {
    const text = 'Ala ma kota. Prof. Kot nie wie kim jest. Ech.';
    expect(split(`${loomchild}/ticket1.srx`, 'en', text)).toEqual([
      'Ala ma kota.',
      'Prof.',
      'Kot nie wie kim jest.',
      'Ech.',
    ]);
    // SRX 1.0 and 2.0 files with the same rules.
    for (const name of ['example.srx', 'example1.srx']) {
      expect(split(`${loomchild}/${name}`, 'en', 'Old Mr. Smith eats etc. and sleeps. He snores!')).toEqual([
        'Old Mr. Smith eats etc. and sleeps.',
        'He snores!',
      ]);
    }
  });

  test("neokapi's parity corpus: 30 sentences in 14 languages", () => {
    const golden = read('neokapi/core/segment/srx/testdata/parity/golden.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { locale: string; text: string; segments: string[] });
    expect(golden).toHaveLength(30);
    const rules = 'okapi/deployment/shared/config/okapi_default_icu4j.srx';
    for (const { locale, text, segments } of golden) expect(split(rules, locale, text)).toEqual(segments);
  });
});
