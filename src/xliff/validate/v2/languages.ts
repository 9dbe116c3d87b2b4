import { attribute, inheritedValue, XML_NAMESPACE, type XmlElement } from '../../xml/index.js';
import { quoted } from '../grammar.js';
import type { RuleId } from '../rules/index.js';
import type { Context, Part } from './model.js';

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The xml:lang of an element, its own or inherited, against the document's language. */
export function checkLanguage(
  element: XmlElement | undefined,
  expected: string | undefined,
  rule: RuleId,
  what: string,
  { report }: Context,
): void {
  if (element === undefined || expected === undefined) return;
  const language = inheritedValue(element, 'lang', XML_NAMESPACE);
  if (language === undefined || same(language, expected)) return;
  const own = attribute(element, 'lang', XML_NAMESPACE);
  const how = own === undefined ? 'inherits' : 'has';
  report(
    rule,
    own ?? element,
    `this ${element.local} ${how} the language ${quoted(language)}; ${what} is ${quoted(expected)}`,
  );
}

/** Languages and white space of a segment or ignorable. */
export function checkPart(part: Part, context: Context): void {
  checkLanguage(part.source, context.srcLang, 'xliff2.source-lang', 'srcLang', context);
  checkLanguage(part.target, context.trgLang, 'xliff2.target-lang', 'trgLang', context);
  if (part.source === undefined || part.target === undefined) return;
  const spaceOf = (element: XmlElement): string => inheritedValue(element, 'space', XML_NAMESPACE) ?? 'default';
  const [source, target] = [spaceOf(part.source), spaceOf(part.target)];
  if (source === target) return;
  const place = attribute(part.target, 'space', XML_NAMESPACE) ?? part.target;
  const message = `xml:space of this target is ${quoted(target)}, of its source ${quoted(source)}`;
  context.report('xliff2.target-space', place, message);
}
