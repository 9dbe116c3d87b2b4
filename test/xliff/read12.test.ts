import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Content } from '../../src/content/index.js';
import { codesOf } from '../../src/content/index.js';
import {
  acceptedTarget,
  candidatesOf,
  decodeXml,
  originOf,
  readXliff,
  type SegmentOrigin,
  type TranslationCandidate,
  type XliffSegment,
  type XliffUnit,
} from '../../src/xliff/index.js';

/** The fixtures' short form: `{open 1 data}` for a code, `_` for a space at an edge, `–` for no target. */
function short(value: Content | undefined): string {
  if (value === undefined) return '–';
  const text = value.parts
    .map((part) =>
      typeof part === 'string' ? part : `{${part.kind} ${part.id}${part.data === undefined ? '' : ` ${part.data}`}}`,
    )
    .join('');
  return text.replace(/^ | $/g, '_');
}

function originText(origin: SegmentOrigin | undefined): string {
  if (origin === undefined) return '';
  const { kind, name, percent, status, qualifier, locked } = origin;
  return [kind, name, percent, status, qualifier, locked === true ? 'locked' : undefined]
    .filter((one) => one !== undefined)
    .join(' ');
}

const lines = (unit: XliffUnit): string[] =>
  unit.segments.map((one) => {
    if (one.kind === 'ignorable') return `| ${short(one.source)} | ${short(one.target)}`;
    return `${one.id} | ${short(one.source)} | ${short(one.target)} | ${one.state} | ${originText(one.origin)}`.trimEnd();
  });

function matchText({ ref, type, subType, origin, matchSuitability, source, target }: TranslationCandidate): string {
  const head = [ref, type, subType, origin, matchSuitability].filter((one) => one !== undefined).join(' ');
  return `${head}: ${short(source)} = ${short(target)}`;
}

const folder = join(import.meta.dirname, 'fixtures', 'read');

