import { describe, expect, it } from 'vitest';
import { isMemoriError } from '../../src/base/index.js';
import { originalText } from '../../src/content/index.js';
import {
  childElements,
  decodeXml,
  descendants,
  encodeXml,
  parseXml,
  readXliff,
  readXliffDocument,
  streamXliff,
  textOf,
  type XliffDocument,
  type XliffUnit,
  type XmlDocument,
  type XmlNode,
} from '../../src/xliff/index.js';
import { conformanceBytes, conformanceFiles, hasConformance, warnWhenAbsent } from './support/conformance.js';

warnWhenAbsent('foreign XLIFF and TMX files');
const files = conformanceFiles('.', /\.(xlf|xliff|sdlxliff|mxliff|mqxliff|tmx)$/i);

interface Opened {
  readonly file: string;
  readonly xml: XmlDocument | undefined;
  readonly refused: string | undefined;
}

function open(file: string): Opened {
  const bytes = conformanceBytes(file);
  try {
    const { text, encoding } = decodeXml(bytes, file);
    expect(Buffer.from(encodeXml(text, encoding)).equals(bytes), `${file} is not byte-identical`).toBe(true);
    const xml = parseXml(text, { file });
    expect(rebuild(xml), `${file}: nodes do not cover the text`).toBe(text);
    return { file, xml, refused: undefined };
  } catch (error) {
    if (!isMemoriError(error)) throw error;
    expect(error.position.file).toBe(file);
    return { file, xml: undefined, refused: error.code };
  }
}

/** The text again, from the places of the nodes. */
function rebuild({ text, children, root }: XmlDocument): string {
  const out: string[] = [];
  const visit = (node: XmlNode): void => {
    if (node.kind !== 'element') return void out.push(text.slice(node.start, node.end));
    out.push(text.slice(node.start, node.openEnd));
    node.children.forEach(visit);
    out.push(text.slice(node.closeStart, node.end));
  };
  visit(root);
  const before = children.indexOf(root);
  expect(children.length).toBeGreaterThan(before);
  return text.slice(0, root.start) + out.join('') + text.slice(root.end);
}

const withoutCodePoints = (text: string): string => text.replace(/[\u0000-\u0008\u000b-\u001f\ufffd-\uffff]/g, '');

/** Text of all sources and targets outside matches; where there is a `seg-source`, it is the source. */
function texts(xml: XmlDocument): string[] {
  const found: string[] = [];
  for (const element of descendants(xml.root)) {
    const within = element.parent;
    if (within === undefined || element.uri !== xml.root.uri) continue;
    if (['segment', 'ignorable'].includes(within.local) && ['source', 'target'].includes(element.local)) {
      found.push(textOf(element));
    } else if (within.local === 'trans-unit' && ['source', 'seg-source', 'target'].includes(element.local)) {
      const segmented = childElements(within, 'seg-source').some((one) => childElements(one).length > 0);
      if (element.local !== (segmented ? 'source' : 'seg-source')) found.push(textOf(element));
    }
  }
  return found
    .map(withoutCodePoints)
    .filter((text) => text.trim() !== '')
    .sort();
}

function modelTexts(document: XliffDocument): string[] {
  const one = document.version.startsWith('1');
  const units = document.files.flatMap((file) => file.units);
  const found = units.flatMap((unit) => {
    const plain = (side: 'source' | 'target'): string[] =>
      unit.segments.map((segment) => {
        const value = segment[side];
        if (value === undefined) return '';
        // In 1.x the data of a code stands in the text; in 2.x elsewhere.
        return one ? originalText(value) : value.parts.filter((part) => typeof part === 'string').join('');
      });
    const both = [plain('source'), plain('target')];
    return one ? both.map((list) => list.join('')) : both.flat();
  });
  return found
    .map(withoutCodePoints)
    .filter((text) => text.trim() !== '')
    .sort();
}

describe.skipIf(!hasConformance)('foreign files', () => {
  const opened = files.map(open);
  const refused = opened.filter((one) => one.refused !== undefined);

  it('are byte-identical after reading, or refused for a reason', () => {
    console.error(`${files.length} XLIFF and TMX files, ${refused.length} refused:`);
    for (const { file, refused: code } of refused) console.error(`  ${code}  ${file}`);
    expect(files.length).toBeGreaterThan(900);
    expect(refused.length).toBeLessThan(30);
  });

  it('lose no text on the way into the model', () => {
    let compared = 0;
    const lost: string[] = [];
    for (const { file, xml } of opened) {
      // A segment with two sources is no segment: only the first is read.
      if (xml === undefined || xml.root.local !== 'xliff' || file.endsWith('bad_TwoSourceInUnit.xlf')) continue;
      let document: XliffDocument;
      try {
        document = readXliffDocument(xml);
      } catch (error) {
        if (!isMemoriError(error)) throw error;
        expect(error.code).toBe('xliff.version');
        continue;
      }
      const expected = texts(xml);
      if (expected.join('\n') !== modelTexts(document).join('\n')) lost.push(file);
      compared += expected.length;
    }
    expect(lost).toEqual([]);
    expect(compared).toBeGreaterThan(7500);
  });

  it('read the same with and without a tree, whole and in pieces', async () => {
    let compared = 0;
    for (const { file, xml } of opened) {
      if (xml === undefined || xml.root.local !== 'xliff') continue;
      let document: XliffDocument;
      try {
        document = readXliffDocument(xml);
      } catch (error) {
        if (!isMemoriError(error)) throw error;
        continue;
      }
      expect(readXliff(xml.text, { file }), file).toEqual(document);
      const streamed: XliffUnit[] = [];
      for await (const { unit } of streamXliff([conformanceBytes(file)], file)) streamed.push(unit);
      expect(streamed, file).toEqual(document.files.flatMap((one) => one.units));
      compared++;
    }
    expect(compared).toBeGreaterThan(800);
  });
});
