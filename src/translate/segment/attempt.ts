import { restoreCasing, raiseLikeSource } from './casing.js';
import { draftOf, joinDrafts, recaseDraft, replaceRange, type Draft } from './draft.js';
import { mapText, normaliseMapped, recaseMapped, type MappedText, type Substitution } from './mapped-text.js';
import type { Mark } from '../model/insert-marks.js';
import { mapMarks, markTerms, showSigns, signsAreSound, type MarkedCodes } from './marks.js';
import { repairNames } from './names.js';
import type { PlacedTerm, Prepared } from './prepare.js';
import type { ProtectedSpan } from './protect.js';
import { detailsOf, type Repetition } from './quality.js';
import type { Decoding, Scheduler } from '../decode/scheduler.js';
import { restoreMarks, simplifyMarks } from './simplify.js';
import { splitText } from './split.js';
import { modelText, type Tokenizer } from '../model/tokenizer.js';
import type { ConfidenceDetails } from '../types.js';

/** One way of asking the model for a segment. */
export interface Plan {
  /** Spans that have to come through, in order. */
  readonly spans: readonly ProtectedSpan[];
  /** What stands for each protected span; spans that are not in the map are shown as they are. */
  readonly standIns: ReadonlyMap<ProtectedSpan, string>;
  readonly recase: (text: string) => string;
  /** Longer texts are split. */
  readonly maxTokens: number;
  readonly beam?: number;
  /** Terms that the model is helped with. */
  readonly terms?: readonly PlacedTerm[];
  /**
   * How: `shown` puts the translation into the source in place of the term (a model with a joint vocabulary copies it to
   * where it belongs), `forced` searches only among targets that hold it as well, `marked` annotates (trained models).
   */
  readonly help?: 'shown' | 'forced' | 'marked';
  /** Signs for inline codes (trained models); only for texts that need not be split. */
  readonly codes?: MarkedCodes;
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
  /** The draft holds the signs of `plan.codes`, each once and well nested. */
  readonly signed: boolean;
}

/** A term's translation as it stands in the source: with a capital where the term has one only as the first word. */
export function termText(prepared: Prepared, { term, start }: PlacedTerm): string {
  const first = start === prepared.bodyStart && /^\p{Lu}/u.test(prepared.text.slice(start));
  return first ? term.target[0]!.toUpperCase() + term.target.slice(1) : term.target;
}

function modelInput(prepared: Prepared, plan: Plan): MappedText {
  const substitutions: Substitution[] = [
    ...[...plan.standIns].map(([{ start, end }, text]) => ({ start, end, text })),
    ...prepared.silent.map(({ start, end }) => ({ start, end, text: '' })),
    ...prepared.gaps.map((place) => ({ start: place, end: place, text: ' ' })),
    ...(plan.help === 'marked' ? [] : (plan.terms ?? [])).map((term) => ({
      start: term.start,
      end: term.end,
      text: termText(prepared, term),
    })),
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

/** Token sequences that a part's target has to hold: the terms whose place is in it. */
function constraintsOf(prepared: Prepared, plan: Plan, piece: MappedText, tokenizer: Tokenizer): number[][] {
  if (plan.help !== 'forced') return [];
  const inside = (plan.terms ?? []).filter(({ start, end }) =>
    piece.from.some((from, i) => from >= start && piece.to[i]! <= end),
  );
  return inside.map((term) => [...tokenizer.encode(modelText(termText(prepared, term))).ids].slice(0, -1));
}

/** Carries a plan out. */
export async function runPlan(prepared: Prepared, plan: Plan, scheduler: Scheduler): Promise<Attempt> {
  const { tokenizer } = scheduler;
  const whole = modelInput(prepared, plan);
  const { mapped, changes } = simplifyMarks(whole, tokenizer.spells);
  const pieces = splitText(mapped, tokenizer, plan.maxTokens);
  const codes = pieces.length === 1 ? plan.codes : undefined;
  const terms = plan.help === 'marked' ? markTerms(plan.terms ?? [], tokenizer) : [];
  const parts = await Promise.all(
    pieces.map((piece) => {
      const within = ({ at }: Mark): boolean => at >= piece.from[0]! && at <= piece.to.at(-1)!;
      const marks = mapMarks([...(codes?.marks ?? []), ...terms].filter(within), piece);
      const constraints = constraintsOf(prepared, plan, piece, tokenizer);
      return scheduler.decode({
        text: piece.text,
        ...(plan.beam !== undefined && { beam: plan.beam }),
        ...(constraints.length > 0 && { constraints }),
        ...(marks.length > 0 && { marks }),
      });
    }),
  );
  const first = prepared.text.slice(prepared.bodyStart, prepared.bodyEnd);
  const drafts = parts.map((part, i) => {
    const source = pieces[i]!.text;
    const shown = draftOf(part, pieces[i]!);
    const draft = agreeOnEnd(codes ? showSigns(shown, part, codes.signs) : shown, source);
    return recaseDraft(draft, (text) =>
      i === 0 ? raiseLikeSource(text, first) : raiseLikeSource(lowerLikeSource(text, source), source),
    );
  });
  const joined = restoreMarks(joinDrafts(drafts, ' '), mapped.text, changes);
  const spelt = repairNames(prepared, joined);
  const { details, repetition } = detailsOf(parts, pieces.length > 1);
  const draft = recaseDraft(spelt, (text) => restoreCasing(text, prepared.casing));
  return {
    plan,
    parts,
    draft,
    details,
    repetition,
    hitLimit: parts.some(({ hypothesis }) => hypothesis.hitLimit),
    cached: parts.every(({ cached }) => cached),
    signed: codes !== undefined && signsAreSound(draft.text, codes.signs),
  };
}
