import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeItems } from './evaluate.testing.js';
import { sampleItems } from './sample-items.js';
import { byCategory } from './task.js';

const splits = ['random', 'popular', 'adversarial'];
const items = fakeItems(20, splits);
const sizes = (count: number) => [...byCategory(sampleItems(items, count)).values()].map(({ length }) => length);

describe('a sample of items', () => {
  it('has as many as asked for, at most all, in the order of the task', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), (count) => {
        const sample = sampleItems(items, count);
        expect(sample).toHaveLength(Math.min(count, items.length));
        expect(sample).toEqual(items.filter((item) => sample.includes(item)));
      }),
    );
  });

  it('takes every category alike', () => {
    expect(sizes(90)).toEqual([30, 30, 30]);
    expect(sizes(91)).toEqual([31, 30, 30]);
    expect(sizes(2)).toEqual([1, 1]);
  });

  it('fills up from large categories where small ones are used up', () => {
    const uneven = [...fakeItems(1, ['small']), ...fakeItems(9, ['large'])];
    const groups = byCategory(sampleItems(uneven, 40));
    expect([...groups].map(([name, { length }]) => [name, length])).toEqual([
      ['small', 6],
      ['large', 34],
    ]);
  });

  it('contains every smaller sample', () => {
    fc.assert(
      fc.property(fc.nat(360), fc.nat(360), (a, b) => {
        const larger = new Set(sampleItems(items, Math.max(a, b)));
        for (const item of sampleItems(items, Math.min(a, b))) expect(larger).toContain(item);
      }),
    );
  });

  it('takes whole pictures, the same in every category, and not the first ones', () => {
    const sample = byCategory(sampleItems(items, 3 * 6 * 4));
    const pictures = splits.map((split) => [...new Set(sample.get(split)!.map(({ cluster }) => cluster))]);
    expect(pictures[0]).toHaveLength(4);
    expect(pictures[1]).toEqual(pictures[0]);
    expect(pictures[2]).toEqual(pictures[0]);
    expect(pictures[0]).not.toEqual(['0.png', '1.png', '2.png', '3.png']);
  });
});
