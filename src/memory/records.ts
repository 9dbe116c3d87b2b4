import { closeSync, openSync, readSync, writeSync, fsyncSync, renameSync } from 'node:fs';
import { content, textContent, type Content, type Part } from '../content/index.js';
import type { MemoryUnit, UnitContext, UnitOrigin, UnitState, UnitVersion } from './unit.js';

/** Where the texts of a shard's units are: too large for memory, read one at a time. */
export interface Records {
  read(at: number): MemoryUnit;
  /** The stored form, for copying into another file. */
  readRaw(at: number): Uint8Array;
  close(): void;
}

type PackedContent = string | readonly Part[];

/** A unit in short: a million of them are written and read again whenever parts of the index are joined. */
interface PackedUnit {
  readonly i: string;
  readonly s: PackedContent;
  readonly t: PackedContent;
  readonly l: string;
  readonly o: UnitOrigin;
  readonly a: UnitState;
  readonly d?: string;
  readonly x?: UnitContext;
  readonly c: string;
  readonly m?: string;
  readonly n?: readonly string[];
  readonly f?: number;
  readonly h?: readonly { t: PackedContent; o: UnitOrigin; a: UnitState; m: string }[];
}

const pack = (value: Content): PackedContent =>
  value.parts.length === 1 && typeof value.parts[0] === 'string' ? value.parts[0] : value.parts;
const unpack = (value: PackedContent): Content => (typeof value === 'string' ? textContent(value) : content(value));

export function packUnit(unit: MemoryUnit): string {
  const packed: PackedUnit = {
    i: unit.id,
    s: pack(unit.source),
    t: pack(unit.target),
    l: `${unit.sourceLanguage} ${unit.targetLanguage}`,
    o: unit.origin,
    a: unit.state,
    ...(unit.document !== undefined && { d: unit.document }),
    ...(unit.context && { x: unit.context }),
    c: unit.created,
    ...(unit.changed !== unit.created && { m: unit.changed }),
    ...(unit.notes && { n: unit.notes }),
    ...(unit.confidence !== undefined && { f: unit.confidence }),
    ...(unit.history && {
      h: unit.history.map((version) => ({
        t: pack(version.target),
        o: version.origin,
        a: version.state,
        m: version.changed,
      })),
    }),
  };
  return JSON.stringify(packed);
}

export function unpackUnit(json: string): MemoryUnit {
  const packed = JSON.parse(json) as PackedUnit;
  const [sourceLanguage = '', targetLanguage = ''] = packed.l.split(' ');
  const history = packed.h?.map((version): UnitVersion => ({
    target: unpack(version.t),
    origin: version.o,
    state: version.a,
    changed: version.m,
  }));
  return {
    id: packed.i,
    source: unpack(packed.s),
    target: unpack(packed.t),
    sourceLanguage,
    targetLanguage,
    origin: packed.o,
    state: packed.a,
    ...(packed.d !== undefined && { document: packed.d }),
    ...(packed.x && { context: packed.x }),
    created: packed.c,
    changed: packed.m ?? packed.c,
    ...(packed.n && { notes: packed.n }),
    ...(packed.f !== undefined && { confidence: packed.f }),
    ...(history && { history }),
  };
}

/** Records that are collected before there is a file: a position is an index. */
export interface MemoryRecords extends Records {
  add(unit: MemoryUnit): number;
}

export function memoryRecords(): MemoryRecords {
  const list: string[] = [];
  return {
    add: (unit) => list.push(packUnit(unit)) - 1,
    read: (at) => unpackUnit(list[at]!),
    readRaw: (at) => new TextEncoder().encode(list[at]),
    close: () => undefined,
  };
}

/** Bytes that are read at once: for one record, and when one record after another is asked for. */
const ONE_READ = 4096;
const AHEAD = 1 << 18;

/** Records in a file: length in four bytes, then JSON in UTF-8. Keeps the file open, so that it may be renamed or unlinked. */
export function fileRecords(file: string): Records {
  const fd = openSync(file, 'r');
  const decoder = new TextDecoder();
  let buffer = Buffer.allocUnsafe(ONE_READ);
  let start = 0;
  let filled = 0;
  let expected = -1;
  const fill = (at: number, size: number): void => {
    if (buffer.length < size) buffer = Buffer.allocUnsafe(size);
    start = at;
    filled = readSync(fd, buffer, 0, size, at);
  };
  const readRaw = (at: number): Uint8Array => {
    const inBuffer = (bytes: number): boolean => at >= start && at + bytes <= start + filled;
    if (!inBuffer(4)) fill(at, at === expected ? AHEAD : ONE_READ);
    const size = inBuffer(4) ? buffer.readUInt32LE(at - start) : 0;
    if (!inBuffer(size + 4)) fill(at, Math.max(size + 4, at === expected ? AHEAD : ONE_READ));
    if (!inBuffer(size + 4)) throw new Error(`${file} is shorter than its index says`);
    expected = at + size + 4;
    return buffer.subarray(at - start + 4, expected - start);
  };
  return {
    readRaw,
    read: (at) => unpackUnit(decoder.decode(readRaw(at))),
    close: () => closeSync(fd),
  };
}

/** Writes records one after another. */
export interface RecordWriter {
  /** Position of the record. */
  write(raw: Uint8Array): number;
  /** Makes the file durable under its final name. */
  finish(): void;
  abandon(): void;
}

export function recordWriter(file: string): RecordWriter {
  const temporary = `${file}.tmp`;
  const fd = openSync(temporary, 'w');
  const buffer = Buffer.allocUnsafe(1 << 20);
  let used = 0;
  let position = 0;
  const flush = (): void => {
    for (let at = 0; at < used;) at += writeSync(fd, buffer, at, used - at);
    used = 0;
  };
  return {
    write(raw) {
      const at = position;
      if (used + raw.length + 4 > buffer.length) flush();
      if (raw.length + 4 > buffer.length) {
        const head = Buffer.alloc(4);
        head.writeUInt32LE(raw.length);
        writeSync(fd, head);
        for (let done = 0; done < raw.length;) done += writeSync(fd, raw, done);
      } else {
        buffer.writeUInt32LE(raw.length, used);
        buffer.set(raw, used + 4);
        used += raw.length + 4;
      }
      position += raw.length + 4;
      return at;
    },
    finish() {
      flush();
      fsyncSync(fd);
      closeSync(fd);
      renameSync(temporary, file);
    },
    abandon: () => closeSync(fd),
  };
}