describe('readXliff', () => {
  for (const name of readdirSync(folder).filter((one) => extname(one) !== '.json')) {
    it(`reads ${name}`, () => {
      const { text } = decodeXml(readFileSync(join(folder, name)), name);
      const document = readXliff(text, { file: name });
      const units = document.files.flatMap((file) => file.units);
      const matches = units
        .filter((unit) => unit.matches.length > 0)
        .map((unit) => [unit.id, unit.matches.map(matchText)] as const);
      const groups = document.files.flatMap((file) => (file.groups ?? []).map((group) => group.id));
      const expected: unknown = JSON.parse(readFileSync(join(folder, `${basename(name, extname(name))}.json`), 'utf8'));
      expect({
        ...(document.dialect !== undefined && { dialect: document.dialect }),
        languages: [document.sourceLanguage, document.targetLanguage],
        units: Object.fromEntries(units.map((unit) => [unit.id, lines(unit)])),
        ...(matches.length > 0 && { matches: Object.fromEntries(matches) }),
        ...(groups.length > 0 && { groups }),
      }).toEqual(expected);
    });
  }

  it('reads types, notes and what is around units of XLIFF 1.2', () => {
    const document = readXliff(readFileSync(join(folder, 'states12.xlf'), 'utf8'));
    const [file] = document.files;
    expect(file).toMatchObject({
      id: 'f1',
      original: 'a.properties',
      datatype: 'javapropertyresourcebundle',
      skeleton: { href: 'a.skl' },
    });
    expect(file!.notes).toEqual([{ category: 'pm', text: 'Segera' }]);
    expect(file!.metadata).toEqual([
      {
        category: 'xlf12:tool',
        entries: [
          { type: 'tool-id', value: 't' },
          { type: 'tool-name', value: 'T' },
        ],
      },
    ]);
    const codes = file!.units.find((unit) => unit.id === 'codes')!.segments[0]!;
    expect(codesOf(codes.source).map(({ kind, type, subType, equiv }) => [kind, type, subType, equiv])).toEqual([
      ['open', 'fmt', 'xlf:b', undefined],
      ['close', 'fmt', 'xlf:b', undefined],
      ['open', undefined, undefined, undefined],
      ['close', undefined, undefined, undefined],
      ['open', undefined, undefined, undefined],
      ['standalone', undefined, undefined, '!'],
      ['standalone', 'fmt', 'xlf:lb', undefined],
    ]);
    expect(codes.sourceAnnotations).toEqual([{ id: 't1', type: 'term', value: 'c', start: 3, end: 4 }]);
    const alt = file!.units.find((unit) => unit.id === 'alt')!;
    expect(alt.segments.map((one) => one.order)).toEqual([3, undefined, 1, undefined]);
  });

  it('reads a target without what was struck out', () => {
    const read = (target: string): unknown => {
      const text = `<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="a" source-language="id" target-language="en" datatype="x"><body><trans-unit id="1"><source>a</source><target>${target}</target></trans-unit></body></file></xliff>`;
      return acceptedTarget(readXliff(text).files[0]!.units[0]!.segments[0] as XliffSegment)?.parts;
    };
    const deleted = (text: string): string =>
      `<mrk mtype="x-sdl-deleted" sdl:revid="r">${text}</mrk>`.replace(' sdl:revid="r"', '');
    expect(
      read(
        `The ${deleted('old ')}<mrk mtype="x-sdl-added">new </mrk>market${deleted(`, <x id="1"/>${deleted('so')}`)}.`,
      ),
    ).toEqual(['The new market.']);
    expect(read(deleted('all'))).toEqual([]);
    expect(read('as it is')).toEqual(['as it is']);
  });

  it('finds the candidates of a segment', () => {
    const [unit] = readXliff(
      `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" version="2.1" srcLang="id" trgLang="en"><file id="f1"><unit id="u1"><mtc:matches>${[
        '#s1',
        '#/f=f1/u=u1/s1',
        '#m1',
        '#m2',
        '#s2',
        '#u=s1',
      ]
        .map(
          (ref) =>
            `<mtc:match ref="${ref}" type="mt" matchQuality="50"><source>a</source><target>b</target></mtc:match>`,
        )
        .join(
          '',
        )}</mtc:matches><segment id="s1"><source><mrk id="m1" type="mtc:match">a<mrk id="m2">b</mrk></mrk></source><target>b</target></segment><segment id="s2"><source>c</source><target>x</target></segment></unit></file></xliff>`,
    ).files[0]!.units;
    const segments = unit!.segments.filter((one) => one.kind === 'segment');
    expect(segments.map((one) => candidatesOf(unit!, one).map(({ ref }) => ref))).toEqual([
      ['#s1', '#/f=f1/u=u1/s1', '#m1'],
      ['#s2'],
    ]);
    expect(segments.map((one) => originOf(unit!, one))).toEqual([{ kind: 'mt', percent: 50 }, undefined]);
  });

  it.each([
    ['<html/>', 'xliff.not-xliff'],
    ['<xliff version="7"/>', 'xliff.version'],
    ['<xliff/>', 'xliff.version'],
    ['<xliff version="1.2"><file>', 'xml.truncated'],
  ])('refuses %s as %s', (text, code) => {
    expect(() => readXliff(text, { file: 'f' })).toThrow(
      expect.objectContaining({ code, position: expect.objectContaining({ file: 'f' }) }),
    );
  });

  it('keeps hostile ids apart', () => {
    const text = `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="id"><file id="__proto__"><unit id="__proto__"><segment id="constructor"><source>a<ph id="__proto__"/></source></segment></unit><unit id="toString"><segment><source>b</source></segment></unit></file></xliff>`;
    const [file] = readXliff(text).files;
    expect([file!.id, ...file!.units.map((unit) => unit.id)]).toEqual(['__proto__', '__proto__', 'toString']);
    expect(({} as Record<string, unknown>)['segments']).toBeUndefined();
  });
});
