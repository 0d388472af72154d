import type { Claims, NumberClaim } from '../../claims.js';
import { nearestColour } from '../../colours.js';
import { measureText } from '../table.js';
import { toleranceOf } from '../tell/reading.js';
import { claimsOfTable } from '../tell/table-claims.js';
import type { PieChart } from './meta.js';
import { readingOf, shownTable, typesOf } from './reading.js';

/** All that may be said about a pie. */
export function claimsOfPie(chart: PieChart): Claims {
  const { style, look } = chart;
  const table = shownTable(chart);
  const reading = readingOf(chart);
  const facts = claimsOfTable(table, reading);
  const { categories, series } = table;
  const [{ values }] = series;
  const sums: NumberClaim[] = categories.flatMap((a, i) =>
    categories
      .slice(i + 1)
      .map((b, j) => ({ value: values[i] + values[i + 1 + j], tolerance: 2 * toleranceOf(reading), of: [a, b] })),
  );
  return {
    types: typesOf(chart),
    names: facts.names,
    numbers: [...facts.numbers, ...sums, { value: categories.length }, ...(table.unit === '%' ? [{ value: 100 }] : [])],
    colours: [
      { colour: nearestColour(look.page), of: ['background'] },
      ...style.tints.map(({ name }, at) => ({ colour: name, of: [categories[at]] })),
    ],
    superlatives: facts.superlatives,
    comparisons: facts.comparisons,
    ...(reading.exact ? {} : { decimals: 0 }),
    words: [...facts.words, chart.table.measure, measureText(chart.table)],
  };
}
