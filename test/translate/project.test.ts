import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  codesOf,
  compareCodes,
  content,
  plainText,
  type Content,
  type InlineCode,
  type Part,
} from '../../src/content/index.js';
import { projectCodes, type Projection } from '../../src/translate/segment/project.js';
import { unitsOf, type UnitAttention } from '../../src/translate/segment/units.js';

/** `<b>text</b>`, `<x/>`: a content from a small notation; `show` is the way back. */
function parse(text: string): Content {
  const parts: Part[] = [];
  const stack: string[] = [];
  let next = 0;
  for (const [whole, close, name, single] of text.matchAll(/<(\/?)([a-z]\d?)(\/?)>|[^<]+/g)) {
    if (name === undefined) parts.push(whole);
    else if (close) parts.push({ kind: 'close', id: stack.pop()!, data: whole });
    else if (single) parts.push({ kind: 'standalone', id: String(++next), data: whole });
    else {
      stack.push(String(++next));
      parts.push({ kind: 'open', id: stack.at(-1)!, data: whole });
    }
  }
  return content(parts);
}
const show = (value: Content): string =>
  value.parts.map((part) => (typeof part === 'string' ? part : (part.data ?? `[${part.id}]`))).join('');

/** Links as `target word = source word` pairs, by position; everything else is unaligned. */
function project(source: string, target: string, links: readonly (readonly [number, number])[]): Projection {
  const value = parse(source);
  const sourceText = plainText(value);
  const sourceUnits = unitsOf(sourceText);
  const targetUnits = unitsOf(target);
  const attention = targetUnits.map((_, t) => {
    const row = new Float64Array(sourceUnits.length);
    for (const [to, from] of links) if (to === t) row[from] = 1;
    return row;
  });
  return projectCodes({
    source: value,
    sourceText,
    sourceUnits,
    targetText: target,
    targetUnits,
    attention,
    floating: [],
  });
}
const straight = (count: number): [number, number][] => Array.from({ length: count }, (_, i) => [i, i]);

describe('codes in the target', () => {
  test.each<[string, string, [number, number][], string]>([
    ['Klik <b>Simpan</b> sekarang.', 'Click Save now.', straight(4), 'Click <b>Save</b> now.'],
    // The noun phrase turns round.
    [
      '<b>rumah</b> besar',
      'big house',
      [
        [0, 1],
        [1, 0],
      ],
      'big <b>house</b>',
    ],
    [
      '<b>Semua ini tebal.</b>',
      'All this is bold.',
      [
        [0, 0],
        [1, 1],
        [3, 2],
      ],
      '<b>All this is bold.</b>',
    ],
    // The full stop stays outside, though nothing aligns it.
    [
      '<b>Semua tebal</b>.',
      'All bold.',
      [
        [0, 0],
        [1, 1],
      ],
      '<b>All bold</b>.',
    ],
    ['<b>Catatan:</b> harga berubah', 'Note: prices change', straight(4), '<b>Note:</b> prices change'],
    ['<a><b>Buka</b></a> halaman', 'Open page', straight(2), '<a><b>Open</b></a> page'],
    [
      '<a>kakek <b>saya</b></a> tiba',
      'my grandfather arrived',
      [
        [0, 1],
        [1, 0],
        [2, 2],
      ],
      '<a><b>my</b> grandfather</a> arrived',
    ],
    [
      'satu <b>dua</b> <i>tiga</i>',
      'one three two',
      [
        [0, 0],
        [1, 2],
        [2, 1],
      ],
      'one <i>three</i> <b>two</b>',
    ],
    // Half a word: the whole word.
    ['<b>meng</b>ubah nama', 'change name', straight(2), '<b>change</b> name'],
    [
      'Lihat gambar <x/> di bawah',
      'See figure below',
      [
        [0, 0],
        [1, 1],
        [2, 3],
      ],
      'See figure <x/> below',
    ],
    [
      'harga naik<x/>, kata dia',
      'prices rose, he said',
      [
        [0, 0],
        [1, 1],
        [2, 2],
        [3, 4],
        [4, 3],
      ],
      'prices rose<x/>, he said',
    ],
    ['<x/> Awal dan akhir <y/>', ' Start and end ', straight(3), '<x/> Start and end <y/>'],
    ['kata <b></b> kata', 'word word', straight(2), 'word <b></b> word'],
  ])('%s', (source, target, links, wanted) => {
    const { target: result } = project(source, target, links);
    expect(show(result)).toBe(wanted);
  });

  test('a line break between two words takes the place of the space that was put there', () => {
    const source = parse('baris satu<x/>baris dua');
    const sourceText = plainText(source);
    const sourceUnits = unitsOf(sourceText, [{ start: 10, end: 10, as: 'gap' }]);
    const targetUnits = unitsOf('line one line two');
    const attention = targetUnits.map((_, t) => Float64Array.from(sourceUnits, (_u, s) => (s === t ? 1 : 0)));
    const targetText = 'line one line two';
    const { target } = projectCodes({
      source,
      sourceText,
      sourceUnits,
      targetText,
      targetUnits,
      attention,
      floating: [],
    });
    expect(show(target)).toBe('line one<x/>line two');
  });

  test('a code that nothing aligns goes to the end and is told', () => {
    const { target, moved } = project('ya <b>tentu</b> saja boleh', 'of course you may', []);
    expect(compareCodes(parse('ya <b>tentu</b> saja boleh'), target)).toEqual([]);
    expect(moved.map(({ kind }) => kind)).toEqual(['open', 'close']);
  });

  test('crossing pairs keep their order', () => {
    const source = content([
      { kind: 'open', id: '1' },
      'satu ',
      { kind: 'open', id: '2' },
      'dua ',
      { kind: 'close', id: '1' },
      'tiga',
      { kind: 'close', id: '2' },
    ]);
    const sourceText = plainText(source);
    const units = unitsOf(sourceText);
    const attention = units.map((_, t) => Float64Array.from(units, (_u, s) => (s === units.length - 1 - t ? 1 : 0)));
    const { target } = projectCodes({
      source,
      sourceText,
      sourceUnits: units,
      targetText: 'three two one',
      targetUnits: unitsOf('three two one'),
      attention,
      floating: [],
    });
    expect(codesOf(target).map(({ kind, id }) => kind + id)).toEqual(['open1', 'open2', 'close1', 'close2']);
  });

  test('codes that may not change places make the projection give up rather than swap them', () => {
    const code = (id: string): InlineCode => ({ kind: 'standalone', id, canReorder: 'no' });
    const source = content(['satu ', code('1'), ' dua ', code('2'), ' tiga']);
    const sourceText = plainText(source);
    const sourceUnits = unitsOf(sourceText);
    const targetUnits = unitsOf('three two one');
    const attention = targetUnits.map((_, t) => Float64Array.from(sourceUnits, (_u, s) => (s === 2 - t ? 1 : 0)));
    const { target } = projectCodes({
      source,
      sourceText,
      sourceUnits,
      targetText: 'three two one',
      targetUnits,
      attention,
      floating: [],
    });
    expect(codesOf(target).map(({ id }) => id)).toEqual(['1', '2']);
  });
});

