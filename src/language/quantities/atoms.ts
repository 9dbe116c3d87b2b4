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

export class Atoms {
  private readonly list: Atom[] = [];

  constructor(readonly text: string) {
    for (let at = 0; at < text.length;) {
      const kind = kindAt(text, at);
      let end = at + sizeAt(text, at);
      if (kind !== 'sign') while (end < text.length && kindAt(text, end) === kind) end += sizeAt(text, end);
      const piece = text.slice(at, end);
      this.list.push({ kind, text: piece, folded: kind === 'letters' ? piece.toLowerCase() : piece, start: at, end });
      at = end;
    }
  }

  get length(): number {
    return this.list.length;
  }

  /** The atom at a place; beyond either end a line break. */
  at(index: number): Atom {
    return this.list[index] ?? END;
  }

  /** Index after any blanks (not line breaks). */
  skipBlank(index: number): number {
    return this.at(index).kind === 'blank' ? index + 1 : index;
  }

  /** Is this atom letters with one of the given folded texts? */
  isWord(index: number, ...words: readonly string[]): boolean {
    const atom = this.at(index);
    return atom.kind === 'letters' && words.includes(atom.folded);
  }

  isSign(index: number, signs: string): boolean {
    const atom = this.at(index);
    return atom.kind === 'sign' && signs.includes(atom.text);
  }

  /** Do letters or digits touch this place from the left, possibly through an inner hyphen or apostrophe? */
  gluedBefore(index: number): boolean {
    const kind = this.at(index - 1).kind;
    return kind === 'letters' || kind === 'digits';
  }

  gluedAfter(index: number): boolean {
    const kind = this.at(index).kind;
    return kind === 'letters' || kind === 'digits';
  }

  /** Offset in the text where the atom before `index` ends. */
  endOf(index: number): number {
    return index <= 0 ? 0 : this.at(index - 1).end;
  }
}
