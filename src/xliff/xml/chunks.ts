import { isUtf8 } from 'node:buffer';
import { inputError, type MemoriError } from '../../base/index.js';
import { decodeSingleByteXml, isSingleByte, type SniffedEncoding, sniffXml, unsupported } from './encoding.js';

/** Bytes enough for a byte-order mark and an XML declaration. */
const HEAD = 512;

/**
 * Decodes an XML file piece by piece, for files that do not fit into one string; the encoding is that of `sniffXml`.
 *
 * @throws MemoriError `text.empty`, `text.encoding`, `xml.encoding`
 */
export async function* decodeXmlChunks(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  file: string,
): AsyncGenerator<string> {
  let decode: ((bytes: Uint8Array, last: boolean) => string) | undefined;
  let head: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (decode !== undefined) {
      yield decode(chunk, false);
      continue;
    }
    head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
    if (head.length < HEAD) continue;
    decode = decoderFor(sniffXml(head), file);
    yield decode(head, false);
  }
  if (decode === undefined) {
    if (head.length === 0) throw inputError('text.empty', 'the file is empty', { file });
    decode = decoderFor(sniffXml(head), file);
    yield decode(head, false);
  }
  yield decode(new Uint8Array(0), true);
}

type Decoder = (bytes: Uint8Array, last: boolean) => string;

function decoderFor(sniffed: SniffedEncoding, file: string): Decoder {
  const { name, bom, declared } = sniffed;
  if (isSingleByte(name)) return (bytes) => decodeSingleByteXml(bytes, sniffed, file);
  const fault = (cause?: unknown): MemoriError => {
    if (declared !== undefined && !/^utf-?8$/i.test(declared)) return unsupported(declared, file, cause);
    return inputError('text.encoding', `the file holds bytes that are not valid ${name.toUpperCase()}`, {
      file,
      cause,
      hint: 'The file was damaged, or is in another encoding: convert it to UTF-8.',
    });
  };
  if (name === 'utf-8') return utf8Decoder(bom, fault);
  // A byte-order mark is taken off by the decoder.
  const decoder = new TextDecoder(name, { fatal: true });
  return (bytes, last) => {
    try {
      return decoder.decode(bytes, { stream: !last });
    } catch (cause) {
      throw fault(cause);
    }
  };
}

/** Like a fatal TextDecoder, but ASCII comes out as one byte for each character: half the memory, and faster to parse. */
function utf8Decoder(bom: boolean, fault: () => MemoriError): Decoder {
  let rest: Uint8Array = new Uint8Array(0);
  let skip = bom ? 3 : 0;
  return (bytes, last) => {
    const data =
      rest.length === 0 ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) : Buffer.concat([rest, bytes]);
    const end = last ? data.length : completeEnd(data);
    const whole = data.subarray(skip, end);
    skip = 0;
    if (!isUtf8(whole)) throw fault();
    rest = Uint8Array.from(data.subarray(end));
    return whole.toString('utf8');
  };
}

/** Where the last complete character of a piece of UTF-8 ends. */
function completeEnd(data: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= data.length; back++) {
    const byte = data[data.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needed > back ? data.length - back : data.length;
  }
  return data.length;
}
