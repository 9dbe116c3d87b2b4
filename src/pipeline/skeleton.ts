import { encodeText, inputError, type TextEncoding } from '../base/index.js';
import { type Content, join } from '../content/index.js';
import { formatById } from '../formats/index.js';
import type { SourceDocument } from './document.js';

/**
 * What a document holds besides its units. Stored as JSON in the XLIFF `skeleton` element: JSON escapes what XML cannot
 * hold or would normalise (control characters, carriage returns), so the document comes back byte for byte.
 */
export interface Skeleton {
  readonly memori: 1;
  /** Id of the document format. */
  readonly format: string;
  readonly encoding: TextEncoding;
  /** Text, unit id, text, unit id, …, text. */
  readonly parts: readonly string[];
}

export function skeletonOf(document: SourceDocument): Skeleton {
  const parts: string[] = [];
  let at = 0;
  for (const block of document.blocks) {
    parts.push(document.text.slice(at, block.start), block.id);
    at = block.end;
  }
  parts.push(document.text.slice(at));
  return { memori: 1, format: document.format.id, encoding: document.encoding, parts };
}

export function serializeSkeleton(skeleton: Skeleton): string {
  // JSON leaves these two as they are, and XML cannot hold them.
  return JSON.stringify(skeleton).replace(/[\ufffe\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16)}`);
}

/** @throws MemoriError `skeleton.unknown` when the skeleton is not one of ours or was damaged. */
export function parseSkeleton(text: string, file: string): Skeleton {
  const fail = (cause?: unknown): never => {
    throw inputError('skeleton.unknown', 'the skeleton of this XLIFF file was not written by memori, or was damaged', {
      file,
      cause,
      hint: 'Translated documents can be rebuilt only from XLIFF that `memori translate` wrote.',
    });
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return fail(cause);
  }
  if (!isSkeleton(value)) return fail();
  return value;
}

function isSkeleton(value: unknown): value is Skeleton {
  if (typeof value !== 'object' || value === null) return false;
  const { memori, format, encoding, parts } = value as Partial<Record<keyof Skeleton, unknown>>;
  return (
    memori === 1 &&
    typeof format === 'string' &&
    typeof encoding === 'object' &&
    encoding !== null &&
    'name' in encoding &&
    ['utf-8', 'utf-16le', 'utf-16be'].includes(String(encoding.name)) &&
    Array.isArray(parts) &&
    parts.length % 2 === 1 &&
    parts.every((part) => typeof part === 'string')
  );
}

/** One unit as merging sees it: for each piece the source and, where there is one, the target. */
export interface MergeUnit {
  readonly pieces: readonly { readonly source: Content; readonly target: Content | undefined }[];
}

/**
 * The translated document. A piece without a target keeps its source.
 * @throws MemoriError `merge.missing-unit` when the XLIFF file lost a unit.
 */
export function mergeSkeleton(skeleton: Skeleton, units: ReadonlyMap<string, MergeUnit>, file: string): Uint8Array {
  const format = formatById(skeleton.format, file);
  const text = skeleton.parts.map((part, i) => {
    if (i % 2 === 0) return part;
    const unit = units.get(part);
    if (!unit) {
      throw inputError('merge.missing-unit', `unit “${part}” is gone from the XLIFF file`, {
        file,
        hint: 'Merge the file as the CAT tool saved it, or translate the document again.',
      });
    }
    return format.render(
      join(...unit.pieces.map((piece) => piece.target ?? piece.source)),
      join(...unit.pieces.map((piece) => piece.source)),
    );
  });
  return encodeText(text.join(''), skeleton.encoding);
}
