import { inputError, type MemoriErrorOptions } from '../base/index.js';
import { codesOf, type Content, equalContent, type InlineCode } from '../content/index.js';
import {
  applySplices,
  attribute,
  attributeValue,
  childElements,
  escapeAttribute,
  escapeText,
  firstChild,
  parseXml,
  positionOf,
  replaceInvalid,
  type Splice,
  type XmlDocument,
  type XmlElement,
} from '../xliff/index.js';
import { tmxDate } from './dates.js';
import { languageFit } from './languages.js';
import { languageOf, readUnit, versionOf } from './read.js';
import { NATIVE_STYLE, numberCodes, type RawCode, writeSegment } from './write-inline.js';

/** What is to change in one unit; what is absent stays as it is. */
export interface TmxEdit {
  /** `tuid`, or the number of the unit from 0. */
  readonly unit: string | number;
  /** The variant: best fit of this language; a variant that is missing is added. */
  readonly language: string;
  readonly content?: Content;
  /** ISO 8601. */
  readonly changeDate?: string;
  readonly changeId?: string;
  /** Properties of the unit by type; `undefined` removes. */
  readonly props?: Readonly<Record<string, string | undefined>>;
}

/** The elements of a variant's codes. */
type Markup = Map<string, { readonly code: InlineCode; readonly element: XmlElement }>;

const keyOf = (code: InlineCode): string => `${code.kind} ${code.id}`;
const same = (a: InlineCode, b: InlineCode): boolean => equalContent({ parts: [a] }, { parts: [b] });

/**
 * Changes single variants and properties and nothing else: everything outside what changes keeps its bytes, and an edit
 * that says what is there already changes nothing.
 *
 * @throws MemoriError `xml.*`, `tmx.*`; `tmx.no-such-unit`, `tmx.ambiguous`
 */
export function editTmx(text: string, edits: readonly TmxEdit[], options: { file?: string } = {}): string {
  return editTmxDocument(parseXml(text, options), edits);
}

/** {@link editTmx} for a document that is parsed already. */
export function editTmxDocument(xml: XmlDocument, edits: readonly TmxEdit[]): string {
  const { root, file, text } = xml;
  const at: MemoriErrorOptions = file === undefined ? {} : { file };
  versionOf(root, { ...at, ...positionOf(xml, root.start) });
  const body = firstChild(root, 'body');
  const units = body === undefined ? [] : childElements(body, 'tu');
  const splices = edits.flatMap((edit) => spliceUnit(text, findUnit(units, edit.unit, at), edit));
  return applySplices(text, splices);
}

function findUnit(units: readonly XmlElement[], wanted: string | number, at: MemoriErrorOptions): XmlElement {
  const found =
    typeof wanted === 'number'
      ? units.slice(wanted, wanted + 1)
      : units.filter((unit) => attributeValue(unit, 'tuid') === wanted);
  if (found.length === 1) return found[0]!;
  if (found.length === 0) throw inputError('tmx.no-such-unit', `there is no unit “${wanted}”`, at);
  throw inputError('tmx.ambiguous', `there are ${found.length} units with the tuid “${wanted}”`, {
    ...at,
    hint: 'Name the unit by its number in the file.',
  });
}

/**
 * The markup of a variant that has every code of the new content is used again, so that what the model does not know goes
 * along, and numbers tie up as before. Otherwise only placeholders are.
 */
function rawFor(text: string, content: Content, markup: readonly (Markup | undefined)[]): RawCode {
  const codes = codesOf(content);
  const once = new Set(codes.map(keyOf)).size === codes.length;
  const has = (own: Markup | undefined, code: InlineCode): own is Markup => {
    const found = own?.get(keyOf(code));
    return found !== undefined && same(found.code, code);
  };
  const whole = once ? markup.find((own) => codes.every((code) => has(own, code))) : undefined;
  return (code) => {
    const own = whole ?? (code.kind === 'standalone' ? markup.find((one) => has(one, code)) : undefined);
    const element = own?.get(keyOf(code))?.element;
    return element && text.slice(element.start, element.end);
  };
}

