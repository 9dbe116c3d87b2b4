/**
 * Which state (token of one side, or none) each observation (token of the other) comes from: posteriors under IBM
 * model 1 and under the hidden Markov model of Vogel, Ney and Tillmann (1996) with the empty states of Och and Ney
 * (2003). Both are weighted towards the diagonal as in Dyer, Chahuneau and Smith (2013).
 */

/** Jumps are told apart up to this distance; longer ones share the outermost class. */
const FARTHEST = 12;

/** How likely the alignment is to jump by so many tokens. Learnt. */
export interface Jumps {
  readonly weights: Float64Array;
  /** Transition matrices by number of states, made when needed. */
  readonly tables: Map<number, Float64Array>;
}

const jumpClass = (distance: number): number => Math.max(-FARTHEST, Math.min(FARTHEST, distance)) + FARTHEST;

/** Before anything is learnt: one step on is likeliest. */
export function firstJumps(): Jumps {
  const weights = Float64Array.from({ length: 2 * FARTHEST + 1 }, (_, k) =>
    Math.exp(-0.4 * Math.abs(k - FARTHEST - 1)),
  );
  return { weights, tables: new Map() };
}

/** The jumps that were counted, smoothed so that none is impossible. */
export function learntJumps(counts: Float64Array): Jumps {
  const total = counts.reduce((sum, count) => sum + count, 0);
  // The outermost classes stand for many distances each.
  const spread = (k: number): number => (k === 0 || k === counts.length - 1 ? 6 : 1);
  return {
    weights: counts.map((count, k) => (count + 0.001 * total + 1e-3) / spread(k)),
    tables: new Map(),
  };
}

export const noJumps = (): Float64Array => new Float64Array(2 * FARTHEST + 1);

function transitions(jumps: Jumps, states: number): Float64Array {
  let table = jumps.tables.get(states);
  if (table) return table;
  table = new Float64Array(states * states);
  for (let from = 0; from < states; from++) {
    let sum = 0;
    for (let to = 0; to < states; to++) sum += table[from * states + to] = jumps.weights[jumpClass(to - from)]!;
    for (let to = 0; to < states; to++) table[from * states + to]! /= sum;
  }
  jumps.tables.set(states, table);
  return table;
}

/** States this much less likely than others are not followed further. */
const UNLIKELY = 1e-4;
const WORTH_COUNTING = 1e-3;

/** Only small tables are kept: there are many of them, and large ones are rare. */
const KEPT = 2048;

/** In a sentence of so many tokens the diagonal has half its say: words swap places over a few tokens, however short it is. */
const HALF_TENSION = 10;

/** `exp(-tension · distance from the diagonal)`, of mean 1 over the states of an observation; observation by row. */
export class Diagonal {
  private readonly kept = new Map<number, Float64Array>();

  constructor(private readonly tension: number) {}

  table(states: number, observations: number): Float64Array {
    const key = states * 65536 + observations;
    const known = this.kept.get(key);
    if (known) return known;
    const table = new Float64Array(states * observations);
    const tension = (this.tension * states) / (states + HALF_TENSION);
    for (let o = 0; o < observations; o++) {
      let sum = 0;
      for (let i = 0; i < states; i++) {
        const distance = Math.abs((i + 0.5) / states - (o + 0.5) / observations);
        sum += table[o * states + i] = Math.exp(-tension * distance);
      }
      for (let i = 0; i < states; i++) table[o * states + i]! *= states / sum;
    }
    if (table.length <= KEPT) this.kept.set(key, table);
    return table;
  }
}

/** What a model says about one sentence pair, in one direction. */
export interface Posteriors {
  /** Of state `i` for observation `o`, at `o · states + i`. */
  readonly state: Float64Array;
  /** That observation `o` comes from nowhere. */
  readonly none: Float64Array;
}

/** Reused memory for both models. Results are valid until the next call. */
export class PosteriorSpace implements Posteriors {
  state = new Float64Array(0);
  none = new Float64Array(0);
  private all = new Float64Array(0);
  private beta = new Float64Array(0);
  private later = new Float64Array(0);
  private ahead = new Float64Array(0);
  private likely = new Int32Array(0);
  private scale = new Float64Array(0);

