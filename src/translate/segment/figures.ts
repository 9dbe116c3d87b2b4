/**
 * Numbers, dates, money and measures: what a small model gets wrong first and a reader trusts most. The figures of the
 * source are compared with those of the target by value; where they differ, the model is asked again with stand-ins for
 * them, and they are written in the target's manner.
 */
import { findQuantities, renderQuantity, sameQuantity, type Quantity } from '../../language/index.js';
import type { Attempt } from './attempt.js';
import type { Prepared } from './prepare.js';
import type { ProtectedSpan } from './protect.js';
import { restoreSpans } from './standins.js';

/** Beyond this a sentence of stand-ins says nothing to a model. */
const MOST = 8;

export interface Faults {
  /** Figures of the source that the target has not. */
  readonly wrong: readonly Quantity[];
  /** Figures in digits that the target has and the source has not. */
  readonly extra: number;
}

const NONE: Faults = { wrong: [], extra: 0 };
const inDigits = ({ text }: Quantity): boolean => /\d/u.test(text);

function overlaps(
  a: { readonly start: number; readonly end: number },
  b: { readonly start: number; readonly end: number },
): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Figures of the source's body outside its protected spans. */
export function sourceFigures(
  text: string,
  bodyStart: number,
  bodyEnd: number,
  spans: readonly ProtectedSpan[],
): Quantity[] {
  return findQuantities(text, 'id').filter(
    (quantity) =>
      quantity.start >= bodyStart && quantity.end <= bodyEnd && spans.every((span) => !overlaps(span, quantity)),
  );
}

/** The figure in English, as a span that stands in the source. */
export function figureSpan(quantity: Quantity): ProtectedSpan {
  const { end, text } = quantity;
  // The model knows what to make of the word before the figure: `pukul` becomes `at`, `tanggal` `on`.
  const lead = /^(?:pukul|jam|tanggal)\s+(?=\S)/iu.exec(text)?.[0].length ?? 0;
  const shown = { start: quantity.start + lead, end, text: text.slice(lead) };
  return { kind: 'quantity', ...shown, target: renderQuantity(quantity, 'en') };
}

/** Compares the figures of an attempt with the source's. */
export function figureFaults(prepared: Prepared, attempt: Attempt): Faults {
  if (prepared.figures.length === 0 && !/\d/u.test(attempt.draft.text)) return NONE;
  const { draft } = restoreSpans(attempt);
  let { text } = draft;
  // A number in an address is no figure of the sentence.
  const figures = new Set(attempt.plan.spans.filter(({ kind }) => kind === 'quantity').map(({ target }) => target));
  for (const { start, end, whole } of draft.tokens) {
    if (whole && !figures.has(text.slice(start, end)))
      text = text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
  }
  const left = findQuantities(text, 'en');
  const wrong: Quantity[] = [];
  for (const quantity of [...prepared.figures].sort((a, b) => Number(inDigits(b)) - Number(inDigits(a)))) {
    const at = left.findIndex((other) => sameQuantity(quantity, other));
    if (at >= 0) left.splice(at, 1);
    // A number in words may be said in many ways ("both", "a couple").
    else if (inDigits(quantity)) wrong.push(quantity);
  }
  return { wrong, extra: left.filter(inDigits).length };
}

/** The figures to be asked for with stand-ins: the wrong ones, or all when the target has some of its own. */
export function figuresToShow(prepared: Prepared, faults: Faults): ProtectedSpan[] {
  const chosen = faults.extra > 0 ? prepared.figures.filter(inDigits) : faults.wrong;
  const free = chosen.filter((quantity) => prepared.terms.every((term) => !overlaps(term, quantity)));
  return free.length > MOST ? [] : free.map(figureSpan);
}
