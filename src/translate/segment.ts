import { plainText, textContent } from '../content/index.js';
import { confidence } from './confidence.js';
import type { Scheduler } from './scheduler.js';
import { modelText } from './tokenizer.js';
import type { ModelInfo, Translation, TranslationFlag, TranslationRequest } from './types.js';

export interface SegmentTools {
  readonly scheduler: Scheduler;
  readonly info: ModelInfo;
  readonly termAppears: (target: string, term: string) => boolean;
}

const HAS_WORDS = /\p{L}{2,}/u;

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
    termsHonoured: [],
    cached: false,
  };
}

/** One segment through the model and all that is done around it. */
export async function translateSegment(request: TranslationRequest, tools: SegmentTools): Promise<Translation> {
  if (request.locked) return copied(request, 'locked');
  const source = plainText(request.source);
  if (!HAS_WORDS.test(source)) return copied(request, 'no-words');
  const text = modelText(source);
  const { hypothesis, decoded, cached } = await tools.scheduler.decode({ text });
  const flags: TranslationFlag[] = [];
  if (hypothesis.hitLimit) flags.push({ kind: 'hit-limit' });
  const logs = [...hypothesis.logProbs];
  const details = {
    meanLogProb: logs.reduce((sum, value) => sum + value, 0) / Math.max(1, logs.length),
    minLogProb: Math.min(0, ...logs),
    lengthRatio: decoded.text.split(' ').length / text.split(' ').length,
    coverage: hypothesis.attention.coverage,
    repetition: 0,
    tokens: hypothesis.ids.length,
    truncatedOrSplit: hypothesis.hitLimit,
  };
  const lead = source.slice(0, source.length - source.trimStart().length);
  const trail = source.slice(source.trimEnd().length);
  const target = lead + decoded.text + trail;
  return {
    target: textContent(target),
    text: target,
    confidence: confidence(details),
    details,
    flags,
    termsHonoured: [],
    cached,
  };
}
