import { hasCodes } from '../../content/index.js';
import { runPlan, termText, type Attempt, type Plan } from './attempt.js';
import { casingVariants } from './casing.js';
import { figureFaults, figureSpan, figuresToShow, type Faults } from './figures.js';
import { markCodes } from './marks.js';
import type { PlacedTerm, Prepared } from './prepare.js';
import type { ProtectedSpan } from './protect.js';
import type { Scheduler } from '../decode/scheduler.js';
import { findSpans, standInsFor } from './standins.js';
import { replaceByAlignment } from './terms.js';
import type { ModelInfo, TermConstraint } from '../types.js';

export interface SegmentTools {
  readonly scheduler: Scheduler;
  readonly info: ModelInfo;
  readonly termAppears: (target: string, term: string) => boolean;
}

/** The translation of a segment's body, and what became of its terms. */
export interface Body {
  readonly attempt: Attempt;
  readonly honoured: readonly TermConstraint[];
  readonly missed: readonly TermConstraint[];
  /** Figures of the source that the target has not, or has otherwise. */
  readonly figures: readonly string[];
  readonly forced: readonly { readonly term: TermConstraint; readonly by: 'search' | 'alignment' }[];
}

/** From this share of repeated tokens on, other ways of asking are tried. */
const LOOPING = 0.08;
const RETRY_BEAM = 4;

/** Spans that a model may well copy as they are: it sees them first, and gets stand-ins when it did not. */
function isEasy(span: ProtectedSpan, spells: (text: string) => boolean): boolean {
  return (span.kind === 'term' || span.kind === 'mention') && spells(span.text);
}

/** Fewer lost spans, then less repetition, then the likelier words. */
function rank(attempt: Attempt): number {
  const { repetition, meanLogProb } = attempt.details;
  return -1000 * findSpans(attempt).wrong.length - 10 * repetition - (attempt.hitLimit ? 5 : 0) + meanLogProb;
}

/** The model's best answer, spans and loops seen to; terms as far as the first plan helps with them. */
async function askWell(prepared: Prepared, tools: SegmentTools, terms: readonly PlacedTerm[]): Promise<Attempt> {
  const { scheduler, info } = tools;
  const { spans, text } = prepared;
  const better = (a: Attempt, b: Attempt): Attempt => (rank(b) > rank(a) ? b : a);
  const hard = spans.filter((span) => !isEasy(span, scheduler.tokenizer.spells));
  const codes = info.trainedTags && hasCodes(prepared.source) ? markCodes(prepared, scheduler.tokenizer) : undefined;
  const first: Omit<Plan, 'recase'> = {
    spans,
    standIns: standInsFor(hard, text, 0) ?? new Map<ProtectedSpan, string>(),
    maxTokens: info.maxSourceTokens,
    ...(codes && { codes }),
    ...(info.trainedTerms && terms.length > 0 && { terms, help: 'marked' as const }),
  };
  const ask = (plan: Plan): Promise<Attempt> => runPlan(prepared, plan, scheduler);
  const variants = await Promise.all(casingVariants(prepared.casing).map((recase) => ask({ ...first, recase })));
  let best = variants.reduce(better);
  for (const style of [0, 1] as const) {
    const { wrong } = findSpans(best);
    if (wrong.length === 0) break;
    const standIns = standInsFor([...new Set([...hard, ...wrong])], text, style);
    const same = standIns && [...standIns].every(([span, word]) => best.plan.standIns.get(span) === word);
    if (!standIns || same) continue;
    best = better(best, await ask({ ...best.plan, standIns }));
  }
  if (best.details.repetition >= LOOPING || best.hitLimit) {
    const { codes: _, ...plan } = best.plan;
    const tokens = Math.max(...best.parts.map(({ encoded }) => encoded.ids.length - 1));
    const ways: Plan[] = [{ ...plan, beam: RETRY_BEAM }];
    // Half a sentence at a time goes wrong less often.
    if (tokens >= 16) ways.push({ ...plan, maxTokens: Math.ceil(tokens / 2) + 2 });
    best = (await Promise.all(ways.map(ask))).reduce(better, best);
  }
  return withFigures(prepared, best, ask);
}

const count = ({ wrong, extra }: Faults): number => wrong.length + extra;

/** Where figures of the target differ from the source's, asks again with stand-ins for them. */
async function withFigures(
  prepared: Prepared,
  first: Attempt,
  ask: (plan: Plan) => Promise<Attempt>,
): Promise<Attempt> {
  const faults = figureFaults(prepared, first);
  if (count(faults) === 0) return first;
  let best = first;
  const figures = figuresToShow(prepared, faults);
  const spans = [...first.plan.spans, ...figures].sort((a, b) => a.start - b.start);
  const shown = new Set([...first.plan.standIns.keys(), ...figures]);
  const standIns = standInsFor(
    spans.filter((span) => shown.has(span)),
    prepared.text,
    0,
  );
  if (figures.length > 0 && standIns) {
    const next = await ask({ ...first.plan, spans, standIns });
    const kept = findSpans(next).wrong.length <= findSpans(first).wrong.length;
    if (kept && count(figureFaults(prepared, next)) < count(faults)) best = next;
  }
  for (const quantity of figureFaults(prepared, best).wrong) {
    // A garbled figure, no other words, gives way to the right one.
    const replacement = replaceByAlignment(best.draft, quantity, figureSpan(quantity).target!);
    if (!replacement || !/\d/u.test(replacement.removed)) continue;
    const next = { ...best, draft: replacement.draft };
    if (count(figureFaults(prepared, next)) < count(figureFaults(prepared, best))) best = next;
  }
  return best;
}

/** Asks the model, in other ways where the first way goes wrong. */
export async function translateBody(prepared: Prepared, tools: SegmentTools): Promise<Body> {
  const apart = ({ start, end }: PlacedTerm): boolean =>
    prepared.spans.every((span) => span.end <= start || end <= span.start);
  const terms = prepared.terms.filter(({ term }) => !term.doNotTranslate && term.target.trim() !== '');
  let best = await askWell(prepared, tools, terms);
  const missing = (attempt: Attempt): PlacedTerm[] =>
    terms.filter(({ term }) => !tools.termAppears(attempt.draft.text, term.target));
  let missed = missing(best);
  const helped = new Set<PlacedTerm>();
  for (const help of ['shown', 'forced'] as const) {
    if (missed.length === 0) break;
    // A term inside a protected span cannot be said otherwise.
    for (const term of missed.filter(apart)) helped.add(term);
    if (helped.size === 0) break;
    // Codes are projected then: a trained model has not seen both kinds of help together.
    const { codes: _, ...plan } = best.plan;
    const next = await runPlan(prepared, { ...plan, terms: [...helped], help }, tools.scheduler);
    const still = missing(next);
    const lost = findSpans(next).wrong.length > findSpans(best).wrong.length;
    if (still.length < missed.length && !lost) [best, missed] = [next, still];
  }
  const replaced = missed.filter((term) => {
    const replacement = replaceByAlignment(best.draft, term, termText(prepared, term));
    if (replacement) best = { ...best, draft: replacement.draft };
    return replacement !== undefined;
  });
  const left = missed.filter((term) => !replaced.includes(term));
  return {
    attempt: best,
    honoured: terms.filter((term) => !left.includes(term)).map(({ term }) => term),
    missed: left.map(({ term }) => term),
    figures: figureFaults(prepared, best).wrong.map(({ text }) => text),
    forced: [...helped]
      .filter((term) => !left.includes(term))
      .map((term) => ({ term: term.term, by: replaced.includes(term) ? ('alignment' as const) : ('search' as const) })),
  };
}
