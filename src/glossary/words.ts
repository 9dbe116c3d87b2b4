import { analyze, canonicalSpelling, inflectionKey, type Language, relatedKey, tokenize } from '../language/index.js';

/** One word of a text as terms are compared: words of a compound (`Rusia-Korea`) are apart, doublings are one. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Only white space stands between this word and the one before it. */
  readonly follows: boolean;
  /** A hyphen joins it to the word before it. */
  readonly hyphenated?: boolean;
}

const DOUBLE = /^(\p{L}+)-(?:\p{L}*\1|\p{L}{3,})/u;

/** A doubling (`negara-negara`, `tolong-menolong`, `sayur-mayur`): both halves share letters. Others are compounds. */
function isDoubling(word: string, language: Language): boolean {
  if (language !== 'id' || !DOUBLE.test(word)) return false;
  const [first = '', second = ''] = word.toLowerCase().split('-');
  if (first === second || second.startsWith(first) || first.endsWith(second)) return true;
  const key = inflectionKey(word, 'id');
  return (first.length > 2 && second.includes(first.slice(1))) || (!key.includes('-') && !key.includes(' '));
}

const PARTICLE = /^(?:nya|ku|mu|lah|kah|tah|pun|an|i|kan)$/u;
const PREFIX = /^(?:di|ke|se|ber|me|nge|ter)$/u;

/** Nothing but words with one space between them: most terms of a termbase. */
const PLAIN = /^\p{L}+(?: \p{L}+)*$/u;

/** Scripts without spaces are left to the tokenizer. */
const IDEOGRAPH = /[\u2e80-\uabff\uf900-\ufaff]/u;

function plainWords(text: string): Word[] {
  const words: Word[] = [];
  let start = 0;
  while (start < text.length) {
    const space = text.indexOf(' ', start);
    const end = space < 0 ? text.length : space;
    words.push({ text: text.slice(start, end), start, end, follows: start > 0 });
    start = end + 1;
  }
  return words;
}

/** The words of a text in order; numbers count as words, punctuation ends a run. */
export function wordsOf(text: string, language: Language): Word[] {
  if (PLAIN.test(text) && !IDEOGRAPH.test(text)) return plainWords(text);
  const words: Word[] = [];
  let from = 0;
  let broken = true;
  for (const token of tokenize(text)) {
    if (token.kind !== 'word' && token.kind !== 'number') {
      // A hyphen between a number and a word joins, everything else ends a run.
      broken = !/^[-‐‑]$/u.test(token.text);
      from = token.end;
      continue;
    }
    const follows = !broken && /^\s*$/u.test(text.slice(from, token.start));
    if (!/[-‐‑]/u.test(token.text) || isDoubling(token.text, language)) {
      words.push({ text: token.text, start: token.start, end: token.end, follows });
    } else pushParts(words, token.text, token.start, follows);
    from = token.end;
    broken = false;
  }
  return words;
}

function pushParts(words: Word[], compound: string, start: number, follows: boolean): void {
  const parts = compound.split(/[-‐‑]/u);
  const first = words.length;
  let at = 0;
  let joins = follows;
  for (let i = 0; i < parts.length; i++) {
    let part = parts[i]!;
    const from = at;
    // `AS-nya`, `di-PHK`: a particle or prefix belongs to its word.
    while (i + 1 < parts.length && (PARTICLE.test(parts[i + 1]!) || PREFIX.test(part.toLowerCase()))) {
      part += `-${parts[++i]!}`;
    }
    at = from + part.length + 1;
    if (part === '') continue;
    words.push({
      text: part,
      start: start + from,
      end: start + from + part.length,
      follows: joins,
      hyphenated: words.length > first,
    });
    joins = true;
  }
}

/** Written in capitals such that case tells it from another word: `AS`, `WITA`, `PhD`, `TirtaPantau`. */
export function hasOwnCase(word: string): boolean {
  return /\p{Lu}.*\p{Lu}/u.test(word);
}

/** A word without the prefixes and particles that are hyphenated to it. */
export function bareOf(word: string): string {
  if (!/[-‐‑]/u.test(word)) return word;
  const parts = word.split(/[-‐‑]/u);
  while (parts.length > 1 && PARTICLE.test(parts.at(-1)!)) parts.pop();
  while (parts.length > 1 && PREFIX.test(parts[0]!.toLowerCase())) parts.shift();
  return parts.join('-');
}

/** Key under which a word written in its own case is found; cannot collide with a word. */
export const caseKey = (word: string): string => `=${word}`;

/** Inflection keys of a word, several for joined spellings (`kerjasama`). */
export function keysOf(word: string, language: Language): string[] {
  const key = inflectionKey(bareOf(word), language);
  if (!/[ -]/u.test(key)) return [key];
  return key.includes('-') && !isDoubling(key, language) ? key.split(/[ -]/u) : key.split(' ');
}

export function relatedKeyOf(word: string, language: Language): string {
  return language === 'id' ? relatedKey(bareOf(word)) : inflectionKey(word, language);
}

/** The word is a verb in a voice: `mengirim`, `dikirim`, `terkirim`. */
export function hasVoice(word: string): boolean {
  const prefix = analyze(bareOf(word))[0]?.prefixes[0];
  return prefix !== undefined && /^(?:meN|di|ku|kau|ter|nge|me)$/u.test(prefix);
}

/** Letters of some words without what spelling may vary in: case, hyphens, spaces, known variants. */
export function spellingOf(words: readonly string[], language: Language): string {
  return words
    .flatMap((word) => word.toLowerCase().split(/[-‐‑\s]/u))
    .map((word) => canonicalSpelling(word, language))
    .join('')
    .replace(/[\s-]/gu, '');
}
