import { restoreCasing, raiseLikeSource } from './casing.js';
import { draftOf, joinDrafts, recaseDraft, replaceRange, type Draft } from './draft.js';
import { mapText, normaliseMapped, recaseMapped, type MappedText, type Substitution } from './mapped-text.js';
import type { Prepared } from './prepare.js';
import type { ProtectedSpan } from './protect.js';
import { detailsOf, type Repetition } from './quality.js';
import type { Decoding, Scheduler } from './scheduler.js';
import { restoreMarks, simplifyMarks } from './simplify.js';
import { splitText } from './split.js';
import type { ConfidenceDetails } from './types.js';

/** One way of asking the model for a segment. */
export interface Plan {
  /** What stands for each protected span; spans that are not in the map are shown as they are. */
  readonly standIns: ReadonlyMap<ProtectedSpan, string>;
  readonly recase: (text: string) => string;
  /** Longer texts are split. */
  readonly maxTokens: number;
  readonly beam?: number;
  /** Other replacements in the source, such as a term by its translation. */
  readonly replacements?: readonly Substitution[];
  /** Token sequences that the target has to hold. */
  readonly constraints?: readonly (readonly number[])[];
}

/** What came of it. The draft is in the source's case and marks; stand-ins are still in it. */
export interface Attempt {
  readonly plan: Plan;
  readonly parts: readonly Decoding[];
  readonly draft: Draft;
  readonly details: ConfidenceDetails;
  readonly repetition: Repetition;
  readonly hitLimit: boolean;
  readonly cached: boolean;
}

function modelInput(prepared: Prepared, plan: Plan): MappedText {
  const substitutions: Substitution[] = [
    ...[...plan.standIns].map(([{ start, end }, text]) => ({ start, end, text })),
    ...prepared.silent.map(({ start, end }) => ({ start, end, text: '' })),
    ...prepared.gaps.map((place) => ({ start: place, end: place, text: ' ' })),
    ...(plan.replacements ?? []),
  ];
  const mapped = normaliseMapped(mapText(prepared.text, prepared.bodyStart, prepared.bodyEnd, substitutions));
  return recaseMapped(mapped, plan.recase);
}

/** The end marks of the target follow the source's: a model likes to add a full stop to a headline. */
function agreeOnEnd(draft: Draft, source: string): Draft {
  const { text } = draft;
  const end = text.length;
  if (end === 0) return draft;
  const last = /[.!?:;,…]$/u.exec(source)?.[0];
  const own = /[.!?:;,…]$/u.exec(text)?.[0];
  if (last === own) return draft;
  if (last === undefined) {
    // A closing quote or bracket may hide the source's mark, and `etc.` is no end.
    const plainEnd =
      /[\p{L}\p{N}]$/u.test(source) && own === '.' && !/(?:\.\.|\b(?:etc|Inc|Ltd|Co|Jr|Sr|\p{Lu}))\.$/u.test(text);
    return plainEnd ? replaceRange(draft, end - 1, end, '') : draft;
  }
  if (own === undefined)
    return /[\p{L}\p{N})"”’%]$/u.test(text) && last !== ',' ? replaceRange(draft, end, end, last) : draft;
  return /[.,;:]/u.test(own) && last !== '…' ? replaceRange(draft, end - 1, end, last) : draft;
}

/** A part that does not begin the sentence gets no capital that its source has not. */
function lowerLikeSource(text: string, source: string): string {
  const first = /^[\p{L}]/u.exec(source)?.[0];
  if (first === undefined || /\p{Lu}/u.test(first)) return text;
  const word = /^\p{Lu}\p{Ll}+/u.exec(text)?.[0];
  // A name that the source has, too, keeps its capital.
  return word === undefined || source.includes(word) ? text : text[0]!.toLowerCase() + text.slice(1);
}

/** Carries a plan out. */
export async function runPlan(prepared: Prepared, plan: Plan, scheduler: Scheduler): Promise<Attempt> {
  const whole = modelInput(prepared, plan);
  const { mapped, changes } = simplifyMarks(whole, scheduler.tokenizer.spells);
  const pieces = splitText(mapped, scheduler.tokenizer, plan.maxTokens);
  const parts = await Promise.all(
    pieces.map((piece) =>
      scheduler.decode({
        text: piece.text,
        ...(plan.beam !== undefined && { beam: plan.beam }),
        ...(plan.constraints && { constraints: plan.constraints }),
      }),
    ),
  );
  const drafts = parts.map((part, i) => {
    const source = pieces[i]!.text;
    const draft = agreeOnEnd(draftOf(part, pieces[i]!), source);
    return recaseDraft(draft, (text) => raiseLikeSource(i === 0 ? text : lowerLikeSource(text, source), source));
  });
  const joined = restoreMarks(joinDrafts(drafts, ' '), mapped.text, changes);
  const { details, repetition } = detailsOf(parts, pieces.length > 1);
  return {
    plan,
    parts,
    draft: recaseDraft(joined, (text) => restoreCasing(text, prepared.casing)),
    details,
    repetition,
    hitLimit: parts.some(({ hypothesis }) => hypothesis.hitLimit),
    cached: parts.every(({ cached }) => cached),
  };
}
