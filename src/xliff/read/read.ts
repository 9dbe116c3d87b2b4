import { inputError, type SourcePosition } from '../../base/index.js';
import { NS, type XliffDocument, type XliffVersion } from '../model.js';
import {
  attributeValue,
  childElements,
  parseXml,
  positionOf,
  type XmlDocument,
  type XmlElement,
} from '../xml/index.js';
import { dialectOf, readFile12 } from './read12.js';
import { optional, readFile2 } from './read2.js';

const VERSIONS: ReadonlySet<string> = new Set(['1.1', '1.2', '2.0', '2.1', '2.2']);

/** The version of an XLIFF document. @throws MemoriError `xliff.not-xliff`, `xliff.version` */
export function xliffVersion(document: XmlDocument): XliffVersion {
  const { root, file } = document;
  return versionOf(root, () => ({ ...(file !== undefined && { file }), ...positionOf(document, root.start) }));
}

/** The version that a root element says; its place is asked for only when there is something to complain about. */
export function versionOf(root: XmlElement, at: () => SourcePosition): XliffVersion {
  if (root.local !== 'xliff') {
    throw inputError('xliff.not-xliff', `the root element is <${root.name}>, not <xliff>`, {
      ...at(),
      hint: 'Give an XLIFF file (.xlf, .xliff, .sdlxliff, .mxliff, .mqxliff).',
    });
  }
  const version = attributeValue(root, 'version')?.trim() ?? '';
  if (VERSIONS.has(version)) return version as XliffVersion;
  if (version === '1.0') return '1.1';
  const byNamespace = (
    [
      [NS.core22, '2.2'],
      [NS.core, '2.0'],
      [NS.xliff12, '1.2'],
      [NS.xliff11, '1.1'],
    ] as const
  ).find(([uri]) => uri === root.uri);
  if (byNamespace !== undefined && version === '') return byNamespace[1];
  throw inputError('xliff.version', `XLIFF version ${JSON.stringify(version)} is not known`, {
    ...at(),
    hint: 'Known versions: 1.1, 1.2, 2.0, 2.1, 2.2.',
  });
}

/** Reads a parsed XLIFF document; see {@link readXliff}. */
export function readXliffDocument(xml: XmlDocument): XliffDocument {
  const version = xliffVersion(xml);
  const { root } = xml;
  const files = childElements(root, 'file', root.uri);
  if (version === '1.1' || version === '1.2') {
    const dialect = dialectOf(root);
    const read = files.map((file, i) => readFile12(file, i, dialect));
    return {
      version,
      sourceLanguage: read[0]?.sourceLanguage ?? '',
      ...optional('targetLanguage', read.find((file) => file.targetLanguage !== undefined)?.targetLanguage),
      files: read,
      ...optional('dialect', dialect),
    };
  }
  return {
    version,
    sourceLanguage: attributeValue(root, 'srcLang') ?? '',
    ...optional('targetLanguage', attributeValue(root, 'trgLang')),
    files: files.map(readFile2),
  };
}

/**
 * Reads XLIFF 1.1, 1.2, 2.0, 2.1 or 2.2. Reading is lenient: what is well-formed and looks like XLIFF is read, whether it
 * is valid or not (that is the validator's question).
 *
 * @throws MemoriError `xml.*` when it is not well-formed, `xliff.not-xliff`, `xliff.version`
 */
export function readXliff(text: string, options: { file?: string } = {}): XliffDocument {
  return readXliffDocument(parseXml(text, options));
}
