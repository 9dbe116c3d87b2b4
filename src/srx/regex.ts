import { characterClass, characterEscape, classEscape } from './regex-class.js';
import {
  atEnd,
  caseForms,
  fail,
  literal,
  lookAhead,
  nextCharacter,
  peek,
  quotedText,
  take,
  type Flags,
  type Pattern,
  type RegexDialect,
} from './pattern.js';

export type { RegexDialect };

export interface TranslateOptions {
  /** Default `icu`. They differ in what `\w`, `\d`, `\s` and POSIX classes mean outside ASCII. */
  readonly dialect?: RegexDialect;
  /**
   * Bound for repetitions without one (`*`, `+`, `{2,}`), as programs with limited look-behind use it: keeps a pattern that
   * is matched backwards from every position linear. Default: none.
   */
  readonly longest?: number;
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

/** A piece of the translation. JavaScript lets no quantifier follow an assertion. */
interface Atom {
  readonly text: string;
  readonly assertion: boolean;
}

const atom = (text: string): Atom => ({ text, assertion: false });
const assertion = (text: string): Atom => ({ text, assertion: true });

/**
 * The JavaScript source (`v` flag) of a regular expression in ICU's or Java's syntax. Capturing groups become plain ones,
 * possessive quantifiers and atomic groups greedy ones; back references are refused, because rules are combined.
 *
 * @throws MemoriError `srx.regex`
 */
export function translateRegex(source: string, options: TranslateOptions = {}): string {
  const pattern: Pattern = { source, dialect: options.dialect ?? 'icu', longest: options.longest, at: 0 };
  const result = alternatives(pattern, { i: false, m: false, s: false, x: false });
  if (!atEnd(pattern)) fail(pattern, '")" without "("');
  return result;
}

/** Everything up to the end or an unopened `)`. */
function alternatives(pattern: Pattern, given: Flags): string {
  let flags = given;
  let result = '';
  while (!atEnd(pattern) && !peek(pattern, ')')) {
    const inline = lookAhead(pattern, /^\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?\)/);
    if (inline) {
      pattern.at += inline[0].length;
      flags = withFlags(pattern, flags, inline[1] ?? '', inline[2] ?? '');
    } else if (take(pattern, '|')) result += '|';
    else if (flags.x && lookAhead(pattern, /^\s/)) pattern.at++;
    else if (flags.x && take(pattern, '#')) while (!atEnd(pattern) && !take(pattern, '\n')) pattern.at++;
    else result += quantified(pattern, flags);
  }
  return result;
}

function withFlags(pattern: Pattern, flags: Flags, on: string, off: string): Flags {
  const unknown = /[^imsxudUw]/.exec(on + off);
  if (unknown) fail(pattern, `the flag "${unknown[0]}" is unknown`);
  const value = (name: keyof Flags): boolean => (on.includes(name) || flags[name]) && !off.includes(name);
  return { i: value('i'), m: value('m'), s: value('s'), x: value('x') };
}

function quantified(pattern: Pattern, flags: Flags): string {
  const { text, assertion: isAssertion } = nextAtom(pattern, flags);
  const repeat = quantifier(pattern);
  if (repeat === '' || text === '') return text;
  return (isAssertion ? `(?:${text})` : text) + repeat;
}

function quantifier(pattern: Pattern): string {
  const match = lookAhead(pattern, /^(?:[*+?]|\{(\d+)(,?)(\d*)\})/);
  if (match === null) return '';
  pattern.at += match[0].length;
  const lazy = take(pattern, '?');
  // Possessive: the same as greedy wherever what follows cannot match what is repeated.
  if (!lazy) take(pattern, '+');
  return bounded(match, pattern.longest) + (lazy ? '?' : '');
}

function bounded([whole, low, comma, high]: RegExpExecArray, longest: number | undefined): string {
  const open = whole === '*' || whole === '+' || (comma === ',' && high === '');
  if (longest === undefined || !open) return whole;
  if (low === undefined) return whole === '*' ? `{0,${longest}}` : `{1,${longest}}`;
  return `{${low},${Math.max(Number(low), longest)}}`;
}

