import { content, plainText, type Content, type InlineCode } from '../content/index.js';
import { runPlan, type Attempt, type Plan } from './attempt.js';
import { casingVariants } from './casing.js';
import type { Floating } from './code-tree.js';
import { confidence } from './confidence.js';
import { joinDrafts, literalDraft, type Draft } from './draft.js';
import { hasWords, prepare, type Prepared } from './prepare.js';
import { projectCodes } from './project.js';
import { countSpans, findProtected, type ProtectedSpan } from './protect.js';
import type { Scheduler } from './scheduler.js';
import { findSpans, restoreSpans, standInsFor } from './standins.js';
import type { ModelInfo, Translation, TranslationFlag, TranslationRequest, WordLink } from './types.js';
import { unitAttention, unitsOf, type SpecialRange } from './units.js';

export interface SegmentTools {
  readonly scheduler: Scheduler;
  readonly info: ModelInfo;
  readonly termAppears: (target: string, term: string) => boolean;
}

function copied(request: TranslationRequest, why: 'locked' | 'no-words'): Translation {
  return {
    target: request.source,
    text: plainText(request.source),
    confidence: 1,
    details: {
      meanLogProb: 0,
      minLogProb: 0,
      lengthRatio: 1,
      coverage: 1,
      repetition: 0,
      tokens: 0,
      truncatedOrSplit: false,
    },
    flags: [{ kind: 'copied', why }],
    termsHonoured: (request.terms ?? []).filter((term) => term.doNotTranslate),
    cached: false,
  };
}

/** Spans that a model may well copy as they are: it sees them first, and gets stand-ins when it did not. */
function isEasy(span: ProtectedSpan, spells: (text: string) => boolean): boolean {
  return (span.kind === 'term' || span.kind === 'mention') && spells(span.text);
}

/** The better of two attempts: fewer lost spans, then less repetition, then the likelier words. */
function better(a: Attempt, b: Attempt, spans: readonly ProtectedSpan[]): Attempt {
  const rank = (attempt: Attempt): number =>
    -1000 * findSpans(attempt, spans).wrong.length - 10 * attempt.details.repetition + attempt.details.meanLogProb;
  return rank(b) > rank(a) ? b : a;
}

/** Asks the model, in other ways where the first way goes wrong. */
async function translateBody(prepared: Prepared, tools: SegmentTools): Promise<Attempt> {
  const { scheduler, info } = tools;
  const { spans, text } = prepared;
  const { spells } = scheduler.tokenizer;
  const hard = spans.filter((span) => !isEasy(span, spells));
  const first: Omit<Plan, 'recase'> = {
    standIns: standInsFor(hard, text, 0) ?? new Map<ProtectedSpan, string>(),
    maxTokens: info.maxSourceTokens,
  };
  const variants = await Promise.all(
    casingVariants(prepared.casing).map((recase) => runPlan(prepared, { ...first, recase }, scheduler)),
  );
  let best = variants.reduce((a, b) => better(a, b, spans));
  for (const style of [0, 1] as const) {
    const { wrong } = findSpans(best, spans);
    if (wrong.length === 0) break;
    const standIns = standInsFor([...new Set([...hard, ...wrong])], text, style);
    const same = standIns && [...standIns].every(([span, word]) => best.plan.standIns.get(span) === word);
    if (!standIns || same) continue;
    best = better(best, await runPlan(prepared, { ...best.plan, standIns }, scheduler), spans);
  }
  return best;
}

const floatId = (index: number): string => `\u0000${index}`;

