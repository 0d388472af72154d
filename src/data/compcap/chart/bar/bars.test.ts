import { describe, expect, it } from 'vitest';
import { drawn, samples } from '../charts.testing.js';
import { valueAt } from '../scale.js';
import type { ChartMark } from '../sheet.js';
import { totalsByCategory } from '../tell/table-claims.js';
import { type BarChart, tintIndex } from './meta.js';

const barsOf = (chart: BarChart): ChartMark[] => chart.geometry.marks.filter(({ kind }) => kind === 'bar');

/** The pixels between the foot and the head of a bar. */
function ends({ style }: BarChart, { box }: ChartMark): [foot: number, head: number] {
  return style.orientation === 'vertical' ? [box.y + box.height, box.y] : [box.x, box.x + box.width];
}

describe('bar charts', () => {
  it.each(['single', 'grouped'])('law: lengths of %s bars give their values within one pixel', (form) => {
    for (const chart of samples(`chart.bar.${form}`, 25) as BarChart[]) {
      const pixel = Math.abs((chart.scale.high - chart.scale.low) / (chart.scale.to - chart.scale.from));
      for (const bar of barsOf(chart)) {
        const [foot, head] = ends(chart, bar);
        expect(foot).toBe(Math.round(chart.scale.from));
        expect(Math.abs(valueAt(chart.scale, head) - (bar.value ?? 0))).toBeLessThanOrEqual(pixel);
      }
    }
  });

  it('law: segments of a stack follow each other without gaps, and the last ends at the total', () => {
    for (const chart of samples('chart.bar.stacked', 25) as BarChart[]) {
      const pixel = Math.abs((chart.scale.high - chart.scale.low) / (chart.scale.to - chart.scale.from));
      const totals = totalsByCategory(chart.table);
      chart.table.categories.forEach((category, c) => {
        const stack = barsOf(chart).filter((mark) => mark.category === category);
        expect(stack.length).toBe(chart.table.series.length);
        for (let at = 1; at < stack.length; at++) expect(ends(chart, stack[at])[0]).toBe(ends(chart, stack[at - 1])[1]);
        const [, head] = ends(chart, stack[stack.length - 1]);
        expect(Math.abs(valueAt(chart.scale, head) - totals[c][1])).toBeLessThanOrEqual(pixel);
        expect(totals[c][1]).toBeCloseTo(
          chart.table.series.reduce((sum, { values }) => sum + values[c], 0),
          9,
        );
      });
    }
  });

  it('law: a bar is drawn in its colour, to its ends and not beyond', async () => {
    let looked = 0;
    for (const chart of samples('chart.bar.single', 40) as BarChart[]) {
      const { style } = chart;
      if (style.values !== 'none' || style.border !== null || style.radius > 0 || chart.look.grid !== 'none') continue;
      const { at } = await drawn('chart.bar.single', chart);
      barsOf(chart).forEach((bar, c) => {
        const index = tintIndex(chart, 0, c);
        if (style.hatches[index] !== 'none') return;
        const { x, y, width, height } = bar.box;
        const [middle, level] = [x + Math.floor(width / 2), y + Math.floor(height / 2)];
        const vertical = style.orientation === 'vertical';
        expect(at(middle, level)).toBe(style.tints[index].hex);
        expect(vertical ? at(middle, y + 1) : at(x + width - 2, level)).toBe(style.tints[index].hex);
        expect(vertical ? at(middle, y - 2) : at(x + width + 1, level)).toBe(chart.look.plot);
        looked++;
      });
    }
    expect(looked).toBeGreaterThan(5);
  });

  it('law: the printed values are the values', () => {
    for (const chart of samples('chart.bar.grouped', 25) as BarChart[]) {
      const texts = chart.geometry.texts
        .filter(({ role }) => role === 'value')
        .map(({ text }) => Number(text.replace(/[,%]/g, '')));
      if (chart.style.values === 'none') expect(texts).toEqual([]);
      else expect(texts).toEqual(barsOf(chart).map(({ value }) => value));
    }
  });
});
