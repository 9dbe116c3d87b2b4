import { inputError, lineAndColumn } from './errors.js';

/** How a file's text was stored, so that it can be written back the same way. */
export interface TextEncoding {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be';
  readonly bom: boolean;
}

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
}

export const UTF8: TextEncoding = { name: 'utf-8', bom: false };

function swapBytes(bytes: Uint8Array): Uint8Array {
  const swapped = Uint8Array.from(bytes);
  for (let i = 0; i + 1 < swapped.length; i += 2) {
    swapped[i] = bytes[i + 1]!;
    swapped[i + 1] = bytes[i]!;
  }
  return swapped;
}

/** 1-based line and column (in UTF-16 code units) of a byte; everything before it is valid UTF-8. */
function position(bytes: Uint8Array, offset: number): { line: number; column: number } {
  return lineAndColumn(new TextDecoder('utf-8').decode(bytes.subarray(0, offset)), Number.MAX_SAFE_INTEGER);
}

/** Offset of the first byte that is not part of valid UTF-8, or -1. */
function firstInvalidUtf8(bytes: Uint8Array): number {
  const isPrefixOfValid = (length: number): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return -1;
  } catch {
    let low = 0;
    let high = bytes.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (isPrefixOfValid(middle)) low = middle;
      else high = middle - 1;
    }
    // The prefix may end inside a character: the fault is that character's first byte.
    for (let back = 1; back <= 3 && back <= low; back++) {
      const byte = bytes[low - back]!;
      if (byte >= 0xc0) {
        const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
        return size > back ? low - back : low;
      }
      if (byte < 0x80) break;
    }
    return low;
  }
}

/**
 * Decodes a text file: UTF-8, or UTF-16 of either byte order when a byte-order mark or the pattern of zero bytes says so.
 *
 * @throws MemoriError `text.empty`, `text.binary`, `text.encoding` with the file, line and column of the fault.
 */
export function decodeText(bytes: Uint8Array, file: string, options: { allowEmpty?: boolean } = {}): DecodedText {
  if (bytes.length === 0) {
    if (options.allowEmpty) return { text: '', encoding: UTF8 };
    throw inputError('text.empty', 'the file is empty', { file, hint: 'Give a file with some text in it.' });
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16(bytes.subarray(2), 'utf-16le', true, file);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16(bytes.subarray(2), 'utf-16be', true, file);
  const zeros = zeroBytes(bytes);
  if (zeros.odd > 0.3 && zeros.even < 0.05) return utf16(bytes, 'utf-16le', false, file);
  if (zeros.even > 0.3 && zeros.odd < 0.05) return utf16(bytes, 'utf-16be', false, file);
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    throw inputError('text.binary', 'this looks like a binary file, not text (it holds a NUL byte)', {
      file,
      ...position(bytes, nul),
      hint: 'Give a text document: .txt, .md, .xlf, …',
    });
  }
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const body = bom ? bytes.subarray(3) : bytes;
  const fault = firstInvalidUtf8(body);
  if (fault >= 0) {
    throw inputError('text.encoding', `byte 0x${body[fault]!.toString(16).padStart(2, '0')} is not valid UTF-8`, {
      file,
      ...position(body, fault),
      hint: 'Save the file as UTF-8 (a Latin-1 or Windows-1252 file: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW).',
    });
  }
  return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(body), encoding: { name: 'utf-8', bom } };
}

function zeroBytes(bytes: Uint8Array): { even: number; odd: number } {
  const length = Math.min(bytes.length, 4096);
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i++) {
    if (bytes[i] === 0) {
      if (i % 2 === 0) even++;
      else odd++;
    }
  }
  const half = Math.max(1, length / 2);
  return { even: even / half, odd: odd / half };
}

function utf16(bytes: Uint8Array, name: 'utf-16le' | 'utf-16be', bom: boolean, file: string): DecodedText {
  if (bytes.length % 2 === 1) {
    throw inputError('text.encoding', 'the UTF-16 text has an odd number of bytes: it was cut or damaged', { file });
  }
  const little = name === 'utf-16le' ? bytes : swapBytes(bytes);
  try {
    const text = new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true }).decode(little);
    return { text, encoding: { name, bom } };
  } catch (cause) {
    throw inputError('text.encoding', 'the UTF-16 text holds a lone surrogate: it was cut or damaged', { file, cause });
  }
}

/** Bytes of a text in the given encoding: `encodeText(decodeText(b).text, encoding)` equals `b`. */
export function encodeText(text: string, encoding: TextEncoding = UTF8): Uint8Array {
  if (encoding.name === 'utf-8') {
    const body = new TextEncoder().encode(text);
    if (!encoding.bom) return body;
    return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]);
  }
  const little = Buffer.from((encoding.bom ? '\ufeff' : '') + text, 'utf16le');
  return encoding.name === 'utf-16le' ? little : swapBytes(little);
}
