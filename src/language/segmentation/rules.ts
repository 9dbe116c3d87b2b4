import { ENGLISH } from './rules-en.js';
import { INDONESIAN } from './rules-id.js';
import type { AbbreviationClass, Language, RuleData, WordListRules } from './types.js';

/** {@link RuleData} made ready for look-up. */
export interface CompiledRules {
  readonly data: RuleData;
  readonly abbreviations: ReadonlyMap<string, AbbreviationClass>;
  readonly starters: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
  readonly nameIntroducers: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
  readonly headingNouns: ReadonlySet<string>;
  readonly attributions: ReadonlySet<string>;
  readonly speechVerbs: ReadonlySet<string>;
  readonly namesWithMark: ReadonlySet<string>;
  readonly lowerCaseStarts: ReadonlySet<string>;
  readonly homographs: ReadonlySet<string>;
  readonly timeContinuations: ReadonlySet<string>;
}

const DEFAULTS: Readonly<Record<Language, WordListRules>> = {
  id: { kind: 'word-lists', data: INDONESIAN },
  en: { kind: 'word-lists', data: ENGLISH },
};

/** The rules memori uses for a language when nothing else is said. */
export function defaultRules(language: Language): WordListRules {
  return DEFAULTS[language];
}

/** What a project may add to a language's lists. */
export type RuleAdditions = {
  readonly abbreviations?: Readonly<Partial<Record<AbbreviationClass, readonly string[]>>>;
} & {
  readonly [K in 'starters' | 'labels' | 'nameIntroducers' | 'headingNouns' | 'namesWithMark']?: readonly string[];
};

const withoutStop = (entry: string): string => (entry.endsWith('.') ? entry.slice(0, -1) : entry);

/** Rules with a user's own words added; an abbreviation given here takes its new class. */
export function extendRules(rules: WordListRules, additions: RuleAdditions): WordListRules {
  const { data } = rules;
  const given = new Set(Object.values(additions.abbreviations ?? {}).flatMap((list) => list.map(withoutStop)));
  const classes = Object.keys(data.abbreviations) as AbbreviationClass[];
  const abbreviations = Object.fromEntries(
    classes.map((name) => [
      name,
      [
        ...data.abbreviations[name].filter((entry) => !given.has(entry)),
        ...(additions.abbreviations?.[name] ?? []).map(withoutStop),
      ],
    ]),
  ) as Record<AbbreviationClass, string[]>;
  return {
    kind: 'word-lists',
    data: {
      ...data,
      abbreviations,
      starters: [...data.starters, ...(additions.starters ?? [])],
      labels: [...data.labels, ...(additions.labels ?? [])],
      nameIntroducers: [...data.nameIntroducers, ...(additions.nameIntroducers ?? [])],
      headingNouns: [...data.headingNouns, ...(additions.headingNouns ?? [])],
      namesWithMark: [...data.namesWithMark, ...(additions.namesWithMark ?? [])],
    },
  };
}

const capitalised = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

/** Spellings of an abbreviation in text: a lower-case one may stand at the start of a line, any may stand in capitals. A single letter is only itself. */
export function spellings(entry: string): string[] {
  if (entry.length === 1) return [entry];
  const capitals = entry.toUpperCase();
  return [...new Set(entry === entry.toLowerCase() ? [entry, capitalised(entry), capitals] : [entry, capitals])];
}

const isAcronym = (form: string): boolean => form.length > 1 && !form.includes('.') && form === form.toUpperCase();

const cache = new WeakMap<RuleData, CompiledRules>();

export function compileRules(data: RuleData): CompiledRules {
  const known = cache.get(data);
  if (known) return known;
  const abbreviations = new Map<string, AbbreviationClass>();
  for (const [name, entries] of Object.entries(data.abbreviations) as [AbbreviationClass, readonly string[]][]) {
    for (const entry of entries) {
      for (const form of spellings(entry)) {
        // An entry as written outranks a spelling derived from another one. In capitals a title may be an acronym: `KEL.`
        if (form === entry) abbreviations.set(form, name);
        else if (!abbreviations.has(form))
          abbreviations.set(form, name === 'never' && isAcronym(form) ? 'ambiguous' : name);
      }
    }
  }
  const compiled: CompiledRules = {
    data,
    abbreviations,
    starters: new Set([...data.starters, ...data.starters.map((word) => word.toUpperCase())]),
    labels: new Set(data.labels.flatMap((word) => [word, capitalised(word), word.toUpperCase()])),
    nameIntroducers: new Set(data.nameIntroducers),
    roles: new Set(data.roles),
    headingNouns: new Set(data.headingNouns.flatMap((word) => [word, word.toUpperCase()])),
    attributions: new Set(data.attributions),
    speechVerbs: new Set(data.speechVerbs),
    namesWithMark: new Set(data.namesWithMark),
    lowerCaseStarts: new Set(data.lowerCaseStarts),
    homographs: new Set(data.homographs),
    timeContinuations: new Set(data.timeContinuations),
  };
  cache.set(data, compiled);
  return compiled;
}
