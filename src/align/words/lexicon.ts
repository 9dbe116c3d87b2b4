import { inputError } from '../../base/index.js';

/** A translation of a word. */
export interface Translation {
  readonly target: string;
  /** Of the word's occurrences, how many are translated so: 0 to 1; what is missing to 1 has other counterparts or none. */
  readonly probability: number;
}

/** Which word translates which, learnt from translations. Words are the keys the aligner was trained on. */
export interface Lexicon {
  /** Source words known. */
  readonly size: number;
  /** Likeliest first; empty for an unknown word. */
  translations(word: string): readonly Translation[];
  /** The other way: source words of a target word. */
  sources(word: string): readonly Translation[];
  /**
   * Word for word into the target language: an unknown word (often a name) stays, a word that mostly has no
   * counterpart is left out.
   */
  gloss(words: readonly string[]): string[];
}

/** A word pair that was linked so many times, expected value. */
export interface LexiconEntry {
  readonly source: string;
  readonly target: string;
  readonly links: number;
}

interface Contents {
  readonly sourceCounts: ReadonlyMap<string, number>;
  readonly targetCounts: ReadonlyMap<string, number>;
  readonly entries: readonly LexiconEntry[];
}

const contents = new WeakMap<Lexicon, Contents>();

/** Below this a word's best translation is left out of a gloss. */
const LEAST_GLOSS = 0.1;

/** @param counts how often each word occurs, linked or not */
export function makeLexicon(
  entries: readonly LexiconEntry[],
  sourceCounts: ReadonlyMap<string, number>,
  targetCounts: ReadonlyMap<string, number>,
): Lexicon {
  const [there, back] = [new Map<string, Translation[]>(), new Map<string, Translation[]>()];
  const add = (map: Map<string, Translation[]>, word: string, target: string, probability: number): void => {
    const list = map.get(word);
    if (list) list.push({ target, probability });
    else map.set(word, [{ target, probability }]);
  };
  for (const { source, target, links } of entries) {
    add(there, source, target, Math.min(1, links / sourceCounts.get(source)!));
    add(back, target, source, Math.min(1, links / targetCounts.get(target)!));
  }
  for (const map of [there, back])
    for (const list of map.values())
      list.sort((a, b) => b.probability - a.probability || (a.target < b.target ? -1 : 1));
  const lexicon: Lexicon = {
    size: there.size,
    translations: (word) => there.get(word) ?? [],
    sources: (word) => back.get(word) ?? [],
    gloss: (words) =>
      words.flatMap((word) => {
        const best = there.get(word)?.[0];
        if (best) return best.probability >= LEAST_GLOSS ? [best.target] : [];
        return sourceCounts.has(word) ? [] : [word];
      }),
  };
  contents.set(lexicon, { sourceCounts, targetCounts, entries });
  return lexicon;
}

const HEADER = 'memori-lexicon';
const VERSION = 1;

/**
 * As text: a head, the words of either side with their counts, then per source word the numbers of its translations
 * with hundredths of links. Reading it gives the same lexicon up to that rounding.
 */
export function serialiseLexicon(lexicon: Lexicon): string {
  const { sourceCounts, targetCounts, entries } = contents.get(lexicon)!;
  const [sources, targets] = [[...sourceCounts], [...targetCounts]];
  const number = new Map(targets.map(([word], i) => [word, i]));
  const rows = new Map<string, [target: number, hundredths: number][]>();
  for (const { source, target, links } of entries) {
    const row = rows.get(source) ?? [];
    row.push([number.get(target)!, Math.round(links * 100)]);
    rows.set(source, row);
  }
  return JSON.stringify({
    format: HEADER,
    version: VERSION,
    source: sources,
    target: targets,
    links: sources.map(([word]) => rows.get(word)?.flat() ?? []),
  });
}

type Counted = [word: string, count: number];

const isCounted = (value: unknown): value is Counted[] =>
  Array.isArray(value) &&
  value.every((one) => Array.isArray(one) && typeof one[0] === 'string' && Number.isFinite(one[1]) && one[1] > 0);

/** @throws MemoriError when the text is no lexicon, damaged, or of a later version */
export function readLexicon(text: string, file?: string): Lexicon {
  const at = file === undefined ? {} : { file };
  const damaged = (): Error =>
    inputError('lexicon.damaged', 'this is not a lexicon, or it is damaged', { ...at, hint: 'Train it again.' });
  let data: Record<string, unknown>;
  try {
    data = Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    throw damaged();
  }
  const { format, version, source, target, links } = data;
  if (format !== HEADER || typeof version !== 'number') throw damaged();
  if (version !== VERSION)
    throw inputError('lexicon.version', `version ${version} of the lexicon format is not known here`, {
      ...at,
      hint: 'Train it again, or use a newer memori.',
    });
  if (!isCounted(source) || !isCounted(target) || !Array.isArray(links) || links.length !== source.length)
    throw damaged();
  const entries = (links as unknown[]).flatMap((row, i): LexiconEntry[] => {
    if (!Array.isArray(row) || row.length % 2 !== 0) throw damaged();
    return Array.from({ length: row.length / 2 }, (_, k) => {
      const to = target[row[2 * k] as number];
      const hundredths = row[2 * k + 1] as unknown;
      if (!to || typeof hundredths !== 'number') throw damaged();
      return { source: source[i]![0], target: to[0], links: hundredths / 100 };
    });
  });
  return makeLexicon(entries, new Map(source), new Map(target));
}
