import { usageError } from '../../base/index.js';
import { NS, type SegmentState } from '../model.js';
import { openTag, spaceBefore } from '../edit/splices.js';
import { xliffVersion } from '../read/version.js';
import { attributes as attributeText } from '../write/xml.js';
import {
  applySplices,
  attributeValue,
  childElements,
  descendants,
  escapeText,
  firstChild,
  inheritedValue,
  parseXml,
  type Splice,
  XML_NAMESPACE,
  type XmlDocument,
  type XmlElement,
} from '../xml/index.js';
import { flatText, serialise, sizeOf, type Token, tokensOf } from './tokens.js';

interface Options {
  readonly file?: string;
}

/** Cut positions in a flat text, in which markup stands as U+FFFC: each is where a new segment starts. */
export type Splitter = (text: string, language: string | undefined) => readonly number[];

function unitsOf(text: string, options: Options): { xml: XmlDocument; units: XmlElement[] } {
  const xml = parseXml(text, options);
  if (xliffVersion(xml).startsWith('1')) {
    throw usageError('xliff.version', 'segments are joined and split in XLIFF 2 only', {
      ...options,
      hint: 'Convert the file to XLIFF 2.1 first.',
    });
  }
  const units = [...descendants(xml.root)].filter((one) => one.local === 'unit' && one.uri === xml.root.uri);
  return { xml, units };
}

const partsOf = (unit: XmlElement): XmlElement[] =>
  childElements(unit, undefined, unit.uri).filter((one) => one.local === 'segment' || one.local === 'ignorable');

function canResegment(part: XmlElement): boolean {
  for (let at: XmlElement | undefined = part; at !== undefined; at = at.parent) {
    const value = attributeValue(at, 'canResegment');
    if (value !== undefined) return value === 'yes';
  }
  return true;
}

const preserves = (element: XmlElement): boolean => inheritedValue(element, 'space', XML_NAMESPACE) === 'preserve';

/** Rewrites inline markup in its normal form: `pc` and `mrk` where they nest, `sc`/`ec` and `sm`/`em` where they do not. */
export function normaliseInline(text: string, options: Options = {}): string {
  return rewriteContents(text, options, (tokens) => tokens);
}

/** Takes annotations away (of the types that the filter names) and leaves their text. */
export function removeAnnotations(
  text: string,
  filter: (type: string) => boolean = () => true,
  options: Options = {},
): string {
  return rewriteContents(text, options, (tokens, removed) =>
    tokens.filter((token) => {
      if (token.kind === 'text' || token.kind === 'point' || token.family === 'code') return true;
      if (token.kind === 'open' && filter(attributeValue(token.element, 'type') ?? 'generic')) removed.add(token.id);
      return !removed.has(token.id);
    }),
  );
}

function rewriteContents(
  text: string,
  options: Options,
  change: (tokens: Token[], removed: Set<string>) => Token[],
): string {
  const { units } = unitsOf(text, options);
  const splices: Splice[] = [];
  for (const unit of units) {
    for (const side of ['source', 'target']) {
      // A marker can end in a later segment than it starts in.
      const removed = new Set<string>();
      for (const part of partsOf(unit)) {
        const element = firstChild(part, side, unit.uri);
        if (element === undefined) continue;
        const inner = serialise(text, change(tokensOf(text, element), removed));
        if (inner === text.slice(element.openEnd, element.closeStart)) continue;
        splices.push({ start: element.openEnd, end: element.closeStart, replacement: inner });
      }
    }
  }
  return applySplices(text, splices);
}

const STATES: readonly SegmentState[] = ['initial', 'translated', 'reviewed', 'final'];
const stateOf = (segment: XmlElement): SegmentState => {
  const value = attributeValue(segment, 'state') as SegmentState | undefined;
  return value !== undefined && STATES.includes(value) ? value : 'initial';
};

interface Run {
  readonly parts: readonly XmlElement[];
  /** Place among the targets that the file gives its first part. */
  readonly order: string | undefined;
}

/**
 * Joins the segments of each unit as far as they may be joined (`canResegment`), with what stands between them. Where the
 * targets stand in another order than the sources, the joined source follows the target. The joined segment has the id of
 * the first, the least advanced state, and the first one's sub-state if it still holds.
 */
export function joinSegments(text: string, options: Options = {}): string {
  const { units } = unitsOf(text, options);
  const splices: Splice[] = [];
  for (const unit of units) joinUnit(text, unit, splices);
  return applySplices(text, splices);
}

