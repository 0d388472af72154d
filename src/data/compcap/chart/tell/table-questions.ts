import type { Random } from '../../../../base/random.js';
import type { Box } from '../../../picture/kind.js';
import { printed } from '../number.js';
import type { ChartMark } from '../sheet.js';
import { type ChartTable, isTime, small } from '../table.js';
import type { QuestionList } from './question-list.js';
import { type Reading, roughOf, visibleGap } from './reading.js';
import { plural } from './story.js';

export interface TableQuestionOptions {
  table: ChartTable;
  reading: Reading;
  marks: readonly ChartMark[];
  list: QuestionList;
  random: Random;
}

/** Values, extremes, comparisons, counts, existence and trends of a table. */
export function askTable(options: TableQuestionOptions): void {
  const { table, list, random } = options;
  const { categories, series } = table;
  const several = series.length > 1;
  for (const { name, values } of random.sample(series, 2)) {
    for (const c of random.sample([...values.keys()], 3)) askValue(options, name, c, values[c]);
    askExtremes(options, name, values);
    askComparisons(options, name, values);
    if (isTime(table)) askTrend(options, name, values);
  }
  if (several) for (const c of random.sample([...categories.keys()], 2)) askWithin(options, c);
  list.ask('count', categories.length, [
    `How many ${plural(table.categoryLabel)} are shown?`,
    `What is the number of ${plural(table.categoryLabel)} in the chart?`,
  ]);
  if (several) {
    const label = plural(table.groupLabel ?? 'series');
    list.ask('count', series.length, [`How many ${label} does the legend list?`, `How many ${label} are compared?`]);
  }
}

/** The value as an answer: as printed, or as it can be read off. */
export function answerOf(value: number, reading: Reading): string {
  const { exact, numbers, decimals } = reading;
  const plain = { ...numbers, suffix: reading.unit === '%' ? '%' : '' };
  return exact ? printed(value, plain, decimals) : printed(roughOf(value, reading), plain);
}

function boxOf({ marks }: TableQuestionOptions, series: string, category: string): Box | undefined {
  return marks.find((mark) => mark.category === category && (mark.series ?? '') === series)?.box;
}

function askValue(options: TableQuestionOptions, name: string, c: number, value: number): void {
  const { table, list, reading } = options;
  const category = table.categories[c];
  const of = name === '' ? category : `${name} at ${category}`;
  const measure = table.measure.endsWith('s') ? 'value' : small(table.measure);
  list.ask(
    'reading',
    answerOf(value, reading),
    reading.exact
      ? [`What is the value of ${of}?`, `What value does ${of} have?`, `What is the ${measure} of ${of}?`]
      : [
          `Roughly what value does ${of} have?`,
          `What is the approximate value of ${of}?`,
          `About how large is the value of ${of}?`,
        ],
    boxOf(options, name, category),
  );
}

function askExtremes(options: TableQuestionOptions, name: string, values: readonly number[]): void {
  const { table, list, reading } = options;
  const { categories } = table;
  const sorted = [...values].sort((a, b) => b - a);
  const gap = visibleGap(reading);
  const inside = name === '' ? '' : ` in ${name}`;
  const label = table.categoryLabel;
  if (sorted[0] - sorted[1] > gap) {
    const c = values.indexOf(sorted[0]);
    const box = boxOf(options, name, categories[c]);
    list.ask(
      'extremes',
      categories[c],
      [`Which ${label} has the highest value${inside}?`, `What is the ${label} with the largest value${inside}?`],
      box,
    );
  }
  if (sorted[sorted.length - 2] - sorted[sorted.length - 1] > gap) {
    const c = values.indexOf(sorted[sorted.length - 1]);
    const box = boxOf(options, name, categories[c]);
    list.ask(
      'extremes',
      categories[c],
      [`Which ${label} has the lowest value${inside}?`, `What is the ${label} with the smallest value${inside}?`],
      box,
    );
  }
}

function askComparisons(options: TableQuestionOptions, name: string, values: readonly number[]): void {
  const { table, list, reading, random } = options;
  const { categories } = table;
  const gap = visibleGap(reading);
  const inside = name === '' ? '' : `In ${name}, `;
  const start = (text: string): string =>
    inside === '' ? text.charAt(0).toUpperCase() + text.slice(1) : inside + text;
  const pairs = [...values.keys()].flatMap((a) =>
    [...values.keys()].filter((b) => values[a] - values[b] > gap).map((b) => [a, b] as const),
  );
  for (const [high, low] of random.sample(pairs, 2)) {
    const [a, b] = random.shuffle([high, low]).map((at) => categories[at]);
    list.ask(
      'comparison',
      categories[high],
      [start(`which is larger, ${a} or ${b}?`), start(`which has the higher value, ${a} or ${b}?`)],
      boxOf(options, name, categories[high]),
    );
    if (reading.exact) {
      const difference = printed(values[high] - values[low], { ...reading.numbers, suffix: '' }, table.decimals);
      list.ask('comparison', difference, [
        start(`what is the difference between ${a} and ${b}?`),
        start(`by how much does ${categories[high]} exceed ${categories[low]}?`),
      ]);
    }
  }
  const is = (more: number, less: number): string => start(`is ${categories[more]} higher than ${categories[less]}?`);
  list.decide(
    'comparison',
    random.sample(pairs, 1).map(([high, low]) => is(high, low)),
    random.sample(pairs, 1).map(([high, low]) => is(low, high)),
    1,
  );
}

/** Which series is largest at one category. */
function askWithin(options: TableQuestionOptions, c: number): void {
  const { table, list, reading } = options;
  const category = table.categories[c];
  const values = table.series.map((series) => series.values[c]);
  const sorted = [...values].sort((a, b) => b - a);
  if (sorted[0] - sorted[1] <= visibleGap(reading)) return;
  const { name } = table.series[values.indexOf(sorted[0])];
  list.ask(
    'extremes',
    name,
    [
      `Which ${table.groupLabel} is highest at ${category}?`,
      `Which ${table.groupLabel} has the largest value for ${category}?`,
    ],
    boxOf(options, name, category),
  );
}

function askTrend(options: TableQuestionOptions, name: string, values: readonly number[]): void {
  const { table, list, reading } = options;
  const { categories } = table;
  const change = values[values.length - 1] - values[0];
  if (Math.abs(change) <= visibleGap(reading)) return;
  const subject = name === '' ? `the ${small(table.measure)}` : name;
  const span = `from ${categories[0]} to ${categories[categories.length - 1]}`;
  list.ask('trend', change > 0 ? 'rises' : 'falls', [
    `Does ${subject} rise or fall ${span}?`,
    `Taken ${span}, does ${subject} rise or fall?`,
  ]);
}
