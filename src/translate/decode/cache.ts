import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  decodeHypothesis,
  encodeHypothesis,
  encodeRecord,
  FILE_HEADER,
  keyOf,
  openRecord,
  scanRecords,
} from './cache-record.js';
import type { Hypothesis } from './executor.js';

/** What a scheduler asks of a cache. Neither call ever fails: without the cache everything is only slower. */
export interface TranslationCache {
  get(key: string): Hypothesis | undefined;
  put(key: string, hypothesis: Hypothesis): void;
  close(): void;
}

export interface CacheOptions {
  /** The cache's folder. */
  readonly dir: string;
  /** What the answers depend on besides the key: model checksum, runtime, version of the decoder. */
  readonly owner: string;
  readonly maxBytes: number;
}

/** More files than this are merged into one when the cache is opened. */
const MANY_FILES = 12;
const FLUSH_BYTES = 1 << 16;
const FILE = /^(\d{14})-(\d+)-[\da-f]{8}\.mtc$/;
const FOLDER = /^mt-[\da-f]{16}$/;

interface Entry {
  readonly fd: number;
  readonly offset: number;
  readonly length: number;
}

/** Is the process that writes this file still at work? Its file is left alone then. */
function writerLives(name: string): boolean {
  const pid = Number(FILE.exec(name)?.[2]);
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

let counter = 0;

/** Files sort by the time of their making; every process (and every opening) writes one of its own, so none waits for another. */
function newName(): string {
  const time = String(Date.now() * 10 + (counter++ % 10)).padStart(14, '0');
  return `${time}-${process.pid}-${randomBytes(4).toString('hex')}.mtc`;
}

async function cacheFiles(dir: string): Promise<string[]> {
  return (await readdir(dir)).filter((name) => FILE.test(name)).sort();
}

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    (stats) => stats.size,
    () => 0,
  );

/**
 * Merges finished files into one, the newest record of each key, newest first as far as they fit. The new file is named
 * before the old ones go, so a reader at any moment finds every record at least once.
 */
async function compact(dir: string, names: readonly string[], maxBytes: number): Promise<void> {
  const kept = new Map<string, Buffer>();
  let size = FILE_HEADER.length;
  for (const name of [...names].reverse()) {
    const bytes = await readFile(join(dir, name)).catch(() => Buffer.alloc(0));
    for (const { key, offset, length } of scanRecords(bytes).reverse()) {
      if (kept.has(key) || size + length > maxBytes) continue;
      const record = Buffer.from(bytes.subarray(offset, offset + length));
      if (openRecord(record, key) === undefined) continue;
      kept.set(key, record);
      size += length;
    }
  }
  // The name of the newest of them: what others write meanwhile stays newer.
  const name = names.at(-1)!.replace(/-[\da-f]{8}\.mtc$/, `-${randomBytes(4).toString('hex')}.mtc`);
  const temporary = join(dir, `${name}.tmp`);
  await writeFile(temporary, Buffer.concat([FILE_HEADER, ...[...kept.values()].reverse()]));
  await rename(temporary, join(dir, name));
  await Promise.all(names.map((old) => rm(join(dir, old), { force: true })));
}

/** Takes the lock for merging; a lock of a process that died long ago is taken over. */
async function withLock(dir: string, work: () => Promise<void>): Promise<void> {
  const lock = join(dir, 'merging');
  const old = await stat(lock).catch(() => undefined);
  if (old && Date.now() - old.mtimeMs > 60_000) await rm(lock, { force: true });
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' });
  } catch {
    return;
  }
  try {
    await work();
  } finally {
    await rm(lock, { force: true });
  }
}

/** Folders of other models and runtimes go, oldest first, while all together are too large. */
async function dropOthers(dir: string, own: string, maxBytes: number): Promise<void> {
  const folders: { path: string; bytes: number; time: number }[] = [];
  for (const name of (await readdir(dir)).filter((folder) => FOLDER.test(folder))) {
    const path = join(dir, name);
    const stats = await Promise.all((await readdir(path)).map((file) => stat(join(path, file)).catch(() => undefined)));
    const sum = stats.reduce((total, file) => total + (file?.size ?? 0), 0);
    folders.push({ path, bytes: sum, time: stats.reduce((latest, file) => Math.max(latest, file?.mtimeMs ?? 0), 0) });
  }
  let total = folders.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { path, bytes } of folders.filter(({ path }) => path !== own).sort((a, b) => a.time - b.time)) {
    if (total <= maxBytes) return;
    await rm(path, { recursive: true, force: true });
    total -= bytes;
  }
}

