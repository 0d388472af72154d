import type { Random } from '../../../../base/random.js';
import { nearestColour } from '../../colours.js';
import { measureText } from '../table.js';
import { promptOf } from '../tell/prompt.js';
import type { BarChart } from './meta.js';

/** Category, group and value with colour names; axes; orientation, background, title and whether values are printed. */
export function promptBars(chart: BarChart, random: Random): string {
  const { table, style, look, scale, form } = chart;
  const { categories, series } = table;
  const exact = style.values !== 'none';
  const data =
    form === 'single'
      ? categories.map(
          (name, c) =>
            `${name}: ${series[0].values[c]}${style.colourBy === 'category' ? ` (${style.tints[c].name})` : ''}`,
        )
      : categories.map((name, c) => `${name}: ${series.map((one) => `${one.name} ${one.values[c]}`).join(', ')}`);
  const colours =
    style.colourBy === 'category'
      ? []
      : [`Colours: ${series.map(({ name }, s) => `${name || 'all bars'} ${style.tints[s].name}`).join(', ')}`];
  const shown = look.axisTitles !== 'none';
  const enumeration = `{type: enumeration, range: [${categories.join(', ')}]${shown ? `, label: ${table.categoryLabel}` : ''}}`;
  const interval = `{type: interval, range: [${scale.low}, ${scale.high}], step: ${scale.step}${shown ? `, label: ${measureText(table)}` : ''}}`;
  const vertical = style.orientation === 'vertical';
  return promptOf(
    {
      type: `${style.orientation} ${form === 'single' ? '' : `${form} `}bar chart`,
      data: [...data, ...colours],
      axes: [`x: ${vertical ? enumeration : interval}`, `y: ${vertical ? interval : enumeration}`],
      misc: [
        `Title: ${table.title ?? 'none'}`,
        `Measure: ${measureText(table)}`,
        `Orientation: ${style.orientation}`,
        `Background: ${nearestColour(look.page)}`,
        `Values printed on the bars: ${exact ? 'yes' : 'no'}`,
      ],
      advice: [
        'Name the orientation, the labels of the axes and the colours.',
        ...(form === 'stacked' ? ['Compare the totals of the stacks as well as their segments.'] : []),
      ],
      exact,
    },
    random,
  );
}
