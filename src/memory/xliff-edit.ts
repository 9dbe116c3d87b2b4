import {
  applySplices,
  attributeValue,
  childElements,
  firstChild,
  NS,
  parseXml,
  XML_NAMESPACE,
  type Splice,
  type XmlElement,
} from '../xliff/index.js';
import type { MemoryUnit } from './unit.js';
import { memoryFileText } from './xliff-units.js';

/** What happens to the units of one file. */
export interface FileChanges {
  readonly put: readonly MemoryUnit[];
  readonly remove: ReadonlySet<string>;
}

const PREFIXES = { mda: NS.metadata, mtc: NS.matches } as const;

/**
 * The text of a memory file with units replaced, appended and removed. Everything else in it stays byte for byte: what a
 * person or a CAT tool added to the file is theirs. Undefined when no unit is left: XLIFF knows no empty file.
 */
export function editMemoryFile(
  text: string,
  file: string,
  changes: FileChanges,
  languages: { source: string; target: string },
): string | undefined {
  const { root } = parseXml(text, { file });
  const element = firstChild(root, 'file', root.uri)!;
  const places = new Map<string, XmlElement>();
  for (const unit of childElements(element, 'unit', root.uri)) places.set(attributeValue(unit, 'id') ?? '', unit);
  const rendered = renderUnits(changes.put, languages, attributeValue(element, 'space', XML_NAMESPACE) === 'preserve');
  const splices: Splice[] = [];
  const appended: string[] = [];
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  for (const [id, body] of rendered) {
    const place = places.get(id);
    const lines = body.replaceAll('\n', newline);
    if (place) splices.push({ start: place.start, end: place.end, replacement: lines });
    else appended.push(`    ${lines}${newline}`);
  }
  for (const id of changes.remove) {
    const place = places.get(id);
    if (place && !rendered.has(id)) splices.push({ ...withLine(text, place), replacement: '' });
  }
  if (appended.length > 0) {
    const end = lineStart(text, element.closeStart);
    splices.push({ start: end, end, replacement: appended.join('') });
  }
  if (splices.length === 0) return text;
  const kept = [...places.keys()].some((id) => !changes.remove.has(id) || rendered.has(id));
  if (!kept && appended.length === 0) return undefined;
  splices.push(...declarations(root, rendered));
  return applySplices(text, splices);
}

/** Units as they stand in a file, without the indentation of their first line. */
function renderUnits(
  units: readonly MemoryUnit[],
  languages: { source: string; target: string },
  spaceInherited: boolean,
): Map<string, string> {
  const bodies = new Map<string, string>();
  if (units.length === 0) return bodies;
  const { text, root } = parseXml(memoryFileText('', units, languages));
  for (const unit of childElements(firstChild(root, 'file', root.uri)!, 'unit', root.uri)) {
    const body = text.slice(unit.start, unit.end);
    bodies.set(
      attributeValue(unit, 'id') ?? '',
      // Space is declared on the file where memori wrote the file; elsewhere every unit says so itself.
      spaceInherited ? body : body.replace('<unit ', '<unit xml:space="preserve" '),
    );
  }
  return bodies;
}

/** Start of the line that holds nothing but white space before a position; else the position. */
function lineStart(text: string, position: number): number {
  let at = position;
  while (at > 0 && (text[at - 1] === ' ' || text[at - 1] === '\t')) at--;
  return at === 0 || text[at - 1] === '\n' ? at : position;
}

function withLine(text: string, element: XmlElement): { start: number; end: number } {
  const start = lineStart(text, element.start);
  const lineEnd = /^[ \t]*\r?\n/.exec(text.slice(element.end, element.end + 200));
  return start < element.start && lineEnd
    ? { start, end: element.end + lineEnd[0].length }
    : { start: element.start, end: element.end };
}

/** Declarations of the modules' prefixes that the root element lacks. */
function declarations(root: XmlElement, rendered: ReadonlyMap<string, string>): Splice[] {
  const splices: Splice[] = [];
  for (const [prefix, uri] of Object.entries(PREFIXES)) {
    const used = [...rendered.values()].some((body) => body.includes(`<${prefix}:`));
    const declared = root.attributes.some((one) => one.name === `xmlns:${prefix}` && one.value === uri);
    const at = root.start + 1 + root.name.length;
    if (used && !declared) splices.push({ start: at, end: at, replacement: ` xmlns:${prefix}="${uri}"` });
  }
  return splices;
}
