/** Times of day, written. */

import type { Manner } from './render-number.js';
import { ZONES } from './lexicon.js';
import { spellNumber } from './spell.js';
import type { Language, TimeQuantity } from './types.js';

const two = (value: number): string => String(value).padStart(2, '0');

export function renderTime(quantity: TimeQuantity, { language, example }: Manner): string {
  const shown = example?.kind === 'time' ? example : undefined;
  const clock = language === 'id' ? indonesian(quantity, shown) : english(quantity, shown);
  const zone = quantity.zone === undefined ? '' : ` ${zoneName(quantity.zone, language, shown?.text)}`;
  return clock + zone;
}

/** The usual name of a zone, or the form the example has: `WIB` beside `Western Indonesian Time`. */
function zoneName(zone: string, language: Language, shown: string | undefined): string {
  const names = ZONES.find((entry) => entry.zone === zone)?.[language] ?? [zone];
  const abbreviated = shown !== undefined && /\b(?:WIB|WITA|WIT)\b/u.test(shown) && names.includes(zone);
  return abbreviated ? zone : (names[0] ?? zone);
}

function withSeconds(text: string, { second }: TimeQuantity, separator: string): string {
  return second === undefined ? text : `${text}${separator}${two(second)}`;
}

/** Does the example tell the half of the day in words (`pukul lima pagi`, `five in the morning`)? */
const tellsPart = (shown: TimeQuantity | undefined): boolean =>
  shown !== undefined && shown.exact && shown.words && !isNamed(shown);

/** `pagi`, `siang`, `sore`… by the custom of the language. */
function partOfDay(hour: number, language: Language): string {
  if (language === 'en')
    return hour < 12 ? 'in the morning' : hour < 18 ? 'in the afternoon' : hour < 21 ? 'in the evening' : 'at night';
  if (hour < 4) return 'dini hari';
  return hour < 11 ? 'pagi' : hour < 15 ? 'siang' : hour < 18 ? 'sore' : 'malam';
}

function inWords(time: TimeQuantity, hour12: number, language: Language): string | undefined {
  const spelled = time.minute === 0 && time.second === undefined ? spellNumber(hour12, language) : undefined;
  return spelled === undefined ? undefined : `${spelled} ${partOfDay(time.hour % 24, language)}`;
}

/** Noon and midnight, which have names of their own. */
const isNamed = (time: TimeQuantity): boolean => time.minute === 0 && time.second === undefined && time.hour % 12 === 0;

/** Is the time written by its name? */
const isWritten = (time: TimeQuantity | undefined): boolean =>
  time !== undefined && /^(?:noon|midnight|tengah)/iu.test(time.text);

function indonesian(time: TimeQuantity, shown: TimeQuantity | undefined): string {
  const shownPrefix = /^(?:pukul|pkl\.?|pk\.?|jam)\s+/iu.exec(shown?.text ?? '')?.[0];
  const prefix = shown === undefined || isWritten(shown) ? 'pukul ' : (shownPrefix ?? '');
  if (!time.exact && time.minute === 0) {
    const spelled = time.words ? spellNumber(time.hour, 'id') : undefined;
    return `${prefix === '' ? 'pukul ' : prefix}${spelled ?? time.hour}`;
  }
  if (isNamed(time) && (isWritten(shown) || (shown === undefined && isWritten(time)))) {
    return time.hour === 12 ? 'tengah hari' : 'tengah malam';
  }
  const worded = tellsPart(shown) ? inWords(time, time.hour % 12 === 0 ? 12 : time.hour % 12, 'id') : undefined;
  if (worded !== undefined) return (shownPrefix ?? 'pukul ') + worded;
  const separator = shown !== undefined && /\d:\d/u.test(shown.text) ? ':' : '.';
  // Without the leading zero an hour leaves open which half of the day is meant.
  const hour = time.exact ? two(time.hour) : String(time.hour);
  return prefix + withSeconds(`${hour}${separator}${two(time.minute)}`, time, separator);
}

function english(time: TimeQuantity, shown: TimeQuantity | undefined): string {
  const half = time.hour % 24 < 12 ? 'a.m.' : 'p.m.';
  const hour12 = time.hour % 12 === 0 ? 12 : time.hour % 12;
  if (!time.exact) {
    if (time.minute !== 0 || time.second !== undefined)
      return withSeconds(`${time.hour}:${two(time.minute)}`, time, ':');
    return `${(time.words ? spellNumber(time.hour, 'en') : undefined) ?? time.hour} o'clock`;
  }
  if (isNamed(time) && (isWritten(shown) || (shown === undefined && isWritten(time)))) {
    return time.hour === 12 ? 'noon' : 'midnight';
  }
  const worded = tellsPart(shown) ? inWords(time, hour12, 'en') : undefined;
  if (worded !== undefined) return worded;
  const marked = /([ap])(\.?)m\2/iu.exec(shown?.text ?? '');
  if (shown !== undefined && marked === null && /\d:\d/u.test(shown.text)) {
    return withSeconds(`${two(time.hour)}:${two(time.minute)}`, time, ':');
  }
  const clock =
    time.minute === 0 && time.second === undefined
      ? String(hour12)
      : withSeconds(`${hour12}:${two(time.minute)}`, time, ':');
  return clock + meridiemLike(half, shown?.text);
}

/** `p.m.`, `pm`, `PM`, `p.m` as the example has it. */
function meridiemLike(half: 'a.m.' | 'p.m.', shown: string | undefined): string {
  const found = /(\s*)([apAP])(\.?)([mM])\.?/u.exec(shown ?? '');
  if (found === null) return ` ${half}`;
  const [, gap = '', , stop = '', m = ''] = found;
  const plain = stop === '' ? half.replace(/\./gu, '') : half;
  return gap + (m === 'M' ? plain.toUpperCase() : plain);
}
