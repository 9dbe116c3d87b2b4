import type { XmlAttribute, XmlElement } from '../xml/index.js';
import type { Report } from './report.js';
import type { RuleId } from './rules/index.js';
import type { ValueType } from './values.js';

/** One position in the content of an element: any of these names, so many times. `other` is any foreign namespace. */
interface Particle {
  readonly names: ReadonlySet<string>;
  readonly min: number;
  readonly max: number;
  readonly text: string;
}

export interface ElementRule {
  readonly content: readonly Particle[];
  readonly mixed: boolean;
  readonly attributes: ReadonlyMap<string, { readonly type: ValueType; readonly required: boolean }>;
  /** Attributes beyond the listed ones: of any name, of any foreign namespace, of these namespaces, or none. */
  readonly others: 'any' | 'foreign' | readonly string[];
}

export interface ElementSource {
  /**
   * Children in order, in the notation of DTDs: `'skeleton? other* notes? (unit|group)+'`; `#text` first for mixed
   * content; `''` for an empty element.
   */
  readonly content: string;
  /** `{ 'id!': nmtoken, name: string }`; the `!` marks a required attribute. */
  readonly attributes?: Readonly<Record<string, ValueType>>;
  readonly others?: ElementRule['others'];
}

export type Grammar = ReadonlyMap<string, ElementRule>;

function particle(token: string): Particle {
  const [, group, one, mark] = /^(?:\(([^)]+)\)|([^?*+]+))([?*+]?)$/.exec(token)!;
  const names = group === undefined ? [one!] : group.split('|');
  return {
    names: new Set(names),
    min: mark === '?' || mark === '*' ? 0 : 1,
    max: mark === '*' || mark === '+' ? Infinity : 1,
    text: names.map((name) => `<${name}>`).join(' or '),
  };
}

/** Turns the tables, written for people, into what the checker runs on. */
export function grammar(tables: Readonly<Record<string, ElementSource>>): Grammar {
  return new Map(
    Object.entries(tables).map(([name, { content, attributes = {}, others = [] }]) => {
      const tokens = content.split(' ').filter((token) => token !== '');
      const rules = Object.entries(attributes).map(([key, type]) => {
        const required = key.endsWith('!');
        return [required ? key.slice(0, -1) : key, { type, required }] as const;
      });
      const mixed = tokens[0] === '#text';
      return [
        name,
        { mixed, content: (mixed ? tokens.slice(1) : tokens).map(particle), attributes: new Map(rules), others },
      ];
    }),
  );
}

/** The rules that a grammar reports, one per way a document can depart from it. */
export interface GrammarRules {
  readonly element: RuleId;
  readonly missingElement: RuleId;
  readonly text: RuleId;
  readonly attribute: RuleId;
  readonly missingAttribute: RuleId;
  readonly value: RuleId;
  /** Where foreign elements and attributes, and those of modules, have rules of their own. */
  readonly extensionElement?: RuleId;
  readonly extensionAttribute?: RuleId;
  readonly moduleElement?: RuleId;
  readonly moduleAttribute?: RuleId;
  /** Rules for values of certain attributes, by name. */
  readonly values?: Readonly<Record<string, RuleId>>;
}

export interface GrammarContext {
  readonly grammar: Grammar;
  readonly rules: GrammarRules;
  readonly report: Report;
  /** Key of an element in the grammar, such as `unit` or `mtc:match`; undefined for a foreign one. */
  readonly nameOf: (element: XmlElement) => string | undefined;
  readonly attributeName: (attribute: XmlAttribute) => string;
  readonly specOf: (element: XmlElement) => string;
  /** Section on an attribute, where the specification has one. */
  readonly attributeSpecOf?: (element: XmlElement, name: string) => string | undefined;
  /** Attributes that stand for themselves wherever foreign ones may stand (`fs:fs`), with their types. */
  readonly globals?: ReadonlyMap<string, ValueType>;
  /** Namespaces whose attributes are all listed in `globals`. */
  readonly closedPrefixes?: ReadonlySet<string>;
}

/** Shortened for a message. */
export const quoted = (value: string): string => JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value);

const FREE_ATTRIBUTES = /^(?:xmlns(?::|$)|xsi:)/;

