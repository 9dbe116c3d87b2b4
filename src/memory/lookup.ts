import { plainText, type Content } from '../content/index.js';
import { analyse } from './analysis.js';
import { adaptCodes } from './codes.js';
import { compareTexts } from './compare.js';
import { FRAGMENT_WORDS, searchFragments } from './fragment.js';
import type { Match } from './match.js';
import type { Part } from './parts.js';
import { pointsFor, type Penalty } from './penalties.js';
import { compareRank, rankBits, RANKS, type MatchKind, type Rankable } from './ranking.js';
import { repair } from './repair.js';
import { collector, type Collector, type Found, type LiveShard } from './collector.js';
import { makeQuery, type Query } from './query.js';
import { searchShard, type UnitFilter } from './search.js';
import {
  keyWeights,
  rarityOf,
  SIMILAR_FROM,
  searchSimilar,
  similarQuery,
  type KeyWeights,
  type Rarity,
} from './similar.js';
import { findString } from './string-pool.js';
import type { TextTools } from './tools.js';
import type { MemoryUnit, UnitContext } from './unit.js';

export interface LookupOptions {
  /** Least similarity of fuzzy matches, 1 to 100. Default 70. */
  readonly min?: number;
  /** Least cosine of similar statements, 1 to 100. Default 40. */
  readonly minSimilar?: number;
  /** Most matches, all kinds together; fuzzy ones go first. Default 5. */
  readonly top?: number;
  /** What stands around the query, to tell in-context matches. */
  readonly context?: UnitContext;
  /** Kinds of matches wanted. Default: all. */
  readonly kinds?: readonly MatchKind[];
}

/** What a look-up needs to know about the memory it is in. */
export interface LookupSetting {
  readonly language: string;
  readonly tools: TextTools;
  readonly memory: string;
}

/** From this similarity on nobody needs a similar statement or a fragment beside a match. */
const GOOD_ENOUGH = 95;

/** The best matches of a text in the parts of a memory, best first. */
export function lookUp(
  parts: readonly Part[],
  content: Content,
  options: LookupOptions,
  setting: LookupSetting,
): Match[] {
  const min = Math.min(100, Math.max(1, options.min ?? 70));
  const top = Math.max(1, options.top ?? 5);
  const wants = (kind: MatchKind): boolean => options.kinds?.includes(kind) ?? true;
  const query = makeQuery(analyse(content, setting.language, setting.tools), options.context);
  const lives = parts.map((part) => part.live);
  const found: Found[] = [];
  if (wants('fuzzy') || wants('exact') || wants('in-context')) {
    const fuzzy = collector(min, top, wants);
    for (const live of lives) searchShard(live, query, fuzzy);
    found.push(...fuzzy.found);
  }
  const isNew: UnitFilter = (shard, unit) => !found.some((one) => one.live.shard === shard && one.unit === unit);
  if ((found[0]?.score ?? 0) < GOOD_ENOUGH) {
    if (found.length < top && wants('similar')) {
      const from = Math.min(100, Math.max(1, options.minSimilar ?? SIMILAR_FROM));
      found.push(...similar(lives, query, collector(from, top - found.length), isNew, setting));
    }
    if (found.length < top && wants('fragment') && query.analysis.length >= FRAGMENT_WORDS) {
      const fragments = collector(0, top - found.length);
      for (const live of lives) searchFragments(live, query.analysis, fragments, isNew);
      found.push(...fragments.found);
    }
  }
  const matches = found.map((one) => ({ found: one, match: matchOf(one, content, query, parts, setting) }));
  const rankable = (one: (typeof matches)[number]): Rankable => ({
    ...one.found,
    repaired: one.match.repaired !== undefined,
  });
  return matches.sort((a, b) => compareRank(rankable(a), rankable(b))).map(({ match }) => match);
}

const weights = new WeakMap<LiveShard, { reference: LiveShard; weights: KeyWeights; rarity: Rarity }>();

