import type { Claims, NumberClaim } from '../../claims.js';
import { nearestColour } from '../../colours.js';
import { tickNumbers } from '../tell/opening.js';
import { claimsOfTable, trendsOf } from '../tell/table-claims.js';
import type { CourseChart } from './meta.js';
import { readingOf, typesOf } from './reading.js';

/** All that may be said about a line or an area chart. */
export function claimsOfCourses(chart: CourseChart): Claims {
  const { table, style, look, scale, geometry } = chart;
  const { categories, series } = table;
  const reading = readingOf(chart);
  const facts = claimsOfTable(table, reading, [categories[0], categories[categories.length - 1]]);
  const counts: NumberClaim[] = [...tickNumbers(scale, geometry.frame), categories.length, series.length].map(
    (value) => ({ value }),
  );
  return {
    types: typesOf(chart),
    names: facts.names,
    numbers: [...facts.numbers, ...counts],
    colours: [
      { colour: nearestColour(look.page), of: ['background'] },
      { colour: nearestColour(look.plot), of: ['background'] },
      ...style.tints.map(({ name }, at) => ({
        colour: name,
        of: [series[at].name === '' ? table.measure : series[at].name],
      })),
    ],
    superlatives: facts.superlatives,
    comparisons: facts.comparisons,
    trends: trendsOf(table, reading),
    ...(reading.exact ? {} : { decimals: 0 }),
    words: facts.words,
  };
}
