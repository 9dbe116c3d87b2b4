import type { CloseCode, Content, InlineCode, OpenCode } from '../../content/index.js';
import type { Annotation } from '../model.js';
import { escapeText } from '../xml/index.js';
import { attributes, nmtoken } from './xml.js';

/** What the codes of one unit (or one match) need to know of each other while it is written. */
export interface InlineContext {
  /** Id of the original data with this text. */
  dataRef(data: string): string;
  /** Codes of this side that have both halves somewhere in the unit, opening before closing. */
  readonly paired: ReadonlySet<string>;
  /** Ids already written on this side, for copies. */
  readonly written: Map<string, number>;
  /** Written ids of opening codes that wait for their closing half in a later segment. */
  readonly waiting: Map<string, { readonly written: string; readonly open: OpenCode }>;
  /** Ids that nothing new may take. */
  readonly taken: Set<string>;
}

const BEYOND_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/gu;

/** Text of a source, target or data: what XML cannot hold becomes `<cp hex="…"/>`. */
export function textWithCp(text: string): string {
  if (text.search(BEYOND_XML) < 0) return escapeText(text);
  let out = '';
  let at = 0;
  for (const found of text.matchAll(BEYOND_XML)) {
    const hex = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    out += `${escapeText(text.slice(at, found.index))}<cp hex="${hex}"/>`;
    at = found.index + 1;
  }
  return out + escapeText(text.slice(at));
}

const flag = (value: boolean | undefined): string | undefined => (value === false ? 'no' : undefined);
const reorder = (code: InlineCode): string | undefined =>
  code.canReorder === 'no' ? 'no' : code.canReorder === 'first-no' ? 'firstNo' : undefined;

const common = (code: InlineCode): Record<string, string | undefined> => ({
  type: code.type,
  subType: code.subType,
  canCopy: flag(code.canCopy),
  canDelete: flag(code.canDelete),
  canReorder: reorder(code),
});

function sameAttributes(open: OpenCode, close: CloseCode): boolean {
  const a = common(open);
  const b = common(close);
  return Object.keys(a).every((key) => a[key] === b[key]);
}

/** Halves of codes and ends of annotations in the order in which they stand, with the text between. */
type Event =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly code: InlineCode }
  | { readonly kind: 'start' | 'end' | 'empty'; readonly note: Annotation };

function eventsOf(value: Content, annotations: readonly Annotation[]): Event[] {
  if (annotations.length === 0) {
    return value.parts.map((part) =>
      typeof part === 'string' ? { kind: 'text', text: part } : { kind: 'code', code: part },
    );
  }
  const boundaries = new Map<number, Event[]>();
  const put = (at: number, event: Event, first: boolean): void => {
    const list = boundaries.get(at) ?? [];
    if (first) list.unshift(event);
    else list.push(event);
    boundaries.set(at, list);
  };
  // At one place: what ends (inner before outer), then what starts (in list order).
  const isEmpty = (note: Annotation): boolean => note.start !== undefined && note.start === note.end;
  for (const note of annotations) {
    if (note.start !== undefined) put(note.start, { kind: isEmpty(note) ? 'empty' : 'start', note }, false);
  }
  for (const note of annotations)
    if (note.end !== undefined && !isEmpty(note)) put(note.end, { kind: 'end', note }, true);

  const events: Event[] = [];
  let at = 0;
  const flush = (to: number): void => void events.push(...(boundaries.get(to) ?? []));
  flush(0);
  for (const part of value.parts) {
    if (typeof part !== 'string') {
      events.push({ kind: 'code', code: part });
      flush(++at);
      continue;
    }
    let from = 0;
    for (let i = 1; i <= part.length; i++) {
      if (!boundaries.has(at + i)) continue;
      events.push({ kind: 'text', text: part.slice(from, i) });
      flush(at + i);
      from = i;
    }
    if (from < part.length) events.push({ kind: 'text', text: part.slice(from) });
    at += part.length;
  }
  return events;
}

/**
 * For each event the index of its partner, where both can be one element (`pc`, `mrk`). Where pairs cross, annotations
 * give way to codes (`sm`/`em`), and the outer code to the inner one (`sc`/`ec`).
 */