function joinUnit(text: string, unit: XmlElement, splices: Splice[]): void {
  const parts = partsOf(unit);
  const orderOf = (part: XmlElement): string | undefined => {
    const target = firstChild(part, 'target', unit.uri);
    return target && attributeValue(target, 'order');
  };
  const sorted = parts
    .map((part, i) => ({ part, place: Number(orderOf(part) ?? i + 1) }))
    .sort((a, b) => a.place - b.place)
    .map(({ part }) => part);
  const runs: Run[] = [];
  let current: XmlElement[] = [];
  let waiting: XmlElement[] = [];
  const flush = (): void => {
    if (current.length > 0) runs.push({ parts: current, order: orderOf(current[0]!) });
    for (const part of waiting) runs.push({ parts: [part], order: orderOf(part) });
    current = [];
    waiting = [];
  };
  for (const part of sorted) {
    if (part.local === 'ignorable') {
      waiting.push(part);
      continue;
    }
    const joins = current.length > 0 && canResegment(part) && canResegment(current[0]!);
    if (!joins) flush();
    current.push(...(joins ? waiting : []), part);
    waiting = [];
  }
  flush();
  if (runs.every((run) => run.parts.length === 1)) return;

  const joined = runs.map((run, i) => writeRun(text, unit, run, i + 1));
  const first = parts[0]!;
  const last = parts.at(-1)!;
  const space =
    text.slice(first.start, last.end) === text.slice(first.start, first.end) ? '' : spaceBetween(text, parts);
  splices.push({ start: first.start, end: last.end, replacement: joined.join(space) });

  // Candidates of a segment that is no more are for what it became a part of.
  const into = new Map<string, string>();
  for (const { parts: members } of runs) {
    const id = attributeValue(members[0]!, 'id');
    for (const member of members.slice(1)) {
      const old = attributeValue(member, 'id');
      if (id !== undefined && old !== undefined) into.set(`#${old}`, `#${id}`);
    }
  }
  const matches = firstChild(unit, 'matches', NS.matches);
  for (const match of matches === undefined ? [] : childElements(matches, 'match', NS.matches)) {
    const ref = match.attributes.find((one) => one.name === 'ref');
    const now = ref && into.get(ref.value);
    if (ref !== undefined && now !== undefined)
      splices.push({ start: ref.valueStart, end: ref.valueEnd, replacement: now });
  }
}

/** What stands between the first two parts, when it is white space. */
function spaceBetween(text: string, [first, second]: readonly XmlElement[]): string {
  const space = first === undefined || second === undefined ? '' : text.slice(first.end, second.start);
  return space.trim() === '' ? space : '\n';
}

function writeRun(text: string, unit: XmlElement, run: Run, place: number): string {
  const [first] = run.parts;
  if (run.parts.length === 1 && (run.order === undefined || Number(run.order) === place)) {
    return text.slice(first!.start, first!.end);
  }
  const prefix = unit.prefix === '' ? '' : `${unit.prefix}:`;
  const segments = run.parts.filter((part) => part.local === 'segment');
  const least = segments.reduce<SegmentState>((state, part) => {
    const own = stateOf(part);
    return STATES.indexOf(own) < STATES.indexOf(state) ? own : state;
  }, 'final');
  const inner = (side: 'source' | 'target'): string | undefined => {
    const elements = run.parts.flatMap((part) => firstChild(part, side, unit.uri) ?? []);
    if (elements.length === 0) return undefined;
    const tokens = elements.flatMap((element) => tokensOf(text, element));
    const base = elements[0]!;
    const kept = base.attributes.filter((one) => one.name !== 'order' && one.name !== 'xml:space');
    const values = {
      ...Object.fromEntries(kept.map((one) => [one.name, one.value])),
      ...(side === 'target' && run.order !== undefined && { order: place }),
      'xml:space':
        elements.some(preserves) && !preserves(unit) ? 'preserve' : attributeValue(base, 'space', XML_NAMESPACE),
    };
    return `<${prefix}${side}${attributeText(values)}>${serialise(text, tokens)}</${prefix}${side}>`;
  };
  const head =
    first!.local === 'ignorable'
      ? { id: attributeValue(first!, 'id') }
      : {
          id: attributeValue(first!, 'id'),
          canResegment: attributeValue(first!, 'canResegment'),
          state: least === 'initial' && attributeValue(first!, 'state') !== 'initial' ? undefined : least,
          subState: stateOf(first!) === least ? attributeValue(first!, 'subState') : undefined,
        };
  const lines = [inner('source'), inner('target')].filter((one) => one !== undefined);
  const space = spaceInside(text, first!);
  return `<${prefix}${first!.local}${attributeText(head)}>${lines.map((one) => space.before + one).join('')}${space.after}</${prefix}${first!.local}>`;
}

/** White space around the source of a segment, to lay out another like it. */
function spaceInside(text: string, part: XmlElement): { before: string; after: string } {
  const children = childElements(part);
  const before = children[0] === undefined ? '' : text.slice(part.openEnd, children[0].start);
  const after = children.length === 0 ? '' : text.slice(children.at(-1)!.end, part.closeStart);
  return { before: before.trim() === '' ? before : '', after: after.trim() === '' ? after : '' };
}

/**
 * Splits segments where the splitter says, source and target alike: a segment whose target does not fall into as many
 * parts stays whole, and so does one that must not be resegmented. A target that was more than translated is translated.
 */