function spliceUnit(text: string, tu: XmlElement, edit: TmxEdit): Splice[] {
  const markup: Markup[] = [];
  const unit = readUnit(tu, (variant) => (code, element) => {
    const own = (markup[variant] ??= new Map());
    if (!own.has(keyOf(code))) own.set(keyOf(code), { code, element });
  });
  const elements = childElements(tu, 'tuv');
  let index = -1;
  let fit = 0;
  elements.forEach((tuv, i) => {
    const one = languageFit(languageOf(tuv) ?? '', edit.language);
    if (one > fit) {
      index = i;
      fit = one;
    }
  });
  const splices: Splice[] = [];
  const contents = unit.variants.map((variant) => variant.content);
  const write = (content: Content): string => {
    const numberOf = numberCodes([...contents, content], NATIVE_STYLE);
    return writeSegment({ content, numberOf, raw: rawFor(text, content, [markup[index], ...markup]) }, NATIVE_STYLE);
  };
  const stamps = {
    changedate: edit.changeDate === undefined ? undefined : tmxDate(edit.changeDate),
    changeid: edit.changeId,
  };

  const tuv = elements[index];
  if (tuv === undefined) {
    if (edit.content !== undefined)
      splices.push(newVariant(text, tu, elements, edit.language, stamps, write(edit.content)));
  } else {
    const seg = firstChild(tuv, 'seg');
    const changed = edit.content !== undefined && !equalContent(contents[index]!, edit.content);
    if (changed) {
      const inner = write(edit.content!);
      if (seg === undefined)
        splices.push({ start: tuv.closeStart, end: tuv.closeStart, replacement: `<seg>${inner}</seg>` });
      else if (seg.selfClosing)
        splices.push({ start: seg.start, end: seg.end, replacement: `<${seg.name}>${inner}</${seg.name}>` });
      else splices.push({ start: seg.openEnd, end: seg.closeStart, replacement: inner });
    }
    for (const [name, value] of Object.entries(stamps)) {
      if (value !== undefined) splices.push(...setAttribute(tuv, name, value));
    }
  }
  for (const [type, value] of Object.entries(edit.props ?? {})) splices.push(...setProp(text, tu, type, value));
  return splices;
}

function setAttribute(element: XmlElement, name: string, value: string): Splice[] {
  const existing = attribute(element, name);
  const escaped = escapeAttribute(replaceInvalid(value)).replaceAll("'", '&apos;');
  if (existing === undefined) {
    const at = element.attributes.at(-1)?.end ?? element.start + 1 + element.name.length;
    return [{ start: at, end: at, replacement: ` ${name}="${escaped}"` }];
  }
  return existing.value === value ? [] : [{ start: existing.valueStart, end: existing.valueEnd, replacement: escaped }];
}

/** White space right before an element. */
const spaceBefore = (text: string, element: XmlElement): string => /\s*$/.exec(text.slice(0, element.start))![0];

function newVariant(
  text: string,
  tu: XmlElement,
  variants: readonly XmlElement[],
  language: string,
  stamps: Readonly<Record<string, string | undefined>>,
  inner: string,
): Splice {
  const last = variants.at(-1);
  const at = last?.end ?? tu.closeStart;
  const space = last === undefined ? '' : spaceBefore(text, last);
  const old = last?.attributes.some((one) => one.name === 'lang') === true ? 'lang' : 'xml:lang';
  const values = Object.entries({ [old]: language, ...stamps })
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeAttribute(replaceInvalid(value))}"`))
    .join('');
  return { start: at, end: at, replacement: `${space}<tuv${values}><seg>${inner}</seg></tuv>` };
}

function setProp(text: string, tu: XmlElement, type: string, value: string | undefined): Splice[] {
  const prop = childElements(tu, 'prop').find((one) => attributeValue(one, 'type') === type);
  if (prop !== undefined) {
    if (value === undefined) {
      const space = spaceBefore(text, prop);
      return [{ start: prop.start - space.length, end: prop.end, replacement: '' }];
    }
    const inner = escapeText(replaceInvalid(value));
    if (prop.selfClosing) return [{ start: prop.start, end: prop.end, replacement: propText(type, inner) }];
    const old = text.slice(prop.openEnd, prop.closeStart);
    return old === inner ? [] : [{ start: prop.openEnd, end: prop.closeStart, replacement: inner }];
  }
  if (value === undefined) return [];
  const first = childElements(tu, 'tuv')[0];
  const at = first?.start ?? tu.closeStart;
  const space = first === undefined ? '' : spaceBefore(text, first);
  return [{ start: at, end: at, replacement: propText(type, escapeText(replaceInvalid(value))) + space }];
}

const propText = (type: string, inner: string): string =>
  `<prop type="${escapeAttribute(replaceInvalid(type))}">${inner}</prop>`;
