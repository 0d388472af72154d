import type { Box } from '../../../picture/kind.js';
import { around } from '../../../picture/painter.js';
import type { Point } from '../../canvas.js';
import { type Frame, layoutFrame } from '../frame.js';
import { printed } from '../number.js';
import { place, type Scale, ticks } from '../scale.js';
import { type ChartMark, NoRoom, Sheet, whole } from '../sheet.js';
import { capital, measureText } from '../table.js';
import type { Course, CourseChart } from './meta.js';

export type CoursePlan = Omit<CourseChart, 'geometry'>;

/**
 * Decides where every point and every text goes.
 *
 * @throws NoRoom
 */
export function layoutCourses(plan: CoursePlan): CourseChart {
  const { table, style, look, form } = plan;
  const sheet = new Sheet({ width: plan.width, height: plan.height });
  const names = table.series.map(({ name }) => name);
  const frame = layoutFrame(
    {
      title: table.title,
      legend:
        table.groupLabel === null
          ? null
          : { names, title: look.legendTitle ? capital(table.groupLabel) : null, line: form === 'line' },
      x: {
        title: capital(table.categoryLabel),
        texts: table.categories,
        spread: style.spread,
        thin: table.categories.length > 8,
      },
      y: {
        title: measureText(table),
        texts: ticks(plan.scale).map((tick) => printed(tick, look.numbers)),
        spread: 'ends',
        thin: false,
      },
    },
    look,
    sheet,
  );
  const scale = { ...plan.scale, from: frame.plot.y + frame.plot.height, to: frame.plot.y };
  const courses = coursesOf(plan, frame, scale);
  if (style.values) placeValues(plan, courses[0], frame.plot, sheet);
  const marks = courses.flatMap((course, at) => courseMarks(plan, course, at));
  for (const { name, swatch } of frame.legend?.entries ?? []) {
    marks.push({ kind: 'legend', words: name, box: swatch, series: name });
  }
  return { ...plan, scale, geometry: { frame, courses, marks, texts: sheet.texts } };
}

/** Areas stand on each other; lines stand on the axis. */
function coursesOf({ table, form }: CoursePlan, frame: Frame, scale: Scale): Course[] {
  const sums = table.categories.map(() => 0);
  return table.series.map(({ name, values }) => {
    const point = (value: number, at: number): Point => ({ x: round(frame.xAt[at]), y: round(place(scale, value)) });
    const lower = form === 'area' ? sums.map(point) : [];
    const upper = values.map((value, at) => {
      if (form === 'line') return point(value, at);
      sums[at] += value;
      return point(sums[at], at);
    });
    return { name, upper, lower };
  });
}

/** To a hundredth of a pixel, so that metadata stay short. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function courseMarks({ table, style, form }: CoursePlan, { name, upper, lower }: Course, at: number): ChartMark[] {
  const dot = (point: Point, size: number): Box =>
    whole({ x: point.x - size / 2, y: point.y - size / 2, width: size, height: size });
  const all = around([...upper, ...lower].map((point) => dot(point, form === 'line' ? style.thickness : 0)));
  const series = name === '' ? {} : { series: name };
  const run: ChartMark = { kind: form, words: name === '' ? table.measure : name, box: all, ...series };
  const size = Math.max(8, style.markerSize + 2);
  return [
    run,
    ...upper.map((point, c) => ({
      kind: 'point',
      words: `${name === '' ? '' : `${name} in `}${table.categories[c]}`,
      box: dot(point, size),
      series: table.series[at].name,
      category: table.categories[c],
      value: table.series[at].values[c],
    })),
  ];
}

/** Prints values above the points, or below them where the line comes from above; none may touch the line. */
function placeValues(plan: CoursePlan, { upper }: Course, plot: Box, sheet: Sheet): void {
  const { table, look, style } = plan;
  upper.forEach((point, at) => {
    const text = printed(table.series[0].values[at], look.numbers, table.decimals);
    const neighbours = [upper[at - 1], upper[at + 1]].filter((other) => other !== undefined);
    const above = neighbours.filter((other) => other.y >= point.y).length * 2 >= neighbours.length;
    const reach = style.markerSize / 2 + 5;
    const y = above ? point.y - reach : point.y + reach;
    const anchor = { x: point.x, y, down: above ? ('bottom' as const) : ('top' as const) };
    const { box } = sheet.text(
      'value',
      text,
      anchor,
      { font: look.small, ink: look.ink, ground: look.plot },
      'none',
      plot,
    );
    for (let i = 1; i < upper.length; i++) if (crosses(upper[i - 1], upper[i], box)) throw new NoRoom();
  });
}

/** True when the piece between two points touches a box; sampled every pixel or so. */
function crosses(a: Point, b: Point, { x, y, width, height }: Box): boolean {
  const steps = Math.ceil(Math.hypot(b.x - a.x, b.y - a.y));
  for (let i = 0; i <= steps; i++) {
    const px = a.x + ((b.x - a.x) * i) / steps;
    const py = a.y + ((b.y - a.y) * i) / steps;
    if (px > x - 2 && px < x + width + 2 && py > y - 2 && py < y + height + 2) return true;
  }
  return false;
}
