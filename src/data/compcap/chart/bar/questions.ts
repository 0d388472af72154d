import type { Random } from '../../../../base/random.js';
import type { CompositeQuestion } from '../../kind.js';
import { printed } from '../number.js';
import { tidy } from '../scale.js';
import { askLooks } from '../tell/look-questions.js';
import { QuestionList } from '../tell/question-list.js';
import { visibleGap } from '../tell/reading.js';
import { totalsByCategory } from '../tell/table-claims.js';
import { answerOf, askTable } from '../tell/table-questions.js';
import type { BarChart } from './meta.js';
import { readingOf } from './reading.js';

/** Values, comparisons, counts, trends, structure and reading of a bar chart. */
export function questionsOfBars(chart: BarChart, random: Random): CompositeQuestion[] {
  const { table, style, form, geometry, scale, look } = chart;
  const list = new QuestionList(random);
  const reading = readingOf(chart);
  askTable({ table, reading, marks: geometry.marks, list, random });
  const owners =
    style.colourBy === 'category'
      ? table.categories
      : table.groupLabel === null
        ? ['the bars']
        : table.series.map(({ name }) => name);
  askLooks({ title: table.title, geometry, look, owners, tints: style.tints, list, random });
  list.ask('structure', style.orientation, [
    'Are the bars vertical or horizontal?',
    'In which direction do the bars run, vertical or horizontal?',
  ]);
  if (form !== 'single')
    list.ask('structure', form, ['Is this a grouped or a stacked bar chart?', 'Are the bars grouped or stacked?']);
  list.ask(
    'count',
    geometry.marks.filter(({ kind }) => kind === 'bar').length,
    form === 'stacked'
      ? ['How many segments are drawn in all?']
      : ['How many bars are there?', 'What is the number of bars?'],
  );
  list.ask('reading', printed(scale.high, look.numbers), [
    'What is the largest number on the axis of values?',
    'At which number does the axis of values end?',
  ]);
  if (form === 'stacked') askTotals(chart, list, random);
  if (form === 'single') askCount(chart, list, random);
  return list.questions;
}

function askTotals(chart: BarChart, list: QuestionList, random: Random): void {
  const reading = readingOf(chart);
  const totals = totalsByCategory(chart.table);
  const sorted = [...totals].sort((a, b) => b[1] - a[1]);
  if (sorted[0][1] - sorted[1][1] > visibleGap(reading)) {
    list.ask('extremes', sorted[0][0], [
      `Which ${chart.table.categoryLabel} has the largest total?`,
      `Which stack is the highest in total?`,
    ]);
  }
  const [name, total] = random.pick(totals);
  list.ask('reading', answerOf(total, reading), [
    reading.exact ? `What is the total of ${name}?` : `What is the approximate total of ${name}?`,
  ]);
}

/** How many bars go beyond a tick that no bar comes near. */
function askCount({ table, scale, look }: BarChart, list: QuestionList, random: Random): void {
  const { values } = table.series[0];
  const steps = Math.round((scale.high - scale.low) / scale.step);
  const free = Array.from({ length: steps - 1 }, (_, at) => tidy(scale.low + (at + 1) * scale.step)).filter((tick) =>
    values.every((value) => Math.abs(value - tick) > scale.step / 8),
  );
  if (free.length === 0) return;
  const tick = random.pick(free);
  list.ask('count', values.filter((value) => value > tick).length, [
    `How many bars go beyond ${printed(tick, look.numbers)}?`,
    `How many bars have a value above ${printed(tick, look.numbers)}?`,
  ]);
}
