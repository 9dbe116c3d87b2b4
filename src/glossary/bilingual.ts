import { inflectionKey, isStopWord } from '../language/index.js';
import type { ExtractSegment } from './extract.js';
import { type Word, wordsOf } from './words.js';

/** Longest translation proposed, in words. */
const MAX_TARGET = 4;
/** Fewer joint occurrences are chance. */
const MIN_TOGETHER = 2;
const MIN_DICE = 0.4;

interface Side {
  readonly source: readonly string[];
  readonly target: readonly { readonly word: Word; readonly key: string }[];
  readonly text: string;
}

/**
 * The likeliest translation of each term: the run of target words with the highest Dice coefficient over the units
 * (2 × units with both / (units with the term + units with the run)), longer runs first where they tell nearly as much.
 *
 * @param terms inflection keys of each term's words
 * @returns undefined where the units do not say
 */
export function proposeTargets(
  terms: readonly (readonly string[])[],
  segments: readonly ExtractSegment[],
): (string | undefined)[] {
  const units = segments.flatMap(({ source, target }): Side[] =>
    target === undefined
      ? []
      : [
          {
            source: wordsOf(source, 'id').map(({ text }) => inflectionKey(text, 'id')),
            target: wordsOf(target, 'en').map((word) => ({ word, key: inflectionKey(word.text, 'en') })),
            text: target,
          },
        ],
  );
  if (units.length === 0) return terms.map(() => undefined);
  const bySource = index(units.map(({ source }) => source));
  const byTarget = index(units.map(({ target }) => target.map(({ key }) => key)));
  const frequency = new Map<string, number>();
  const unitsWith = (run: readonly string[]): number => {
    const id = run.join(' ');
    let known = frequency.get(id);
    if (known === undefined) {
      known = rarest(run, byTarget).filter((n) =>
        holds(
          units[n]!.target.map(({ key }) => key),
          run,
        ),
      ).length;
      frequency.set(id, known);
    }
    return known;
  };
  return terms.map((term) => {
    const with_ = rarest(term, bySource).filter((n) => holds(units[n]!.source, term));
    if (with_.length < MIN_TOGETHER) return undefined;
    const together = new Map<string, { count: number; forms: Map<string, number>; words: number }>();
    for (const n of with_.slice(0, 200)) countRuns(units[n]!, together);
    let best: { form: string; value: number } | undefined;
    for (const [id, { count, forms, words }] of together) {
      if (count < MIN_TOGETHER) continue;
      const seen = Math.min(with_.length, 200);
      const dice = (2 * count) / (seen + unitsWith(id.split(' ')));
      if (dice < MIN_DICE) continue;
      // As long as the term itself is likeliest.
      const value = dice - 0.04 * Math.abs(words - term.length);
      if (best === undefined || value > best.value) {
        const form = [...forms].sort(([a, x], [b, y]) => y - x || (a < b ? 1 : -1))[0]![0];
        best = { form, value };
      }
    }
    return best?.form;
  });
}

function index(sides: readonly (readonly string[])[]): Map<string, number[]> {
  const where = new Map<string, number[]>();
  sides.forEach((keys, n) => {
    for (const key of new Set(keys)) {
      const list = where.get(key);
      if (list === undefined) where.set(key, [n]);
      else list.push(n);
    }
  });
  return where;
}

/** Units with the rarest word of a run. */
function rarest(run: readonly string[], where: ReadonlyMap<string, number[]>): number[] {
  return run.map((key) => where.get(key) ?? []).reduce((best, list) => (list.length < best.length ? list : best));
}

function holds(keys: readonly string[], run: readonly string[]): boolean {
  for (let i = 0; i + run.length <= keys.length; i++) if (run.every((key, k) => keys[i + k] === key)) return true;
  return false;
}

function countRuns(
  unit: Side,
  together: Map<string, { count: number; forms: Map<string, number>; words: number }>,
): void {
  const seen = new Set<string>();
  for (let from = 0; from < unit.target.length; from++) {
    if (isStopWord(unit.target[from]!.word.text, 'en')) continue;
    for (let to = from + 1; to <= Math.min(unit.target.length, from + MAX_TARGET); to++) {
      if (to - from > 1 && !unit.target[to - 1]!.word.follows) break;
      const last = unit.target[to - 1]!.word;
      if (isStopWord(last.text, 'en') || !/\p{L}/u.test(last.text)) continue;
      const run = unit.target.slice(from, to);
      const id = run.map(({ key }) => key).join(' ');
      const form = unit.text.slice(run[0]!.word.start, last.end);
      let entry = together.get(id);
      if (entry === undefined) together.set(id, (entry = { count: 0, forms: new Map(), words: to - from }));
      entry.forms.set(form, (entry.forms.get(form) ?? 0) + 1);
      if (!seen.has(id)) entry.count++;
      seen.add(id);
    }
  }
}
