import {
  codesOf,
  compareCodes,
  content,
  hasCodes,
  type Content,
  type InlineCode,
  type Part,
} from '../../content/index.js';
import { codeTree, type CodeNode, type CodePair, type CodePoint, type Floating } from './code-tree.js';
import type { TextUnit, UnitAttention } from './units.js';

/** Inline codes from the source to the target, by word alignment: whole words, valid nesting, each code exactly once. */
export interface Projection {
  readonly target: Content;
  /** Codes whose place is a guess. */
  readonly moved: readonly InlineCode[];
}

export interface Aligned {
  readonly source: Content;
  readonly sourceText: string;
  readonly sourceUnits: readonly TextUnit[];
  readonly targetText: string;
  readonly targetUnits: readonly TextUnit[];
  readonly attention: UnitAttention;
  /** Spans of the source's text that have to be put into the target like codes. */
  readonly floating: readonly Floating[];
}

/** A node with its place in the target: units `[start, end)`; `start = end` for a point. */
interface Placement {
  readonly node: CodeNode;
  readonly start: number;
  readonly end: number;
  readonly children: readonly Placement[];
}

interface Region {
  /** Target units. */
  readonly low: number;
  readonly high: number;
  /** Source units. */
  readonly from: number;
  readonly to: number;
}

/** The least alignment mass that makes a span's place more than a guess. */
const ENOUGH = 0.2;

class Projector {
  readonly moved: InlineCode[] = [];

  constructor(private readonly aligned: Aligned) {}

  /** Places of nodes inside a region: the pairs that are surest first, then the points. */
  place(nodes: readonly CodeNode[], region: Region): Placement[] {
    const taken: Placement[] = [];
    const pairs = nodes.filter((node): node is CodePair => node.kind === 'pair');
    const waiting = new Set(pairs);
    while (waiting.size > 0) {
      let best: { pair: CodePair; span: Span } | undefined;
      for (const pair of waiting) {
        const span = this.spanOf(pair, region, taken);
        if (best === undefined || span.score > best.span.score) best = { pair, span };
      }
      const { pair, span } = best!;
      waiting.delete(pair);
      if (span.score < ENOUGH) this.moved.push(pair.open, pair.close);
      const inner = { low: span.start, high: span.end, from: pair.from, to: pair.to };
      taken.push({ node: pair, start: span.start, end: span.end, children: this.place(pair.children, inner) });
    }
    for (const node of nodes) {
      if (node.kind !== 'point') continue;
      const at = this.boundary(node, region);
      const around = taken.find((other) => other.start < at && at < other.end);
      const outside = around === undefined ? at : node.order < around.node.order ? around.start : around.end;
      taken.push({ node, start: outside, end: outside, children: [] });
    }
    return taken.sort((a, b) => a.start - b.start || a.end - b.end || a.node.order - b.node.order);
  }

  /** The run of target units that was made from a pair's source units. */
  private spanOf(pair: CodePair, region: Region, taken: readonly Placement[]): Span {
    const { targetUnits, sourceUnits, attention } = this.aligned;
    const free = (t: number): boolean => !taken.some((other) => other.start <= t && t < other.end);
    const outside = [...range(region.from, pair.from), ...range(pair.to, region.to)];
    if (outside.every((s) => !sourceUnits[s]!.word) && taken.length === 0) return this.wholeRegion(pair, region);
    let best: Span = { start: region.high, end: region.high, score: 0 };
    let start = region.low;
    let sum = 0;
    for (let t = region.low; t < region.high; t++) {
      if (!free(t)) {
        sum = 0;
        start = t + 1;
        continue;
      }
      const row = attention[t]!;
      let inside = 0;
      let all = 0;
      for (let s = 0; s < row.length; s++) {
        all += row[s]!;
        if (s >= pair.from && s < pair.to) inside += row[s]!;
      }
      // Inside counts for, outside against the unit; the small toll keeps unaligned words out of the ends.
      sum += 2 * inside - all - 0.02;
      if (sum > best.score) best = { start, end: t + 1, score: sum };
      if (sum < 0) {
        sum = 0;
        start = t + 1;
      }
    }
    if (best.score <= 0) return this.emptyPlace(region, taken);
    let { start: low, end: high } = best;
    const mark = (t: number): boolean => !targetUnits[t]!.word;
    while (low < high - 1 && mark(low) && sourceUnits[pair.from]!.word) low++;
    while (high - 1 > low && mark(high - 1) && sourceUnits[pair.to - 1]!.word) high--;
    const same = (t: number, s: number): boolean =>
      t >= region.low && t < region.high && free(t) && mark(t) && this.targetText(t) === this.sourceText(s);
    if (!sourceUnits[pair.to - 1]!.word && same(high, pair.to - 1)) high++;
    if (!sourceUnits[pair.from]!.word && same(low - 1, pair.from)) low--;
    return { start: low, end: high, score: best.score };
  }

