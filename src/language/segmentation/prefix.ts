import { isDash, isSpace } from './characters.js';
import { isEnumerator } from './context.js';
import { isHost } from './hosts.js';
import { endsWithStop } from './lines.js';
import { compileRules, defaultRules, type CompiledRules } from './rules.js';
import type { Language } from './types.js';

const LONGEST_PREFIX = 90;

/** What names of newspapers, agencies and stations end in or hold. */
const OUTLET_WORD =
  /(?:news|post|pos|media|kabar|warta|berita|info|tribun|times|tempo|kompas|antara|merdeka|republika|radar|suara|online|line|net|tv|radio|pers|press|daily|herald|journal|today|koran|harian|gazette|globe|wire|voice)/iu;

/** Length of a bullet, number or letter that numbers a heading or list item, with the white space after it, or 0. */
function enumeratorLength(head: string, text: string): number {
  const bullet = /^[-–—•●▪■·*◦‣►]\s+(?=\S)/u.exec(head);
  if (bullet) return bullet[0].length;
  const numbered = /^(\()?([\p{L}\d]{1,5}(?:\.[\p{L}\d]{1,3}){0,3})([.)]?)\s+(?=["'“‘(]?[\p{L}\d])/u.exec(head);
  if (numbered === null) return 0;
  const [whole, open, token = '', close] = numbered;
  if (!isEnumerator(token)) return 0;
  if (open !== undefined) return close === ')' ? whole.length : 0;
  // `A. Latar Belakang` is numbered, `A. Rahman pergi ke pasar.` starts with an initial.
  if (/^\p{Lu}$/u.test(token) && endsWithStop(text)) return 0;
  if (close !== '') return whole.length;
  // `2.1 Letak` is a number, `2.500 orang` and `2 orang` are not.
  return /^\d{1,2}(?:\.\d{1,2})+$/.test(token) && /^\p{Lu}/u.test(head.slice(whole.length)) ? whole.length : 0;
}

/** A dash that separates: between spaces, or a long or double one glued to a word. */
function separatorAt(text: string, i: number): number {
  const c = text.charCodeAt(i);
  if (!isDash(c)) return 0;
  let end = i + 1;
  while (end < i + 3 && isDash(text.charCodeAt(end))) end++;
  const spaced = isSpace(text.charCodeAt(i - 1));
  const wide = c >= 0x2013 || end - i === 2;
  if (!isSpace(text.charCodeAt(end)) && !(wide && spaced)) return wide && !spaced ? end - i : 0;
  return spaced || wide ? end - i : 0;
}

function isDatePart(word: string, rules: CompiledRules): boolean {
  const lower = word.toLowerCase().replace(/[.,()]/g, '');
  return (
    /^\d{1,4}(?:[/.-]\d{1,2}(?:[/.-]\d{2,4})?)?$/.test(lower) ||
    rules.data.months.includes(lower) ||
    rules.data.days.includes(lower)
  );
}

function isPlace(text: string, rules: CompiledRules): boolean {
  return rules.data.datelinePlaces.includes(text.toLowerCase().replace(/[.,]+$/u, ''));
}

/** `ERA.id`, `JAKARTA, Nusantara.id`, `Jakarta (ANTARA)`, `WARTA RANU`, `WASHINGTON, June 19 (Reuters)`. */
function isOutletOrDateline(text: string, rules: CompiledRules): boolean {
  const tokens = text.split(/\s+/u);
  if (text === '' || tokens.length > 8) return false;
  let evidence = isPlace(text, rules) || isPlace(text.replace(/[,(].*$/su, '').trim(), rules);
  for (const token of tokens) {
    const bare = token.replace(/^[([|]+|[)\],|]+$/gu, '');
    if (isHost(bare)) evidence = true;
    else if (isDatePart(bare, rules) || bare === '' || bare === '-' || bare === '/') continue;
    else if (/^\p{Lu}[\p{Lu}\d.&/'’-]+$/u.test(bare))
      evidence ||= bare.length >= 4 || tokens.length > 1 || OUTLET_WORD.test(bare);
    else if (/^\p{Lu}[\p{L}\p{M}\d.&/'’-]*$/u.test(bare))
      evidence ||= OUTLET_WORD.test(bare) || /^\(.+\)$/u.test(token);
    else return false;
  }
  return evidence;
}

/** Length of the name of an outlet or a dateline before a dash at the start, with the dash and its spaces, or 0. */
function datelineLength(text: string, rules: CompiledRules): number {
  const limit = Math.min(text.length, LONGEST_PREFIX);
  for (let i = 2; i < limit; i++) {
    const length = separatorAt(text, i);
    if (length === 0) continue;
    let end = i + length;
    while (end < text.length && isSpace(text.charCodeAt(end))) end++;
    if (
      end < text.length &&
      /^["'“‘(\p{Lu}\d]/u.test(text.slice(end, end + 2)) &&
      isOutletOrDateline(text.slice(0, i).trim(), rules)
    ) {
      return end;
    }
  }
  return 0;
}

/**
 * Length in UTF-16 code units of what a match key leaves out at the start of a segment: the name of an outlet or a dateline
 * with its dash (`ERA.id - `, `Jakarta (ANTARA) – `), a bullet, or the number of a heading or list item (`1. `, `IV. `).
 * The stored text keeps it.
 */
export function matchPrefix(text: string, language: Language): number {
  const head = text.slice(0, 2 * LONGEST_PREFIX);
  const lead = head.length - head.trimStart().length;
  const rest = head.slice(lead);
  const length = enumeratorLength(rest, text) || datelineLength(rest, compileRules(defaultRules(language).data));
  return length === 0 ? 0 : lead + length;
}
