import { content, plainText, type Content, type InlineCode, type Part } from '../../content/index.js';
import { translateBody, type SegmentTools } from './body.js';
import type { Floating } from './code-tree.js';
import { confidence } from './confidence.js';
import { joinDrafts, literalDraft, type Draft } from './draft.js';
import { hideSigns, type Sign } from './marks.js';
import { hasWords, prepare, type Prepared } from './prepare.js';
import { projectCodes } from './project.js';
import { countSpans, findProtected, type ProtectedSpan } from './protect.js';
import { restoreSpans } from './standins.js';
import type { ModelInfo, Translation, TranslationFlag, TranslationRequest, WordLink } from '../types.js';
import { unitAttention, unitsOf, type SpecialRange } from './units.js';

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

const floatId = (index: number): string => `\u0000${index}`;

/** The target's content: codes and lost spans placed, private characters turned into their codes again. */
function assemble(
  prepared: Prepared,
  body: Draft,
  missing: readonly ProtectedSpan[],
  signs: readonly Sign[] | undefined,
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
  const lost = [...silent, ...missing].sort((a, b) => a.start - b.start);
  const floating = lost.map(({ start, end }, i): Floating => ({
    code: { kind: 'standalone', id: floatId(i) },
    start,
    end,
  }));
  const texts = new Map(lost.map(({ text: own, target: shown }, i) => [floatId(i), shown ?? own]));
  const aligned = { sourceText: text, sourceUnits: units, targetText: draft.text, targetUnits, attention, floating };
  // Where the model itself placed the codes, only what it did not see is left to be placed.
  const { target, moved } = projectCodes({ ...aligned, source: signs ? withoutCodes(source) : source });
  const characters = new Map<string, readonly InlineCode[]>([
    ...[...wordCodes].map(([character, code]) => [character, [code]] as const),
    ...(signs ?? []).map(({ character, codes }) => [character, codes] as const),
  ]);
  const parts = target.parts
    .map((part) => (typeof part === 'string' ? part : (texts.get(part.id) ?? part)))
    .flatMap((part) => {
      if (typeof part !== 'string' || characters.size === 0) return [part];
      return part.split(/([\ue000-\uf8ff])/u).flatMap((piece): Part[] => [...(characters.get(piece) ?? [piece])]);
    });
  const result = content(parts);
  const finalText = plainText(result);
  const alignment: WordLink[] = [];
  let cursor = 0;
  targetUnits.forEach((unit, t) => {
    const shown = draft.text.slice(unit.start, unit.end);
    if (characters.has(shown)) return;
    const at = finalText.indexOf(shown, cursor);
    if (at < 0) return;
    cursor = at + shown.length;
    const row = attention[t]!;
    const best = row.reduce((top, value, s) => (value > row[top]! ? s : top), 0);
    if (!unit.word || !(row[best]! >= 0.2)) return;
    alignment.push({
      source: {
        start: shownPlace(text, units[best]!.start, wordCodes),
        end: shownPlace(text, units[best]!.end, wordCodes),
      },
      target: { start: at, end: cursor },
      weight: Math.min(1, Number(row[best]!.toFixed(3))),
    });
  });
  return { target: result, moved: moved.filter(({ id }) => !texts.has(id)), alignment };
}

function withoutCodes(source: Content): Content {
  return content(source.parts.filter((part) => typeof part === 'string'));
}

/** A place in the text without the private characters that stand for codes. */
function shownPlace(text: string, place: number, wordCodes: ReadonlyMap<string, InlineCode>): number {
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

/** The language room reads figures in these languages; a model that does not say its languages is taken for one of ours. */
function comparesFigures({ sourceLanguage = 'id', targetLanguage = 'en' }: ModelInfo): boolean {
  return /^id\b/u.test(sourceLanguage) && /^en\b/u.test(targetLanguage);
}

/** One segment through the model and all that is done around it. */
export async function translateSegment(request: TranslationRequest, tools: SegmentTools): Promise<Translation> {
  if (request.locked) return copied(request, 'locked');
  const prepared = prepare(request, tools.scheduler.tokenizer.spells, comparesFigures(tools.info));
  if (!hasWords(prepared)) return copied(request, 'no-words');
  const { attempt, honoured, missed, figures, forced } = await translateBody(prepared, tools);
  const { details, repetition } = attempt;
  const flags: TranslationFlag[] = [];
  if (attempt.parts.length > 1) flags.push({ kind: 'split', parts: attempt.parts.length });
  if (attempt.hitLimit) flags.push({ kind: 'hit-limit' });
  if (repetition.share > 0) flags.push({ kind: 'repetition', phrase: repetition.phrase });
  const restored = restoreSpans(attempt);
  const empty = !/[\p{L}\p{N}]/u.test(restored.draft.text);
  if (empty) flags.push({ kind: 'empty' });
  const missing = empty ? [] : restored.missing;
  for (const span of missing) flags.push({ kind: 'placeholder-repaired', text: span.text, by: 'alignment' });
  const signs = attempt.signed && !empty ? attempt.plan.codes?.signs : undefined;
  const body = prepared.text.slice(prepared.bodyStart, prepared.bodyEnd);
  const draft = empty
    ? literalDraft(body, prepared.bodyStart)
    : signs
      ? restored.draft
      : hideSigns(restored.draft, attempt.plan.codes?.signs ?? []);
  const { target, moved, alignment } = assemble(prepared, draft, missing, signs);
  for (const id of new Set(moved.map((code) => code.id))) flags.push({ kind: 'code-moved', id });
  for (const term of missed) flags.push({ kind: 'term-missed', term });
  for (const figure of figures) flags.push({ kind: 'figure-differs', text: figure });
  for (const { term, by } of forced) flags.push({ kind: 'term-forced', term, by });
  const text = plainText(target);
  flags.push(...spanFlags(plainText(request.source), text));
  const fixed = prepared.terms.filter(({ term }) => term.doNotTranslate);
  const kept = fixed.filter(({ start, end }) => text.includes(prepared.text.slice(start, end))).map(({ term }) => term);
  for (const { term } of fixed) if (!kept.includes(term)) flags.push({ kind: 'term-missed', term });
  return {
    target,
    text,
    confidence: empty ? 0 : confidence(details),
    details,
    flags,
    termsHonoured: [...honoured, ...kept],
    ...(tools.info.alignment && { alignment }),
    cached: attempt.cached,
  };
}
