import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../base/random.js';
import { countPairs, mcnemar, pairedDifference } from './paired.js';

describe("McNemar's test", () => {
  it('is the sign test of the differing items', () => {
    expect(mcnemar({ onlyFirst: 1, onlySecond: 9 }).exact).toBeCloseTo(22 / 1024, 14);
    expect(mcnemar({ onlyFirst: 0, onlySecond: 6 }).exact).toBeCloseTo(2 / 64, 14);
    expect(mcnemar({ onlyFirst: 5, onlySecond: 5 }).exact).toBe(1);
    expect(mcnemar({ onlyFirst: 0, onlySecond: 0 })).toEqual({ exact: 1, chiSquare: 0, approximate: 1 });
  });

  it('has the chi-square of the approval ratings in Agresti, "Categorical Data Analysis", table 10.1', () => {
    // 150 changed from approval to disapproval, 86 back: z² = 17.36, with continuity correction 16.82.
    const { chiSquare, approximate, exact } = mcnemar({ onlyFirst: 150, onlySecond: 86 });
    expect(chiSquare).toBeCloseTo(63 ** 2 / 236, 12);
    expect(approximate).toBeCloseTo(4.115e-5, 7);
    expect(exact / approximate).toBeGreaterThan(0.8);
    expect(exact / approximate).toBeLessThan(1.2);
  });

  it('does not care which run is first', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (onlyFirst, onlySecond) => {
        expect(mcnemar({ onlyFirst, onlySecond })).toEqual(mcnemar({ onlyFirst: onlySecond, onlySecond: onlyFirst }));
      }),
    );
  });
});

describe('paired difference', () => {
  const counts = fc.record({
    both: fc.nat(50),
    onlyFirst: fc.nat(50),
    onlySecond: fc.nat(50),
    neither: fc.integer({ min: 1, max: 50 }),
  });

  it('counts pairs', () => {
    const pairs = [
      [true, true],
      [true, false],
      [true, false],
      [false, true],
      [false, false],
    ] as const;
    expect(countPairs(pairs)).toEqual({ both: 1, onlyFirst: 2, onlySecond: 1, neither: 1 });
  });

  it('is the interval of method 10 in Newcombe 1998 for 36, 12, 2 and 0 pairs', () => {
    const { difference, interval } = pairedDifference({ both: 36, onlyFirst: 2, onlySecond: 12, neither: 0 });
    expect(difference).toBeCloseTo(0.2, 12);
    expect(interval[0]).toBeCloseTo(0.0569, 4);
    expect(interval[1]).toBeCloseTo(0.3404, 4);
  });

  it('reduces a positive correlation by half the total, worked by hand', () => {
    // φ = (20 · 30 − 50 / 2) / (20 · 30); Wilson of 20 in 50 is 0.4 − 0.1239, 0.4 + 0.1382.
    const { interval } = pairedDifference({ both: 20, onlyFirst: 0, onlySecond: 0, neither: 30 });
    const reach = Math.sqrt(0.1239 ** 2 - 2 * (575 / 600) * 0.1239 * 0.1382 + 0.1382 ** 2);
    expect(interval[1]).toBeCloseTo(reach, 3);
    expect(interval[0]).toBeCloseTo(-reach, 3);
  });

  it('holds the difference and changes its sign with the order', () => {
    fc.assert(
      fc.property(counts, (pairs) => {
        const { difference, interval } = pairedDifference(pairs);
        const swapped = pairedDifference({ ...pairs, onlyFirst: pairs.onlySecond, onlySecond: pairs.onlyFirst });
        expect(interval[0]).toBeLessThanOrEqual(difference);
        expect(interval[1]).toBeGreaterThanOrEqual(difference);
        expect(swapped.interval[0]).toBeCloseTo(-interval[1], 12);
        expect(swapped.interval[1]).toBeCloseTo(-interval[0], 12);
      }),
    );
  });

  it('covers the true difference of correlated settings in about 95 of 100 experiments', () => {
    // 30 % of the items are hard; on those the settings are right with 0.2 and 0.4, on the others with 0.8 and 0.9.
    const truth = 0.3 * 0.2 + 0.7 * 0.1;
    const random = new Random(5);
    let covered = 0;
    for (let experiment = 0; experiment < 2000; experiment++) {
      const pairs = Array.from({ length: 80 }, () => {
        const [first, second] = random.chance(0.3) ? [0.2, 0.4] : [0.8, 0.9];
        return [random.chance(first), random.chance(second)] as const;
      });
      const [low, high] = pairedDifference(countPairs(pairs)).interval;
      if (low <= truth && truth <= high) covered++;
    }
    expect(covered / 2000).toBeGreaterThan(0.935);
    expect(covered / 2000).toBeLessThan(0.975);
  });

  it('is narrower than without pairing where both settings succeed and fail together', () => {
    const together = pairedDifference({ both: 60, onlyFirst: 2, onlySecond: 8, neither: 30 }).interval;
    const apart = pairedDifference({ both: 42, onlyFirst: 20, onlySecond: 26, neither: 12 }).interval;
    expect(together[1] - together[0]).toBeLessThan(0.7 * (apart[1] - apart[0]));
  });

  it('refuses no pairs', () => {
    expect(() => pairedDifference(countPairs([]))).toThrow(expect.objectContaining({ code: 'statistics-input' }));
  });
});
