import type { Random } from '../../../../base/random.js';
import type { CompositeQuestion } from '../../kind.js';
import { printed } from '../number.js';
import { askLooks } from '../tell/look-questions.js';
import { QuestionList } from '../tell/question-list.js';
import { askTable } from '../tell/table-questions.js';
import type { CourseChart } from './meta.js';
import { readingOf } from './reading.js';

/** Values, comparisons, counts, trends, structure and reading of a line or an area chart. */
export function questionsOfCourses(chart: CourseChart, random: Random): CompositeQuestion[] {
  const { table, style, form, geometry, scale, look } = chart;
  const list = new QuestionList(random);
  askTable({ table, reading: readingOf(chart), marks: geometry.marks, list, random });
  const owners = table.groupLabel === null ? [`the ${form}`] : table.series.map(({ name }) => name);
  askLooks({ title: table.title, geometry, look, owners, tints: style.tints, list, random });
  if (form === 'line') {
    const at = random.integer(0, table.series.length - 1);
    const box = geometry.marks.filter(({ kind }) => kind === 'line')[at].box;
    list.ask(
      'structure',
      style.dashes[at],
      [`Is the line of ${owners[at].replace(/^the line$/, 'the chart')} solid, dashed, dotted or dash-dotted?`],
      box,
    );
    list.ask('count', table.series.length, ['How many lines are drawn?', 'What is the number of lines?']);
  } else {
    list.ask('count', table.series.length, ['How many areas are drawn?', 'What is the number of areas?']);
    if (table.series.length > 1) {
      list.ask('structure', table.series[0].name, [
        'Which area is at the bottom of the stack?',
        'What does the lowermost area stand for?',
      ]);
      list.ask('structure', table.series[table.series.length - 1].name, [
        'Which area is at the top of the stack?',
        'What does the uppermost area stand for?',
      ]);
    }
  }
  list.ask('reading', printed(scale.high, look.numbers), [
    'What is the largest number on the vertical axis?',
    'At which number does the vertical axis end?',
  ]);
  list.ask('reading', table.categories[0], [
    `Which ${table.categoryLabel} comes first on the horizontal axis?`,
    `With which ${table.categoryLabel} does the horizontal axis begin?`,
  ]);
  return list.questions;
}
