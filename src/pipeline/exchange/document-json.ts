import { inputError, type MemoriError } from '../../base/index.js';
import { content, type Content, type InlineCode, type Part, textContent } from '../../content/index.js';
import type { XliffDocument, XliffSegment, XliffUnit } from '../../xliff/index.js';

/** The JSON of a bilingual document: memori's own model, as it is. */
export function documentToJson(document: XliffDocument): string {
  return `${JSON.stringify({ memori: 'document', version: 1, document }, null, 2)}\n`;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads values whose shape nobody vouches for, and says where one is not what it must be. */
class Shape {
  constructor(private readonly file: string) {}

  fail(path: string, wanted: string): MemoriError {
    return inputError('json.shape', `${path} is not ${wanted}`, {
      file: this.file,
      hint: 'Give JSON that `memori convert` wrote, or a list of {"source": …, "target": …}.',
    });
  }

  object(value: unknown, path: string): Json {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.fail(path, 'an object');
    return value as Json;
  }

  list(value: unknown, path: string): readonly unknown[] {
    if (!Array.isArray(value)) throw this.fail(path, 'a list');
    return value;
  }

  text(value: unknown, path: string): string {
    if (typeof value !== 'string') throw this.fail(path, 'a text');
    return value;
  }

  oneOf<T extends string>(value: unknown, path: string, allowed: readonly T[]): T {
    if (!allowed.includes(value as T)) throw this.fail(path, `one of ${allowed.join(', ')}`);
    return value as T;
  }
}

type Check = (value: unknown, path: string) => unknown;

/** Builds a value from the keys that are known; other keys are left out. */
function record(shape: Shape, required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  return (value, path) => {
    const from = shape.object(value, path);
    const made: Record<string, unknown> = {};
    for (const [key, check] of Object.entries(required)) made[key] = check(from[key], `${path}.${key}`);
    for (const [key, check] of Object.entries(optional)) {
      if (Object.hasOwn(from, key) && from[key] !== undefined) made[key] = check(from[key], `${path}.${key}`);
    }
    return made;
  };
}

function documentCheck(shape: Shape): Check {
  const text: Check = (value, path) => shape.text(value, path);
  const bool: Check = (value, path) => {
    if (typeof value !== 'boolean') throw shape.fail(path, 'true or false');
    return value;
  };
  const number: Check = (value, path) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw shape.fail(path, 'a number');
    return value;
  };
  const list = (check: Check): Check => {
    return (value, path) => shape.list(value, path).map((item, i) => check(item, `${path}[${i}]`));
  };
  const oneOf = (...allowed: string[]): Check => {
    return (value, path) => shape.oneOf(value, path, allowed);
  };
  const rec = (required: Record<string, Check>, optional?: Record<string, Check>): Check =>
    record(shape, required, optional);
  const code = rec(
    { kind: oneOf('standalone', 'open', 'close'), id: text },
    {
      data: text,
      equiv: text,
      display: text,
      type: oneOf('fmt', 'ui', 'quote', 'link', 'image', 'other'),
      subType: text,
      canDelete: bool,
      canCopy: bool,
      canReorder: oneOf('yes', 'first-no', 'no'),
    },
  );
  const text_: Check = (value, path): Content => {
    const { parts } = shape.object(value, path);
    return content(
      shape
        .list(parts, `${path}.parts`)
        .map((part, i): Part => (typeof part === 'string' ? part : (code(part, `${path}.parts[${i}]`) as InlineCode))),
    );
  };
  const note = rec({ text }, { id: text, category: text, priority: number, appliesTo: oneOf('source', 'target') });
  const metadata: Check = (value, path) =>
    rec(
      { entries: list(rec({ type: text, value: text })) },
      { id: text, category: text, appliesTo: oneOf('source', 'target', 'ignorable'), groups: list(metadata) },
    )(value, path);
  const annotation = rec(
    { id: text },
    { type: text, value: text, ref: text, translate: bool, start: number, end: number },
  );
  const origin = rec(
    {},
    {
      kind: oneOf('mt', 'tm', 'icm', 'idm', 'repetition', 'human', 'source', 'other'),
      name: text,
      percent: number,
      status: text,
      qualifier: text,
      locked: bool,
    },
  );
  const segment = rec(
    { kind: oneOf('segment', 'ignorable'), source: text_ },
    {
      id: text,
      state: oneOf('initial', 'translated', 'reviewed', 'final'),
      subState: text,
      canResegment: bool,
      target: text_,
      sourceAnnotations: list(annotation),
      targetAnnotations: list(annotation),
      order: number,
      origin,
    },
  );
  const match = rec(
    { ref: text, source: text_, target: text_ },
    {
      id: text,
      type: oneOf('am', 'mt', 'icm', 'idm', 'tb', 'tm', 'other'),
      subType: text,
      similarity: number,
      matchQuality: number,
      matchSuitability: number,
      origin: text,
      reference: bool,
      metadata: list(metadata),
    },
  );
  const gloss = rec(
    { term: text, translations: list(rec({ text }, { id: text, ref: text, source: text })) },
    { id: text, ref: text, termSource: text, definition: text, definitionSource: text },
  );
  const unit = rec(
    {
      id: text,
      preserveSpace: bool,
      notes: list(note),
      metadata: list(metadata),
      glossary: list(gloss),
      matches: list(match),
      segments: list(segment),
    },
    {
      name: text,
      type: text,
      groupIds: list(text),
      translate: bool,
      canResegment: bool,
      originalData: list(rec({ id: text, text })),
    },
  );
  const group = rec(
    { id: text, notes: list(note), metadata: list(metadata) },
    { parentId: text, name: text, type: text },
  );
  const file = rec(
    { id: text, notes: list(note), metadata: list(metadata), units: list(unit) },
    {
      original: text,
      skeleton: rec({}, { href: text, text }),
      groups: list(group),
      sourceLanguage: text,
      targetLanguage: text,
      datatype: text,
    },
  );
  return rec(
    { version: oneOf('1.1', '1.2', '2.0', '2.1', '2.2'), sourceLanguage: text, files: list(file) },
    { targetLanguage: text, dialect: oneOf('sdl', 'memoq', 'phrase') },
  );
}

