import type { Canvas } from '../../canvas.js';
import { drawAxes, drawGround } from '../frame.js';
import { drawHatch } from '../hatch.js';
import { snapped } from '../legend.js';
import { drawTexts, recordMarks } from '../sheet.js';
import { type BarChart, tintIndex } from './meta.js';

/** Draws a bar chart from its geometry. */
export function drawBars(chart: BarChart, canvas: Canvas): void {
  const { table, style, look, geometry } = chart;
  const { frame, marks, texts } = geometry;
  const vertical = style.orientation === 'vertical';
  drawGround(canvas, frame, look, vertical ? 'y' : 'x');
  const bars = marks.filter(({ kind }) => kind === 'bar');
  bars.forEach(({ box }, at) => {
    const index = tintIndex(chart, at % table.series.length, Math.floor(at / table.series.length));
    drawPiece(chart, canvas, box, index);
  });
  for (const { box, series } of marks.filter(({ kind }) => kind === 'legend')) {
    drawPiece(
      chart,
      canvas,
      box,
      table.series.findIndex(({ name }) => name === series),
    );
  }
  if (look.grid !== 'none' && style.values === 'outside') {
    for (const { role, box } of texts) if (role === 'value') canvas.rectangle(box, { fill: look.plot });
  }
  drawAxes(canvas, frame, look, vertical ? 'x' : 'y', vertical ? 'y' : 'x');
  drawTexts(canvas, texts);
  recordMarks(canvas, marks, texts);
}

function drawPiece(
  { style }: BarChart,
  canvas: Canvas,
  box: BarChart['geometry']['frame']['plot'],
  index: number,
): void {
  const fill = style.tints[index].hex;
  canvas.roundedBox(box, style.radius, { fill });
  drawHatch(canvas, box, fill, style.hatches[index]);
  if (style.border !== null) {
    canvas.roundedBox(snapped(box), style.radius, { stroke: style.border, thickness: style.thickness });
  }
}
