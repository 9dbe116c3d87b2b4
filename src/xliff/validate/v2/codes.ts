import { attribute, attributeValue, type XmlAttribute, type XmlElement } from '../../xml/index.js';
import { quoted } from '../grammar.js';
import type { RuleId } from '../rules/index.js';
import { familyOf } from './ids.js';
import { type Context, eventsOf, idOf, type Scope, type Side } from './model.js';

const CODES = new Set(['ph', 'pc', 'sc', 'ec']);

const value = (element: XmlElement, name: string): string | undefined => attributeValue(element, name);
const isIsolated = (element: XmlElement): boolean => value(element, 'isolated') === 'yes';

/**
 * Halves of pairs in sources that have no target yet: when the other half is translated already, it is no fault of that
 * target that its partner is missing.
 */
function untranslated(scope: Scope, side: Side): { starts: ReadonlySet<string>; ends: ReadonlySet<string> } {
  const starts = new Set<string>();
  const ends = new Set<string>();
  for (const part of side === 'target' ? scope.parts : []) {
    if (part.target !== undefined) continue;
    for (const { element } of part.sourceEvents) {
      if (element.local === 'sc' || element.local === 'sm') starts.add(idOf(element) ?? '');
      else if (element.local === 'ec' || element.local === 'em') ends.add(value(element, 'startRef') ?? '');
    }
  }
  return { starts, ends };
}

/** The default of an absent flag is yes; a sequence that starts with firstNo goes on with no. */
function checkFlags(start: XmlElement, end: XmlElement, { report }: Context): void {
  for (const name of ['canCopy', 'canDelete', 'canOverlap', 'canReorder']) {
    const first = value(start, name) ?? 'yes';
    const second = value(end, name) ?? 'yes';
    if (second === (first === 'firstNo' ? 'no' : first)) continue;
    const message = `${name} of this ec is ${quoted(second)}, of its sc ${quoted(first)}`;
    report('xliff2.sc-ec-flags', attribute(end, name) ?? end, message);
  }
  for (const name of ['type', 'subType', 'copyOf']) {
    const second = attribute(end, name);
    const first = value(start, name);
    if (second === undefined || first === undefined || second.value === first) continue;
    report('xliff2.sc-ec-type', second, `${name} of this ec is ${quoted(second.value)}, of its sc ${quoted(first)}`);
  }
}

/** sc and ec: which belong together, whether isolated says so, whether they agree. */
export function checkPairs(scope: Scope, side: Side, context: Context): void {
  const { report } = context;
  const events = eventsOf(scope, side).filter(({ close }) => !close);
  const waiting = untranslated(scope, side);
  const starts = new Map<string, XmlElement>();
  const allStarts = new Set<string>();
  const ends = new Map<string, XmlElement>();
  for (const { element } of events) {
    const id = idOf(element);
    if (element.local === 'sc' && id !== undefined) allStarts.add(id);
  }
  for (const { element } of events) {
    if (element.local === 'sc') {
      const id = idOf(element);
      if (id !== undefined) starts.set(id, element);
      continue;
    }
    if (element.local !== 'ec') continue;
    const startRef = attribute(element, 'startRef');
    const id = attribute(element, 'id');
    if (isIsolated(element)) {
      if (id === undefined) report('xliff2.ec-id', element, 'an isolated <ec> has an id');
      if (startRef !== undefined) report('xliff2.ec-id', startRef, 'an isolated <ec> has no startRef');
      if (startRef !== undefined && starts.has(startRef.value)) {
        report('xliff2.isolated', element, 'this <ec> is not isolated: its <sc> is in the same unit');
      }
      continue;
    }
    if (id !== undefined) report('xliff2.ec-id', id, 'an <ec> that is not isolated has no id');
    const dir = attribute(element, 'dir');
    if (dir !== undefined) report('xliff2.ec-dir', dir, 'an <ec> has dir only with isolated="yes"');
    if (startRef === undefined) {
      report('xliff2.ec-id', element, 'an <ec> that is not isolated has startRef');
      continue;
    }
    const start = starts.get(startRef.value);
    const named = quoted(startRef.value);
    if (start === undefined) {
      if (waiting.starts.has(startRef.value)) continue;
      const late = allStarts.has(startRef.value) ? ` before it; it comes later` : ' in this unit';
      report('xliff2.sc-ec-pair', startRef, `there is no <sc> with the id ${named}${late}`);
    } else if (ends.has(startRef.value)) {
      report('xliff2.sc-ec-pair', startRef, `the <sc> with the id ${named} is closed already`);
    } else {
      ends.set(startRef.value, element);
      if (isIsolated(start)) {
        report('xliff2.isolated', start, 'this <sc> is not isolated: its <ec> is in the same unit');
      }
      checkFlags(start, element, context);
    }
  }
  for (const [id, start] of starts) {
    if (ends.has(id) || isIsolated(start)) continue;
    if (!waiting.ends.has(id)) {
      const message = `this <sc> has no <ec> after it in the unit; if that is elsewhere, isolated="yes" says so`;
      report('xliff2.sc-ec-pair', start, message);
    }
  }
}

