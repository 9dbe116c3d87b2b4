import { corridorAroundAnchors, EXACT_CELLS, wholeRectangle } from './corridor.js';
import { AlignmentSearch, type CostModel, DEFAULT_COSTS, type Group, type Span, type SpanScore } from './dynamic.js';
import { type AlignSegment, vectorize } from './features.js';
import { beadProbability, type BeadEvidence } from './probability.js';

/** Sources and targets that are each other's translation; one side may be empty (left out, or added). */
export interface Bead {
  /** Indices, ascending and consecutive. */
  readonly source: readonly number[];
  readonly target: readonly number[];
  /** 0..1: how likely the pairing is right. For a bead with an empty side: that it has no counterpart. */
  readonly probability: number;
  /** Sure enough to enter a memory as confirmed by alignment: see {@link CONFIRM_FROM}. */
  readonly confirmed: boolean;
}

/** Beads from this probability on are confirmed: chosen for a precision of .99 on damaged text (`scripts/bench/align.mjs`). */
export const CONFIRM_FROM = 0.93;

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, k) => from + k);

const isPair = ({ source, target }: Group): boolean => source.length > 0 && target.length > 0;
const groupOf = ({ i, iEnd, j, jEnd }: Span): Group => ({ source: range(i, iEnd), target: range(j, jEnd) });

/** A clear one-to-one pair: good enough to learn the documents' length ratio from. */
const isSure = (search: AlignmentSearch, group: Group): boolean => {
  if (group.source.length !== 1 || group.target.length !== 1) return false;
  const { similarity, chance } = search.score(group);
  return similarity - chance > 0.25;
};

/** A segment stays in a bead when the bead's fit is so much worse without it. */
const LEAST_GAIN = -0.01;

/** What a standard deviation of the lengths counts against the cosine. */
const LENGTH_IN_FIT = 0.01;

/**
 * Takes out of a bead what adds nothing to it: a short foreign line merged into a pair costs the search little, but a
 * real part of a translation raises the cosine or mends the length.
 */
function refine(search: AlignmentSearch, group: Group): Group[] {
  const fit = (rows: readonly number[], columns: readonly number[]): number => {
    const { similarity, lengthDeviation } = search.score({ source: rows, target: columns });
    return similarity - LENGTH_IN_FIT * Math.abs(lengthDeviation);
  };
  let { source, target } = group;
  const alone: Group[] = [];
  for (;;) {
    const now = fit(source, target) - LEAST_GAIN;
    let best: { value: number; source: readonly number[]; target: readonly number[]; out: Group } | undefined;
    const offer = (rows: readonly number[], columns: readonly number[], out: Group): void => {
      if (rows.length === 0 || columns.length === 0) return;
      const value = fit(rows, columns);
      if (value > (best?.value ?? now)) best = { value, source: rows, target: columns, out };
    };
    if (source.length + target.length > 2) {
      for (const i of source)
        offer(
          source.filter((row) => row !== i),
          target,
          { source: [i], target: [] },
        );
      for (const j of target)
        offer(
          source,
          target.filter((column) => column !== j),
          { source: [], target: [j] },
        );
    }
    if (!best) break;
    ({ source, target } = best);
    alone.push(best.out);
  }
  return [{ source, target }, ...alone];
}

/** Document order: by the first source, or where there is none, behind the beads of the targets before. */
function inOrder(groups: readonly Group[]): Group[] {
  const pairs = groups.filter((group) => group.source.length > 0).sort((a, b) => a.source[0]! - b.source[0]!);
  const targetsOnly = groups.filter((group) => group.source.length === 0).sort((a, b) => a.target[0]! - b.target[0]!);
  const ordered: Group[] = [];
  for (const group of pairs) {
    while (targetsOnly.length > 0 && group.target.length > 0 && targetsOnly[0]!.target[0]! < group.target[0]!)
      ordered.push(targetsOnly.shift()!);
    ordered.push(group);
  }
  return [...ordered, ...targetsOnly];
}

/**
 * Two lonely neighbours are paired after all when they are somewhat alike and their lengths fit, or when both are as
 * short as headings are: then their place says more than their few words.
 */
const RESCUE = { gain: 0.04, deviation: 2, short: 40, shortDeviation: 3 };

function isAlike(search: AlignmentSearch, pair: Group): boolean {
  const { similarity, chance, lengthDeviation } = search.score(pair);
  const deviation = Math.abs(lengthDeviation);
  if (search.longest(pair) <= RESCUE.short) return deviation <= RESCUE.shortDeviation;
  return similarity - chance >= RESCUE.gain && deviation <= RESCUE.deviation;
}

