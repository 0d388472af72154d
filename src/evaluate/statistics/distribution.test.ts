import { describe, expect, it } from 'vitest';
import { chiSquareTail, criticalValue, erfc, fairCoinCdf, normalCdf, normalQuantile } from './distribution.js';

describe('distributions', () => {
  it.each([
    [0, 1],
    [0.5, 0.4795001221869535],
    [1, 0.15729920705028513],
    [2, 0.004677734981047266],
    [3, 2.209049699858544e-5],
    [5, 1.5374597944280349e-12],
    [-1, 1.8427007929497148],
  ])('erfc(%d) = %d', (x, expected) => {
    expect(Math.abs(erfc(x) / expected - 1)).toBeLessThan(1e-12);
  });

  it('has the tabulated critical values', () => {
    expect(criticalValue(0.95)).toBeCloseTo(1.959963984540054, 10);
    expect(criticalValue(0.99)).toBeCloseTo(2.5758293035489004, 10);
    expect(chiSquareTail(3.841458820694124)).toBeCloseTo(0.05, 12);
    expect(chiSquareTail(6.634896601021213)).toBeCloseTo(0.01, 12);
  });

  it('inverts the normal distribution', () => {
    for (const p of [0.0001, 0.025, 0.3, 0.5, 0.9, 0.9999]) expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 12);
  });

  it('sums coin tosses', () => {
    expect(fairCoinCdf(1, 10)).toBeCloseTo(11 / 1024, 14);
    expect(fairCoinCdf(10, 10)).toBeCloseTo(1, 12);
    expect(fairCoinCdf(2450, 5000)).toBeCloseTo(normalCdf((2450.5 - 2500) / Math.sqrt(1250)), 4);
  });
});
