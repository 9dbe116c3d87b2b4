import { inputError, readBytes } from '../../base/index.js';
import { readTmxDocument, writeTmx } from '../../tmx/index.js';
import {
  decodeXml,
  exportXliffJson,
  importXliffJson,
  lossesOf,
  lossesOfReading,
  parseJsonText,
  parseXml,
  readXliff,
  readXliffDocument,
  writeXliff12,
  writeXliff2,
  type XliffDocument,
  type XmlDocument,
} from '../../xliff/index.js';
import { decodeText } from '../../base/index.js';
import { TOOL } from '../version.js';
import { differences } from './differences.js';
import { documentFromJson, documentToJson } from './document-json.js';
import { type ExchangeFormat, fileKind } from './formats.js';
import { documentFromTable, documentToTable } from './table.js';
import { documentFromTmx, documentToTmx } from './tmx-document.js';

/** Languages for files that do not name them, and which pair of a memory with several. */
export interface LanguageChoice {
  readonly source?: string;
  readonly target?: string;
}

/** A bilingual file as read. */
export interface BilingualFile {
  readonly document: XliffDocument;
  /** What the file holds and the document does not. */
  readonly lost: readonly string[];
  /** Something the user should know. */
  readonly remarks: readonly string[];
}

/**
 * Reads a bilingual file: XLIFF of any version and flavour, TMX, a table, JSON.
 *
 * @throws MemoriError when it cannot be read
 */
export async function readBilingual(file: string, languages: LanguageChoice = {}): Promise<BilingualFile> {
  const bytes = await readBytes(file);
  const kind = fileKind(file);
  const facts = { file, source: languages.source ?? 'id', target: languages.target ?? 'en' };
  switch (kind) {
    case 'csv':
    case 'tsv': {
      const { text } = decodeText(bytes, file);
      return { document: documentFromTable(text, kind, facts), lost: [], remarks: [] };
    }
    case 'json': {
      const value = parseJsonText(decodeText(bytes, file).text, file);
      const isPackage = typeof value === 'object' && value !== null && Object.hasOwn(value, 'resources');
      if (!isPackage) return { document: documentFromJson(value, facts), lost: [], remarks: [] };
      const { result, lost, reason } = await importXliffJson(value, { file });
      return { document: readXliff(result, { file }), lost, remarks: reason === undefined ? [] : [reason] };
    }
    default: {
      // Endings lie: what an XML file is, its root says.
      const { text } = decodeXml(bytes, file);
      const xml = parseXml(text, { file });
      if (xml.root.local !== 'tmx') {
        return { document: readXliffDocument(xml), lost: lossesOfReading(xml), remarks: [] };
      }
      const { document, lost } = documentFromTmx(readTmxDocument(xml), languages);
      return { document, lost: [...lost, ...tmxLeftovers(xml)], remarks: [] };
    }
  }
}

function tmxLeftovers(xml: XmlDocument): string[] {
  const comments = (xml.text.match(/<!--/g) ?? []).length;
  const encodings = (xml.text.match(/<ude\b/g) ?? []).length;
  return [
    ...(comments > 0 ? [`comments (${comments})`] : []),
    ...(encodings > 0 ? [`user-defined encodings (${encodings})`] : []),
  ];
}

/** A converted document: its text, and what the format cannot carry. */
export interface Written {
  readonly text: string;
  readonly lost: readonly string[];
  readonly remarks: readonly string[];
}

/** Writes a bilingual document in a format; losses are found by reading back what was written. */
export async function writeBilingual(document: XliffDocument, format: ExchangeFormat): Promise<Written> {
  const facts = {
    file: 'the converted file',
    source: document.sourceLanguage,
    target: document.targetLanguage ?? 'en',
  };
  const checked = (text: string, again: XliffDocument): Written => ({
    text,
    lost: differences(document, again),
    remarks: [],
  });
  switch (format) {
    case 'xliff-1.2': {
      const [id, version] = TOOL.split(' ') as [string, string];
      const text = writeXliff12(document, { tool: { id, name: id, version } });
      return { text, lost: lossesOf(document, 'xliff-1.2'), remarks: [] };
    }
    case 'xliff-2.0':
    case 'xliff-2.1':
    case 'xliff-2.2': {
      const text = writeXliff2(document, { version: format.slice('xliff-'.length) as '2.1' });
      return { text, lost: lossesOf(document, 'xliff-2'), remarks: [] };
    }
    case 'tmx':
    case 'tmx-omegat': {
      const tmx = documentToTmx(document);
      const text = writeTmx(tmx, { profile: format === 'tmx' ? 'generic' : 'omegat' });
      return checked(text, documentFromTmx(readTmxDocument(parseXml(text)), facts).document);
    }
    case 'csv':
    case 'tsv': {
      const text = documentToTable(document, format === 'csv' ? ',' : '\t');
      return checked(text, documentFromTable(text, format, facts));
    }
    case 'json': {
      const text = documentToJson(document);
      return checked(text, documentFromJson(JSON.parse(text), facts));
    }
    case 'xliff-json': {
      const { result, lost, reason } = await exportXliffJson(document);
      return { text: `${JSON.stringify(result, null, 2)}\n`, lost, remarks: reason === undefined ? [] : [reason] };
    }
  }
}

/** Converts a file's text; see {@link readBilingual} and {@link writeBilingual}. */
export async function convertFile(
  file: string,
  format: ExchangeFormat,
  languages: LanguageChoice = {},
): Promise<Written> {
  const read = await readBilingual(file, languages);
  if (read.document.files.length === 0 && read.lost.length > 0) {
    throw inputError('convert.empty', 'there is nothing to convert in this file', {
      file,
      hint: 'It holds no units in these languages (--source-language, --target-language).',
    });
  }
  const written = await writeBilingual(read.document, format);
  return {
    text: written.text,
    lost: [...new Set([...read.lost, ...written.lost])],
    remarks: [...read.remarks, ...written.remarks],
  };
}