/** sm and em. */
export function checkMarkers(scope: Scope, side: Side, { report }: Context): void {
  const waiting = untranslated(scope, side);
  const open = new Map<string, XmlElement>();
  for (const { element, close } of eventsOf(scope, side)) {
    if (close) continue;
    const id = idOf(element);
    if (element.local === 'sm' && id !== undefined) open.set(id, element);
    if (element.local !== 'em') continue;
    const startRef = attribute(element, 'startRef');
    if (startRef === undefined || open.delete(startRef.value)) continue;
    if (!waiting.starts.has(startRef.value)) {
      const message = `there is no open <sm> with the id ${quoted(startRef.value)} before it in this unit`;
      report('xliff2.sm-em-pair', startRef, message);
    }
  }
  for (const [id, start] of open) {
    if (!waiting.ends.has(id)) report('xliff2.sm-em-pair', start, 'this <sm> has no <em> after it in the unit');
  }
}

function checkType(element: XmlElement, { report }: Context): void {
  const subType = attribute(element, 'subType');
  if (subType === undefined) return;
  const type = value(element, 'type');
  if (type === undefined) {
    report('xliff2.sub-type', subType, `<${element.name}> has subType but no type`);
    return;
  }
  if (!subType.value.startsWith('xlf:')) return;
  const wanted = subType.value === 'xlf:var' ? 'ui' : /^xlf:(?:lb|pb|b|i|u)$/.test(subType.value) ? 'fmt' : undefined;
  if (wanted === undefined) report('xliff2.sub-type-value', subType, `there is no subType ${quoted(subType.value)}`);
  else if (wanted !== type) {
    const message = `subType ${quoted(subType.value)} goes with type ${quoted(wanted)}, not ${quoted(type)}`;
    report('xliff2.sub-type-value', subType, message);
  }
}

function checkDataRefs(element: XmlElement, scope: Scope, { report }: Context): void {
  const names = element.local === 'pc' ? ['dataRefStart', 'dataRefEnd'] : ['dataRef'];
  const found = names.map((name) => attribute(element, name)).filter((one) => one !== undefined);
  for (const reference of found) {
    if (scope.data.has(reference.value)) continue;
    const message = `${reference.name}=${quoted(reference.value)} names no <data> of this ${scope.owner.local}`;
    report('xliff2.data-ref', reference, message);
  }
  if (element.local === 'pc' && found.length === 1) {
    report('xliff2.data-ref-pair', found[0]!, `${found[0]!.name} stands alone: dataRefStart and dataRefEnd are a pair`);
  }
}

