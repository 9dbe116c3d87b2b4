import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlignSegment, alignSegments, type Bead, CONFIRM_FROM } from '../../src/align/index.js';

/** A segment of made-up words; `shift` makes other words of the same number. */
function segment(words: readonly string[]): AlignSegment {
  return { words, anchors: [], length: words.join(' ').length };
}

/** Sentence `n`: words that no other sentence has, and two that many have. */
function sentence(n: number): string[] {
  return [...Array.from({ length: 6 + (n % 5) }, (_, k) => `kata${n}x${k}`), 'yang', 'dan'];
}

const document = (count: number): string[][] => Array.from({ length: count }, (_, n) => sentence(n));
const shape = (beads: readonly Bead[]): string[] =>
  beads.map(({ source, target }) => `${source.join('+')}=${target.join('+')}`);

const sizes = fc.array(fc.array(fc.constantFrom('satu', 'dua', 'tiga', 'empat', 'lima', 'enam'), { maxLength: 6 }), {
  maxLength: 14,
});

describe('alignSegments', () => {
  it('pairs what is the same', () => {
    const side = document(12).map(segment);
    expect(shape(alignSegments(side, side))).toEqual(side.map((_, i) => `${i}=${i}`));
  });

  it('finds merges, splits, omissions and insertions', () => {
    const all = document(10);
    const source = [all[0]!, all[1]!, [...all[2]!, ...all[3]!], all[4]!, all[5]!, all[7]!, all[8]!, all[9]!].map(
      segment,
    );
    const target = [all[0]!, all[1]!, all[2]!, all[3]!, [...all[4]!, ...all[5]!], all[6]!, all[7]!, all[9]!].map(
      segment,
    );
    expect(shape(alignSegments(source, target))).toEqual(['0=0', '1=1', '2=2+3', '3+4=4', '=5', '5=6', '6=', '7=7']);
  });

  it('leaves a foreign line out of the pair it stands beside', () => {
    const all = document(8);
    const foreign = ['ikuti', 'kami', 'di', 'media'];
    const source = [...all.slice(0, 4), foreign, ...all.slice(4)].map(segment);
    expect(shape(alignSegments(source, all.map(segment)))).toEqual([
      '0=0',
      '1=1',
      '2=2',
      '3=3',
      '4=',
      '5=4',
      '6=5',
      '7=6',
      '8=7',
    ]);
  });

  it('covers every segment of both sides once, in order, with probabilities', () => {
    fc.assert(
      fc.property(sizes, sizes, (left, right) => {
        const beads = alignSegments(left.map(segment), right.map(segment));
        expect(beads.flatMap(({ source }) => source).sort((a, b) => a - b)).toEqual(left.map((_, i) => i));
        expect(beads.flatMap(({ target }) => target).sort((a, b) => a - b)).toEqual(right.map((_, j) => j));
        const pairs = beads.filter(({ source, target }) => source.length > 0 && target.length > 0);
        for (const [at, bead] of pairs.entries()) {
          expect(bead.probability).toBeGreaterThanOrEqual(0);
          expect(bead.probability).toBeLessThanOrEqual(1);
          expect(bead.confirmed).toBe(bead.probability >= CONFIRM_FROM);
          const next = pairs[at + 1];
          if (next) {
            expect(next.source[0]!).toBeGreaterThan(bead.source.at(-1)!);
            expect(next.target[0]!).toBeGreaterThan(bead.target.at(-1)!);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('gives the same with the sides swapped, where the evidence is clear', () => {
    fc.assert(
      fc.property(
        fc.subarray(document(14), { minLength: 4 }),
        fc.subarray(document(14), { minLength: 4 }),
        (left, right) => {
          const there = alignSegments(left.map(segment), right.map(segment));
          const back = alignSegments(right.map(segment), left.map(segment));
          const pairs = (beads: readonly Bead[], swap: boolean): string[] =>
            beads
              .filter(({ source, target }) => source.length > 0 && target.length > 0)
              .map(({ source, target }) =>
                swap ? `${target.join('+')}=${source.join('+')}` : `${source.join('+')}=${target.join('+')}`,
              );
          expect(pairs(back, true)).toEqual(pairs(there, false));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives the same inside a corridor as in the whole rectangle', () => {
    const all = document(1400);
    const source = all.filter((_, i) => i % 17 !== 3).map(segment);
    const target = all.filter((_, i) => i < 300 || i >= 340).map(segment);
    const beads = alignSegments(source, target).filter((bead) => bead.source.length > 0 && bead.target.length > 0);
    const names = (side: AlignSegment[], indices: readonly number[]): string =>
      indices.map((i) => side[i]!.words[0]!).join('+');
    expect(beads.every((bead) => names(source, bead.source) === names(target, bead.target))).toBe(true);
    expect(beads).toHaveLength(all.filter((_, i) => i % 17 !== 3 && (i < 300 || i >= 340)).length);
  });

  it('has nothing to say about empty sides', () => {
    expect(alignSegments([], [])).toEqual([]);
    expect(shape(alignSegments(document(2).map(segment), []))).toEqual(['0=', '1=']);
  });
});
