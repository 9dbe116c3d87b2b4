import { codesOf, content, flatPosition, join, plainText, slice, type Content, type Part } from '../content/index.js';
import { TokenKind, visibleText, type AnalysedToken, type Analysis } from './analysis.js';
import { adaptCodes } from './codes.js';
import type { RepairChange } from './match.js';
import type { PenaltyKind } from './penalties.js';
import type { TextQuantity, TextTools } from './tools.js';
import type { MemoryUnit } from './unit.js';

/** A target made to fit a query. */
export interface Repair {
  readonly target: Content;
  readonly changes: readonly RepairChange[];
  /** Kinds of differences that are gone altogether. */
  readonly settled: ReadonlySet<PenaltyKind>;
}

export interface RepairSetting {
  readonly tools: TextTools;
  /** Does the memory show that a name is the same word in both languages? */
  readonly staysAsItIs: (name: string) => boolean;
}

/**
 * Fits the target of a fuzzy match to the query: quantities by value and in the manner of the target, names that are the
 * same in both languages, the final mark, and codes around or inside. Each kind is repaired completely or not at all;
 * where the places in the target are not certain, nothing is changed.
 */
export function repair(
  query: Content,
  wanted: Analysis,
  stored: Analysis,
  unit: MemoryUnit,
  setting: RepairSetting,
): Repair {
  const changes: RepairChange[] = [];
  const settled = new Set<PenaltyKind>();
  const adapted = adaptCodes(query, unit.source, unit.target);
  let target = adapted ?? unit.target;
  const apply = (step: Step | undefined, kind?: PenaltyKind): void => {
    if (!step || step.changes.length === 0) return;
    target = step.target;
    changes.push(...step.changes);
    if (kind) settled.add(kind);
  };
  apply(repairQuantities(wanted, unit, target, setting.tools), 'number');
  apply(repairNames(wanted, stored, unit, target, setting));
  apply(repairFinalMark(wanted.text, stored.text, target), onlyFinalMark(wanted, stored) ? 'punctuation' : undefined);
  if (adapted === undefined) apply(repairCodes(query, unit.source, target), 'code');
  return { target, changes, settled };
}

interface Step {
  readonly target: Content;
  readonly changes: readonly RepairChange[];
}

interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Replaces stretches of plain text; undefined when a code stands inside one. */
function replaceText(value: Content, edits: readonly TextEdit[]): Content | undefined {
  let result = value;
  for (const { start, end, text } of [...edits].sort((a, b) => b.start - a.start)) {
    const from = flatPosition(result, start, 'before');
    const to = flatPosition(result, end, 'after');
    if (codesOf(slice(result, from, to)).length > 0) return undefined;
    result = join(slice(result, 0, from), content([text]), slice(result, to));
  }
  return result;
}

function repairQuantities(wanted: Analysis, unit: MemoryUnit, target: Content, tools: TextTools): Step | undefined {
  const ours = tools.quantities(wanted.text, unit.sourceLanguage);
  const theirs = tools.quantities(visibleText(unit.source).text, unit.sourceLanguage);
  if (ours.length !== theirs.length || ours.some((one, i) => one.kind !== theirs[i]!.kind)) return undefined;
  const differing = ours.flatMap((one, i) => (same(tools, one, theirs[i]!) ? [] : [i]));
  if (differing.length === 0) return undefined;
  const text = plainText(target);
  const places = tools.quantities(text, unit.targetLanguage);
  const edits: TextEdit[] = [];
  const changes: RepairChange[] = [];
  for (const i of differing) {
    const old = theirs[i]!;
    // As often as the source says it the target must say it: then the nth here is the nth there.
    const inSource = theirs.flatMap((one, j) => (same(tools, one, old) ? [j] : []));
    const inTarget = places.filter((place) => same(tools, place, old));
    if (inSource.length !== inTarget.length) return undefined;
    const place = inTarget[inSource.indexOf(i)]!;
    const from = text.slice(place.start, place.end);
    const to = tools.renderQuantity(ours[i]!, unit.targetLanguage, from);
    if (to === undefined) return undefined;
    edits.push({ start: place.start, end: place.end, text: to });
    changes.push({ kind: 'number', from, to });
  }
  const result = replaceText(target, edits);
  if (!result || !saysAll(ours, plainText(result), unit.targetLanguage, tools)) return undefined;
  return { target: result, changes };
}

