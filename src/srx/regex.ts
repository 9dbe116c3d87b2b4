import { inputError } from '../base/index.js';
import { escapeContents, posixContents, propertyContents } from './properties.js';

/** Whose syntax a pattern is written in. SRX 2.0 says ICU; nearly all programs that read SRX use Java. */
export type RegexDialect = 'icu' | 'java';

export interface TranslateOptions {
  /** Default `icu`. They differ in what `\w`, `\d`, `\s` and POSIX classes mean outside ASCII. */
  readonly dialect?: RegexDialect;
  /**
   * Bound for repetitions without one (`*`, `+`, `{2,}`), as programs with limited look-behind use it: keeps a pattern that
   * is matched backwards from every position linear. Default: none.
   */
  readonly longest?: number;
}

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly x: boolean;
}

/**
 * Letters, digits, marks and `_` for word boundaries: in a few ranges, because the exact class, repeated in hundreds of rules,
 * takes seconds to compile. Only punctuation of scripts that SRX files treat is cut out of them.
 */
const WORD =
  '[0-9A-Z_a-z\\xaa\\xb5\\xba\\xc0-\\xd6\\xd8-\\xf6\\xf8-\\u02c1\\u02c6-\\u037d\\u037f-\\u0386\\u0388-\\u0559\\u0560-\\u0588' +
  '\\u0591-\\u05bd\\u05c1-\\u05c2\\u05c4-\\u05f2\\u0610-\\u061a\\u0620-\\u0669\\u066e-\\u06d3\\u06d5-\\u0963\\u0966-\\u1fff' +
  '\\u2c00-\\u2dff\\u3005-\\u3007\\u3031-\\u303c\\u3040-\\ud7ff\\uf900-\\ufdcf\\ufe70-\\ufefc\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a' +
  '\\uff66-\\uffdc\\u{10000}-\\u{1efff}\\u{20000}-\\u{3ffff}]';
const BOUNDARY = `(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`;
const NO_BOUNDARY = `(?:(?<=${WORD})(?=${WORD})|(?<!${WORD})(?!${WORD}))`;
/** Before a letter or digit the boundary is simply the start of a word. */
const WORD_START = `(?<!${WORD})`;
const LINE_END = '\\n\\r\\x85\\u2028\\u2029';
const TEXT_START = '(?<![\\s\\S])';
const TEXT_END = '(?![\\s\\S])';
const LAST_LINE_END = `(?=(?:\\r\\n|[${LINE_END}])?(?![\\s\\S]))`;

/** A character as a literal, safe anywhere in a pattern or class with the `v` flag. */
function literal(c: string): string {
  return /^[\p{L}\p{N}]$/u.test(c) ? c : `\\u{${c.codePointAt(0)!.toString(16)}}`;
}

/** The other case forms of a character that are one character themselves. */
function caseVariants(c: string): string[] {
  const forms = new Set([c, c.toLowerCase(), c.toUpperCase()]);
  return [...forms].filter((form) => [...form].length === 1);
}

/** Ranges longer than this get no other case forms besides those of ASCII. */
const LONGEST_CASE_RANGE = 2000;

/**
 * Translates a regular expression of ICU or Java to JavaScript with the `v` flag. Capturing groups become plain ones,
 * possessive quantifiers and atomic groups greedy ones; back references are refused, because rules are combined.
 */
class Translator {
  private at = 0;

  constructor(
    private readonly source: string,
    private readonly dialect: RegexDialect,
    private readonly longest: number | undefined,
  ) {}

  translate(): string {
    const result = this.alternatives({ i: false, m: false, s: false, x: false });
    if (this.at < this.source.length) this.fail('")" without "("');
    return result;
  }

  private fail(message: string): never {
    throw inputError('srx.regex', `${message}, at character ${this.at + 1} of ${JSON.stringify(this.source)}`);
  }

  private peek(text: string): boolean {
    return this.source.startsWith(text, this.at);
  }

  private take(text: string): boolean {
    if (!this.peek(text)) return false;
    this.at += text.length;
    return true;
  }

  /** The next character, a whole code point. */
  private next(): string {
    const code = this.source.codePointAt(this.at);
    if (code === undefined) this.fail('the pattern ends too early');
    const c = String.fromCodePoint(code);
    this.at += c.length;
    return c;
  }

