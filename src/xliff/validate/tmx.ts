import {
  attribute,
  attributeValue,
  childElements,
  descendants,
  firstChild,
  XML_NAMESPACE,
  type XmlDocument,
  type XmlElement,
} from '../xml/index.js';
import { checkGrammar, grammar, type GrammarRules, quoted } from './grammar.js';
import type { Report } from './report.js';
import { TMX_TABLES } from './schema/tmx.js';
import { attributeName } from './v12/validate.js';
import { isLanguage, tmxDate } from './values.js';

const RULES: GrammarRules = {
  element: 'tmx.element',
  missingElement: 'tmx.missing-element',
  text: 'tmx.text',
  attribute: 'tmx.attribute',
  missingAttribute: 'tmx.missing-attribute',
  value: 'tmx.value',
};

const GRAMMAR = grammar(TMX_TABLES);
const DATES = ['creationdate', 'changedate', 'lastusagedate'];

const languageOf = (tuv: XmlElement): string | undefined =>
  attributeValue(tuv, 'lang', XML_NAMESPACE) ?? attributeValue(tuv, 'lang');

/** Values that the document type leaves open. */
function checkValues(element: XmlElement, report: Report): void {
  for (const one of element.attributes) {
    if (DATES.includes(one.name) && !tmxDate.accepts(one.value)) {
      report('tmx.date', one, `${one.name}=${quoted(one.value)} is not ${tmxDate.expected}`);
    }
    const isNumber = one.name === 'usagecount' || one.name === 'i' || one.name === 'x';
    if (isNumber && !/^\d+$/.test(one.value)) {
      report('tmx.number', one, `${one.name}=${quoted(one.value)} is not a whole number`);
    }
    const isLanguageName = one.name === 'xml:lang' || one.name === 'lang' || one.name === 'adminlang';
    if (
      (isLanguageName && !isLanguage(one.value)) ||
      (one.name === 'srclang' && one.value !== '*all*' && !isLanguage(one.value))
    ) {
      report('tmx.language-tag', one, `${one.name}=${quoted(one.value)} is not a language tag such as id or en-GB`);
    }
  }
}

/** Codes of one segment: pairs by i, the numbers x; returns the kind of each x. */
function checkSegment(segment: XmlElement, report: Report): Map<string, XmlElement> {
  const open = new Map<string, XmlElement>();
  const used = new Set<string>();
  const byX = new Map<string, XmlElement>();
  for (const element of descendants(segment)) {
    const x = attribute(element, 'x');
    if (x !== undefined) {
      const key = `${element.local} ${x.value}`;
      if (byX.has(key)) {
        report('tmx.x-unique', x, `another <${element.name}> of this segment has x=${quoted(x.value)} too`);
      } else byX.set(key, element);
    }
    const i = attribute(element, 'i');
    if (i === undefined) continue;
    if (element.local === 'bpt') {
      if (used.has(i.value)) report('tmx.i-unique', i, `another <bpt> of this segment has i=${quoted(i.value)} too`);
      used.add(i.value);
      open.set(i.value, element);
    } else if (element.local === 'ept' && !open.delete(i.value)) {
      report('tmx.pair', i, `there is no open <bpt> with i=${quoted(i.value)} before it in this segment`);
    }
  }
  for (const [i, element] of open) {
    report('tmx.pair', element, `this <bpt> has no <ept> with i=${quoted(i)} after it in the segment`);
  }
  return byX;
}

function checkUnit(unit: XmlElement, srclang: string | undefined, isNew: boolean, report: Report): void {
  const variants = childElements(unit, 'tuv', unit.uri);
  const kinds = new Map<string, string>();
  for (const variant of variants) {
    const lang = attribute(variant, 'lang', XML_NAMESPACE);
    if (languageOf(variant) === undefined) {
      report('tmx.language', variant, `this <tuv> has no language: it lacks xml:lang`);
    } else if (lang === undefined && isNew) {
      report('tmx.language', attribute(variant, 'lang')!, 'the language of a tuv is xml:lang in TMX 1.4, not lang');
    }
    const segment = firstChild(variant, 'seg', unit.uri);
    if (segment === undefined) continue;
    for (const [key, element] of checkSegment(segment, report)) {
      const x = key.slice(key.indexOf(' ') + 1);
      const kind = kinds.get(x);
      if (kind !== undefined && kind !== element.local) {
        const message = `x=${quoted(x)} is on a <${element.name}> here and on a <${kind}> in another language`;
        report('tmx.x-match', attribute(element, 'x')!, message);
      }
      kinds.set(x, element.local);
    }
  }
  const wanted = (attributeValue(unit, 'srclang') ?? srclang)?.toLowerCase();
  if (wanted === undefined || wanted === '*all*') return;
  const languages = variants.map((variant) => languageOf(variant)?.toLowerCase() ?? '');
  const primary = wanted.split('-')[0]!;
  // Tools treat "en" and "en-US" as one source language; only a missing language is worth a word.
  if (!languages.some((one) => one.split('-')[0] === primary)) {
    report('tmx.srclang', unit, `no <tuv> of this unit is in the source language ${quoted(wanted)}`);
  }
}

/** Validates a TMX document; gives back its version. */
export function validateTmx(document: XmlDocument, report: Report): string {
  const { root } = document;
  const version = attributeValue(root, 'version') ?? '1.4';
  checkGrammar(root, {
    grammar: GRAMMAR,
    rules: RULES,
    report,
    nameOf: (element) => (element.uri === root.uri ? element.local : undefined),
    attributeName,
    specOf: (element) => `TMX 1.4b <${element.local}>`,
  });
  for (const element of descendants(root)) checkValues(element, report);
  const header = firstChild(root, 'header', root.uri);
  const body = firstChild(root, 'body', root.uri);
  const srclang = header && attributeValue(header, 'srclang');
  const seen = new Set<string>();
  for (const unit of body === undefined ? [] : childElements(body, 'tu', root.uri)) {
    checkUnit(unit, srclang, version.startsWith('1.4'), report);
    const tuid = attribute(unit, 'tuid');
    if (tuid === undefined) continue;
    if (seen.has(tuid.value)) report('tmx.tuid-unique', tuid, `the tuid ${quoted(tuid.value)} is used before`);
    seen.add(tuid.value);
  }
  return /^1\.[1-4]b?$/.test(version) ? version : '1.4';
}
