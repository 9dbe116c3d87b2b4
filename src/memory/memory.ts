import type { Content } from '../content/index.js';
import { rm } from 'node:fs/promises';
import { inputError, isMemoriError } from '../base/index.js';
import { concordance, type ConcordanceHit, type ConcordanceOptions } from './concordance.js';
import { hygieneProfile, inspectUnit, type HygieneOptions, type HygieneReport } from './hygiene.js';
import { duplicatesOf, statsOf, unitsOf, type DuplicateGroup, type MemoryStats } from './manage.js';
import type { UnitSelection } from './selection.js';
import { lastOperation, recordUndo } from './undo.js';
import type { Match } from './match.js';
import { lookUpMany, type BulkOptions, type LookupQuery } from './bulk.js';
import { lookUp, type LookupOptions, type LookupSetting } from './lookup.js';
import { completeUnit, findUnits, planAddition, type AddResult, type Existing } from './add.js';
import type { Change } from './change.js';
import { openStore, type Store, type Transaction } from './store.js';
import type { TextTools } from './tools.js';
import type { MemoryUnit, MemoryUnitInput, UnitOrigin } from './unit.js';
import { replaceUnit } from './upsert.js';

export interface OpenMemoryOptions {
  /** Make the folder when it is missing. Default false: a missing folder is an error. */
  readonly create?: boolean;
  /** Refuse changes. The index, which is derived, is brought up to date where that is possible. */
  readonly readOnly?: boolean;
  readonly sourceLanguage?: string;
  readonly targetLanguage?: string;
  /** How long to wait for another process that is writing, in milliseconds. Default 30,000. */
  readonly patience?: number;
}

/** What can be changed about a unit. The source stays: another source is another unit. */
export interface UnitEdit {
  readonly target?: Content;
  readonly state?: MemoryUnit['state'];
  readonly notes?: readonly string[];
  /** Default: a person. */
  readonly origin?: UnitOrigin;
}

