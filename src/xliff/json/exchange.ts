import { isDeepStrictEqual } from 'node:util';
import { inputError, isMemoriError } from '../../base/index.js';
import { join } from '../../content/index.js';
import { lossesOf } from '../losses.js';
import type { XliffDocument, XliffUnit } from '../model.js';
import { readXliff } from '../read/read.js';
import { writeXliff2 } from '../write/write2.js';
import { fromXliffJson } from './parse.js';
import { toXliffJson } from './project.js';
import type { XliffJson } from './types.js';

/** How an exchange went: by the `xliff` package, or by memori where the package would have changed something. */
export interface Exchange<T> {
  readonly result: T;
  readonly by: 'xliff' | 'memori';
  /** Why the package was not used. */
  readonly reason?: string;
  /** What the result cannot carry. */
  readonly lost: readonly string[];
}

/** The package holds a document several times over in memory: a gigabyte for 100,000 units. */
const MAX_UNITS = 20_000;

const unitsOf = (document: XliffDocument): XliffUnit[] => document.files.flatMap((file) => file.units);

/** The part of a document that the JSON can carry: one segment for each unit, nothing beside the text. */
function flattened(document: XliffDocument): XliffDocument {
  const flat = (unit: XliffUnit): XliffUnit => {
    const target = unit.segments.some((one) => one.kind === 'segment' && one.target !== undefined)
      ? join(...unit.segments.map((one) => one.target ?? (one.kind === 'ignorable' ? one.source : { parts: [] })))
      : undefined;
    const { id, name, type, groupIds, translate, canResegment, notes } = unit;
    const source = join(...unit.segments.map((one) => one.source));
    return {
      id,
      ...(name !== undefined && { name }),
      ...(type !== undefined && { type }),
      ...(groupIds !== undefined && { groupIds }),
      ...(translate !== undefined && { translate }),
      ...(canResegment !== undefined && { canResegment }),
      preserveSpace: false,
      notes: notes.map(({ text }) => ({ text })),
      metadata: [],
      glossary: [],
      matches: [],
      segments: [{ kind: 'segment', source, ...(target !== undefined && { target }) }],
    };
  };
  return {
    ...document,
    files: document.files.map(({ id, groups, units }) => ({
      id,
      notes: [],
      metadata: [],
      ...(groups !== undefined && { groups: groups.map((group) => ({ ...group, notes: [], metadata: [] })) }),
      units: units.map(flat),
    })),
  };
}

/** Without prototypes and absent values: what would stand in the file. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function without(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}

/** Why the package's view of a document is not ours, or nothing when it is. */
function difference(ours: XliffJson, theirs: unknown): string | undefined {
  const a = plain(ours) as Record<string, Record<string, Record<string, unknown>>>;
  const b = without(plain(theirs), 'xliffVersion') as typeof a;
  if (isDeepStrictEqual(a, b)) return undefined;
  for (const [file, units] of Object.entries(a['resources'] ?? {})) {
    for (const [id, unit] of Object.entries(units)) {
      if (!isDeepStrictEqual(unit, b['resources']?.[file]?.[id])) return `it would have changed unit “${id}”`;
    }
  }
  return 'it would have changed the document';
}

const tooLarge = (units: number): string | undefined =>
  units > MAX_UNITS ? `with ${units} units it would need too much memory` : undefined;

async function attempt<T>(action: () => Promise<T>): Promise<T | Error> {
  try {
    return await action();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

const failed = (error: Error): string => `it failed (${error.message.split('\n')[0]})`;

/** A document as the JSON of the `xliff` package, made by the package where that is sound. */
export async function exportXliffJson(document: XliffDocument): Promise<Exchange<XliffJson>> {
  const json = toXliffJson(document);
  const lost = lossesOf(document, 'xliff-json');
  const ours = (reason: string): Exchange<XliffJson> => ({
    result: json,
    by: 'memori',
    reason: `The xliff package was not used: ${reason}.`,
    lost,
  });
  const size = tooLarge(unitsOf(document).length);
  if (size !== undefined) return ours(size);
  const { xliff2js } = await import('xliff');
  const theirs = await attempt(() => xliff2js(writeXliff2(flattened(document), { indent: '' })));
  if (theirs instanceof Error) return ours(failed(theirs));
  const reason = difference(json, theirs);
  return reason === undefined ? { result: theirs as XliffJson, by: 'xliff', lost } : ours(reason);
}

/**
 * XLIFF 2.1 from the JSON of the `xliff` package, written by the package where that is sound.
 *
 * @throws MemoriError `xliff-json.shape`
 */
export async function importXliffJson(json: unknown, options: { file?: string } = {}): Promise<Exchange<string>> {
  const document = fromXliffJson(json, options);
  const ours = (reason: string): Exchange<string> => ({
    result: writeXliff2(document),
    by: 'memori',
    reason: `The xliff package was not used: ${reason}.`,
    lost: [],
  });
  const size = tooLarge(unitsOf(document).length);
  if (size !== undefined) return ours(size);
  const { js2xliff } = await import('xliff');
  const written = await attempt(() => js2xliff(structuredClone(json), { indent: '', targetXliffVersion: '2.1' }));
  if (written instanceof Error) return ours(failed(written));
  const read = await attempt(async () => readXliff(written));
  if (read instanceof Error)
    return ours(isMemoriError(read) ? `what it wrote is not XML: ${read.message}` : failed(read));
  // Codes keep their data only in our reading; the JSON view of both is what must agree.
  const reason = difference(toXliffJson(document), toXliffJson(read));
  if (reason !== undefined) return ours(reason);
  return { result: `<?xml version="1.0" encoding="UTF-8"?>\n${written}\n`, by: 'xliff', lost: [] };
}

/** The JSON text of a file. @throws MemoriError `xliff-json.syntax` */
export function parseJsonText(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw inputError('xliff-json.syntax', `this is not JSON: ${message}`, {
      file,
      cause,
      hint: 'Check the file with a JSON editor.',
    });
  }
}