function checkCopy(element: XmlElement, scope: Scope, { report }: Context): void {
  const copyOf = attribute(element, 'copyOf');
  if (copyOf === undefined) return;
  const data = ['dataRef', 'dataRefStart', 'dataRefEnd'];
  const own = data.map((name) => attribute(element, name)).find((one) => one !== undefined);
  if (own !== undefined) report('xliff2.copy-of-data', own, `a copy has no original data of its own (${own.name})`);
  const base = scope.sourceById.get(copyOf.value) ?? scope.targetById.get(copyOf.value);
  if (base === undefined || !CODES.has(base.local)) {
    report('xliff2.copy-of', copyOf, `copyOf=${quoted(copyOf.value)} names no code of this ${scope.owner.local}`);
    return;
  }
  if (familyOf(base) !== familyOf(element)) {
    report('xliff2.copy-of', copyOf, `a <${element.name}> cannot be a copy of a <${base.name}>`);
  }
  if (data.some((name) => value(base, name) !== undefined)) {
    report(
      'xliff2.copy-of-data',
      copyOf,
      `the code ${quoted(copyOf.value)} has original data: the copy refers to it too`,
    );
  }
  if (value(base, 'canCopy') === 'no') {
    report('xliff2.copy-of-can-copy', copyOf, `the code ${quoted(copyOf.value)} has canCopy="no"`);
  }
}

function checkSubFlows(element: XmlElement, units: ReadonlySet<string>, { report }: Context): void {
  for (const name of ['subFlows', 'subFlowsStart', 'subFlowsEnd']) {
    const list = attribute(element, name);
    const missing = list?.value
      .trim()
      .split(/\s+/)
      .find((id) => !units.has(id));
    if (list !== undefined && missing !== undefined) {
      report('xliff2.sub-flows', list, `${name} lists ${quoted(missing)}, which is no unit of this file`);
    }
  }
}

function checkReorderFlags(element: XmlElement, { report }: Context): void {
  const reorder = value(element, 'canReorder');
  if (reorder !== 'no' && reorder !== 'firstNo') return;
  for (const name of ['canCopy', 'canDelete']) {
    if (value(element, name) === 'no') continue;
    const message = `with canReorder=${quoted(reorder)}, ${name} is "no"`;
    report('xliff2.can-reorder-flags', attribute(element, name) ?? attribute(element, 'canReorder')!, message);
  }
}

/** Module attributes that an ec takes only when it has no sc to take them instead. */
function checkModulesOnEc(element: XmlElement, { report }: Context): void {
  if (element.local !== 'ec' || isIsolated(element)) return;
  const rules: [string, RuleId][] = [
    ['urn:oasis:names:tc:xliff:fs:2.0', 'fs.ec'],
    ['urn:oasis:names:tc:xliff:sizerestriction:2.0', 'slr.ec'],
  ];
  for (const [uri, rule] of rules) {
    const found: XmlAttribute | undefined = element.attributes.find((one) => one.uri === uri);
    if (found !== undefined) report(rule, found, `${found.name} stands on an <ec> only with isolated="yes"`);
  }
}

/** What each code must keep for itself. */
export function checkCodes(scope: Scope, side: Side, units: ReadonlySet<string>, context: Context): void {
  for (const { element, close } of eventsOf(scope, side)) {
    if (close || !CODES.has(element.local)) continue;
    checkType(element, context);
    checkDataRefs(element, scope, context);
    checkCopy(element, scope, context);
    checkSubFlows(element, units, context);
    checkReorderFlags(element, context);
    checkModulesOnEc(element, context);
  }
}

/** Key of a code in both languages: its id, or its start's for an ec. */
const keyOf = (element: XmlElement): string | undefined =>
  element.local === 'ec' && !isIsolated(element) ? endKey(value(element, 'startRef')) : idOf(element);

const endKey = (startRef: string | undefined): string | undefined =>
  startRef === undefined ? undefined : `/${startRef}`;

/** Codes that must not be deleted are in some target of the unit once their source has a target. */
export function checkNonRemovable(scope: Scope, { report }: Context): void {
  const kept = new Set<string>();
  for (const { element, close } of eventsOf(scope, 'target')) {
    const key = close ? undefined : keyOf(element);
    if (key === undefined) continue;
    kept.add(key);
    // A pc holds both halves.
    if (element.local === 'pc') kept.add(`/${key}`);
  }
  for (const part of scope.parts) {
    if (part.target === undefined) continue;
    for (const { element, close } of part.sourceEvents) {
      if (close || value(element, 'canDelete') !== 'no') continue;
      const key = keyOf(element);
      if (key === undefined || kept.has(key)) continue;
      const message = `the code ${quoted(key.replace('/', ''))} has canDelete="no" but the target lacks it`;
      report('xliff2.non-removable', element, message);
    }
  }
}
