import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { content, textContent, type Content } from '../../src/content/index.js';
import { analyse } from '../../src/memory/analysis.js';
import { compareTexts } from '../../src/memory/compare.js';
import { searchFragments } from '../../src/memory/fragment.js';
import { addToShard } from '../../src/memory/indexing.js';
import { collector, liveShard, type LiveShard } from '../../src/memory/collector.js';
import { makeQuery } from '../../src/memory/query.js';
import { searchShard } from '../../src/memory/search.js';
import { keyWeights, rarityOf, SIMILAR_FROM, searchSimilar, similarQuery } from '../../src/memory/similar.js';
import { mergeShards, shardBuilder } from '../../src/memory/shard.js';
import type { MemoryUnit } from '../../src/memory/unit.js';
import { simpleTools } from './tools.js';

function unit(source: Content, id: number): MemoryUnit {
  return {
    id: `u${id}`,
    source,
    target: textContent(`target ${id}`),
    sourceLanguage: 'id',
    targetLanguage: 'en',
    origin: { kind: 'human' },
    state: 'translated',
    created: '2024-01-01T00:00:00Z',
    changed: '2024-01-01T00:00:00Z',
  };
}

function shardOf(sources: readonly Content[], first = 0): LiveShard {
  const builder = shardBuilder();
  sources.forEach((source, i) => addToShard(builder, unit(source, first + i), 'a.xlf', i, simpleTools));
  return liveShard(builder.finish());
}

/** Every unit against the query by the plain definition. */
function bruteForce(sources: readonly Content[], query: Content, min: number): { order: number; score: number }[] {
  const wanted = analyse(query, 'id', simpleTools);
  return sources
    .map((source, order) => ({ order, score: compareTexts(wanted, analyse(source, 'id', simpleTools)).score }))
    .filter(({ score }) => score >= min)
    .sort((a, b) => b.score - a.score || a.order - b.order);
}

function search(live: LiveShard, query: Content, min: number, top: number): { order: number; score: number }[] {
  const found = collector(min, top);
  searchShard(live, makeQuery(analyse(query, 'id', simpleTools)), found);
  return found.found.map(({ order, score }) => ({ order, score }));
}

const words = ['kapal', 'laut', 'di', 'ke', 'yang', 'perjanjian', 'Perjanjian', 'kerja', 'sama', 'kerjasama', 'negara'];
const word = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...words) },
  { weight: 2, arbitrary: fc.constantFrom('12', '13', '1.000', 'Rp 5', '1000') },
  { weight: 2, arbitrary: fc.constantFrom('.', ',', '“', '"', '?') },
);
const code = fc.constantFrom<Content>(
  { parts: [{ kind: 'standalone', id: '1', data: '<br/>' }] },
  { parts: [{ kind: 'open', id: '2', data: '<b>' }] },
  { parts: [{ kind: 'close', id: '2', data: '</b>' }] },
);
const sentence = (longest: number): fc.Arbitrary<Content> =>
  fc
    .array(fc.oneof({ weight: 15, arbitrary: word }, { weight: 1, arbitrary: code }), { maxLength: longest })
    .map((parts) => content(parts.flatMap((part) => (typeof part === 'string' ? [`${part} `] : [...part.parts]))));

