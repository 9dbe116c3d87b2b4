import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { decodeText, type DecodedText } from './encoding.js';
import { environmentError, inputError, type MemoriError } from './errors.js';

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** Turns an operating-system error about a file into one clear message. */
export function fileError(error: unknown, file: string, doing: 'read' | 'write'): MemoriError {
  const options = { file, cause: error };
  switch (codeOf(error)) {
    case 'ENOENT':
      return doing === 'read'
        ? inputError('file.missing', 'no such file', { ...options, hint: 'Check the name and the folder.' })
        : environmentError('file.write', 'the folder does not exist', options);
    case 'EISDIR':
      return inputError('file.is-folder', 'this is a folder, not a file', options);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return environmentError('file.permission', `no permission to ${doing} here`, {
        ...options,
        hint:
          doing === 'write'
            ? 'Choose another folder with --out, or change its permissions.'
            : 'Change the permissions of the file.',
      });
    case 'ENOSPC':
    case 'EDQUOT':
      return environmentError('file.disk-full', 'the disk is full; nothing was half-written', {
        ...options,
        hint: 'Free some space and run the command again.',
      });
    default:
      return environmentError(`file.${doing}`, error instanceof Error ? error.message : String(error), options);
  }
}

/** Reads a whole file. @throws MemoriError */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw fileError(error, file, 'read');
  }
}

/** Reads and decodes a text file; see {@link decodeText}. @throws MemoriError */
export async function readText(file: string, options?: { allowEmpty?: boolean }): Promise<DecodedText> {
  return decodeText(await readBytes(file), file, options);
}

/**
 * Writes a file so that a crash or a full disk at any moment leaves the old or the new content, never a part: temporary
 * file in the same folder, fsync, rename, fsync of the folder. Makes the folder when needed.
 *
 * Own code because the usual package (`write-file-atomic` 7) takes a short write for a whole one: on a full disk it
 * renames half a file into place.
 *
 * @throws MemoriError `file.permission`, `file.disk-full`, `file.write`
 */
export async function writeFileSafely(file: string, data: string | Uint8Array): Promise<void> {
  const folder = dirname(file);
  const temporary = join(folder, `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    await syncFolder(folder);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw fileError(error, file, 'write');
  }
}

/** Makes a rename durable. Not every system lets a folder be opened; there the rename is as durable as it gets. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  if (!handle) return;
  try {
    await handle.sync();
  } catch {
    // Windows and some network file systems.
  } finally {
    await handle.close();
  }
}
