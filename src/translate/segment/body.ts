import { hasCodes } from '../../content/index.js';
import { runPlan, termText, type Attempt, type Plan } from './attempt.js';
import { casingVariants } from './casing.js';
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
function rank(attempt: Attempt, spans: readonly ProtectedSpan[]): number {
  const { repetition, meanLogProb } = attempt.details;
  return -1000 * findSpans(attempt, spans).wrong.length - 10 * repetition - (attempt.hitLimit ? 5 : 0) + meanLogProb;
}

/** The model's best answer, spans and loops seen to; terms as far as the first plan helps with them. */
async function askWell(prepared: Prepared, tools: SegmentTools, terms: readonly PlacedTerm[]): Promise<Attempt> {
  const { scheduler, info } = tools;
  const { spans, text } = prepared;
  const better = (a: Attempt, b: Attempt): Attempt => (rank(b, spans) > rank(a, spans) ? b : a);
  const hard = spans.filter((span) => !isEasy(span, scheduler.tokenizer.spells));
  const codes = info.trainedTags && hasCodes(prepared.source) ? markCodes(prepared, scheduler.tokenizer) : undefined;
  const first: Omit<Plan, 'recase'> = {
    standIns: standInsFor(hard, text, 0) ?? new Map<ProtectedSpan, string>(),
    maxTokens: info.maxSourceTokens,
    ...(codes && { codes }),
    ...(info.trainedTerms && terms.length > 0 && { terms, help: 'marked' as const }),
  };
  const ask = (plan: Plan): Promise<Attempt> => runPlan(prepared, plan, scheduler);
  const variants = await Promise.all(casingVariants(prepared.casing).map((recase) => ask({ ...first, recase })));
  let best = variants.reduce(better);
  for (const style of [0, 1] as const) {
    const { wrong } = findSpans(best, spans);
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
  return best;
}

/** Asks the model, in other ways where the first way goes wrong. */
export async function translateBody(prepared: Prepared, tools: SegmentTools): Promise<Body> {
  const { spans } = prepared;
  const terms = prepared.terms.filter(({ term }) => !term.doNotTranslate && term.target.trim() !== '');
  let best = await askWell(prepared, tools, terms);
  const missing = (attempt: Attempt): PlacedTerm[] =>
    terms.filter(({ term }) => !tools.termAppears(attempt.draft.text, term.target));
  let missed = missing(best);
  const helped = new Set<PlacedTerm>();
  for (const help of ['shown', 'forced'] as const) {
    if (missed.length === 0) break;
    for (const term of missed) helped.add(term);
    // Codes are projected then: a trained model has not seen both kinds of help together.
    const { codes: _, ...plan } = best.plan;
    const next = await runPlan(prepared, { ...plan, terms: [...helped], help }, tools.scheduler);
    const still = missing(next);
    const lost = findSpans(next, spans).wrong.length > findSpans(best, spans).wrong.length;
    if (still.length < missed.length && !lost) [best, missed] = [next, still];
  }
  const replaced = missed.filter((term) => {
    const draft = replaceByAlignment(best.draft, term, termText(prepared, term));
    if (draft) best = { ...best, draft };
    return draft !== undefined;
  });
  const left = missed.filter((term) => !replaced.includes(term));
  return {
    attempt: best,
    honoured: terms.filter((term) => !left.includes(term)).map(({ term }) => term),
    missed: left.map(({ term }) => term),
    forced: [...helped]
      .filter((term) => !left.includes(term))
      .map((term) => ({ term: term.term, by: replaced.includes(term) ? ('alignment' as const) : ('search' as const) })),
  };
}
