/**
 * The smallest pieces that quantities are read from: letters, digits, blanks and single signs. Finer than tokens:
 * `Rp750.000,00` is `Rp` `750` `.` `000` `,` `00`.
 */

import { CharClass, classAt, sizeAt } from '../text/characters.js';

export type AtomKind = 'letters' | 'digits' | 'blank' | 'break' | 'sign';

export interface Atom {
  readonly kind: AtomKind;
  readonly text: string;
  /** Lower-cased letters, with typographic apostrophes straightened. */
  readonly folded: string;
  readonly start: number;
  readonly end: number;
}

const END: Atom = { kind: 'break', text: '', folded: '', start: -1, end: -1 };

const KINDS: readonly AtomKind[] = ['letters', 'digits', 'blank', 'break', 'sign'];
const LETTERS = 0;
const DIGITS = 1;
const BLANK = 2;
const BREAK = 3;
const SIGN = 4;

/** Kind of every code unit plus one; 0 where it is not known yet. */
const table = new Uint8Array(0x10000);

function classify(text: string, at: number): number {
  switch (classAt(text, at)) {
    case CharClass.letter:
    case CharClass.mark:
      return LETTERS;
    case CharClass.digit:
      // Digits of other scripts are copied, not counted.
      return text.charCodeAt(at) < 0x80 ? DIGITS : LETTERS;
    case CharClass.space: {
      const unit = text.charCodeAt(at);
      return unit === 0x0a || unit === 0x0d || unit === 0x2028 || unit === 0x2029 ? BREAK : BLANK;
    }
    default:
      return SIGN;
  }
}

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  const known = table[unit] ?? 0;
  if (known !== 0) return known - 1;
  const kind = classify(text, at);
  // Halves of surrogate pairs have no kind of their own.
  if (unit < 0xd800 || unit > 0xdfff) table[unit] = kind + 1;
  return kind;
}

/** Atoms of a text. Their borders are found at once, the atoms themselves are made when they are looked at. */
export class Atoms {
  private readonly starts: number[] = [];
  private readonly kinds: number[] = [];
  private readonly made: (Atom | undefined)[] = [];

  constructor(readonly text: string) {
    const { length } = text;
    for (let at = 0; at < length;) {
      const kind = kindAt(text, at);
      this.starts.push(at);
      this.kinds.push(kind);
      if (kind === SIGN) at += sizeAt(text, at);
      else {
        at++;
        while (at < length && kindAt(text, at) === kind) at++;
      }
    }
    this.starts.push(length);
  }

  get length(): number {
    return this.kinds.length;
  }

  /** The atom at a place; beyond either end a line break. */
  at(index: number): Atom {
    return this.made[index] ?? this.make(index);
  }

  private make(index: number): Atom {
    const number = this.kinds[index];
    const start = this.starts[index];
    const end = this.starts[index + 1];
    if (number === undefined || start === undefined || end === undefined) return END;
    const text = this.text.slice(start, end);
    const kind = KINDS[number] ?? 'sign';
    const atom = { kind, text, folded: kind === 'letters' ? text.toLowerCase() : text, start, end };
    this.made[index] = atom;
    return atom;
  }

  kind(index: number): AtomKind {
    return KINDS[this.kinds[index] ?? BREAK] ?? 'break';
  }

  /** Offset in the text where an atom starts. */
  startOf(index: number): number {
    return this.starts[index] ?? this.text.length;
  }

  /** Index after any blanks (not line breaks). */
  skipBlank(index: number): number {
    return this.kind(index) === 'blank' ? index + 1 : index;
  }

  /** Is this atom letters with one of the given folded texts? */
  isWord(index: number, ...words: readonly string[]): boolean {
    return this.kind(index) === 'letters' && words.includes(this.at(index).folded);
  }

  isSign(index: number, signs: string): boolean {
    return this.kind(index) === 'sign' && signs.includes(this.at(index).text);
  }

  /** Do letters or digits touch this place from the left? */
  gluedBefore(index: number): boolean {
    const kind = this.kind(index - 1);
    return kind === 'letters' || kind === 'digits';
  }

  gluedAfter(index: number): boolean {
    const kind = this.kind(index);
    return kind === 'letters' || kind === 'digits';
  }

  /** Offset in the text where the atom before `index` ends. */
  endOf(index: number): number {
    return this.starts[index] ?? this.text.length;
  }
}
