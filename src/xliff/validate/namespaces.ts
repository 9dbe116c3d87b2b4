import { XML_NAMESPACE, type XmlAttribute, type XmlElement } from '../xml/index.js';

export const XLIFF_2_CORE = ['urn:oasis:names:tc:xliff:document:2.0', 'urn:oasis:names:tc:xliff:document:2.2'] as const;
export const XLIFF_12 = 'urn:oasis:names:tc:xliff:document:1.2';

/** Namespaces of the modules (and of W3C attributes) by the prefix the specification writes them with. */
export const MODULE_NAMESPACES: Readonly<Record<string, readonly string[]>> = {
  mtc: ['urn:oasis:names:tc:xliff:matches:2.0'],
  gls: ['urn:oasis:names:tc:xliff:glossary:2.0'],
  fs: ['urn:oasis:names:tc:xliff:fs:2.0'],
  mda: ['urn:oasis:names:tc:xliff:metadata:2.0'],
  res: ['urn:oasis:names:tc:xliff:resourcedata:2.0'],
  ctr: ['urn:oasis:names:tc:xliff:changetracking:2.0', 'urn:oasis:names:tc:xliff:changetracking:2.1'],
  slr: ['urn:oasis:names:tc:xliff:sizerestriction:2.0'],
  val: ['urn:oasis:names:tc:xliff:validation:2.0'],
  its: ['http://www.w3.org/2005/11/its'],
  itsm: ['urn:oasis:names:tc:xliff:itsm:2.1'],
  pgs: ['urn:oasis:names:tc:xliff:pgs:1.0'],
};

/** Prefixes of extensions that are registered with the XLIFF committee for fragment identifiers. */
export const REGISTERED_EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  tbx: ['urn:iso:std:iso:30042:ed-1:v1:en', 'urn:iso:std:iso:30042:ed-2'],
};

const PREFIX_OF = new Map<string, string>([
  ...XLIFF_2_CORE.map((uri) => [uri, ''] as const),
  ...Object.entries(MODULE_NAMESPACES).flatMap(([prefix, uris]) => uris.map((uri) => [uri, prefix] as const)),
  [XML_NAMESPACE, 'xml'],
  ['http://www.w3.org/2001/XMLSchema-instance', 'xsi'],
]);

export const isCore2 = (element: XmlElement): boolean => PREFIX_OF.get(element.uri) === '';

/** Name in the tables: `unit`, `mtc:match`; undefined for an element of a foreign namespace. */
export function name2({ uri, local }: XmlElement): string | undefined {
  const prefix = PREFIX_OF.get(uri);
  if (prefix === undefined) return undefined;
  return prefix === '' ? local : `${prefix}:${local}`;
}

/** Name in the tables, with the specification's prefix; foreign attributes get `*:`. */
export function attributeName2({ name, local, uri }: XmlAttribute): string {
  if (uri === '' || name === 'xmlns' || name.startsWith('xmlns:')) return name;
  return `${PREFIX_OF.get(uri) ?? '*'}:${local}`;
}
