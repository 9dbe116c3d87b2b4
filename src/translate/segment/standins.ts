import { replaceRange, type Draft } from './draft.js';
import { chooseStandIns, occurrences, type ProtectedSpan } from './protect.js';
import type { Attempt } from './attempt.js';

/** Where the protected spans of a source are in a draft. */
export interface SpanPlaces {
  /** Places of each span, best first; one is right. */
  readonly found: ReadonlyMap<ProtectedSpan, readonly number[]>;
  /** Spans that are not there exactly as often as in the source. */
  readonly wrong: readonly ProtectedSpan[];
}

function literalPlaces(text: string, wanted: string): number[] {
  const places: number[] = [];
  const letter = (character: string | undefined): boolean =>
    character !== undefined && /[\p{L}\p{N}_]/u.test(character);
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const inWord =
      (letter(text[at - 1]) && letter(wanted[0])) || (letter(text[at + wanted.length]) && letter(wanted.at(-1)));
    if (!inWord) places.push(at);
  }
  return places;
}

/** How much of the text at a place was made from the span. */
function evidence(draft: Draft, at: number, length: number, span: ProtectedSpan): number {
  let sum = 0;
  for (const token of draft.tokens) {
    if (token.end <= at || token.start >= at + length) continue;
    for (const link of token.links) if (link.start < span.end && span.start < link.end) sum += link.weight;
  }
  return sum;
}

/** Looks for every span, by its stand-in or as it is. */
export function findSpans(attempt: Attempt): SpanPlaces {
  const { draft, plan } = attempt;
  const { spans } = plan;
  const found = new Map<ProtectedSpan, readonly number[]>();
  const wrong: ProtectedSpan[] = [];
  const taken = new Set<number>();
  for (const span of spans) {
    const shown = plan.standIns.get(span);
    // Two spans with the same text share its occurrences: the first best each.
    const twins =
      shown === undefined ? spans.filter((other) => other.text === span.text && !plan.standIns.has(other)) : [span];
    const all = shown === undefined ? literalPlaces(draft.text, span.text) : occurrences(draft.text, shown);
    const length = (shown ?? span.text).length;
    const places = all
      .filter((at) => !taken.has(at))
      .sort((a, b) => evidence(draft, b, length, span) - evidence(draft, a, length, span) || a - b);
    found.set(span, places);
    if (places[0] !== undefined) taken.add(places[0]);
    if (all.length !== twins.length) wrong.push(span);
  }
  return { found, wrong };
}

/** Length of what follows a figure and is in it already: the half of the day, the stop of an abbreviation at the end. */
function saidTwice(figure: string, rest: string): number {
  const half = /[ap]\.m\./u.test(figure) ? (/^ ?[ap]\.?m\b\.?/iu.exec(rest)?.[0].length ?? 0) : 0;
  return half + (figure.endsWith('.') && rest[half] === '.' ? 1 : 0);
}

/**
 * Puts the spans in the place of their stand-ins. What occurs too often is taken out, what is missing is returned to be
 * placed by alignment.
 */
export function restoreSpans(attempt: Attempt): { draft: Draft; missing: ProtectedSpan[] } {
  const { found } = findSpans(attempt);
  const { spans } = attempt.plan;
  const edits: { at: number; length: number; span: ProtectedSpan | undefined }[] = [];
  const missing: ProtectedSpan[] = [];
  for (const span of spans) {
    const shown = attempt.plan.standIns.get(span);
    const [best, ...extra] = found.get(span)!;
    const length = (shown ?? span.text).length;
    if (best === undefined) missing.push(span);
    else edits.push({ at: best, length, span });
    // Only a stand-in can be told from what the sentence says itself.
    if (shown !== undefined) for (const at of extra) edits.push({ at, length, span: undefined });
  }
  let { draft } = attempt;
  for (const { at, length, span } of edits.sort((a, b) => b.at - a.at)) {
    if (span) {
      const shown = span.target ?? span.text;
      const links = [{ start: span.start, end: span.end, weight: 1 }];
      const end = at + length + (span.target === undefined ? 0 : saidTwice(shown, draft.text.slice(at + length)));
      draft = replaceRange(draft, at, end, shown, links, true);
    } else {
      const from = draft.text[at - 1] === ' ' ? at - 1 : at;
      draft = replaceRange(draft, from, at + length, '');
    }
  }
  return { draft, missing };
}

/** Stand-ins for the given spans, as a plan wants them; undefined when there are too many spans. */
export function standInsFor(
  spans: readonly ProtectedSpan[],
  text: string,
  attempt: 0 | 1,
): Map<ProtectedSpan, string> | undefined {
  const chosen = chooseStandIns(spans, text, attempt);
  return chosen && new Map(spans.map((span, i) => [span, chosen[i]!]));
}
