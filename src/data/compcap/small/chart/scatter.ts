import type { Random } from '../../../../base/random.js';
import { around } from '../../../picture/painter.js';
import { listed } from '../../../picture/working.js';
import { overlap, type Point } from '../../canvas.js';
import { MARKER_WORDS, MARKERS } from '../../chart/marker.js';
import { niceRange } from '../../chart/scale.js';
import { SCATTER_KIND } from '../../chart/scatter/index.js';
import { layoutScatter, type ScatterPlan } from '../../chart/scatter/layout.js';
import type { Cloud, ScatterChart } from '../../chart/scatter/meta.js';
import { trendOf } from '../../chart/scatter/trend.js';
import { NoRoom } from '../../chart/sheet.js';
import type { CompositeKind, CompositeQuestion, Size } from '../../kind.js';
import { QuestionForm } from '../question-form.js';
import { drawRoom, isNarrow } from '../room.js';
import { drawNames, MEASURES } from '../words.js';
import { askChart } from './ask-chart.js';
import { drawChartSize, drawLaidOut, drawSmallLook, drawSmallTints } from './look.js';
import { opening, titledWords } from './tell.js';

function sample(random: Random, room: Size = drawRoom(random)): ScatterChart {
  return drawLaidOut('a scatter plot', room, () => {
    const chart = layoutScatter(drawPlan(drawChartSize(room, random), random));
    const boxes = chart.geometry.marks.filter(({ kind }) => kind === 'point').map(({ box }) => box);
    if (boxes.some((box, at) => boxes.slice(at + 1).some((other) => overlap(box, other)))) throw new NoRoom();
    return chart;
  });
}

function drawPlan(size: Size, random: Random): ScatterPlan {
  const look = drawSmallLook(size, random);
  const count = !isNarrow(size) && random.chance(0.4) ? 2 : 1;
  const [x, y] = random.sample(MEASURES, 2);
  const group = drawNames(random, count, ['item', 'place']);
  const tops = { x: random.pick([9, 20, 50, 99]), y: random.pick([9, 20, 50, 99]) };
  const dot = random.integer(6, 8);
  const clouds = drawClouds(
    count === 1 ? [''] : group.names,
    tops,
    (2 * dot) / Math.min(size.width, size.height),
    random,
  );
  const range = (axis: 'x' | 'y') => {
    const largest = Math.max(...clouds.flatMap(({ points }) => points.map((point) => point[axis])));
    return { ...niceRange(0, largest * 1.05, random.integer(2, 3)), from: 0, to: 0 };
  };
  const [scaleX, scaleY] = [range('x'), range('y')];
  if (scaleX.step < 1 || scaleY.step < 1) throw new NoRoom();
  const shapes = random.shuffle(MARKERS);
  return {
    ...size,
    title: `${y} and ${x}`,
    things: `${group.noun}s`,
    groupLabel: count === 1 ? null : group.noun,
    axisX: { measure: x, unit: null, decimals: 0 },
    axisY: { measure: y, unit: null, decimals: 0 },
    clouds,
    style: {
      tints: drawSmallTints(count, [look.plot], random),
      markers: clouds.map((_, at) => shapes[at]),
      size: dot,
      fit: false,
    },
    look: { ...look, axisTitles: Math.min(size.width, size.height) < 160 ? 'none' : 'end' },
    scaleX,
    scaleY,
  };
}

/** Three to seven points around a line that rises, falls or is level, apart from each other. */
function drawClouds(names: readonly string[], tops: { x: number; y: number }, apart: number, random: Random): Cloud[] {
  const taken: Point[] = [];
  return names.map((name) => {
    const slope = random.pick([1, 1, -1, -1, 0]);
    const points: Point[] = [];
    const wanted = random.integer(3, names.length === 1 ? 7 : 5);
    for (let tries = 0; points.length < wanted && tries < 60; tries++) {
      const s = 0.12 + 0.83 * random.uniform();
      const t = 0.5 + slope * (s - 0.5) * 0.8 + (slope === 0 ? 0.25 : 0.08) * random.normal();
      if (t < 0.1 || t > 1 || taken.some((other) => Math.hypot(other.x - s, other.y - t) < 1.6 * apart)) continue;
      taken.push({ x: s, y: t });
      points.push({ x: Math.max(1, Math.round(s * tops.x)), y: Math.max(1, Math.round(t * tops.y)) });
    }
    if (points.length < 3) throw new NoRoom();
    return { name, points };
  });
}

