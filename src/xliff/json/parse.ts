import { inputError, type MemoriErrorOptions } from '../../base/index.js';
import {
  type CloseCode,
  type Content,
  content,
  type InlineCode,
  type OpenCode,
  type Part,
} from '../../content/index.js';
import type { XliffDocument, XliffGroup, XliffUnit } from '../model.js';
import { typeOfCtype } from '../read/inline12.js';
import { pairAttributes } from '../read/inline2.js';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where in the JSON something is, as people write it: `resources.ns.key.source`. */
class Place {
  constructor(
    readonly path: string,
    private readonly file: string | undefined,
  ) {}

  at(key: string | number): Place {
    return new Place(this.path === '' ? String(key) : `${this.path}.${key}`, this.file);
  }

  fail(message: string, hint?: string): never {
    const options: MemoriErrorOptions = {
      ...(this.file !== undefined && { file: this.file }),
      ...(hint !== undefined && { hint }),
    };
    throw inputError('xliff-json.shape', `${this.path === '' ? 'the file' : this.path}: ${message}`, options);
  }
}

function textOf(value: unknown, place: Place): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return place.fail('a text was expected here');
}

interface Vocabulary {
  /** XLIFF 1.2: `Span`, `SpanStart` and `SpanEnd` are `ph`, `bpt` and `ept` and hold original data. */
  readonly one: boolean;
}

function codeAttributes(element: Json, suffix: '' | 'Start' | 'End', place: Place): Omit<OpenCode, 'kind' | 'id'> {
  const get = (name: string): string | undefined =>
    element[name] === undefined ? undefined : textOf(element[name], place.at(name));
  const flag = (name: string): false | undefined => (get(name) === 'no' ? false : undefined);
  const type = get('type');
  const reorder = get('canReorder');
  const equiv = get(`equiv${suffix}`) ?? get('equiv-text');
  const display = get(`disp${suffix}`);
  const subType = get('subType');
  const canDelete = flag('canDelete');
  const canCopy = get('clone') === 'no' ? false : flag('canCopy');
  return {
    ...typeOfCtype(get('ctype')),
    ...(type !== undefined && { type: type as NonNullable<InlineCode['type']> }),
    ...(subType !== undefined && { subType }),
    ...(equiv !== undefined && { equiv }),
    ...(display !== undefined && { display }),
    ...(canDelete !== undefined && { canDelete }),
    ...(canCopy !== undefined && { canCopy }),
    ...(reorder === 'no' && { canReorder: 'no' as const }),
    ...(reorder === 'firstNo' && { canReorder: 'first-no' as const }),
  };
}

/** A text of the JSON as content. @throws MemoriError `xliff-json.shape` */
function readText(value: unknown, vocabulary: Vocabulary, place: Place): Content {
  const parts: Part[] = [];
  const opened = new Map<string, OpenCode>();
  const visit = (one: unknown, where: Place): void => {
    if (Array.isArray(one)) return one.forEach((item, i) => visit(item, where.at(i)));
    if (!isObject(one)) return void parts.push(textOf(one, where));
    const keys = Object.keys(one);
    const kind = keys[0];
    if (keys.length !== 1 || kind === undefined) where.fail('an inline element has one key: Standalone, Span, …');
    inline(kind!, one[kind!], where.at(kind!));
  };
  const plain = (contents: unknown, where: Place): string => {
    const inner = readText(contents ?? '', vocabulary, where);
    return inner.parts.filter((part) => typeof part === 'string').join('');
  };
  const inline = (kind: string, element: unknown, where: Place): void => {
    if (!isObject(element)) return where.fail('the attributes of an inline element were expected here');
    const id = element['id'] === undefined ? '' : textOf(element['id'], where.at('id'));
    const data = (): { data?: string } => {
      const text = vocabulary.one ? plain(element['contents'], where.at('contents')) : '';
      return text === '' ? {} : { data: text };
    };
    const shared = codeAttributes(element, '', where);
    const begin = (more: { data?: string } = {}): void => {
      const open: OpenCode = { kind: 'open', id, ...shared, ...more };
      opened.set(String(element['rid'] ?? id), open);
      parts.push(open);
    };
    const end = (more: { data?: string } = {}): void => {
      const key = String(element['startRef'] ?? element['rid'] ?? id);
      const open = opened.get(key);
      const close: CloseCode = {
        kind: 'close',
        ...(open && pairAttributes(open)),
        ...shared,
        ...more,
        id: open?.id ?? (id === '' ? key : id),
      };
      parts.push(close);
    };
    switch (kind) {
      case 'Standalone':
        return void parts.push({ kind: 'standalone', id, ...shared });
      case 'Span':
        if (vocabulary.one) return void parts.push({ kind: 'standalone', id, ...shared, ...data() });
        return span(id, element, where);
      case 'GenericSpan':
        return span(id, element, where);
      case 'SpanStart':
        return begin(data());
      case 'SpanEnd':
        return end(data());
      case 'GenericSpanStart':
        return begin();
      case 'GenericSpanEnd':
        return end();
      case 'Marker':
        return visit(element['contents'] ?? '', where.at('contents'));
      default:
        return where.fail(
          `the inline element ${JSON.stringify(kind)} is not supported`,
          'Plural, Gender and Select have no place in a translation memory: write the forms out as units.',
        );
    }
  };
  const span = (id: string, element: Json, where: Place): void => {
    const suffix = vocabulary.one ? '' : 'Start';
    const open = codeAttributes(element, suffix, where);
    const { equiv: _equiv, display: _display, ...both } = open;
    const { equiv, display } = vocabulary.one ? {} : codeAttributes(element, 'End', where);
    parts.push({ kind: 'open', id, ...open });
    visit(element['contents'] ?? '', where.at('contents'));
    parts.push({
      kind: 'close',
      id,
      ...both,
      ...(equiv !== undefined && { equiv }),
      ...(display !== undefined && { display }),
    });
  };
  visit(value, place);
  return content(parts);
}

