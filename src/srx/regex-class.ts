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
} from './pattern.js';
import { escapeContents, posixContents, propertyContents } from './properties.js';

/** Escapes and character classes of ICU and Java, as JavaScript's `v` flag writes them. */

/** Contents of the class that `\d`, `\P{Lu}` and the like stand for; `undefined` when the escape is a single character. */
export function classEscape(pattern: Pattern): string | undefined {
  const letter = pattern.source[pattern.at]!;
  if (letter === 'p' || letter === 'P') return property(pattern);
  const contents = escapeContents(letter.toLowerCase(), pattern.dialect);
  if (contents === undefined) return undefined;
  pattern.at++;
  return letter === letter.toLowerCase() ? contents : `[^${contents}]`;
}

function property(pattern: Pattern): string {
  const match = lookAhead(pattern, /^([pP])(?:\{(\^?)([^}]*)\}|([A-Z]))/, 80);
  if (match === null) fail(pattern, '"\\p" without a property');
  const [whole, letter, caret, braced, short = ''] = match;
  const name = braced ?? short;
  const contents = propertyContents(name, pattern.dialect);
  if (contents === undefined) fail(pattern, `the property "${name}" is unknown`);
  pattern.at += whole.length;
  return (letter === 'P') !== (caret === '^') ? `[^${contents}]` : contents;
}

const NUMERIC = [
  /^x\{([0-9a-fA-F]{1,6})\}/,
  /^x([0-9a-fA-F]{2})/,
  /^u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})/,
  /^u([0-9a-fA-F]{4})/,
  /^U([0-9a-fA-F]{8})/,
];

const NAMED: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', a: '\x07', e: '\x1b' };

/** A single character written as an escape, after the backslash. */
export function characterEscape(pattern: Pattern): string {
  for (const expression of NUMERIC) {
    const match = lookAhead(pattern, expression, 16);
    if (match === null) continue;
    pattern.at += match[0].length;
    const codes = match.slice(1).map((digits) => parseInt(digits, 16));
    if (codes.length === 2) return String.fromCharCode(...codes);
    if (codes[0]! > 0x10ffff) fail(pattern, 'there is no such character');
    return String.fromCodePoint(codes[0]!);
  }
  const octal = lookAhead(pattern, /^0([0-3]?[0-7]{1,2})/);
  if (octal) {
    pattern.at += octal[0].length;
    return String.fromCharCode(parseInt(octal[1]!, 8));
  }
  const control = lookAhead(pattern, /^c([A-Za-z@[\\\]^_])/);
  if (control) {
    pattern.at += 2;
    return String.fromCharCode(control[1]!.toUpperCase().charCodeAt(0) ^ 64);
  }
  const c = nextCharacter(pattern);
  if (/^[A-Za-z0-9]$/.test(c) && NAMED[c] === undefined) fail(pattern, `the escape "\\${c}" is unknown`);
  return NAMED[c] ?? c;
}

/** A class, after its `[`. Intersections and differences of ICU and Java become those of the `v` flag. */
export function characterClass(pattern: Pattern, flags: Flags): string {
  const start = pattern.at - 1;
  const negated = take(pattern, '^');
  const operands: string[] = [];
  const operators: string[] = [];
  let union = '';
  for (let first = true; first || !take(pattern, ']'); first = false) {
    if (atEnd(pattern)) {
      pattern.at = start;
      fail(pattern, '"[" without "]"');
    }
    if (peek(pattern, '&&') || (!first && peek(pattern, '--'))) {
      operators.push(pattern.source.slice(pattern.at, pattern.at + 2));
      pattern.at += 2;
      operands.push(`[${union}]`);
      union = '';
    } else union += classItem(pattern, flags);
  }
  if (operators.length === 0) return `${negated ? '[^' : '['}${union}]`;
  operands.push(`[${union}]`);
  const nested = nestedOperations(operands, operators);
  return negated ? `[^[${nested}]]` : `[${nested}]`;
}

/** JavaScript does not mix `&&` and `--` in one class: each operation is nested in the next. */
function nestedOperations(operands: readonly string[], operators: readonly string[]): string {
  return operators.reduce(
    (left, operator, i) => `${i === 0 ? left : `[${left}]`}${operator}${operands[i + 1]!}`,
    operands[0]!,
  );
}

function classItem(pattern: Pattern, flags: Flags): string {
  const posix = lookAhead(pattern, /^\[:(\^?)([A-Za-z_ =]+):\]/);
  if (posix) {
    pattern.at += posix[0].length;
    const contents = posixContents(posix[2]!, pattern.dialect);
    if (contents === undefined) fail(pattern, `the class "${posix[2]}" is unknown`);
    return posix[1] === '^' ? `[^${contents}]` : contents;
  }
  if (take(pattern, '[')) return characterClass(pattern, flags);
  if (take(pattern, '\\Q'))
    return quotedText(pattern)
      .map((c) => range(c, c, flags))
      .join('');
  const low = classCharacter(pattern);
  if (typeof low !== 'string') return low.contents;
  const isRange = peek(pattern, '-') && !['-]', '-[', '--'].some((text) => peek(pattern, text));
  if (!isRange) return range(low, low, flags);
  pattern.at++;
  const high = classCharacter(pattern);
  if (typeof high !== 'string') return `${range(low, low, flags)}${literal('-')}${high.contents}`;
  if (high.codePointAt(0)! < low.codePointAt(0)!) fail(pattern, 'the range is in the wrong order');
  return range(low, high, flags);
}

/** One character, or the contents of a class such as `\d`. */
function classCharacter(pattern: Pattern): string | { readonly contents: string } {
  if (!take(pattern, '\\')) return nextCharacter(pattern);
  if (atEnd(pattern)) fail(pattern, 'the pattern ends with a backslash');
  const contents = classEscape(pattern);
  return contents === undefined ? characterEscape(pattern) : { contents };
}

/** Ranges longer than this get no other case forms. */
const LONGEST_CASE_RANGE = 2000;

function range(low: string, high: string, flags: Flags): string {
  const from = low.codePointAt(0)!;
  const to = high.codePointAt(0)!;
  const plain = from === to ? literal(low) : `${literal(low)}-${literal(high)}`;
  if (!flags.i || to - from > LONGEST_CASE_RANGE) return plain;
  const others = new Set<string>();
  for (let code = from; code <= to; code++) {
    for (const form of caseForms(String.fromCodePoint(code))) {
      const at = form.codePointAt(0)!;
      if (at < from || at > to) others.add(form);
    }
  }
  return plain + [...others].map(literal).join('');
}
