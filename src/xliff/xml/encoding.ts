import { decodeText, encodeText, inputError } from '../../base/index.js';

/** How an XML file is stored: the actual encoding, which the declaration may name wrongly. */
export interface XmlEncoding {
  /** `utf-8`, `utf-16le`, `utf-16be`, or a single-byte encoding such as `windows-1252`. */
  readonly name: string;
  readonly bom: boolean;
}

export interface XmlFile {
  /** Without a byte-order mark. */
  readonly text: string;
  readonly encoding: XmlEncoding;
}

/** Encodings of one byte per character that the Encoding standard knows and that XML files of CAT tools come in. */
const SINGLE_BYTE =
  /^(?:iso-8859-(?:[2-8]|8-i|10|1[3-6])|windows-(?:874|125[0-8])|koi8-[ru]|macintosh|x-mac-cyrillic|ibm866)$/;

const declaredName = (head: string): string | undefined =>
  /^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(head)?.[1];

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

/** windows-1252 from 0x80 to 0x9f. Node 20's own decoder takes these bytes for Latin-1. */
const WINDOWS_1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

function decodeSingleByte(bytes: Uint8Array, name: string): string {
  if (name !== 'windows-1252') return new TextDecoder(name, { fatal: true }).decode(bytes);
  return latin1(bytes).replace(/[\u0080-\u009f]/g, (c) => WINDOWS_1252[c.charCodeAt(0) - 0x80]!);
}

function canonicalName(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

/**
 * Decodes an XML file as XML 1.0 appendix F says: byte-order mark, else the pattern of the first characters, else the
 * declared encoding, else UTF-8. A declaration that contradicts the bytes loses: a file marked `utf-16` that is UTF-8 is
 * common and harmless.
 *
 * @throws MemoriError `text.empty`, `text.binary`, `text.encoding`, `xml.encoding`
 */
export function decodeXml(bytes: Uint8Array, file: string): XmlFile {
  const [a, b, c, d] = bytes;
  const mark = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || (a === 0xef && b === 0xbb && c === 0xbf);
  if (!mark && a === 0x3c && b === 0 && d === 0) return utf16(bytes, 'utf-16le', file);
  if (!mark && a === 0 && b === 0x3c && c === 0) return utf16(bytes, 'utf-16be', file);
  const declared = mark ? undefined : declaredName(latin1(bytes.subarray(0, 200)));
  const known = declared === undefined ? undefined : canonicalName(declared);
  if (known !== undefined && (known === 'windows-1252' || SINGLE_BYTE.test(known))) {
    try {
      return { text: decodeSingleByte(bytes, known), encoding: { name: known, bom: false } };
    } catch (cause) {
      throw inputError('xml.encoding', `the file says it is ${declared}, but holds bytes which that encoding lacks`, {
        file,
        line: 1,
        cause,
        hint: 'Correct the encoding in the first line of the file.',
      });
    }
  }
  try {
    const { text, encoding } = decodeText(bytes, file);
    return { text, encoding };
  } catch (error) {
    if (declared === undefined || known === 'utf-8' || bytes.includes(0)) throw error;
    throw inputError('xml.encoding', `the declared encoding ${declared} is not supported`, {
      file,
      line: 1,
      cause: error,
      hint: `Convert the file to UTF-8 first, its declaration too (iconv -f ${declared} -t UTF-8 OLD > NEW).`,
    });
  }
}

function utf16(bytes: Uint8Array, name: 'utf-16le' | 'utf-16be', file: string): XmlFile {
  // decodeText recognises UTF-16 without a mark by its share of zero bytes, which fails for Asian text: give it the mark.
  const bom = name === 'utf-16le' ? [0xff, 0xfe] : [0xfe, 0xff];
  const { text } = decodeText(Buffer.concat([Buffer.from(bom), bytes]), file);
  return { text, encoding: { name, bom: false } };
}

const reverseTables = new Map<string, Map<number, number>>();

function reverseTable(name: string): Map<number, number> {
  let table = reverseTables.get(name);
  if (table === undefined) {
    table = new Map();
    for (let byte = 0; byte < 256; byte++) {
      try {
        table.set(decodeSingleByte(Uint8Array.of(byte), name).codePointAt(0)!, byte);
      } catch {
        // A byte that this encoding does not use.
      }
    }
    reverseTables.set(name, table);
  }
  return table;
}

/**
 * Bytes of an XML text: `encodeXml(decodeXml(b).text, encoding)` equals `b`. In a single-byte encoding, what it
 * cannot hold becomes a character reference, which reads back the same wherever edits put text.
 */
export function encodeXml(text: string, encoding: XmlEncoding): Uint8Array {
  const { name, bom } = encoding;
  if (name === 'utf-8' || name === 'utf-16le' || name === 'utf-16be') return encodeText(text, { name, bom });
  const table = reverseTable(name);
  const bytes: number[] = [];
  const chunks: Uint8Array[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const byte = table.get(code);
    if (byte !== undefined) bytes.push(byte);
    else bytes.push(...Buffer.from(`&#${code};`, 'latin1'));
    if (bytes.length > 65_536) {
      chunks.push(Uint8Array.from(bytes));
      bytes.length = 0;
    }
  }
  chunks.push(Uint8Array.from(bytes));
  return Buffer.concat(chunks);
}
