import { existsSync, openSync, fsyncSync, closeSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { environmentError, fileError, inputError, isMemoriError, readText, writeFileSafely } from '../base/index.js';
import { readXliff } from '../xliff/index.js';
import { idOf, readChange, storeChange, type Change, type StoredChange } from './change.js';
import { filePlan, type FilePlan } from './file-names.js';
import { hashText } from './hash.js';
import { appendToJournal, clearJournal, readJournal } from './journal.js';
import { takeLock, tryLock, type Lock } from './lock.js';
import {
  listXliff,
  loadParts,
  mergeParts,
  packFlags,
  partBuilder,
  readManifest,
  stampOf,
  sweep,
  writeManifest,
  type FileStamp,
  type IndexKey,
  type Part,
} from './parts.js';
import type { TextTools } from './tools.js';
import { editMemoryFile } from './xliff-edit.js';
import { isMemoryFile, memoryFileText, readForeignFile, readMemoryFile } from './xliff-units.js';

/**
 * The folder of a memory: XLIFF files, which are the truth, and `.memori/` with what is derived from them (index) or on its
 * way into them (journal).
 *
 * A change is made under the lock: refresh, journal (fsync: from here on it is acknowledged and survives a crash), XLIFF files,
 * index, journal emptied. Readers take no lock: they load the last index, read the files that are newer than it, and the
 * journal.
 */
export interface Store {
  readonly dir: string;
  /** The hidden folder. */
  readonly hidden: string;
  readonly parts: readonly Part[];
  /** XLIFF files that could not be read, and why. */
  readonly problems: readonly Error[];
  /** Brings the view up to date with the folder. */
  refresh(): Promise<void>;
  /** Runs with the lock held, the view up to date and the journal empty. */
  exclusively<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface Transaction {
  /** Where new units of a document go. */
  readonly plan: FilePlan;
  isOwn(file: string): boolean;
  /** Refuses changes of files that a memory did not write. @throws MemoriError `memory.foreign-file` */
  check(changes: readonly Change[]): void;
  /** Makes changes durable, then visible. */
  commit(changes: readonly Change[]): Promise<void>;
}

export interface StoreOptions {
  readonly create?: boolean;
  readonly readOnly?: boolean;
  readonly sourceLanguage: string;
  readonly targetLanguage: string;
  /** How long to wait for another writer. */
  readonly patienceMs?: number;
}

export async function openStore(dir: string, tools: TextTools, options: StoreOptions): Promise<Store> {
  if (!existsSync(dir)) {
    if (!options.create) {
      throw inputError('memory.missing', 'there is no memory folder here', {
        file: dir,
        hint: 'Check --memory, or create one by translating or importing something.',
      });
    }
    await mkdir(dir, { recursive: true }).catch((error: unknown) => {
      throw fileError(error, dir, 'write');
    });
  }
  const store = new FolderStore(dir, tools, options);
  await store.open();
  return store;
}

class FolderStore implements Store {
  parts: Part[] = [];
  problems: Error[] = [];
  private files = new Map<string, FileStamp>();
  private generation = '';
  private readonly key: IndexKey;
  readonly hidden: string;
  private readonly journal: string;
  private readonly lockFile: string;
  /** One change at a time within this process, too. */
  private queue: Promise<unknown> = Promise.resolve();
  private names = 0;

  constructor(
    readonly dir: string,
    private readonly tools: TextTools,
    private readonly options: StoreOptions,
  ) {
    this.hidden = join(dir, '.memori');
    this.journal = join(this.hidden, 'journal');
    this.lockFile = join(this.hidden, 'lock');
    this.key = { tools: tools.version, languages: `${options.sourceLanguage} ${options.targetLanguage}` };
  }

  async open(): Promise<void> {
    if (!(await this.openAsWriter())) await this.refresh();
    await this.reportDamage();
  }

  /** What cannot be read is said whenever the memory is opened, not only when it was found. */
  private async reportDamage(): Promise<void> {
    this.problems = [];
    for (const [name, { damaged }] of this.files) {
      if (!damaged) continue;
      const path = join(this.dir, name);
      try {
        readXliff((await readText(path)).text, { file: path });
      } catch (error) {
        this.problems.push(error instanceof Error ? error : new Error(String(error)));
      }
    }
  }

  /**
   * Repairs and saves what is stale, when nobody else is writing. A reader saves the index, too, but leaves to writers what
   * changes XLIFF files.
   */
  private async openAsWriter(): Promise<boolean> {
    let lock: Lock | undefined;
    try {
      if (!(await this.isStale())) return false;
      if (this.options.readOnly && (await readJournal(this.journal)).entries.length > 0) return false;
      lock = await tryLock(this.lockFile);
    } catch (error) {
      // A folder that cannot be written to can still be read.
      if (isMemoriError(error) && error.code === 'file.permission') return false;
      throw error;
    }
    if (!lock) return false;
    try {
      if (!this.options.readOnly) await this.recover();
      await this.update(true);
    } catch (error) {
      throw isSystemError(error) ? fileError(error, this.dir, 'write') : error;
    } finally {
      await lock.release();
    }
    // A writer may have journalled something after the look at the journal.
    return !this.options.readOnly;
  }

  private async isStale(): Promise<boolean> {
    const manifest = readManifest(this.hidden, this.key);
    if (!manifest) return true;
    if ((await readJournal(this.journal)).entries.length > 0) return true;
    const { changed, missing } = await this.compare(manifest.files);
    return changed.size > 0 || missing.length > 0;
  }

  async refresh(): Promise<void> {
    await this.serially(async () => {
      await this.update(false);
      await this.overlayJournal();
    });
  }

  private serially<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work, work);
    this.queue = result.catch(() => undefined);
    return result;
  }

  async exclusively<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    if (this.options.readOnly) throw environmentError('memory.read-only', 'this memory was opened for reading only');
    return this.serially(async () => {
      const lock = await takeLock(this.lockFile, this.options.patienceMs ?? 30_000);
      try {
        await this.recover();
        await this.update(true);
        return await work({
          plan: this.plan(),
          isOwn: (file) => this.files.get(file)?.own ?? true,
          check: (changes) => this.refuseForeign(changes),
          commit: (changes) => this.commit(changes),
        });
      } catch (error) {
        throw isSystemError(error) ? fileError(error, this.dir, 'write') : error;
      } finally {
        await lock.release();
      }
    });
  }

  async close(): Promise<void> {
    await this.queue;
    for (const part of this.parts) part.records.close();
    this.parts = [];
  }

  private plan(): FilePlan {
    const counts = new Map<string, number>();
    for (const { live } of this.parts) {
      const perFile = new Uint32Array(live.shard.files.length);
      live.shard.file.forEach((file, unit) => {
        if (!live.dead[unit]) perFile[file]!++;
      });
      live.shard.files.forEach((name, i) => counts.set(name, (counts.get(name) ?? 0) + perFile[i]!));
    }
    const own = new Map<string, { document: string; units: number }>();
    for (const [name, stamp] of this.files) {
      if (stamp.own) own.set(name, { document: stamp.document ?? '', units: counts.get(name) ?? 0 });
    }
    return filePlan(own, (name) => this.files.has(name));
  }

  // ---- reading -------------------------------------------------------------------------------------------------------

  /** Files that differ from their stamps, with their new stamps, and stamps whose files are gone. */
  private async compare(
    stamps: Readonly<Record<string, FileStamp>>,
  ): Promise<{ changed: Map<string, Pick<FileStamp, 'size' | 'time' | 'inode'>>; missing: string[] }> {
    const changed = new Map<string, Pick<FileStamp, 'size' | 'time' | 'inode'>>();
    const names = await listXliff(this.dir);
    for (const name of names) {
      const now = await stampOf(join(this.dir, name)).catch(() => undefined);
      if (!now) continue;
      const before = stamps[name];
      if (!before || before.size !== now.size || before.time !== now.time || before.inode !== now.inode) {
        changed.set(name, now);
      }
    }
    const present = new Set(names);
    return { changed, missing: Object.keys(stamps).filter((name) => !present.has(name)) };
  }

  /** Loads the newest index and brings it up to date with the files; saves it when `save`, which needs the lock. */
  private async update(save: boolean): Promise<void> {
    const reloaded = this.reload();
    const { changed, missing } = await this.compare(Object.fromEntries(this.files));
    if (changed.size === 0 && missing.length === 0) {
      if (save && reloaded === 'none') await this.save();
      return;
    }
    const builder = partBuilder(this.hidden, save ? this.newName() : undefined, this.tools);
    for (const [name, stamp] of changed) await this.indexFile(name, stamp, builder);
    for (const name of missing) this.files.delete(name);
    // In one step, so that a look-up meanwhile sees the old units or the new ones.
    const part = builder.finish();
    this.forgetFiles(new Set([...changed.keys(), ...missing]));
    if (part) this.parts.push(part);
    if (save) {
      this.compact();
      await this.save();
    }
  }

  /** Takes over the index on disk where it is newer than what is loaded. */
  private reload(): 'same' | 'loaded' | 'none' {
    for (let attempt = 0; attempt < 5; attempt++) {
      const manifest = readManifest(this.hidden, this.key);
      if (!manifest) break;
      const unsaved = this.parts.some((part) => part.name === undefined);
      if (manifest.generation === this.generation && !unsaved) return 'same';
      const parts = loadParts(this.hidden, manifest, this.parts);
      // A writer may have replaced a part between the two reads: then there is a newer manifest.
      if (!parts) continue;
      for (const part of this.parts) if (!parts.some((kept) => kept.records === part.records)) part.records.close();
      this.parts = parts;
      this.files = new Map(Object.entries(manifest.files));
      this.generation = manifest.generation;
      return 'loaded';
    }
    for (const part of this.parts) part.records.close();
    this.parts = [];
    this.files = new Map();
    return 'none';
  }

  private async indexFile(
    name: string,
    stamp: Pick<FileStamp, 'size' | 'time' | 'inode'>,
    builder: ReturnType<typeof partBuilder>,
  ): Promise<void> {
    const path = join(this.dir, name);
    try {
      const document = readXliff((await readText(path)).text, { file: path });
      const own = isMemoryFile(document);
      const facts = {
        name,
        time: new Date(stamp.time).toISOString(),
        sourceLanguage: this.options.sourceLanguage,
        targetLanguage: this.options.targetLanguage,
      };
      const units = own ? readMemoryFile(document, facts) : readForeignFile(document, facts);
      for (const unit of units) builder.add(unit, name);
      const original = own ? document.files[0]?.original : undefined;
      this.files.set(name, { ...stamp, own, ...(original !== undefined && { document: original }) });
    } catch (error) {
      // One damaged file must not hide the rest of the memory; it is tried again when it changes.
      this.problems.push(error instanceof Error ? error : new Error(String(error)));
      this.files.set(name, { ...stamp, own: false, damaged: true });
    }
  }

  private forgetFiles(names: ReadonlySet<string>): void {
    for (const part of this.parts) {
      const { shard, dead } = part.live;
      const gone = shard.files.map((name) => names.has(name));
      if (!gone.includes(true)) continue;
      for (let unit = 0; unit < shard.units; unit++) {
        if (!dead[unit] && gone[shard.file[unit]!]) {
          dead[unit] = 1;
          part.dead++;
        }
      }
    }
  }

  /** Marks the units that changes replace or remove. Ids count within a file: a copied file has the same ones. */
  private forgetUnits(changes: readonly Change[]): void {
    const places = new Set(changes.map((change) => `${change.file}\u0001${idOf(change)}`));
    const hashes = new Set(changes.map((change) => hashText(idOf(change))));
    for (const part of this.parts) {
      const { shard, dead } = part.live;
      for (let unit = 0; unit < shard.units; unit++) {
        if (dead[unit] || !hashes.has(shard.idHash[unit]!)) continue;
        const file = shard.files[shard.file[unit]!]!;
        if (!places.has(`${file}\u0001${part.records.read(shard.recordAt[unit]!).id}`)) continue;
        dead[unit] = 1;
        part.dead++;
      }
    }
  }

  // ---- writing -------------------------------------------------------------------------------------------------------

  private newName(): string {
    return `p${process.pid.toString(36)}-${Date.now().toString(36)}-${this.names++}`;
  }

  /** Joins small parts with their neighbours, and parts with many dead units with themselves. */
  private compact(): void {
    const join = (from: number): void => {
      const old = this.parts.splice(from);
      const merged = mergeParts(this.hidden, this.newName(), old);
      if (merged) this.parts.push(merged);
      for (const part of old) part.records.close();
    };
    const size = (part: Part | undefined): number => (part ? part.live.shard.units - part.dead : 0);
    if (this.parts.some((part) => part.name === undefined)) join(0);
    const wasteful = this.parts.findIndex(
      ({ dead, live: { shard } }) => dead === shard.units || (dead > 1000 && dead > shard.units / 4),
    );
    if (wasteful >= 0) join(wasteful);
    while (this.parts.length > 1 && size(this.parts.at(-1)) * 2 >= size(this.parts.at(-2))) join(this.parts.length - 2);
  }

  private async save(): Promise<void> {
    this.generation = this.newName();
    await writeManifest(this.hidden, this.key, {
      generation: this.generation,
      parts: this.parts.map((part) => ({ name: part.name!, dead: packFlags(part.live.dead) })),
      files: Object.fromEntries([...this.files].sort(([a], [b]) => (a < b ? -1 : 1))),
    });
    await sweep(
      this.hidden,
      this.parts.map((part) => part.name),
    );
  }

  private async commit(changes: readonly Change[]): Promise<void> {
    if (changes.length === 0) return;
    this.refuseForeign(changes);
    await appendToJournal(this.journal, JSON.stringify(changes.map(storeChange)));
    try {
      await this.apply(changes);
    } catch (error) {
      const why = isMemoriError(error) ? error.message : fileError(error, this.dir, 'write').message;
      throw environmentError(
        'memory.unfinished',
        `the change is safe in the journal, but not yet in the files: ${why}`,
        {
          file: (isMemoriError(error) ? error.position.file : undefined) ?? this.dir,
          hint: 'Remove the cause; the change is finished when this memory is opened next.',
          cause: error,
        },
      );
    }
  }

  /** Brings acknowledged changes into the files and the index. */
  private async apply(changes: readonly Change[]): Promise<void> {
    await this.writeFiles(changes);
    this.forgetUnits(changes);
    const builder = partBuilder(this.hidden, this.newName(), this.tools);
    for (const change of changes) if (change.kind === 'put') builder.add(change.unit, change.file);
    const part = builder.finish();
    if (part) this.parts.push(part);
    this.compact();
    await this.save();
    await clearJournal(this.journal);
  }

  private refuseForeign(changes: readonly Change[]): void {
    for (const { file } of changes) {
      if (this.files.get(file)?.own ?? true) continue;
      throw inputError('memory.foreign-file', 'this file was not written by memori and is not changed', {
        file: join(this.dir, file),
        hint: 'Import it into the memory (memori memory import) and move it out of the folder, or edit it in your CAT tool.',
      });
    }
  }

  /** Brings changes into the XLIFF files. Doing it twice comes to the same as doing it once. */
  private async writeFiles(changes: readonly Change[]): Promise<void> {
    const byFile = new Map<string, Change[]>();
    for (const change of changes) {
      const list = byFile.get(change.file);
      if (list) list.push(change);
      else byFile.set(change.file, [change]);
    }
    const folders = new Set<string>();
    for (const [name, list] of byFile) {
      await this.writeFile(name, list);
      folders.add(dirname(join(this.dir, name)));
    }
    // A renamed file is durable when its folder is.
    for (const folder of folders) syncFolder(folder);
  }

  private async writeFile(name: string, changes: readonly Change[]): Promise<void> {
    const path = join(this.dir, name);
    const languages = { source: this.options.sourceLanguage, target: this.options.targetLanguage };
    const put = [
      ...new Map(changes.flatMap((change) => (change.kind === 'put' ? [[change.unit.id, change.unit]] : []))).values(),
    ];
    const remove = new Set(changes.flatMap((change) => (change.kind === 'remove' ? [change.id] : [])));
    const before = existsSync(path) ? (await readText(path)).text : undefined;
    const document = put[0]?.document ?? '';
    const after =
      before === undefined
        ? put.length === 0
          ? undefined
          : memoryFileText(document, put, languages)
        : editMemoryFile(before, path, { put, remove }, languages);
    if (after === undefined) {
      if (before !== undefined) await rm(path);
      this.files.delete(name);
      return;
    }
    if (after !== before) await writeFileSafely(path, after);
    const stamp = await stampOf(path);
    const known = this.files.get(name)?.document ?? document;
    this.files.set(name, { ...stamp, own: true, ...(known !== '' && { document: known }) });
  }

  /** Finishes what a crash interrupted. Needs the lock. */
  private async recover(): Promise<void> {
    const { entries } = await readJournal(this.journal);
    if (entries.length === 0) return;
    for (const entry of entries) await this.writeFiles((JSON.parse(entry) as StoredChange[]).map(readChange));
    // The files' stamps are newer than the index: they are read again.
    this.files = new Map();
    this.generation = '';
    await this.update(true);
    await clearJournal(this.journal);
  }

  /** Shows a reader what is acknowledged but not yet in the files. */
  private async overlayJournal(): Promise<void> {
    const { entries } = await readJournal(this.journal);
    if (entries.length === 0) return;
    const changes = entries.flatMap((entry) => (JSON.parse(entry) as StoredChange[]).map(readChange));
    const last = new Map(changes.map((change) => [`${change.file}\u0001${idOf(change)}`, change]));
    this.forgetUnits([...last.values()]);
    const builder = partBuilder(this.hidden, undefined, this.tools);
    for (const change of last.values()) if (change.kind === 'put') builder.add(change.unit, change.file);
    const part = builder.finish();
    if (part) this.parts.push(part);
  }
}

const isSystemError = (error: unknown): boolean => error instanceof Error && 'syscall' in error;

function syncFolder(folder: string): void {
  // Windows cannot open folders; its file system does not need it either.
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