/**
 * A bilingual document from JSON: what {@link documentToJson} wrote, or a plain list of sources and targets.
 *
 * @throws MemoriError `json.shape`
 */
export function documentFromJson(
  value: unknown,
  facts: { readonly file: string; readonly source: string; readonly target: string },
): XliffDocument {
  const shape = new Shape(facts.file);
  if (Array.isArray(value)) return fromList(value, shape, facts);
  const top = shape.object(value, 'the top');
  if (top['memori'] !== 'document') throw shape.fail('the top', 'a document of memori');
  return documentCheck(shape)(top['document'], 'document') as XliffDocument;
}

function fromList(
  list: readonly unknown[],
  shape: Shape,
  facts: { readonly source: string; readonly target: string },
): XliffDocument {
  const units = list.map((item, i): XliffUnit => {
    const path = `[${i}]`;
    const { source, target, id } = shape.object(item, path);
    const segment: XliffSegment = {
      kind: 'segment',
      id: 's1',
      state: typeof target === 'string' && target !== '' ? 'translated' : 'initial',
      source: textContent(shape.text(source, `${path}.source`)),
      ...(target !== undefined && target !== null && { target: textContent(shape.text(target, `${path}.target`)) }),
    };
    return {
      id: id === undefined ? `u${i + 1}` : String(id),
      preserveSpace: true,
      notes: [],
      metadata: [],
      glossary: [],
      matches: [],
      segments: [segment],
    };
  });
  return {
    version: '2.1',
    sourceLanguage: facts.source,
    targetLanguage: facts.target,
    files: [{ id: 'f1', notes: [], metadata: [], units }],
  };
}
