import { escapeAttribute, escapeText } from '../xliff/index.js';
import type { SrxDocument, SrxRule } from './types.js';

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

function ruleLines(rule: SrxRule): string[] {
  return [
    `        <rule break="${yesNo(rule.break)}">`,
    ...(rule.before === '' ? [] : [`          <beforebreak>${escapeText(rule.before)}</beforebreak>`]),
    ...(rule.after === '' ? [] : [`          <afterbreak>${escapeText(rule.after)}</afterbreak>`]),
    '        </rule>',
  ];
}

/** An SRX 2.0 file, valid against the schema of the standard as long as every set of rules has a rule and there is a map. */
export function writeSrx(document: SrxDocument): string {
  const { header } = document;
  const handles = Object.entries(header.formatHandles).map(
    ([type, include]) => `    <formathandle type="${type}" include="${yesNo(include)}"/>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<srx xmlns="http://www.lisa.org/srx20" version="2.0">',
    `  <header segmentsubflows="${yesNo(header.segmentSubflows)}" cascade="${yesNo(header.cascade)}">`,
    ...handles,
    '  </header>',
    '  <body>',
    '    <languagerules>',
    ...document.languageRules.flatMap(({ name, rules }) => [
      `      <languagerule languagerulename="${escapeAttribute(name)}">`,
      ...rules.flatMap(ruleLines),
      '      </languagerule>',
    ]),
    '    </languagerules>',
    '    <maprules>',
    ...document.maps.map(
      (map) =>
        `      <languagemap languagepattern="${escapeAttribute(map.pattern)}" languagerulename="${escapeAttribute(map.ruleName)}"/>`,
    ),
    '    </maprules>',
    '  </body>',
    '</srx>',
    '',
  ].join('\n');
}
