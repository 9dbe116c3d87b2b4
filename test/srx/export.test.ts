import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import { findBlocks, segmentBlock, type Language } from '../../src/language/index.js';
import { compileSrx, exportSrx, readSrx, writeSrx } from '../../src/srx/index.js';

const written = writeSrx(exportSrx());
const document = readSrx(written);

const schema = new URL(
  '../../../shared/conformance/loomchild-segment/segment/src/main/resources/net/loomchild/segment/res/xml/srx20.xsd',
  import.meta.url,
);
const present = existsSync(schema);
if (!present)
  console.error('SKIPPED: ../shared/conformance is not here, the exported SRX is not checked against its schema');

test.runIf(present)('the exported file is valid SRX 2.0', () => {
  const source = readFileSync(schema, 'utf8').replace(/<xs:import[^>]*\/>/, '');
  const xsd = XmlDocument.fromString(source);
  const validator = XsdValidator.fromDoc(xsd);
  const xml = XmlDocument.fromString(written);
  expect(() => validator.validate(xml)).not.toThrow();
  xml.dispose();
  validator.dispose();
  xsd.dispose();
});

test('it serves both languages under the codes programs use', () => {
  expect(document.languageRules.map(({ name }) => name)).toEqual(['Indonesian', 'English']);
  for (const code of ['id', 'ID', 'id-ID', 'in_ID', 'ind'])
    expect(compileSrx(document, code).rules).toEqual(compileSrx(document, 'id').rules);
  for (const code of ['en', 'EN-US', 'en_GB'])
    expect(compileSrx(document, code).rules).toEqual(compileSrx(document, 'en').rules);
  expect(() => compileSrx(document, 'fr')).toThrow(/no rules/);
  expect(exportSrx('id').maps).toHaveLength(1);
});

test('it uses nothing that only one engine knows', () => {
  for (const { before, after } of document.languageRules.flatMap(({ rules }) => rules)) {
    for (const pattern of [before, after]) {
      expect(() => new RegExp(pattern.replaceAll('(?i:', '(?:'), 'u'), pattern).not.toThrow();
      // Java and ICU want bounded look-behind.
      expect(pattern).not.toMatch(/\(\?<[=!][^)]*[*+]/);
    }
    // Programs put it into a look-behind, where Java accepts no repeated group.
    expect(before).not.toMatch(/\)[*+{]/);
  }
});

describe('it segments like our own rules', () => {
  /** What regular expressions cannot see: quotation parity, brackets, the office before a company. */
  const BEYOND = new Set(['brackets.txt', 'hard-wrapped.txt']);
  const root = new URL('../language/fixtures/segmentation/', import.meta.url);
  for (const language of ['id', 'en'] satisfies Language[]) {
    const rules = compileSrx(document, language);
    const folder = new URL(`${language}/`, root);
    const names = readdirSync(folder).filter(
      (name) => name.endsWith('.txt') && !name.endsWith('.segments.txt') && !BEYOND.has(name),
    );
    test(`${language}: in all but a few of the fixtures' blocks`, () => {
      const differing: string[] = [];
      let blocks = 0;
      for (const name of names) {
        const text = readFileSync(new URL(name, folder), 'utf8');
        for (const block of findBlocks(text, language)) {
          const line = text.slice(block.start, block.end);
          const shown = (options: Parameters<typeof segmentBlock>[2]): string =>
            segmentBlock(line, language, options)
              .map((s) => line.slice(s.start, s.end))
              .join(' | ');
          blocks++;
          if (shown({ rules }) !== shown({})) differing.push(`${name}: ${shown({ rules })}`);
        }
      }
      expect(blocks).toBeGreaterThan(40);
      expect(differing.length / blocks, differing.join('\n')).toBeLessThan(0.06);
    });
  }
});

test('hostile text does not blow the exported rules up', () => {
  const rules = compileSrx(document, 'id');
  for (const piece of ['.', '"', 'a. ', 'A. ', '(', '1.', ' ', '. ', 'kata.Kata']) {
    const text = piece.repeat(Math.ceil(20_000 / piece.length)) + 'x';
    expect(segmentBlock(text, 'id', { rules }).at(-1)?.end).toBe(text.length);
  }
});
