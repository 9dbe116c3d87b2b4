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

function kindAt(text: string, at: number): AtomKind {
  switch (classAt(text, at)) {
    case CharClass.letter:
    case CharClass.mark:
      return 'letters';
    case CharClass.digit:
      // Digits of other scripts are copied, not counted.
      return text.charCodeAt(at) < 0x80 ? 'digits' : 'letters';
    case CharClass.space: {
      const unit = text.charCodeAt(at);
      return unit === 0x0a || unit === 0x0d || unit === 0x2028 || unit === 0x2029 ? 'break' : 'blank';
    }
    default:
      return 'sign';
  }
}

/** Atoms of a text. Their borders are found at once, the atoms themselves are made when they are looked at. */
export class Atoms {
  private readonly starts: number[] = [];
  private readonly kinds: AtomKind[] = [];
  private readonly made: (Atom | undefined)[] = [];

  constructor(readonly text: string) {
    for (let at = 0; at < text.length;) {
      const kind = kindAt(text, at);
      this.starts.push(at);
      this.kinds.push(kind);
      at += sizeAt(text, at);
      if (kind !== 'sign') while (at < text.length && kindAt(text, at) === kind) at += sizeAt(text, at);
    }
    this.starts.push(text.length);
  }

  get length(): number {
    return this.kinds.length;
  }

  /** The atom at a place; beyond either end a line break. */
  at(index: number): Atom {
    return this.made[index] ?? this.make(index);
  }

  private make(index: number): Atom {
    const kind = this.kinds[index];
    const start = this.starts[index];
    const end = this.starts[index + 1];
    if (kind === undefined || start === undefined || end === undefined) return END;
    const text = this.text.slice(start, end);
    const atom = { kind, text, folded: kind === 'letters' ? text.toLowerCase() : text, start, end };
    this.made[index] = atom;
    return atom;
  }

  kind(index: number): AtomKind {
    return this.kinds[index] ?? 'break';
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
