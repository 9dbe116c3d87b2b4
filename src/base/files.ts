import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
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
 * Writes a file so that a crash at any moment leaves the old or the new content, never a part: temporary file in the same
 * folder, fsync, rename. Makes the folder when needed. @throws MemoriError
 */
export async function writeFileSafely(file: string, data: string | Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomic(file, typeof data === 'string' ? data : Buffer.from(data), { fsync: true });
  } catch (error) {
    throw fileError(error, file, 'write');
  }
}
