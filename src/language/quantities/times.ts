/** Times of day in both languages. */

import type { Atoms } from './atoms.js';
import { DAY_PARTS, UNITS, ZONES, type DayPart } from './lexicon.js';
import { PhraseTable } from './phrases.js';
import type { Language } from './types.js';

/** A time read from the atoms `[start, next)`. */
export interface ReadTime {
  readonly next: number;
  readonly hour: number;
  readonly minute: number;
  readonly second?: number;
  readonly exact: boolean;
  readonly zone?: string;
  readonly words: boolean;
}

interface Clock {
  readonly next: number;
  readonly hour: number;
  readonly minute: number;
  readonly second?: number;
  /** Minutes were written. */
  readonly full: boolean;
  readonly leadingZero: boolean;
  readonly words: boolean;
}

function zoneTable(language: Language): PhraseTable<string> {
  const table = new PhraseTable<string>();
  for (const zone of ZONES) {
    for (const name of zone[language]) table.add(name, zone.zone, name === name.toUpperCase());
  }
  return table;
}

function dayPartTable(language: Language): PhraseTable<DayPart> {
  const table = new PhraseTable<DayPart>();
  for (const [phrase, part] of DAY_PARTS[language]) table.add(phrase, part);
  return table;
}

const zones = { id: zoneTable('id'), en: zoneTable('en') };
const dayParts = { id: dayPartTable('id'), en: dayPartTable('en') };

/**
 * A time of day. Indonesian times need `pukul`, a zone, a colon or (for the second of a range) another time before them;
 * English times a.m. or p.m., `o'clock`, a part of the day or a colon.
 */
export function readTime(atoms: Atoms, start: number, language: Language, afterTime: boolean): ReadTime | undefined {
  return language === 'id' ? readIndonesian(atoms, start, afterTime) : readEnglish(atoms, start);
}

const WHOLE = { minute: 0, full: false, leadingZero: false } as const;

/** `16.30`, `16:30:15`, `16`, with the values checked. */
function readClock(atoms: Atoms, start: number, separators: string): Clock | undefined {
  const hourText = atoms.at(start).text;
  const hour = Number(hourText);
  if (atoms.kind(start) !== 'digits' || hourText.length > 2 || hour > 24) return undefined;
  const leadingZero = hourText.length === 2 && hourText.startsWith('0');
  const whole: Clock = { next: start + 1, hour, minute: 0, full: false, leadingZero, words: false };
  const sign = atoms.at(start + 1).text;
  const minuteText = atoms.at(start + 2).text;
  if (!atoms.isSign(start + 1, separators) || atoms.kind(start + 2) !== 'digits') return whole;
  if (minuteText.length !== 2 || Number(minuteText) > 59) return undefined;
  const clock: Clock = { ...whole, next: start + 3, minute: Number(minuteText), full: true };
  const secondText = atoms.at(start + 4).text;
  if (!atoms.isSign(start + 3, sign) || atoms.kind(start + 4) !== 'digits') return clock;
  if (secondText.length !== 2 || Number(secondText) > 59) return undefined;
  return { ...clock, next: start + 5, second: Number(secondText) };
}

/** `delapan`, `sebelas`, `dua belas`, `eight`. */
function readHourWord(atoms: Atoms, start: number, language: Language): Clock | undefined {
  const unit = UNITS[language].get(atoms.at(start).folded);
  if (unit === undefined || unit < 1 || unit > 12) return undefined;
  const clock = { minute: 0, full: false, leadingZero: false, words: true };
  if (language === 'id' && unit === 2 && atoms.isWord(start + 2, 'belas'))
    return { ...clock, next: start + 3, hour: 12 };
  if (language === 'id' && atoms.isWord(start + 2, 'belas', 'puluh', 'ratus')) return undefined;
  return { ...clock, next: start + 1, hour: unit };
}

function readIndonesian(atoms: Atoms, start: number, afterTime: boolean): ReadTime | undefined {
  if (atoms.isWord(start, 'tengah') && atoms.kind(start + 1) === 'blank' && atoms.isWord(start + 2, 'malam', 'hari')) {
    const hour = atoms.isWord(start + 2, 'hari') ? 12 : 0;
    return finishWith(atoms, { ...WHOLE, next: start + 3, hour, words: true }, 'id', true);
  }
  const prefixed = prefixEnd(atoms, start);
  if (prefixed !== undefined) {
    const clock = readClock(atoms, prefixed, '.:') ?? readHourWord(atoms, prefixed, 'id');
    if (clock === undefined || atoms.gluedAfter(clock.next)) return undefined;
    // "jam 40 menit" counts, "jam 5 menit" too: a duration.
    const unitAfter = atoms.isWord(clock.next + 1, 'menit', 'detik', 'jam');
    return unitAfter ? undefined : finish(atoms, clock, 'id');
  }
  const clock = readClock(atoms, start, '.:');
  if (clock === undefined || !clock.full) return undefined;
  const colon = atoms.isSign(start + 1, ':');
  const time = finish(atoms, clock, 'id');
  const bare = clock.leadingZero && !colon && clock.minute % 5 === 0;
  return colon || afterTime || time.zone !== undefined || bare ? time : undefined;
}

