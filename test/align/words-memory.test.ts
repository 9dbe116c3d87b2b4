import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { textContent } from '../../src/content/index.js';
import type { MemoryUnit } from '../../src/memory/index.js';
import { alignDocuments, type AlignSide, lexiconOfUnits } from '../../src/pipeline/index.js';

const PARALLEL = join(import.meta.dirname, '../../corpus/parallel/own.tsv.xz');

const pairs = execFileSync('xz', ['-dc', PARALLEL], { maxBuffer: 2 ** 28 })
  .toString('utf8')
  .split('\n', 3100)
  .map((line) => line.split('\t') as [string, string]);

const unit = ([source, target]: readonly [string, string], kind: 'human' | 'mt' = 'human'): MemoryUnit => ({
  id: 'u',
  source: textContent(source),
  target: textContent(target),
  sourceLanguage: 'id',
  targetLanguage: 'en',
  origin: kind === 'human' ? { kind } : { kind, model: 'm', checksum: '0', confidence: 1 },
  state: kind === 'human' ? 'translated' : 'initial',
  created: '2026-01-01T00:00:00Z',
  changed: '2026-01-01T00:00:00Z',
});
const turned = (one: MemoryUnit): MemoryUnit => ({
  ...one,
  source: one.target,
  target: one.source,
  sourceLanguage: 'en',
  targetLanguage: 'id',
});

describe('words learnt from a memory', () => {
  it('need enough units that people made', () => {
    expect(lexiconOfUnits(pairs.slice(0, 499).map((pair) => unit(pair)))).toBeUndefined();
    expect(lexiconOfUnits(pairs.slice(0, 600).map((pair) => unit(pair, 'mt')))).toBeUndefined();
  });

  it('are the same whichever way the units go', () => {
    const units = pairs.slice(0, 600).map((pair) => unit(pair));
    const [there, back] = [lexiconOfUnits(units)!, lexiconOfUnits(units.map(turned))!];
    expect(there.translations('jembatan')).toEqual(back.translations('jembatan'));
    expect(there.size).toBeGreaterThan(500);
  });

  it('align documents without a model better than names and numbers do', async () => {
    const lexicon = lexiconOfUnits(pairs.slice(0, 1500).map((pair) => unit(pair)))!;
    // Small letters and no figures: what is left to go by are lengths and words.
    const plain = pairs.slice(3000, 3080).map((pair) => pair.map((text) => text.toLowerCase().replace(/\d+/gu, '')));
    const numbered = plain.map((pair, i) => [pair, i] as const);
    const sources = numbered.filter(([, i]) => i % 9 !== 4);
    const targets = numbered.filter(([, i]) => i % 7 !== 3);
    const side = (language: 'id' | 'en', texts: string[]): AlignSide => ({
      file: language,
      language,
      segments: texts.map(textContent),
    });
    const [source, target] = [
      side(
        'id',
        sources.map(([pair]) => pair[0]!),
      ),
      side(
        'en',
        targets.map(([pair]) => pair[1]!),
      ),
    ];
    const score = async (help: typeof lexicon | undefined): Promise<number> => {
      const { beads } = await alignDocuments(source, target, undefined, undefined, help);
      const found = beads.filter((bead) => bead.source.length > 0 && bead.target.length > 0);
      const right = found.filter(
        (bead) =>
          bead.source.length === 1 &&
          bead.target.length === 1 &&
          sources[bead.source[0]!]![1] === targets[bead.target[0]!]![1],
      );
      const wanted = sources.filter(([, i]) => targets.some(([, j]) => i === j)).length;
      return (2 * right.length) / (found.length + wanted);
    };
    const [without, withWords] = [await score(undefined), await score(lexicon)];
    expect(withWords).toBeGreaterThan(0.9);
    expect(withWords).toBeGreaterThan(without + 0.1);
  });
});
