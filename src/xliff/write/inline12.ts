import type { CloseCode, Content, InlineCode, OpenCode } from '../../content/index.js';
import type { Annotation } from '../model.js';
import { ctypeOf } from '../read/inline12.js';
import { escapeText, isXmlText, replaceInvalid } from '../xml/index.js';
import { eventsOf, nest } from './nesting.js';
import { attributes, nmtoken } from './xml.js';

/** What the codes of one side of a trans-unit need to know of each other while they are written. */
export interface InlineContext12 {
  /** Codes of this side that have both halves in the unit. */
  readonly paired: ReadonlySet<string>;
  /** Codes of the unit with original data in one of their halves: they become `bpt`/`ept`. */
  readonly withData: ReadonlySet<string>;
  readonly prefix: string;
  /** The markup that the document itself has for a code, or for the start tag of a pair; used where it fits. */
  readonly raw?: (code: InlineCode, close: InlineCode | undefined) => string | undefined;
}

const BEYOND_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/gu;

/** XLIFF 1.2 has no `cp`: a character that XML cannot hold is a placeholder whose `ctype` names it. */
function text12(text: string, prefix: string): string {
  if (isXmlText(text)) return escapeText(text);
  let out = '';
  let at = 0;
  for (const found of text.matchAll(BEYOND_XML)) {
    const hex = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    const placeholder = `<${prefix}x id="cp${hex}" ctype="x-cp-${hex}"/>`;
    out += escapeText(text.slice(at, found.index)) + placeholder;
    at = found.index + 1;
  }
  return out + escapeText(text.slice(at));
}

const clone = (code: InlineCode): string | undefined => (code.canCopy === false ? 'no' : undefined);

/** A `g` can stand for a pair that carries nothing at its closing half. */
function fitsG(open: OpenCode, close: CloseCode): boolean {
  return open.data === undefined && close.data === undefined && close.equiv === undefined;
}

function mtypeOf(note: Annotation): string {
  if (note.type?.startsWith('xlf12:') === true) return decodeURIComponent(note.type.slice(6));
  if (note.type === 'term') return 'term';
  if (note.translate === false) return 'protected';
  return `x-${nmtoken(note.type ?? 'generic').replaceAll(':', '-')}`;
}

/** The inside of a `source`, `seg-source` or `target` of XLIFF 1.2, without segment markers. */
export function writeInline12(value: Content, annotations: readonly Annotation[], context: InlineContext12): string {
  const { prefix } = context;
  const events = eventsOf(value, annotations);
  const partner = nest(events, fitsG);
  const data = (code: InlineCode): string => escapeText(replaceInvalid(code.data ?? ''));
  const half = (code: InlineCode): string => {
    const raw = context.raw?.(code, undefined);
    if (raw !== undefined) return raw;
    const { id } = code;
    const ctype = ctypeOf(code);
    const common = { id, ctype, 'equiv-text': code.equiv };
    if (code.kind === 'standalone') {
      if (code.data === undefined) return `<${prefix}x${attributes({ ...common, clone: clone(code) })}/>`;
      return `<${prefix}ph${attributes(common)}>${data(code)}</${prefix}ph>`;
    }
    const both = context.paired.has(id);
    if (!both) {
      const pos = code.kind === 'open' ? 'open' : 'close';
      return `<${prefix}it${attributes({ id, pos, ctype, 'equiv-text': code.equiv })}>${data(code)}</${prefix}it>`;
    }
    // `rid` ties the halves together; the schema wants it to be a token.
    const rid = nmtoken(id);
    if (context.withData.has(id)) {
      const name = code.kind === 'open' ? 'bpt' : 'ept';
      const own = code.kind === 'open' ? { id, rid, ctype } : { id, rid };
      return `<${prefix}${name}${attributes({ ...own, 'equiv-text': code.equiv })}>${data(code)}</${prefix}${name}>`;
    }
    if (code.kind === 'open')
      return `<${prefix}bx${attributes({ id, rid, ctype, 'equiv-text': code.equiv, clone: clone(code) })}/>`;
    return `<${prefix}ex${attributes({ id, rid, 'equiv-text': code.equiv })}/>`;
  };
  let out = '';
  events.forEach((event, index) => {
    const mate = partner.get(index);
    if (event.kind === 'text') out += text12(event.text, prefix);
    else if (event.kind !== 'code') {
      // XLIFF 1.2 has no split markers: a span that crosses others is left out. A `mid` is for segments only.
      if (event.kind !== 'empty' && mate === undefined) return;
      const { note } = event;
      const start = `${prefix}mrk${attributes({ mtype: mtypeOf(note), comment: note.value })}`;
      if (event.kind === 'empty') out += `<${start}/>`;
      else out += event.kind === 'start' ? `<${start}>` : `</${prefix}mrk>`;
    } else if (mate === undefined) out += half(event.code);
    else if (event.code.kind === 'close') out += `</${prefix}g>`;
    else {
      const other = events[mate];
      const close = other?.kind === 'code' ? other.code : event.code;
      const { code } = event;
      const tag = attributes({ id: code.id, ctype: ctypeOf(code), 'equiv-text': code.equiv, clone: clone(code) });
      out += context.raw?.(code, close) ?? `<${prefix}g${tag}>`;
    }
  });
  return out;
}
