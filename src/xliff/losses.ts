import { codesOf } from '../content/index.js';
import type { TranslationCandidate, XliffDocument, XliffSegment, XliffUnit } from './model.js';
import { NS } from './model.js';
import { descendants, XML_NAMESPACE, type XmlDocument, type XmlElement } from './xml/index.js';

/** Formats that a document can be converted to. */
export type LossTarget = 'xliff-1.2' | 'xliff-2' | 'xliff-json';

/** `{ count } sentence`, for what there is. */
class Tally {
  private readonly counts = new Map<string, number>();

  add(what: string, count = 1): void {
    if (count > 0) this.counts.set(what, (this.counts.get(what) ?? 0) + count);
  }

  list(): string[] {
    return [...this.counts].map(([what, count]) => (count === 1 ? what : `${what} (${count} times)`));
  }
}

const segmentsOf = (unit: XliffUnit): XliffSegment[] => unit.segments.filter((one) => one.kind === 'segment');

/** What the target format cannot carry of a document; empty when it carries everything. */
export function lossesOf(document: XliffDocument, target: LossTarget): string[] {
  const tally = new Tally();
  for (const file of document.files) {
    if (target === 'xliff-json') {
      if (file.skeleton !== undefined) tally.add('skeleton of the original document');
      if (file.notes.length > 0) tally.add('notes of a file', file.notes.length);
      if (file.metadata.length > 0) tally.add('metadata of a file', file.metadata.length);
      if (new Set(file.units.map((unit) => unit.id)).size < file.units.length) tally.add('units whose id stands twice');
      if (file.units.some((unit) => /^(?:0|[1-9]\d*)$/.test(unit.id))) tally.add('order of units with numbers for ids');
    }
    for (const unit of file.units) unitLosses(unit, target, tally);
  }
  return tally.list();
}

function unitLosses(unit: XliffUnit, target: LossTarget, tally: Tally): void {
  const segments = segmentsOf(unit);
  const contents = unit.segments.flatMap((one) => [one.source, ...(one.target === undefined ? [] : [one.target])]);
  const codes = contents.flatMap(codesOf);
  const annotations = unit.segments.flatMap((one) => [
    ...(one.sourceAnnotations ?? []),
    ...(one.targetAnnotations ?? []),
  ]);
  if (target === 'xliff-2') {
    for (const { origin } of segments) {
      if (origin?.percent !== undefined && unit.matches.length === 0) tally.add('match percent of a segment');
      if (origin?.locked === true) tally.add('lock of a segment');
      if (origin?.status !== undefined) tally.add('state in the words of XLIFF 1.2 or of the tool');
    }
    return;
  }
  for (const segment of segments) {
    if (segment.subState !== undefined && !segment.subState.startsWith('memori:')) tally.add('sub-state of a segment');
    if (segment.canResegment !== undefined) tally.add('canResegment of a segment');
  }
  tally.add(
    'rule that a code must not be deleted or moved',
    codes.filter((one) => one.canDelete === false || (one.canReorder ?? 'yes') !== 'yes').length,
  );
  tally.add('display text of a code', codes.filter((one) => one.display !== undefined).length);
  if (unit.canResegment === false) tally.add('canResegment of a unit');
  if (target === 'xliff-1.2') {
    if (new Set(segments.map((one) => one.state ?? 'initial')).size > 1) {
      tally.add('states of single segments (a trans-unit has one state: the least advanced)');
    }
    tally.add('links of annotations', annotations.filter((one) => one.ref !== undefined).length);
    tally.add('annotation over several segments', annotations.filter((one) => one.start === undefined).length);
    tally.add(
      'three separate numbers of a candidate (one quality is written)',
      unit.matches.filter(manyNumbers).length,
    );
    tally.add('metadata of a candidate', unit.matches.filter((one) => one.metadata !== undefined).length);
    tally.add('glossary entry (written as a note)', unit.glossary.length);
    return;
  }
  if (segments.length > 1) tally.add('segmentation of a unit (its text is joined)');
  tally.add('state of a segment', segments.filter((one) => one.state !== undefined && one.state !== 'initial').length);
  tally.add('original data of a code', codes.filter((one) => one.data !== undefined).length);
  tally.add('annotation', annotations.length);
  tally.add('candidate', unit.matches.length);
  tally.add('glossary entry', unit.glossary.length);
  tally.add('metadata of a unit', unit.metadata.length);
  const described = unit.notes.filter(
    (one) => one.category !== undefined || one.priority !== undefined || one.appliesTo !== undefined,
  );
  tally.add('category, priority or side of a note', described.length);
  if (unit.preserveSpace) tally.add('xml:space');
}

function manyNumbers({ similarity, matchQuality, matchSuitability }: TranslationCandidate): boolean {
  return new Set([similarity, matchQuality, matchSuitability].filter((one) => one !== undefined)).size > 1;
}

/** Elements and attributes without a namespace prefix that the model holds, by version. */
const KNOWN_1 = {
  elements: new Set(
    'xliff file header skl internal-file external-file tool note body group trans-unit bin-unit source seg-source target alt-trans context-group context g x bx ex bpt ept ph it mrk sub'.split(
      ' ',
    ),
  ),
  attributes: new Set(
    'version source-language target-language original datatype href tool-id tool-name tool-version tool-company from priority annotates id resname restype translate approved state state-qualifier mid mtype comment rid ctype equiv-text clone pos match-quality origin extype alttranstype name purpose context-type'.split(
      ' ',
    ),
  ),
};
const KNOWN_2 = {
  elements: new Set(
    'xliff file skeleton notes note group unit segment ignorable originalData data source target cp ph pc sc ec mrk sm em'.split(
      ' ',
    ),
  ),
  attributes: new Set(
    'version srcLang trgLang id original href category priority appliesTo name type translate canResegment state subState order canCopy canDelete canReorder copyOf disp dispStart dispEnd equiv equivStart equivEnd dataRef dataRefStart dataRefEnd subType isolated startRef ref value hex'.split(
      ' ',
    ),
  ),
};
const MODULES: ReadonlySet<string> = new Set([NS.matches, NS.glossary, NS.metadata]);

/** What a file holds and the model does not: to be told before a file is converted (an edit keeps all of it). */
export function lossesOfReading(xml: XmlDocument): string[] {
  const { root } = xml;
  const two = root.uri === NS.core || root.uri === NS.core22;
  const known = two ? KNOWN_2 : KNOWN_1;
  const tally = new Tally();
  const leaf = (kind: string): void => {
    if (kind === 'comment') tally.add('comment');
    else if (kind === 'pi') tally.add('processing instruction');
    else if (kind === 'doctype') tally.add('document type declaration');
  };
  for (const node of xml.children) leaf(node.kind);
  for (const element of descendants(root)) {
    for (const node of element.children) leaf(node.kind);
    const ours = element.uri === root.uri || MODULES.has(element.uri);
    if (!ours || (element.uri === root.uri && !known.elements.has(element.local))) {
      // What stands inside something unknown is part of it.
      if (element.parent === undefined || isKnown(element.parent)) tally.add(`<${element.name}>`);
      continue;
    }
    if (element.uri !== root.uri) continue;
    for (const { name, local, uri, prefix } of element.attributes) {
      if (prefix === 'xmlns' || name === 'xmlns' || (uri === XML_NAMESPACE && local !== 'base')) continue;
      if (uri !== '' || !known.attributes.has(local)) tally.add(`${element.name}@${name}`);
    }
  }
  return tally.list();

  function isKnown(element: XmlElement): boolean {
    return MODULES.has(element.uri) || (element.uri === root.uri && known.elements.has(element.local));
  }
}