function nest(events: readonly Event[]): Map<number, number> {
  const partner = new Map<number, number>();
  const stack: { index: number; key: string; note: boolean }[] = [];
  const closeAt = (index: number, key: string, note: boolean): void => {
    const at = stack.findLastIndex((entry) => entry.key === key);
    if (at < 0) return;
    const start = stack[at]!.index;
    const above = stack.slice(at + 1);
    if (above.length > 0) {
      const yields = note || above.some((entry) => !entry.note);
      if (yields) {
        stack.splice(at, 1);
        return;
      }
    }
    stack.length = at;
    partner.set(start, index);
    partner.set(index, start);
  };
  events.forEach((event, index) => {
    if (event.kind === 'start' && event.note.end !== undefined)
      stack.push({ index, key: `m${event.note.id}`, note: true });
    else if (event.kind === 'end' && event.note.start !== undefined) closeAt(index, `m${event.note.id}`, true);
    else if (event.kind === 'code' && event.code.kind === 'open')
      stack.push({ index, key: `c${event.code.id}`, note: false });
    else if (event.kind === 'code' && event.code.kind === 'close') {
      const at = stack.findLastIndex((entry) => entry.key === `c${event.code.id}`);
      const open = at < 0 ? undefined : events[stack[at]!.index];
      if (open?.kind === 'code' && open.code.kind === 'open' && sameAttributes(open.code, event.code)) {
        closeAt(index, `c${event.code.id}`, false);
      } else if (at >= 0) stack.splice(at, 1);
    }
  });
  return partner;
}

/** A new id for a code: its own the first time, a fresh one with `copyOf` for each copy. */
function takeId(code: InlineCode, context: InlineContext): { id: string; copyOf: string | undefined } {
  const id = nmtoken(code.id);
  const count = context.written.get(code.id) ?? 0;
  context.written.set(code.id, count + 1);
  if (count === 0) return { id, copyOf: undefined };
  let number = count + 1;
  while (context.taken.has(`${id}-${number}`)) number++;
  context.taken.add(`${id}-${number}`);
  return { id: `${id}-${number}`, copyOf: id };
}

function annotationAttributes(note: Annotation): string {
  const { type, value, ref, translate } = note;
  return attributes({
    id: nmtoken(note.id),
    type,
    value,
    ref,
    translate: translate === undefined ? undefined : translate ? 'yes' : 'no',
  });
}

/** The inside of a `source` or `target` of XLIFF 2: never a character more or less than the content. */
export function writeInline2(value: Content, annotations: readonly Annotation[], context: InlineContext): string {
  const only = value.parts[0];
  if (annotations.length === 0 && value.parts.length <= 1 && (only === undefined || typeof only === 'string')) {
    return textWithCp(only ?? '');
  }
  const events = eventsOf(value, annotations);
  const partner = nest(events);
  const dataRef = (code: InlineCode): string | undefined =>
    code.data === undefined ? undefined : context.dataRef(code.data);
  let out = '';
  events.forEach((event, index) => {
    if (event.kind === 'text') {
      out += textWithCp(event.text);
      return;
    }
    const mate = partner.get(index);
    if (event.kind !== 'code') {
      if (event.kind === 'empty') out += `<mrk${annotationAttributes(event.note)}/>`;
      else if (event.kind === 'start')
        out += `<${mate === undefined ? 'sm' : 'mrk'}${annotationAttributes(event.note)}${mate === undefined ? '/' : ''}>`;
      else out += mate === undefined ? `<em startRef="${nmtoken(event.note.id)}"/>` : '</mrk>';
      return;
    }
    const { code } = event;
    if (mate !== undefined && code.kind === 'close') {
      out += '</pc>';
      return;
    }
    const ends = (one: InlineCode, suffix: string): Record<string, string | undefined> => ({
      [`dataRef${suffix}`]: dataRef(one),
      [`equiv${suffix}`]: one.equiv,
      [`disp${suffix}`]: one.display,
    });
    if (mate !== undefined) {
      const other = events[mate];
      const close = other?.kind === 'code' ? other.code : code;
      out += `<pc${attributes({ ...takeId(code, context), ...common(code), ...ends(code, 'Start'), ...ends(close, 'End') })}>`;
    } else if (code.kind === 'standalone') {
      out += `<ph${attributes({ ...takeId(code, context), ...common(code), ...ends(code, '') })}/>`;
    } else if (code.kind === 'open') {
      const isolated = context.paired.has(code.id) ? undefined : 'yes';
      const { id, copyOf } = takeId(code, context);
      if (isolated === undefined) context.waiting.set(code.id, { written: id, open: code });
      out += `<sc${attributes({ id, copyOf, isolated, ...common(code), ...ends(code, '') })}/>`;
    } else {
      const begun = context.waiting.get(code.id);
      context.waiting.delete(code.id);
      const own = begun !== undefined && sameAttributes(begun.open, code) ? {} : common(code);
      const reference =
        begun === undefined ? { isolated: 'yes', ...takeId(code, context) } : { startRef: begun.written };
      out += `<ec${attributes({ ...reference, ...own, ...ends(code, '') })}/>`;
    }
  });
  return out;
}
