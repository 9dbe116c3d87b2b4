import { inputError, type SourcePosition } from '../../base/index.js';
import { NS, type XliffVersion } from '../model.js';
import { attributeValue, positionOf, type XmlDocument, type XmlElement } from '../xml/index.js';

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
