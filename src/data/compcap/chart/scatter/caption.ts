import type { Random } from '../../../../base/random.js';
import { MARKER_WORDS } from '../marker.js';
import { measureText, small } from '../table.js';
import { groundSentence, openStory, valueAxis } from '../tell/opening.js';
import { type Reading, say } from '../tell/reading.js';
import { countWord, listed, plural, Story } from '../tell/story.js';
import { meanOf, type ScatterChart } from './meta.js';
import { readingX, readingY } from './reading.js';
import { trendOf } from './trend.js';

/** Type, title, axes, groups with colour, shape and number of points, their trends, ranges and extremes. */
export function captionScatter(chart: ScatterChart, random: Random): string {
  const { axisX, axisY, look, scaleX, scaleY, clouds, things, style } = chart;
  const story = new Story(random);
  const [x, y] = [small(axisX.measure), small(axisY.measure)];
  const by = chart.groupLabel === null ? '' : ` from ${countWord(clouds.length)} ${plural(chart.groupLabel)}`;
  openStory(
    story,
    'scatter plot',
    chart.title,
    random.pick([`plots ${y} against ${x} for a set of ${things}${by}`, `relates ${x} and ${y} of ${things}${by}`]),
  );
  story.must(valueAxis('horizontal', measureText(axisX), scaleX, look, random));
  story.must(valueAxis('vertical', measureText(axisY), scaleY, look, random));
  tellGroups(chart, story);
  const places = [...clouds.keys()];
  for (const at of places) tellTrend(chart, at, story, random);
  for (const at of places) tellRange(chart, at, story, random);
  for (const at of places) tellEnds(chart, at, story, random);
  if (clouds.length > 1) tellComparisons(chart, story);
  if (style.fit)
    story.may('A straight line of best fit runs through the points', 'Straight lines show the direction of the points');
  else story.may('The points are not joined by lines');
  story.may(groundSentence(look, random));
  if (chart.groupLabel !== null) {
    story.may(
      `The legend stands ${{ right: 'on the right', left: 'on the left', top: 'at the top', bottom: 'at the bottom' }[look.legendPlace]}`,
    );
  }
  return story.text();
}

function tellGroups({ clouds, style, things, groupLabel }: ScatterChart, story: Story): void {
  const total = clouds.reduce((sum, { points }) => sum + points.length, 0);
  const shape = (at: number): string => `${style.tints[at].name} ${MARKER_WORDS[style.markers[at]]}`;
  if (groupLabel === null) {
    story.must(
      `There are ${countWord(total)} ${things}, drawn as ${shape(0)}`,
      `${countWord(total)} ${shape(0)} stand for the ${things}`,
    );
    return;
  }
  const parts = clouds.map(({ name, points }, at) => `${name} with ${countWord(points.length)} ${shape(at)}`);
  story.must(
    `The groups are ${listed(parts)}`,
    `The points belong to ${countWord(clouds.length)} ${plural(groupLabel)}: ${listed(parts)}`,
  );
  story.may(`In all there are ${countWord(total)} points`, `The plot holds ${countWord(total)} ${things} altogether`);
  const sizes = clouds.map(({ points }) => points.length);
  const most = Math.max(...sizes);
  if (sizes.filter((size) => size === most).length === 1) {
    const { name } = clouds[sizes.indexOf(most)];
    story.may(
      `No other group has as many points as ${name}`,
      `${name} is the group with the largest number of points, ${countWord(most)}`,
    );
  }
}

function tellTrend(chart: ScatterChart, at: number, story: Story, random: Random): void {
  const { axisX, axisY, clouds } = chart;
  const { name, points } = clouds[at];
  const [x, y] = [small(axisX.measure), small(axisY.measure)];
  const within =
    name === '' ? '' : random.pick([`for ${name}, `, `in the group ${name}, `, `looking at ${name} alone, `]);
  const trend = trendOf(points);
  if (trend === 'rise')
    story.must(
      `${within}values of ${y} rise with ${x}`,
      `${within}points farther to the right tend to lie above those on the left, so values of ${y} grow with ${x}`,
    );
  else if (trend === 'fall')
    story.must(
      `${within}values of ${y} fall as ${x} goes up`,
      `${within}points farther to the right tend to lie below those on the left, so values of ${y} decline with ${x}`,
    );
  else if (trend === 'none')
    story.must(
      `${within}no clear relation between ${x} and ${y} can be seen`,
      `${within}the points show no clear direction`,
    );
  else story.may(`${within}the points are scattered widely, with a faint tendency only`);
}

