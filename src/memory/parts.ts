import { readFileSync, rmSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { environmentError, writeFileSafely } from '../base/index.js';
import { wideHash } from './xliff-units.js';
import { fileRecords, memoryRecords, packUnit, recordWriter, type Records, type RecordWriter } from './records.js';
import { liveShard, type LiveShard } from './collector.js';
import { loadShard, saveShard, FORMAT } from './shard-file.js';
import { mergeShards, shardBuilder, type Shard } from './shard.js';
import { addToShard } from './indexing.js';
import type { TextTools } from './tools.js';
import type { MemoryUnit } from './unit.js';

/** One shard with its records. A part without a name is only in memory. */
export interface Part {
  readonly name: string | undefined;
  readonly live: LiveShard;
  readonly records: Records;
  /** Number of dead units. */
  dead: number;
  /** Where its records are on disk, for other threads. */
  readonly recordFile?: string;
}

/** What tells whether a file is still the one that was indexed. */
export interface FileStamp {
  readonly size: number;
  readonly time: number;
  readonly inode: number;
  /** Written as part of this memory, so that it may be changed. */
  readonly own: boolean;
  readonly document?: string;
  /** Could not be read. */
  readonly damaged?: boolean;
}

/** What the index knew when it was last saved. */
export interface Manifest {
  /** Different for every save. */
  readonly generation: string;
  readonly parts: readonly { readonly name: string; readonly dead: string }[];
  readonly files: Readonly<Record<string, FileStamp>>;
}

interface StoredManifest extends Manifest {
  readonly format: number;
  readonly tools: string;
  readonly languages: string;
}

/** Under which conditions an index is valid at all. */
export interface IndexKey {
  readonly tools: string;
  readonly languages: string;
}

const MANIFEST = 'index.json';

export function readManifest(folder: string, key: IndexKey): Manifest | undefined {
  try {
    const text = readFileSync(join(folder, MANIFEST), 'utf8');
    const end = text.indexOf('\n');
    const body = text.slice(end + 1);
    if (text.slice(0, end) !== wideHash(body)) return undefined;
    const stored = JSON.parse(body) as StoredManifest;
    if (stored.format !== FORMAT || stored.tools !== key.tools || stored.languages !== key.languages) return undefined;
    return stored;
  } catch {
    return undefined;
  }
}

export async function writeManifest(folder: string, key: IndexKey, manifest: Manifest): Promise<void> {
  const stored: StoredManifest = { format: FORMAT, ...key, ...manifest };
  const body = JSON.stringify(stored);
  await writeFileSafely(join(folder, MANIFEST), `${wideHash(body)}\n${body}`);
}

const shardFile = (folder: string, name: string): string => join(folder, `${name}.idx`);
const recordFile = (folder: string, name: string): string => join(folder, `${name}.units`);

/** The parts of a manifest; undefined when one is missing or damaged. Parts that are loaded already are used again. */
export function loadParts(folder: string, manifest: Manifest, loaded: readonly Part[]): Part[] | undefined {
  const parts: Part[] = [];
  for (const { name, dead } of manifest.parts) {
    const known = loaded.find((part) => part.name === name);
    const part = known ? withFlags(known, dead) : openPart(folder, name, dead);
    if (!part) return undefined;
    parts.push(part);
  }
  return parts;
}

function withFlags(part: Part, dead: string): Part {
  const flags = unpackFlags(dead, part.live.shard.units);
  part.live.dead.set(flags);
  return { ...part, dead: countOf(flags) };
}

/** A part on disk; undefined when it is missing or damaged. */
export function openPart(folder: string, name: string, dead: string): Part | undefined {
  const file = recordFile(folder, name);
  let records: Records;
  try {
    records = fileRecords(file);
  } catch {
    return undefined;
  }
  const shard = loadShard(shardFile(folder, name));
  if (!shard) {
    records.close();
    return undefined;
  }
  const flags = unpackFlags(dead, shard.units);
  return { name, live: liveShard(shard, flags), records, dead: countOf(flags), recordFile: file };
}

const countOf = (flags: Uint8Array): number => flags.reduce((sum, flag) => sum + flag, 0);

/** Flags as bits in base64; nothing when none is set. */
export function packFlags(flags: Uint8Array): string {
  if (!flags.includes(1)) return '';
  const bits = Buffer.alloc((flags.length + 7) >> 3);
  flags.forEach((flag, i) => {
    if (flag) bits[i >> 3]! |= 1 << (i & 7);
  });
  return bits.toString('base64');
}

function unpackFlags(text: string, length: number): Uint8Array {
  const flags = new Uint8Array(length);
  if (text === '') return flags;
  const bits = Buffer.from(text, 'base64');
  for (let i = 0; i < length; i++) flags[i] = (bits[i >> 3]! >> (i & 7)) & 1;
  return flags;
}

/** Collects units for a part: on disk when it has a name, else in memory. */
export interface PartBuilder {
  add(unit: MemoryUnit, file: string): void;
  /** The part; undefined when nothing was added. */
  finish(): Part | undefined;
}

export function partBuilder(folder: string, name: string | undefined, tools: TextTools): PartBuilder {
  const builder = shardBuilder();
  const encoder = new TextEncoder();
  const kept = memoryRecords();
  let writer: RecordWriter | undefined;
  return {
    add(unit, file) {
      if (name !== undefined) writer ??= recordWriter(recordFile(folder, name));
      const at = writer ? writer.write(encoder.encode(packUnit(unit))) : kept.add(unit);
      addToShard(builder, unit, file, at, tools);
    },
    finish() {
      writer?.finish();
      return builder.units === 0 ? undefined : completed(folder, name, builder.finish(), kept);
    },
  };
}

function completed(folder: string, name: string | undefined, shard: Shard, kept: Records): Part {
  if (name === undefined) return { name, live: liveShard(shard), records: kept, dead: 0 };
  saveShard(shardFile(folder, name), shard);
  // What was written is read back: into shared memory, and a proof that it can be read.
  const part = openPart(folder, name, '');
  if (part) return part;
  throw environmentError('memory.index', 'the index was not written as it should be', {
    file: shardFile(folder, name),
  });
}

/** One part on disk from several, without their dead units; undefined when none is left. */
export function mergeParts(folder: string, name: string, parts: readonly Part[]): Part | undefined {
  if (parts.every((part) => part.dead === part.live.shard.units)) return undefined;
  const writer = recordWriter(recordFile(folder, name));
  const shard = mergeShards(
    parts.map(({ live, records }) => ({
      shard: live.shard,
      dead: live.dead,
      recordAt: (unit) => writer.write(records.readRaw(live.shard.recordAt[unit]!)),
    })),
  );
  writer.finish();
  return completed(folder, name, shard, memoryRecords());
}

/** Removes index files that no manifest names. */
export async function sweep(folder: string, keep: readonly (string | undefined)[]): Promise<void> {
  for (const entry of await readdir(folder).catch(() => [])) {
    const name = /^(p[\da-z-]+)\.(?:idx|units)(?:\.tmp)?$/.exec(entry)?.[1];
    if (name !== undefined && !keep.includes(name)) rmSync(join(folder, entry), { force: true });
  }
}

export async function stampOf(file: string): Promise<Pick<FileStamp, 'size' | 'time' | 'inode'>> {
  const { size, mtimeMs, ino } = await stat(file);
  return { size, time: mtimeMs, inode: ino };
}

/** XLIFF files below a folder, hidden ones apart, as paths with forward slashes, sorted. */
export async function listXliff(folder: string): Promise<string[]> {
  const found: string[] = [];
  const visit = async (sub: string): Promise<void> => {
    for (const entry of await readdir(join(folder, sub), { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      const path = sub === '' ? entry.name : `${sub}/${entry.name}`;
      if (entry.isDirectory()) await visit(path);
      else if (/\.(?:xlf|xliff|sdlxliff|mxliff|mqxliff)$/i.test(entry.name)) found.push(path);
    }
  };
  await visit('');
  // Plain comparison: the same on every machine.
  return found.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
