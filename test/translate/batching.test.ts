import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { takeBatch, type Sized } from '../../src/translate/decode/batching.js';

const queues = fc
  .array(fc.integer({ min: 1, max: 120 }), { maxLength: 60 })
  .map((lengths) => lengths.map((length, order): Sized => ({ length, order })));

describe('batches', () => {
  test('every sentence is taken once, within the budget, the oldest always next', () => {
    fc.assert(
      fc.property(queues, fc.integer({ min: 50, max: 2048 }), fc.integer({ min: 1, max: 4 }), (items, budget, rows) => {
        const queue = [...items];
        const taken: Sized[] = [];
        while (queue.length > 0) {
          const oldest = Math.min(...queue.map(({ order }) => order));
          const batch = takeBatch(queue, budget, rows);
          expect(batch.some(({ order }) => order === oldest)).toBe(true);
          const longest = Math.max(...batch.map(({ length }) => length));
          if (batch.length > 1) expect(batch.length * rows * longest).toBeLessThanOrEqual(budget);
          taken.push(...batch);
        }
        expect(taken.map(({ order }) => order).sort((a, b) => a - b)).toEqual(items.map(({ order }) => order));
      }),
    );
  });

  test('neighbours in length go together', () => {
    const queue = [5, 50, 6, 52, 5, 51].map((length, order) => ({ length, order }));
    expect(takeBatch(queue, 24).map(({ length }) => length)).toEqual([5, 5, 6]);
    expect(takeBatch(queue, 200).map(({ length }) => length)).toEqual([50, 51, 52]);
  });

  test('a sentence over the budget goes alone', () => {
    const queue = [
      { length: 500, order: 0 },
      { length: 3, order: 1 },
    ];
    expect(takeBatch(queue, 100)).toEqual([{ length: 500, order: 0 }]);
    expect(queue).toHaveLength(1);
  });
});
