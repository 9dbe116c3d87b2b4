import { existsSync, openSync, fsyncSync, closeSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { environmentError, fileError, inputError, isMemoriError, readText, writeFileSafely } from '../base/index.js';
import { idOf, readChange, storeChange, type Change, type StoredChange } from './change.js';
import type { FilePlan } from './file-names.js';
import { appendToJournal, clearJournal, readJournal } from './journal.js';
import { takeLock, tryLock } from './lock.js';
import { stampOf, type Part } from './parts.js';
import type { TextTools } from './tools.js';
import { FolderView } from './view.js';
import { editMemoryFile } from './xliff-edit.js';
import { memoryFileText } from './xliff-units.js';

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
  readonly hidden: string;
  problems: readonly Error[] = [];
  private readonly view: FolderView;
  private readonly journal: string;
  private readonly lockFile: string;
  /** One change at a time within this process, too. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    readonly dir: string,
    tools: TextTools,
    private readonly options: StoreOptions,
  ) {
    this.hidden = join(dir, '.memori');
    this.journal = join(this.hidden, 'journal');
    this.lockFile = join(this.hidden, 'lock');
    this.view = new FolderView(dir, this.hidden, tools, options);
  }

  get parts(): readonly Part[] {
    return this.view.parts;
  }

  async open(): Promise<void> {
    let unfinished: Error | undefined;
    const saved = await this.bringUpToDate().catch((error: unknown) => {
      // What cannot be finished or saved can still be read.
      unfinished = error instanceof Error ? error : new Error(String(error));
      return false;
    });
    if (!saved) await this.refresh();
    this.problems = [...(unfinished ? [unfinished] : []), ...(await this.view.damage())];
  }

  /**
   * Finishes and saves what is stale, when nobody else is writing. A reader saves the index, too, but leaves to writers what
   * changes XLIFF files. False when the view is still to be refreshed.
   */
  private async bringUpToDate(): Promise<boolean> {
    const waiting = (await readJournal(this.journal)).entries.length > 0;
    const stale = !(await this.view.isCurrent());
    if (this.options.readOnly ? waiting || !stale : !waiting && !stale) return false;
    const lock = await tryLock(this.lockFile).catch((error: unknown) => {
      // A folder that cannot be written to is no trouble as long as it is only read.
      if (isMemoriError(error) && error.code === 'file.permission') return undefined;
      throw error;
    });
    if (!lock) return false;
    try {
      if (!this.options.readOnly) await this.recover();
      await this.view.update(true);
    } catch (error) {
      throw isSystemError(error) ? fileError(error, this.dir, 'write') : error;
    } finally {
      await lock.release();
    }
    // A writer may have journalled something after the look at the journal.
    return !this.options.readOnly;
  }

  async refresh(): Promise<void> {
    await this.serially(async () => {
      await this.view.update(false);
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
        await this.view.update(true);
        return await work({
          plan: this.view.plan(),
          isOwn: (file) => this.view.files.get(file)?.own ?? true,
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
    this.view.close();
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
    this.view.insert(changes, true);
    await this.view.save();
    await clearJournal(this.journal);
  }

  private refuseForeign(changes: readonly Change[]): void {
    for (const { file } of changes) {
      if (this.view.files.get(file)?.own ?? true) continue;
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
      this.view.files.delete(name);
      return;
    }
    if (after !== before) await writeFileSafely(path, after);
    const stamp = await stampOf(path);
    const known = this.view.files.get(name)?.document ?? document;
    this.view.files.set(name, { ...stamp, own: true, ...(known !== '' && { document: known }) });
  }

  /** Finishes what a crash interrupted. Needs the lock. */
  private async recover(): Promise<void> {
    const { entries } = await readJournal(this.journal);
    if (entries.length === 0) return;
    for (const entry of entries) await this.writeFiles((JSON.parse(entry) as StoredChange[]).map(readChange));
    // The files are newer than the index: they are read again.
    this.view.distrust();
    await this.view.update(true);
    await clearJournal(this.journal);
  }

  /** Shows a reader what is acknowledged but not yet in the files. */
  private async overlayJournal(): Promise<void> {
    const { entries } = await readJournal(this.journal);
    if (entries.length === 0) return;
    const changes = entries.flatMap((entry) => (JSON.parse(entry) as StoredChange[]).map(readChange));
    const last = new Map(changes.map((change) => [`${change.file}\u0001${idOf(change)}`, change]));
    this.view.insert([...last.values()], false);
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