function caption({ title, clouds, style, axisX, axisY }: ScatterChart, random: Random): string {
  const shapes = clouds.map(({ name, points }, at) => {
    const dots = `${points.length} ${style.tints[at].name} ${MARKER_WORDS[style.markers[at]]}`;
    return name === '' ? dots : `${dots} for ${name}`;
  });
  const trends = clouds.flatMap(({ name, points }) => {
    const trend = trendOf(points);
    if (trend !== 'rise' && trend !== 'fall') return [];
    const of = name === '' ? '' : ` of ${name}`;
    return [` The ${axisY.measure}${of} ${trend === 'rise' ? 'rises' : 'falls'} with the ${axisX.measure}.`];
  });
  return `${opening(`a scatter plot${titledWords(title)}`, shapes.join(' and '), random)}.${trends.join('')}`;
}

function questions(chart: ScatterChart, random: Random): CompositeQuestion[] {
  const { clouds, geometry, style, title, axisX, axisY, groupLabel } = chart;
  const form = new QuestionForm(random);
  const dots = geometry.marks.filter(({ kind }) => kind === 'point');
  const sizes = clouds.map(({ points }) => points.length);
  const all = around(dots.map(({ box }) => box));
  form.ask('count', dots.length, ['How many points are there?', 'How many points are there in all?'], {
    box: all,
    ...(clouds.length > 1 ? { working: sizes.join(' + ') } : {}),
  });
  clouds.forEach(({ name, points }, at) => {
    const box = around(dots.filter(({ series }) => series === name).map((dot) => dot.box));
    const trend = trendOf(points);
    if (trend === 'rise' || trend === 'fall')
      form.ask(
        'trend',
        trend === 'rise' ? 'rises' : 'falls',
        [`Does the ${axisY.measure}${name === '' ? '' : ` of ${name}`} rise or fall with the ${axisX.measure}?`],
        { box },
      );
    if (name === '') {
      form.ask('structure', MARKER_WORDS[style.markers[at]], ['What shape do the points have?'], { box });
      return;
    }
    form.ask('count', points.length, [`How many points does ${name} have?`], { box });
    form.ask('structure', MARKER_WORDS[style.markers[at]], [`What shape do the points of ${name} have?`], { box });
  });
  if (clouds.length > 1 && sizes[0] !== sizes[1]) {
    const most = clouds[sizes[0] > sizes[1] ? 0 : 1].name;
    const least = clouds[sizes[0] > sizes[1] ? 1 : 0].name;
    const working = listed(clouds.map(({ name, points }) => `${name} ${points.length}`));
    form.ask('extremes', most, [`Which ${groupLabel} has the most points?`], { working });
    form.decide(
      'comparison',
      [{ wordings: [`Does ${most} have more points than ${least}?`], working }],
      [{ wordings: [`Does ${least} have more points than ${most}?`], working }],
    );
  }
  const owners = clouds.length > 1 ? clouds.map(({ name }) => name) : ['the points'];
  askChart({ type: 'scatter plot', title, geometry, owners, tints: style.tints, form, random });
  return form.questions;
}

/** Scatter plots of three to ten points. */
export const SMALL_SCATTER: CompositeKind<ScatterChart> = {
  ...SCATTER_KIND,
  name: `${SCATTER_KIND.name}.small`,
  sample: (random, _, room) => sample(random, room),
  caption,
  questions,
};