function tellRange(chart: ScatterChart, at: number, story: Story, random: Random): void {
  const { name, points } = chart.clouds[at];
  const { axisX, axisY } = chart;
  const range = (axis: 'x' | 'y', reading: Reading): string => {
    const values = points.map((point) => point[axis]);
    return `from ${say(Math.min(...values), reading, random)} to ${say(Math.max(...values), reading, random, true)}`;
  };
  const subject = name === '' ? 'the points' : `the points of ${name}`;
  const [x, y] = [small(axisX.measure), small(axisY.measure)];
  story.must(
    `${subject} reach ${range('x', readingX(chart))} in ${x} and ${range('y', readingY(chart))} in ${y}`,
    `along the horizontal axis, ${subject} spread ${range('x', readingX(chart))}; along the vertical axis, they spread ${range('y', readingY(chart))}`,
  );
}

function tellEnds(chart: ScatterChart, at: number, story: Story, random: Random): void {
  const { name, points } = chart.clouds[at];
  const of = name === '' ? '' : ` of ${name}`;
  const spot = (point: { x: number; y: number }): string =>
    `${say(point.x, readingX(chart), random)} on the horizontal and ${say(point.y, readingY(chart), random)} on the vertical axis`;
  const byY = [...points].sort((a, b) => b.y - a.y);
  const byX = [...points].sort((a, b) => a.x - b.x);
  if (byY[0].y > byY[1].y) story.may(`the uppermost point${of} lies at ${spot(byY[0])}`);
  if (byY[byY.length - 1].y < byY[byY.length - 2].y)
    story.may(`the lowermost point${of} lies at ${spot(byY[byY.length - 1])}`);
  if (byX[0].x < byX[1].x) story.may(`the leftmost point${of} stands at ${spot(byX[0])}`);
  if (byX[byX.length - 1].x > byX[byX.length - 2].x)
    story.may(`the rightmost point${of} stands at ${spot(byX[byX.length - 1])}`);
  const mean = (axis: 'x' | 'y'): number => meanOf(points, axis);
  const subject = name === '' ? 'the points' : name;
  const [x, y] = [small(chart.axisX.measure), small(chart.axisY.measure)];
  const means = `${say(mean('x'), readingX(chart), random)} in ${x} and ${say(mean('y'), readingY(chart), random)} in ${y}`;
  story.may(
    `on average, ${subject} ${name === '' ? 'have' : 'has'} ${means}`,
    `the centre of ${subject} is near ${spot({ x: mean('x'), y: mean('y') })}`,
  );
}

function tellComparisons(chart: ScatterChart, story: Story): void {
  const { clouds, axisX, axisY, scaleX, scaleY } = chart;
  for (const axis of ['x', 'y'] as const) {
    const measure = small((axis === 'x' ? axisX : axisY).measure);
    const gap = 0.06 * (axis === 'x' ? scaleX.high - scaleX.low : scaleY.high - scaleY.low);
    const sorted = clouds.map(({ name, points }) => [name, meanOf(points, axis)] as const).sort((a, b) => b[1] - a[1]);
    for (let at = 1; at < sorted.length; at++) {
      const [high, low] = [sorted[at - 1], sorted[at]];
      if (high[1] - low[1] <= gap) continue;
      const place = axis === 'x' ? ['farther to the right than', 'farther to the left than'] : ['above', 'below'];
      story.may(
        `on average, ${high[0]} has a higher value of ${measure} than ${low[0]}`,
        `the points of ${high[0]} lie on the whole ${place[0]} those of ${low[0]}`,
        `seen as a whole, ${low[0]} lies ${place[1]} ${high[0]}`,
      );
    }
  }
}
