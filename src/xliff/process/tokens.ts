import { openTag } from '../edit/splices.js';
import { attributeValue, type XmlElement, type XmlNode } from '../xml/index.js';
import { LastPlaces, OpenStack } from '../write/open-stack.js';
import { attributes as attributeText } from '../write/xml.js';

/** Start and end of a code (`pc`, `sc`/`ec`) or of a marker (`mrk`, `sm`/`em`), whichever way it is written. */
export interface Half {
  readonly kind: 'open' | 'close';
  readonly family: 'code' | 'marker';
  /** What both halves share: the id of the opening one. */
  readonly id: string;
  readonly element: XmlElement;
}

/** The inside of a source or target, flat. `raw` is markup or escaped text as it stands in the file. */
export type Token =
  | { readonly kind: 'text'; readonly raw: string; readonly length: number; readonly text: string }
  | { readonly kind: 'point'; readonly raw: string }
  | Half;

const PAIRS: Readonly<Record<string, Half['family']>> = { pc: 'code', mrk: 'marker' };

/** The inside of a source or target of XLIFF 2 as tokens. */
export function tokensOf(text: string, top: XmlElement): Token[] {
  const tokens: Token[] = [];
  const id = (element: XmlElement, name = 'id'): string => attributeValue(element, name) ?? '';
  const visit = (node: XmlNode): void => {
    const raw = text.slice(node.start, node.end);
    if (node.kind === 'text' || node.kind === 'cdata') {
      if (raw !== '') tokens.push({ kind: 'text', raw, length: node.value.length, text: node.value });
      return;
    }
    if (node.kind !== 'element') return void tokens.push({ kind: 'point', raw });
    const family = PAIRS[node.local];
    if (family !== undefined) {
      tokens.push({ kind: 'open', family, id: id(node), element: node });
      node.children.forEach(visit);
      tokens.push({ kind: 'close', family, id: id(node), element: node });
    } else if (node.local === 'sc' || node.local === 'sm') {
      tokens.push({ kind: 'open', family: node.local === 'sc' ? 'code' : 'marker', id: id(node), element: node });
    } else if ((node.local === 'ec' && attributeValue(node, 'startRef') !== undefined) || node.local === 'em') {
      const own = node.local === 'ec' ? 'code' : 'marker';
      tokens.push({ kind: 'close', family: own, id: id(node, 'startRef'), element: node });
    } else tokens.push({ kind: 'point', raw });
  };
  top.children.forEach(visit);
  return tokens;
}

/** Length in flat positions: one for each character and each token that is not text. */
export const sizeOf = (token: Token): number => (token.kind === 'text' ? token.length : 1);

/** Flat text: markup stands as U+FFFC, so that positions in it are flat positions. */
export const flatText = (tokens: readonly Token[]): string =>
  tokens.map((token) => (token.kind === 'text' ? token.text : '\ufffc')).join('');

const half = (name: string, suffix: string): string => `${name}${suffix}`;
const SIDED = ['dataRef', 'equiv', 'disp', 'subFlows'];
const SHARED = ['type', 'subType', 'canCopy', 'canDelete', 'canReorder', 'copyOf', 'dir'];

type Values = Record<string, string | undefined>;

const qualified = (element: XmlElement): Values =>
  Object.fromEntries(element.attributes.filter((one) => one.prefix !== '').map((one) => [one.name, one.value]));

const plainValues = (element: XmlElement, names: readonly string[]): Values =>
  Object.fromEntries(names.map((name) => [name, attributeValue(element, name)]));

/** `sc` may overlap unless it says no; `pc` may not unless it says yes. */
const overlaps = (element: XmlElement): boolean =>
  (attributeValue(element, 'canOverlap') ?? (element.local === 'pc' ? 'no' : 'yes')) === 'yes';

/** Start tag, end tag or empty element for a half, as one element with its partner or on its own. */
export function markupOf(text: string, token: Half, partner: Half | undefined): string {
  const { element, kind, family } = token;
  const prefix = element.prefix === '' ? '' : `${element.prefix}:`;
  const name = (local: string): string => `${prefix}${local}`;
  const paired = PAIRS[element.local] !== undefined;
  /** The start tag as it is, but for its name and its end. */
  const tagRest = (): string => openTag(text, element).slice(1 + element.name.length);
  if (partner !== undefined) {
    if (kind === 'close') return `</${name(family === 'code' ? 'pc' : 'mrk')}>`;
    if (paired) return element.selfClosing ? `${openTag(text, element)}>` : text.slice(element.start, element.openEnd);
    if (family === 'marker') return `<${name('mrk')}${tagRest()}>`;
    return `<${name('pc')}${attributeText(pairValues(element, partner.element))}>`;
  }
  if (!paired) return text.slice(element.start, element.end);
  if (family === 'marker') {
    return kind === 'open'
      ? `<${name('sm')}${tagRest()}/>`
      : `<${name('em')}${attributeText({ startRef: token.id })}/>`;
  }
  return `<${name(kind === 'open' ? 'sc' : 'ec')}${attributeText(halfValues(element, kind, token.id))}/>`;
}

/** Attributes of the `pc` that an `sc` and its `ec` make. */
function pairValues(start: XmlElement, end: XmlElement): Values {
  const sided: Values = {};
  for (const name of SIDED) {
    sided[half(name, 'Start')] = attributeValue(start, name);
    sided[half(name, 'End')] = attributeValue(end, name);
  }
  return {
    id: attributeValue(start, 'id'),
    canOverlap: overlaps(start) ? 'yes' : undefined,
    ...plainValues(start, SHARED),
    ...sided,
    ...qualified(start),
  };
}

/** Attributes of the `sc` or `ec` that stands for one end of a `pc`. Extensions stay with the start. */
function halfValues(pair: XmlElement, kind: 'open' | 'close', id: string): Values {
  const suffix = kind === 'open' ? 'Start' : 'End';
  const sided = Object.fromEntries(SIDED.map((name) => [name, attributeValue(pair, half(name, suffix))]));
  const shared = plainValues(pair, kind === 'open' ? SHARED : SHARED.filter((name) => name !== 'copyOf'));
  const canOverlap = overlaps(pair) ? undefined : 'no';
  if (kind === 'close') return { startRef: id, canOverlap, ...shared, ...sided };
  return { id, canOverlap, ...shared, ...sided, ...qualified(pair) };
}

/**
 * Tokens as markup: one element where both halves stand here and nothing that is open crosses it, two otherwise. Markup
 * that already has that form is copied as it is.
 */
export function serialise(text: string, tokens: readonly Token[]): string {
  const partner = new Map<number, number>();
  const open = new OpenStack();
  /** Of those that are open, what nothing crosses yet. */
  const clean = new OpenStack();
  const starts = new LastPlaces();
  tokens.forEach((token, index) => {
    if (token.kind === 'open') {
      starts.push(`${token.family} ${token.id}`, index);
      open.push(index);
      clean.push(index);
    } else if (token.kind === 'close') {
      const start = starts.pop(`${token.family} ${token.id}`);
      if (start === undefined) return;
      // Whatever is still open above it ends outside: they cross each other.
      if (open.top() === start && clean.has(start)) {
        partner.set(start, index);
        partner.set(index, start);
      } else clean.closeAbove(start);
      open.close(start);
      clean.close(start);
    }
  });
  return tokens
    .map((token, index) => {
      if (token.kind === 'text' || token.kind === 'point') return token.raw;
      const mate = partner.get(index);
      return markupOf(text, token, mate === undefined ? undefined : (tokens[mate] as Half));
    })
    .join('');
}
