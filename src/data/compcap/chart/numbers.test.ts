import { describe, expect, it } from 'vitest';
import { Random } from '../../../base/random.js';
import { nearestColour } from '../colours.js';
import { drawTints } from './look.js';
import { printed, rough } from './number.js';
import { niceRange, niceStep, place, ticks, valueAt } from './scale.js';
import { drawCourse, drawShares, drawValues } from './values.js';

describe('scales and numbers', () => {
  it('golden: steps, ranges and ticks', () => {
    expect([0.7, 1, 1.3, 2.2, 13, 24, 26, 210].map(niceStep)).toEqual([1, 1, 2, 5, 20, 25, 50, 250]);
    expect(niceRange(3, 97, 5)).toEqual({ low: 0, high: 100, step: 20 });
    expect(ticks({ low: 0, high: 0.6, step: 0.2 })).toEqual([0, 0.2, 0.4, 0.6]);
  });

  it('law: a place gives its value back', () => {
    const scale = { low: 20, high: 90, step: 10, from: 400, to: 50 };
    for (const value of [20, 37.5, 90]) expect(valueAt(scale, place(scale, value))).toBeCloseTo(value, 9);
    expect([place(scale, 20), place(scale, 90)]).toEqual([400, 50]);
  });

  it('golden: printed and rough numbers', () => {
    expect(printed(12345.5, { comma: true, suffix: '' })).toBe('12,345.5');
    expect(printed(1250, { comma: false, suffix: '%' })).toBe('1250%');
    expect(printed(7, { comma: true, suffix: '' }, 1)).toBe('7.0');
    expect([rough(437, 100), rough(43.7, 10), rough(0.4, 1)]).toEqual([440, 44, 0]);
  });

  it('law: shares are at least the least and add up to 100', () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = new Random(seed);
      const decimals = random.chance(0.5) ? 1 : 0;
      const shares = drawShares(random.integer(2, 9), 3, decimals, random);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 9);
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(3);
      for (const share of shares) expect(share * 10 ** decimals).toBeCloseTo(Math.round(share * 10 ** decimals), 9);
    }
  });

  it('law: values keep their span and grain', () => {
    const span = { low: 40, high: 400, grain: 5 };
    for (let seed = 0; seed < 50; seed++) {
      for (const values of [drawValues(span, 8, 0.02, new Random(seed)), drawCourse(span, 9, new Random(seed))]) {
        for (const value of values) {
          expect(value % 5).toBe(0);
          expect(value).toBeGreaterThanOrEqual(40);
          expect(value).toBeLessThanOrEqual(400);
        }
      }
    }
  });

  it('law: the colours of a chart have different names, each the nearest', () => {
    for (let seed = 0; seed < 60; seed++) {
      const tints = drawTints(8, ['#ffffff'], new Random(seed));
      expect(new Set(tints.map(({ name }) => name)).size).toBe(8);
      for (const { name, hex } of tints) expect(nearestColour(hex)).toBe(name);
    }
  });
});
