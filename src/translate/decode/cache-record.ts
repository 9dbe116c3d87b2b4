/**
 * The records of the translation cache: little-endian, one after the other,
 *
 *     u32 payload length · 16 bytes key · payload · 8 bytes check (SHA-256 of key and payload, cut)
 *
 * A file that ends inside a record was cut by a crash: what is before the cut is good.
 */
import { createHash } from 'node:crypto';
import type { Hypothesis } from './executor.js';

export const FILE_HEADER = Buffer.from('memoriMT1\n', 'latin1');
const KEY = 16;
const CHECK = 8;
export const OVERHEAD = 4 + KEY + CHECK;
/** Longer payloads are damage, not data: a target has at most some thousand tokens. */
const LONGEST = 1 << 24;

/** 128 bits of a key's SHA-256, one character per byte. */
export function keyOf(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, KEY).toString('latin1');
}

function checkOf(key: Uint8Array, payload: Uint8Array): Buffer {
  return createHash('sha256').update(key).update(payload).digest().subarray(0, CHECK);
}

export function encodeRecord(key: string, payload: Uint8Array): Buffer {
  const keyBytes = Buffer.from(key, 'latin1');
  const head = Buffer.alloc(4);
  head.writeUInt32LE(payload.length);
  return Buffer.concat([head, keyBytes, payload, checkOf(keyBytes, payload)]);
}

export interface RecordPlace {
  readonly key: string;
  /** Offset of the record in its file. */
  readonly offset: number;
  /** Length of the whole record. */
  readonly length: number;
}

/** Places of the whole records of a file; an empty list when it is no cache file. Contents are not checked here. */
export function scanRecords(file: Uint8Array): RecordPlace[] {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const places: RecordPlace[] = [];
  if (!bytes.subarray(0, FILE_HEADER.length).equals(FILE_HEADER)) return places;
  let at = FILE_HEADER.length;
  while (at + OVERHEAD <= bytes.length) {
    const size = bytes.readUInt32LE(at);
    const length = size + OVERHEAD;
    if (size > LONGEST || at + length > bytes.length) break;
    places.push({ key: bytes.toString('latin1', at + 4, at + 4 + KEY), offset: at, length });
    at += length;
  }
  return places;
}

/** A record's payload, or undefined when it is damaged or belongs to another key. */
export function openRecord(record: Buffer, key: string): Buffer | undefined {
  if (record.length < OVERHEAD || record.readUInt32LE(0) !== record.length - OVERHEAD) return undefined;
  const keyBytes = record.subarray(4, 4 + KEY);
  const payload = record.subarray(4 + KEY, record.length - CHECK);
  if (keyBytes.toString('latin1') !== key) return undefined;
  return checkOf(keyBytes, payload).equals(record.subarray(record.length - CHECK)) ? payload : undefined;
}

/** u8 limit · u8 width · u32 ids · u32 log-probabilities · f64 coverage, then the arrays. */
export function encodeHypothesis({ ids, logProbs, attention, hitLimit }: Hypothesis): Buffer {
  const head = Buffer.alloc(18);
  head.writeUInt8(hitLimit ? 1 : 0, 0);
  head.writeUInt8(attention.width, 1);
  head.writeUInt32LE(ids.length, 2);
  head.writeUInt32LE(logProbs.length, 6);
  head.writeDoubleLE(attention.coverage, 10);
  const bytes = (array: Int32Array | Float32Array | Uint16Array | Uint8Array): Buffer =>
    Buffer.from(array.buffer, array.byteOffset, array.byteLength);
  return Buffer.concat([head, bytes(ids), bytes(logProbs), bytes(attention.sources), bytes(attention.weights)]);
}

/** @returns undefined when the payload is not of this form */
export function decodeHypothesis(payload: Buffer): Hypothesis | undefined {
  if (payload.length < 18) return undefined;
  const width = payload.readUInt8(1);
  const ids = payload.readUInt32LE(2);
  const logs = payload.readUInt32LE(6);
  const links = ids * width;
  if (payload.length !== 18 + 4 * ids + 4 * logs + 3 * links) return undefined;
  // Copied, because typed arrays want aligned offsets.
  const part = (from: number, length: number): ArrayBuffer =>
    Uint8Array.from(payload.subarray(from, from + length)).buffer;
  const second = 18 + 4 * ids;
  const third = second + 4 * logs;
  return {
    hitLimit: payload.readUInt8(0) === 1,
    ids: new Int32Array(part(18, 4 * ids)),
    logProbs: new Float32Array(part(second, 4 * logs)),
    attention: {
      width,
      sources: new Uint16Array(part(third, 2 * links)),
      weights: new Uint8Array(part(third + 2 * links, links)),
      coverage: payload.readDoubleLE(10),
    },
  };
}
