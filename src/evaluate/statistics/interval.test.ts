import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentileInterval, wilson } from './interval.js';

describe('Wilson interval', () => {
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d in %d is the one in Newcombe 1998, table I', (successes, trials, low, high) => {
    const interval = wilson(successes, trials);
    expect(interval[0]).toBeCloseTo(low, 4);
    expect(interval[1]).toBeCloseTo(high, 4);
  });

  it('holds the share, is symmetric and stays inside 0 and 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (trials, some) => {
        const successes = some % (trials + 1);
        const [low, high] = wilson(successes, trials);
        const [mirroredLow, mirroredHigh] = wilson(trials - successes, trials);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(successes / trials);
        expect(high).toBeGreaterThanOrEqual(successes / trials);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeCloseTo(1 - mirroredHigh, 12);
        expect(high).toBeCloseTo(1 - mirroredLow, 12);
      }),
    );
  });

  it('refuses impossible counts', () => {
    for (const [successes, trials] of [
      [1, 0],
      [3, 2],
      [-1, 2],
      [Number.NaN, 2],
    ]) {
      expect(() => wilson(successes, trials)).toThrow(expect.objectContaining({ code: 'statistics-input' }));
    }
    expect(() => wilson(1, 2, 95)).toThrow(/confidence/);
  });
});

describe('percentile interval', () => {
  it('interpolates between order statistics', () => {
    const values = Array.from({ length: 101 }, (_, at) => 100 - at);
    expect(percentileInterval(values, 0.5)).toEqual([25, 75]);
    expect(percentileInterval([3, 1], 0.5)).toEqual([1.5, 2.5]);
  });

  it('leaves undefined values out', () => {
    expect(percentileInterval([Number.NaN, 4])).toEqual([4, 4]);
    expect(percentileInterval([Number.NaN])).toEqual([Number.NaN, Number.NaN]);
  });
});
