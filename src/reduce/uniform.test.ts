import { expect, it } from 'vitest';
import { golden, lists, nextLayout } from './reduce.testing.js';
import { uniform } from './uniform.js';

it.each(
  golden('hired')
    .of('spatial')
    .map((each) => [each.id, each] as const),
)('golden: regular sampling, %s', (_, each) => {
  const { partitions: tiles, patches, spatialTokens } = each.params;
  const layout = { tiles, side: Math.sqrt(patches) };
  // Half a token more keeps the product P · fraction from falling below the whole number.
  const selection = uniform.select(new Map(), layout, (spatialTokens + 0.5) / patches, { variant: 'official' });
  expect(lists(selection)).toEqual(Array(tiles).fill(each.expected.official.added));
  expect(selection.budgets).toEqual(Array(tiles).fill(each.expected.official.added.length));
});

it('a quarter is every second patch of every second row, a sixteenth every fourth of every fourth', () => {
  const layout = { tiles: 1, side: 24 };
  for (const step of [2, 4]) {
    const [kept] = lists(uniform.select(new Map(), layout, (24 / step) ** 2));
    expect(kept).toEqual(
      Array.from({ length: 576 }, (_, patch) => patch).filter((patch) => {
        return Math.floor(patch / 24) % step === 0 && (patch % 24) % step === 0;
      }),
    );
  }
});

it('a half is a chequerboard', () => {
  const [kept] = lists(uniform.select(new Map(), { tiles: 1, side: 6 }, 18));
  expect(kept.every((patch) => (Math.floor(patch / 6) + (patch % 6)) % 2 === 0)).toBe(true);
});

it('tiles get shares of their visible patches', () => {
  const layout = nextLayout({ rows: 2, cols: 2 }, 24, { top: 6, left: 0, rows: 36, cols: 48 });
  expect(uniform.select(new Map(), layout, 576 + 4 * 432).budgets).toEqual([576, 432, 432, 432, 432]);
  expect(uniform.select(new Map(), layout, 144 + 4 * 108).budgets).toEqual([144, 108, 108, 108, 108]);
});
