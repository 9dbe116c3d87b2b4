import { codesOf, type Content, originalText, plainText } from '../../content/index.js';
import type { Annotation, Metadata, XliffDocument, XliffSegment } from '../../xliff/index.js';

/** Facts of a document, one string each, sorted into kinds that people understand. */
type Facts = Map<string, string[]>;

/** Marks facts about text alone: text is there when it is there with its codes' markup or without. */
const PLAIN = '\u0000plain';

function factsOf(document: XliffDocument): Facts {
  const facts: Facts = new Map();
  const put = (kind: string, fact: string | undefined): void => {
    if (fact === undefined) return;
    const known = facts.get(kind);
    if (known === undefined) facts.set(kind, [fact]);
    else known.push(fact);
  };
  const text = (value: Content): string => originalText(value);
  const meta = (groups: readonly Metadata[]): void => {
    for (const group of groups) {
      for (const { type, value } of group.entries) put('metadata', `${type}=${value}`);
      meta(group.groups ?? []);
    }
  };
  const marks = (list: readonly Annotation[] = []): void => {
    for (const { type, value, ref, translate } of list) {
      put('annotations', type ?? '');
      put(
        'values and references of annotations',
        value ?? ref ?? (translate === undefined ? undefined : `${translate}`),
      );
    }
  };
  const codes = (value: Content): void => {
    for (const code of codesOf(value)) {
      put('inline codes', code.kind);
      put('markup of inline codes', code.data);
      put('types of inline codes', code.type && `${code.type} ${code.subType ?? ''}`);
      put('stand-ins and display texts of inline codes', code.equiv ?? code.display);
      const flags = [code.canCopy === false, code.canDelete === false, (code.canReorder ?? 'yes') !== 'yes'];
      put('rules for copying, deleting and moving inline codes', flags.includes(true) ? flags.join() : undefined);
    }
  };
  const segment = (one: XliffSegment): void => {
    put('source text', text(one.source));
    put(`source text${PLAIN}`, plainText(one.source));
    if (one.target?.parts.length === 0) put('empty targets (they look untranslated)', 'yes');
    else if (one.target !== undefined) {
      put('target text', text(one.target));
      put(`target text${PLAIN}`, plainText(one.target));
    }
    put('states', one.state === 'initial' ? undefined : one.state);
    put('sub-states', one.subState);
    put('origins of targets', one.origin?.kind);
    put(
      'percent, state and qualifier in the words of a tool',
      one.origin?.percent?.toString() ?? one.origin?.qualifier ?? one.origin?.status,
    );
    codes(one.source);
    if (one.target !== undefined) codes(one.target);
    marks(one.sourceAnnotations);
    marks(one.targetAnnotations);
    put('another order of targets', one.order?.toString());
  };
  for (const file of document.files) {
    put('names of documents', file.original);
    put('skeletons of documents', file.skeleton && (file.skeleton.text ?? file.skeleton.href));
    put('notes and metadata of documents', file.notes.length + file.metadata.length > 0 ? 'yes' : undefined);
    for (const group of file.groups ?? []) put('groups', group.name ?? group.id);
    for (const unit of file.units) {
      put('names of units', unit.name);
      put('types of units', unit.type);
      put('units that must not be translated', unit.translate === false ? 'no' : undefined);
      put('units that must not be re-segmented', unit.canResegment === false ? 'no' : undefined);
      put('units of several segments', unit.segments.length > 1 ? String(unit.id) : undefined);
      for (const note of unit.notes) {
        put('notes', note.text);
        put('categories, priorities and sides of notes', note.category ?? note.appliesTo ?? note.priority?.toString());
      }
      meta(unit.metadata);
      for (const entry of unit.glossary) put('glossary entries', entry.term);
      for (const match of unit.matches) put('translation candidates', `${text(match.source)}\n${text(match.target)}`);
      for (const one of unit.segments) {
        if (one.kind === 'ignorable') put('text between segments', text(one.source));
        else segment(one);
      }
    }
  }
  return facts;
}

/**
 * What one document holds and the other does not, in words with counts: the losses of a conversion, found by reading back
 * what was written. Empty when nothing is lost.
 */
export function differences(before: XliffDocument, after: XliffDocument): string[] {
  const had = factsOf(before);
  const has = factsOf(after);
  const missing = (kind: string): number => {
    const left = new Map<string, number>();
    for (const fact of has.get(kind) ?? []) left.set(fact, (left.get(fact) ?? 0) + 1);
    let count = 0;
    for (const fact of had.get(kind) ?? []) {
      const n = left.get(fact) ?? 0;
      if (n > 0) left.set(fact, n - 1);
      else count++;
    }
    return count;
  };
  const lost: string[] = [];
  for (const kind of had.keys()) {
    if (kind.endsWith(PLAIN)) continue;
    const count = had.has(kind + PLAIN) ? Math.min(missing(kind), missing(kind + PLAIN)) : missing(kind);
    if (count > 0) lost.push(`${kind} (${count})`);
  }
  return lost;
}
