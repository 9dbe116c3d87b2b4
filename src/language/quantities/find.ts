/** Finds every quantity of a text in one pass, longest reading first, without overlaps. */

import { Atoms } from './atoms.js';
import { readCode } from './codes.js';
import { readDate } from './dates.js';
import { fractionReading, VULGAR } from './fractions.js';
import {
  ENGLISH_DECADES,
  ENGLISH_ORDINALS,
  ENGLISH_TENS,
  MONTHS,
  MULTIPLES,
  ONE_SCALE,
  SCALES,
  UNITS,
  WEEKDAYS,
} from './lexicon.js';
import { readOrdinal } from './ordinals.js';
import type { Reading } from './reading.js';
import { PREFIXES } from './tables.js';
import { readTime } from './times.js';
import type { Language, Quantity } from './types.js';
import { readGroupCount, readNumberBased, readPrefixedMoney } from './valued.js';
import { readDecade, readYearWithEra } from './years.js';

/**
 * The quantities of a text in order, without overlaps. Of several readings at one place the longest wins
 * (`19 Juni 2024` before `19`). A lone `satu`, `one`, `pertama` or `first` is no quantity: it is a word as often as a
 * figure. Time is linear in the length of the text.
 */
export function findQuantities(text: string, language: Language): Quantity[] {
  const atoms = new Atoms(text);
  const found: Quantity[] = [];
  let lastTimeEnd = -1;
  for (let i = 0; i < atoms.length;) {
    const reading = startsQuantity(atoms, i, language)
      ? readAt(atoms, i, language, followsTime(atoms, i, lastTimeEnd))
      : undefined;
    if (reading === undefined) {
      i = skip(atoms, i);
      continue;
    }
    const start = atoms.startOf(i);
    const end = atoms.endOf(reading.next);
    found.push({ ...reading.quantity, text: text.slice(start, end), start, end } as Quantity);
    if (reading.quantity.kind === 'time') lastTimeEnd = reading.next;
    i = Math.max(reading.next, i + 1);
  }
  return found;
}

const ONE_WORD_SCALES = ['hundred', ...[...SCALES.en.keys()].filter((word) => word.length > 4)];
const STARTERS = { id: starters('id'), en: starters('en') };

/** Words that a quantity can start with, besides codes and ordinals. */
function starters(language: Language): ReadonlySet<string> {
  const own =
    language === 'id'
      ? [
          ...ONE_SCALE.keys(),
          ...'seratus setengah setengahnya separuh separuhnya separo minus min pukul pk pkl jam jum tengah tanggal tgl tahun'.split(
            ' ',
          ),
        ]
      : [
          ...ENGLISH_TENS.keys(),
          ...ENGLISH_ORDINALS.keys(),
          ...ENGLISH_DECADES.keys(),
          ...ONE_WORD_SCALES,
          ...'a ad half minus negative both noon midnight'.split(' '),
        ];
  return new Set([
    ...own,
    ...UNITS[language].keys(),
    ...MONTHS[language].keys(),
    ...WEEKDAYS[language].keys(),
    ...(language === 'en' ? [...WEEKDAYS.en.keys()].map((day) => `${day}s`) : []),
    ...(language === 'en' ? MULTIPLES.keys() : []),
    ...PREFIXES.starters(),
  ]);
}

/** A bit for two letters, whatever their case. */
const pair = (first: number, second: number): number => ((first & 31) << 5) | (second & 31);

/** The first two letters of all starters: most words of a text are told apart by them without being looked up. */
function pairs(language: Language): Uint8Array {
  const table = new Uint8Array(1024);
  const more = language === 'id' ? ['ke', 'se'] : [];
  for (const word of [...STARTERS[language], ...more]) table[pair(word.charCodeAt(0), word.charCodeAt(1))] = 1;
  return table;
}

const PAIRS = { id: pairs('id'), en: pairs('en') };

/** Can a quantity start here? Not inside a word; cheap, because it is asked of every word of a text. */
function startsQuantity(atoms: Atoms, index: number, language: Language): boolean {
  const kind = atoms.kind(index);
  if (kind === 'blank' || kind === 'break') return false;
  if (kind === 'sign') {
    const { folded } = atoms.at(index);
    return folded === '-' || folded === '−' || folded === '–' || VULGAR.has(folded) || PREFIXES.starts(folded);
  }
  if (atoms.gluedBefore(index)) return false;
  if (kind === 'digits') return true;
  const after = atoms.kind(index + 1);
  if (after === 'digits' || (after === 'sign' && atoms.gluedAfter(index + 2))) return true;
  const start = atoms.startOf(index);
  const { text } = atoms;
  const single = atoms.startOf(index + 1) === start + 1;
  if (!single && PAIRS[language][pair(text.charCodeAt(start), text.charCodeAt(start + 1))] === 0) return false;
  const { folded } = atoms.at(index);
  return (
    STARTERS[language].has(folded) || (language === 'id' && (folded.startsWith('ke') || folded.startsWith('seper')))
  );
}

/** After nothing was found: on to the next atom, past the rest of a word or code. */
function skip(atoms: Atoms, index: number): number {
  let at = index + 1;
  const kind = atoms.kind(index);
  if (kind !== 'letters' && kind !== 'digits') return at;
  while (atoms.kind(at) === 'letters' || atoms.kind(at) === 'digits') at++;
  return at;
}

/** Is the only thing between a time and this place a joint (`–`, `, dan`, `sampai dengan`)? */
function followsTime(atoms: Atoms, index: number, lastTimeEnd: number): boolean {
  if (lastTimeEnd < 0 || index <= lastTimeEnd || index - lastTimeEnd > 5) return false;
  for (let i = lastTimeEnd; i < index; i++) {
    const joint = atoms.kind(i) === 'blank' || atoms.isSign(i, '-–—,') || atoms.isWord(i, ...TIME_JOINTS);
    if (!joint) return false;
  }
  return true;
}

const TIME_JOINTS = ['hingga', 'sampai', 'dengan', 'dan', 'atau'];

function readAt(atoms: Atoms, start: number, language: Language, afterTime: boolean): Reading | undefined {
  let best: Reading | undefined;
  const offer = (reading: Reading | undefined): void => {
    if (reading !== undefined && reading.next > (best?.next ?? start)) best = reading;
  };
  const atom = atoms.at(start);
  if (atom.kind === 'letters' || atom.kind === 'digits') {
    offer(dateReading(atoms, start, language));
    offer(timeReading(atoms, start, language, afterTime));
    offer(readYearWithEra(atoms, start, language));
    offer(readDecade(atoms, start, language));
    offer(readOrdinal(atoms, start, language));
  }
  if (atom.kind !== 'digits') offer(readPrefixedMoney(atoms, start, language));
  offer(fractionReading(atoms, start, language));
  offer(readNumberBased(atoms, start, language));
  offer(readGroupCount(atoms, start, language));
  const coded = readCode(atoms, start);
  if (coded !== undefined && coded.next > (best?.next ?? start)) best = coded;
  return best;
}

function dateReading(atoms: Atoms, start: number, language: Language): Reading | undefined {
  const date = readDate(atoms, start, language);
  if (date === undefined) return undefined;
  const { next, ...quantity } = date;
  return { next, quantity };
}

function timeReading(atoms: Atoms, start: number, language: Language, afterTime: boolean): Reading | undefined {
  const time = readTime(atoms, start, language, afterTime);
  if (time === undefined) return undefined;
  const { next, ...quantity } = time;
  return { next, quantity: { kind: 'time', ...quantity } };
}
