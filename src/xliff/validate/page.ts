import { RULES, type RuleInfo } from './rules/index.js';

const FAMILIES: readonly [prefixes: readonly string[], title: string][] = [
  [['xml', 'text', 'root'], 'Every file'],
  [['xliff2'], 'XLIFF 2.0 to 2.2, core'],
  [['module', 'mtc', 'gls', 'fs', 'mda', 'res', 'slr', 'val', 'ctr', 'its', 'pgs'], 'XLIFF 2.x, modules'],
  [['xliff12'], 'XLIFF 1.0 to 1.2'],
  [['tmx'], 'TMX 1.1 to 1.4b'],
];

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/[|*<]/g, '\\$&');

const row = ([rule, { spec, text, severity }]: [string, RuleInfo]): string =>
  `| \`${rule}\` | ${severity ?? 'error'} | ${escaped(spec)} | ${escaped(text)} |\n`;

/** The catalogue as a Markdown page; `docs/validation-rules.md` is this text. */
export function rulesPage(): string {
  const entries = Object.entries(RULES);
  const parts = FAMILIES.map(([prefixes, title]) => {
    const rows = entries.filter(([rule]) => prefixes.includes(rule.slice(0, rule.indexOf('.')))).map(row);
    return `## ${title}\n\n| rule | kind | specification | what must hold |\n| --- | --- | --- | --- |\n${rows.join('')}`;
  });
  return (
    '# Validation rules\n\n' +
    `What \`memori validate\` checks: ${entries.length} rules. An error makes a file invalid; a warning does not.\n` +
    'Sections of XLIFF 2 are numbered as in version 2.1 (change tracking: as in 2.0, which had it as a module).\n' +
    'This page is made by `node scripts/docs/validation-rules.mjs`.\n\n' +
    parts.join('\n')
  );
}
