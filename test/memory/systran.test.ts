import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { systranSimilarity, systranText, type SystranOptions, type SystranText } from '../../src/memory/index.js';

const folder = join(
  dirname(fileURLToPath(import.meta.url)),
  '../../../shared/conformance/systran-fuzzy-match/test/data',
);
const present = existsSync(folder);
if (!present)
  console.error('SKIPPED: ../shared/conformance/systran-fuzzy-match is not here; its 131 scores are not checked');

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const unzipped = (name: string): string[] =>
  gunzipSync(readFileSync(join(folder, name)))
    .toString('utf8')
    .split('\n');

/** The texts of a memory by the words they hold, so that a query is compared only with what shares half of its words. */
function retriever(
  memory: readonly string[],
  options: SystranOptions,
  shortestRun: number,
): (query: SystranText, threshold: number) => { number: number; text: string; score: number }[] {
  const texts = memory.map((text) => systranText(text, options));
  const postings = new Map<string, number[]>();
  texts.forEach(({ words }, unit) => {
    for (const norm of new Set(words.map((word) => word.norm))) {
      const list = postings.get(norm);
      if (list) list.push(unit);
      else postings.set(norm, [unit]);
    }
  });
  return (query, threshold) => {
    const shared = new Uint16Array(memory.length);
    for (const { norm } of query.words) for (const unit of postings.get(norm) ?? []) shared[unit]!++;
    return texts.flatMap((text, unit) => {
      if (shared[unit]! < threshold * Math.max(query.words.length, text.words.length) - 1e-9) return [];
      if (longestRun(query, text) < Math.min(shortestRun, query.words.length)) return [];
      return [{ number: unit + 1, text: memory[unit]!, score: systranSimilarity(query, text) }];
    });
  };
}

/** SYSTRAN retrieves through runs of words that both texts share. */
function longestRun(a: SystranText, b: SystranText): number {
  let best = 0;
  for (let i = 0; i < a.words.length; i++) {
    for (let j = 0; j < b.words.length; j++) {
      let run = 0;
      while (a.words[i + run] && b.words[j + run] && a.words[i + run]!.norm === b.words[j + run]!.norm) run++;
      best = Math.max(best, run);
    }
  }
  return best;
}

/**
 * What is wrong with the answers to the queries of one file. A line: id, pattern, threshold, without perfect matches?, most
 * matches, then score and `line=text` in turns.
 */
function check(test: string, memory: readonly string[], options: SystranOptions, shortestRun: number): string[] {
  const wrong: string[] = [];
  const retrieve = retriever(memory, options, shortestRun);
  let queries = 0;
  for (const line of read(test).split('\n')) {
    if (line.startsWith('#') || line.trim() === '') continue;
    const [id, pattern = '', threshold, imperfect, most, ...expected] = line.split('\t');
    queries++;
    const found = retrieve(systranText(pattern, options), Number(threshold))
      .filter(({ score }) => score >= Number(threshold) - 1e-9 && (imperfect !== 'true' || score < 1))
      .sort((a, b) => b.score - a.score || a.number - b.number);
    const perfect = found.findIndex(({ score }) => score === 1);
    // One perfect match is enough for SYSTRAN.
    const kept = (perfect === 0 ? [found[0]!] : found).slice(0, Number(most) || Infinity);
    const wanted = expected.filter((part) => part.trim() !== '');
    for (let i = 0; i < Math.max(wanted.length / 2, kept.length); i++) {
      const want = Number(wanted[2 * i]);
      const got = kept[i]?.score;
      if (got !== undefined && Math.abs(got - want) <= 0.009) continue;
      wrong.push(`${id}: ${i + 1}. ${wanted[2 * i] ?? '–'} expected, ${got ?? '–'} found (${kept[i]?.text})`);
    }
  }
  return [`${queries} queries`, ...wrong];
}

describe.runIf(present)('SYSTRAN profile', () => {
  const tm1 = (): string[] =>
    read('tm1')
      .split('\n')
      .filter((line) => line !== '');
  it.each<[string, SystranOptions, number]>([
    ['test-tm1', {}, 18],
    ['test-tm1-jnr', { penalties: ['tag', 'case', 'number', 'joiner'] }, 5],
    ['test-tm1-sep', { penalties: ['tag', 'case', 'number', 'separator'] }, 5],
    ['test-tm1-nonbr-nocas', { penalties: [] }, 2],
    ['test-tm1-pct', { penalties: ['punctuation'] }, 1],
  ])('%s', (test, options, queries) => {
    expect(check(test, tm1(), options, 2)).toEqual([`${queries} queries`]);
  });

  it('test-tm2: 20,000 units', () => {
    expect(check('test-tm2', unzipped('tm2.en.gz'), {}, 3)).toEqual(['100 queries']);
  });
});

describe('SYSTRAN profile in small', () => {
  const score = (a: string, b: string, options?: SystranOptions): number =>
    Number(systranSimilarity(systranText(a, options), systranText(b, options)).toFixed(4));

  it('counts edits by the longer text and real differences in hundredths', () => {
    expect(score('satu dua tiga', 'satu dua tiga')).toBe(1);
    expect(score('satu dua tiga', 'satu dua tiga empat')).toBe(0.75);
    expect(score('satu dua tiga', 'Satu dua tiga')).toBe(0.99);
    expect(score('pasal 3 ayat 5', 'pasal 3 ayat 7')).toBe(0.98);
    expect(score('satu ｟b｠dua', 'satu dua')).toBe(0.99);
    expect(score('', 'satu')).toBe(0);
  });

  it('takes what is no penalty as words', () => {
    expect(score('satu Dua', 'satu dua', { penalties: [] })).toBe(0.5);
    expect(score('satu dua.', 'satu dua', { penalties: ['punctuation'] })).toBe(0.99);
    expect(score('satu dua.', 'satu dua .', { penalties: ['separator'] })).toBe(0.99);
  });
});
