import fc from 'fast-check';
import { expect, it } from 'vitest';
import { expandImageTokens } from './index.js';

it('repeats each mark by its own count', () => {
  expect(expandImageTokens([1, 9, 5, 9, 2], 9, [3, 1])).toEqual([1, 9, 9, 9, 5, 9, 2]);
  expect(expandImageTokens([9, 9], 9, [0, 2])).toEqual([9, 9]);
  expect(expandImageTokens([1, 2], 9, [])).toEqual([1, 2]);
});

it('keeps the text, and has as many marks as visual tokens', () => {
  const part = fc.record({ text: fc.array(fc.nat({ max: 8 })), count: fc.nat({ max: 40 }) });
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const ids = parts.flatMap(({ text }) => [...text, 9]);
      const counts = parts.map(({ count }) => count);
      const expanded = expandImageTokens(ids, 9, counts);
      expect(expanded.filter((id) => id !== 9)).toEqual(ids.filter((id) => id !== 9));
      expect(expanded.filter((id) => id === 9)).toHaveLength(counts.reduce((a, b) => a + b, 0));
    }),
  );
});

it.each([
  [[1, 9, 9], [5], 'image marks: 2; received 1 picture.'],
  [[1], [5], 'image marks: 0; received 1 picture.'],
  [[9], [], 'image marks: 1; received 0 pictures.'],
])('%j with pictures %j is an error that names both numbers', (ids, counts, message) => {
  expect(() => expandImageTokens(ids, 9, counts)).toThrow(message);
  expect(() => expandImageTokens(ids, 9, counts)).toThrow(expect.objectContaining({ code: 'image-count' }));
});
