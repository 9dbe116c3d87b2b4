import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { checksum } from './hash.js';
import type { Shard, ShardArrays } from './shard.js';

/**
 * A shard as one binary file: eight words of head (magic, format, checksum, sizes), a description in JSON, then the arrays
 * as they lie in memory, each at a multiple of eight bytes. Loading is one read. Byte order is the machine's; another
 * machine's file fails the magic number and is rebuilt.
 */
const MAGIC = 0x4d4d5249;
/** Raised whenever the layout, the tokens or the hashes change: an older index is rebuilt. */
export const FORMAT = 1;
const HEAD_BYTES = 32;

const TYPES = { Uint8Array, Uint32Array, Float64Array } as const;
type ArrayType = keyof typeof TYPES;
type AnyArray = Uint8Array | Uint32Array | Float64Array;

const LAYOUT: readonly (readonly [keyof ShardArrays, ArrayType])[] = [
  ['kindOf', 'Uint8Array'],
  ['clsOf', 'Uint32Array'],
  ['valueOf', 'Uint32Array'],
  ['contentOf', 'Uint32Array'],
  ['tokens', 'Uint32Array'],
  ['tokenStart', 'Uint32Array'],
  ['lengthStart', 'Uint32Array'],
  ['lengths', 'Uint32Array'],
  ['signature', 'Uint32Array'],
  ['postStart', 'Uint32Array'],
  ['postings', 'Uint32Array'],
  ['matchTable', 'Uint32Array'],
  ['matchNext', 'Uint32Array'],
  ['matchHash', 'Uint32Array'],
  ['matchHash2', 'Uint32Array'],
  ['exactHash', 'Uint32Array'],
  ['targetHash', 'Uint32Array'],
  ['previousHash', 'Uint32Array'],
  ['nextHash', 'Uint32Array'],
  ['unitIdHash', 'Uint32Array'],
  ['idHash', 'Uint32Array'],
  ['changed', 'Uint32Array'],
  ['rank', 'Uint8Array'],
  ['file', 'Uint32Array'],
  ['arrival', 'Uint32Array'],
  ['recordAt', 'Float64Array'],
];
const POOL_LAYOUT = [
  ['bytes', 'Uint8Array'],
  ['ends', 'Uint32Array'],
  ['table', 'Uint32Array'],
  ['hashes', 'Uint32Array'],
] as const;

interface Description {
  readonly units: number;
  readonly entries: number;
  readonly files: readonly string[];
  /** Lengths of the arrays, in the order of the layout, those of the string pool last. */
  readonly lengths: readonly number[];
}

const padded = (bytes: number): number => (bytes + 7) & ~7;

function writeAll(fd: number, data: Uint8Array): void {
  for (let at = 0; at < data.length;) at += writeSync(fd, data, at, Math.min(data.length - at, 1 << 30));
}

/** Writes a shard beside its final name, makes it durable and renames it. */
export function saveShard(file: string, shard: Shard): void {
  const arrays: AnyArray[] = [...LAYOUT.map(([name]) => shard[name]), ...POOL_LAYOUT.map(([name]) => shard.pool[name])];
  const description: Description = {
    units: shard.units,
    entries: shard.pool.count,
    files: shard.files,
    lengths: arrays.map((array) => array.length),
  };
  const json = new TextEncoder().encode(JSON.stringify(description));
  const parts = [json, ...arrays.map((array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength))];
  const sums: number[] = [];
  const temporary = `${file}.tmp`;
  const fd = openSync(temporary, 'w');
  try {
    writeAll(fd, new Uint8Array(HEAD_BYTES));
    for (const part of parts) {
      sums.push(checksumOf(part));
      writeAll(fd, part);
      writeAll(fd, new Uint8Array(padded(part.length) - part.length));
    }
    const head = new Uint32Array(HEAD_BYTES / 4);
    head.set([MAGIC, FORMAT, checksum(Uint32Array.from(sums)), json.length]);
    writeSync(fd, new Uint8Array(head.buffer), 0, HEAD_BYTES, 0);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(temporary, file);
}

function checksumOf(bytes: Uint8Array): number {
  const whole = bytes.length & ~3;
  const words =
    bytes.byteOffset % 4 === 0
      ? new Uint32Array(bytes.buffer, bytes.byteOffset, whole / 4)
      : new Uint32Array(bytes.slice(0, whole).buffer);
  let tail = bytes.length;
  for (let i = whole; i < bytes.length; i++) tail = tail * 256 + bytes[i]!;
  return checksum(Uint32Array.of(checksum(words), tail >>> 0));
}

/** The shard in a file; undefined when it is missing, damaged, or of another format or machine. */
export function loadShard(file: string): Shard | undefined {
  try {
    return readShard(readWhole(file));
  } catch {
    return undefined;
  }
}

/** A shard as it lies in shared memory, without a look at its checksum: for threads that are handed the memory. */
export function sharedShard(buffer: SharedArrayBuffer): Shard | undefined {
  return readShard(buffer, false);
}

function readShard(buffer: SharedArrayBuffer, verify = true): Shard | undefined {
  if (buffer.byteLength < HEAD_BYTES) return undefined;
  const head = new Uint32Array(buffer, 0, HEAD_BYTES / 4);
  if (head[0] !== MAGIC || head[1] !== FORMAT) return undefined;
  const jsonEnd = HEAD_BYTES + head[3]!;
  if (jsonEnd > buffer.byteLength) return undefined;
  const jsonBytes = new Uint8Array(buffer, HEAD_BYTES, head[3]);
  const sums = verify ? [checksumOf(jsonBytes)] : [];
  let description: Description;
  try {
    // A copy: not every decoder takes shared memory.
    description = JSON.parse(new TextDecoder().decode(jsonBytes.slice())) as Description;
  } catch {
    return undefined;
  }
  let at = HEAD_BYTES + padded(jsonBytes.length);
  const arrays: AnyArray[] = [];
  for (const [i, [, type]] of [...LAYOUT, ...POOL_LAYOUT].entries()) {
    const length = description.lengths[i] ?? 0;
    const bytes = length * TYPES[type].BYTES_PER_ELEMENT;
    if (at + bytes > buffer.byteLength) return undefined;
    const Type = TYPES[type] as new (buffer: ArrayBufferLike, at: number, length: number) => AnyArray;
    arrays.push(new Type(buffer, at, length));
    if (verify) sums.push(checksumOf(new Uint8Array(buffer, at, bytes)));
    at += padded(bytes);
  }
  if (verify && checksum(Uint32Array.from(sums)) !== head[2]) return undefined;
  const named = Object.fromEntries(LAYOUT.map(([name], i) => [name, arrays[i]]));
  const pool = Object.fromEntries(POOL_LAYOUT.map(([name], i) => [name, arrays[LAYOUT.length + i]]));
  // The layout gives every name its type; the checksum vouches for the rest.
  return {
    ...(named as unknown as ShardArrays),
    pool: { count: description.entries, ...(pool as unknown as Omit<Shard['pool'], 'count'>) },
    units: description.units,
    files: description.files,
  };
}

/** Into memory that threads can share, so that looking up on every core costs no copies. */
function readWhole(file: string): SharedArrayBuffer {
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    const buffer = new SharedArrayBuffer(size);
    const bytes = new Uint8Array(buffer);
    for (let at = 0; at < size;) {
      const count = readSync(fd, bytes, at, Math.min(size - at, 1 << 30), at);
      if (count === 0) break;
      at += count;
    }
    return buffer;
  } finally {
    closeSync(fd);
  }
}