  /** A pair around all words keeps all words; marks outside it in the source stay outside. */
  private wholeRegion(pair: CodePair, region: Region): Span {
    const { targetUnits } = this.aligned;
    let { low, high } = region;
    for (let left = pair.from - region.from; left > 0 && low < high - 1 && !targetUnits[low]!.word; left--) low++;
    for (let left = region.to - pair.to; left > 0 && high - 1 > low && !targetUnits[high - 1]!.word; left--) high--;
    return { start: low, end: high, score: high > low ? 1e6 : 0 };
  }

  /** Nothing in the target answers the span: an empty span at the region's end. */
  private emptyPlace(region: Region, taken: readonly Placement[]): Span {
    const at = taken.some((other) => other.start < region.high && region.high < other.end) ? region.low : region.high;
    return { start: at, end: at, score: 0 };
  }

  /** The gap between target units that fits best between what comes before and after the code in the source. */
  private boundary(point: CodePoint, { low, high, from, to }: Region): number {
    const { targetUnits, sourceUnits, attention } = this.aligned;
    if (point.unit <= from) return low;
    if (point.unit >= to) return high;
    if (range(point.unit, to).every((s) => !sourceUnits[s]!.word)) {
      let at = high;
      for (let marks = to - point.unit; marks > 0 && at - 1 > low && !targetUnits[at - 1]!.word; marks--) at--;
      return at;
    }
    const beside = this.besideWord(point, { low, high, from, to });
    if (beside !== undefined) return beside;
    // Units near the code say more about its place than those far from it.
    const near = (s: number): number => 1 / (1 + (s < point.unit ? point.unit - 1 - s : s - point.unit));
    const pull = (t: number, a: number, b: number): number => {
      let sum = 0;
      for (let s = a; s < b; s++) sum += near(s) * attention[t]![s]!;
      return sum;
    };
    let cost = 0;
    for (let t = low; t < high; t++) cost += pull(t, from, point.unit);
    let mass = cost;
    let best = { at: low, cost };
    for (let t = low; t < high; t++) {
      const right = pull(t, point.unit, to);
      cost += right - pull(t, from, point.unit);
      mass += right;
      if (cost < best.cost - 1e-9) best = { at: t + 1, cost };
    }
    if (mass >= ENOUGH) return best.at;
    this.moved.push(...point.codes);
    return high;
  }

  /** The gap next to the word that a code touches in the source, where the alignment is sure of that word. */
  private besideWord(point: CodePoint, { low, high }: Region): number | undefined {
    const { sourceUnits, attention } = this.aligned;
    const leans = (touches: boolean, other: boolean, beyond: number): boolean =>
      touches && !(other && (sourceUnits[beyond]?.word ?? false));
    const [left, right] = [point.unit - 1, point.unit];
    const surest = (s: number): number | undefined => {
      if (!sourceUnits[s]?.word) return undefined;
      let best = low;
      for (let t = low; t < high; t++) if (attention[t]![s]! > attention[best]![s]!) best = t;
      return best < high && attention[best]![s]! >= 0.4 ? best : undefined;
    };
    if (leans(point.touchesLeft, point.touchesRight, right)) {
      const word = surest(left);
      return word === undefined ? undefined : word + 1;
    }
    return leans(point.touchesRight, point.touchesLeft, left) ? surest(right) : undefined;
  }

  /** In crossing pairs only the order of the codes can be kept: places never go back. */
  inOrder(placements: readonly Placement[]): Placement[] {
    let at = 0;
    return [...placements]
      .sort((a, b) => a.node.order - b.node.order)
      .map((placement) => {
        at = Math.max(at, placement.start);
        return { ...placement, start: at, end: at };
      });
  }

  private targetText(t: number): string {
    const unit = this.aligned.targetUnits[t]!;
    return this.aligned.targetText.slice(unit.start, unit.end);
  }

