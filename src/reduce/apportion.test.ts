import fc from 'fast-check';
import { expect, it } from 'vitest';
import { apportion } from './apportion.js';

const tiles = fc.array(
  fc.record({ weight: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 9, noNaN: true })), room: fc.nat(40) }),
  {
    minLength: 1,
    maxLength: 8,
  },
);

it('adds up, stays within the room, and is fair to one token', () => {
  fc.assert(
    fc.property(tiles, fc.nat(200), (list, total) => {
      const weights = list.map(({ weight }) => weight);
      const room = list.map(({ room }) => room);
      const granted = apportion(total, weights, room);
      const all = room.reduce((a, b) => a + b, 0);
      expect(granted.reduce((a, b) => a + b, 0)).toBe(Math.min(total, all));
      granted.forEach((count, tile) => {
        expect(Number.isInteger(count) && count >= 0 && count <= room[tile]).toBe(true);
      });
      // Nobody gets more than a token above the proportional share while another with a weight still has room.
      const sum = weights.reduce((a, b) => a + b, 0);
      const starved = granted.findIndex((count, tile) => {
        return weights[tile] > 0 && count < room[tile] && count + 1 <= (total * weights[tile]) / sum - 1e-6;
      });
      expect(starved).toBe(-1);
    }),
  );
});

it('by hand', () => {
  expect(apportion(10, [2, 1, 0], [4, 9, 9])).toEqual([4, 6, 0]);
  expect(apportion(10, [1, 1, 1], [9, 9, 9])).toEqual([4, 3, 3]);
  expect(apportion(287, [144, 14.4, 14.4, 14.4], [576, 576, 576, 576])).toEqual([221, 22, 22, 22]);
  expect(apportion(10, [14, 16, 70], [9, 9, 9])).toEqual([1, 2, 7]);
  expect(apportion(6, [0, 0], [4, 8])).toEqual([2, 4]);
  expect(apportion(9, [5, 0, 0], [3, 2, 4])).toEqual([3, 2, 4]);
});
