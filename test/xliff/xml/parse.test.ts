import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMemoriError } from '../../../src/base/index.js';
import {
  applySplices,
  attributeValue,
  childElements,
  descendants,
  escapeAttribute,
  escapeText,
  isElement,
  parseXml,
  positionOf,
  textOf,
  type XmlDocument,
  type XmlNode,
} from '../../../src/xliff/index.js';

/** Rebuilds the text from the offsets of the nodes: only possible when they cover everything, in order. */
function rebuild(document: XmlDocument): string {
  const { text } = document;
  const out: string[] = [];
  let at = 0;
  const take = (start: number, end: number): void => {
    expect(start).toBeGreaterThanOrEqual(at);
    expect(
      text
        .slice(at, start)
        .trim()
        .replace(/^\ufeff?<\?xml[^]*?\?>$/, ''),
    ).toBe('');
    out.push(text.slice(at, start), text.slice(start, end));
    at = end;
  };
  const visit = (node: XmlNode): void => {
    if (node.kind !== 'element') return take(node.start, node.end);
    take(node.start, node.openEnd);
    let inner = node.openEnd;
    for (const child of node.children) {
      expect(child.start).toBe(inner);
      inner = child.end;
      visit(child);
    }
    expect(node.closeStart).toBe(inner);
    take(node.closeStart, node.end);
  };
  document.children.forEach(visit);
  out.push(text.slice(at));
  return out.join('');
}

function codeOf(text: string): string {
  try {
    parseXml(text, { file: 'f.xml' });
  } catch (error) {
    if (!isMemoriError(error)) throw error;
    expect(error.position.file).toBe('f.xml');
    expect(error.position.line, error.message).toBeGreaterThan(0);
    expect(error.position.column, error.message).toBeGreaterThan(0);
    return error.code;
  }
  return 'accepted';
}

function whereOf(text: string): string {
  try {
    parseXml(text);
    return 'accepted';
  } catch (error) {
    if (!isMemoriError(error)) throw error;
    return `${error.position.line}:${error.position.column} ${error.message}`;
  }
}

const RICH =
  `\ufeff<?xml version="1.0" encoding="UTF-8" ?>\r
<!-- before -- -->`.replace(' -- -->', ' -->') +
  `
<!DOCTYPE a [ <!ENTITY nb "&#160;"> <!ENTITY none ""> <!-- <!ENTITY x "no"> --> ]>
<?style sheet?>
<a xmlns="urn:a" xmlns:b = 'urn:b'
   b:one = "1 &lt; 2"	two='"'>x&nb;y&none;<b:c/><c></c>&none;<![CDATA[<raw>&]]]><!--c--><?p?>
  <d\r\n>\r\ntail</d
 ></a>
<!-- after -->
`;

