import type { Random } from '../../../../base/random.js';
import { nearestColour } from '../../colours.js';
import { measureText } from '../table.js';
import { promptOf } from '../tell/prompt.js';
import type { PieChart } from './meta.js';
import { shownTable, typesOf } from './reading.js';

/** Class (colour): value; no axes; title, type of the data and how they are labelled. */
export function promptPie(chart: PieChart, random: Random): string {
  const { style, look, dataType, table } = chart;
  const shown = shownTable(chart);
  const unit = shown.unit === '%' ? '%' : '';
  const exact = style.numbers !== 'none';
  const number = (at: number): string => {
    const value = shown.series[0].values[at];
    return exact ? `${value}${unit}` : `about ${Math.round(value)}${unit}`;
  };
  return promptOf(
    {
      type: typesOf(chart)[0],
      data: shown.categories.map((name, at) => `${name} (${style.tints[at].name}): ${number(at)}`),
      axes: ['none'],
      misc: [
        `Title: ${table.title ?? 'none'}`,
        `Measure: ${measureText(table)}`,
        `Data type: ${dataType}`,
        `Names: ${style.names === 'legend' ? `in a legend, ${look.legendPlace}` : style.names}`,
        `Numbers printed: ${style.numbers}`,
        `Slice pulled out: ${style.pulled === null ? 'none' : table.categories[style.pulled]}`,
        `Background: ${nearestColour(look.page)}`,
      ],
      advice: ['Compare the slices, name the largest and the smallest, and say what some of them make up together.'],
      exact,
    },
    random,
  );
}
