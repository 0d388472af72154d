import { area, curveLinear, curveMonotoneX, curveStep, line } from 'd3-shape';
import type { Box } from '../../../picture/kind.js';
import type { Canvas, Point } from '../../canvas.js';
import { drawAxes, drawGround } from '../frame.js';
import { DASHES, drawMarker } from '../marker.js';
import { drawTexts, recordMarks } from '../sheet.js';
import type { CourseChart } from './meta.js';

const CURVES = { straight: curveLinear, smooth: curveMonotoneX, step: curveStep } as const;

/** Draws a line or an area chart from its geometry. */
export function drawCourses(chart: CourseChart, canvas: Canvas): void {
  const { look, form, geometry } = chart;
  const { frame, marks, texts, courses } = geometry;
  drawGround(canvas, frame, look, 'y');
  courses.forEach((course, at) => {
    if (form === 'area') drawBand(chart, canvas, course.upper, course.lower, at);
    else drawLine(chart, canvas, course.upper, at);
  });
  for (const { box, series } of marks.filter(({ kind }) => kind === 'legend')) {
    drawSample(
      chart,
      canvas,
      box,
      courses.findIndex(({ name }) => name === series),
    );
  }
  drawAxes(canvas, frame, look, 'x', 'both');
  drawTexts(canvas, texts);
  recordMarks(canvas, marks, texts);
}

function drawLine({ style, look }: CourseChart, canvas: Canvas, points: readonly Point[], at: number): void {
  const { context } = canvas;
  context.beginPath();
  line<Point>(
    (point) => point.x,
    (point) => point.y,
  )
    .curve(CURVES[style.curve])
    .context(context as never)(points);
  context.lineJoin = 'round';
  canvas.paint({ stroke: style.tints[at].hex, thickness: style.thickness, dash: DASHES[style.dashes[at]] });
  const marker = style.markers[at];
  if (marker === null) return;
  for (const point of points) drawMarker(canvas, marker, point, style.markerSize, style.tints[at].hex, look.plot);
}

function drawBand(
  { style }: CourseChart,
  canvas: Canvas,
  upper: readonly Point[],
  lower: readonly Point[],
  at: number,
): void {
  const { context } = canvas;
  const curve = CURVES[style.curve];
  const pairs = upper.map((point, i) => ({ ...point, base: lower[i].y }));
  context.beginPath();
  area<Point & { base: number }>()
    .x((point) => point.x)
    .y0((point) => point.base)
    .y1((point) => point.y)
    .curve(curve)
    .context(context as never)(pairs);
  canvas.paint({ fill: style.tints[at].hex });
  if (style.edge === null) return;
  context.beginPath();
  line<Point>(
    (point) => point.x,
    (point) => point.y,
  )
    .curve(curve)
    .context(context as never)(upper);
  canvas.paint({ stroke: style.edge, thickness: style.thickness });
}

function drawSample({ style, look, form }: CourseChart, canvas: Canvas, box: Box, at: number): void {
  if (form === 'area') {
    canvas.rectangle(box, { fill: style.tints[at].hex });
    return;
  }
  const y = Math.round(box.y + box.height / 2);
  const paint = { stroke: style.tints[at].hex, thickness: style.thickness, dash: DASHES[style.dashes[at]] };
  canvas.line(
    [
      { x: box.x, y },
      { x: box.x + box.width, y },
    ],
    paint,
  );
  const marker = style.markers[at];
  const middle = { x: box.x + box.width / 2, y };
  if (marker !== null)
    drawMarker(canvas, marker, middle, Math.min(style.markerSize, box.height), style.tints[at].hex, look.page);
}
