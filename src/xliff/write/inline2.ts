import type { Content, InlineCode, OpenCode } from '../../content/index.js';
import type { Annotation } from '../model.js';
import { escapeText, isXmlText } from '../xml/index.js';
import { commonText, eventsOf, nest, sameAttributes } from './nesting.js';
import { attribute, attributes, nmtoken } from './xml.js';

/**
 * Ids of one unit as they are written: XLIFF 2 wants one name space for segments, codes and annotations, where XLIFF 1.2
 * and other formats count each for itself. The first to ask keeps its id, and everything keeps what it was given.
 */
export class IdTable {
  private readonly given = new Map<string, string>();
  private readonly taken = new Set<string>();

  /** For a match: what the unit had to rename is renamed there too, everything else is the match's own business. */
  constructor(private readonly unit?: IdTable) {}

  of(kind: 'segment' | 'standalone' | 'pair' | 'annotation', id: string): string {
    const key = `${kind} ${id}`;
    let token = this.given.get(key);
    if (token === undefined) {
      const renamed = this.unit?.given.get(key);
      this.given.set(key, (token = this.free(renamed ?? nmtoken(id))));
    }
    return token;
  }

  ofCode(code: InlineCode): string {
    return this.of(code.kind === 'standalone' ? 'standalone' : 'pair', code.id);
  }

  /** This token, or the next free one like it. */
  free(wanted: string): string {
    let token = wanted;
    for (let n = 2; this.taken.has(token); n++) token = `${wanted}-${n}`;
    this.taken.add(token);
    return token;
  }
}

/** What the codes of one side of a unit (or of a match) need to know of each other while they are written. */
export interface InlineContext {
  readonly ids: IdTable;
  /** Id of the original data with this text. */
  dataRef(data: string): string;
  /** Codes of this side that have both halves somewhere in the unit, opening before closing. */
  readonly paired: ReadonlySet<string>;
  /** Codes already written on this side: later ones are copies. */
  readonly written: Set<string>;
  /** Written ids of opening codes that wait for their closing half in a later segment. */
  readonly waiting: Map<string, { readonly written: string; readonly open: OpenCode }>;
  /** Prefix of the core namespace, with its colon; empty when it is the default namespace. */
  readonly prefix: string;
  /** The markup that the document itself has for a code, or for the start tag of a pair; used where it fits. */
  readonly raw?: (code: InlineCode, close: InlineCode | undefined) => string | undefined;
}

const BEYOND_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/gu;

/** Text of a source, target or data: what XML cannot hold becomes `<cp hex="…"/>`. */
export function textWithCp(text: string, prefix = ''): string {
  if (isXmlText(text)) return escapeText(text);
  let out = '';
  let at = 0;
  for (const found of text.matchAll(BEYOND_XML)) {
    const hex = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    out += `${escapeText(text.slice(at, found.index))}<${prefix}cp hex="${hex}"/>`;
    at = found.index + 1;
  }
  return out + escapeText(text.slice(at));
}

/** The id of a code: its own the first time, a fresh one with `copyOf` for each copy. */
function takeId(code: InlineCode, context: InlineContext): { id: string; copyOf: string | undefined } {
  const id = context.ids.ofCode(code);
  if (context.written.has(id)) return { id: context.ids.free(`${id}-2`), copyOf: id };
  context.written.add(id);
  return { id, copyOf: undefined };
}

const idText = ({ id, copyOf }: { id: string; copyOf: string | undefined }): string =>
  attribute('id', id) + attribute('copyOf', copyOf);

const ANNOTATION_TYPE = /^(?:generic|comment|term|[^\s:]+:[^\s:]+)$/;

function annotationAttributes(note: Annotation, ids: IdTable): string {
  const { value, ref, translate } = note;
  const type =
    note.type === undefined || ANNOTATION_TYPE.test(note.type)
      ? note.type
      : `memori:${nmtoken(note.type).replaceAll(':', '-')}`;
  return attributes({
    id: ids.of('annotation', note.id),
    type,
    value,
    ref,
    translate: translate === undefined ? undefined : translate ? 'yes' : 'no',
  });
}

