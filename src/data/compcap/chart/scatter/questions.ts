import type { Random } from '../../../../base/random.js';
import { around } from '../../../picture/painter.js';
import type { CompositeQuestion } from '../../kind.js';
import { printed } from '../number.js';
import { measureText, small } from '../table.js';
import { askLooks } from '../tell/look-questions.js';
import { QuestionList } from '../tell/question-list.js';
import { plural } from '../tell/story.js';
import { meanOf, type ScatterChart } from './meta.js';
import { trendOf } from './trend.js';

/** Counts, trends, comparisons, structure and reading of a scatter plot. */
export function questionsOfScatter(chart: ScatterChart, random: Random): CompositeQuestion[] {
  const { clouds, geometry, look, style, axisX, axisY, scaleX, scaleY, groupLabel } = chart;
  const list = new QuestionList(random);
  const several = groupLabel !== null;
  const points = geometry.marks.filter(({ kind }) => kind === 'point');
  const total = clouds.reduce((sum, cloud) => sum + cloud.points.length, 0);
  const [x, y] = [small(axisX.measure), small(axisY.measure)];
  list.ask(
    'count',
    total,
    ['How many points are there in all?', 'What is the total number of points?'],
    around(points.map(({ box }) => box)),
  );
  for (const cloud of clouds) {
    const { name } = cloud;
    const box = around(points.filter(({ series }) => series === name).map((mark) => mark.box));
    if (several)
      list.ask(
        'count',
        cloud.points.length,
        [`How many points belong to ${name}?`, `How many points of ${name} are there?`],
        box,
      );
    const trend = trendOf(cloud.points);
    const of = several ? ` of ${name}` : '';
    if (trend === 'rise' || trend === 'fall') {
      list.ask(
        'trend',
        trend === 'rise' ? 'rises' : 'falls',
        [`With growing ${x}, does the ${y}${of} rise or fall?`, `From left to right, does the ${y}${of} rise or fall?`],
        box,
      );
    }
  }
  askLooks({
    title: chart.title,
    geometry,
    look,
    owners: several ? clouds.map(({ name }) => name) : ['the point cloud'],
    tints: style.tints,
    list,
    random,
  });
  list.ask(
    'reading',
    measureText(axisX),
    ['What is the label of the horizontal axis?', 'What is written along the horizontal axis?'],
    geometry.texts.find(({ role, turn }) => role === 'axis' && turn === 'none')?.box,
  );
  list.ask('reading', printed(scaleX.high, look.numbers), ['What is the largest number on the horizontal axis?']);
  list.ask('reading', printed(scaleY.high, look.numbers), ['What is the largest number on the vertical axis?']);
  list.ask('structure', style.fit ? 'yes' : 'no', [
    'Are lines of best fit drawn?',
    'Does the chart show lines of best fit?',
  ]);
  if (!several) return list.questions;
  list.ask('count', clouds.length, [
    `How many ${plural(groupLabel)} does the legend list?`,
    'How many groups of points are there?',
  ]);
  const sizes = [...clouds].sort((a, b) => b.points.length - a.points.length);
  if (sizes[0].points.length > sizes[1].points.length)
    list.ask('extremes', sizes[0].name, [
      `Which ${groupLabel} has the most points?`,
      'Which group has the largest number of points?',
    ]);
  const gap = 0.08 * (scaleY.high - scaleY.low);
  const heights = [...clouds]
    .map((cloud) => [cloud.name, meanOf(cloud.points, 'y')] as const)
    .sort((a, b) => b[1] - a[1]);
  if (heights[0][1] - heights[1][1] > gap)
    list.ask('comparison', heights[0][0], [
      `Which ${groupLabel} lies highest on average?`,
      `Which group has the largest mean ${y}?`,
    ]);
  return list.questions;
}
