import type { Content, InlineCode } from '../content/index.js';
import type { TextToken, TextTools } from './tools.js';

/**
 * A text as the memory compares it: a sequence of tokens, each with the form it has (`surface`), the value it stands for
 * (`value`: folded case and spelling, canonical number) and the class the edit distance sees (`cls`: for words the value,
 * for numbers and dates their kind, so that a changed number is no edit; none for punctuation and codes, which only
 * penalties see).
 */
export interface AnalysedToken {
  readonly kind: TokenKind;
  readonly surface: string;
  readonly value: string;
  readonly cls: string | undefined;
  /** What it contributes to a match key: words, a placeable's class, nothing. Kept because it is asked for so often. */
  readonly words: readonly string[];
}

const NONE: readonly string[] = [];

export const TokenKind = { word: 0, placeable: 1, punctuation: 2, code: 3 } as const;
export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind];

export interface Analysis {
  readonly tokens: readonly AnalysedToken[];
  /** Number of tokens that have a class: the length that the edit distance sees. */
  readonly length: number;
  /** Equal only for the same visible text with the same codes. */
  readonly exact: string;
  /**
   * Equal for texts with the same words but for spelling pairs, inner hyphens, datelines and list numbers, whatever their
   * numbers and punctuation. Empty when there is no word.
   */
  readonly matchKey: string;
  /** The text that was analysed: without codes. */
  readonly text: string;
}

const WORD_END = /[\p{L}\p{N}]$/u;
const WORD_START = /^[\p{L}\p{N}]/u;

/** What makes two codes the same: their markup where it is known, else how they present themselves. Never the id. */
export function codeKey(code: InlineCode): string {
  const mark = code.data ?? code.equiv ?? code.display ?? code.subType ?? code.type ?? '';
  return `${code.kind === 'standalone' ? 's' : code.kind === 'open' ? 'o' : 'c'}${mark}`;
}

/** The text without codes (a standalone code between two words parts them) and where the codes stood in it. */
export function visibleText(value: Content): { text: string; codes: { at: number; code: InlineCode }[] } {
  const only = value.parts[0];
  if (value.parts.length === 1 && typeof only === 'string') return { text: only, codes: [] };
  let text = '';
  const codes: { at: number; code: InlineCode }[] = [];
  let parted = false;
  for (const part of value.parts) {
    if (typeof part === 'string') {
      if (parted && WORD_END.test(text) && WORD_START.test(part)) text += ' ';
      text += part;
      parted = false;
    } else {
      codes.push({ at: text.length, code: part });
      if (part.kind === 'standalone') parted = true;
    }
  }
  return { text, codes };
}

/** See {@link Analysis.exact}. */
export function exactKey(value: Content): string {
  const only = value.parts[0];
  if (value.parts.length === 1 && typeof only === 'string') return only.normalize('NFC');
  return value.parts
    .map((part) => (typeof part === 'string' ? part.normalize('NFC') : `\u0001${codeKey(part)}\u0002`))
    .join('');
}

/** Tokens seen before, by surface: the same few thousand words make up most of any text. */
type TokenCache = Map<string, AnalysedToken>;

const CACHE_SIZE = 300_000;
const caches = new WeakMap<TextTools, Map<string, TokenCache>>();

function cacheOf(tools: TextTools, language: string): TokenCache {
  let byLanguage = caches.get(tools);
  if (!byLanguage) caches.set(tools, (byLanguage = new Map<string, TokenCache>()));
  let cache = byLanguage.get(language);
  if (!cache || cache.size > CACHE_SIZE) byLanguage.set(language, (cache = new Map<string, AnalysedToken>()));
  return cache;
}

function known({ text, kind }: TextToken, language: string, tools: TextTools, cache: TokenCache): AnalysedToken {
  let token = cache.get(text);
  if (!token) {
    const key = tools.tokenKey(text, language);
    const cls = `W${key}`;
    token =
      kind === 'punctuation' || kind === 'symbol'
        ? { kind: TokenKind.punctuation, surface: `p${text}`, value: `P${key}`, cls: undefined, words: NONE }
        : { kind: TokenKind.word, surface: `w${text}`, value: cls, cls, words: key.split('-').filter(Boolean) };
    cache.set(text, token);
  }
  return token;
}

const DIGIT = /\p{Nd}/u;

/** Results by content: the same segment is looked up, added and indexed one after another. */
const remembered = new WeakMap<Content, { tools: TextTools; language: string; analysis: Analysis }>();

/** Analyses one side of a unit, or a query, in its language. */
export function analyse(value: Content, language: string, tools: TextTools): Analysis {
  const known = remembered.get(value);
  if (known && known.tools === tools && known.language === language) return known.analysis;
  const analysis = analyseAfresh(value, language, tools);
  remembered.set(value, { tools, language, analysis });
  return analysis;
}

