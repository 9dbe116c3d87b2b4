import { createReadStream } from 'node:fs';
import { fileError, isMemoriError } from '../../base/index.js';
import { decodeXmlChunks } from '../xml/index.js';
import { type StreamedUnit, unitBuilder } from './units.js';

/**
 * Reads the units of an XLIFF file of any size one after the other, in little memory. Units that were read stay good when
 * the file turns out to be damaged further on: the error comes where the damage is.
 *
 * @throws MemoriError as `readXliff`, and for files that cannot be read
 */
export async function* streamXliffUnits(file: string): AsyncGenerator<StreamedUnit> {
  const stream = createReadStream(file, { highWaterMark: 64 * 1024 });
  try {
    yield* streamXliff(stream, file);
  } catch (error) {
    throw isMemoriError(error) ? error : fileError(error, file, 'read');
  } finally {
    stream.destroy();
  }
}

/** {@link streamXliffUnits} for bytes from anywhere; `file` is for messages. */
export async function* streamXliff(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  file: string,
): AsyncGenerator<StreamedUnit> {
  let ready: StreamedUnit[] = [];
  const builder = unitBuilder({ file, unitsOnly: true, onUnit: (unit) => ready.push(unit) });
  for await (const text of decodeXmlChunks(chunks, file)) {
    builder.write(text);
    if (ready.length === 0) continue;
    const units = ready;
    ready = [];
    yield* units;
  }
  builder.close();
}
