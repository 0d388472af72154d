import type { Random } from '../../../../base/random.js';
import type { CompositeQuestion } from '../../kind.js';
import { askLooks } from '../tell/look-questions.js';
import { QuestionList } from '../tell/question-list.js';
import { sayDerived } from '../tell/reading.js';
import { askTable } from '../tell/table-questions.js';
import type { PieChart } from './meta.js';
import { readingOf, shownTable } from './reading.js';

/** Values, comparisons, counts, structure and reading of a pie. */
export function questionsOfPie(chart: PieChart, random: Random): CompositeQuestion[] {
  const { style, geometry, look } = chart;
  const table = shownTable(chart);
  const reading = readingOf(chart);
  const list = new QuestionList(random);
  const { categories, series } = table;
  askTable({ table, reading, marks: geometry.marks, list, random });
  askLooks({ title: table.title, geometry, look, owners: categories, tints: style.tints, list, random });
  list.ask('count', categories.length, ['How many slices are there?', 'Into how many slices is the circle divided?']);
  list.ask('structure', style.hole > 0 ? 'yes' : 'no', [
    'Does the circle have a hole in the middle?',
    'Is this a donut?',
  ]);
  const at = random.integer(0, categories.length - 1);
  const next = categories[(at + (style.clockwise ? 1 : categories.length - 1)) % categories.length];
  const box = geometry.marks.find(({ category }) => category === next)?.box;
  list.ask(
    'structure',
    next,
    [
      `Which slice comes after ${categories[at]}, going clockwise?`,
      `Clockwise, what is the slice next to ${categories[at]}?`,
    ],
    box,
  );
  if (style.pulled !== null)
    list.ask('structure', categories[style.pulled], ['Which slice is pulled out?'], geometry.marks[style.pulled].box);
  if (reading.exact) {
    const [a, b] = random.sample([...categories.keys()], 2);
    const sum = sayDerived(series[0].values[a] + series[0].values[b], reading, random, true);
    list.ask('comparison', sum, [
      `What do ${categories[a]} and ${categories[b]} add up to?`,
      `What is the sum of ${categories[a]} and ${categories[b]}?`,
    ]);
  }
  return list.questions;
}