function nextAtom(pattern: Pattern, flags: Flags): Atom {
  if (peek(pattern, '(')) return group(pattern, flags);
  if (take(pattern, '[')) return atom(characterClass(pattern, flags));
  if (take(pattern, '.')) return atom(flags.s ? '[\\s\\S]' : `[^${LINE_END}]`);
  if (take(pattern, '^')) return assertion(flags.m ? `(?:${TEXT_START}|(?<=[${LINE_END}]))` : TEXT_START);
  if (take(pattern, '$')) return assertion(flags.m ? `(?=[${LINE_END}]|${TEXT_END})` : LAST_LINE_END);
  if (take(pattern, '\\')) return escape(pattern, flags);
  if (lookAhead(pattern, /^[*+?]/)) fail(pattern, `nothing to repeat before "${pattern.source[pattern.at]}"`);
  return atom(character(nextCharacter(pattern), flags));
}

function character(c: string, flags: Flags): string {
  const forms = flags.i ? caseForms(c) : [c];
  return forms.length === 1 ? literal(c) : `[${forms.map(literal).join('')}]`;
}

function group(pattern: Pattern, flags: Flags): Atom {
  const start = pattern.at;
  if (peek(pattern, '(?#')) {
    const end = pattern.source.indexOf(')', pattern.at);
    if (end < 0) fail(pattern, 'the comment has no end');
    pattern.at = end + 1;
    return atom('');
  }
  const look = lookAhead(pattern, /^\(\?(?:<?[=!])/)?.[0];
  const scoped = lookAhead(pattern, /^\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?:/);
  let inner = flags;
  if (look !== undefined) pattern.at += look.length;
  else if (scoped) {
    pattern.at += scoped[0].length;
    inner = withFlags(pattern, flags, scoped[1] ?? '', scoped[2] ?? '');
  } else {
    pattern.at += lookAhead(pattern, /^\((?:\?>|\?P?<[A-Za-z]\w*>)?/)![0].length;
    if (peek(pattern, '?')) fail(pattern, 'this kind of group is unknown');
  }
  const body = alternatives(pattern, inner);
  if (!take(pattern, ')')) {
    pattern.at = start;
    fail(pattern, '"(" without ")"');
  }
  return look === undefined ? atom(`(?:${body})`) : assertion(`${look}${body})`);
}

const ASSERTIONS: Readonly<Record<string, string>> = {
  b: BOUNDARY,
  B: NO_BOUNDARY,
  A: TEXT_START,
  z: TEXT_END,
  Z: LAST_LINE_END,
};

/** After a backslash. */
function escape(pattern: Pattern, flags: Flags): Atom {
  const letter = pattern.source[pattern.at] ?? fail(pattern, 'the pattern ends with a backslash');
  const known = ASSERTIONS[letter];
  if (known !== undefined) {
    pattern.at++;
    return assertion(letter === 'b' && startsWord(pattern) ? WORD_START : known);
  }
  if (take(pattern, 'Q'))
    return atom(
      quotedText(pattern)
        .map((c) => character(c, flags))
        .join(''),
    );
  if (take(pattern, 'E')) return atom('');
  if (take(pattern, 'R')) return atom('(?:\\r\\n|[\\n-\\r\\x85\\u2028\\u2029])');
  if (take(pattern, 'X')) return atom('(?:\\P{M}\\p{M}*)');
  if (/[1-9k]/.test(letter)) fail(pattern, 'a back reference is not supported');
  if (letter === 'G') fail(pattern, '"\\G" is not supported');
  const contents = classEscape(pattern);
  return atom(contents === undefined ? character(characterEscape(pattern), flags) : `[${contents}]`);
}

/** Is the next character a letter or digit that is certain to be matched? */
function startsWord(pattern: Pattern): boolean {
  return lookAhead(pattern, /^[\p{L}\p{N}](?![*?{])/u) !== null;
}