/** Index after `pukul`, `pk.`, `pkl.`, `jam` and the blank. */
function prefixEnd(atoms: Atoms, start: number): number | undefined {
  const full = atoms.isWord(start, 'pukul', 'jam');
  if (!full && !atoms.isWord(start, 'pk', 'pkl')) return undefined;
  if (atoms.isWord(start, 'jam') && atoms.kind(start - 1) === 'blank') {
    // After a number "jam" counts hours.
    const before = atoms.at(start - 2);
    if (
      before.kind === 'digits' ||
      UNITS.id.has(before.folded) ||
      ['puluh', 'belas', 'per', 'setengah'].includes(before.folded)
    )
      return undefined;
  }
  const stop = !full && atoms.isSign(start + 1, '.') ? start + 2 : start + 1;
  const next = atoms.skipBlank(stop);
  return next === start + 1 ? undefined : next;
}

function readEnglish(atoms: Atoms, start: number): ReadTime | undefined {
  const named = atoms.isWord(start, 'noon') ? 12 : atoms.isWord(start, 'midnight') ? 0 : undefined;
  if (named !== undefined)
    return finishWith(atoms, { ...WHOLE, next: start + 1, hour: named, words: true }, 'en', true);
  const clock =
    readClock(atoms, start, atoms.isSign(start + 1, '.') && atoms.kind(start + 2) === 'digits' ? '.' : ':') ??
    readHourWord(atoms, start, 'en');
  if (clock === undefined) return undefined;
  const half = meridiem(atoms, clock.next) ?? sharedMeridiem(atoms, clock);
  if (half !== undefined) {
    if (clock.hour > 12 || clock.hour === 0) return finishWith(atoms, { ...clock, next: half.next }, 'en', true);
    const hour = (clock.hour % 12) + (half.after ? 12 : 0);
    return finishWith(atoms, { ...clock, hour, next: half.next }, 'en', true);
  }
  if (atoms.gluedAfter(clock.next)) return undefined;
  const oclock =
    atoms.isWord(atoms.skipBlank(clock.next), 'o') && atoms.isWord(atoms.skipBlank(clock.next) + 2, 'clock');
  const next = oclock ? atoms.skipBlank(clock.next) + 3 : clock.next;
  const colon = clock.full && atoms.isSign(start + 1, ':');
  const time = finish(atoms, { ...clock, next }, 'en');
  const told =
    oclock ||
    colon ||
    (clock.full && clock.leadingZero) ||
    (time.next > next && !clock.full && dayParts.en.match(atoms, atoms.skipBlank(next)) !== undefined);
  return told || (clock.full && time.zone !== undefined) ? time : undefined;
}

/** `a.m.`, `p.m.`, `AM`, `pm` after a clock. A final stop is part of `p.m.`. */
function meridiem(atoms: Atoms, start: number): { after: boolean; next: number } | undefined {
  const at = atoms.skipBlank(start);
  if (atoms.isWord(at, 'am', 'pm')) return { after: atoms.at(at).folded === 'pm', next: at + 1 };
  if (!atoms.isWord(at, 'a', 'p') || !atoms.isSign(at + 1, '.') || !atoms.isWord(at + 2, 'm')) return undefined;
  return { after: atoms.at(at).folded === 'p', next: atoms.isSign(at + 3, '.') ? at + 4 : at + 3 };
}

/** `9 to 11 a.m.`, `between 5 and 8 a.m.`: the half of the day stands after the second time only. */
function sharedMeridiem(atoms: Atoms, first: Clock): { after: boolean; next: number } | undefined {
  const at = atoms.skipBlank(first.next);
  const dash = atoms.isSign(at, '-–');
  if (first.words || (!dash && (at === first.next || !atoms.isWord(at, 'to', 'and', 'or', 'until')))) return undefined;
  const second = readClock(atoms, atoms.skipBlank(at + 1), ':');
  const half = second === undefined ? undefined : meridiem(atoms, second.next);
  if (second === undefined || half === undefined || first.hour > 12) return undefined;
  const crosses = first.hour % 12 > second.hour % 12;
  return { after: crosses ? !half.after : half.after, next: first.next };
}

/** Part of the day and zone after a clock. */
function finish(atoms: Atoms, clock: Clock, language: Language): ReadTime {
  const at = atoms.skipBlank(clock.next);
  const part = at > clock.next ? dayParts[language].match(atoms, at) : undefined;
  if (part === undefined || clock.hour > 12) {
    const exact =
      clock.hour > 12 || clock.hour === 0 || clock.leadingZero || (language === 'id' && clock.full && clock.hour >= 10);
    return finishWith(atoms, clock, language, exact);
  }
  return finishWith(atoms, { ...clock, hour: inHalf(clock.hour, part.value), next: part.next }, language, true);
}

function inHalf(hour: number, part: DayPart): number {
  switch (part) {
    case 'morning':
    case 'small-hours':
      return hour === 12 ? 0 : hour;
    case 'noon':
      return hour < 6 ? hour + 12 : hour;
    case 'afternoon':
      return (hour % 12) + 12;
    case 'night':
      if (hour === 12) return 0;
      return hour < 5 ? hour : hour + 12;
  }
}

function finishWith(atoms: Atoms, clock: Clock, language: Language, exact: boolean): ReadTime {
  const at = atoms.skipBlank(clock.next);
  const bracket = atoms.isSign(at, '(') ? 1 : 0;
  const zone = zones[language].match(atoms, at + bracket);
  const closed = zone === undefined || bracket === 0 || atoms.isSign(zone.next, ')');
  const { hour, minute, words } = clock;
  const time = { hour, minute, ...(clock.second !== undefined && { second: clock.second }), exact, words };
  return zone === undefined || !closed
    ? { ...time, next: clock.next }
    : { ...time, zone: zone.value, next: zone.next + bracket };
}
