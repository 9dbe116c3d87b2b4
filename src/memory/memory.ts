import { plainText, type Content } from '../content/index.js';
import { usageError } from '../base/index.js';
import { analyse, exactKey } from './analysis.js';
import { hashText } from './hash.js';
import type { Match } from './match.js';
import { RANKS } from './ranking.js';
import { lookUp, type LookupOptions } from './lookup.js';
import { contextHashes, matchKeyHash } from './search.js';
import { hashText2 } from './hash.js';
import { unitsWithMatchKey } from './shard.js';
import { openStore, type Change, type Store, type Transaction } from './store.js';
import type { TextTools } from './tools.js';
import type { MemoryUnit, MemoryUnitInput } from './unit.js';
import { decideUpsert, replaceUnit } from './upsert.js';
import { derivedId, wideHash } from './xliff-units.js';
import { basename } from 'node:path';

export interface OpenMemoryOptions {
  /** Make the folder when it is missing. Default false: a missing folder is an error. */
  readonly create?: boolean;
  /** Never write, the index included. */
  readonly readOnly?: boolean;
  readonly sourceLanguage?: string;
  readonly targetLanguage?: string;
  /** How long to wait for another process that is writing, in milliseconds. Default 30,000. */
  readonly patience?: number;
}

export interface AddResult {
  readonly added: number;
  readonly replaced: number;
  readonly skipped: number;
}

export interface UnitFilterOptions {
  readonly document?: string;
  readonly origin?: MemoryUnit['origin']['kind'];
  readonly state?: MemoryUnit['state'];
}

export interface Memory {
  readonly dir: string;
  /** Number of units. */
  readonly size: number;
  /** Files of the folder that could not be read. */
  readonly problems: readonly Error[];
  /** Adds units; returns when they are durable. @throws MemoriError `memory.locked`, `memory.languages`, `file.*` */
  add(units: readonly MemoryUnitInput[]): Promise<AddResult>;
  /** The best matches of one text, best first. */
  lookup(query: Content, options?: LookupOptions): Match[];
  units(filter?: UnitFilterOptions): IterableIterator<MemoryUnit>;
  /** Brings the view up to date with what other processes wrote. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** Units of one transaction: keeps a journal entry and its files at a size that any machine takes. */
const UNITS_AT_ONCE = 20_000;

/**
 * Opens the memory in a folder. Any XLIFF file in it is read; only files that a memory wrote are ever changed.
 *
 * @throws MemoriError `memory.missing`, `file.*`
 */
export async function openMemory(dir: string, tools: TextTools, options: OpenMemoryOptions = {}): Promise<Memory> {
  const languages = { sourceLanguage: options.sourceLanguage ?? 'id', targetLanguage: options.targetLanguage ?? 'en' };
  const store = await openStore(dir, tools, {
    ...languages,
    ...(options.create !== undefined && { create: options.create }),
    ...(options.readOnly !== undefined && { readOnly: options.readOnly }),
    ...(options.patience !== undefined && { patienceMs: options.patience }),
  });
  return new FolderMemory(store, tools, languages);
}

interface Existing {
  readonly unit: MemoryUnit;
  readonly file: string;
}

class FolderMemory implements Memory {
  constructor(
    private readonly store: Store,
    private readonly tools: TextTools,
    private readonly languages: { readonly sourceLanguage: string; readonly targetLanguage: string },
  ) {}

  get dir(): string {
    return this.store.dir;
  }

  get size(): number {
    return this.store.parts.reduce((sum, part) => sum + part.live.shard.units - part.dead, 0);
  }

  get problems(): readonly Error[] {
    return this.store.problems;
  }

  refresh(): Promise<void> {
    return this.store.refresh();
  }

  close(): Promise<void> {
    return this.store.close();
  }

  async add(inputs: readonly MemoryUnitInput[]): Promise<AddResult> {
    const now = new Date().toISOString();
    const units = inputs.map((input) => this.complete(input, now));
    const result = { added: 0, replaced: 0, skipped: 0 };
    for (let from = 0; from < units.length; from += UNITS_AT_ONCE) {
      const batch = units.slice(from, from + UNITS_AT_ONCE);
      await this.store.exclusively(async (transaction) => {
        await transaction.commit(this.changesFor(batch, transaction, result));
      });
    }
    return result;
  }

