import { basename } from 'node:path';
import { usageError } from '../base/index.js';
import { plainText } from '../content/index.js';
import { analyse, exactKey } from './analysis.js';
import type { Change } from './change.js';
import { hashText, hashText2 } from './hash.js';
import type { Part } from './parts.js';
import { contextHashes, matchKeyHash } from './query.js';
import { unitsWithMatchKey } from './shard.js';
import type { Transaction } from './store.js';
import type { TextTools } from './tools.js';
import type { MemoryUnit, MemoryUnitInput } from './unit.js';
import { decideUpsert, replaceUnit } from './upsert.js';
import { derivedId, wideHash } from './xliff-units.js';

export interface AddResult {
  readonly added: number;
  /** Units whose earlier version went into their history. */
  readonly replaced: number;
  /** Units that said nothing new, or were trusted less than what is there. */
  readonly skipped: number;
}

/** A unit that is there, and the XLIFF file that it is in. */
export interface Existing {
  readonly unit: MemoryUnit;
  readonly file: string;
}

/** Ids that can be written to XLIFF as they are. */
const NAME_TOKEN = /^[A-Za-z_][\w.-]*$/;

/** An input with everything filled in. @throws MemoriError `memory.languages` */
export function completeUnit(
  input: MemoryUnitInput,
  now: string,
  languages: { readonly sourceLanguage: string; readonly targetLanguage: string },
  dir: string,
): MemoryUnit {
  const { sourceLanguage = languages.sourceLanguage, targetLanguage = languages.targetLanguage } = input;
  const primary = (tag: string): string => tag.split('-')[0]!.toLowerCase();
  if (
    primary(sourceLanguage) !== primary(languages.sourceLanguage) ||
    primary(targetLanguage) !== primary(languages.targetLanguage)
  ) {
    throw usageError(
      'memory.languages',
      `a unit is ${sourceLanguage} → ${targetLanguage}, this memory is ` +
        `${languages.sourceLanguage} → ${languages.targetLanguage}`,
      { file: dir, hint: 'Keep each pair of languages in a memory of its own.' },
    );
  }
  const created = input.created ?? now;
  const document = input.document ?? (input.origin.kind === 'import' ? basename(input.origin.file) : undefined);
  const { id, ...rest } = input;
  return {
    ...rest,
    sourceLanguage,
    targetLanguage,
    id: id !== undefined && NAME_TOKEN.test(id) ? id : derivedId({ ...input, sourceLanguage }),
    state: input.state ?? (input.origin.kind === 'mt' ? 'initial' : 'translated'),
    ...(document !== undefined && { document }),
    created,
    changed: input.changed ?? created,
  };
}

export interface Addition extends AddResult {
  readonly changes: readonly Change[];
  /** Units that are replaced, as they were, by id. */
  readonly before: ReadonlyMap<string, MemoryUnit>;
}

/** What adding units comes to, one after another: later ones of a batch see the earlier ones. */
export function planAddition(
  units: readonly MemoryUnit[],
  parts: readonly Part[],
  { plan, isOwn }: Pick<Transaction, 'plan' | 'isOwn'>,
  tools: TextTools,
): Addition {
  const result = { added: 0, replaced: 0, skipped: 0 };
  const before = new Map<string, MemoryUnit>();
  const taken = findUnits(parts, new Set(units.map((unit) => unit.id)));
  const puts = new Map<string, Change & { kind: 'put' }>();
  const fresh = new Map<string, Existing[]>();
  for (const unit of units) {
    if (plainText(unit.source).trim() === '' || unit.target.parts.length === 0) {
      result.skipped++;
      continue;
    }
    const key = identityOf(unit);
    const inBatch = fresh.get(key) ?? [];
    const seen = new Set(inBatch.map((one) => one.unit.id));
    const stored = sameIdentity(unit, parts, tools).filter(({ unit: { id }, file }) => isOwn(file) && !seen.has(id));
    const decision = decideUpsert(unit, [...inBatch, ...stored]);
    if (decision.kind === 'skip') {
      result.skipped++;
      continue;
    }
    if (decision.kind === 'replace') {
      const { file, unit: old } = decision.existing;
      const next = replaceUnit(old, unit);
      if (!puts.has(old.id)) before.set(old.id, old);
      puts.set(next.id, { kind: 'put', file, unit: next });
      fresh.set(key, [...inBatch.filter((one) => one.unit.id !== old.id), { unit: next, file }]);
      result.replaced++;
      continue;
    }
    const isTaken = (id: string): boolean =>
      puts.has(id) || (id === unit.id ? taken.has(id) : findUnits(parts, new Set([id])).size > 0);
    const named = { ...unit, id: freeId(unit, isTaken) };
    const file = plan.place(unit.document ?? '');
    puts.set(named.id, { kind: 'put', file, unit: named });
    fresh.set(key, [...inBatch, { unit: named, file }]);
    result.added++;
  }
  return { changes: [...puts.values()], before, ...result };
}

/** Units with the same source in the same context, as far as both are known. */
function sameIdentity(wanted: MemoryUnit, parts: readonly Part[], tools: TextTools): Existing[] {
  const { matchKey, exact } = analyse(wanted.source, wanted.sourceLanguage, tools);
  const exactHash = hashText(exact);
  const context = contextHashes(wanted.context);
  const found: Existing[] = [];
  for (const { live, records } of parts) {
    const { shard, dead } = live;
    for (const unit of unitsWithMatchKey(shard, matchKeyHash({ matchKey, exact }), hashText2(matchKey))) {
      if (dead[unit] || shard.exactHash[unit] !== exactHash) continue;
      if (shard.previousHash[unit] !== context.previous || shard.nextHash[unit] !== context.next) continue;
      if (shard.unitIdHash[unit] !== context.unitId) continue;
      const existing = records.read(shard.recordAt[unit]!);
      if (exactKey(existing.source) === exact) found.push({ unit: existing, file: shard.files[shard.file[unit]!]! });
    }
  }
  return found;
}

/** Units by their ids. */
export function findUnits(parts: readonly Part[], ids: ReadonlySet<string>): Map<string, Existing> {
  const found = new Map<string, Existing>();
  const hashes = new Set([...ids].map(hashText));
  for (const { live, records } of parts) {
    const { shard, dead } = live;
    for (let unit = 0; unit < shard.units; unit++) {
      if (dead[unit] || !hashes.has(shard.idHash[unit]!)) continue;
      const read = records.read(shard.recordAt[unit]!);
      if (ids.has(read.id)) found.set(read.id, { unit: read, file: shard.files[shard.file[unit]!]! });
    }
  }
  return found;
}

function identityOf(unit: MemoryUnit): string {
  const { previous, next, unitId } = contextHashes(unit.context);
  return `${wideHash(exactKey(unit.source))} ${previous} ${next} ${unitId}`;
}

/** The unit's id, or, where it is taken, one that its target makes different. */
function freeId(unit: MemoryUnit, isTaken: (id: string) => boolean): string {
  if (!isTaken(unit.id)) return unit.id;
  const base = `${derivedId(unit)}-${wideHash(exactKey(unit.target)).slice(0, 8)}`;
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!isTaken(id)) return id;
  }
}
