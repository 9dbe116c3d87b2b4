import { isDigit, isLower, isRoman, isUpper } from './characters.js';
import { isEnumerator } from './context.js';
import { isHost } from './hosts.js';
import { compileRules, defaultRules, type CompiledRules } from './rules.js';
import { labelOf, lockedClass } from './tails.js';
import type { BlockClass, Language } from './types.js';

/** What is known about the place of a line. */
export interface LineContext {
  /** It is the first text of its document. */
  readonly first?: boolean | undefined;
  /** The block before and after it, as far as there is one; only their starts are looked at. */
  readonly previous?: string | undefined;
  readonly next?: string | undefined;
  /** The title of the document: a body line that repeats it is a heading. */
  readonly title?: string | undefined;
}

/** Longest text that may be a title, heading or caption. */
const LONGEST_HEADING = 220;

const BULLET = /^(?:[-–—•●▪■·*◦‣►+])\s+\S/u;
const NUMBERED = /^\(?([\p{L}\d]{1,5}(?:\.[\p{L}\d]{1,3}){0,3})([.)])?\s+\S/u;

interface LeadingNumber {
  /** How the line is numbered: two lines with the same style may belong to one list. */
  readonly style: string;
  readonly parenthesised: boolean;
}

/** The number or letter that a line starts with, if any. */
function leadingNumber(text: string): LeadingNumber | undefined {
  const match = NUMBERED.exec(text.slice(0, 40));
  const token = match?.[1];
  if (match === null || token === undefined || !isEnumerator(token)) return undefined;
  if (match[2] === undefined && !/^\d{1,2}(?:\.\d{1,2})+$/.test(token)) return undefined;
  const parts = token.split('.');
  const first = parts[0]!;
  const kind = isDigit(first.charCodeAt(0)) ? '1' : isRoman(first) ? 'I' : isLower(first.charCodeAt(0)) ? 'a' : 'A';
  return { style: `${kind}${parts.length}${match[2] ?? ''}`, parenthesised: text.startsWith('(') || match[2] === ')' };
}

/** Ends like a sentence: with a stop, past closing and end marks. A question may be a heading too, so it does not count. */
export function endsWithStop(text: string): boolean {
  const credit = /\s[([][^()[\]]{1,40}[)\]]$/u.exec(text.slice(-60))?.[0].length ?? 0;
  const bare = text.slice(-100, text.length - credit).replace(/[\s"'”’»)\]*_([]+$/u, '');
  const last = bare.charCodeAt(bare.length - 1);
  return last === 0x2e || last === 0x21 || last === 0x2026 || last === 0x3b || last === 0x2c;
}

function isQuestion(text: string): boolean {
  return /\?["'”’)]*$/u.test(text);
}

/** How many of a line's content words are capitalised, 0 to 1. */
function titleCase(text: string, smallWords: readonly string[]): number {
  let content = 0;
  let capitals = 0;
  for (const word of text.split(/\s+/u)) {
    const letters = word.replace(/^[^\p{L}\d]+/u, '');
    if (letters === '' || isDigit(letters.charCodeAt(0)) || smallWords.includes(letters.toLowerCase())) continue;
    content++;
    if (!isLower(letters.charCodeAt(0))) capitals++;
  }
  return content === 0 ? 0 : capitals / content;
}

function isRelated(text: string, rules: CompiledRules): boolean {
  if (text.length > 300) return false;
  const labelled = labelOf(text);
  if (labelled !== undefined) return rules.data.relatedLabels.includes(labelled.label);
  const lower = text.slice(0, 40).toLowerCase();
  return (
    rules.data.relatedLabels.some(
      (label) =>
        label.includes(' ') && lower.startsWith(`${label} `) && /^[\p{Lu}\d"“]/u.test(text.slice(label.length + 1)),
    ) && !endsWithStop(text)
  );
}

/** `Lawang, 7 Juli 2025`; `Rabu, 19 Juni 2024 | 10.30 WIB`: nothing but a place, a day, a date and a time. */
function isDateline(text: string, rules: CompiledRules): boolean {
  if (text.length > 80 || !/\d/.test(text) || /[:;]\s/.test(text)) return false;
  const words = text.split(/[\s,|]+/u).filter((word) => word !== '' && !/^[-–—]+$/u.test(word));
  if (words.length > 9) return false;
  let dated = false;
  let others = 0;
  for (const word of words) {
    const lower = word.toLowerCase().replace(/[.()]/g, '');
    if (rules.data.months.includes(lower) || /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$/.test(word)) dated = true;
    else if (
      rules.data.days.includes(lower) ||
      /^\d{1,4}(?:st|nd|rd|th)?$/.test(lower) ||
      /^\d{1,2}[.:]\d\d$/.test(word)
    )
      continue;
    else if (/^(?:WIB|WITA|WIT|GMT|UTC|EST|EDT|pukul|pkl\.?|a\.?m\.?|p\.?m\.?)$/iu.test(word) || isHost(word)) continue;
    else if (isUpper(word.charCodeAt(0))) others++;
    else return false;
  }
  return dated && others <= 3 && !/\.$/.test(text);
}

function isHeadingShape(text: string, rules: CompiledRules): boolean {
  if (text === text.toUpperCase() && /\p{Lu}{2}/u.test(text)) return true;
  const first = text.split(/\s+/u, 1)[0] ?? '';
  if (rules.headingNouns.has(first) && /^\S+\s+(?:\d|[IVXLC]+\b)/u.test(text)) return true;
  if (/[:.]\s/u.test(text) || /^\d/.test(text)) return false;
  return titleCase(text, rules.data.smallWords) >= 0.8;
}

/**
 * The class of one line (or paragraph) of text without surrounding white space. Only its start, its end and its neighbours
 * are looked at; what no rule knows is a `paragraph`.
 */
export function classifyLine(text: string, language: Language, context: LineContext = {}): BlockClass {
  if (text === '') return 'paragraph';
  const rules = compileRules(defaultRules(language).data);
  const labels = { credit: rules.data.creditLabels, rights: rules.data.rightsLabels };
  const locked = lockedClass(text, labels);
  if (locked !== undefined) return locked;
  if (isRelated(text, rules)) return 'related';
  if (/^>\s?\S/u.test(text)) return 'quote';
  if (isDateline(text, rules)) return 'dateline';
  if (BULLET.test(text.slice(0, 12))) return 'list-item';
  const short = text.length <= LONGEST_HEADING;
  const stopped = !short || endsWithStop(text);
  const number = leadingNumber(text);
  if (number !== undefined) {
    const neighbours = [context.previous, context.next];
    const inList = neighbours.some((line) => line !== undefined && leadingNumber(line)?.style === number.style);
    return stopped || number.parenthesised || inList ? 'list-item' : 'heading';
  }
  if (stopped) return 'paragraph';
  if (context.first) return 'title';
  if (context.title !== undefined && text === context.title) return 'heading';
  if (isQuestion(text)) return isHeadingShape(text, rules) ? 'heading' : 'paragraph';
  if (/[:"”]$/u.test(text)) return 'paragraph';
  if (text.split(/\s+/u).length > 25) return 'paragraph';
  return isHeadingShape(text, rules) && text.length <= 120 ? 'heading' : 'caption';
}
