import { expect, it } from 'vitest';
import { median, range, takeTurns } from './turns.js';

it('gives every side a turn in every round, every other round backwards', async () => {
  const order: string[] = [];
  let count = 0;
  const side = (name: string) => ({
    name,
    async run() {
      order.push(name);
      return count++;
    },
  });
  const readings = await takeTurns([side('a'), side('b'), side('c')], 3);
  expect(order.join('')).toBe('abccbaabc');
  expect([...readings]).toEqual([
    ['a', [0, 5, 6]],
    ['b', [1, 4, 7]],
    ['c', [2, 3, 8]],
  ]);
});

it('takes the middle of an odd number, the mean of the middle two of an even one', () => {
  const values = [9, 1, 4];
  expect(median(values)).toBe(4);
  expect(median([9, 1, 4, 5])).toBe(4.5);
  expect(values).toEqual([9, 1, 4]);
  expect(range(values)).toEqual([1, 9]);
});
