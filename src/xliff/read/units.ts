import type { XliffDialect, XliffFile, XliffUnit, XliffVersion } from '../model.js';
import { attributeValue, type XmlElement } from '../xml/index.js';
import { type XmlBuilder, xmlBuilder } from '../xml/builder.js';
import { dialectOf, fileAttributes12, readUnit12 } from './read12.js';
import { optional } from './optional.js';
import { readUnit2 } from './read2.js';
import { versionOf } from './version.js';

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

/** Elements of XLIFF that units stand in. */
const AROUND_UNITS: ReadonlySet<string> = new Set(['file', 'body', 'group', 'bin-unit']);

/** Whether an element is a unit of its document, not something of that name elsewhere. */
export function isUnit(element: XmlElement, core: string, name: string): boolean {
  const { parent } = element;
  if (element.local !== name || element.uri !== core || parent === undefined) return false;
  return parent.uri === core && AROUND_UNITS.has(parent.local);
}

export interface UnitBuilderOptions {
  readonly file: string | undefined;
  /** Drop everything outside units too, as it closes: for files of any size. */
  readonly unitsOnly: boolean;
  readonly onUnit: (unit: StreamedUnit, file: XmlElement | undefined) => void;
}

/** Builds a document and hands out its units one by one; their nodes are let go at once. */
export function unitBuilder({ file, unitsOnly, onUnit }: UnitBuilderOptions): XmlBuilder {
  let document: StreamedDocument | undefined;
  let core = '';
  let one = false;
  let unitName = 'unit';
  let current: StreamedUnit['file'] = { id: '' };
  let currentElement: XmlElement | undefined;
  let files = 0;
  let inside = 0;
  let line = 0;

  return xmlBuilder({
    file,
    onOpen: (element, depth, at) => {
      if (inside > 0) return;
      if (depth === 1) {
        const version = versionOf(element, () => ({ ...(file !== undefined && { file }), line: at, column: 1 }));
        one = version.startsWith('1');
        core = element.uri;
        unitName = one ? 'trans-unit' : 'unit';
        document = {
          version,
          sourceLanguage: attributeValue(element, 'srcLang') ?? '',
          ...optional('targetLanguage', attributeValue(element, 'trgLang')),
          ...optional('dialect', one ? dialectOf(element) : undefined),
        };
      } else if (depth === 2 && element.uri === core && element.local === 'file') {
        currentElement = element;
        current = describeFile(element, files++, one);
        if (document!.sourceLanguage === '' && current.sourceLanguage !== undefined) {
          const { sourceLanguage, targetLanguage } = current;
          document = { ...document!, sourceLanguage, ...optional('targetLanguage', targetLanguage) };
        }
      } else if (isUnit(element, core, unitName)) {
        inside = depth;
        line = at;
      }
    },
    onClose: (element, depth) => {
      // Everything outside units is of no use once it is closed.
      if (inside === 0) return unitsOnly;
      if (depth !== inside) return false;
      inside = 0;
      const unit = one ? readUnit12(element, document!.dialect) : readUnit2(element);
      onUnit({ document: document!, file: current, unit, line }, currentElement);
      return unitsOnly ? true : 'this';
    },
  });
}

function describeFile(element: XmlElement, index: number, one: boolean): StreamedUnit['file'] {
  if (one) return fileAttributes12(element, index);
  return { id: attributeValue(element, 'id') ?? '', ...optional('original', attributeValue(element, 'original')) };
}