describe('parseXml', () => {
  it('gives every node its place', () => {
    const document = parseXml(RICH);
    expect(rebuild(document)).toBe(RICH);
    for (const element of descendants(document.root)) {
      expect(RICH.startsWith(`<${element.name}`, element.start)).toBe(true);
      expect(RICH[element.openEnd - 1]).toBe('>');
      expect(RICH[element.end - 1]).toBe('>');
      if (element.selfClosing) expect(element.closeStart).toBe(element.openEnd);
      else expect(RICH.startsWith(`</${element.name}`, element.closeStart)).toBe(true);
      for (const one of element.attributes) {
        expect(RICH.startsWith(one.name, one.start)).toBe(true);
        expect(RICH.slice(one.start, one.end)).toMatch(/^[\w:]+\s*=\s*(["'])[^]*\1$/);
        expect(RICH[one.valueStart - 1]).toBe(RICH[one.valueEnd]);
      }
    }
  });

  it('resolves names, values and text', () => {
    const { root, declaration, children } = parseXml(RICH);
    expect(declaration).toEqual({ version: '1.0', encoding: 'UTF-8', standalone: undefined });
    expect(children.map((node) => node.kind)).toEqual(['comment', 'doctype', 'pi', 'element', 'comment']);
    expect(root.uri).toBe('urn:a');
    expect(attributeValue(root, 'one', 'urn:b')).toBe('1 < 2');
    expect(attributeValue(root, 'one')).toBeUndefined();
    expect(attributeValue(root, 'two')).toBe('"');
    expect(childElements(root).map((e) => [e.name, e.uri, e.selfClosing])).toEqual([
      ['b:c', 'urn:b', true],
      ['c', 'urn:a', false],
      ['d', 'urn:a', false],
    ]);
    expect(textOf(root)).toBe('x\u00a0y<raw>&]\n  \ntail');
    expect(root.children.filter(isElement).every((e) => e.parent === root)).toBe(true);
  });

  it('scopes namespace declarations', () => {
    const { root } = parseXml(
      '<a xmlns="1"><b xmlns="2" xmlns:p="3"><p:c/></b><d xmlns:p="4"><p:e/><f xmlns=""/></d></a>',
    );
    expect([...descendants(root)].map((e) => `${e.local}=${e.uri}`)).toEqual(['a=1', 'b=2', 'c=3', 'd=1', 'e=4', 'f=']);
    expect(codeOf('<a><b xmlns:p="1"/><p:c/></a>')).toBe('xml.unbound-prefix');
  });

  it('is not fooled by names that JavaScript objects have', () => {
    const { root } = parseXml(
      '<a xmlns:constructor="u" __proto__="1" toString="2" constructor:valueOf="3"><constructor:b/></a>',
    );
    expect(attributeValue(root, '__proto__')).toBe('1');
    expect(attributeValue(root, 'valueOf', 'u')).toBe('3');
    expect(childElements(root)[0]!.uri).toBe('u');
    expect(codeOf('<a>&constructor;</a>')).toBe('xml.undefined-entity');
    expect(codeOf('<a>&__proto__;</a>')).toBe('xml.undefined-entity');
  });

  it.each([
    ['', 'xml.no-root'],
    ['plain text', 'xml.outside-root'],
    ['<a>', 'xml.truncated'],
    ['<a><b>text</a>', 'xml.mismatched-tag'],
    ['<a></a></b>', 'xml.mismatched-tag'],
    ['<a></a><b/>', 'xml.several-roots'],
    ['<a b="1', 'xml.truncated'],
    ['<a b=1/>', 'xml.malformed'],
    ['<a b="1" b="2"/>', 'xml.duplicate-attribute'],
    ['<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>', 'xml.duplicate-attribute'],
    ['<p:a/>', 'xml.unbound-prefix'],
    ['<a:b:c xmlns:a="u"/>', 'xml.name'],
    ['<a xmlns:p=""/>', 'xml.namespace'],
    ['<a xmlns:xml="u"/>', 'xml.namespace'],
    ['<a>\u0007</a>', 'xml.character'],
    ['<a>&#7;</a>', 'xml.character'],
    ['<a>&#xD800;</a>', 'xml.character'],
    ['<a>\ud83d</a>', 'xml.character'],
    ['<a b="\udc00"/>', 'xml.character'],
    ['<a>R&D</a>', 'xml.ampersand'],
    ['<a>Tom & Jerry</a>', 'xml.ampersand'],
    ['<a>Tom & Jerry; too</a>', 'xml.ampersand'],
    ['<a>&nbsp;</a>', 'xml.undefined-entity'],
    ['<a>]]></a>', 'xml.malformed'],
    ['<!DOCTYPE a SYSTEM "x.dtd"><!DOCTYPE a><a/>', 'xml.doctype'],
    ['<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'xml.external-entity'],
    ['<!DOCTYPE a [<!ENTITY x "<b/>">]><a>&x;</a>', 'xml.entity-markup'],
    ['<!DOCTYPE a [<!ENTITY x "&y;"><!ENTITY y "&x;">]><a>&x;</a>', 'xml.entity-expansion'],
  ])('refuses %s as %s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('says where', () => {
    expect(whereOf('<a>\n  <b>\n</a>')).toBe('3:4 the end tag does not match: <b> is still open');
    expect(whereOf('<a>\r\n\r\n &nbsp;</a>')).toMatch(/^3:7 the entity is not defined/);
    expect(whereOf('<a>\n\u{1f600}\u0001</a>')).toMatch(/^2:3 a character that XML does not allow/);
  });

  it('leaves external entities and document types alone while nobody uses them', () => {
    expect(codeOf('<!DOCTYPE a SYSTEM "http://example.org/x.dtd" [<!ENTITY x SYSTEM "y">]><a/>')).toBe('accepted');
  });

  it('refuses entity bombs quickly', () => {
    const levels = Array.from({ length: 12 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
    const started = performance.now();
    expect(codeOf(`<!DOCTYPE a [<!ENTITY l0 "lol">${levels}]><a>&l12;</a>`)).toBe('xml.entity-expansion');
    const wide = `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(60_000)}">]><a>${'&b;'.repeat(5000)}</a>`;
    expect(codeOf(wide)).toBe('xml.entity-expansion');
    expect(performance.now() - started).toBeLessThan(5000);
    expect(codeOf(`<!DOCTYPE a [<!ENTITY nb "&#160;">]><a>${'&nb;'.repeat(100_000)}</a>`)).toBe('accepted');
  });

  it('refuses 10,000-deep nesting and accepts 1,000', () => {
    const nest = (n: number): string => '<a>'.repeat(n) + '</a>'.repeat(n);
    expect(codeOf(nest(10_000))).toBe('xml.too-deep');
    expect(codeOf(nest(1000))).toBe('accepted');
  });

  it('takes time in proportion to hostile input', () => {
    const started = performance.now();
    expect(codeOf('<a>'.repeat(999) + '<b/>'.repeat(300_000) + '</a>'.repeat(999))).toBe('accepted');
    expect(codeOf(`<a ${Array.from({ length: 50_000 }, (_, i) => `b${i}=""`).join(' ')}/>`)).toBe('accepted');
    expect(codeOf(`<a>&${'x'.repeat(1_000_000)}</a>`)).toBe('xml.ampersand');
    expect(codeOf(`<a>${']'.repeat(1_000_000)}</a>`)).toBe('accepted');
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('finds lines and columns', () => {
    const text = 'a\nb\r\nc\rd';
    const of = (i: number): string => Object.values(positionOf({ text }, i)).join(':');
    expect([0, 2, 5, 6, 7].map(of)).toEqual(['1:1', '2:1', '3:1', '3:2', '4:1']);
  });
});

const anyText = fc.string({ unit: 'binary' }).map((s) => s.replace(/\p{Surrogate}/gu, ''));

describe('escaping', () => {
  it('reads back as written', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        let xml: string;
        try {
          xml = `<r a="${escapeAttribute(a)}">${escapeText(b)}</r>`;
        } catch (error) {
          expect(a + b).toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
          return isMemoriError(error) && error.code === 'xml.character';
        }
        const { root } = parseXml(xml);
        return attributeValue(root, 'a') === a && textOf(root) === b;
      }),
    );
  });
});

describe('applySplices', () => {
  it('changes only what it is told to', () => {
    expect(applySplices('abcdef', [])).toBe('abcdef');
    const edits = [
      { start: 4, end: 5, replacement: 'E' },
      { start: 1, end: 1, replacement: '1' },
      { start: 1, end: 1, replacement: '2' },
      { start: 1, end: 3, replacement: '' },
    ];
    expect(applySplices('abcdef', edits)).toBe('a12dEf');
  });

  it('refuses overlapping edits and edits outside the text', () => {
    const overlap = [
      { start: 0, end: 3, replacement: '' },
      { start: 2, end: 4, replacement: '' },
    ];
    expect(() => applySplices('abcdef', overlap)).toThrow(/overlaps/);
    expect(() => applySplices('abc', [{ start: 2, end: 9, replacement: '' }])).toThrow(/outside/);
  });
});