const same = (tools: TextTools, a: TextQuantity, b: TextQuantity): boolean =>
  (a.kind === b.kind && a.key === b.key) || tools.sameQuantity(a, b);

/** The proof of the repair: every quantity of the query is found in the new target. */
function saysAll(wanted: readonly TextQuantity[], text: string, language: string, tools: TextTools): boolean {
  const left = [...tools.quantities(text, language)];
  return wanted.every((one) => {
    const at = left.findIndex((other) => same(tools, one, other));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

const surfaceOf = (token: AnalysedToken): string => token.surface.slice(1);
const isName = (token: AnalysedToken): boolean => token.kind === TokenKind.word && /^w\p{Lu}/u.test(token.surface);

/** Names one for one, when nothing but names differs between the words of the two sources. */
function repairNames(
  wanted: Analysis,
  stored: Analysis,
  unit: MemoryUnit,
  target: Content,
  { tools, staysAsItIs }: RepairSetting,
): Step | undefined {
  const ours = wanted.tokens.filter((token) => token.cls !== undefined);
  const theirs = stored.tokens.filter((token) => token.cls !== undefined);
  if (ours.length !== theirs.length) return undefined;
  const pairs = ours.flatMap((one, i) => (one.cls === theirs[i]!.cls ? [] : [[one, theirs[i]!] as const]));
  if (pairs.length === 0 || !pairs.every(([one, other]) => isName(one) && isName(other))) return undefined;
  const text = plainText(target);
  const words = tools.tokens(text, unit.targetLanguage);
  const edits: TextEdit[] = [];
  const changes: RepairChange[] = [];
  for (const [one, other] of pairs) {
    const from = surfaceOf(other);
    const to = surfaceOf(one);
    const here = theirs.filter((token) => surfaceOf(token) === from);
    const there = words.filter((word) => word.text === from);
    if (here.length !== there.length || !staysAsItIs(to)) return undefined;
    const place = there[here.indexOf(other)]!;
    edits.push({ start: place.start, end: place.end, text: to });
    changes.push({ kind: 'name', from, to });
  }
  const result = replaceText(target, edits);
  return result && { target: result, changes };
}

const FINAL_MARK = /(?:\.{3}|[.!?:;,…])?$/u;
const finalMark = (text: string): string => FINAL_MARK.exec(text.trimEnd())![0];

function repairFinalMark(query: string, source: string, target: Content): Step | undefined {
  const from = finalMark(source);
  const to = finalMark(query);
  const text = plainText(target);
  if (from === to || finalMark(text) !== from) return undefined;
  const end = text.trimEnd().length;
  const result = replaceText(target, [{ start: end - from.length, end, text: to }]);
  return result && { target: result, changes: [{ kind: 'punctuation', from, to }] };
}

function onlyFinalMark(wanted: Analysis, stored: Analysis): boolean {
  const marks = ({ tokens, text }: Analysis): string => {
    const values = tokens.filter((token) => token.kind === TokenKind.punctuation).map((token) => token.value);
    return (finalMark(text) === '' ? values : values.slice(0, -1)).join(' ');
  };
  return marks(wanted) === marks(stored);
}

/** Codes: those of the stored unit go when the query has none; those around the whole query go around the target. */
function repairCodes(query: Content, source: Content, target: Content): Step | undefined {
  const wanted = codesOf(query);
  const had = codesOf(source);
  const marks = (value: Content): string =>
    codesOf(value)
      .map((code) => code.data ?? code.display ?? code.equiv ?? code.id)
      .join('');
  if (wanted.length === 0) {
    if (codesOf(target).some((code) => code.canDelete === false)) return undefined;
    const parts = target.parts.filter((part) => typeof part === 'string');
    return { target: content(parts), changes: [{ kind: 'code', from: marks(target), to: '' }] };
  }
  if (had.length > 0 || codesOf(target).length > 0) return undefined;
  const first = query.parts.findIndex((part) => typeof part === 'string');
  const last = query.parts.findLastIndex((part) => typeof part === 'string');
  const inside = query.parts.slice(first, last + 1);
  if (first < 0 || inside.some((part) => typeof part !== 'string')) return undefined;
  const parts: Part[] = [...query.parts.slice(0, first), ...target.parts, ...query.parts.slice(last + 1)];
  return { target: content(parts), changes: [{ kind: 'code', from: '', to: marks(query) }] };
}
