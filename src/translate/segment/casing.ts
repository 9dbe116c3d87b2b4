/**
 * Letters in capitals. A model that learnt from sentences spells CAPITALS piece by piece and takes a Headline's Words for
 * names, so it is given copies in other cases, and the case of the source is put back on what it made of them.
 */

export type Casing = 'plain' | 'capitals' | 'title';

const WORD = /\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*/gu;
const MINOR_ID = new Set(
  'dan di ke dari yang untuk dengan pada atau dalam oleh tak akan itu ini bagi per demi usai saat agar jadi hingga'.split(
    ' ',
  ),
);
const MINOR_EN = new Set(
  'a an the and but or nor for of in on at to by from with as vs via into over up off per'.split(' '),
);

const upperStart = (word: string): boolean => /^\p{Lu}/u.test(word);
const isUpper = (word: string): boolean => word === word.toUpperCase() && word !== word.toLowerCase();

export function casingOf(text: string): Casing {
  const words = text.match(WORD) ?? [];
  const letters = words.join('').length;
  if (letters === 0) return 'plain';
  const upper = words.filter(isUpper).join('').length;
  // One short word in capitals is an abbreviation.
  if (upper / letters >= 0.85 && (words.length > 1 ? letters >= 7 : letters >= 6)) return 'capitals';
  const major = words.filter((word) => !MINOR_ID.has(word.toLowerCase()));
  const raised = major.filter(upperStart).length;
  const lowered = major.length - raised;
  const ends = /[.!?]["”’)]*$/u.test(text.trimEnd());
  if (major.length >= 4 && lowered <= Math.floor(major.length / 6) && !ends) return 'title';
  return 'plain';
}

function raiseFirst(text: string): string {
  const first = /\p{L}/u.exec(text);
  if (!first) return text;
  const at = first.index;
  return text.slice(0, at) + first[0].toUpperCase() + text.slice(at + first[0].length);
}

/** Abbreviations keep their capitals: no vowels, or letters mixed with digits. */
function isAbbreviation(word: string): boolean {
  return isUpper(word) && (word.length <= 1 || (word.length <= 5 && !/[AEIOU]/u.test(word)));
}

/** `PRESIDEN BUKA KTT` → `Presiden buka KTT`; a headline's words other than the first lose their capitals. */
export function sentenceCase(text: string): string {
  const capitals = casingOf(text) === 'capitals';
  return raiseFirst(
    text.replace(WORD, (word) => (isAbbreviation(word) || (!capitals && isUpper(word)) ? word : word.toLowerCase())),
  );
}

/** `PRESIDEN BUKA KTT` → `Presiden Buka KTT`: names keep a capital. */
export function headlineCase(text: string): string {
  return text.replace(WORD, (word) =>
    isAbbreviation(word)
      ? word
      : MINOR_ID.has(word.toLowerCase())
        ? word.toLowerCase()
        : raiseFirst(word.toLowerCase()),
  );
}

/** English headline style: main words raised, short function words not, the first and the last always. */
export function titleCase(text: string): string {
  const words = [...text.matchAll(WORD)];
  const first = words[0]?.index;
  const last = words.at(-1)?.index;
  return text.replace(WORD, (word, at: number) => {
    if (at !== first && at !== last && MINOR_EN.has(word)) return word;
    // A letter after an apostrophe is the end of a word ("bank's").
    return /[’'\p{L}]/u.test(text[at - 1] ?? '') ? word : raiseFirst(word);
  });
}

/** Puts the source's case on the target. */
export function restoreCasing(target: string, casing: Casing): string {
  if (casing === 'capitals') return target.toUpperCase();
  return casing === 'title' ? titleCase(target) : target;
}

/** The copies of a text that are worth giving to the model, the text itself first if it is one of them. */
export function casingVariants(casing: Casing): readonly ((text: string) => string)[] {
  const asIs = (text: string): string => text;
  if (casing === 'capitals') return [sentenceCase, headlineCase];
  return casing === 'title' ? [asIs, sentenceCase] : [asIs];
}

/** The target begins with a capital where the source does. */
export function raiseLikeSource(target: string, source: string): string {
  const first = /[\p{L}\p{N}]/u.exec(source)?.[0];
  const own = /[\p{L}\p{N}]/u.exec(target);
  if (first === undefined || own === null || !/\p{Lu}/u.test(first) || !/\p{Ll}/u.test(own[0])) return target;
  return raiseFirst(target);
}
