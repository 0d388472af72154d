import type { Canvas, Point } from '../../canvas.js';
import { drawLegendFrame } from '../legend.js';
import { drawTexts, recordMarks } from '../sheet.js';
import type { PieChart, Slice } from './meta.js';

/** Draws a pie from its geometry. */
export function drawPie(chart: PieChart, canvas: Canvas): void {
  const { style, look, geometry } = chart;
  const { radius, slices, leaders, legend, marks, texts } = geometry;
  canvas.ground(look.page);
  slices.forEach((slice, at) => {
    outline(canvas, slice, radius, style.hole);
    canvas.paint({ fill: style.tints[at].hex });
    if (style.border !== null) canvas.paint({ stroke: style.border, thickness: style.thickness });
  });
  for (const line of leaders) canvas.line(line as Point[], { stroke: look.ink });
  for (const { box, category } of marks.filter(({ kind }) => kind === 'legend')) {
    canvas.rectangle(box, { fill: style.tints[chart.table.categories.indexOf(category ?? '')].hex });
  }
  if (legend) drawLegendFrame(canvas, legend, look);
  drawTexts(canvas, texts);
  recordMarks(canvas, marks, texts);
}

function outline({ context }: Canvas, { from, to, centre }: Slice, radius: number, hole: number): void {
  const [begin, end] = [from, to].map((degrees) => ((degrees - 90) * Math.PI) / 180);
  context.beginPath();
  if (hole === 0) context.moveTo(centre.x, centre.y);
  context.arc(centre.x, centre.y, radius, begin, end);
  if (hole > 0) context.arc(centre.x, centre.y, radius * hole, end, begin, true);
  context.closePath();
}
