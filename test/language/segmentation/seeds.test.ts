import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { segmentText } from '../../../src/language/index.js';

/** The five articles of ../shared/seeds are not part of the project: they are checked where they are at hand. */
const folder = new URL('../../../../shared/seeds/', import.meta.url);
const present = existsSync(folder);
if (!present) console.error('SKIPPED: ../shared/seeds is not here, the five seed articles are not checked');

describe.runIf(present)('seed articles', () => {
  const documents = present
    ? readdirSync(folder)
        .sort()
        .map((name) => {
          const text = readFileSync(new URL(name, folder), 'utf8');
          return { text, segments: segmentText(text, 'id').map((s) => ({ ...s, text: text.slice(s.start, s.end) })) };
        })
    : [];
  const all = documents.flatMap(({ segments }) => segments);

  test('102 segments in all', () => {
    expect(documents.map(({ segments }) => segments.length)).toEqual([18, 10, 18, 33, 23]);
    expect(all).toHaveLength(102);
  });

  test('rights, credit and end mark are locked, nothing else', () => {
    expect(all.filter((s) => s.locked).map((s) => [s.class, s.text.length])).toEqual([
      ['rights', 20],
      ['credit', 13],
      ['end-mark', 3],
    ]);
  });

  test('titles, numbered headings, caption, related link', () => {
    const count = (name: string): number => all.filter((s) => s.class === name).length;
    expect([count('title'), count('heading'), count('related')]).toEqual([4, 4, 1]);
    expect(all.filter((s) => /^\d\. /.test(s.text)).map((s) => s.class)).toEqual(['heading', 'heading', 'heading']);
  });

  test('eight segments hold one half of a quotation', () => {
    expect(all.filter((s) => (s.text.match(/"/g) ?? []).length % 2 === 1)).toHaveLength(8);
  });
});