function analyseAfresh(value: Content, language: string, tools: TextTools): Analysis {
  const { text, codes } = visibleText(value);
  const words = tools.tokens(text, language);
  // Numbers in words stay words: what stands for what must not depend on a digit elsewhere in the text.
  const quantities = DIGIT.test(text)
    ? tools.quantities(text, language).filter(({ start, end }) => DIGIT.test(text.slice(start, end)))
    : [];
  const cache = cacheOf(tools, language);
  const tokens: AnalysedToken[] = [];
  let length = 0;
  let code = 0;
  let quantity = 0;
  const putCodes = (before: number): void => {
    for (; code < codes.length && codes[code]!.at <= before; code++) {
      const key = `c${codeKey(codes[code]!.code)}`;
      tokens.push({ kind: TokenKind.code, surface: key, value: key, cls: undefined, words: NONE });
    }
  };
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    putCodes(word.start);
    while (quantity < quantities.length && quantities[quantity]!.end <= word.start) quantity++;
    const whole = quantities[quantity];
    if (whole && whole.start < word.end) {
      while (i + 1 < words.length && words[i + 1]!.start < whole.end) i++;
      const end = Math.max(whole.end, words[i]!.end);
      // What is glued to a number ("ke-7", "1980-an") belongs to its class: only the number itself may change freely.
      const glued = text.slice(word.start, whole.start) + text.slice(whole.end, end);
      tokens.push(placeable(whole.kind, text.slice(Math.min(word.start, whole.start), end), whole.key, glued));
      length++;
    } else if (word.kind === 'number') {
      tokens.push(placeable('number', word.text, tools.tokenKey(word.text, language), ''));
      length++;
    } else {
      const token = known(word, language, tools, cache);
      tokens.push(token);
      if (token.cls !== undefined) length++;
    }
  }
  putCodes(text.length);
  const exact = exactKey(value);
  const matchKey = matchKeyOf(tokens, language, tools);
  if (length > 0 || tokens.length === 0) return { tokens, length, exact, matchKey, text };
  return { ...punctuationOnly(tokens), exact, matchKey: '', text };
}

function placeable(kind: string, surface: string, key: string, glued: string): AnalysedToken {
  const cls = glued === '' ? `Q${kind}` : `Q${kind}\u0001${glued.toLowerCase()}`;
  return {
    kind: TokenKind.placeable,
    surface: `n${surface}`,
    value: `V${cls}\u0001${key}`,
    cls,
    words: [`\u0001${cls}`],
  };
}

/** Words before the dash of a dateline at most: `JAKARTA, KOMPAS.com -`. */
const DATELINE_WORDS = 4;

/** How many tokens at the start are a list number (`1.`, `2)`) or a dateline (`ERA.id - `) before further words. */
function prefixLength(tokens: readonly AnalysedToken[]): number {
  const mark = (i: number): string | undefined => {
    const token = tokens[i];
    return token?.kind === TokenKind.punctuation ? token.surface.slice(1) : undefined;
  };
  const wordsFrom = (from: number): number => tokens.slice(from).filter((token) => token.cls !== undefined).length;
  if (tokens[0]?.kind === TokenKind.placeable && /^n\d{1,3}$/.test(tokens[0].surface)) {
    const after = mark(1);
    return (after === '.' || after === ')') && wordsFrom(2) > 0 ? 2 : 0;
  }
  let words = 0;
  for (let i = 0; i < tokens.length && words <= DATELINE_WORDS; i++) {
    const token = tokens[i]!;
    if (token.kind === TokenKind.word) {
      // Names and hosts only: `Presiden Putin - yang …` has its dash after a name, too, but little text before it.
      if (!/^w(?:\p{Lu}|.*\.)/u.test(token.surface)) return 0;
      words++;
    } else if (words > 0 && /^[-\u2010-\u2015]{1,2}$/.test(mark(i) ?? '')) {
      return wordsFrom(i + 1) >= 2 * words + 2 ? i + 1 : 0;
    }
  }
  return 0;
}

function matchKeyOf(tokens: readonly AnalysedToken[], language: string, tools: TextTools): string {
  const words: string[] = [];
  for (let i = prefixLength(tokens); i < tokens.length; i++) {
    for (const word of tokens[i]!.words) words.push(word);
  }
  return (tools.foldSpelling?.(words, language) ?? words).join(' ');
}

/** Where there is nothing but punctuation ("* * *"), the marks are the words. */
function punctuationOnly(tokens: readonly AnalysedToken[]): { tokens: AnalysedToken[]; length: number } {
  let length = 0;
  const marked = tokens.map((token): AnalysedToken => {
    if (token.kind !== TokenKind.punctuation) return token;
    length++;
    const key = `W${token.value.slice(1)}`;
    return { kind: TokenKind.word, surface: `w${token.surface.slice(1)}`, value: key, cls: key, words: NONE };
  });
  return { tokens: marked, length };
}
