import { isSpace } from './characters.js';
import type { BlockSegment, RegexRule, RegexRules } from './types.js';

/** Breaks at a position decided by ordered rules of regular expressions: `undefined` where none matches. */
export interface RegexDecisions {
  /** Positions that a rule or ICU says are breaks, ascending. */
  readonly breaks: number[];
  /** Is there a rule against a break here? Of two rules that match a position the first one counts. */
  forbids(position: number): boolean;
}

interface Group {
  readonly break: boolean;
  /** The same pattern twice: to find all positions, and to test one. */
  readonly global: RegExp;
  readonly sticky: RegExp;
}

/** Rules in one alternation: larger ones are slow to compile. */
const LARGEST_GROUP = 200;

const cache = new WeakMap<RegexRules, readonly Group[]>();

const sourceOf = (rule: RegexRule): string =>
  (rule.before === '' ? '' : `(?<=${rule.before})`) + (rule.after === '' ? '' : `(?=${rule.after})`);

/** Neighbouring rules of the same kind become one alternation: the order inside such a group makes no difference. */
function compile(rules: RegexRules): readonly Group[] {
  const known = cache.get(rules);
  if (known) return known;
  const groups: Group[] = [];
  for (let i = 0; i < rules.rules.length;) {
    const kind = rules.rules[i]!.break;
    const sources: string[] = [];
    for (; rules.rules[i]?.break === kind && sources.length < LARGEST_GROUP; i++)
      sources.push(sourceOf(rules.rules[i]!));
    const source = sources.length === 1 ? sources[0]! : `(?:${sources.join('|')})`;
    groups.push({ break: kind, global: new RegExp(source, 'gv'), sticky: new RegExp(source, 'yv') });
  }
  cache.set(rules, groups);
  return groups;
}

/** All positions at which a pattern without width matches, strictly inside the text. */
function positions(text: string, pattern: RegExp): number[] {
  const found: number[] = [];
  pattern.lastIndex = 1;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    if (match.index >= text.length) break;
    if (match.index > 0) found.push(match.index);
    pattern.lastIndex = match.index + (text.codePointAt(match.index)! > 0xffff ? 2 : 1);
  }
  return found;
}

function matchesAt(text: string, pattern: RegExp, position: number): boolean {
  pattern.lastIndex = position;
  return pattern.exec(text)?.index === position;
}

export function decideByRegex(text: string, rules: RegexRules): RegexDecisions {
  const groups = compile(rules);
  const matches = (group: Group, position: number): boolean => matchesAt(text, group.sticky, position);
  const earlierException = (position: number, index: number): boolean => {
    for (let i = 0; i < index; i++) if (!groups[i]!.break && matches(groups[i]!, position)) return true;
    return false;
  };
  const breaks = new Set<number>();
  const decided = new Set<number>();
  groups.forEach((group, index) => {
    if (!group.break) return;
    for (const position of positions(text, group.global)) {
      if (decided.has(position)) continue;
      decided.add(position);
      if (!earlierException(position, index)) breaks.add(position);
    }
  });
  if (rules.icuLanguage !== undefined) {
    for (const { index } of new Intl.Segmenter(rules.icuLanguage, { granularity: 'sentence' }).segment(text)) {
      // ICU breaks after the white space, rules are written for the place before it.
      let end = index;
      while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--;
      const undecided = end > 0 && !decided.has(end) && !decided.has(index);
      if (undecided && !earlierException(end, groups.length) && !earlierException(index, groups.length))
        breaks.add(end);
    }
  }
  return {
    breaks: [...breaks].sort((a, b) => a - b),
    forbids(position) {
      for (const group of groups) if (matches(group, position)) return !group.break;
      return false;
    },
  };
}

/** Segments between break positions, without the white space around them; empty ones are left out. */
export function segmentsBetween(text: string, breaks: readonly number[]): BlockSegment[] {
  const segments: BlockSegment[] = [];
  let from = 0;
  for (const to of [...breaks, text.length]) {
    let start = from;
    let end = to;
    while (start < end && isSpace(text.charCodeAt(start))) start++;
    while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
    if (end > start) segments.push({ start, end });
    from = to;
  }
  return segments;
}
