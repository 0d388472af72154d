import { expect, it } from 'vitest';
import { COMPOSITE_TYPES } from './kind.js';
import { PAPER_SHARES, parseShares, planTypes } from './shares.js';

it('the mix of the paper is kept in any run of samples', () => {
  const types = planTypes(20_000, PAPER_SHARES);
  for (const [from, to] of [
    [0, 1000],
    [777, 3777],
    [0, 20_000],
  ]) {
    const part = types.slice(from, to);
    for (const type of COMPOSITE_TYPES) {
      const share = (100 * part.filter((other) => other === type).length) / part.length;
      expect(Math.abs(share - PAPER_SHARES[type]), `${type} ${from}-${to}`).toBeLessThan(0.35);
    }
  }
});

it('the plan of fewer samples is the beginning of the plan of more', () => {
  expect(planTypes(5000, PAPER_SHARES).slice(0, 700)).toEqual(planTypes(700, PAPER_SHARES));
});

it('reads shares', () => {
  expect(parseShares('chart=40, table=0.5')).toEqual({
    collage: 0,
    'image-text': 0,
    chart: 40,
    table: 0.5,
    code: 0,
    diagram: 0,
  });
  for (const text of [
    '',
    'chart',
    'chart=-1',
    'chart=0',
    'photo=3',
    'chart=NaN',
    'chart=1,,',
    '__proto__=1',
    'chart=1e999',
  ]) {
    expect(() => parseShares(text), text).toThrow('shares like');
  }
});
