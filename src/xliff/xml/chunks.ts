import { inputError } from '../../base/index.js';
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

function decoderFor(sniffed: SniffedEncoding, file: string): (bytes: Uint8Array, last: boolean) => string {
  const { name, declared } = sniffed;
  if (isSingleByte(name)) return (bytes) => decodeSingleByteXml(bytes, sniffed, file);
  // A byte-order mark is taken off by the decoder.
  const decoder = new TextDecoder(name, { fatal: true });
  return (bytes, last) => {
    try {
      return decoder.decode(bytes, { stream: !last });
    } catch (cause) {
      if (declared !== undefined && !/^utf-?8$/i.test(declared)) throw unsupported(declared, file, cause);
      throw inputError('text.encoding', `the file holds bytes that are not valid ${name.toUpperCase()}`, {
        file,
        cause,
        hint: 'The file was damaged, or is in another encoding: convert it to UTF-8.',
      });
    }
  };
}
