import { inputError, type MemoriError, type MemoriErrorOptions } from '../../base/index.js';
import { dialectOf, piecesOf, WHOLE } from '../read/read12.js';
import { isUnit } from '../read/units.js';
import { xliffVersion } from '../read/version.js';
import {
  applySplices,
  attributeValue,
  childElements,
  descendants,
  parseXml,
  type XmlDocument,
  type XmlElement,
} from '../xml/index.js';
import { editUnit12 } from './edit12.js';
import { editUnit2, segmentsOf2 } from './edit2.js';
import type { Edits } from './splices.js';
import type { SegmentEdit, XliffEdit } from './types.js';

interface UnitPlace {
  readonly element: XmlElement;
  readonly file: readonly (string | undefined)[];
}

/**
 * Changes targets, states and candidates of single segments and nothing else: everything outside what changes keeps its
 * bytes, and an edit that says what is there already changes nothing.
 *
 * @throws MemoriError `xml.*`, `xliff.*`; `xliff.no-such-unit`, `xliff.no-such-segment`, `xliff.ambiguous`
 */
export function editXliff(text: string, edits: readonly XliffEdit[], options: { file?: string } = {}): string {
  return editXliffDocument(parseXml(text, options), edits);
}

/** {@link editXliff} for a document that is parsed already. */
export function editXliffDocument(xml: XmlDocument, list: readonly XliffEdit[]): string {
  const { text, root } = xml;
  const at: MemoriErrorOptions = xml.file === undefined ? {} : { file: xml.file };
  const one = xliffVersion(xml).startsWith('1');
  const dialect = one ? dialectOf(root) : undefined;
  const places = unitPlaces(root, one ? 'trans-unit' : 'unit');
  const edits: Edits = { text, splices: [] };

  const byUnit = new Map<XmlElement, XliffEdit[]>();
  for (const edit of list) {
    const unit = findUnit(places, edit, at);
    const known = byUnit.get(unit);
    if (known === undefined) byUnit.set(unit, [edit]);
    else known.push(edit);
  }
  for (const [unit, changes] of byUnit) {
    if (one) {
      const { pieces, segmented } = piecesOf(unit);
      const ids = segmented ? pieces.flatMap((piece) => piece.mid ?? []) : [WHOLE];
      editUnit12(edits, unit, dialect, new Map(changes.map((change) => [ids[segmentIndex(change, ids, at)]!, change])));
    } else {
      const all = segmentsOf2(unit);
      // Segments are counted by themselves; an ignorable can be meant by its id.
      const segments = all.filter((element) => element.local === 'segment');
      const ids = segments.map((element) => attributeValue(element, 'id'));
      const byId = new Map<string | undefined, XmlElement[]>();
      for (const element of all) {
        const id = attributeValue(element, 'id');
        const known = byId.get(id);
        if (known === undefined) byId.set(id, [element]);
        else known.push(element);
      }
      const chosen = changes.map((change): [XmlElement, SegmentEdit] => {
        const named = typeof change.segment === 'string' ? byId.get(change.segment) : undefined;
        if (named !== undefined && named.length > 1) throw ambiguous(change, at);
        return [named?.[0] ?? segments[segmentIndex(change, ids, at)]!, change];
      });
      editUnit2(edits, unit, new Map(chosen));
    }
  }
  return applySplices(text, edits.splices);
}

function unitPlaces(root: XmlElement, name: string): Map<string, UnitPlace[]> {
  const places = new Map<string, UnitPlace[]>();
  childElements(root, 'file', root.uri).forEach((file, i) => {
    const names = [attributeValue(file, 'id'), attributeValue(file, 'original'), `f${i + 1}`];
    for (const element of descendants(file)) {
      if (!isUnit(element, root.uri, name)) continue;
      const id = attributeValue(element, 'id') ?? '';
      const known = places.get(id);
      if (known === undefined) places.set(id, [{ element, file: names }]);
      else known.push({ element, file: names });
    }
  });
  return places;
}

function findUnit(
  places: ReadonlyMap<string, readonly UnitPlace[]>,
  edit: XliffEdit,
  at: MemoriErrorOptions,
): XmlElement {
  const named = (places.get(edit.unit) ?? []).filter(({ file }) => edit.file === undefined || file.includes(edit.file));
  if (named.length === 1) return named[0]!.element;
  const what = `unit “${edit.unit}”${edit.file === undefined ? '' : ` of file “${edit.file}”`}`;
  if (named.length === 0) throw inputError('xliff.no-such-unit', `there is no ${what}`, at);
  throw inputError('xliff.ambiguous', `there are ${named.length} units with the id “${edit.unit}”`, {
    ...at,
    hint: edit.file === undefined ? 'Name the file too.' : 'Ids must be unique in a file: repair the file first.',
  });
}

function ambiguous(edit: XliffEdit, at: MemoriErrorOptions): MemoriError {
  return inputError('xliff.ambiguous', `unit “${edit.unit}” has more than one segment “${edit.segment}”`, {
    ...at,
    hint: 'Ids must be unique in a unit: repair the file, or name the segment by its number.',
  });
}

function segmentIndex(edit: XliffEdit, ids: readonly (string | undefined)[], at: MemoriErrorOptions): number {
  const { segment } = edit;
  if (segment === undefined && ids.length === 1) return 0;
  const index = typeof segment === 'number' ? segment : ids.findIndex((id) => id !== undefined && id === segment);
  if (index >= 0 && index < ids.length && segment !== undefined) return index;
  const known = ids.map((id, i) => id ?? String(i)).join(', ');
  throw inputError(
    'xliff.no-such-segment',
    `unit “${edit.unit}” has no segment ${segment === undefined ? 'named' : `“${segment}”`}`,
    {
      ...at,
      hint: `Its segments are: ${known || 'none'}.`,
    },
  );
}