/** What was taken back. */
export interface UndoResult {
  /** The operation in words; absent when there was nothing to undo. */
  readonly label?: string;
  /** Units that were put back, changed back or taken away. */
  readonly units: number;
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
  /** The matches of many texts, in their order. */
  lookupAll(queries: readonly LookupQuery[], options?: LookupOptions): Match[][];
  /** The same on all cores where that is worth it, without keeping the event loop from its work. */
  lookupMany(queries: readonly LookupQuery[], options?: BulkOptions): Promise<Match[][]>;
  /** Units in which words occur. @throws MemoriError `concordance.regex`, `concordance.empty` */
  concordance(text: string, options?: ConcordanceOptions): ConcordanceHit[];
  stats(): MemoryStats;
  /** Units in the order in which they were added. */
  units(selection?: UnitSelection): IterableIterator<MemoryUnit>;
  /** The unit with an id. */
  unit(id: string): MemoryUnit | undefined;
  /** Sources that occur more than once, those with different targets as conflicts. */
  duplicates(): DuplicateGroup[];
  /** Units with something odd about them, in order; suggestions, nothing is changed. */
  hygiene(options?: HygieneOptions): IterableIterator<HygieneReport>;
  /** Changes a unit; the version before is kept in its history. @throws MemoriError `memory.no-unit`, `memory.foreign-file` */
  edit(id: string, edit: UnitEdit): Promise<MemoryUnit>;
  /** Removes units. @throws MemoriError `memory.no-unit`, `memory.foreign-file` */
  remove(ids: readonly string[]): Promise<{ removed: number }>;
  /** Takes back the last {@link Memory.add}, edit or remove. */
  undo(): Promise<UndoResult>;
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
    const units = inputs.map((input) => completeUnit(input, now, this.languages, this.dir));
    const total = { added: 0, replaced: 0, skipped: 0 };
    const operation = `${process.pid}-${Date.now()}-${units.length}`;
    for (let from = 0; from < units.length; from += UNITS_AT_ONCE) {
      const batch = units.slice(from, from + UNITS_AT_ONCE);
      await this.store.exclusively(async (transaction) => {
        const { changes, before, added, replaced, skipped } = planAddition(
          batch,
          this.store.parts,
          transaction,
          this.tools,
        );
        await this.commit(transaction, changes, `addition of ${units.length} units`, before, operation);
        total.added += added;
        total.replaced += replaced;
        total.skipped += skipped;
      });
    }
    return total;
  }

  private get setting(): LookupSetting {
    return { language: this.languages.sourceLanguage, tools: this.tools, memory: this.dir };
  }

  lookup(content: Content, options: LookupOptions = {}): Match[] {
    return lookUp(this.store.parts, content, options, this.setting);
  }

  lookupMany(queries: readonly LookupQuery[], options: BulkOptions = {}): Promise<Match[][]> {
    return lookUpMany(this.store.parts, queries, options, this.setting);
  }

  lookupAll(queries: readonly LookupQuery[], options: LookupOptions = {}): Match[][] {
    return queries.map(({ content, context }) => this.lookup(content, { ...options, ...(context && { context }) }));
  }

  concordance(text: string, options: ConcordanceOptions = {}): ConcordanceHit[] {
    const languages = { source: this.languages.sourceLanguage, target: this.languages.targetLanguage };
    return concordance(this.store.parts, text, options, { languages, tools: this.tools, memory: this.dir });
  }

  stats(): MemoryStats {
    return statsOf(this.store.parts);
  }

  units(selection: UnitSelection = {}): IterableIterator<MemoryUnit> {
    return unitsOf(this.store.parts, selection);
  }

  duplicates(): DuplicateGroup[] {
    return duplicatesOf(this.store.parts);
  }

  *hygiene(options: HygieneOptions = {}): IterableIterator<HygieneReport> {
    const profile = hygieneProfile(this.units(), this.tools);
    for (const unit of this.units()) {
      const flags = inspectUnit(unit, profile, this.tools, options);
      if (flags.length > 0) yield { unit, flags };
    }
  }

  unit(id: string): MemoryUnit | undefined {
    return findUnits(this.store.parts, new Set([id])).get(id)?.unit;
  }

  private findAll(ids: readonly string[]): Existing[] {
    const found = findUnits(this.store.parts, new Set(ids));
    return [...new Set(ids)].map((id) => {
      const existing = found.get(id);
      if (existing) return existing;
      throw inputError('memory.no-unit', `there is no unit ${JSON.stringify(id)} in this memory`, {
        file: this.dir,
        hint: 'Unit ids are shown by look-up and concordance with --json.',
      });
    });
  }

  async edit(id: string, edit: UnitEdit): Promise<MemoryUnit> {
    return this.store.exclusively(async (transaction) => {
      const { unit, file } = this.findAll([id])[0]!;
      const next = replaceUnit(unit, {
        ...unit,
        origin: { kind: 'human' },
        ...edit,
        state: edit.state ?? (unit.state === 'initial' ? 'translated' : unit.state),
        changed: new Date().toISOString(),
      });
      await this.commit(transaction, [{ kind: 'put', file, unit: next }], `edit of ${id}`, new Map([[id, unit]]));
      return next;
    });
  }

  async remove(ids: readonly string[]): Promise<{ removed: number }> {
    return this.store.exclusively(async (transaction) => {
      const existing = this.findAll(ids);
      const changes = existing.map(({ unit, file }): Change => ({ kind: 'remove', file, id: unit.id }));
      const before = new Map(existing.map(({ unit }) => [unit.id, unit]));
      await this.commit(transaction, changes, `removal of ${changes.length} units`, before);
      return { removed: changes.length };
    });
  }

  async undo(): Promise<UndoResult> {
    return this.store.exclusively(async (transaction) => {
      const steps = await lastOperation(this.store.hidden);
      let units = 0;
      for (const { inverse, file } of steps) {
        await transaction.commit(inverse);
        await rm(file, { force: true });
        units += inverse.length;
      }
      const label = steps[0]?.label;
      return { units, ...(label !== undefined && { label }) };
    });
  }

  /** Commits changes and notes how to take them back. `before`: the units as they were, by id. */
  private async commit(
    transaction: Transaction,
    changes: readonly Change[],
    label: string,
    before: ReadonlyMap<string, MemoryUnit>,
    operation = `${process.pid}-${Date.now()}`,
  ): Promise<void> {
    if (changes.length === 0) return;
    const inverse = changes.map((change): Change => {
      const id = change.kind === 'put' ? change.unit.id : change.id;
      const old = before.get(id);
      return old ? { kind: 'put', file: change.file, unit: old } : { kind: 'remove', file: change.file, id };
    });
    transaction.check(changes);
    const step = await recordUndo(this.store.hidden, { operation, label, inverse });
    try {
      await transaction.commit(changes);
    } catch (error) {
      if (!isMemoriError(error) || error.code !== 'memory.unfinished') await rm(step, { force: true });
      throw error;
    }
  }
}
