import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readLexicon,
  serialiseLexicon,
  trainWordAligner,
  type WordLink,
  type WordPair,
} from '../../src/align/index.js';

const CORPUS = join(import.meta.dirname, '../../corpus');

const pair = (source: string, target: string): WordPair => ({
  source: source.split(' ').filter(Boolean),
  target: target.split(' ').filter(Boolean),
});
const swap = ({ source, target }: WordPair): WordPair => ({ source: target, target: source });
const written = (links: readonly WordLink[]): string =>
  links.map(({ source, target }) => `${source}-${target}`).join(' ');

/** Adjectives behind the noun there, before it here. */
const NOUNS = { rumah: 'house', kapal: 'ship', meja: 'table', pasar: 'market', jalan: 'road' };
const ADJECTIVES = { besar: 'big', tua: 'old', baru: 'new', merah: 'red' };
const TOY: WordPair[] = Object.entries(NOUNS).flatMap(([noun, thing]) => [
  ...Object.entries(ADJECTIVES).map(([adjective, kind]) => pair(`${noun} ${adjective}`, `${kind} ${thing}`)),
  pair(`${noun} itu`, `the ${thing}`),
  pair(`ada ${noun} di sana`, `there is a ${thing}`),
]);

describe('word alignment', () => {
  const aligner = trainWordAligner(TOY);

  it('recovers the lexicon of a toy language', () => {
    const lexicon = aligner.lexicon();
    for (const [word, translation] of Object.entries({ ...NOUNS, ...ADJECTIVES })) {
      expect(lexicon.translations(word)[0]).toMatchObject({ target: translation });
      expect(lexicon.translations(word)[0]!.probability).toBeGreaterThan(0.8);
      expect(lexicon.sources(translation)[0]).toMatchObject({ target: word });
    }
    expect(lexicon.gloss(['kapal', 'merah', 'Sagara'])).toEqual(['ship', 'red', 'Sagara']);
    expect(lexicon.translations('tiada')).toEqual([]);
  });

  it('recovers its alignment, in sentences seen or not, and is sure of it', () => {
    const links = aligner.align(pair('kapal merah', 'red ship'));
    expect(written(links)).toBe('0-1 1-0');
    expect(Math.min(...links.map(({ probability }) => probability))).toBeGreaterThan(0.8);
    expect(written(aligner.align(pair('rumah tua pasar baru', 'old house new market')))).toBe('0-1 1-0 2-3 3-2');
  });

  it('links unknown words that are written alike', () => {
    expect(written(aligner.align(pair('Sagara Ranu kapal', 'ship Sagara Ranu')))).toBe('0-1 1-2 2-0');
  });

  it('has nothing to say about an empty side, and learns from nothing', () => {
    expect(aligner.align(pair('', 'red ship'))).toEqual([]);
    expect(aligner.align(pair('kapal', ''))).toEqual([]);
    const empty = trainWordAligner([pair('', 'a'), pair('b', '')]);
    expect(empty.lexicon().size).toBe(0);
    expect(written(empty.align(pair('b', 'b')))).toBe('0-0');
  });

  it('says the same with the sides swapped', () => {
    const other = trainWordAligner(TOY.map(swap));
    for (const one of TOY) {
      const there = aligner.align(one);
      const back = other.align(swap(one)).map((link) => ({ ...link, source: link.target, target: link.source }));
      back.sort((a, b) => a.source - b.source || a.target - b.target);
      expect(written(back)).toBe(written(there));
      back.forEach((link, k) => expect(link.probability).toBeCloseTo(there[k]!.probability, 6));
    }
  });

  it('stays within its bounds whatever the pairs, and gives the same twice', () => {
    const side = fc.array(fc.constantFrom('a', 'b', 'c', 'd', '7'), { maxLength: 6 });
    const pairs = fc.array(fc.record({ source: side, target: side }), { maxLength: 12 });
    fc.assert(
      fc.property(pairs, fc.record({ source: side, target: side }), (training, asked) => {
        const one = trainWordAligner(training);
        const links = one.align(asked);
        expect(trainWordAligner(training).align(asked)).toEqual(links);
        for (const { source, target, probability } of links) {
          expect(source).toBeLessThan(asked.source.length);
          expect(target).toBeLessThan(asked.target.length);
          expect(probability).toBeGreaterThanOrEqual(0);
          expect(probability).toBeLessThanOrEqual(1);
        }
        expect(new Set(links.map(({ source, target }) => `${source} ${target}`)).size).toBe(links.length);
        const lexicon = one.lexicon(0);
        for (const word of ['a', 'b', 'c', 'd', '7']) {
          for (const list of [lexicon.translations(word), lexicon.sources(word)])
            expect(list.reduce((sum, { probability }) => sum + probability, 0)).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('lexicon files', () => {
  const lexicon = trainWordAligner(TOY).lexicon();

  it('say the same when read again', () => {
    const again = readLexicon(serialiseLexicon(lexicon));
    expect(again.size).toBe(lexicon.size);
    for (const word of Object.keys({ ...NOUNS, ...ADJECTIVES })) {
      expect(again.translations(word).map(({ target }) => target)).toEqual(
        lexicon.translations(word).map(({ target }) => target),
      );
      expect(again.translations(word)[0]!.probability).toBeCloseTo(lexicon.translations(word)[0]!.probability, 2);
    }
    expect(serialiseLexicon(again)).toBe(serialiseLexicon(lexicon));
  });

  it('are refused when damaged or of a later version', () => {
    const text = serialiseLexicon(lexicon);
    for (const bad of ['', '{}', 'null', text.slice(0, -9), text.replace('"links":[[', '"links":[[[],')])
      expect(() => readLexicon(bad, 'x.json')).toThrow(/not a lexicon/);
    expect(() => readLexicon(text.replace('"version":1', '"version":2'))).toThrow(/version 2/);
  });
});

describe('hand alignment', () => {
  it('is met after a little training on the own parallel text', () => {
    // Letters, digits and signs apart, in lower case: the room takes what the caller calls a word.
    const words = (text: string): string[] =>
      text.toLowerCase().match(/[\p{L}\p{N}]+(?:[.,'’-][\p{L}\p{N}]+)*|[^\s]/gu) ?? [];
    const gold = readFileSync(join(CORPUS, 'word-alignment.tsv'), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => {
        const [, source, target, links] = line.toLowerCase().split('\t');
        return { pair: pair(source!, target!), links: links!.split(' ') };
      });
    const own = execFileSync('xz', ['-dc', join(CORPUS, 'parallel/own.tsv.xz')], { maxBuffer: 2 ** 28 })
      .toString('utf8')
      .split('\n', 2500)
      .map((line) => line.split('\t'))
      .map(([source, target]): WordPair => ({ source: words(source!), target: words(target!) }));
    expect(own.length).toBe(2500);
    const aligner = trainWordAligner([...own, ...gold.map((one) => one.pair)]);
    let [found, sure, inSure, inPossible] = [0, 0, 0, 0];
    for (const { pair: sentence, links } of gold) {
      const wanted = new Set(links);
      sure += links.filter((link) => link.includes('-')).length;
      for (const { source, target } of aligner.align(sentence)) {
        found++;
        if (wanted.has(`${source}-${target}`)) inSure++;
        if (wanted.has(`${source}-${target}`) || wanted.has(`${source}?${target}`)) inPossible++;
      }
    }
    expect(gold.length).toBeGreaterThan(100);
    expect(1 - (inSure + inPossible) / (found + sure)).toBeLessThan(0.16);
  }, 60_000);
});
