/**
 * From SentencePiece pieces to places in the text. `▁` stands for a space, the first one of a text for none; `<0xE2>` is
 * one byte of a character that has no piece of its own.
 */

/** Where each token stands in its text: UTF-16 offsets, `end` exclusive. A token that makes no text has start = end. */
export interface TokenPlaces {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

const SPACE = '\u2581';
const BYTE = /^<0x([0-9A-F]{2})>$/;

/** The byte that a byte piece stands for, or -1. */
export function byteOf(piece: string): number {
  const match = piece.length === 6 ? BYTE.exec(piece) : null;
  return match === null ? -1 : parseInt(match[1]!, 16);
}

function utf8Length(codePoint: number): number {
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
}

/** Text of pieces and the place of each in it; bytes that form no character become U+FFFD as in SentencePiece. */
export function joinPieces(
  pieces: readonly string[],
  silent: (index: number) => boolean,
): { text: string } & TokenPlaces {
  const starts = new Int32Array(pieces.length);
  const ends = new Int32Array(pieces.length);
  let text = '';
  let begun = false;
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i]!;
    if (silent(i)) {
      starts[i] = ends[i] = text.length;
      continue;
    }
    if (byteOf(piece) >= 0) {
      const bytes: number[] = [];
      let to = i;
      for (; to < pieces.length && !silent(to) && byteOf(pieces[to]!) >= 0; to++) bytes.push(byteOf(pieces[to]!));
      placeBytes(bytes, i, text.length, starts, ends);
      text += decodeBytes(bytes).join('');
      begun = true;
      i = to - 1;
      continue;
    }
    const shown = piece.replaceAll(SPACE, ' ');
    const part = begun || !shown.startsWith(' ') ? shown : shown.slice(1);
    begun = true;
    starts[i] = text.length;
    text += part;
    ends[i] = text.length;
  }
  return { text, starts, ends };
}

/** Characters of a byte run, one entry per character; each ill-formed byte becomes U+FFFD on its own. */
function decodeBytes(bytes: readonly number[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < bytes.length;) {
    const size = characterSize(bytes, i);
    out.push(size === 0 ? '\ufffd' : Buffer.from(bytes.slice(i, i + size)).toString('utf8'));
    i += Math.max(1, size);
  }
  return out;
}

/** Bytes of the well-formed UTF-8 character at `at`, or 0. */
function characterSize(bytes: readonly number[], at: number): number {
  const lead = bytes[at]!;
  const size = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
  if (size === 0 || at + size > bytes.length) return 0;
  const text = Buffer.from(bytes.slice(at, at + size)).toString('utf8');
  return [...text].length === 1 && text !== '\ufffd' ? size : 0;
}

function placeBytes(
  bytes: readonly number[],
  first: number,
  offset: number,
  starts: Int32Array,
  ends: Int32Array,
): void {
  let at = offset;
  let index = 0;
  for (const character of decodeBytes(bytes)) {
    const size = character === '\ufffd' ? 1 : utf8Length(character.codePointAt(0)!);
    for (let k = 0; k < size; k++) {
      starts[first + index] = at;
      ends[first + index] = at + character.length;
      index++;
    }
    at += character.length;
  }
}

/**
 * Places of the pieces that a text was cut into. Exact when the tokenizer changes nothing but spaces; when it normalises
 * (NFKC), words are matched by their order and pieces share their word's length evenly.
 */
export function locatePieces(text: string, pieces: readonly string[]): TokenPlaces {
  return locateExactly(text, pieces) ?? locateByWords(text, pieces);
}

function locateExactly(text: string, pieces: readonly string[]): TokenPlaces | undefined {
  const starts = new Int32Array(pieces.length);
  const ends = new Int32Array(pieces.length);
  let at = 0;
  let bytesLeft = 0;
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i]!;
    starts[i] = at;
    if (byteOf(piece) >= 0) {
      const codePoint = text.codePointAt(at);
      if (codePoint === undefined) return undefined;
      if (bytesLeft === 0) bytesLeft = utf8Length(codePoint);
      ends[i] = at + (codePoint > 0xffff ? 2 : 1);
      if (--bytesLeft === 0) at = ends[i]!;
      continue;
    }
    if (bytesLeft > 0) return undefined;
    let shown = piece.replaceAll(SPACE, ' ');
    if (at === 0 && i === 0 && shown.startsWith(' ')) shown = shown.slice(1);
    if (!text.startsWith(shown, at)) return undefined;
    at += shown.length;
    ends[i] = at;
  }
  return at === text.length ? { starts, ends } : undefined;
}

function locateByWords(text: string, pieces: readonly string[]): TokenPlaces {
  const words = [...text.matchAll(/\S+/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  const groups: number[][] = [];
  pieces.forEach((piece, i) => {
    if (piece.startsWith(SPACE) || groups.length === 0) groups.push([]);
    groups.at(-1)!.push(i);
  });
  const starts = new Int32Array(pieces.length);
  const ends = new Int32Array(pieces.length);
  groups.forEach((group, g) => {
    // When even the number of words differs, the order still says roughly where a group belongs.
    const index = Math.min(words.length - 1, Math.floor((g * words.length) / groups.length));
    const word = words[groups.length === words.length ? g : index] ?? { start: 0, end: text.length };
    const size = (word.end - word.start) / group.length;
    group.forEach((piece, k) => {
      starts[piece] = word.start + Math.round(k * size);
      ends[piece] = word.start + Math.round((k + 1) * size);
    });
  });
  return { starts, ends };
}
