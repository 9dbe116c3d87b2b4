import fc from 'fast-check';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  decodeText,
  encodeText,
  inputError,
  lineAndColumn,
  MemoriError,
  readText,
  writeFileSafely,
} from '../../src/base/index.js';

const caught = (action: () => unknown): MemoriError => {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(MemoriError);
    return error as MemoriError;
  }
  throw new Error('nothing was thrown');
};

describe('errors', () => {
  it('says where, what, and what to do', () => {
    const error = inputError('x.y', 'it is broken', { file: 'a.txt', line: 3, column: 7, hint: 'Mend it.' });
    expect(error.describe()).toBe('a.txt:3:7: it is broken [x.y]\n  Mend it.');
  });

  it('counts lines of all three kinds', () => {
    expect(lineAndColumn('a\nb\r\nc\rd', 7)).toEqual({ line: 4, column: 1 });
    expect(lineAndColumn('abc', 2)).toEqual({ line: 1, column: 3 });
  });
});

describe('encodings', () => {
  it('keeps every text and encoding byte for byte', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.constantFrom('utf-8' as const, 'utf-16le' as const, 'utf-16be' as const),
        (text, name) => {
          fc.pre(!text.includes('\u0000') && !text.startsWith('\ufeff'));
          const bytes = encodeText(text, { name, bom: true });
          const decoded = decodeText(bytes, 'f');
          expect(decoded).toEqual({ text, encoding: { name, bom: true } });
          expect(Buffer.from(encodeText(decoded.text, decoded.encoding)).equals(Buffer.from(bytes))).toBe(true);
        },
      ),
    );
  });

  it('recognises UTF-16 without a mark', () => {
    const bytes = encodeText('Harga beras naik di pasar.', { name: 'utf-16le', bom: false });
    expect(decodeText(bytes, 'f').encoding).toEqual({ name: 'utf-16le', bom: false });
  });

  it('refuses Latin-1, binary, cut and empty files with the place and a hint', () => {
    const latin = caught(() => decodeText(Buffer.from('satu\ndua caf\xe9 tiga', 'latin1'), 'l.txt'));
    expect(latin.code).toBe('text.encoding');
    expect(latin.position).toEqual({ file: 'l.txt', line: 2, column: 8 });
    expect(latin.hint).toContain('UTF-8');
    expect(caught(() => decodeText(Buffer.from([1, 2, 3, 0, 4, 5, 6, 7, 8, 9]), 'b')).code).toBe('text.binary');
    expect(caught(() => decodeText(new Uint8Array(0), 'e')).code).toBe('text.empty');
    expect(caught(() => decodeText(Buffer.from([0xff, 0xfe, 0x41]), 'u')).code).toBe('text.encoding');
    expect(caught(() => decodeText(Buffer.from('abc\xe2\x82', 'latin1'), 'cut')).code).toBe('text.encoding');
  });
});

describe('files', () => {
  it('reports a missing file and a folder', async () => {
    await expect(readText('/no/such/file.txt')).rejects.toMatchObject({ code: 'file.missing', kind: 'input' });
    await expect(readText(tmpdir())).rejects.toMatchObject({ code: 'file.is-folder' });
  });

  it('writes whole files and leaves nothing else behind', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'memori-'));
    const file = join(dir, 'deep', 'a.txt');
    await writeFileSafely(file, 'satu');
    await writeFileSafely(file, 'dua');
    expect(readFileSync(file, 'utf8')).toBe('dua');
    expect(readdirSync(join(dir, 'deep'))).toEqual(['a.txt']);
  });

  it('keeps the old file when the folder cannot be written', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'memori-'));
    const blocked = join(dir, 'file');
    writeFileSync(blocked, 'x');
    chmodSync(blocked, 0o444);
    await expect(writeFileSafely(join(blocked, 'a.txt'), 'y')).rejects.toBeInstanceOf(MemoriError);
    expect(existsSync(join(dir, 'a.txt'))).toBe(false);
    expect(readFileSync(blocked, 'utf8')).toBe('x');
  });
});