class FileCache implements TranslationCache {
  private readonly index = new Map<string, Entry>();
  private readonly files: number[] = [];
  private out: number | undefined;
  private outSize = 0;
  private buffer: Buffer[] = [];
  private buffered = 0;
  private readonly fresh = new Map<string, Hypothesis>();
  private timer: NodeJS.Timeout | undefined;
  private broken = false;

  constructor(
    private readonly dir: string,
    private readonly room: number,
  ) {}

  async load(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const file = join(this.dir, name);
      const bytes = await readFile(file).catch(() => undefined);
      if (!bytes) continue;
      let fd: number;
      try {
        fd = openSync(file, 'r');
      } catch {
        continue;
      }
      this.files.push(fd);
      for (const { key, offset, length } of scanRecords(bytes)) this.index.set(key, { fd, offset, length });
    }
  }

  get(key: string): Hypothesis | undefined {
    const name = keyOf(key);
    const fresh = this.fresh.get(name);
    if (fresh) return fresh;
    const entry = this.index.get(name);
    if (!entry) return undefined;
    const record = Buffer.alloc(entry.length);
    try {
      const read = readSync(entry.fd, record, 0, entry.length, entry.offset);
      const payload = read === entry.length ? openRecord(record, name) : undefined;
      const hypothesis = payload && decodeHypothesis(payload);
      if (hypothesis) return hypothesis;
    } catch {
      // An unreadable record is a missing one.
    }
    this.index.delete(name);
    return undefined;
  }

  put(key: string, hypothesis: Hypothesis): void {
    if (this.broken) return;
    const name = keyOf(key);
    const record = encodeRecord(name, encodeHypothesis(hypothesis));
    if (this.outSize + this.buffered + record.length > this.room) return;
    this.fresh.set(name, hypothesis);
    this.buffer.push(record);
    this.buffered += record.length;
    if (this.buffered >= FLUSH_BYTES) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), 500).unref();
  }

  /** Writes what is waiting; a full disk or a folder without permission ends the writing, not the translating. */
  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.buffered === 0 || this.broken) return;
    const bytes = Buffer.concat(this.buffer);
    this.buffer = [];
    this.buffered = 0;
    try {
      if (this.out === undefined) {
        this.out = openSync(join(this.dir, newName()), 'ax+');
        this.files.push(this.out);
        writeSync(this.out, FILE_HEADER);
        this.outSize = FILE_HEADER.length;
      }
      const start = this.outSize;
      writeSync(this.out, bytes);
      this.outSize = fstatSync(this.out).size;
      if (this.outSize !== start + bytes.length) throw new Error('short write');
      for (const { key, offset, length } of scanRecords(Buffer.concat([FILE_HEADER, bytes]))) {
        this.index.set(key, { fd: this.out, offset: offset - FILE_HEADER.length + start, length });
      }
    } catch {
      this.broken = true;
    }
    this.fresh.clear();
  }

  close(): void {
    this.flush();
    for (const fd of this.files.splice(0)) {
      try {
        closeSync(fd);
      } catch {
        // Nothing is lost by a descriptor that is closed already.
      }
    }
    this.index.clear();
  }
}

/**
 * Opens the cache of one model in a folder that may be deleted at any time. Several processes may use it at once.
 *
 * @returns undefined when the folder cannot be used
 */
export async function openCache({ dir, owner, maxBytes }: CacheOptions): Promise<TranslationCache | undefined> {
  const own = join(dir, `mt-${createHash('sha256').update(owner).digest('hex').slice(0, 16)}`);
  try {
    await mkdir(own, { recursive: true });
    const names = await cacheFiles(own);
    const sizes = await Promise.all(names.map((name) => sizeOf(join(own, name))));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    if (names.length > MANY_FILES || bytes > maxBytes) {
      const finished = names.filter((name) => !writerLives(name));
      // A quarter stays free for what this run finds out.
      if (finished.length > 0) await withLock(own, () => compact(own, finished, Math.floor(maxBytes * 0.75)));
    }
    await dropOthers(dir, own, maxBytes);
    const cache = new FileCache(own, maxBytes);
    await cache.load(await cacheFiles(own));
    return cache;
  } catch {
    return undefined;
  }
}