function attributesOf(value: Json, place: Place): Map<string, string> {
  const extra = value['additionalAttributes'];
  if (extra === undefined) return new Map();
  if (!isObject(extra)) return place.at('additionalAttributes').fail('an object was expected here');
  return new Map(
    Object.entries(extra).map(([key, one]) => [key, textOf(one, place.at(`additionalAttributes.${key}`))]),
  );
}

function readUnit(
  id: string,
  value: Json,
  groupIds: readonly string[],
  vocabulary: Vocabulary,
  place: Place,
): XliffUnit {
  const extra = attributesOf(value, place);
  const note = value['note'];
  const notes =
    note === undefined
      ? []
      : (Array.isArray(note) ? note : [note]).map((one) => ({ text: textOf(one, place.at('note')) }));
  const source = value['source'];
  const target = value['target'];
  const name = extra.get('name') ?? extra.get('resname');
  const type = extra.get('type');
  return {
    id,
    ...(name !== undefined && { name }),
    ...(type !== undefined && { type }),
    ...(groupIds.length > 0 && { groupIds }),
    ...(extra.get('translate') === 'no' && { translate: false }),
    ...(extra.get('canResegment') === 'no' && { canResegment: false }),
    preserveSpace: false,
    notes,
    metadata: [],
    glossary: [],
    matches: [],
    segments: [
      {
        kind: 'segment',
        id: 's1',
        source: readText(source ?? '', vocabulary, place.at('source')),
        ...(target !== undefined && target !== null && { target: readText(target, vocabulary, place.at('target')) }),
      },
    ],
  };
}

/**
 * Reads the JSON of the `xliff` package into a document.
 *
 * @throws MemoriError `xliff-json.shape` with the place in the JSON
 */
export function fromXliffJson(value: unknown, options: { file?: string } = {}): XliffDocument {
  const root = new Place('', options.file);
  if (!isObject(value))
    return root.fail('this is not XLIFF as JSON', 'An object with sourceLanguage and resources is expected.');
  const { sourceLanguage, targetLanguage, xliffVersion, resources } = value;
  if (typeof sourceLanguage !== 'string' || sourceLanguage === '')
    return root.at('sourceLanguage').fail('a language code is missing');
  if (!isObject(resources)) return root.at('resources').fail('an object with one entry for each file is missing');
  const vocabulary: Vocabulary = { one: typeof xliffVersion === 'string' && xliffVersion.startsWith('1') };
  const files = Object.entries(resources).map(([id, units]) => {
    const groups: XliffGroup[] = [];
    const found: XliffUnit[] = [];
    const visit = (list: unknown, groupIds: readonly string[], place: Place): void => {
      if (groupIds.length > 100) return place.fail('groups are nested more than 100 deep');
      if (!isObject(list)) return place.fail('an object with units was expected here');
      for (const [key, unit] of Object.entries(list)) {
        const where = place.at(key);
        if (!isObject(unit)) where.fail('a unit with source and target was expected here');
        else if (unit['groupUnits'] === undefined) found.push(readUnit(key, unit, groupIds, vocabulary, where));
        else {
          const extra = attributesOf(unit, where);
          const parentId = groupIds.at(-1);
          groups.push({
            id: key,
            ...(parentId !== undefined && { parentId }),
            ...(extra.has('name') && { name: extra.get('name')! }),
            ...(extra.has('type') && { type: extra.get('type')! }),
            notes: [],
            metadata: [],
          });
          visit(unit['groupUnits'], [...groupIds, key], where.at('groupUnits'));
        }
      }
    };
    visit(units, [], root.at(`resources.${id}`));
    return { id, original: id, notes: [], metadata: [], ...(groups.length > 0 && { groups }), units: found };
  });
  return {
    version: '2.1',
    sourceLanguage,
    ...(typeof targetLanguage === 'string' && { targetLanguage }),
    files,
  };
}
