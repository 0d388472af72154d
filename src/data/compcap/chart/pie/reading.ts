import type { ChartTable } from '../table.js';
import type { Reading } from '../tell/reading.js';
import { type PieChart, percentages } from './meta.js';

/** What a reader can know: the printed numbers, or percentages by eye. */
export function shownTable(chart: PieChart): ChartTable {
  const { table, style } = chart;
  if (style.numbers === 'value') return table;
  const decimals = table.unit === '%' && style.numbers === 'percent' ? table.decimals : 0;
  const values = percentages(table).map((share) =>
    style.numbers === 'percent' ? Number(share.toFixed(decimals)) : share,
  );
  return { ...table, unit: '%', decimals, series: [{ name: '', values }] };
}

/** How well these numbers are known; by eye to about two parts of a hundred. */
export function readingOf(chart: PieChart): Reading {
  const { decimals, unit } = shownTable(chart);
  return { exact: chart.style.numbers !== 'none', step: 20, decimals, unit, numbers: chart.look.numbers };
}

/** Names of the type, of which a caption must say one. */
export function typesOf({ style }: PieChart): string[] {
  return style.hole > 0 ? ['donut chart'] : ['pie chart'];
}