/** Any source with codes, well nested. */
const anyContent = fc
  .array(fc.oneof(fc.constantFrom('kata', ' ', '. ', ' rumah ', ', '), fc.constantFrom('(', ')', 'x')), {
    maxLength: 14,
  })
  .map((steps) => {
    const parts: Part[] = [];
    const stack: string[] = [];
    let next = 0;
    for (const step of steps) {
      if (step === '(') parts.push({ kind: 'open', id: (stack.push(String(++next)), stack.at(-1)!) });
      else if (step === ')') {
        const id = stack.pop();
        if (id !== undefined) parts.push({ kind: 'close', id });
      } else if (step === 'x') parts.push({ kind: 'standalone', id: String(++next) });
      else parts.push(step);
    }
    while (stack.length > 0) parts.push({ kind: 'close', id: stack.pop()! });
    return content(parts);
  });
const anyTarget = fc
  .array(fc.constantFrom('word', 'the', ',', '.', 'house'), { maxLength: 8 })
  .map((words) => words.join(' '));

describe('whatever the alignment says', () => {
  const cases = fc.tuple(
    anyContent,
    anyTarget,
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 64, maxLength: 64 }),
  );
  const run = (
    [source, target, noise]: [Content, string, number[]],
    floats: number,
  ): { result: Content; source: Content } => {
    const sourceText = plainText(source);
    const sourceUnits = unitsOf(sourceText);
    const targetUnits = unitsOf(target);
    const attention: UnitAttention = targetUnits.map((_, t) =>
      Float64Array.from(sourceUnits, (_u, s) => noise[(t * 7 + s) % 64]! ** 3),
    );
    const floating = sourceUnits
      .slice(0, floats)
      .map(({ start, end }, i) => ({ code: { kind: 'standalone' as const, id: `f${i}` }, start, end }));
    const { target: result } = projectCodes({
      source,
      sourceText,
      sourceUnits,
      targetText: target,
      targetUnits,
      attention,
      floating,
    });
    return { result, source: content([...source.parts, ...floating.map(({ code }) => code)]) };
  };

  test('every code is in the target exactly once, properly nested', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 2 }), (input, floats) => {
        const { result, source } = run(input, floats);
        expect(compareCodes(source, result)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('no word of the target is lost or cut', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const { result } = run(input, 0);
        // A code that stands between two words of the source without spaces may stand so in the target: it parts words.
        const words = result.parts.map((part) => (typeof part === 'string' ? part : ' ')).join('');
        expect(words.split(/\s+/).filter(Boolean)).toEqual(input[1].split(/\s+/).filter(Boolean));
      }),
      { numRuns: 300 },
    );
  });
});
