import { open, readFile, truncate } from 'node:fs/promises';
import { fileError } from '../base/index.js';
import { checksum } from './hash.js';

/**
 * The write-ahead journal: what was acknowledged but may not have reached the XLIFF files yet. Each entry is its length, a
 * checksum and its bytes. What a crash cut off at the end was never acknowledged and is ignored.
 */
const HEAD = 8;

function sumOf(bytes: Uint8Array): number {
  const words = new Uint32Array((bytes.length >>> 2) + 1);
  new Uint8Array(words.buffer).set(bytes);
  return checksum(words);
}

/** Appends an entry and returns when it is on disk. @throws MemoriError */
export async function appendToJournal(file: string, text: string): Promise<void> {
  const body = new TextEncoder().encode(text);
  const entry = Buffer.alloc(HEAD + body.length);
  entry.writeUInt32LE(body.length, 0);
  entry.writeUInt32LE(sumOf(body), 4);
  entry.set(body, HEAD);
  try {
    const before = (await readJournal(file)).end;
    const handle = await open(file, 'a+');
    try {
      // What a crash left half-written would hide what follows it.
      await handle.truncate(before);
      await handle.appendFile(entry);
      await handle.datasync();
    } catch (error) {
      await handle.truncate(before).catch(() => undefined);
      throw error;
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileError(error, file, 'write');
  }
}

/** Whole entries, oldest first, and where they end. */
export async function readJournal(file: string): Promise<{ entries: string[]; end: number }> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { entries: [], end: 0 };
    throw fileError(error, file, 'read');
  }
  const entries: string[] = [];
  let at = 0;
  while (at + HEAD <= bytes.length) {
    const length = bytes.readUInt32LE(at);
    const end = at + HEAD + length;
    if (end > bytes.length) break;
    const body = bytes.subarray(at + HEAD, end);
    if (sumOf(body) !== bytes.readUInt32LE(at + 4)) break;
    entries.push(body.toString('utf8'));
    at = end;
  }
  return { entries, end: at };
}

/** Everything in the journal has reached its place. */
export async function clearJournal(file: string): Promise<void> {
  try {
    await truncate(file, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw fileError(error, file, 'write');
  }
}