  private reserve(states: number, observations: number): void {
    if (this.state.length < states * observations) {
      this.state = new Float64Array(2 * states * observations);
      this.all = new Float64Array(2 * states * observations);
    }
    if (this.none.length < observations) {
      this.none = new Float64Array(2 * observations);
      this.scale = new Float64Array(2 * observations);
    }
    if (this.beta.length < states) {
      this.beta = new Float64Array(2 * states);
      this.later = new Float64Array(2 * states);
      this.ahead = new Float64Array(2 * states);
      this.likely = new Int32Array(2 * states);
    }
  }

  /** IBM model 1 with a preference for the diagonal. `emission` is laid out as {@link Posteriors.state}. */
  model1(
    states: number,
    observations: number,
    emission: Float64Array,
    noneEmission: Float64Array,
    none: number,
    diagonal: Float64Array,
  ): void {
    this.reserve(states, observations);
    const share = (1 - none) / states;
    for (let o = 0; o < observations; o++) {
      const row = o * states;
      let sum = none * noneEmission[o]!;
      this.none[o] = sum;
      for (let i = row; i < row + states; i++) sum += this.state[i] = share * diagonal[i]! * emission[i]!;
      for (let i = row; i < row + states; i++) this.state[i]! /= sum;
      this.none[o]! /= sum;
    }
  }

  /** Forward and backward pass; the expected jumps are added to `counted`, if given. */
  markov(
    states: number,
    observations: number,
    emission: Float64Array,
    noneEmission: Float64Array,
    none: number,
    diagonal: Float64Array,
    jumps: Jumps,
    counted?: Float64Array,
  ): void {
    this.reserve(states, observations);
    const { state, all, scale, later, ahead, likely } = this;
    const table = transitions(jumps, states);
    for (let o = 0; o < observations; o++) {
      const row = o * states;
      const before = row - states;
      if (o === 0) ahead.fill(1 / states, 0, states);
      else {
        ahead.fill(0, 0, states);
        for (let from = 0; from < states; from++) {
          const weight = all[before + from]!;
          if (weight < UNLIKELY) continue;
          const line = from * states;
          for (let to = 0; to < states; to++) ahead[to]! += weight * table[line + to]!;
        }
      }
      let sum = 0;
      for (let i = 0; i < states; i++) {
        const real = (1 - none) * ahead[i]! * diagonal[row + i]! * emission[row + i]!;
        const empty = none * noneEmission[o]! * (o === 0 ? 1 / states : all[before + i]!);
        state[row + i] = real;
        all[row + i] = real + empty;
        sum += real + empty;
      }
      scale[o] = sum;
      for (let i = row; i < row + states; i++) {
        state[i]! /= sum;
        all[i]! /= sum;
      }
    }
    let { beta } = this;
    let other = later;
    beta.fill(1, 0, states);
    for (let o = observations - 1; o >= 0; o--) {
      const row = o * states;
      let real = 0;
      for (let i = 0; i < states; i++) real += state[row + i]! *= beta[i]!;
      this.none[o] = Math.max(0, 1 - real);
      if (o === 0) break;
      const before = row - states;
      const empty = (none * noneEmission[o]!) / scale[o]!;
      let [most, active] = [0, 0];
      for (let i = 0; i < states; i++) {
        const value = ((1 - none) * diagonal[row + i]! * emission[row + i]! * beta[i]!) / scale[o]!;
        ahead[i] = value;
        if (value > most) most = value;
      }
      for (let i = 0; i < states; i++) if (ahead[i]! > most * UNLIKELY) likely[active++] = i;
      for (let from = 0; from < states; from++) {
        const line = from * states;
        const weight = all[before + from]!;
        let sum = 0;
        if (counted && weight > WORTH_COUNTING) {
          for (let k = 0; k < active; k++) {
            const to = likely[k]!;
            const value = table[line + to]! * ahead[to]!;
            sum += value;
            counted[Math.max(-FARTHEST, Math.min(FARTHEST, to - from)) + FARTHEST]! += weight * value;
          }
        } else for (let k = 0; k < active; k++) sum += table[line + likely[k]!]! * ahead[likely[k]!]!;
        other[from] = sum + empty * beta[from]!;
      }
      [beta, other] = [other, beta];
    }
  }
}
