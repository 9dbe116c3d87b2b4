import type { Content, InlineCode } from '../content/index.js';
import type { TextTools } from './tools.js';

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
}

export const TokenKind = { word: 0, placeable: 1, punctuation: 2, code: 3 } as const;
export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind];

export interface Analysis {
  readonly tokens: readonly AnalysedToken[];
  /** Number of tokens that have a class: the length that the edit distance sees. */
  readonly length: number;
  /** Equal only for the same visible text with the same codes. */
  readonly exact: string;
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

const DIGIT = /\p{Nd}/u;

/** Analyses one side of a unit, or a query, in its language. */
export function analyse(value: Content, language: string, tools: TextTools): Analysis {
  const { text, codes } = visibleText(value);
  const words = tools.tokens(text, language);
  const quantities = DIGIT.test(text) ? tools.quantities(text, language) : [];
  const tokens: AnalysedToken[] = [];
  let length = 0;
  let code = 0;
  let quantity = 0;
  const putCodes = (before: number): void => {
    for (; code < codes.length && codes[code]!.at <= before; code++) {
      const key = `c${codeKey(codes[code]!.code)}`;
      tokens.push({ kind: TokenKind.code, surface: key, value: key, cls: undefined });
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
      tokens.push(placeable('number', text.slice(word.start, word.end), word.key, ''));
      length++;
    } else if (word.kind === 'punctuation') {
      const surface = `p${text.slice(word.start, word.end)}`;
      tokens.push({ kind: TokenKind.punctuation, surface, value: `P${word.key}`, cls: undefined });
    } else {
      const key = `W${word.key}`;
      tokens.push({ kind: TokenKind.word, surface: `w${text.slice(word.start, word.end)}`, value: key, cls: key });
      length++;
    }
  }
  putCodes(text.length);
  const exact = exactKey(value);
  const matchKey = tools.matchKey(text, language);
  if (length > 0 || tokens.length === 0) return { tokens, length, exact, matchKey, text };
  return { ...punctuationOnly(tokens), exact, matchKey, text };
}

function placeable(kind: string, surface: string, key: string, glued: string): AnalysedToken {
  const cls = glued === '' ? `Q${kind}` : `Q${kind}\u0001${glued.toLowerCase()}`;
  return { kind: TokenKind.placeable, surface: `n${surface}`, value: `V${cls}\u0001${key}`, cls };
}

/** Where there is nothing but punctuation ("* * *"), the marks are the words. */
function punctuationOnly(tokens: readonly AnalysedToken[]): { tokens: AnalysedToken[]; length: number } {
  let length = 0;
  const marked = tokens.map((token): AnalysedToken => {
    if (token.kind !== TokenKind.punctuation) return token;
    length++;
    const key = `W${token.value.slice(1)}`;
    return { kind: TokenKind.word, surface: `w${token.surface.slice(1)}`, value: key, cls: key };
  });
  return { tokens: marked, length };
}
