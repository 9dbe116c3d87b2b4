import { createReadStream } from 'node:fs';
import { fileError, isMemoriError } from '../../base/index.js';
import type { XliffDialect, XliffFile, XliffUnit, XliffVersion } from '../model.js';
import { decodeXmlChunks } from '../xml/chunks.js';
import { type XmlBuilder, xmlBuilder } from '../xml/builder.js';
import { attributeValue, type XmlElement } from '../xml/index.js';
import { versionOf } from './read.js';
import { dialectOf, fileAttributes12, readUnit12 } from './read12.js';
import { optional, readUnit2 } from './read2.js';

/** The document a unit stands in. */
export interface StreamedDocument {
  readonly version: XliffVersion;
  readonly sourceLanguage: string;
  readonly targetLanguage?: string;
  readonly dialect?: XliffDialect;
}

export interface StreamedUnit {
  readonly document: StreamedDocument;
  /** The file that the unit stands in, as far as its start tag tells. */
  readonly file: Pick<XliffFile, 'id' | 'original' | 'sourceLanguage' | 'targetLanguage' | 'datatype'>;
  readonly unit: XliffUnit;
  /** Line of the unit's start tag, from 1. */
  readonly line: number;
}

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

function unitBuilder(file: string, onUnit: (unit: StreamedUnit) => void): XmlBuilder {
  let document: StreamedDocument | undefined;
  let core = '';
  let unitName = 'unit';
  let current: StreamedUnit['file'] = { id: '' };
  let files = 0;
  let inside = 0;
  let line = 0;

  return xmlBuilder({
    file,
    onOpen: (element, depth, at) => {
      if (inside > 0) return;
      if (depth === 1) {
        const version = versionOf(element, () => ({ file, line: at }));
        const one = version.startsWith('1');
        core = element.uri;
        unitName = one ? 'trans-unit' : 'unit';
        document = {
          version,
          sourceLanguage: attributeValue(element, 'srcLang') ?? '',
          ...optional('targetLanguage', attributeValue(element, 'trgLang')),
          ...optional('dialect', one ? dialectOf(element) : undefined),
        };
      } else if (element.uri === core && element.local === 'file') {
        current = describeFile(element, files++, unitName === 'trans-unit');
        if (document!.sourceLanguage === '' && current.sourceLanguage !== undefined) {
          document = {
            ...document!,
            sourceLanguage: current.sourceLanguage,
            ...optional('targetLanguage', current.targetLanguage),
          };
        }
      } else if (element.uri === core && element.local === unitName) {
        inside = depth;
        line = at;
      }
    },
    onClose: (element, depth) => {
      // Everything outside units is of no use once it is closed.
      if (inside === 0) return true;
      if (depth !== inside) return false;
      inside = 0;
      const unit = unitName === 'unit' ? readUnit2(element) : readUnit12(element, document!.dialect);
      onUnit({ document: document!, file: current, unit, line });
      return true;
    },
  });
}

function describeFile(element: XmlElement, index: number, one: boolean): StreamedUnit['file'] {
  if (one) return fileAttributes12(element, index);
  return { id: attributeValue(element, 'id') ?? '', ...optional('original', attributeValue(element, 'original')) };
}
