import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { content, type Content, type Part } from '../../src/content/index.js';
import { packUnit, unpackUnit } from '../../src/memory/records.js';
import type { MemoryUnit, UnitOrigin, UnitVersion } from '../../src/memory/index.js';
import { editMemoryFile } from '../../src/memory/xliff-edit.js';
import { isMemoryFile, memoryFileText, readMemoryFile } from '../../src/memory/xliff-units.js';
import { readXliff } from '../../src/xliff/index.js';

const languages = { source: 'id', target: 'en' };
const facts = { name: 'a.xlf', time: '2024-01-01T00:00:00.000Z', sourceLanguage: 'id', targetLanguage: 'en' };

function read(text: string): MemoryUnit[] {
  const document = readXliff(text);
  expect(isMemoryFile(document)).toBe(true);
  return readMemoryFile(document, facts);
}

const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  fc.constantFrom(' ', '  dua  spasi ', '<b>&amp;"', ']]>', 'baris\nbaru', '\t', 'é', '\u0007 bel', '𝄞'),
);
const markup = fc.constantFrom('<b>', '</b>', '<br/>', '**', '&nbsp;', '{0}');
const body: fc.Arbitrary<Content> = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: text },
      { weight: 1, arbitrary: markup.map((data): Part => ({ kind: 'standalone', id: data.length + 'x', data })) },
    ),
    { minLength: 1, maxLength: 5 },
  )
  .chain((parts) =>
    fc.boolean().map((bold) => {
      // Codes of a unit have ids of their own.
      const unique = parts.map((part, i): Part => (typeof part === 'string' ? part : { ...part, id: `c${i}` }));
      if (!bold) return content(unique);
      return content([{ kind: 'open', id: 'b', data: '<b>' }, ...unique, { kind: 'close', id: 'b', data: '</b>' }]);
    }),
  );
const origin: fc.Arbitrary<UnitOrigin> = fc.oneof(
  fc.record({ kind: fc.constant('human' as const) }),
  fc.record({ kind: fc.constant('human' as const), tool: text.filter(printable), author: text.filter(printable) }),
  fc.record({
    kind: fc.constant('mt' as const),
    model: fc.constant('memori-id-en'),
    checksum: fc.constantFrom('', '0af3'),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
  }),
  fc.record({ kind: fc.constant('alignment' as const), probability: fc.constantFrom(0, 0.5, 1) }),
  fc.record({ kind: fc.constant('import' as const), file: fc.constantFrom('a.tmx', 'b & c.tsv') }),
);
/** Metadata and notes are plain XML text: control characters become U+FFFD there. */
function printable(value: string): boolean {
  return !/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/u.test(value);
}
const note = text.filter(printable);
const state = fc.constantFrom('initial', 'translated', 'reviewed', 'final') as fc.Arbitrary<MemoryUnit['state']>;
const time = fc.constantFrom('2024-05-01T10:00:00.000Z', '2025-01-01T00:00:00.000Z');
const version: fc.Arbitrary<UnitVersion> = fc.record({ target: body, origin, state, changed: time });
const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;

const unit: fc.Arbitrary<MemoryUnit> = fc
  .record({
    source: body,
    target: body,
    origin,
    state,
    context: fc.option(fc.record({ previous: note, next: note, unitId: note }, { requiredKeys: ['next'] }), {
      nil: undefined,
    }),
    created: time,
    changed: time,
    notes: fc.option(fc.array(note, { minLength: 1, maxLength: 2 }), { nil: undefined }),
    confidence: fc.option(fc.constantFrom(0, 0.25, 1), { nil: undefined }),
    history: fc.option(fc.array(version, { minLength: 1, maxLength: 2 }), { nil: undefined }),
  })
  .map((record) => defined({ ...record, id: '', sourceLanguage: 'id', targetLanguage: 'en', document: 'd.txt' }));
const units = fc
  .array(unit, { minLength: 1, maxLength: 6 })
  .map((list) => list.map((one, i): MemoryUnit => ({ ...one, id: `u${i}` })));

describe('units in XLIFF', () => {
  it('come back as they went in', () => {
    fc.assert(
      fc.property(units, (list) => {
        expect(read(memoryFileText('d.txt', list, languages))).toEqual(list);
      }),
      { numRuns: 300 },
    );
  });

  it('come back from the records of the index, too', () => {
    fc.assert(
      fc.property(unit, (one) => {
        expect(unpackUnit(packUnit(one))).toEqual(one);
      }),
      { numRuns: 300 },
    );
  });

  it('edited in place are the same as written anew, and doing it twice changes nothing more', () => {
    fc.assert(
      fc.property(units, units, fc.boolean(), (before, after, windows) => {
        const put = after.map((one, i) => ({ ...one, id: `u${i * 2}` }));
        const remove = new Set(['u1', 'u9']);
        let text = memoryFileText('d.txt', before, languages);
        if (windows) text = text.replaceAll('\n', '\r\n');
        const edited = editMemoryFile(text, 'd.xlf', { put, remove }, languages);
        const merged = new Map(before.map((one) => [one.id, one]));
        for (const id of remove) merged.delete(id);
        for (const one of put) merged.set(one.id, one);
        const sorted = (list: readonly MemoryUnit[]): MemoryUnit[] => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(sorted(read(edited!))).toEqual(sorted([...merged.values()]));
        expect(editMemoryFile(edited!, 'd.xlf', { put, remove }, languages)).toBe(edited);
      }),
      { numRuns: 200 },
    );
  });

  it('leaves alone what others added to the file', () => {
    const [one, two] = fc.sample(unit, { numRuns: 2, seed: 7 }).map((sample, i) => ({ ...sample, id: `u${i}` }));
    const text = memoryFileText('d.txt', [one!, two!], languages).replace(
      '<unit id="u1"',
      '<!-- penting -->\n    <unit  name="x"  id="u1"',
    );
    const edited = editMemoryFile(text, 'd.xlf', { put: [{ ...one!, state: 'final' }], remove: new Set() }, languages);
    expect(edited).toContain('<!-- penting -->\n    <unit  name="x"  id="u1"');
    expect(editMemoryFile(text, 'd.xlf', { put: [], remove: new Set(['u0', 'u1']) }, languages)).toBeUndefined();
  });
});