/** The inside of a `source` or `target` of XLIFF 2: never a character more or less than the content. */
export function writeInline2(value: Content, annotations: readonly Annotation[], context: InlineContext): string {
  const { prefix, ids } = context;
  const only = value.parts[0];
  if (annotations.length === 0 && value.parts.length <= 1 && (only === undefined || typeof only === 'string')) {
    return textWithCp(only ?? '', prefix);
  }
  const events = eventsOf(value, annotations);
  const partner = nest(events);
  const ends = (code: InlineCode, suffix: string): string =>
    attribute(`dataRef${suffix}`, code.data === undefined ? undefined : context.dataRef(code.data)) +
    attribute(`equiv${suffix}`, code.equiv) +
    attribute(`disp${suffix}`, code.display);
  /** Markup of the document where it has some and this is no copy. */
  const rawOf = (code: InlineCode, close?: InlineCode): string | undefined => {
    if (context.raw === undefined || context.written.has(ids.ofCode(code))) return undefined;
    const raw = context.raw(code, close);
    if (raw !== undefined) context.written.add(ids.ofCode(code));
    return raw;
  };

  const marker = (note: Annotation, kind: 'start' | 'end' | 'empty', split: boolean): string => {
    if (kind === 'end') return split ? `<${prefix}em startRef="${ids.of('annotation', note.id)}"/>` : `</${prefix}mrk>`;
    const start = `${prefix}${split ? 'sm' : 'mrk'}${annotationAttributes(note, ids)}`;
    return split || kind === 'empty' ? `<${start}/>` : `<${start}>`;
  };
  const half = (code: InlineCode): string => {
    if (code.kind === 'standalone') {
      return rawOf(code) ?? `<${prefix}ph${idText(takeId(code, context))}${commonText(code)}${ends(code, '')}/>`;
    }
    if (code.kind === 'open') {
      const both = context.paired.has(code.id);
      const raw = rawOf(code);
      const taken = raw === undefined ? takeId(code, context) : { id: ids.ofCode(code), copyOf: undefined };
      if (both) context.waiting.set(code.id, { written: taken.id, open: code });
      return (
        raw ?? `<${prefix}sc${idText(taken)}${both ? '' : ' isolated="yes"'}${commonText(code)}${ends(code, '')}/>`
      );
    }
    const begun = context.waiting.get(code.id);
    context.waiting.delete(code.id);
    if (begun !== undefined) {
      const raw = begun.written === ids.ofCode(code) ? context.raw?.(code, undefined) : undefined;
      const own = sameAttributes(begun.open, code) ? '' : commonText(code);
      return raw ?? `<${prefix}ec${attribute('startRef', begun.written)}${own}${ends(code, '')}/>`;
    }
    return (
      rawOf(code) ?? `<${prefix}ec isolated="yes"${idText(takeId(code, context))}${commonText(code)}${ends(code, '')}/>`
    );
  };

  let out = '';
  events.forEach((event, index) => {
    const mate = partner.get(index);
    if (event.kind === 'text') out += textWithCp(event.text, prefix);
    else if (event.kind !== 'code') out += marker(event.note, event.kind, mate === undefined && event.kind !== 'empty');
    else if (mate === undefined) out += half(event.code);
    else if (event.code.kind === 'close') out += `</${prefix}pc>`;
    else {
      const other = events[mate];
      const close = other?.kind === 'code' ? other.code : event.code;
      const { code } = event;
      out +=
        rawOf(code, close) ??
        `<${prefix}pc${idText(takeId(code, context))}${commonText(code)}${ends(code, 'Start')}${ends(close, 'End')}>`;
    }
  });
  return out;
}
