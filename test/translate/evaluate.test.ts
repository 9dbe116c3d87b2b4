import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bleu, chrf, scoreTranslations, tokenize13a } from '../../src/translate/evaluate.js';

describe('13a tokens', () => {
  test.each([
    ['Hello, world!', 'Hello , world !'],
    ['It costs $5.50 (about 1,000 rupiah).', 'It costs $ 5.50 ( about 1,000 rupiah ) .'],
    ["the bank's well-known 24-hour desk", "the bank's well-known 24 - hour desk"],
    ['&quot;a&amp;b&quot; &lt;c&gt;', '" a & b " < c >'],
    ['e.g. 3.', 'e . g . 3 .'],
    ['“curly” — dash', '“curly” — dash'],
  ])('%s', (text, wanted) => {
    expect(tokenize13a(text).join(' ')).toBe(wanted);
  });
});

describe('BLEU', () => {
  test('of equal texts is 100', () => {
    expect(bleu(['The cat sat on the mat.'], ['The cat sat on the mat.'])).toBeCloseTo(100, 10);
  });

  test('counted by hand', () => {
    // 7 tokens each; 1-grams 6 of 7, 2-grams 4 of 6, 3-grams 2 of 5, 4-grams 1 of 4; no brevity penalty.
    const wanted = 100 * ((6 / 7) * (4 / 6) * (2 / 5) * (1 / 4)) ** 0.25;
    expect(bleu(['the cat lay on the mat .'], ['the cat sat on the mat .'])).toBeCloseTo(wanted, 10);
    // One word nearer the end: 3-grams 2 of 5, 4-grams 1 of 4 as well, but 2-grams 4 of 6 in other places.
    expect(bleu(['the cat sat on a mat .'], ['the cat sat on the mat .'])).toBeCloseTo(wanted, 10);
  });

  test('orders without a match are smoothed exponentially', () => {
    // 1-grams 2/4; no longer ones: 1/(2·3), 1/(4·2), 1/(8·1).
    const wanted = 100 * ((2 / 4) * (1 / (2 * 3)) * (1 / (4 * 2)) * (1 / 8)) ** 0.25;
    expect(bleu(['a x b y'], ['a b c d'])).toBeCloseTo(wanted, 10);
  });

  test('short output is punished, and counts are summed over the corpus', () => {
    expect(bleu(['a b c d'], ['a b c d e f'])).toBeCloseTo(100 * Math.exp(1 - 6 / 4), 10);
    const wanted = 100 * ((7 / 8) * (5 / 6) * (3 / 4) * (1 / 2)) ** 0.25;
    expect(bleu(['a b c d', 'e f g x'], ['a b c d', 'e f g h'])).toBeCloseTo(wanted, 10);
  });

  test('of nothing in common, or of nothing, is 0', () => {
    expect(bleu(['x'], ['a'])).toBe(0);
    expect(bleu([''], ['a'])).toBe(0);
    expect(bleu([], [])).toBe(0);
  });
});

describe('chrF', () => {
  test('of equal texts is 100, spaces do not count', () => {
    expect(chrf(['ab cd'], ['abcd'])).toBeCloseTo(100, 10);
  });

  test('counted by hand', () => {
    // "abc" against "abd": orders 1, 2, 3 with precision = recall = 2/3, 1/2, 0/1.
    const mean = (2 / 3 + 1 / 2 + 0) / 3;
    expect(chrf(['abc'], ['abd'])).toBeCloseTo(100 * mean, 10);
    // "ab" against "abcd": precision 1, 1 in the orders that both have; recall 2/4, 1/3.
    const [precision, recall] = [1, (1 / 2 + 1 / 3) / 2];
    expect(chrf(['ab'], ['abcd'])).toBeCloseTo((100 * 5 * precision * recall) / (4 * precision + recall), 10);
  });

  test('of nothing is 0', () => {
    expect(chrf([''], ['abc'])).toBe(0);
    expect(chrf(['xyz'], ['abc'])).toBe(0);
  });
});

test('both with their signatures', () => {
  const score = scoreTranslations(['The cat sat.'], ['The cat sat.']);
  expect(score.chrf).toBeCloseTo(100, 10);
  expect(score.signature).toMatch(
    /^BLEU\|nrefs:1\|case:mixed\|eff:no\|tok:13a\|smooth:exp\|.* chrF2\|nrefs:1\|case:mixed\|eff:yes\|nc:6\|nw:0\|space:no\|/,
  );
});

/** The training pipeline has an implementation of its own, in Python: two that agree are right or wrong together. */
test('agrees with the scores of the training pipeline', () => {
  const metrics = fileURLToPath(new URL('../../scripts/train/memori_train/metrics.py', import.meta.url));
  const program = [
    'import sys, json, importlib.util as u',
    'spec = u.spec_from_file_location("metrics", sys.argv[1]); m = u.module_from_spec(spec); spec.loader.exec_module(m)',
    'print(json.dumps([[m.bleu(h, r), m.chrf(h, r)] for h, r in json.load(sys.stdin)]))',
  ].join('\n');
  const token = fc.constantFrom(
    'the',
    'cat',
    "bank's",
    '24-hour',
    '1,000.5',
    '“hi”',
    'A.B.',
    '&amp;',
    'mat',
    '-',
    '3',
    '😀',
    'on',
  );
  const line = fc.array(token, { maxLength: 12 }).map((tokens) => tokens.join(' '));
  const corpora = fc.sample(fc.array(fc.tuple(line, line), { minLength: 1, maxLength: 6 }), 60);
  const input = corpora.map((pairs) => [
    pairs.map(([hypothesis]) => hypothesis),
    pairs.map(([, reference]) => reference),
  ]);
  const run = spawnSync('python3', ['-c', program, metrics], { input: JSON.stringify(input), encoding: 'utf8' });
  if (!existsSync(metrics) || run.error) {
    console.error('NOT CHECKED against the Python scores: no python3, or no scripts/train');
    return;
  }
  expect(run.stderr).toBe('');
  const theirs = JSON.parse(run.stdout) as [number, number][];
  input.forEach(([hypotheses, references], i) => {
    expect(bleu(hypotheses!, references!)).toBeCloseTo(theirs[i]![0], 8);
    expect(chrf(hypotheses!, references!)).toBeCloseTo(theirs[i]![1], 8);
  });
});