  private complete(input: MemoryUnitInput, now: string): MemoryUnit {
    const { sourceLanguage = this.languages.sourceLanguage, targetLanguage = this.languages.targetLanguage } = input;
    const primary = (tag: string): string => tag.split('-')[0]!.toLowerCase();
    if (
      primary(sourceLanguage) !== primary(this.languages.sourceLanguage) ||
      primary(targetLanguage) !== primary(this.languages.targetLanguage)
    ) {
      throw usageError(
        'memory.languages',
        `a unit is ${sourceLanguage} → ${targetLanguage}, this memory is ` +
          `${this.languages.sourceLanguage} → ${this.languages.targetLanguage}`,
        { file: this.dir, hint: 'Keep each pair of languages in a memory of its own.' },
      );
    }
    const created = input.created ?? now;
    const changed = input.changed ?? created;
    const document = input.document ?? (input.origin.kind === 'import' ? basename(input.origin.file) : undefined);
    const { id: _, ...rest } = input;
    return {
      ...rest,
      sourceLanguage,
      targetLanguage,
      id: input.id ?? derivedId({ ...input, sourceLanguage }),
      state: input.state ?? (input.origin.kind === 'mt' ? 'initial' : 'translated'),
      ...(document !== undefined && { document }),
      created,
      changed,
    };
  }

  private changesFor(
    units: readonly MemoryUnit[],
    transaction: Transaction,
    result: { added: number; replaced: number; skipped: number },
  ): Change[] {
    const puts = new Map<string, Change & { kind: 'put' }>();
    const fresh = new Map<string, Existing[]>();
    for (const unit of units) {
      if (plainText(unit.source).trim() === '' || unit.target.parts.length === 0) {
        result.skipped++;
        continue;
      }
      const key = identityOf(unit);
      const inBatch = fresh.get(key) ?? [];
      const seen = new Set(inBatch.map((existing) => existing.unit.id));
      const existing = [
        ...inBatch,
        ...this.sameIdentity(unit).filter(({ unit: { id }, file }) => transaction.isOwn(file) && !seen.has(id)),
      ];
      const decision = decideUpsert(unit, existing);
      if (decision.kind === 'skip') {
        result.skipped++;
        continue;
      }
      if (decision.kind === 'replace') {
        const { file, unit: old } = decision.existing;
        const next = replaceUnit(old, unit);
        puts.set(next.id, { kind: 'put', file, unit: next });
        fresh.set(key, [...inBatch.filter((one) => one.unit.id !== old.id), { unit: next, file }]);
        result.replaced++;
        continue;
      }
      const taken = new Set(existing.map((one) => one.unit.id));
      const id = taken.has(unit.id) ? `${unit.id}-${wideHash(exactKey(unit.target)).slice(0, 8)}` : unit.id;
      const file = transaction.plan.place(unit.document ?? '');
      const named = id === unit.id ? unit : { ...unit, id };
      puts.set(id, { kind: 'put', file, unit: named });
      fresh.set(key, [...inBatch, { unit: named, file }]);
      result.added++;
    }
    return [...puts.values()];
  }

  /** Units with the same source in the same context, as far as known. */
  private sameIdentity(wanted: MemoryUnit): Existing[] {
    const exact = exactKey(wanted.source);
    const exactHash = hashText(exact);
    const { matchKey } = analyse(wanted.source, wanted.sourceLanguage, this.tools);
    const context = contextHashes(wanted.context);
    const found: Existing[] = [];
    for (const { live, records } of this.store.parts) {
      const { shard, dead } = live;
      for (const unit of unitsWithMatchKey(shard, matchKeyHash({ matchKey, exact }), hashText2(matchKey))) {
        if (dead[unit] || shard.exactHash[unit] !== exactHash) continue;
        if (shard.previousHash[unit] !== context.previous || shard.nextHash[unit] !== context.next) continue;
        if (shard.unitIdHash[unit] !== context.unitId) continue;
        const existing = records.read(shard.recordAt[unit]!);
        if (exactKey(existing.source) === exact) {
          found.push({ unit: existing, file: shard.files[shard.file[unit]!]! });
        }
      }
    }
    return found;
  }

  lookup(content: Content, options: LookupOptions = {}): Match[] {
    return lookUp(this.store.parts, content, options, {
      language: this.languages.sourceLanguage,
      tools: this.tools,
      memory: this.dir,
    });
  }

  *units(filter: UnitFilterOptions = {}): IterableIterator<MemoryUnit> {
    for (const { live, records } of this.store.parts) {
      const { shard, dead } = live;
      const byArrival = new Uint32Array(shard.units);
      shard.arrival.forEach((arrival, unit) => (byArrival[arrival] = unit));
      for (const unit of byArrival) {
        if (dead[unit]) continue;
        const rank = RANKS[shard.rank[unit]!]!;
        if (filter.origin !== undefined && rank.kind !== filter.origin) continue;
        if (filter.state !== undefined && rank.state !== filter.state) continue;
        const read = records.read(shard.recordAt[unit]!);
        if (filter.document !== undefined && read.document !== filter.document) continue;
        yield read;
      }
    }
  }
}

function identityOf(unit: MemoryUnit): string {
  const { previous, next, unitId } = contextHashes(unit.context);
  return `${wideHash(exactKey(unit.source))} ${previous} ${next} ${unitId}`;
}
