import type { Canvas } from '../../canvas.js';
import { drawAxes, drawGround } from '../frame.js';
import { drawMarker } from '../marker.js';
import { place } from '../scale.js';
import { drawTexts, recordMarks } from '../sheet.js';
import { fitLine, type ScatterChart } from './meta.js';

/** Draws a scatter plot from its geometry. */
export function drawScatter(chart: ScatterChart, canvas: Canvas): void {
  const { look, style, clouds, geometry, scaleX, scaleY } = chart;
  const { frame, marks, texts } = geometry;
  drawGround(canvas, frame, look, 'both');
  if (style.fit) {
    canvas.context.save();
    canvas.context.beginPath();
    canvas.context.rect(frame.plot.x, frame.plot.y, frame.plot.width, frame.plot.height);
    canvas.context.clip();
    clouds.forEach(({ points }, at) => {
      const line = fitLine(points);
      const ends = [Math.min(...points.map(({ x }) => x)), Math.max(...points.map(({ x }) => x))];
      const path = ends.map((x) => ({ x: place(scaleX, x), y: place(scaleY, line(x)) }));
      canvas.line(path, { stroke: style.tints[at].hex, thickness: 2 });
    });
    canvas.context.restore();
  }
  for (const { kind, box, series } of marks) {
    const at = clouds.findIndex(({ name }) => name === series);
    const size = kind === 'legend' ? Math.min(box.height, style.size) : style.size;
    const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    drawMarker(canvas, style.markers[at], centre, size, style.tints[at].hex, kind === 'legend' ? look.page : look.plot);
  }
  drawAxes(canvas, frame, look, 'x', 'both');
  drawTexts(canvas, texts);
  recordMarks(canvas, marks, texts);
}
