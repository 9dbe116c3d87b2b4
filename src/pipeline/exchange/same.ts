import { decodeText, encodeText, inputError, readBytes } from '../../base/index.js';
import { applySplices, decodeXml, encodeXml, parseXml } from '../../xliff/index.js';
import { fileKind } from './formats.js';

/**
 * A file opened and saved in its own format and version, nothing edited: byte for byte what it was.
 *
 * @throws MemoriError when the file cannot be read, or (`convert.changed`) when something would have changed
 */
export async function sameBytes(file: string): Promise<Uint8Array> {
  const bytes = await readBytes(file);
  const again = rebuild(bytes, file);
  if (Buffer.compare(Buffer.from(again), Buffer.from(bytes)) !== 0) {
    throw inputError('convert.changed', 'the file would not come back byte for byte; nothing was written', { file });
  }
  return again;
}

function rebuild(bytes: Uint8Array, file: string): Uint8Array {
  const kind = fileKind(file);
  if (kind === 'xliff' || kind === 'tmx') {
    const { text, encoding } = decodeXml(bytes, file);
    const document = parseXml(text, { file });
    return encodeXml(applySplices(document.text, []), encoding);
  }
  const { text, encoding } = decodeText(bytes, file, { allowEmpty: true });
  return encodeText(text, encoding);
}
