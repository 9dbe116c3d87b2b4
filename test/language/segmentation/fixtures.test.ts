import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { segmentText, type Language } from '../../../src/language/index.js';

/**
 * Every `NAME.txt` in `test/language/fixtures/segmentation/{id,en}` is a document; `NAME.segments.txt` holds its segments,
 * one a line: the class (or `-`, when it does not matter), a tab, and the text with line ends shown as `⏎`.
 */
const root = new URL('../fixtures/segmentation/', import.meta.url);

for (const language of ['id', 'en'] satisfies Language[]) {
  describe(language, () => {
    const folder = new URL(`${language}/`, root);
    const names = readdirSync(folder).filter((name) => name.endsWith('.txt') && !name.endsWith('.segments.txt'));
    test('there are fixtures', () => expect(names.length).toBeGreaterThan(5));

    test.each(names)('%s', (name) => {
      const text = readFileSync(new URL(name, folder), 'utf8');
      const expected = readFileSync(new URL(name.replace(/\.txt$/, '.segments.txt'), folder), 'utf8')
        .trimEnd()
        .split('\n');
      const segments = segmentText(text, language);
      const found = segments.map((segment, i) => {
        const shown = text.slice(segment.start, segment.end).replaceAll('\n', '⏎');
        return `${expected[i]?.startsWith('-\t') ? '-' : segment.class}\t${shown}`;
      });
      expect(found).toEqual(expected);
    });
  });
}
