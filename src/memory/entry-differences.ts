import { TokenKind } from './analysis.js';
import type { LiveShard } from './collector.js';
import { sequenceDistance } from './edit-distance.js';
import type { PreparedQuery } from './query.js';
import type { Shard } from './shard.js';
import { findString } from './string-pool.js';

/** The differences of `compare.ts`, counted over the entries of a shard instead of strings. */

export function numberDifferences(shard: Shard, prepared: PreparedQuery, tokens: Uint32Array): number {
  let some = false;
  for (const token of tokens) some ||= shard.kindOf[token] === TokenKind.placeable;
  if (!some) return 0;
  const theirs = new Map<number, number[]>();
  for (const token of tokens) {
    if (shard.kindOf[token] !== TokenKind.placeable) continue;
    append(theirs, shard.clsOf[token]!, shard.valueOf[token]!);
  }
  const ours = new Map<number, number[]>();
  prepared.kinds.forEach((kind, i) => {
    if (kind !== TokenKind.placeable) return;
    const cls = prepared.query.analysis.tokens[i]!.cls!;
    append(ours, findString(shard.pool, cls), prepared.values[i]!);
  });
  let count = 0;
  for (const [cls, list] of ours) {
    const other = theirs.get(cls);
    if (other) count += sequenceDistance(list, other) - Math.abs(list.length - other.length);
  }
  return count;
}

function append(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

export function codeDifferences(shard: Shard, prepared: PreparedQuery, tokens: Uint32Array): number {
  const ours: number[] = [];
  prepared.kinds.forEach((kind, i) => {
    if (kind === TokenKind.code) ours.push(prepared.surfaces[i]!);
  });
  const theirs: number[] = [];
  for (const token of tokens) if (shard.kindOf[token] === TokenKind.code) theirs.push(token);
  return ours.length === 0 || theirs.length === 0 ? ours.length + theirs.length : sequenceDistance(ours, theirs);
}

/** Form and punctuation: sizes of multiset intersections, counted in the shard's scratch. */
export function markDifferences(
  live: LiveShard,
  prepared: PreparedQuery,
  tokens: Uint32Array,
): { form: number; punctuation: number } {
  const { kindOf, valueOf } = live.shard;
  const { counts } = live;
  const { kinds, surfaces, values } = prepared;
  let ourMarks = 0;
  let theirMarks = 0;
  let shared = 0;
  let marks = 0;
  let forms = 0;
  for (let i = 0; i < kinds.length; i++) {
    if (kinds[i] === TokenKind.code) continue;
    if (kinds[i] === TokenKind.punctuation) ourMarks++;
    if (values[i]! > 0) counts[values[i]!]!++;
  }
  for (const token of tokens) {
    const kind = kindOf[token];
    if (kind === TokenKind.code) continue;
    if (kind === TokenKind.punctuation) theirMarks++;
    const value = valueOf[token]!;
    if (counts[value]! === 0) continue;
    counts[value]!--;
    shared++;
    if (kind === TokenKind.punctuation) marks++;
  }
  for (let i = 0; i < kinds.length; i++) if (values[i]! > 0) counts[values[i]!] = 0;
  for (let i = 0; i < kinds.length; i++) {
    if (kinds[i] !== TokenKind.code && surfaces[i]! > 0) counts[surfaces[i]!]!++;
  }
  for (const token of tokens) {
    if (kindOf[token] === TokenKind.code || counts[token]! === 0) continue;
    counts[token]!--;
    forms++;
  }
  for (let i = 0; i < kinds.length; i++) if (surfaces[i]! > 0) counts[surfaces[i]!] = 0;
  return { form: shared - forms, punctuation: Math.max(ourMarks, theirMarks) - marks };
}
