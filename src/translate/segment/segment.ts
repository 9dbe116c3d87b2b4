import { plainText } from '../../content/index.js';
import { assemble } from './assemble.js';
import { translateBody, type SegmentTools } from './body.js';
import { confidence } from './confidence.js';
import { literalDraft } from './draft.js';
import { hideSigns } from './marks.js';
import { hasWords, prepare } from './prepare.js';
import { countSpans, findProtected } from './protect.js';
import { restoreSpans } from './standins.js';
import type { ModelInfo, Translation, TranslationFlag, TranslationRequest } from '../types.js';

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
  const signs = attempt.signed && !empty ? attempt.plan.codes?.signs : undefined;
  const body = prepared.text.slice(prepared.bodyStart, prepared.bodyEnd);
  const draft = empty
    ? literalDraft(body, prepared.bodyStart)
    : signs
      ? restored.draft
      : hideSigns(restored.draft, attempt.plan.codes?.signs ?? []);
  const { target, moved, atEnd, alignment } = assemble(prepared, draft, missing, signs);
  for (const span of missing) {
    flags.push({ kind: 'placeholder-repaired', text: span.text, by: atEnd.includes(span) ? 'end' : 'alignment' });
  }
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
