import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rulesPage } from '../../../src/xliff/validate/page.js';
import { type RuleId, validateFile, type ValidationProblem, VALIDATION_RULES } from '../../../src/xliff/index.js';

const folder = join(import.meta.dirname, 'fixtures');
const names = readdirSync(folder).filter((name) => /\.(?:xlf|tmx)$/.test(name));

interface Expected {
  readonly format: string;
  readonly problems: readonly { rule: string; line: number; column: number }[];
  readonly warnings: readonly { rule: string; line: number; column: number }[];
}

const place = ({ rule, line, column }: ValidationProblem): { rule: string; line: number; column: number } => ({
  rule,
  line,
  column,
});

const expectedOf = (name: string): Expected =>
  JSON.parse(readFileSync(join(folder, name.replace(/\.\w+$/, '.expected.json')), 'utf8')) as Expected;

/** The rule a fixture is named after: `xliff2.order-unique`, `xliff2.skeleton-empty` (a second case of one). */
function ruleOf(name: string): RuleId | undefined {
  const rules = Object.keys(VALIDATION_RULES) as RuleId[];
  const stem = name.replace(/\.(?:xlf|tmx)$/, '');
  return rules.filter((rule) => stem === rule || stem.startsWith(`${rule}-`)).sort((a, b) => b.length - a.length)[0];
}

describe('fixtures', () => {
  it.each(names)('%s', (name) => {
    const { format, valid, problems, warnings, truncated } = validateFile(readFileSync(join(folder, name)), name);
    const expected = expectedOf(name);
    expect({ format, problems: problems.map(place), warnings: warnings.map(place) }).toEqual(expected);
    expect(valid).toBe(problems.length === 0);
    expect(truncated).toBe(false);
    const rule = ruleOf(name);
    if (rule === undefined) expect([name.startsWith('valid-'), problems, warnings]).toEqual([true, [], []]);
    else expect([...problems, ...warnings].map((one) => one.rule)).toContain(rule);
  });

  it('show every rule of the catalogue', () => {
    const shown = new Set(names.map(ruleOf));
    // These need bytes or sizes that make no readable fixture: hostile.test.ts has them.
    const elsewhere = ['xml.too-deep', 'xml.encoding', 'text.encoding', 'text.binary', 'text.empty'];
    const missing = (Object.keys(VALIDATION_RULES) as RuleId[]).filter((rule) => !shown.has(rule));
    expect(missing.sort()).toEqual(elsewhere.sort());
  });

  it('rules say what must hold, and where that is written', () => {
    for (const [rule, { spec, text }] of Object.entries(VALIDATION_RULES)) {
      expect(rule).toMatch(/^[a-z0-9]+\.[a-z0-9-]+$/);
      expect(spec.length, rule).toBeGreaterThan(3);
      expect(text, rule).toMatch(/^\S.*\.$/);
    }
  });

  it('are the ones that docs/validation-rules.md lists (node scripts/docs/validation-rules.mjs)', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/validation-rules.md'), 'utf8');
    expect(page).toBe(rulesPage());
    for (const rule of Object.keys(VALIDATION_RULES)) expect(page).toContain(`\`${rule}\``);
  });
});
