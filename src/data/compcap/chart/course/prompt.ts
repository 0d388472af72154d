import type { Random } from '../../../../base/random.js';
import { nearestColour } from '../../colours.js';
import { measureText } from '../table.js';
import { promptOf } from '../tell/prompt.js';
import type { CourseChart } from './meta.js';
import { lineWords, typesOf } from './reading.js';

/** Lists of x and y for every series; axes, the range of y as an approximation; background, style of lines. */
export function promptCourses(chart: CourseChart, random: Random): string {
  const { table, style, look, scale, form } = chart;
  const { categories, series } = table;
  const shown = look.axisTitles !== 'none';
  const styles = series.map(
    ({ name }, at) =>
      `${name || 'the series'}: ${form === 'line' ? lineWords(chart, at) : `${style.tints[at].name} area`}`,
  );
  return promptOf(
    {
      type: typesOf(chart)[0],
      data: [
        `x: [${categories.join(', ')}]`,
        ...series.map(({ name, values }) => `y${name === '' ? '' : ` of ${name}`}: [${values.join(', ')}]`),
      ],
      axes: [
        `x: {type: enumeration, range: [${categories[0]} to ${categories[categories.length - 1]}]${shown ? `, label: ${table.categoryLabel}` : ''}}`,
        `y: {type: interval, range: about [${scale.low}, ${scale.high}]${shown ? `, label: ${measureText(table)}` : ''}}`,
      ],
      misc: [
        `Title: ${table.title ?? 'none'}`,
        `Measure: ${measureText(table)}`,
        `Legend: ${styles.join('; ')}`,
        `Background: ${nearestColour(look.page)}`,
        `Values printed at the points: ${style.values ? 'yes' : 'no'}`,
        ...(form === 'area' && series.length > 1
          ? ['The areas stand on each other; the upper edge is the total.']
          : []),
      ],
      advice: [
        'Tell how every series develops: rises, falls, peaks and low points.',
        'Name the style of the lines and the legend.',
      ],
      exact: style.values,
    },
    random,
  );
}
