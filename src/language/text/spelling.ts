/** One spelling per thing: runs of words are replaced by the form that match keys carry. */

import { ENGLISH_VARIANTS, INDONESIAN_VARIANTS } from './spelling-variants.js';
import type { Language } from '../quantities/types.js';

interface Rule {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

type Rules = ReadonlyMap<string, readonly Rule[]>;

function parse(lines: string): Rules {
  const rules = new Map<string, Rule[]>();
  for (const line of lines.split('\n')) {
    const [canonical, ...variants] = line.split('|').map((form) => form.trim().split(' '));
    if (canonical === undefined) continue;
    for (const from of variants) {
      const first = from[0] ?? '';
      const group = rules.get(first) ?? [];
      group.push({ from, to: canonical });
      rules.set(first, group);
    }
  }
  for (const group of rules.values()) group.sort((a, b) => b.from.length - a.from.length);
  return rules;
}

const cache: { id?: Rules; en?: Rules } = {};

function rulesOf(language: Language): Rules {
  return (cache[language] ??= parse(language === 'id' ? INDONESIAN_VARIANTS : ENGLISH_VARIANTS));
}

/** Lower-case words with every known variant replaced by its canonical form; the longest variant wins. */
export function foldSpelling(words: readonly string[], language: Language): string[] {
  const rules = rulesOf(language);
  const folded: string[] = [];
  for (let i = 0; i < words.length;) {
    const rule = rules.get(words[i] ?? '')?.find(({ from }) => from.every((word, k) => words[i + k] === word));
    if (rule === undefined) {
      folded.push(words[i] ?? '');
      i++;
    } else {
      folded.push(...rule.to);
      i += rule.from.length;
    }
  }
  return folded;
}

/** The canonical spelling of one lower-case word, or the word itself. Variants of several words are left alone. */
export function canonicalSpelling(word: string, language: Language): string {
  const rule = rulesOf(language)
    .get(word)
    ?.find(({ from }) => from.length === 1);
  return rule === undefined ? word : rule.to.join(' ');
}
