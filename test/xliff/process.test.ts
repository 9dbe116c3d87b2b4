import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/content/index.js';
import {
  decodeXml,
  inheritedValue,
  joinSegments,
  normaliseInline,
  parseXml,
  readXliff,
  removeAnnotations,
  splitSegments,
  textOf,
  XML_NAMESPACE,
  type XmlElement,
  type XmlNode,
} from '../../src/xliff/index.js';
import { conformanceBytes, conformanceFiles, hasConformance, warnWhenAbsent } from './support/conformance.js';

const CONTENT = new Set(['source', 'target', 'data', 'note', 'mrk', 'pc', 'skeleton']);

/**
 * What a file says, whatever it looks like: names with namespaces, attributes sorted, no white space between structural
 * elements, `xml:space` where it takes effect.
 */
function meaning(node: XmlNode): unknown {
  if (node.kind === 'text' || node.kind === 'cdata') return node.value;
  if (node.kind !== 'element') return undefined;
  const keep = CONTENT.has(node.local);
  const attributes = node.attributes
    .filter((one) => one.prefix !== 'xmlns' && one.name !== 'xmlns' && one.name !== 'xml:space')
    .map((one) => `${one.uri}|${one.local}=${one.value}`)
    .sort();
  if (node.local === 'source' || node.local === 'target') {
    attributes.push(`space=${inheritedValue(node as XmlElement, 'space', XML_NAMESPACE) ?? 'default'}`);
  }
  const children = node.children
    .filter((child) => keep || child.kind !== 'text' || child.value.trim() !== '')
    .map(meaning)
    .filter((child) => child !== undefined);
  return [`${node.uri}|${node.local}`, attributes, children];
}

const sentences = (text: string): number[] =>
  [...text.matchAll(/\.[ \u00a0]+(?=.)/gu)].map((found) => found.index + found[0].length);

const OPERATIONS: Record<string, (text: string) => string> = {
  toJoin: (text) => joinSegments(text),
  toSegment: (text) => splitSegments(text, sentences),
  toRewrite: (text) => normaliseInline(text),
  toRemoveAnnotations: (text) => removeAnnotations(text),
  // The extensions that this pair is about are annotations of user-defined types.
  toRemoveExtensions: (text) => removeAnnotations(text, (type) => type.includes(':')),
};

warnWhenAbsent('OASIS processing pairs');
describe.skipIf(!hasConformance)('the OASIS processing pairs', () => {
  for (const version of ['xliff-21', 'xliff-22']) {
    const files = conformanceFiles(`oasis-xliff/${version}/test-suite/core/in-out`, /_in\.xlf$/);
    if (files.length === 0) continue;
    it(`of ${version} are nine`, () => expect(files).toHaveLength(9));
    for (const file of files) {
      const name = file.split('/').at(-1)!.replace('_in.xlf', '');
      it(`${version} ${name}`, () => {
        const text = decodeXml(conformanceBytes(file), file).text;
        const expected = decodeXml(conformanceBytes(file.replace('_in.xlf', '_out.xlf')), file).text;
        const result = OPERATIONS[name.replace(/\d$/, '')]!(text);
        expect(meaning(parseXml(result).root)).toEqual(meaning(parseXml(expected).root));
      });
    }
  }

  it('lose no text of any foreign file', () => {
    let done = 0;
    for (const file of conformanceFiles('oasis-xliff/xliff-21/test-suite', /\.xlf$/)) {
      const { text } = decodeXml(conformanceBytes(file), file);
      // Files that are not even XML or XLIFF are another test's business.
      if (!/version="2\./.test(text) || file.includes('/invalid/')) continue;
      const words = (one: string): string => textOf(parseXml(one).root).replace(/\s+/g, '').split('').sort().join('');
      const before = words(text);
      expect(words(joinSegments(text)), file).toBe(before);
      expect(words(splitSegments(text, sentences)), file).toBe(before);
      expect(words(removeAnnotations(text)), file).toBe(before);
      expect(words(normaliseInline(text)), file).toBe(before);
      done++;
    }
    expect(done).toBeGreaterThan(60);
  });
});

const wrap = (unit: string, attributes = ''): string =>
  `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="id" trgLang="en">\n<file id="f1">\n<unit id="u1"${attributes}>\n${unit}\n</unit>\n</file>\n</xliff>\n`;

describe('splitSegments', () => {
  it('cuts in the escaped text and keeps markup on the right side', () => {
    const text = wrap('<segment id="s1"><source>A &amp; &#x1F600;. <pc id="1">B&#160;c. D</pc>.</source></segment>');
    expect(splitSegments(text, sentences)).toBe(
      wrap(
        '<segment id="s1"><source>A &amp; &#x1F600;. <sc id="1" canOverlap="no"/></source></segment>\n'.replace(
          '<sc id="1" canOverlap="no"/>',
          '',
        ) +
          '<segment id="s2"><source><sc id="1" canOverlap="no"/>B&#160;c. </source></segment>\n' +
          '<segment id="s3"><source>D<ec startRef="1" canOverlap="no"/>.</source></segment>',
      ),
    );
  });

  it('and joinSegments undo each other', () => {
    const text = wrap(
      '<segment id="s1" state="translated">\n<source>Satu. <pc id="1" canOverlap="yes">Dua. Tiga</pc>.</source>\n<target>One. <pc id="1" canOverlap="yes">Two. Three</pc>.</target>\n</segment>',
    );
    const split = splitSegments(text, sentences);
    expect(
      readXliff(split).files[0]!.units[0]!.segments.map((one) => [
        plainText(one.source),
        one.target && plainText(one.target),
      ]),
    ).toEqual([
      ['Satu. ', 'One. '],
      ['Dua. ', 'Two. '],
      ['Tiga.', 'Three.'],
    ]);
    expect(joinSegments(split)).toBe(text);
  });

  it('leaves alone what must not or cannot be split', () => {
    for (const unit of [
      '<segment id="s1" canResegment="no"><source>A. B</source></segment>',
      '<segment id="s1"><source>A. B</source><target>A und B</target></segment>',
      '<segment id="s1"><source>A</source></segment>',
    ]) {
      expect(splitSegments(wrap(unit), sentences)).toBe(wrap(unit));
    }
    const locked = wrap('<segment id="s1"><source>A. B</source></segment>', ' canResegment="no"');
    expect(splitSegments(locked, sentences)).toBe(locked);
    expect(joinSegments(locked)).toBe(locked);
    expect(() => splitSegments('<xliff version="1.2"/>', sentences)).toThrow(
      expect.objectContaining({ code: 'xliff.version' }),
    );
  });
});

describe('joinSegments', () => {
  it('moves candidates to the joined segment', () => {
    const matches = (ref: string): string =>
      `<mtc:matches xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0"><mtc:match ref="${ref}"><source>B</source><target>b</target></mtc:match></mtc:matches>`;
    const before = wrap(
      `${matches('#s2')}\n<segment id="s1"><source>A </source></segment>\n<segment id="s2"><source>B</source></segment>`,
    );
    expect(joinSegments(before)).toBe(wrap(`${matches('#s1')}\n<segment id="s1"><source>A B</source></segment>`));
  });
});
