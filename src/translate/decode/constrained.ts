import type { Backend, StepOutput } from './backend.js';
import {
  attentionRow,
  normalisedScore,
  Stopped,
  type Decoded,
  type DecodeJob,
  type DecodeOptions,
} from './decoding.js';
import { logNormaliser } from './top.js';

/** How far a hypothesis is with the wanted sequences: which are complete, and the one that is being written. */
interface Progress {
  readonly met: readonly boolean[];
  readonly active: number;
  readonly position: number;
  /** Tokens of wanted sequences written: hypotheses compete with those that are equally far. */
  readonly tokens: number;
}

interface Hypothesis {
  readonly parent: Hypothesis | undefined;
  readonly id: number;
  readonly logProb: number;
  readonly attention: Float32Array | undefined;
  readonly length: number;
  readonly sum: number;
  readonly progress: Progress;
}

interface Candidate {
  readonly from: number;
  readonly id: number;
  readonly logProb: number;
  readonly sum: number;
  readonly progress: Progress;
}

/** Hypotheses per sentence: enough for one at every stage of a usual term besides the free ones. */
const WIDTH = 8;

type Sequences = readonly (readonly number[])[];

function advance(progress: Progress, id: number, wanted: Sequences): Progress {
  const { met, active, position, tokens } = progress;
  if (active >= 0 && wanted[active]![position] === id) {
    if (position + 1 < wanted[active]!.length) return { met, active, position: position + 1, tokens: tokens + 1 };
    return { met: met.map((value, i) => value || i === active), active: -1, position: 0, tokens: tokens + 1 };
  }
  // A sequence that was left in the middle starts again from nothing.
  const left = { met, active: -1, position: 0, tokens: tokens - (active >= 0 ? position : 0) };
  const next = wanted.findIndex((sequence, i) => !met[i] && sequence[0] === id);
  return next < 0 ? left : advance({ ...left, active: next, position: 0 }, id, wanted);
}

/** Ids that bring a hypothesis further with the wanted sequences. */
function wantedNext({ met, active, position }: Progress, wanted: Sequences): number[] {
  if (active >= 0) return [wanted[active]![position]!];
  return [...new Set(wanted.filter((_, i) => !met[i]).map((sequence) => sequence[0]!))];
}

/** Fills the beam bank by bank, the furthest bank first, one of each in turn (Post & Vilar 2018, dynamic beam allocation). */
function allocate(candidates: readonly Candidate[]): Candidate[] {
  const banks = new Map<number, Candidate[]>();
  for (const candidate of candidates) {
    const bank = banks.get(candidate.progress.tokens);
    if (bank) bank.push(candidate);
    else banks.set(candidate.progress.tokens, [candidate]);
  }
  const order = [...banks.keys()].sort((a, b) => b - a).map((key) => banks.get(key)!);
  for (const bank of order) bank.sort((a, b) => b.sum - a.sum || a.from - b.from || a.id - b.id);
  const chosen: Candidate[] = [];
  for (let rank = 0; chosen.length < WIDTH && order.some((bank) => rank < bank.length); rank++) {
    for (const bank of order) if (rank < bank.length && chosen.length < WIDTH) chosen.push(bank[rank]!);
  }
  return chosen;
}

function candidatesOf(
  live: readonly Hypothesis[],
  output: StepOutput,
  wanted: Sequences,
  backend: Backend,
): Candidate[] {
  const vocabulary = output.logits!.length / live.length;
  return live.flatMap((hypothesis, from) => {
    const best = new Map<number, number>();
    for (let k = 0; k < output.width; k++) {
      best.set(output.ids[from * output.width + k]!, output.logProbs[from * output.width + k]!);
    }
    const more = wantedNext(hypothesis.progress, wanted).filter((id) => !best.has(id));
    if (more.length > 0) {
      const normaliser = logNormaliser(output.logits!, from, vocabulary, backend.suppressed);
      for (const id of more) best.set(id, output.logits![from * vocabulary + id]! - normaliser);
    }
    return [...best].map(([id, logProb]): Candidate => {
      const progress = id === backend.eos ? hypothesis.progress : advance(hypothesis.progress, id, wanted);
      return { from, id, logProb, sum: hypothesis.sum + logProb, progress };
    });
  });
}

