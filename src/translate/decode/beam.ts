import type { Backend, Batch, StepOutput } from './backend.js';
import {
  attentionRow,
  normalisedScore,
  Stopped,
  type Decoded,
  type DecodeJob,
  type DecodeOptions,
} from './decoding.js';

/** A partial translation: its last token and the rest of it, so that hypotheses share their beginnings. */
interface Hypothesis {
  readonly parent: Hypothesis | undefined;
  readonly id: number;
  readonly logProb: number;
  readonly attention: Float32Array | undefined;
  readonly length: number;
  /** Sum of the log-probabilities. */
  readonly sum: number;
}

interface Sentence {
  readonly job: number;
  /** Best first; each is one row of the batch, in this order. */
  live: Hypothesis[];
  finished: { readonly hypothesis: Hypothesis; readonly ended: boolean; readonly score: number }[];
}

interface Candidate {
  /** Index among the sentence's live hypotheses. */
  readonly from: number;
  readonly id: number;
  readonly logProb: number;
  readonly sum: number;
}

/**
 * Beam search over a batch of sentences. A sentence is done when `beam` hypotheses have ended and no live one can still
 * beat the worst of them. Equal scores are settled by the older beam, then by the rank within it, so that the result does
 * not depend on the batch.
 */
export async function beamSearch(
  backend: Backend,
  jobs: readonly DecodeJob[],
  options: DecodeOptions,
  stop: () => boolean,
): Promise<Decoded[]> {
  const results: Decoded[] = new Array<Decoded>(jobs.length);
  if (jobs.length === 0) return results;
  const batch = await backend.encode(jobs.map((job) => job.ids));
  const root: Hypothesis = {
    parent: undefined,
    id: backend.start,
    logProb: 0,
    attention: undefined,
    length: 0,
    sum: 0,
  };
  let sentences: Sentence[] = jobs.map((_, job) => ({ job, live: [root], finished: [] }));
  while (sentences.length > 0) {
    if (stop()) throw new Stopped();
    const last = Int32Array.from(sentences.flatMap((sentence) => sentence.live.map((hypothesis) => hypothesis.id)));
    const output = await batch.step(last);
    const parents: number[] = [];
    const rowsBefore = batch.rows;
    let sameSources = true;
    let row = 0;
    const going: Sentence[] = [];
    for (const sentence of sentences) {
      const job = jobs[sentence.job]!;
      const first = row;
      row += sentence.live.length;
      const chosen = advance(sentence, first, output, batch, job, backend, options);
      if (chosen.length === 0) {
        results[sentence.job] = finish(best(sentence), job);
        continue;
      }
      if (parents.length !== first || chosen.length !== row - first) sameSources = false;
      parents.push(...chosen.map((from) => first + from));
      going.push(sentence);
    }
    sentences = going;
    if (sentences.length === 0) break;
    if (parents.length !== rowsBefore) sameSources = false;
    if (!sameSources || parents.some((parent, r) => parent !== r)) batch.reorder(Int32Array.from(parents), sameSources);
  }
  return results;
}

/** Extends one sentence by one token. Returns the rows (among its own) that go on, none when it is done. */
function advance(
  sentence: Sentence,
  first: number,
  output: StepOutput,
  batch: Batch,
  job: DecodeJob,
  backend: Backend,
  { beam, lengthPenalty }: DecodeOptions,
): number[] {
  const { live, finished } = sentence;
  const candidates: Candidate[] = [];
  live.forEach((hypothesis, from) => {
    for (let k = 0; k < Math.min(output.width, 2 * beam); k++) {
      const at = (first + from) * output.width + k;
      const logProb = output.logProbs[at]!;
      candidates.push({ from, id: output.ids[at]!, logProb, sum: hypothesis.sum + logProb });
    }
  });
  // Array.sort is stable: equal sums keep the order of beams, then of ranks.
  candidates.sort((a, b) => b.sum - a.sum);
  const next: Hypothesis[] = [];
  const rows: number[] = [];
  for (const [rank, candidate] of candidates.entries()) {
    if (next.length === beam || rank >= 2 * beam) break;
    const parent = live[candidate.from]!;
    const hypothesis: Hypothesis = {
      parent,
      id: candidate.id,
      logProb: candidate.logProb,
      attention:
        output.attention && attentionRow(output.attention, first + candidate.from, batch.sourceLength, job.ids.length),
      length: parent.length + 1,
      sum: candidate.sum,
    };
    if (candidate.id === backend.eos) {
      // An end below the first `beam` candidates would push better beginnings out.
      if (rank < beam) {
        finished.push({
          hypothesis,
          ended: true,
          score: normalisedScore(hypothesis.sum, hypothesis.length, lengthPenalty),
        });
      }
    } else if (parent.length < job.maxTokens) {
      next.push(hypothesis);
      rows.push(candidate.from);
    }
  }
  finished.sort((a, b) => b.score - a.score);
  finished.length = Math.min(finished.length, beam);
  const length = (next[0]?.length ?? 0) + 1;
  const hope = next.length > 0 ? normalisedScore(next[0]!.sum, length, lengthPenalty) : -Infinity;
  const satisfied = finished.length === beam && hope <= finished[beam - 1]!.score;
  if (next.length === 0 && finished.length === 0) {
    for (const hypothesis of live) {
      const score = normalisedScore(hypothesis.sum, hypothesis.length, lengthPenalty);
      finished.push({ hypothesis, ended: false, score });
    }
    finished.sort((a, b) => b.score - a.score);
  }
  if (satisfied || next.length === 0) return [];
  sentence.live = next;
  return rows;
}

function best(sentence: Sentence): Sentence['finished'][number] {
  return sentence.finished[0]!;
}

function finish({ hypothesis, ended }: Sentence['finished'][number], job: DecodeJob): Decoded {
  const chain: Hypothesis[] = [];
  for (let at: Hypothesis | undefined = hypothesis; at?.parent; at = at.parent) chain.unshift(at);
  const tokens = ended ? chain.slice(0, -1) : chain;
  const width = job.ids.length;
  const attention = new Float32Array(tokens[0]?.attention ? tokens.length * width : 0);
  tokens.forEach((token, i) => {
    if (token.attention) attention.set(token.attention, i * width);
  });
  return {
    ids: Int32Array.from(tokens, (token) => token.id),
    logProbs: Float32Array.from(chain, (token) => token.logProb),
    attention,
    hitLimit: !ended,
  };
}
