import { type Content, flatPosition, join, plainText, slice, textContent } from '../content/index.js';
import { findQuantities, type Language, type Quantity, renderQuantity, sameQuantity } from '../language/index.js';

/** Quantities that only one side of a translation has. */
export interface QuantityDifference {
  /** In the source, without an equal in the target. */
  readonly missing: readonly Quantity[];
  /** In the target, without an equal in the source. */
  readonly added: readonly Quantity[];
}

/** The same by value, and a date with its day, month and year: half a date is a difference to a reader. */
function saysAll(source: Quantity, target: Quantity): boolean {
  if (!sameQuantity(source, target)) return false;
  if (source.kind !== 'date' || target.kind !== 'date') return true;
  const { day, month, year } = target.date;
  return (
    (source.date.day === undefined || day !== undefined) &&
    (source.date.month === undefined || month !== undefined) &&
    (source.date.year === undefined || year !== undefined)
  );
}

/** Compares numbers, dates, times, amounts … of two texts by value, whatever their languages; each is used once. */
export function compareQuantities(
  source: string,
  sourceLanguage: Language,
  target: string,
  targetLanguage: Language,
): QuantityDifference {
  const added = findQuantities(target, targetLanguage);
  const missing = findQuantities(source, sourceLanguage).filter((quantity) => {
    const at = added.findIndex((other) => saysAll(quantity, other));
    if (at >= 0) added.splice(at, 1);
    return at < 0;
  });
  return { missing, added };
}

/** One quantity put right. */
export interface QuantityRepair {
  readonly from: string;
  readonly to: string;
}

export interface RepairedQuantities {
  readonly target: Content;
  readonly repairs: readonly QuantityRepair[];
  /** What still differs. */
  readonly left: QuantityDifference;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Wrong quantities that only punctuation and spaces part are the debris of one: `(19, 2024)` of `(19/6/2024)`. */
function debris(text: string, added: readonly Quantity[]): Place[] {
  const places: Place[] = [];
  for (const { start, end } of added) {
    const last = places.at(-1);
    const isNear = last !== undefined && /^[\s.,/:(-]{0,3}$/.test(text.slice(last.end, start));
    if (isNear) places[places.length - 1] = { start: last.start, end };
    else places.push({ start, end });
  }
  // `Wednesday (19, 2024` takes its bracket along.
  return places.map(({ start, end }) => {
    const closes = text.slice(start, end).includes('(') && text[end] === ')';
    return { start, end: closes ? end + 1 : end };
  });
}

/**
 * Puts the source's quantities where a machine translation has wrong ones: only when there are as many wrong places as
 * missing quantities, in order, so that nothing has to be guessed. What cannot be put right is left as it is and told.
 */
export function repairQuantities(
  source: Content,
  sourceLanguage: Language,
  target: Content,
  targetLanguage: Language,
): RepairedQuantities {
  const [from, to] = [plainText(source), plainText(target)];
  const difference = compareQuantities(from, sourceLanguage, to, targetLanguage);
  const places = debris(to, difference.added);
  if (difference.missing.length === 0 || places.length !== difference.missing.length)
    return { target, repairs: [], left: difference };
  const repairs: QuantityRepair[] = [];
  let repaired = target;
  // From the last to the first: the places before stay where they are.
  for (let k = places.length - 1; k >= 0; k--) {
    const { start, end } = places[k]!;
    const wrong = to.slice(start, end);
    const right = renderQuantity(difference.missing[k]!, targetLanguage, wrong);
    const [open, close] = [flatPosition(repaired, start, 'before'), flatPosition(repaired, end, 'after')];
    // Codes inside the wrong quantity would be lost with it.
    if (close - open !== end - start) return { target, repairs: [], left: difference };
    repaired = join(slice(repaired, 0, open), textContent(right), slice(repaired, close));
    repairs.unshift({ from: wrong, to: right });
  }
  const left = compareQuantities(from, sourceLanguage, plainText(repaired), targetLanguage);
  // A repair that does not settle everything did not understand the sentence.
  return left.missing.length > 0 ? { target, repairs: [], left: difference } : { target: repaired, repairs, left };
}
