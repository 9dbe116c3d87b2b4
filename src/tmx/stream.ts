import { createReadStream } from 'node:fs';
import { fileError, isMemoriError } from '../base/index.js';
import { decodeXmlChunks, xmlBuilder, type XmlBuilder } from '../xliff/index.js';
import type { TmxHeader, TmxUnit, TmxVersion } from './model.js';
import { readHeader, readUnit, versionOf } from './read.js';

export interface StreamedTmxUnit {
  readonly version: TmxVersion;
  readonly header: TmxHeader;
  readonly unit: TmxUnit;
  /** Line of the unit's start tag, from 1. */
  readonly line: number;
}

/**
 * Reads the units of a TMX file of any size one after the other, in little memory. Units that were read stay good when the
 * file turns out to be damaged further on: the error comes where the damage is.
 *
 * @throws MemoriError as `readTmx`, and for files that cannot be read
 */
export async function* streamTmxUnits(file: string): AsyncGenerator<StreamedTmxUnit> {
  const stream = createReadStream(file, { highWaterMark: 256 * 1024 });
  try {
    yield* streamTmx(stream, file);
  } catch (error) {
    throw isMemoriError(error) ? error : fileError(error, file, 'read');
  } finally {
    stream.destroy();
  }
}

/** {@link streamTmxUnits} for bytes from anywhere; `file` is for messages. */
export async function* streamTmx(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  file: string,
): AsyncGenerator<StreamedTmxUnit> {
  let ready: StreamedTmxUnit[] = [];
  const builder = unitBuilder(file, (unit) => ready.push(unit));
  for await (const text of decodeXmlChunks(chunks, file)) {
    builder.write(text);
    if (ready.length === 0) continue;
    const units = ready;
    ready = [];
    yield* units;
  }
  builder.close();
}

function unitBuilder(file: string, onUnit: (unit: StreamedTmxUnit) => void): XmlBuilder {
  let version: TmxVersion = '1.4';
  let header = readHeader(undefined);
  let inside = 0;
  let line = 0;
  return xmlBuilder({
    file,
    onOpen: (element, depth, at) => {
      if (inside > 0) return;
      if (depth === 1) version = versionOf(element, { file, line: at });
      else if ((depth === 2 && element.local === 'header') || (depth === 3 && element.local === 'tu')) {
        inside = depth;
        line = at;
      }
    },
    onClose: (element, depth) => {
      // Everything outside header and units is of no use once it is closed.
      if (inside === 0) return true;
      if (depth !== inside) return false;
      inside = 0;
      if (depth === 2) header = readHeader(element);
      else onUnit({ version, header, unit: readUnit(element), line });
      return true;
    },
  });
}
