import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rankTop, selectTop } from './rank.js';

const scores = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 30 });

it('no token left out beats one that is in; equal ones go by index', () => {
  fc.assert(
    fc.property(scores, fc.nat(30), (list, count) => {
      const best = [...rankTop(list, count)];
      expect(best).toHaveLength(Math.min(count, list.length));
      const better = (a: number, b: number) => list[a] > list[b] || (list[a] === list[b] && a < b);
      for (let i = 1; i < best.length; i++) expect(better(best[i - 1], best[i])).toBe(true);
      const worst = best.at(-1);
      list.forEach((_, i) => {
        if (worst !== undefined && !best.includes(i)) expect(better(worst, i)).toBe(true);
      });
      expect([...selectTop(list, count)]).toEqual(best.sort((a, b) => a - b));
    }),
  );
});

it('chooses among the given indices only, and numbers above nine sort as numbers', () => {
  expect([...rankTop([9, 1, 5, 5], 2, [3, 1, 2])]).toEqual([2, 3]);
  expect([
    ...selectTop(
      Float32Array.from({ length: 12 }, (_, i) => i),
      3,
    ),
  ]).toEqual([9, 10, 11]);
  expect([...rankTop([-0, 0], 1)]).toEqual([0]);
});
