/** A termbase as concepts: what TBX calls concept entries, and what every other table of terms can be read as. */

/**
 * How a term may be used. In TBX `forbidden` is `deprecatedTerm-admn-sts` ("not to be used") and `deprecated` is
 * `supersededTerm-admn-sts` ("no longer preferred").
 */
export type TermStatus = 'preferred' | 'admitted' | 'deprecated' | 'forbidden';

/** What kind of form a term is; `full` when nothing is said. */
export type TermType = 'full' | 'abbreviation' | 'variant';

export interface Term {
  /** Of the entry in its file, where it has one. */
  readonly id?: string;
  readonly text: string;
  /** BCP 47, as the file writes it. */
  readonly language: string;
  readonly partOfSpeech?: string;
  readonly status?: TermStatus;
  readonly type?: TermType;
  readonly context?: string;
  readonly notes: readonly string[];
}

export interface Concept {
  readonly id: string;
  readonly domain?: string;
  readonly definition?: string;
  /** Stays as it is in the source. */
  readonly doNotTranslate?: boolean;
  readonly notes: readonly string[];
  /** In the order of the file; several for one language are synonyms. */
  readonly terms: readonly Term[];
}

export interface Termbase {
  readonly title?: string;
  readonly concepts: readonly Concept[];
}

/** `id` and `id-ID` are one language here: terms are looked up by primary language. */
export function sameLanguage(a: string, b: string): boolean {
  return a === b || primary(a) === primary(b);
}

const THREE_LETTERS: Readonly<Record<string, string>> = { ind: 'id', eng: 'en', in: 'id' };

function primary(tag: string): string {
  if (/^[a-z]{2}$/u.test(tag) && tag !== 'in') return tag;
  const first = tag.toLowerCase().split(/[-_]/u)[0] ?? '';
  return THREE_LETTERS[first] ?? first;
}

/** Notes that say so in words, as tables without a column for it do. */
export function saysDoNotTranslate(note: string): boolean {
  return /^\s*(?:do not translate|don['’]t translate|not translated|dnt|jangan diterjemahkan|tidak diterjemahkan)\b/iu.test(
    note,
  );
}
