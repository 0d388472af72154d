import type { Claims, ColourClaim, NumberClaim } from '../../claims.js';
import { nearestColour } from '../../colours.js';
import { isTime, measureText } from '../table.js';
import { tickNumbers } from '../tell/opening.js';
import { claimsOfTable, trendsOf } from '../tell/table-claims.js';
import { type BarChart, tintIndex } from './meta.js';
import { readingOf, typesOf } from './reading.js';

/** All that may be said about a bar chart. */
export function claimsOfBars(chart: BarChart): Claims {
  const { table, style, look, scale, geometry } = chart;
  const reading = readingOf(chart);
  const facts = claimsOfTable(table, reading);
  const { categories, series } = table;
  const colours: ColourClaim[] = [
    { colour: nearestColour(look.page), of: ['background'] },
    { colour: nearestColour(look.plot), of: ['background'] },
    ...style.tints.map(({ name }, at) => ({ colour: name, of: tintOwners(chart, at) })),
  ];
  const counts: NumberClaim[] = [...tickNumbers(scale, geometry.frame), categories.length, series.length].map(
    (value) => ({ value }),
  );
  return {
    types: typesOf(chart),
    names: facts.names,
    numbers: [...facts.numbers, ...counts],
    colours,
    superlatives: facts.superlatives,
    comparisons: facts.comparisons,
    ...(isTime(table) ? { trends: trendsOf(table, reading) } : {}),
    ...(reading.exact ? {} : { decimals: 0 }),
    words: [...facts.words, measureText(table)],
  };
}

/** What has a colour of the style. */
function tintOwners(chart: BarChart, at: number): string[] {
  const { table, style } = chart;
  if (style.colourBy === 'category') return table.categories.filter((_, c) => tintIndex(chart, 0, c) === at);
  return table.groupLabel === null ? [...table.categories] : [table.series[at].name];
}
