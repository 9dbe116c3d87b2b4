import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainText, textContent } from '../../src/content/index.js';
import { openMemory } from '../../src/memory/index.js';
import { simpleTools } from './tools.js';

type Step =
  | { readonly kind: 'add'; readonly numbers: readonly number[]; readonly document: string }
  | { readonly kind: 'edit' | 'remove'; readonly which: number }
  | { readonly kind: 'undo' | 'reopen' | 'rebuild' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      numbers: fc.uniqueArray(fc.nat(40), { minLength: 1, maxLength: 6 }),
      document: fc.constantFrom('a', 'b'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('edit' as const, 'remove' as const), which: fc.nat(100) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('undo' as const, 'reopen' as const, 'rebuild' as const) }),
  },
);

const words = 'nol satu dua tiga empat lima enam tujuh delapan sembilan'.split(' ');
const source = (n: number): string => `kalimat ${words[Math.floor(n / 10)]} ${words[n % 10]}`;

it('a memory does what a table of sources and targets does, whatever happens to it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const dir = await mkdtemp(join(tmpdir(), 'memori-'));
      let memory = await openMemory(dir, simpleTools, { create: true });
      let table = new Map<string, string>();
      let past: Map<string, string>[] = [];
      let version = 0;
      try {
        for (const one of steps) {
          const before = new Map(table);
          version++;
          if (one.kind === 'add') {
            const units = one.numbers.map((n) => ({
              source: textContent(source(n)),
              target: textContent(`${n} v${version}`),
              origin: { kind: 'human' } as const,
              document: one.document,
              // Known context: a later version replaces an earlier one.
              context: { unitId: String(n) },
            }));
            await memory.add(units);
            for (const unit of units) table.set(plainText(unit.source), plainText(unit.target));
            past.push(before);
          } else if (one.kind === 'edit' || one.kind === 'remove') {
            const [wanted] = [...table.keys()].sort().slice(one.which % Math.max(1, table.size));
            const unit = [...memory.units()].find((each) => plainText(each.source) === wanted);
            if (wanted === undefined || !unit) continue;
            if (one.kind === 'remove') await memory.remove([unit.id]);
            else await memory.edit(unit.id, { target: textContent(`e${version}`) });
            if (one.kind === 'remove') table.delete(wanted);
            else table.set(wanted, `e${version}`);
            past.push(before);
          } else if (one.kind === 'undo') {
            await memory.undo();
            table = past.pop() ?? table;
          } else {
            await memory.close();
            if (one.kind === 'rebuild') {
              await rm(join(dir, '.memori'), { recursive: true, force: true });
              past = [];
            }
            memory = await openMemory(dir, simpleTools, {});
          }
          const units = [...memory.units()];
          expect(units.map((unit) => [plainText(unit.source), plainText(unit.target)]).sort()).toEqual(
            [...table].sort(),
          );
          expect(memory.size).toBe(table.size);
          for (const [text, target] of table) {
            const [match] = memory.lookup(textContent(text), { kinds: ['exact'], top: 1 });
            expect(match && plainText(match.target)).toBe(target);
          }
        }
      } finally {
        await memory.close();
        await rm(dir, { recursive: true, force: true });
      }
    }),
    { numRuns: 25 },
  );
});
