import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateFile, VALIDATION_RULES } from '../../../src/xliff/index.js';

const folder = join(import.meta.dirname, 'fixtures');
const seeds = readdirSync(folder)
  .filter((name) => /^valid-.*\.(?:xlf|tmx)$/.test(name))
  .map((name) => readFileSync(join(folder, name), 'utf8'));

/** Attribute values, names and whole stretches of a valid file changed, doubled or left out. */
const mutated = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(
      fc.tuple(
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.nat({ max: 60 }),
        fc.constantFrom(
          '',
          '"',
          '<',
          '>',
          '&',
          '#',
          '=',
          ' ',
          '\u0000',
          'id="1"',
          '<ph id="1"/>',
          '</unit>',
          'é',
          '\ud83d',
        ),
      ),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce((all, [where, length, piece]) => {
      const at = Math.floor(where * all.length);
      return all.slice(0, at) + piece + all.slice(at + (piece === 'id="1"' ? 0 : length));
    }, text),
  );

describe('validateFile', () => {
  it('never throws; every problem has a known rule and a place in the file', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const { valid, problems, warnings } = validateFile(text, 'mutated.xlf');
        expect(valid).toBe(problems.length === 0);
        const lines = text.split(/\r\n|\r|\n/);
        for (const { rule, line, column, spec, message } of [...problems, ...warnings]) {
          expect(Object.keys(VALIDATION_RULES)).toContain(rule);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 2);
          expect(spec).not.toBe('');
          expect(message).not.toMatch(/undefined|\[object/);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('says the same of the same file, as text and as bytes', () => {
    for (const text of seeds) {
      const once = validateFile(text, 'a.xlf');
      expect(validateFile(Buffer.from(text), 'a.xlf')).toEqual(once);
      expect(once.valid).toBe(true);
    }
  });
});