  private alternatives(given: Flags): string {
    let flags = given;
    let result = '';
    while (this.at < this.source.length && !this.peek(')')) {
      const inline = /^\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?\)/.exec(this.source.slice(this.at, this.at + 24));
      if (inline) {
        this.at += inline[0].length;
        flags = this.flags(flags, inline[1] ?? '', inline[2] ?? '');
      } else if (this.take('|')) result += '|';
      else if (flags.x && /\s/.test(this.source[this.at]!)) this.at++;
      else if (flags.x && this.take('#')) this.skipComment();
      else result += this.quantified(flags);
    }
    return result;
  }

  private skipComment(): void {
    while (this.at < this.source.length && this.source[this.at] !== '\n') this.at++;
  }

  private flags(flags: Flags, on: string, off: string): Flags {
    const unknown = /[^imsxudUw]/.exec(on + off);
    if (unknown) this.fail(`the flag "${unknown[0]}" is unknown`);
    const value = (name: keyof Flags): boolean => (on.includes(name) || flags[name]) && !off.includes(name);
    return { i: value('i'), m: value('m'), s: value('s'), x: value('x') };
  }

  private quantified(flags: Flags): string {
    const { text, assertion } = this.atom(flags);
    const quantifier = this.quantifier();
    if (quantifier === '' || text === '') return text;
    return (assertion ? `(?:${text})` : text) + quantifier;
  }

  private quantifier(): string {
    const match = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})/.exec(this.source.slice(this.at, this.at + 16));
    if (match === null) return '';
    this.at += match[0].length;
    // Possessive: matches the same texts as a greedy one wherever what follows cannot be matched by what is repeated.
    const lazy = this.take('?');
    if (!lazy) this.take('+');
    return this.bounded(match) + (lazy ? '?' : '');
  }

  private bounded(match: RegExpExecArray): string {
    const [whole, low, comma, high] = match;
    if (
      this.longest === undefined ||
      whole === '?' ||
      (high !== undefined && high !== '') ||
      (low !== undefined && comma === '')
    )
      return whole;
    if (whole === '*') return `{0,${this.longest}}`;
    if (whole === '+') return `{1,${this.longest}}`;
    return `{${low},${Math.max(Number(low), this.longest)}}`;
  }

  private atom(flags: Flags): { text: string; assertion: boolean } {
    const plain = (text: string): { text: string; assertion: boolean } => ({ text, assertion: false });
    const assertion = (text: string): { text: string; assertion: boolean } => ({ text, assertion: true });
    if (this.peek('(')) return this.group(flags);
    if (this.take('[')) return plain(this.characterClass(flags));
    if (this.take('.')) return plain(flags.s ? '[\\s\\S]' : `[^${LINE_END}]`);
    if (this.take('^')) return assertion(flags.m ? `(?:${TEXT_START}|(?<=[${LINE_END}]))` : TEXT_START);
    if (this.take('$')) return assertion(flags.m ? `(?=[${LINE_END}]|${TEXT_END})` : LAST_LINE_END);
    if (this.take('\\')) return this.escape(flags);
    if (/^[*+?]/.test(this.source[this.at]!)) this.fail(`nothing to repeat before "${this.source[this.at]}"`);
    return plain(this.character(this.next(), flags));
  }

  private character(c: string, flags: Flags): string {
    const variants = flags.i ? caseVariants(c) : [c];
    return variants.length === 1 ? literal(c) : `[${variants.map(literal).join('')}]`;
  }

  private group(flags: Flags): { text: string; assertion: boolean } {
    const start = this.at;
    const rest = this.source.slice(this.at, this.at + 64);
    if (rest.startsWith('(?#')) {
      const end = this.source.indexOf(')', this.at);
      if (end < 0) this.fail('the comment has no end');
      this.at = end + 1;
      return { text: '', assertion: false };
    }
    const look = /^\(\?(?:<?[=!])/.exec(rest)?.[0];
    const scoped = /^\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?:/.exec(rest);
    let inner = flags;
    if (look !== undefined) this.at += look.length;
    else if (scoped) {
      this.at += scoped[0].length;
      inner = this.flags(flags, scoped[1] ?? '', scoped[2] ?? '');
    } else {
      const head = /^\((?:\?>|\?P?<[A-Za-z]\w*>)?/.exec(rest)![0];
      this.at += head.length;
      if (this.peek('?')) this.fail('this kind of group is unknown');
    }
    const body = this.alternatives(inner);
    if (!this.take(')')) {
      this.at = start;
      this.fail('"(" without ")"');
    }
    return { text: `${look ?? '(?:'}${body})`, assertion: look !== undefined };
  }

  /** After a backslash. */
  private escape(flags: Flags): { text: string; assertion: boolean } {
    const special: Readonly<Record<string, string>> = {
      b: BOUNDARY,
      B: NO_BOUNDARY,
      A: TEXT_START,
      z: TEXT_END,
      Z: LAST_LINE_END,
    };
    const letter = this.source[this.at] ?? this.fail('the pattern ends with a backslash');
    const found = special[letter];
    if (found !== undefined) {
      this.at++;
      const startsWord =
        letter === 'b' && /^[\p{L}\p{N}]/u.test(this.source.slice(this.at, this.at + 2)) && !this.isRepeatable();
      return { text: startsWord ? WORD_START : found, assertion: true };
    }
    if (this.take('Q')) return { text: this.quoted(flags), assertion: false };
    if (this.take('E')) return { text: '', assertion: false };
    if (this.take('R')) return { text: `(?:\\r\\n|[\\n-\\r\\x85\\u2028\\u2029])`, assertion: false };
    if (this.take('X')) return { text: '(?:\\P{M}\\p{M}*)', assertion: false };
    if (/[1-9k]/.test(letter)) this.fail('a back reference is not supported');
    if (letter === 'G') this.fail('"\\G" is not supported');
    const contents = this.classEscape();
    if (contents !== undefined) return { text: `[${contents}]`, assertion: false };
    return { text: this.character(this.characterEscape(), flags), assertion: false };
  }

  /** May the next character be left out, because a quantifier follows it? */
  private isRepeatable(): boolean {
    return /^.[*?{]/u.test(this.source.slice(this.at, this.at + 3));
  }

  private quoted(flags: Flags): string {
    const end = this.source.indexOf('\\E', this.at);
    const text = this.source.slice(this.at, end < 0 ? undefined : end);
    this.at = end < 0 ? this.source.length : end + 2;
    // Grouped, so that a quantifier applies to the last character only when there is one.
    return [...text].map((c) => this.character(c, flags)).join('');
  }

  /** Contents of the class that `\d`, `\P{Lu}` and the like stand for; `undefined` when it is a single character. */
  private classEscape(): string | undefined {
    const letter = this.source[this.at]!;
    if (letter === 'p' || letter === 'P') return this.property();
    const contents = escapeContents(letter.toLowerCase(), this.dialect);
    if (contents === undefined) return undefined;
    this.at++;
    return letter === letter.toLowerCase() ? contents : `[^${contents}]`;
  }

  private property(): string {
    const match = /^([pP])(?:\{(\^?)([^}]*)\}|([A-Z]))/.exec(this.source.slice(this.at, this.at + 80));
    if (match === null) this.fail('"\\p" without a property');
    const [whole, letter, caret, braced, short] = match;
    const contents = propertyContents(braced ?? short ?? '', this.dialect);
    if (contents === undefined) this.fail(`the property "${braced ?? short}" is unknown`);
    this.at += whole.length;
    return (letter === 'P') !== (caret === '^') ? `[^${contents}]` : contents;
  }

  /** A single character written as an escape. */
  private characterEscape(): string {
    const rest = this.source.slice(this.at, this.at + 12);
    const numeric =
      /^x\{([0-9a-fA-F]{1,6})\}/.exec(rest) ??
      /^x([0-9a-fA-F]{2})/.exec(rest) ??
      /^u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})/.exec(this.source.slice(this.at, this.at + 11)) ??
      /^u([0-9a-fA-F]{4})/.exec(rest) ??
      /^U([0-9a-fA-F]{8})/.exec(rest);
    if (numeric) {
      this.at += numeric[0].length;
      if (numeric[2] !== undefined) {
        return String.fromCharCode(parseInt(numeric[1]!, 16), parseInt(numeric[2], 16));
      }
      const code = parseInt(numeric[1]!, 16);
      if (code > 0x10ffff) this.fail('there is no such character');
      return String.fromCodePoint(code);
    }
    const octal = /^0([0-3]?[0-7]{1,2})/.exec(rest);
    if (octal) {
      this.at += octal[0].length;
      return String.fromCharCode(parseInt(octal[1]!, 8));
    }
    const control = /^c([A-Za-z@[\\\]^_])/.exec(rest);
    if (control) {
      this.at += 2;
      return String.fromCharCode(control[1]!.toUpperCase().charCodeAt(0) ^ 64);
    }
    const named: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', a: '\x07', e: '\x1b' };
    const c = this.next();
    if (/^[A-Za-z0-9]$/.test(c) && named[c] === undefined) this.fail(`the escape "\\${c}" is unknown`);
    return named[c] ?? c;
  }

  /** After `[`. Intersections and differences of ICU and Java become those of the `v` flag. */
  private characterClass(flags: Flags): string {
    const start = this.at - 1;
    const negated = this.take('^');
    const operands: string[] = [];
    const operators: string[] = [];
    let union = '';
    let first = true;
    const close = (): void => {
      operands.push(union === '' ? '[]' : `[${union}]`);
      union = '';
    };
    for (; ; first = false) {
      if (this.at >= this.source.length) {
        this.at = start;
        this.fail('"[" without "]"');
      }
      if (!first && this.take(']')) break;
      if (this.peek('&&') || (!first && this.peek('--'))) {
        operators.push(this.source.slice(this.at, this.at + 2));
        this.at += 2;
        close();
      } else union += this.classItem(flags);
    }
    close();
    const body = operands.map((operand, i) => (i === 0 ? operand : operators[i - 1]! + operand)).join('');
    if (operators.length > 0) return negated ? `[^[${this.leftToRight(operands, operators)}]]` : `[${body}]`;
    return (negated ? '[^' : '[') + body.slice(1);
  }

  /** JavaScript does not mix `&&` and `--` in one class: nest them. */
  private leftToRight(operands: readonly string[], operators: readonly string[]): string {
    return operators.reduce(
      (left, operator, i) => `${i === 0 ? left : `[${left}]`}${operator}${operands[i + 1]!}`,
      operands[0]!,
    );
  }

  private classItem(flags: Flags): string {
    const posix = /^\[:(\^?)([A-Za-z_ =]+):\]/.exec(this.source.slice(this.at, this.at + 48));
    if (posix) {
      this.at += posix[0].length;
      const contents = posixContents(posix[2]!, this.dialect);
      if (contents === undefined) this.fail(`the class "${posix[2]}" is unknown`);
      return posix[1] === '^' ? `[^${contents}]` : contents;
    }
    if (this.take('[')) return this.characterClass(flags);
    if (this.take('\\Q')) return this.quotedInClass(flags);
    const low = this.classCharacter();
    if (low.contents !== undefined) return low.contents;
    const isRange = this.peek('-') && !this.peek('-]') && !this.peek('-[') && !this.peek('--');
    if (!isRange) return this.caseForms(low.character!, low.character!, flags);
    this.at++;
    const high = this.classCharacter();
    if (high.contents !== undefined)
      return `${this.caseForms(low.character!, low.character!, flags)}${literal('-')}${high.contents}`;
    if (high.character!.codePointAt(0)! < low.character!.codePointAt(0)!) this.fail('the range is in the wrong order');
    return this.caseForms(low.character!, high.character!, flags);
  }

  private quotedInClass(flags: Flags): string {
    const end = this.source.indexOf('\\E', this.at);
    const text = this.source.slice(this.at, end < 0 ? undefined : end);
    this.at = end < 0 ? this.source.length : end + 2;
    return [...text].map((c) => this.caseForms(c, c, flags)).join('');
  }

  private classCharacter(): { character?: string; contents?: string } {
    if (!this.take('\\')) return { character: this.next() };
    if (this.at >= this.source.length) this.fail('the pattern ends with a backslash');
    const contents = this.classEscape();
    return contents === undefined ? { character: this.characterEscape() } : { contents };
  }

  private caseForms(low: string, high: string, flags: Flags): string {
    const from = low.codePointAt(0)!;
    const to = high.codePointAt(0)!;
    const range = from === to ? literal(low) : `${literal(low)}-${literal(high)}`;
    if (!flags.i || to - from > LONGEST_CASE_RANGE) return range;
    const others = new Set<string>();
    for (let code = from; code <= to; code++) {
      for (const form of caseVariants(String.fromCodePoint(code))) {
        const at = form.codePointAt(0)!;
        if (at < from || at > to) others.add(form);
      }
    }
    return range + [...others].map(literal).join('');
  }
}

/**
 * The JavaScript source (`v` flag) of a regular expression in ICU's or Java's syntax.
 * @throws MemoriError `srx.regex`
 */
export function translateRegex(source: string, options: TranslateOptions = {}): string {
  return new Translator(source, options.dialect ?? 'icu', options.longest).translate();
}
