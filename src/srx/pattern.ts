import { inputError } from '../base/index.js';

/** Whose syntax a pattern is written in. SRX 2.0 says ICU; nearly all programs that read SRX use Java. */
export type RegexDialect = 'icu' | 'java';

/** A pattern being read. */
export interface Pattern {
  readonly source: string;
  readonly dialect: RegexDialect;
  /** Bound for repetitions that have none. */
  readonly longest: number | undefined;
  /** Offset of what is read next. */
  at: number;
}

/** The inline flags that change what is written. */
export interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly x: boolean;
}

export function fail(pattern: Pattern, message: string): never {
  throw inputError('srx.regex', `${message}, at character ${pattern.at + 1} of ${JSON.stringify(pattern.source)}`);
}

export function atEnd(pattern: Pattern): boolean {
  return pattern.at >= pattern.source.length;
}

export function peek(pattern: Pattern, text: string): boolean {
  return pattern.source.startsWith(text, pattern.at);
}

export function take(pattern: Pattern, text: string): boolean {
  if (!peek(pattern, text)) return false;
  pattern.at += text.length;
  return true;
}

/** Matches at the reading position, within the next `length` characters, without moving. */
export function lookAhead(pattern: Pattern, expression: RegExp, length = 64): RegExpExecArray | null {
  return expression.exec(pattern.source.slice(pattern.at, pattern.at + length));
}

/** The next character, a whole code point. */
export function nextCharacter(pattern: Pattern): string {
  const code = pattern.source.codePointAt(pattern.at);
  if (code === undefined) fail(pattern, 'the pattern ends too early');
  const c = String.fromCodePoint(code);
  pattern.at += c.length;
  return c;
}

/** After `\Q`: the text up to `\E` or the end. */
export function quotedText(pattern: Pattern): string[] {
  const end = pattern.source.indexOf('\\E', pattern.at);
  const text = pattern.source.slice(pattern.at, end < 0 ? undefined : end);
  pattern.at = end < 0 ? pattern.source.length : end + 2;
  return [...text];
}

/** A character as a literal, safe anywhere in a pattern or class with the `v` flag. */
export function literal(c: string): string {
  return /^[\p{L}\p{N}]$/u.test(c) ? c : `\\u{${c.codePointAt(0)!.toString(16)}}`;
}

/** The case forms of a character that are one character themselves, the character included. */
export function caseForms(c: string): string[] {
  return [...new Set([c, c.toLowerCase(), c.toUpperCase()])].filter((form) => [...form].length === 1);
}