function checkAttributes(element: XmlElement, rule: ElementRule, context: GrammarContext): void {
  const { report, rules, specOf } = context;
  const seen = new Set<string>();
  for (const attribute of element.attributes) {
    const name = context.attributeName(attribute);
    if (FREE_ATTRIBUTES.test(name)) continue;
    seen.add(name);
    const prefix = name.includes(':') ? name.slice(0, name.indexOf(':')) : '';
    const known = rule.attributes.get(name);
    const global = prefix === '' ? undefined : context.globals?.get(name);
    const type = known?.type ?? global;
    const allowed =
      known !== undefined ||
      rule.others === 'any' ||
      (rule.others === 'foreign' ? prefix !== '' : rule.others.includes(prefix));
    const unknown = global === undefined && context.closedPrefixes?.has(prefix) === true;
    if (!allowed || (known === undefined && unknown)) {
      const which =
        (prefix === '*'
          ? rules.extensionAttribute
          : context.closedPrefixes?.has(prefix)
            ? rules.moduleAttribute
            : undefined) ?? rules.attribute;
      report(which, attribute, `the attribute ${attribute.name} is not allowed on <${element.name}>`, specOf(element));
    } else if (type !== undefined && !type.accepts(attribute.value)) {
      const message = `${attribute.name}=${quoted(attribute.value)} is not ${type.expected}`;
      const which = rules.values?.[name] ?? rules.value;
      report(which, attribute, message, context.attributeSpecOf?.(element, name) ?? specOf(element));
    }
  }
  for (const [name, { required }] of rule.attributes) {
    if (required && !seen.has(name)) {
      report(rules.missingAttribute, element, `<${element.name}> lacks the attribute ${name}`, specOf(element));
    }
  }
}

function checkContent(element: XmlElement, rule: ElementRule, context: GrammarContext): void {
  const { report, rules, nameOf, specOf } = context;
  let at = 0;
  let count = 0;
  let previous = '';
  for (const child of element.children) {
    if (child.kind === 'cdata' || child.kind === 'text') {
      if (rule.mixed || !/\S/.test(child.value)) continue;
      const offset = child.kind === 'text' ? Math.max(0, child.value.search(/\S/)) : 0;
      const text = quoted(child.value.trim().slice(0, 30));
      report(
        rules.text,
        { start: child.start + offset },
        `the text ${text} cannot stand in <${element.name}>`,
        specOf(element),
      );
      continue;
    }
    if (child.kind !== 'element') continue;
    const name = nameOf(child);
    const fits = (one: Particle): boolean =>
      (name !== undefined && one.names.has(name)) ||
      (one.names.has('other') && child.uri !== '' && child.uri !== element.uri);
    let next = at;
    if (next < rule.content.length && fits(rule.content[next]!) && count >= rule.content[next]!.max) next++;
    while (next < rule.content.length && !fits(rule.content[next]!)) next++;
    if (next >= rule.content.length) {
      const known = rule.content.findIndex(fits);
      const why =
        known < 0
          ? `is not allowed in <${element.name}>`
          : known < at
            ? `stands too late in <${element.name}>: its place is before <${previous}>`
            : `stands in <${element.name}> more often than allowed`;
      const which = (name === undefined ? rules.extensionElement : undefined) ?? rules.element;
      report(which, child, `<${child.name}> ${why}`, specOf(element));
      continue;
    }
    previous = child.name;
    if (next === at) count++;
    else {
      missingBetween(element, rule, at, count, next, child, context);
      at = next;
      count = 1;
    }
  }
  missingBetween(element, rule, at, count, rule.content.length, element, context);
}

/** Reports required children that were passed over on the way from one particle to another. */
function missingBetween(
  element: XmlElement,
  rule: ElementRule,
  from: number,
  count: number,
  to: number,
  place: XmlElement,
  context: GrammarContext,
): void {
  for (let i = from; i < to; i++) {
    const one = rule.content[i]!;
    if ((i === from ? count : 0) >= one.min) continue;
    const where = place === element ? '' : ` before <${place.name}>`;
    context.report(
      context.rules.missingElement,
      place,
      `<${element.name}> lacks ${one.text}${where}`,
      context.specOf(element),
    );
  }
}

function isUnderWildcard(element: XmlElement, context: GrammarContext): boolean {
  const parent = element.parent && context.nameOf(element.parent);
  const rule = parent === undefined ? undefined : context.grammar.get(parent);
  return element.uri !== element.parent?.uri && rule?.content.some(({ names }) => names.has('other')) === true;
}

/** Checks an element and everything below it that the grammar knows; foreign elements are not entered. */
export function checkGrammar(top: XmlElement, context: GrammarContext): void {
  const stack: XmlElement[] = [top];
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    const name = context.nameOf(element);
    if (name === undefined) continue;
    const rule = context.grammar.get(name);
    if (rule === undefined) {
      // Under a wildcard nobody has said yet that its namespace has no such element.
      if (isUnderWildcard(element, context)) {
        const message = `<${element.name}> is not an element of its namespace`;
        context.report(context.rules.moduleElement ?? context.rules.element, element, message, context.specOf(element));
      }
      continue;
    }
    checkAttributes(element, rule, context);
    checkContent(element, rule, context);
    for (let i = element.children.length - 1; i >= 0; i--) {
      const child = element.children[i]!;
      if (child.kind === 'element') stack.push(child);
    }
  }
}