describe('look-up against brute force', () => {
  const memory = fc.array(fc.oneof({ weight: 9, arbitrary: sentence(9) }, { weight: 1, arbitrary: sentence(80) }), {
    maxLength: 40,
  });

  it('finds every unit that reaches the threshold, with the same score', () => {
    fc.assert(
      fc.property(memory, sentence(12), fc.integer({ min: 1, max: 100 }), (sources, query, min) => {
        expect(search(shardOf(sources), query, min, 1000)).toEqual(bruteForce(sources, query, min));
      }),
      { numRuns: 1500 },
    );
  });

  it('finds the same best few while its threshold rises', () => {
    fc.assert(
      fc.property(memory, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 30, max: 90 }), (sources, top, min) => {
        const live = shardOf(sources);
        for (const query of sources) {
          expect(search(live, query, min, top)).toEqual(bruteForce(sources, query, min).slice(0, top));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on how the units are spread over shards', () => {
    fc.assert(
      fc.property(memory, memory, sentence(9), (one, two, query) => {
        const merged = liveShard(
          mergeShards(
            [shardOf(one), shardOf(two, one.length)].map(({ shard, dead }) => ({
              shard,
              dead,
              recordAt: (u) => shard.recordAt[u]!,
            })),
          ),
        );
        expect(search(merged, query, 40, 5)).toEqual(search(shardOf([...one, ...two]), query, 40, 5));
      }),
      { numRuns: 300 },
    );
  });
});

describe('similar statements against brute force', () => {
  const keysOf = (source: Content): Map<string, number> => {
    const forms = new Map<string, Set<string>>();
    for (const { cls } of analyse(source, 'id', simpleTools).tokens) {
      const key = cls?.startsWith('W') ? simpleTools.contentKey(cls.slice(1), 'id') : undefined;
      if (key !== undefined) forms.set(key, (forms.get(key) ?? new Set()).add(cls!));
    }
    return new Map([...forms].map(([key, set]) => [key, set.size]));
  };

  it('finds every unit whose cosine reaches the bar', () => {
    const words = fc.constantFrom(
      'kapal',
      'kapalnya',
      'laut',
      'lautnya',
      'negara',
      'kuda',
      'raja',
      'di',
      'yang',
      'utara',
    );
    const text = fc.array(words, { minLength: 1, maxLength: 8 }).map((list) => textContent(list.join(' ')));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 30 }), text, (sources, query) => {
        const live = shardOf(sources);
        const rarity = rarityOf(live);
        const found = collector(SIMILAR_FROM, 1000);
        const analysis = analyse(query, 'id', simpleTools);
        searchSimilar(live, keyWeights(live, rarity), similarQuery(analysis, 'id', simpleTools, rarity), found);

        const vectors = sources.map(keysOf);
        const units = (key: string): number => vectors.reduce((sum, vector) => sum + (vector.get(key) ?? 0), 0);
        const weigh = (vector: Map<string, number>): Map<string, number> =>
          new Map([...vector].map(([k, n]) => [k, n * Math.log(1 + (sources.length + 1) / (units(k) + 0.5))]));
        const length = (vector: Map<string, number>): number => Math.hypot(...vector.values());
        const q = weigh(keysOf(query));
        const wanted = vectors.flatMap((vector, order) => {
          const v = weigh(vector);
          const shared = [...q.keys()].filter((key) => v.has(key));
          const dot = shared.reduce((sum, key) => sum + q.get(key)! * v.get(key)!, 0);
          const cosine = (100 * dot) / (length(q) * length(v));
          return shared.length >= 2 && cosine >= SIMILAR_FROM + 0.001 ? [{ order, cosine }] : [];
        });
        for (const { order, cosine } of wanted) {
          expect(found.found.find((one) => one.order === order)?.score).toBeCloseTo(Math.min(100, cosine), 2);
        }
        expect(found.found.length - wanted.length).toBeLessThanOrEqual(
          found.found.filter((one) => one.score < SIMILAR_FROM + 0.002).length,
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('fragments against brute force', () => {
  it('finds the longest shared run of at least five words', () => {
    const list = fc.array(fc.constantFrom('a', 'b', 'c', 'd', '7', '8'), { minLength: 1, maxLength: 25 });
    fc.assert(
      fc.property(fc.array(list, { minLength: 1, maxLength: 15 }), list, (memory, query) => {
        const live = shardOf(memory.map((words) => textContent(words.join(' '))));
        const found = collector(0, 1000);
        searchFragments(live, analyse(textContent(query.join(' ')), 'id', simpleTools), found);
        const same = (x: string, y: string): boolean => (/\d/.test(x) ? /\d/.test(y) : x === y);
        const wanted = memory.flatMap((words, order) => {
          let best = 0;
          for (let i = 0; i < words.length; i++) {
            for (let j = 0; j < query.length; j++) {
              let run = 0;
              while (i + run < words.length && j + run < query.length && same(words[i + run]!, query[j + run]!)) run++;
              best = Math.max(best, run);
            }
          }
          return best >= 5 ? [`${order} ${((100 * best) / query.length).toFixed(6)}`] : [];
        });
        expect(found.found.map((one) => `${one.order} ${one.score.toFixed(6)}`).sort()).toEqual(wanted.sort());
      }),
      { numRuns: 1000 },
    );
  });
});

describe('similarity', () => {
  const score = (a: Content, b: Content): number =>
    compareTexts(analyse(a, 'id', simpleTools), analyse(b, 'id', simpleTools)).score;

  it('is symmetric, 0 to 100, and 100 only for the identical', () => {
    fc.assert(
      fc.property(sentence(10), sentence(10), (a, b) => {
        const result = score(a, b);
        expect(result).toBe(score(b, a));
        expect(result).toBeGreaterThanOrEqual(0);
        expect(result).toBeLessThanOrEqual(100);
        const same = JSON.stringify(a.parts) === JSON.stringify(b.parts);
        expect(result === 100).toBe(same);
      }),
      { numRuns: 3000 },
    );
  });

  it('names what keeps a match below 100', () => {
    const penalties = (a: string, b: string): string[] =>
      compareTexts(
        analyse(textContent(a), 'id', simpleTools),
        analyse(textContent(b), 'id', simpleTools),
      ).penalties.map(({ kind, count }) => `${kind} ${count}`);
    expect(penalties('Ada 12 kapal.', 'Ada 13 kapal.')).toEqual(['number 1']);
    expect(penalties('Ada 12 kapal.', 'ada 12 kapal')).toEqual(['form 1', 'punctuation 1']);
    expect(penalties('Pasal 3 ayat 5', 'Pasal 5 ayat 3')).toEqual(['number 2']);
    expect(penalties('Kerja sama kami', 'Kerjasama kami')).toEqual(['prefix 2']);
    expect(penalties('1. Kerja Sama', 'Kerja Sama')).toEqual(['punctuation 1', 'prefix 1']);
    expect(penalties('Kata "itu"', 'Kata “itu"')).toEqual(['form 1']);
    expect(penalties('Satu  dua', 'Satu dua')).toEqual(['layout 1']);
  });
});