/**
 * Pairs lonely segments that stand in the same gap, as many on one side as on the other and each like its counterpart:
 * headings and other short lines, which the search finds cheaper to leave alone.
 */
function rescue(search: AlignmentSearch, groups: readonly Group[]): Group[] {
  const result: Group[] = [];
  let gap: Group[] = [];
  let before: Group = { source: [-1], target: [-1] };
  const close = (next: Group): void => {
    const sources = gap.flatMap((group) => group.source);
    const targets = gap.flatMap((group) => group.target);
    const pairs = sources.map((i, k): Group => ({ source: [i], target: targets.slice(k, k + 1) }));
    // What a refined bead left behind may lie inside it: pairing that would cross the bead.
    const between = (indices: readonly number[], low: readonly number[], high: readonly number[]): boolean =>
      indices.every((index) => index > low.at(-1)! && index < high[0]!);
    const fits =
      sources.length === targets.length &&
      between(sources, before.source, next.source) &&
      between(targets, before.target, next.target) &&
      pairs.every((pair) => isAlike(search, pair));
    result.push(...(fits ? pairs : gap));
    gap = [];
    before = next;
  };
  for (const group of groups) {
    if (isPair(group)) {
      close(group);
      result.push(group);
    } else gap.push(group);
  }
  close({ source: [Number.MAX_SAFE_INTEGER], target: [Number.MAX_SAFE_INTEGER] });
  return result;
}

/** A bead with the evidence its probability is made of. */
export interface RatedBead {
  readonly bead: Bead;
  readonly evidence: BeadEvidence;
}

/**
 * Aligns two lists of segments. Every segment of both sides is in one bead; nothing is reordered or invented. Time and
 * memory grow with the product of the lengths up to {@link EXACT_CELLS}, linearly above.
 */
export function alignSegments(
  source: readonly AlignSegment[],
  target: readonly AlignSegment[],
  costs: CostModel = DEFAULT_COSTS,
): Bead[] {
  return rateAlignment(source, target, costs).map(({ bead }) => bead);
}

/** {@link alignSegments} with the evidence for each bead. */
export function rateAlignment(
  source: readonly AlignSegment[],
  target: readonly AlignSegment[],
  costs: CostModel = DEFAULT_COSTS,
): RatedBead[] {
  const vectors = vectorize(source, target);
  const exact = (source.length + 1) * (target.length + 1) <= EXACT_CELLS;
  const corridor = exact
    ? wholeRectangle(source.length, target.length)
    : corridorAroundAnchors(vectors.source, vectors.target, vectors.features);
  const lengths = { source: source.map(({ length }) => length), target: target.map(({ length }) => length) };
  const search = new AlignmentSearch(vectors.source, vectors.target, vectors.features, lengths, corridor, costs);
  search.setLengthRatio(
    search
      .run()
      .map(groupOf)
      .filter((group) => isPair(group) && isSure(search, group)),
  );
  const found = search.run().map(groupOf);
  const refined = found.flatMap((group) => (isPair(group) ? refine(search, group) : [group]));
  const groups = rescue(search, inOrder(refined));
  const scores = groups.map((group) => (isPair(group) ? search.score(group) : undefined));
  return groups.map((group, at) => {
    const support = evidence(search, groups, scores, at);
    const probability = beadProbability(support);
    return {
      bead: { ...group, probability, confirmed: isPair(group) && probability >= CONFIRM_FROM },
      evidence: support,
    };
  });
}

function evidence(
  search: AlignmentSearch,
  groups: readonly Group[],
  scores: readonly (SpanScore | undefined)[],
  at: number,
): BeadEvidence {
  const group = groups[at]!;
  const score = scores[at];
  const gain = (one: SpanScore | undefined): number =>
    one ? (one.similarity - one.chance) / (1 - Math.min(0.9, one.chance)) : 0;
  const around = [at - 2, at - 1, at + 1, at + 2].filter((k) => k >= 0 && k < groups.length);
  return {
    paired: isPair(group),
    gain: gain(score),
    rival: search.bestRival(group) - (score?.chance ?? 0),
    deviation: Math.abs(score?.lengthDeviation ?? 0),
    segments: group.source.length + group.target.length,
    neighbours: around.length === 0 ? gain(score) : around.reduce((sum, k) => sum + gain(scores[k]), 0) / around.length,
  };
}
