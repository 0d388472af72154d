import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FeatureMap, poolMap, resizeMap } from './feature-map.js';

const map = (
  rows: number,
  cols: number,
  width: number,
  value: (y: number, x: number, c: number) => number,
): FeatureMap => {
  const data = Float32Array.from({ length: rows * cols * width }, (_, i) => {
    const cell = Math.floor(i / width);
    return value(Math.floor(cell / cols), cell % cols, i % width);
  });
  return { rows, cols, width, data };
};

describe('pooling', () => {
  it('takes blocks of every channel, and leaves out what does not fill one', () => {
    const source = map(5, 3, 2, (y, x, c) => 10 * y + x + 100 * c);
    expect(poolMap(source, 2, 'average')).toEqual({
      rows: 2,
      cols: 1,
      width: 2,
      data: Float32Array.of(5.5, 105.5, 25.5, 125.5),
    });
    expect([...poolMap(source, 2, 'max').data]).toEqual([11, 111, 31, 131]);
  });

  it('takes the maximum of negative numbers too', () => {
    expect([
      ...poolMap(
        map(2, 2, 1, (y, x) => -1 - y - x),
        2,
        'max',
      ).data,
    ]).toEqual([-1]);
  });
});

describe('resizing', () => {
  it('gives the numbers of interpolate(mode="bilinear"), 3×3 to 2×2 and 1×2 to 1×4', () => {
    // torch.nn.functional.interpolate(torch.arange(9.).view(1, 1, 3, 3), (2, 2), mode='bilinear')
    expect([
      ...resizeMap(
        map(3, 3, 1, (y, x) => 3 * y + x),
        2,
        2,
      ).data,
    ]).toEqual([1, 2.5, 5.5, 7]);
    expect([
      ...resizeMap(
        map(1, 2, 1, (_, x) => x),
        1,
        4,
      ).data,
    ]).toEqual([0, 0.25, 0.75, 1]);
  });

  it('law: keeps planes away from the border, and each channel to itself', () => {
    const size = fc.integer({ min: 2, max: 9 });
    fc.assert(
      fc.property(size, size, size, size, (rows, cols, toRows, toCols) => {
        const { data } = resizeMap(
          map(rows, cols, 2, (y, x, c) => (c === 0 ? y : -x)),
          toRows,
          toCols,
        );
        const place = (i: number, from: number, to: number) =>
          Math.min(Math.max(((i + 0.5) * from) / to - 0.5, 0), from - 1);
        for (let i = 0; i < toRows * toCols; i++) {
          expect(data[2 * i]).toBeCloseTo(place(Math.floor(i / toCols), rows, toRows), 5);
          expect(data[2 * i + 1]).toBeCloseTo(-place(i % toCols, cols, toCols), 5);
        }
      }),
    );
  });
});
