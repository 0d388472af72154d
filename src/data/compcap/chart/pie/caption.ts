import type { Random } from '../../../../base/random.js';
import { measureText, small } from '../table.js';
import { groundSentence, openStory } from '../tell/opening.js';
import { say, sayDerived } from '../tell/reading.js';
import { countWord, listed, plural, Story } from '../tell/story.js';
import { type FactOptions, tellRow, tellTotals } from '../tell/table-facts.js';
import type { PieChart } from './meta.js';
import { readingOf, shownTable, typesOf } from './reading.js';

/** Type, title, slices with colours and numbers, then order, extremes, comparisons and sums of slices. */
export function captionPie(chart: PieChart, random: Random): string {
  const { style, look } = chart;
  const table = shownTable(chart);
  const reading = readingOf(chart);
  const { categories, series } = table;
  const [{ values }] = series;
  const story = new Story(random);
  const measure = random.pick([`"${measureText(chart.table)}"`, small(chart.table.measure)]);
  openStory(
    story,
    typesOf(chart)[0],
    table.title,
    random.pick([
      `divides ${measure} among ${countWord(categories.length)} ${plural(table.categoryLabel)}`,
      `shows ${measure} by ${table.categoryLabel}`,
    ]),
  );
  const tints = categories.map((name, at) => `${name} (${style.tints[at].name})`);
  story.must(
    `There are ${countWord(categories.length)} slices: ${listed(tints)}`,
    `The slices and their colours are ${listed(tints)}`,
    `It consists of ${countWord(categories.length)} slices, namely ${listed(tints)}`,
  );
  story.must(namesSentence(chart, random));
  tellValues(chart, story, random);
  const named = categories.map((name, at) => [name, values[at]] as const);
  const options: FactOptions = { table, reading, random, story, additive: true, time: false };
  tellRow(named, null, 'share', options);
  if (style.numbers === 'value') tellTotals(values, null, options);
  tellOrder(chart, story);
  for (const [a, b] of pairsOf(named, random)) {
    const sum = sayDerived(a[1] + b[1], reading, random, true);
    story.may(`${a[0]} and ${b[0]} together make up ${sum}`, `taken together, ${a[0]} and ${b[0]} come to ${sum}`);
  }
  if (style.pulled !== null) story.must(`The slice of ${categories[style.pulled]} is pulled out of the circle`);
  if (style.hole > 0) story.may('The middle of the ring is empty', 'A round hole in the middle makes it a ring');
  if (style.border !== null) story.may('Thin lines separate the slices');
  story.may(groundSentence(look, random));
  return story.text();
}

function namesSentence({ style, look }: PieChart, random: Random): string {
  const number = {
    none: 'no numbers are printed, so the shares are estimates',
    value: 'the values are printed',
    percent: 'the percentages are printed',
  }[style.numbers];
  const where = {
    outside: random.pick([
      'The names stand beside the slices with lines leading to them',
      'Lines lead from the slices to their names',
    ]),
    inside: random.pick([
      'The names are written on the slices where there is room',
      'The slices carry their names where they are wide enough',
    ]),
    legend: `A legend ${{ right: 'on the right', left: 'on the left', top: 'at the top', bottom: 'at the bottom' }[look.legendPlace]} explains the colours`,
  }[style.names];
  return `${where}, and ${number}`;
}

function tellValues(chart: PieChart, story: Story, random: Random): void {
  const { categories, series } = shownTable(chart);
  const reading = readingOf(chart);
  const size = random.integer(2, 4);
  for (let from = 0; from < categories.length; from += size) {
    const part = categories.slice(from, from + size);
    const numbers = part.map((_, at) => say(series[0].values[from + at], reading, random, from + at === 0));
    const parts = part.slice(1).map((name, at) => `${name} ${numbers[at + 1]}`);
    story.must(
      listed([`${part[0]} takes ${numbers[0]}`, ...parts]),
      listed([`${part[0]} accounts for ${numbers[0]}`, ...parts]),
      listed([`The slice of ${part[0]} stands for ${numbers[0]}`, ...parts]),
    );
  }
}

/** The slices around the circle. */
function tellOrder({ table, style }: PieChart, story: Story): void {
  const { categories } = table;
  const around = style.clockwise ? categories : [...categories].reverse();
  story.may(
    `Going clockwise, the slices follow in the order ${listed(around)}`,
    `Clockwise around the circle come ${listed(around)}`,
  );
  const at = 1 % around.length;
  story.may(`The neighbours of ${around[at]} are ${around[at - 1]} and ${around[(at + 1) % around.length]}`);
  if (style.start === 0) story.may(`The slice that begins at the top and runs clockwise is ${around[0]}`);
}

type Named = readonly [name: string, value: number];

function pairsOf(values: readonly Named[], random: Random): (readonly [Named, Named])[] {
  return random.sample(
    values.flatMap((a, at) => values.slice(at + 1).map((b) => [a, b] as const)),
    7,
  );
}
