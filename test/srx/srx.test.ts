import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMemoriError, type MemoriError } from '../../src/base/index.js';
import { segmentBlock } from '../../src/language/index.js';
import { compileSrx, readSrx, writeSrx, type SrxDocument } from '../../src/srx/index.js';

const file = (rules: string, maps: string, cascade = 'yes'): string => `<?xml version="1.0"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
  <header segmentsubflows="yes" cascade="${cascade}"><formathandle type="start" include="no"/></header>
  <body><languagerules>${rules}</languagerules><maprules>${maps}</maprules></body>
</srx>`;
const set = (name: string, ...rules: [boolean, string, string][]): string =>
  `<languagerule languagerulename="${name}">${rules
    .map(
      ([yes, before, after]) =>
        `<rule break="${yes ? 'yes' : 'no'}"><beforebreak>${before}</beforebreak><afterbreak>${after}</afterbreak></rule>`,
    )
    .join('')}</languagerule>`;
const map = (pattern: string, name: string): string =>
  `<languagemap languagepattern="${pattern}" languagerulename="${name}"/>`;

const stops = set('Stops', [true, '[.?!]', '\\s']);
const titles = set('Titles', [false, '\\bDr\\.', '\\s']);

function split(document: SrxDocument, text: string, language = 'id'): string[] {
  const rules = compileSrx(document, language);
  return segmentBlock(text, 'id', { rules }).map((s) => text.slice(s.start, s.end));
}

