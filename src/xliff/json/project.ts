import { type Content, join } from '../../content/index.js';
import type { XliffDocument, XliffUnit } from '../model.js';
import { pairedCodes } from '../write/data.js';
import { common, eventsOf, nest } from '../write/nesting.js';
import type {
  XliffJson,
  XliffJsonElement,
  XliffJsonInline,
  XliffJsonText,
  XliffJsonUnit,
  XliffJsonUnits,
} from './types.js';

type Building = (string | XliffJsonInline)[];

/** Absent values left out; a record without a prototype, so that any id is just an id. */
function record<V>(entries: Iterable<readonly [string, V | undefined]>): Record<string, V> {
  const made = Object.create(null) as Record<string, V>;
  for (const [key, value] of entries) if (value !== undefined) made[key] = value;
  return made;
}

/** A content in JSON: a string, or strings and codes. */
export function jsonText(value: Content): XliffJsonText {
  const events = eventsOf(value, []);
  const partner = nest(events);
  const stack: Building[] = [[]];
  const paired = pairedCodes([value]);
  const opened = new Set<string>();
  const pending: { kind: 'Span'; element: Record<string, XliffJsonText> }[] = [];
  const top = (): Building => stack.at(-1)!;
  events.forEach((event, index) => {
    if (event.kind === 'text') top().push(event.text);
    else if (event.kind === 'code') {
      const { code } = event;
      const mate = partner.get(index);
      const ends = (suffix: string, of = code): [string, string | undefined][] => [
        [`equiv${suffix}`, of.equiv],
        [`disp${suffix}`, of.display],
      ];
      const shared = Object.entries(common(code));
      if (mate !== undefined && code.kind === 'close') {
        const contents = stack.pop()!;
        const { element } = pending.pop()!;
        top().push({ Span: { ...element, contents: contents.length === 0 ? '' : contents } });
      } else if (mate !== undefined) {
        const other = events[mate];
        const close = other?.kind === 'code' ? other.code : code;
        pending.push({
          kind: 'Span',
          element: record([['id', code.id], ...shared, ...ends('Start'), ...ends('End', close)]),
        });
        stack.push([]);
      } else if (code.kind === 'standalone') {
        top().push({ Standalone: record([['id', code.id], ...shared, ...ends('')]) as XliffJsonElement });
      } else if (code.kind === 'open') {
        opened.add(code.id);
        top().push({
          SpanStart: record([
            ['id', code.id],
            ['isolated', paired.has(code.id) ? undefined : 'yes'],
            ...shared,
            ...ends(''),
            ['contents', ''],
          ]) as XliffJsonElement,
        });
      } else {
        const key = opened.has(code.id) ? 'startRef' : 'id';
        const isolated = key === 'id' ? 'yes' : undefined;
        top().push({
          SpanEnd: record([
            [key, code.id],
            ['isolated', isolated],
            ...(key === 'id' ? shared : []),
            ...ends(''),
            ['contents', ''],
          ]) as XliffJsonElement,
        });
      }
    }
  });
  const [only] = stack[0]!;
  if (stack[0]!.length === 0) return '';
  return stack[0]!.length === 1 && typeof only === 'string' ? only : stack[0]!;
}

function jsonUnit(unit: XliffUnit): XliffJsonUnit {
  const target = unit.segments.some((one) => one.kind === 'segment' && one.target !== undefined)
    ? join(...unit.segments.map((one) => one.target ?? (one.kind === 'ignorable' ? one.source : { parts: [] })))
    : undefined;
  const notes = unit.notes.map((note) => note.text);
  const extra = record([
    ['name', unit.name],
    ['type', unit.type],
    ['translate', unit.translate === false ? 'no' : undefined],
    ['canResegment', unit.canResegment === false ? 'no' : undefined],
  ]);
  return {
    ...(notes.length > 0 && { note: notes.length === 1 ? notes[0]! : notes }),
    source: jsonText(join(...unit.segments.map((one) => one.source))),
    ...(target !== undefined && { target: jsonText(target) }),
    ...(Object.keys(extra).length > 0 && { additionalAttributes: extra }),
  };
}

/** A document in the JSON of the `xliff` package; what does not fit is told by `lossesOf(document, 'xliff-json')`. */
export function toXliffJson(document: XliffDocument): XliffJson {
  const resources = record<XliffJsonUnits>([]);
  for (const file of document.files) {
    const groups = new Map((file.groups ?? []).map((group) => [group.id, group]));
    const units = record<XliffJsonUnit | { groupUnits: XliffJsonUnits }>([]);
    for (const unit of file.units) {
      let place = units;
      for (const id of unit.groupIds ?? []) {
        let group = place[id];
        if (group === undefined || !('groupUnits' in group)) {
          const known = groups.get(id);
          const extra = record([
            ['name', known?.name],
            ['type', known?.type],
          ]);
          group = { groupUnits: record([]), ...(Object.keys(extra).length > 0 && { additionalAttributes: extra }) };
          place[id] = group;
        }
        place = group.groupUnits as typeof units;
      }
      place[unit.id] = jsonUnit(unit);
    }
    resources[file.id] = units as XliffJsonUnits;
  }
  return {
    resources,
    sourceLanguage: document.sourceLanguage,
    ...(document.targetLanguage !== undefined && { targetLanguage: document.targetLanguage }),
  };
}
