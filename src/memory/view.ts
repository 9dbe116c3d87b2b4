import { join } from 'node:path';
import { readText } from '../base/index.js';
import { readXliff } from '../xliff/index.js';
import { idOf, type Change } from './change.js';
import { filePlan, type FilePlan } from './file-names.js';
import { hashText } from './hash.js';
import { indexFiles, indexInThreads, type IndexJob, type Stamp } from './index-files.js';
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

/** What this process sees of a memory's folder: the parts of the index, and the files that they were made from. */
export class FolderView {
  parts: Part[] = [];
  files = new Map<string, FileStamp>();
  private generation = '';
  private names = 0;
  private readonly key: IndexKey;
  private readonly languages: IndexJob['languages'];

  constructor(
    private readonly dir: string,
    private readonly hidden: string,
    private readonly tools: TextTools,
    languages: { readonly sourceLanguage: string; readonly targetLanguage: string },
  ) {
    const { sourceLanguage, targetLanguage } = languages;
    this.languages = { sourceLanguage, targetLanguage };
    this.key = { tools: tools.version, languages: `${sourceLanguage} ${targetLanguage}` };
  }

  close(): void {
    for (const part of this.parts) part.records.close();
    this.parts = [];
  }

  /** Is the index on disk that of the files on disk? */
  async isCurrent(): Promise<boolean> {
    const manifest = readManifest(this.hidden, this.key);
    if (!manifest) return false;
    const { changed, missing } = await this.compare(manifest.files);
    return changed.size === 0 && missing.length === 0;
  }

  /** Forget what was loaded: the next update looks at everything again. */
  distrust(): void {
    this.files = new Map();
    this.generation = '';
  }

  /** Files that differ from their stamps, with their new stamps, and stamps whose files are gone. */
  private async compare(
    stamps: Readonly<Record<string, FileStamp>>,
  ): Promise<{ changed: Map<string, Stamp>; missing: string[] }> {
    const changed = new Map<string, Stamp>();
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
  async update(save: boolean): Promise<void> {
    const reloaded = this.reload();
    const { changed, missing } = await this.compare(Object.fromEntries(this.files));
    if (changed.size === 0 && missing.length === 0) {
      if (save && reloaded === 'none') await this.save();
      return;
    }
    const job: IndexJob = { dir: this.dir, languages: this.languages, files: [...changed] };
    const name = save ? this.newName() : undefined;
    const inThreads = save && (await indexInThreads(job, this.hidden, () => this.newName(), this.tools));
    const indexed = inThreads || [await indexFiles(job, this.hidden, name, this.tools)];
    // In one step, so that a look-up meanwhile sees the old units or the new ones.
    this.forgetFiles(new Set([...changed.keys(), ...missing]));
    for (const missed of missing) this.files.delete(missed);
    for (const { part, stamps } of indexed) {
      if (part) this.parts.push(part);
      for (const [file, stamp] of stamps) this.files.set(file, stamp);
    }
    if (save) await this.save();
  }

  /** Takes over the index on disk where it is newer than what is loaded. */
  private reload(): 'same' | 'loaded' | 'none' {
    let failed: string | undefined;
    for (;;) {
      const manifest = readManifest(this.hidden, this.key);
      if (!manifest || manifest.generation === failed) break;
      const unsaved = this.parts.some((part) => part.name === undefined);
      if (manifest.generation === this.generation && !unsaved) return 'same';
      const parts = loadParts(this.hidden, manifest, this.parts);
      // A writer may have replaced a part between the two reads: then there is a newer manifest.
      if (!parts) {
        failed = manifest.generation;
        continue;
      }
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

  /** What cannot be read, and why: to be said whenever the memory is opened, not only when it was found. */
  async damage(): Promise<Error[]> {
    const problems: Error[] = [];
    for (const [name, { damaged }] of this.files) {
      if (!damaged) continue;
      const path = join(this.dir, name);
      try {
        readXliff((await readText(path)).text, { file: path });
      } catch (error) {
        problems.push(error instanceof Error ? error : new Error(String(error)));
      }
    }
    return problems;
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

  /** Takes changes into the index: into a part of its own, which is saved when `save` says so. */
  insert(changes: readonly Change[], save: boolean): void {
    this.forgetUnits(changes);
    const builder = partBuilder(this.hidden, save ? this.newName() : undefined, this.tools);
    for (const change of changes) if (change.kind === 'put') builder.add(change.unit, change.file);
    const part = builder.finish();
    if (part) this.parts.push(part);
  }

  /** Room for new units. */
  plan(): FilePlan {
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

  /** Saves what is not saved yet. Needs the lock. */
  async save(): Promise<void> {
    this.compact();
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
}
