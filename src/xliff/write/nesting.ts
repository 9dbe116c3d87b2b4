import type { CloseCode, Content, InlineCode, OpenCode } from '../../content/index.js';
import type { Annotation } from '../model.js';
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
      if (open?.kind === 'code' && open.code.kind === 'open' && canPair(open.code, event.code)) {
        closeAt(index, `c${event.code.id}`, false);
      } else if (at >= 0) stack.splice(at, 1);
    }
  });
  return partner;
}