function similar(
  lives: readonly LiveShard[],
  query: Query,
  into: Collector,
  filter: UnitFilter,
  { language, tools }: LookupSetting,
): readonly Found[] {
  const largest = lives.reduce<LiveShard | undefined>(
    (best, live) => (best === undefined || live.shard.units > best.shard.units ? live : best),
    undefined,
  );
  if (!largest || largest.shard.units === 0) return [];
  const cached = weights.get(largest);
  const rarity = cached?.reference === largest ? cached.rarity : rarityOf(largest);
  const wanted = similarQuery(query.analysis, language, tools, rarity);
  for (const live of [largest, ...lives.filter((one) => one !== largest)]) {
    let known = weights.get(live);
    if (known?.reference !== largest) {
      known = { reference: largest, weights: keyWeights(live, rarity), rarity };
      weights.set(live, known);
    }
    searchSimilar(live, known.weights, wanted, into, filter);
  }
  return into.found;
}

function matchOf(
  found: Found,
  content: Content,
  query: Query,
  parts: readonly Part[],
  { tools, memory }: LookupSetting,
): Match {
  const unit = recordOf(parts, found);
  const match = {
    // A little less than a whole number is rounding in the sum, not a difference.
    similarity: Math.floor(found.score + 1e-6),
    source: unit.source,
    target: adaptCodes(content, unit.source, unit.target) ?? unit.target,
    penalties: originPenalties(unit),
    origin: unit.origin,
    unit,
    memory,
  };
  if (found.kind !== 'fuzzy') return { kind: found.kind, ...match };
  const stored = analyse(unit.source, unit.sourceLanguage, tools);
  const staysAsItIs = (name: string): boolean => isKeptVerbatim(parts, name, tools);
  const { target, changes, settled } = repair(content, query.analysis, stored, unit, { tools, staysAsItIs });
  const penalties = compareTexts(query.analysis, stored).penalties.map((penalty) =>
    settled.has(penalty.kind) ? { ...penalty, repaired: true } : penalty,
  );
  return {
    kind: 'fuzzy',
    ...match,
    target,
    penalties: [...penalties, ...match.penalties],
    ...(changes.length > 0 && { repaired: changes }),
  };
}

function recordOf(parts: readonly Part[], { live, unit }: Found): MemoryUnit {
  return parts.find((part) => part.live === live)!.records.read(live.shard.recordAt[unit]!);
}

/** Units that are asked whether a name stands in their targets as it does in their sources. */
const WITNESSES = 8;

/** Does a name, where the memory knows it, stand in the target as it stands in the source? */
function isKeptVerbatim(parts: readonly Part[], name: string, tools: TextTools): boolean {
  let witnesses = 0;
  for (const { live, records } of parts) {
    const { shard, dead } = live;
    // A name that the memory writes in lower case, too, is a word.
    const surface = findString(shard.pool, `w${name}`);
    const cls = shard.clsOf[surface] ?? 0;
    if (surface === 0 || findString(shard.pool, `w${name.toLowerCase()}`) !== 0) continue;
    for (let p = shard.postStart[cls]!; p < shard.postStart[cls + 1]! && witnesses < WITNESSES; p++) {
      const unit = shard.postings[p]!;
      if (dead[unit]) continue;
      const { target, targetLanguage } = records.read(shard.recordAt[unit]!);
      if (!tools.tokens(plainText(target), targetLanguage).some((token) => token.text === name)) return false;
      witnesses++;
    }
  }
  return witnesses > 0;
}

/** The penalty of an origin that nobody has confirmed. */
function originPenalties(unit: MemoryUnit): Penalty[] {
  const { kind, trust } = RANKS[rankBits(unit)]!;
  if (trust === 0) return [{ kind: 'machine', count: 1, points: pointsFor('machine', 1) }];
  if (kind === 'alignment' && trust === 1) {
    return [{ kind: 'alignment', count: 1, points: pointsFor('alignment', 1) }];
  }
  return [];
}
