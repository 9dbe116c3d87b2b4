import {
  attribute,
  attributeValue,
  childElements,
  descendants,
  type XmlAttribute,
  type XmlElement,
} from '../../xml/index.js';
import { quoted } from '../grammar.js';
import { MODULE_NAMESPACES } from '../namespaces.js';
import { checkReference } from './annotations.js';
import type { FragmentIndex } from './fragments.js';
import { type Context, idOf } from './model.js';

/** Modules that live in attributes on core elements: Format Style, Size and Length Restriction, ITS, PGS. */

const FS = MODULE_NAMESPACES['fs']![0]!;
const SLR = MODULE_NAMESPACES['slr']![0]!;
const ITS = MODULE_NAMESPACES['its']![0]!;
const PGS = MODULE_NAMESPACES['pgs']![0]!;

/** Profiles in force in a file: standard ones start with `xliff:`. */
export interface Profiles {
  readonly general: string;
  readonly storage: string;
}

export function profilesOf(file: XmlElement): Profiles {
  const [profiles] = childElements(file, 'profiles', SLR);
  return {
    general: (profiles && attributeValue(profiles, 'generalProfile')) ?? '',
    storage: (profiles && attributeValue(profiles, 'storageProfile')) ?? '',
  };
}

const RESTRICTION = /^(?:\*|\d+|\d+,(?:\d+|\*))$/;
const NUMBER_LIKE = /^[+-]?[\d.,]+$/;

/** A private profile may put anything here, but what looks like a number is a whole one. */
function checkSize(one: XmlAttribute, profile: string, { report }: Context): void {
  const isRestriction = one.local.endsWith('Restriction');
  const good = isRestriction ? RESTRICTION.test(one.value) : /^\d+$/.test(one.value);
  if (good || !(profile.startsWith('xliff:') || NUMBER_LIKE.test(one.value))) return;
  const expected = isRestriction ? '*, a whole number, or two such as 10,20 or 10,*' : 'a whole number';
  const message = `${one.name}=${quoted(one.value)} is not ${expected}`;
  report(isRestriction ? 'slr.restriction' : 'slr.size', one, message);
}

/** Ids inside the slr:data of an element, collected once per element. */
export type SizeData = Map<XmlElement, ReadonlySet<string>>;

function sizeDataOf(element: XmlElement, cache: SizeData): ReadonlySet<string> {
  let ids = cache.get(element);
  if (ids === undefined) {
    const found = new Set<string>();
    for (const data of childElements(element, 'data', SLR)) {
      for (const inside of descendants(data)) {
        const id = idOf(inside);
        if (id !== undefined) found.add(id);
      }
    }
    cache.set(element, (ids = found));
  }
  return ids;
}

function checkSizeInfoRef(one: XmlAttribute, element: XmlElement, cache: SizeData, { report }: Context): void {
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) {
    if (sizeDataOf(at, cache).has(one.value)) return;
  }
  report(
    'slr.size-info-ref',
    one,
    `${one.name}=${quoted(one.value)} names nothing in the slr:data of this file or unit`,
  );
}

export function checkModuleAttributes(
  element: XmlElement,
  profiles: Profiles,
  sizes: SizeData,
  index: FragmentIndex,
  context: Context,
): void {
  const { report } = context;
  for (const one of element.attributes) {
    if (one.uri === FS && one.local === 'subFs' && attribute(element, 'fs', FS) === undefined) {
      report('fs.sub-fs', one, `${one.name} stands without fs`);
    } else if (one.uri === SLR) {
      const isGeneral = one.local === 'sizeRestriction' || one.local === 'sizeInfo';
      if (one.local === 'sizeInfoRef') {
        checkSizeInfoRef(one, element, sizes, context);
        if (attribute(element, 'sizeInfo', SLR) !== undefined) {
          report('slr.size-info-both', one, 'sizeInfo and sizeInfoRef exclude each other');
        }
      } else checkSize(one, isGeneral ? profiles.general : profiles.storage, context);
    } else if (one.uri === ITS && (one.local === 'locQualityIssuesRef' || one.local === 'provenanceRecordsRef')) {
      checkReference(one, element, index, context, 'its.ref');
    } else if (one.uri === PGS && one.local === 'case') {
      let at: XmlElement | undefined = element;
      while (at !== undefined && attribute(at, 'switch', PGS) === undefined) at = at.parent;
      if (at === undefined) report('pgs.switch', one, `${one.name} stands in no unit or group with pgs:switch`);
    }
  }
}