  private sourceText(s: number): string {
    const unit = this.aligned.sourceUnits[s]!;
    return this.aligned.sourceText.slice(unit.start, unit.end);
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

/** Writes the target with its codes; the text is copied up to where each code stands. */
class Writer {
  private readonly parts: Part[] = [];
  private at = 0;

  constructor(private readonly aligned: Aligned) {}

  private copyTo(place: number): void {
    if (place <= this.at) return;
    this.parts.push(this.aligned.targetText.slice(this.at, place));
    this.at = place;
  }

  write(placements: readonly Placement[]): void {
    const { targetUnits } = this.aligned;
    for (const { node, start, end, children } of placements) {
      if (node.kind === 'point') {
        this.point(node, start);
        continue;
      }
      const empty = start === end;
      this.copyTo(empty ? this.gapStart(start) : targetUnits[start]!.start);
      this.parts.push(node.open);
      this.write(children);
      if (!empty) this.copyTo(targetUnits[end - 1]!.end);
      this.parts.push(node.close);
    }
  }

  /** End of the unit before a gap. */
  private gapStart(unit: number): number {
    return unit > 0 ? this.aligned.targetUnits[unit - 1]!.end : 0;
  }

  private point(node: CodePoint, unit: number): void {
    const { targetText, targetUnits } = this.aligned;
    this.copyTo(this.pointPlace(node, unit));
    const before = this.parts.at(-1);
    const glued = typeof before === 'string' && /\S$/u.test(before);
    if (!node.touchesLeft && glued) this.parts.push(' ');
    this.parts.push(...node.codes);
    // A line break between two words takes the place of the space that the model was given there.
    if (this.splitsWords(node) && unit < targetUnits.length) this.at = Math.max(this.at, targetUnits[unit]!.start);
    else if (!node.touchesRight && /[\p{L}\p{N}]/u.test(targetText[this.at] ?? '')) this.parts.push(' ');
  }

  /** Offset in the target where a code at a gap between units stands. */
  private pointPlace(node: CodePoint, unit: number): number {
    const { sourceText, sourceUnits, targetText, targetUnits } = this.aligned;
    // Before the first and after the last unit the target has the source's own white space.
    if (unit === 0 && (sourceUnits.length === 0 || node.place <= sourceUnits[0]!.start)) {
      return Math.min(node.place, targetUnits[0]?.start ?? targetText.length);
    }
    if (unit === targetUnits.length && node.place >= sourceUnits.at(-1)!.end) {
      return Math.max(this.gapStart(unit), targetText.length - (sourceText.length - node.end));
    }
    return node.touchesLeft || unit === targetUnits.length ? this.gapStart(unit) : targetUnits[unit]!.start;
  }

  private splitsWords(node: CodePoint): boolean {
    const { sourceText } = this.aligned;
    return /[\p{L}\p{N}]/u.test(sourceText[node.place - 1] ?? '') && /[\p{L}\p{N}]/u.test(sourceText[node.place] ?? '');
  }

  done(): Content {
    this.copyTo(this.aligned.targetText.length);
    return content(this.parts);
  }
}

/** Codes that may not be reordered have to keep their order. */
function keepsOrder(source: Content, target: Content): boolean {
  const fixed = (value: Content): string =>
    codesOf(value)
      .filter((code) => (code.canReorder ?? 'yes') !== 'yes')
      .map((code) => `${code.kind} ${code.id}`)
      .join('\n');
  return fixed(source) === fixed(target);
}

/** Puts the source's codes and floating spans into the target. */
export function projectCodes(aligned: Aligned): Projection {
  const { source, sourceText, sourceUnits, targetText, targetUnits, floating } = aligned;
  if (!hasCodes(source) && floating.length === 0) return { target: content([targetText]), moved: [] };
  const { nodes, crossing } = codeTree(source, sourceText, sourceUnits, floating);
  const projector = new Projector(aligned);
  const placed = projector.place(nodes, { low: 0, high: targetUnits.length, from: 0, to: sourceUnits.length });
  const writer = new Writer(aligned);
  writer.write(crossing ? projector.inOrder(placed) : placed);
  const target = writer.done();
  const codes = [...codesOf(source), ...floating.map(({ code }) => code)];
  const wanted = content(codes);
  const faults = compareCodes(wanted, target).length - compareCodes(wanted, wanted).length;
  if (faults <= 0 && keepsOrder(source, target)) return { target, moved: projector.moved };
  // Never lose a code: all of them in their order at the end.
  return { target: content([targetText, ...codes]), moved: codes };
}
