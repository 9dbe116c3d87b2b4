import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { segmentText, type Language } from '../../../src/language/index.js';

/** The hand-aligned plain-text documents of `corpus/` hold their segments in `corpus/en/NAME.align.tsv`, both languages. */
const corpus = new URL('../../../corpus/', import.meta.url);
const names = readdirSync(new URL('en/', corpus))
  .filter((name) => name.endsWith('.align.tsv'))
  .map((name) => name.replace(/\.align\.tsv$/, '.txt'))
  .filter((name) => existsSync(new URL(name, corpus)));

/** The hand alignment promises letters and digits only. */
const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');

describe.each(names)('%s', (name) => {
  const beads = readFileSync(new URL(`en/${name.replace('.txt', '.align.tsv')}`, corpus), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));

  test.each([
    ['id', 0, name],
    ['en', 1, `en/${name}`],
  ] as [Language, number, string][])('%s', (language, side, file) => {
    const text = readFileSync(new URL(file, corpus), 'utf8');
    const expected = beads.flatMap((bead) => (bead[side] ? bead[side].split(' ||| ') : [])).map(bare);
    const found = segmentText(text, language).map((s) => bare(text.slice(s.start, s.end)));
    expect([...found].sort()).toEqual(expected.sort());
  });
});