export function splitSegments(text: string, split: Splitter, options: Options = {}): string {
  const { xml, units } = unitsOf(text, options);
  const languages = { source: attributeValue(xml.root, 'srcLang'), target: attributeValue(xml.root, 'trgLang') };
  const splices: Splice[] = [];
  for (const unit of units) {
    const parts = partsOf(unit);
    const used = new Set(parts.flatMap((part) => attributeValue(part, 'id') ?? []));
    let next = parts.filter((part) => part.local === 'segment').length + 1;
    const freshId = (): string => {
      while (used.has(`s${next}`)) next++;
      used.add(`s${next}`);
      return `s${next}`;
    };
    // A place among the targets would have to be found anew for every part.
    if (parts.some((part) => attributeValue(firstChild(part, 'target', unit.uri) ?? part, 'order') !== undefined))
      continue;
    for (const part of parts) {
      if (part.local !== 'segment' || !canResegment(part)) continue;
      const replacement = splitSegment(text, unit, part, split, languages, freshId);
      if (replacement !== undefined) splices.push({ start: part.start, end: part.end, replacement });
    }
  }
  return applySplices(text, splices);
}

function splitSegment(
  text: string,
  unit: XmlElement,
  part: XmlElement,
  split: Splitter,
  languages: { readonly source: string | undefined; readonly target: string | undefined },
  freshId: () => string,
): string | undefined {
  const prefix = unit.prefix === '' ? '' : `${unit.prefix}:`;
  const sides = (['source', 'target'] as const).flatMap((side) => {
    const element = firstChild(part, side, unit.uri);
    if (element === undefined) return [];
    const tokens = tokensOf(text, element);
    const flat = flatText(tokens);
    const cuts = [...new Set(split(flat, languages[side]))]
      .filter((at) => at > 0 && at < flat.length)
      .sort((a, b) => a - b);
    const tag = `${openTag(text, element)}>`;
    return [{ side, tag, pieces: cutTokens(tokens, cuts) }];
  });
  const count = sides[0]?.pieces.length ?? 1;
  if (count < 2 || sides.some(({ pieces }) => pieces.length !== count)) return undefined;
  const state = attributeValue(part, 'state');
  const now = state === 'reviewed' || state === 'final' ? 'translated' : state;
  const space = spaceInside(text, part);
  const gap = spaceBefore(text, part);
  const segments = Array.from({ length: count }, (_, i) => {
    const head = attributeText({
      id: i === 0 ? attributeValue(part, 'id') : freshId(),
      canResegment: attributeValue(part, 'canResegment'),
      state: now,
      subState: now === state ? attributeValue(part, 'subState') : undefined,
    });
    const inner = sides.map(
      ({ side, tag, pieces }) => `${space.before}${tag}${serialise(text, pieces[i]!)}</${prefix}${side}>`,
    );
    return `<${prefix}segment${head}>${inner.join('')}${space.after}</${prefix}segment>`;
  });
  return segments.join(gap);
}

/** Tokens cut at flat positions. Text is cut in its escaped form, so a cut never falls into a reference. */
function cutTokens(tokens: readonly Token[], cuts: readonly number[]): Token[][] {
  const pieces: Token[][] = [[]];
  let at = 0;
  let next = 0;
  for (const token of tokens) {
    let rest = token;
    while (next < cuts.length && rest.kind === 'text' && cuts[next]! > at && cuts[next]! < at + rest.length) {
      const [head, tail] = cutText(rest, cuts[next]! - at);
      pieces.at(-1)!.push(head);
      at += head.length;
      rest = tail;
      pieces.push([]);
      next++;
    }
    if (next < cuts.length && cuts[next] === at && pieces.at(-1)!.length > 0) {
      pieces.push([]);
      next++;
    }
    pieces.at(-1)!.push(rest);
    at += sizeOf(rest);
  }
  return pieces;
}

type TextToken = Extract<Token, { kind: 'text' }>;

function cutText(token: TextToken, at: number): [TextToken, TextToken] {
  const { raw, text } = token;
  const piece = (value: string, markup: string): TextToken => ({
    kind: 'text',
    raw: markup,
    length: value.length,
    text: value,
  });
  if (raw.startsWith('<![CDATA[')) {
    return [
      piece(text.slice(0, at), `<![CDATA[${text.slice(0, at)}]]>`),
      piece(text.slice(at), `<![CDATA[${text.slice(at)}]]>`),
    ];
  }
  // A declared entity stands for any number of characters.
  if (/&(?!#|(?:amp|lt|gt|quot|apos);)/.test(raw)) {
    return [piece(text.slice(0, at), escapeText(text.slice(0, at))), piece(text.slice(at), escapeText(text.slice(at)))];
  }
  // One step for each character of the value: a reference or a line end is several characters of markup.
  const step = /&[^;]*;|\r\n|[^]/y;
  let value = 0;
  while (value < at) {
    const [markup] = step.exec(raw)!;
    value += markup.startsWith('&#') && codePoint(markup) > 0xffff ? 2 : 1;
  }
  const cut = step.lastIndex;
  return [piece(text.slice(0, value), raw.slice(0, cut)), piece(text.slice(value), raw.slice(cut))];
}

const codePoint = (reference: string): number =>
  reference.startsWith('&#x') ? Number.parseInt(reference.slice(3), 16) : Number.parseInt(reference.slice(2), 10);
