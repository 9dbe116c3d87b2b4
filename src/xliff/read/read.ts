import type { XliffDocument, XliffUnit, XliffVersion } from '../model.js';
import {
  attributeValue,
  childElements,
  checkSurrogates,
  descendants,
  type XmlDocument,
  type XmlElement,
} from '../xml/index.js';
import { dialectOf, readFile12, readUnit12 } from './read12.js';
import { optional } from './optional.js';
import { readFile2, readUnit2 } from './read2.js';
import { isUnit, unitBuilder } from './units.js';
import { versionOf, xliffVersion } from './version.js';

type UnitsByFile = ReadonlyMap<XmlElement, readonly XliffUnit[]>;

function assemble(root: XmlElement, version: XliffVersion, units: UnitsByFile): XliffDocument {
  const files = childElements(root, 'file', root.uri);
  const unitsOf = (file: XmlElement): readonly XliffUnit[] => units.get(file) ?? [];
  if (version === '1.1' || version === '1.2') {
    const read = files.map((file, i) => readFile12(file, i, unitsOf(file)));
    return {
      version,
      sourceLanguage: read[0]?.sourceLanguage ?? '',
      ...optional('targetLanguage', read.find((file) => file.targetLanguage !== undefined)?.targetLanguage),
      files: read,
      ...optional('dialect', dialectOf(root)),
    };
  }
  return {
    version,
    sourceLanguage: attributeValue(root, 'srcLang') ?? '',
    ...optional('targetLanguage', attributeValue(root, 'trgLang')),
    files: files.map((file) => readFile2(file, unitsOf(file))),
  };
}

/** Reads an XLIFF document that is parsed already; see {@link readXliff}. */
export function readXliffDocument(xml: XmlDocument): XliffDocument {
  const version = xliffVersion(xml);
  const { root } = xml;
  const one = version.startsWith('1');
  const dialect = one ? dialectOf(root) : undefined;
  const name = one ? 'trans-unit' : 'unit';
  const units = childElements(root, 'file', root.uri).map((file): [XmlElement, XliffUnit[]] => {
    const elements = [...descendants(file)].filter((element) => isUnit(element, root.uri, name));
    return [file, elements.map((element) => (one ? readUnit12(element, dialect) : readUnit2(element)))];
  });
  return assemble(root, version, new Map(units));
}

/**
 * Reads XLIFF 1.1, 1.2, 2.0, 2.1 or 2.2. Reading is lenient: what is well-formed and looks like XLIFF is read, whether it
 * is valid or not (that is the validator's question).
 *
 * @throws MemoriError `xml.*` when it is not well-formed, `xliff.not-xliff`, `xliff.version`
 */
export function readXliff(text: string, options: { file?: string } = {}): XliffDocument {
  const { file } = options;
  checkSurrogates(text, file);
  const units = new Map<XmlElement, XliffUnit[]>();
  const builder = unitBuilder({
    file,
    unitsOnly: false,
    onUnit: ({ unit }, element) => {
      if (element === undefined) return;
      const known = units.get(element);
      if (known === undefined) units.set(element, [unit]);
      else known.push(unit);
    },
  });
  builder.write(text);
  builder.close();
  const root = builder.children.find((node): node is XmlElement => node.kind === 'element')!;
  return assemble(
    root,
    versionOf(root, () => ({})),
    units,
  );
}
