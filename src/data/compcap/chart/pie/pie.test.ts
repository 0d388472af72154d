import { describe, expect, it } from 'vitest';
import { drawn, samples } from '../charts.testing.js';
import { type PieChart, polar } from './meta.js';
import { shownTable } from './reading.js';

describe('pies', () => {
  const charts = samples('chart.pie', 40) as PieChart[];

  it('law: the angles add up to 360 degrees and stand for the values', () => {
    for (const { table, geometry } of charts) {
      const sweeps = geometry.slices.map(({ from, to }) => to - from);
      expect(sweeps.reduce((sum, sweep) => sum + sweep, 0)).toBeCloseTo(360, 8);
      const [{ values }] = table.series;
      const total = values.reduce((sum, value) => sum + value, 0);
      sweeps.forEach((sweep, at) => {
        expect(sweep / 360).toBeCloseTo(values[at] / total, 9);
      });
    }
  });

  it('law: percentages add up to 100', () => {
    for (const { table, dataType } of charts) {
      if (dataType === 'percentage')
        expect(table.series[0].values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(100, 9);
    }
  });

  it('law: slices are drawn in their colours, and a hole shows the page', async () => {
    for (const chart of charts.slice(0, 20)) {
      const { slices, radius } = chart.geometry;
      const { at } = await drawn('chart.pie', chart);
      slices.forEach(({ from, to, centre }, index) => {
        // Beside the middle, where lines to labels begin.
        const near = polar(centre, from + 0.3 * (to - from), radius * 0.94);
        expect(at(near.x, near.y)).toBe(chart.style.tints[index].hex);
      });
      const hollow = chart.style.hole > 0 && chart.style.pulled === null;
      if (hollow) expect(at(slices[0].centre.x, slices[0].centre.y)).toBe(chart.look.page);
    }
  });

  it('law: printed numbers are what captions take for exact', () => {
    for (const chart of charts) {
      if (chart.style.numbers === 'none') continue;
      const { categories, series } = shownTable(chart);
      const numbers = chart.geometry.texts
        .filter(({ role }) => role === 'label')
        .flatMap(({ text }) => /([\d,.]+)%?$/.exec(text)?.[1].replace(/,/g, '') ?? [])
        .map(Number);
      expect([...numbers].sort((a, b) => a - b)).toEqual([...series[0].values].sort((a, b) => a - b));
      expect(numbers.length).toBe(categories.length);
    }
  });
});
