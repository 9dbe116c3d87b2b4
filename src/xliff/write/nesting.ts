import type { CloseCode, Content, InlineCode, OpenCode } from '../../content/index.js';
import type { Annotation } from '../model.js';
import { LastPlaces, OpenStack } from './open-stack.js';
import { attribute } from './xml.js';

const flag = (value: boolean | undefined): string | undefined => (value === false ? 'no' : undefined);
const reorder = (code: InlineCode): string | undefined =>
  code.canReorder === 'no' ? 'no' : code.canReorder === 'first-no' ? 'firstNo' : undefined;

/** The attributes that both halves of a pair share, as markup. */
export function commonText(code: InlineCode): string {
  const { type, subType } = code;
  let text = attribute('type', type) + attribute('subType', subType);
  if (code.canCopy === false) text += ' canCopy="no"';
  if (code.canDelete === false) text += ' canDelete="no"';
  return text + attribute('canReorder', reorder(code));
}

/** The same by name. */
export const common = (code: InlineCode): Record<string, string | undefined> => ({
  type: code.type,
  subType: code.subType,
  canCopy: flag(code.canCopy),
  canDelete: flag(code.canDelete),
  canReorder: reorder(code),
});

export function sameAttributes(open: OpenCode, close: CloseCode): boolean {
  return (
    open.type === close.type &&
    open.subType === close.subType &&
    (open.canCopy ?? true) === (close.canCopy ?? true) &&
    (open.canDelete ?? true) === (close.canDelete ?? true) &&
    (open.canReorder ?? 'yes') === (close.canReorder ?? 'yes')
  );
}

/** Halves of codes and ends of annotations in the order in which they stand, with the text between. */
export type InlineEvent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly code: InlineCode }
  | { readonly kind: 'start' | 'end' | 'empty'; readonly note: Annotation };

export function eventsOf(value: Content, annotations: readonly Annotation[]): InlineEvent[] {
  if (annotations.length === 0) {
    return value.parts.map((part) =>
      typeof part === 'string' ? { kind: 'text', text: part } : { kind: 'code', code: part },
    );
  }
  const boundaries = new Map<number, InlineEvent[]>();
  const put = (at: number, event: InlineEvent, first: boolean): void => {
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

  const events: InlineEvent[] = [];
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
export function nest(
  events: readonly InlineEvent[],
  canPair: (open: OpenCode, close: CloseCode) => boolean = sameAttributes,
): Map<number, number> {
  const partner = new Map<number, number>();
  const codes = new OpenStack();
  const notes = new OpenStack();
  const starts = new LastPlaces();
  const pair = (start: number, end: number): void => {
    partner.set(start, end);
    partner.set(end, start);
  };
  events.forEach((event, index) => {
    if (event.kind === 'start' && event.note.end !== undefined) {
      starts.push(`m${event.note.id}`, index);
      notes.push(index);
    } else if (event.kind === 'end' && event.note.start !== undefined) {
      const start = starts.pop(`m${event.note.id}`);
      if (start === undefined || !notes.has(start)) return;
      if (notes.top() === start && codes.top() < start) pair(start, index);
      notes.close(start);
    } else if (event.kind === 'code' && event.code.kind === 'open') {
      starts.push(`c${event.code.id}`, index);
      codes.push(index);
    } else if (event.kind === 'code' && event.code.kind === 'close') {
      const start = starts.pop(`c${event.code.id}`);
      if (start === undefined) return;
      const open = events[start];
      const fits = open?.kind === 'code' && open.code.kind === 'open' && canPair(open.code, event.code);
      if (fits && codes.top() === start) {
        notes.closeAbove(start);
        pair(start, index);
      }
      codes.close(start);
    }
  });
  return partner;
}