/** One sentence whose target has to hold the given token sequences. @throws Stopped */
async function searchOne(
  backend: Backend,
  job: DecodeJob,
  { lengthPenalty }: DecodeOptions,
  stop: () => boolean,
): Promise<Decoded> {
  const wanted = job.constraints!;
  const batch = await backend.encode([job.ids]);
  const start: Progress = { met: wanted.map(() => false), active: -1, position: 0, tokens: 0 };
  let live: Hypothesis[] = [
    { parent: undefined, id: backend.start, logProb: 0, attention: undefined, length: 0, sum: 0, progress: start },
  ];
  const finished: { hypothesis: Hypothesis; score: number }[] = [];
  const done = (progress: Progress): boolean => progress.met.every(Boolean);
  while (live.length > 0 && live[0]!.length <= job.maxTokens) {
    if (stop()) throw new Stopped();
    const output = await batch.step(
      Int32Array.from(live, ({ id }) => id),
      { logits: true },
    );
    const extend = ({ from, id, logProb, sum, progress }: Candidate): Hypothesis => ({
      parent: live[from],
      id,
      logProb,
      attention: output.attention && attentionRow(output.attention, from, batch.sourceLength, job.ids.length),
      length: live[from]!.length + 1,
      sum,
      progress,
    });
    const candidates = candidatesOf(live, output, wanted, backend);
    for (const candidate of candidates) {
      if (candidate.id !== backend.eos || !done(candidate.progress)) continue;
      const hypothesis = extend(candidate);
      finished.push({ hypothesis, score: normalisedScore(hypothesis.sum, hypothesis.length, lengthPenalty) });
    }
    finished.sort((a, b) => b.score - a.score);
    const chosen = allocate(candidates.filter(({ id }) => id !== backend.eos));
    const next = chosen.map(extend);
    const hope = next.reduce(
      (top, { sum, length }) => Math.max(top, normalisedScore(sum, length, lengthPenalty)),
      -Infinity,
    );
    if (finished.length >= WIDTH / 2 && hope <= finished[0]!.score) break;
    batch.reorder(Int32Array.from(chosen, ({ from }) => from));
    live = next;
  }
  const best = finished[0]?.hypothesis;
  if (best) return trace(best, job, true);
  // The bound came first: the furthest hypothesis, cut.
  const furthest = live.reduce((a, b) => (b.progress.tokens > a.progress.tokens ? b : a));
  return trace(furthest, job, false);
}

function trace(last: Hypothesis, job: DecodeJob, ended: boolean): Decoded {
  const chain: Hypothesis[] = [];
  for (let at: Hypothesis | undefined = last; at?.parent; at = at.parent) chain.unshift(at);
  const tokens = (ended ? chain.slice(0, -1) : chain).slice(0, job.maxTokens);
  const width = job.ids.length;
  const attention = new Float32Array(tokens[0]?.attention ? tokens.length * width : 0);
  tokens.forEach((token, i) => {
    if (token.attention) attention.set(token.attention, i * width);
  });
  return {
    ids: Int32Array.from(tokens, (token) => token.id),
    logProbs: Float32Array.from(ended ? chain : tokens, (token) => token.logProb),
    attention,
    hitLimit: !ended,
  };
}

/** Decodes sentences with wanted sequences, one by one: they are rare, and each fills a batch with its own hypotheses. */
export async function constrainedSearch(
  backend: Backend,
  jobs: readonly DecodeJob[],
  options: DecodeOptions,
  stop: () => boolean,
): Promise<Decoded[]> {
  const results: Decoded[] = [];
  for (const job of jobs) results.push(await searchOne(backend, job, options, stop));
  return results;
}
