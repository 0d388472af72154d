import type { Random } from '../../../../base/random.js';
import { HATCH_WORDS } from '../hatch.js';
import { printed } from '../number.js';
import { isTime, measureText, small } from '../table.js';
import {
  categoryAxis,
  groundSentence,
  legendSentence,
  openStory,
  printedTitle,
  subjectOf,
  tintWords,
  valueAxis,
} from '../tell/opening.js';
import { say, sayDerived } from '../tell/reading.js';
import { listed, Story } from '../tell/story.js';
import { totalsByCategory } from '../tell/table-claims.js';
import {
  type FactOptions,
  tellCourse,
  tellPlaces,
  tellRow,
  tellTotals,
  whereCategory,
  whereSeries,
} from '../tell/table-facts.js';
import { type BarChart, tintIndex } from './meta.js';
import { readingOf, typeOf } from './reading.js';

/** Type, title, axes, colours, every value, then extremes, comparisons, sums and trends as room allows. */
export function captionBars(chart: BarChart, random: Random): string {
  const { table, style, look, scale, form } = chart;
  const story = new Story(random);
  const reading = readingOf(chart);
  const vertical = style.orientation === 'vertical';
  openStory(story, typeOf(chart, random), table.title, subjectOf(table, random));
  const [across, up] = vertical ? (['horizontal', 'vertical'] as const) : (['vertical', 'horizontal'] as const);
  story.must(categoryAxis(across, table, printedTitle(table.categoryLabel, look) !== null, random));
  story.must(valueAxis(up, printedTitle(measureText(table), look), scale, look, random));
  tellColours(chart, story, random);
  if (reading.exact)
    story.must(
      'The exact values are printed on the chart',
      `Each ${form === 'stacked' ? 'segment' : 'bar'} carries its value`,
    );
  else
    story.may(
      'No values are printed, so the numbers are read off the axis',
      'The values are estimates, because the chart prints no numbers beside the marks',
    );
  tellValues(chart, story, random);
  const options: FactOptions = { table, reading, random, story, additive: table.additive, time: isTime(table) };
  tellFacts(chart, options);
  story.may(groundSentence(look, random));
  if (style.border !== null) story.may(`The ${form === 'stacked' ? 'segments' : 'bars'} are outlined`);
  if (scale.low > 0) story.may(`The axis of values is cut off below ${printed(scale.low, look.numbers)}`);
  return story.text();
}

function tellColours(chart: BarChart, story: Story, random: Random): void {
  const { table, style, look } = chart;
  const pattern = (at: number): string => (style.hatches[at] === 'none' ? '' : `, ${HATCH_WORDS[style.hatches[at]]}`);
  if (table.groupLabel !== null) {
    story.must(
      legendSentence(
        table,
        style.tints.map(({ name }, at) => name + pattern(at)),
        look,
        random,
      ),
    );
  } else if (style.colourBy === 'category') {
    const words = table.categories.map((category, c) => {
      const at = tintIndex(chart, 0, c);
      const { name } = style.tints[at];
      return (
        random.pick([`${name} for ${category}`, `${name} for ${category}`]) +
        (style.hatches[at] === 'none' ? '' : ` (${HATCH_WORDS[style.hatches[at]]})`)
      );
    });
    story.must(`Every bar has its own colour: ${listed(words)}`, `The bars differ in colour: ${listed(words)}`);
  } else {
    const [colour] = tintWords(style.tints);
    const hatch = style.hatches[0] === 'none' ? '' : ` and ${HATCH_WORDS[style.hatches[0]]}`;
    story.must(
      `All bars are ${colour}${hatch}`,
      `The bars are drawn in ${colour}${hatch === '' ? '' : ` and are ${HATCH_WORDS[style.hatches[0]]}`}`,
    );
  }
}

/** All values: one sentence for each category, or a few for a single row. */
function tellValues(chart: BarChart, story: Story, random: Random): void {
  const { table, form, style } = chart;
  const { categories, series } = table;
  const reading = readingOf(chart);
  if (form === 'single') {
    const size = random.integer(2, 3);
    for (let from = 0; from < categories.length; from += size) {
      const part = categories.slice(from, from + size).map((name, at) => [name, series[0].values[from + at]] as const);
      const [name, value] = part[0];
      const rest = part.slice(1).map(([other, number]) => `${other} ${say(number, reading, random)}`);
      const tail = rest.length === 0 ? [] : [listed(rest)];
      const first = say(value, reading, random, from === 0);
      story.must(
        [`${name} reaches ${first}`, ...tail].join(rest.length > 1 ? ', ' : ' and '),
        [`The bar for ${name} stands at ${first}`, ...tail].join(rest.length > 1 ? ', ' : ' and '),
        [`${name} has ${first}`, ...tail].join(rest.length > 1 ? ', ' : ' and '),
      );
    }
    return;
  }
  const totals = totalsByCategory(table);
  categories.forEach((category, c) => {
    const unit = c === 0;
    const shown = series.map(
      ({ name, values }, s) => `${name} ${s === 0 ? 'has ' : ''}${say(values[c], reading, random, unit && s === 0)}`,
    );
    const parts = series.map(({ name, values }) => `${say(values[c], reading, random)} for ${name}`);
    if (form === 'grouped') {
      story.must(
        `For ${category}, ${listed(shown)}`,
        `In the group ${category}, ${listed(shown)}`,
        `${category} shows ${listed(parts)}`,
      );
      return;
    }
    const total = sayDerived(totals[c][1], reading, random, true);
    const bar = style.orientation === 'vertical' ? 'column' : 'bar';
    story.must(
      `The ${bar} of ${category} is made of ${listed(parts)}, in total ${total}`,
      `${category} combines ${listed(parts)}, which gives ${total}`,
      `For ${category} the segments are ${listed(parts)}; together they reach ${total}`,
    );
  });
}

function tellFacts(chart: BarChart, options: FactOptions): void {
  const { table, form } = chart;
  const { categories, series } = table;
  const what = table.measure.endsWith('s') ? 'value' : options.random.pick(['value', small(table.measure)]);
  if (form === 'single') {
    tellRow(
      categories.map((name, c) => [name, series[0].values[c]]),
      null,
      what,
      options,
    );
    tellTotals(series[0].values, null, options);
    tellPlaces(
      categories.map((name, c) => [name, series[0].values[c]]),
      options,
      chart.style.orientation === 'vertical' ? 'left' : 'top',
    );
    if (options.time) tellCourse('', series[0].values, options, false);
    return;
  }
  for (const { name, values } of series) {
    tellRow(
      categories.map((category, c) => [category, values[c]]),
      whereSeries(name, options.random),
      'value',
      options,
    );
    tellTotals(values, name, options);
    if (options.time) tellCourse(name, values, options, false);
  }
  categories.forEach((category, c) => {
    tellRow(
      series.map(({ name, values }) => [name, values[c]]),
      whereCategory(category, options.random),
      'value',
      options,
    );
  });
  if (form === 'stacked') tellRow(totalsByCategory(table), null, 'total', options);
}
