import { inputError, type MemoriError } from '../base/index.js';
import {
  attributeValue,
  childElements,
  descendants,
  firstChild,
  parseXml,
  positionOf,
  textOf,
  type XmlDocument,
  type XmlElement,
} from '../xliff/index.js';
import type { SrxDocument, SrxHeader, SrxLanguageMap, SrxLanguageRule, SrxRule } from './types.js';

/** What the reader needs to say where something is wrong. */
interface Place {
  readonly document: XmlDocument;
  readonly element: XmlElement;
}

function fault({ document, element }: Place, code: string, message: string, hint?: string): MemoriError {
  return inputError(code, message, {
    ...(document.file !== undefined && { file: document.file }),
    ...positionOf(document, element.start),
    ...(hint !== undefined && { hint }),
  });
}

/** `yes` or `no`; anything else is refused. */
function yesNo(place: Place, name: string, otherwise: boolean): boolean {
  const value = attributeValue(place.element, name);
  if (value === undefined) return otherwise;
  if (value === 'yes' || value === 'no') return value === 'yes';
  throw fault(place, 'srx.value', `${name}="${value}" is neither "yes" nor "no"`);
}

function required(place: Place, name: string): string {
  const value = attributeValue(place.element, name);
  if (value === undefined) throw fault(place, 'srx.missing-attribute', `<${place.element.local}> has no ${name}`);
  return value;
}

function readHeader(document: XmlDocument, root: XmlElement): SrxHeader {
  const element = firstChild(root, 'header');
  if (element === undefined) return { segmentSubflows: true, cascade: false, formatHandles: {}, options: {} };
  const formatHandles: Partial<Record<'start' | 'end' | 'isolated', boolean>> = {};
  for (const handle of childElements(element, 'formathandle')) {
    const type = required({ document, element: handle }, 'type');
    if (type !== 'start' && type !== 'end' && type !== 'isolated') {
      throw fault(
        { document, element: handle },
        'srx.value',
        `type="${type}" is no type of format code`,
        'Use start, end or isolated.',
      );
    }
    formatHandles[type] = yesNo({ document, element: handle }, 'include', false);
  }
  const options: Record<string, string> = {};
  for (const foreign of childElements(element, 'options')) {
    for (const { local, value } of foreign.attributes) options[local] = value;
  }
  return {
    segmentSubflows: yesNo({ document, element }, 'segmentsubflows', true),
    cascade: yesNo({ document, element }, 'cascade', false),
    formatHandles,
    options,
  };
}

function readRule(document: XmlDocument, element: XmlElement): SrxRule {
  const before = firstChild(element, 'beforebreak');
  const after = firstChild(element, 'afterbreak');
  return {
    break: yesNo({ document, element }, 'break', true),
    before: before === undefined ? '' : textOf(before),
    after: after === undefined ? '' : textOf(after),
    ...positionOf(document, element.start),
  };
}

function readVersion(document: XmlDocument): '1.0' | '2.0' {
  const { root } = document;
  if (root.local !== 'srx') {
    throw fault({ document, element: root }, 'srx.root', `this is no SRX file: its root element is <${root.name}>`);
  }
  const version = attributeValue(root, 'version');
  if (version === '1.0' || version === '2.0') return version;
  if (version === undefined && root.uri === 'http://www.lisa.org/srx20') return '2.0';
  throw fault(
    { document, element: root },
    'srx.version',
    version === undefined ? '<srx> has no version' : `version "${version}" of SRX is unknown`,
    'Versions 1.0 and 2.0 can be read.',
  );
}

/**
 * Reads an SRX file. Lenient where programs are: a missing header or format code handling, comments anywhere, elements of
 * other namespaces, and maps grouped as in version 1.0 are accepted.
 *
 * @throws MemoriError `xml.*`, `srx.root`, `srx.version`, `srx.value`, `srx.missing-attribute`, `srx.no-rules`,
 * `srx.unknown-rule`, with file, line and column
 */
export function readSrx(text: string, file?: string): SrxDocument {
  const document = parseXml(text, file === undefined ? {} : { file });
  const { root } = document;
  const version = readVersion(document);
  const languageRules: SrxLanguageRule[] = [];
  const maps: SrxLanguageMap[] = [];
  const places = new Map<SrxLanguageMap, XmlElement>();
  for (const element of descendants(root)) {
    const place = { document, element };
    if (element.local === 'languagerule') {
      const rules = childElements(element, 'rule').map((rule) => readRule(document, rule));
      languageRules.push({ name: required(place, 'languagerulename'), rules });
    } else if (element.local === 'languagemap') {
      const map = { pattern: required(place, 'languagepattern'), ruleName: required(place, 'languagerulename') };
      maps.push(map);
      places.set(map, element);
    }
  }
  if (languageRules.length === 0)
    throw fault({ document, element: root }, 'srx.no-rules', 'the file holds no <languagerule>');
  const names = new Set(languageRules.map((rule) => rule.name));
  for (const map of maps) {
    if (names.has(map.ruleName)) continue;
    const element = places.get(map)!;
    throw fault({ document, element }, 'srx.unknown-rule', `no <languagerule> is called "${map.ruleName}"`);
  }
  return { version, header: readHeader(document, root), languageRules, maps };
}
