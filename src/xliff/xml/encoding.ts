import { decodeText, encodeText, inputError, type MemoriError } from '../../base/index.js';

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

export const isSingleByte = (name: string): boolean => name === 'windows-1252' || SINGLE_BYTE.test(name);

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

/** What the first bytes of an XML file say about its encoding (XML 1.0, appendix F). */
export interface SniffedEncoding extends XmlEncoding {
  /** As declared, known or not; looked for only where the bytes themselves say nothing. */
  readonly declared: string | undefined;
}

/**
 * The encoding of an XML file: byte-order mark, else the pattern of the first characters, else the declared encoding,
 * else UTF-8. A declaration that contradicts the bytes loses: a file marked `utf-16` that is UTF-8 is common and harmless.
 */
export function sniffXml(head: Uint8Array): SniffedEncoding {
  const [a, b, c, d] = head;
  const is = (name: string, bom: boolean, declared?: string): SniffedEncoding => ({ name, bom, declared });
  if (a === 0xff && b === 0xfe) return is('utf-16le', true);
  if (a === 0xfe && b === 0xff) return is('utf-16be', true);
  if (a === 0xef && b === 0xbb && c === 0xbf) return is('utf-8', true);
  if (a === 0x3c && b === 0 && d === 0) return is('utf-16le', false);
  if (a === 0 && b === 0x3c && c === 0) return is('utf-16be', false);
  const declared = declaredName(latin1(head.subarray(0, 200)));
  const known = declared === undefined ? undefined : canonicalName(declared);
  return known !== undefined && isSingleByte(known) ? is(known, false, declared) : is('utf-8', false, declared);
}

/** @throws MemoriError `xml.encoding` for bytes that the encoding does not use */
export function decodeSingleByteXml(bytes: Uint8Array, { name, declared }: SniffedEncoding, file: string): string {
  try {
    return decodeSingleByte(bytes, name);
  } catch (cause) {
    throw inputError('xml.encoding', `the file says it is ${declared}, but holds bytes which that encoding lacks`, {
      file,
      line: 1,
      cause,
      hint: 'Correct the encoding in the first line of the file.',
    });
  }
}

/**
 * Decodes an XML file; see {@link sniffXml}.
 *
 * @throws MemoriError `text.empty`, `text.binary`, `text.encoding`, `xml.encoding`
 */
export function decodeXml(bytes: Uint8Array, file: string): XmlFile {
  const sniffed = sniffXml(bytes);
  const { name, bom, declared } = sniffed;
  if (isSingleByte(name)) return { text: decodeSingleByteXml(bytes, sniffed, file), encoding: { name, bom } };
  if (!bom && (name === 'utf-16le' || name === 'utf-16be')) return utf16(bytes, name, file);
  try {
    const { text, encoding } = decodeText(bytes, file);
    return { text, encoding };
  } catch (error) {
    if (declared === undefined || canonicalName(declared) === 'utf-8' || bytes.includes(0)) throw error;
    throw unsupported(declared, file, error);
  }
}

/** The file is not UTF-8, and its declared encoding is none that we know. */
export function unsupported(declared: string, file: string, cause: unknown): MemoriError {
  return inputError('xml.encoding', `the declared encoding ${declared} is not supported`, {
    file,
    line: 1,
    cause,
    hint: `Convert the file to UTF-8 first, its declaration too (iconv -f ${declared} -t UTF-8 OLD > NEW).`,
  });
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