/** The target's content: codes and lost spans placed, private characters turned into their codes again. */
function assemble(
  prepared: Prepared,
  body: Draft,
  missing: readonly ProtectedSpan[],
): { target: Content; moved: readonly InlineCode[]; alignment: WordLink[] } {
  const { source, text, bodyStart, bodyEnd, units, wordCodes, silent } = prepared;
  const draft = joinDrafts([
    literalDraft(text.slice(0, bodyStart), 0),
    body,
    literalDraft(text.slice(bodyEnd), bodyEnd),
  ]);
  const special = draft.tokens
    .filter((token) => token.whole)
    .map(({ start, end }): SpecialRange => ({ start, end, as: 'unit' }));
  const targetUnits = unitsOf(draft.text, special);
  const attention = unitAttention(draft, targetUnits, units);
  const floating = [...silent, ...missing]
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }, i): Floating => ({ code: { kind: 'standalone', id: floatId(i) }, start, end }));
  const texts = new Map(floating.map(({ code, start, end }) => [code.id, text.slice(start, end)]));
  const { target, moved } = projectCodes({
    source,
    sourceText: text,
    sourceUnits: units,
    targetText: draft.text,
    targetUnits,
    attention,
    floating,
  });
  const parts = target.parts
    .map((part) => (typeof part === 'string' ? part : (texts.get(part.id) ?? part)))
    .flatMap((part) => {
      if (typeof part !== 'string' || wordCodes.size === 0) return [part];
      return part.split(/([\ue000-\uf0ff])/u).map((piece) => wordCodes.get(piece) ?? piece);
    });
  const result = content(parts);
  const finalText = plainText(result);
  const alignment: WordLink[] = [];
  let cursor = 0;
  targetUnits.forEach((unit, t) => {
    const shown = draft.text.slice(unit.start, unit.end);
    if (wordCodes.has(shown)) return;
    const at = finalText.indexOf(shown, cursor);
    if (at < 0) return;
    cursor = at + shown.length;
    const row = attention[t]!;
    const best = row.reduce((top, value, s) => (value > row[top]! ? s : top), 0);
    if (!unit.word || !(row[best]! >= 0.2)) return;
    alignment.push({
      source: {
        start: withoutCodes(text, units[best]!.start, wordCodes),
        end: withoutCodes(text, units[best]!.end, wordCodes),
      },
      target: { start: at, end: cursor },
      weight: Math.min(1, Number(row[best]!.toFixed(3))),
    });
  });
  return { target: result, moved: moved.filter(({ id }) => !texts.has(id)), alignment };
}

/** A place in the text without the private characters that stand for codes. */
function withoutCodes(text: string, place: number, wordCodes: ReadonlyMap<string, InlineCode>): number {
  if (wordCodes.size === 0) return place;
  let shorter = 0;
  for (let i = 0; i < place; i++) if (wordCodes.has(text[i]!)) shorter++;
  return place - shorter;
}

/** Spans that are not as often in the target as in the source. */
function spanFlags(source: string, target: string): TranslationFlag[] {
  const [wanted, found] = [countSpans(findProtected(source)), countSpans(findProtected(target))];
  const flags: TranslationFlag[] = [];
  for (const text of new Set([...wanted.keys(), ...found.keys()])) {
    const [want, have] = [wanted.get(text) ?? 0, found.get(text) ?? 0];
    if (want !== have) flags.push({ kind: 'lost-placeholder', text, wanted: want, found: have });
  }
  return flags;
}

/** One segment through the model and all that is done around it. */
export async function translateSegment(request: TranslationRequest, tools: SegmentTools): Promise<Translation> {
  if (request.locked) return copied(request, 'locked');
  const prepared = prepare(request, tools.scheduler.tokenizer.spells);
  if (!hasWords(prepared)) return copied(request, 'no-words');
  const attempt = await translateBody(prepared, tools);
  const { details, repetition } = attempt;
  const flags: TranslationFlag[] = [];
  if (attempt.parts.length > 1) flags.push({ kind: 'split', parts: attempt.parts.length });
  if (attempt.hitLimit) flags.push({ kind: 'hit-limit' });
  if (repetition.share > 0) flags.push({ kind: 'repetition', phrase: repetition.phrase });
  if (attempt.draft.text.trim() === '') flags.push({ kind: 'empty' });
  const { draft, missing } = restoreSpans(attempt, prepared.spans);
  for (const span of missing) flags.push({ kind: 'placeholder-repaired', text: span.text, by: 'alignment' });
  const { target, moved, alignment } = assemble(prepared, draft, missing);
  for (const id of new Set(moved.map((code) => code.id))) flags.push({ kind: 'code-moved', id });
  const text = plainText(target);
  flags.push(...spanFlags(plainText(request.source), text));
  return {
    target,
    text,
    confidence: confidence(details),
    details,
    flags,
    termsHonoured: [],
    ...(tools.info.alignment && { alignment }),
    cached: attempt.cached,
  };
}