function thrown(work: () => unknown): MemoriError {
  try {
    work();
  } catch (error) {
    if (isMemoriError(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('rules of a file', () => {
  const text = 'Ada Dr. Ali. Ia pergi.';

  test('with cascade all maps that match count, in order', () => {
    const document = readSrx(file(titles + stops, map('id.*', 'Titles') + map('.*', 'Stops')));
    expect(split(document, text)).toEqual(['Ada Dr. Ali.', 'Ia pergi.']);
    expect(split(document, text, 'en')).toEqual(['Ada Dr.', 'Ali.', 'Ia pergi.']);
  });

  test('without cascade only the first one counts', () => {
    const document = readSrx(file(titles + stops, map('.*', 'Stops') + map('id', 'Titles'), 'no'));
    expect(split(document, text)).toEqual(['Ada Dr.', 'Ali.', 'Ia pergi.']);
  });

  test('the first rule that matches a position decides', () => {
    const document = readSrx(
      file(set('A', [true, 'Dr\\.', '\\s'], [false, '\\.', '\\s'], [true, '\\.', '\\s']), map('.*', 'A')),
    );
    expect(split(document, text)).toEqual(['Ada Dr.', 'Ali. Ia pergi.']);
  });

  test('patterns match language codes whole, whatever their case', () => {
    const document = readSrx(file(stops, map('[Ii][Dd](-.*)?', 'Stops')));
    expect(split(document, text, 'ID')).toHaveLength(3);
    expect(split(document, text, 'id-ID')).toHaveLength(3);
    expect(split(readSrx(file(stops, map('ID-ID', 'Stops'))), text, 'id-id')).toHaveLength(3);
    const error = thrown(() => compileSrx(document, 'idx', { file: 'a.srx' }));
    expect([error.code, error.position.file]).toEqual(['srx.no-language', 'a.srx']);
  });

  test('a missing break means yes, a missing side anything, a single space is kept', () => {
    const rules =
      '<languagerule languagerulename="A"><rule><beforebreak>;</beforebreak><afterbreak> </afterbreak></rule></languagerule>';
    const document = readSrx(file(rules, map('.*', 'A')));
    expect(document.languageRules[0]?.rules[0]).toMatchObject({ break: true, before: ';', after: ' ' });
    expect(split(document, 'a; b;c')).toEqual(['a;', 'b;c']);
  });

  test('version 1.0: grouped maps, no cascade', () => {
    const source = `<!DOCTYPE srx PUBLIC "-//SRX//DTD SRX//EN" "srx.dtd"><srx version="1.0"><header segmentsubflows="no"/>
      <body><languagerules>${stops}</languagerules><maprules><maprule maprulename="Default">${map('.*', 'Stops')}</maprule></maprules></body></srx>`;
    const document = readSrx(source);
    expect([document.version, document.header.cascade, document.header.segmentSubflows]).toEqual(['1.0', false, false]);
    expect(split(document, text)).toHaveLength(3);
  });

  test('as lenient as programs are: comment before the root, no format handles, no header, CDATA', () => {
    const source = `<?xml version="1.0"?><!-- licence --><srx xmlns="http://www.lisa.org/srx20"><body><languagerules><!-- c -->
      <languagerule languagerulename="A"><rule break="yes"><beforebreak><![CDATA[[.<]]]></beforebreak></rule></languagerule></languagerules>
      <maprules>${map('.*', 'A')}</maprules></body></srx>`;
    expect(split(readSrx(source), 'a<b.c')).toEqual(['a<', 'b.', 'c']);
  });

  test("Okapi's ICU breaks stand where no rule matches", () => {
    const source = file(titles, map('.*', 'Titles')).replace(
      '</header>',
      '<o:options xmlns:o="http://okapi.sf.net/srx-extensions" useIcu4jBreakRules="yes"/></header>',
    );
    expect(split(readSrx(source), 'Here is Dr. Lee. He left.', 'en')).toEqual(['Here is Dr. Lee.', 'He left.']);
  });
});

describe('faults', () => {
  test.each([
    ['srx.root', '<tmx version="1.4"/>', 1, 1],
    ['srx.version', '\n<srx version="3.0"/>', 2, 1],
    ['srx.no-rules', '<srx version="2.0"><body/></srx>', 1, 1],
    ['srx.unknown-rule', file(`\n${stops}`, `\n  ${map('.*', 'Stop')}`), 6, 3],
    [
      'srx.value',
      file(`\n<languagerule languagerulename="A">\n <rule break="maybe"/></languagerule>`, map('.*', 'A')),
      6,
      2,
    ],
    ['srx.missing-attribute', file('<languagerule/>', ''), 4, 24],
    ['xml.mismatched-tag', '<srx version="2.0"><body></srx>', 1, 31],
  ])('%s', (code, source, line, column) => {
    const error = thrown(() => readSrx(source, 'rules.srx'));
    expect([error.code, error.position]).toEqual([code, { file: 'rules.srx', line, column }]);
  });

  test('a pattern that cannot be used is named with its place, or left out on request', () => {
    const document = readSrx(file(`\n${set('A', [true, '(', ''], [true, '\\.', '\\s'])}`, map('.*', 'A')));
    const error = thrown(() => compileSrx(document, 'id', { file: 'rules.srx' }));
    expect([error.code, error.position.line]).toEqual(['srx.regex', 5]);
    const problems: string[] = [];
    const rules = compileSrx(document, 'id', { onProblem: (problem) => problems.push(problem.code) });
    expect([problems, rules.rules.length]).toEqual([['srx.regex'], 1]);
  });
});

test('what is written reads back the same', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '.', '\\', '<', '&', '"', '>', ' ', '\n', '\r', '\t', 'é', '😀', ']]>'),
  });
  const rule = fc.record({ break: fc.boolean(), before: text, after: text });
  const document = fc.record({
    version: fc.constant('2.0' as const),
    header: fc.record({
      segmentSubflows: fc.boolean(),
      cascade: fc.boolean(),
      formatHandles: fc.record(
        { start: fc.boolean(), end: fc.boolean(), isolated: fc.boolean() },
        { requiredKeys: [] },
      ),
      options: fc.constant({}),
    }),
    languageRules: fc.uniqueArray(fc.record({ name: text, rules: fc.array(rule, { maxLength: 4 }) }), {
      minLength: 1,
      selector: (r) => r.name,
    }),
  });
  fc.assert(
    fc.property(document, text, (partial, pattern) => {
      const written: SrxDocument = {
        ...partial,
        maps: partial.languageRules.map(({ name }) => ({ pattern, ruleName: name })),
      };
      const back = readSrx(writeSrx(written));
      const plain = {
        ...back,
        languageRules: back.languageRules.map(({ name, rules }) => ({
          name,
          rules: rules.map(({ break: b, before, after }) => ({ break: b, before, after })),
        })),
      };
      expect(plain).toEqual(written);
    }),
  );
});
