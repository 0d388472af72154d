import type { Canvas } from '../../canvas.js';
import { drawTexts, recordMarks } from '../sheet.js';
import { atlasOf } from './atlas.js';
import type { MapChart } from './meta.js';

/** Draws a map from its metadata. */
export function drawMap(chart: MapChart, canvas: Canvas): void {
  const { scope, style, look, regions, geometry } = chart;
  const { map, zoom, marks, texts } = geometry;
  canvas.ground(look.page);
  const { context } = canvas;
  const paths = new Map(atlasOf(scope, style.projection).regions.map(({ name, path }) => [name, path]));
  context.save();
  context.translate(map.x, map.y);
  context.scale(zoom, zoom);
  context.strokeStyle = style.border;
  context.lineWidth = style.thickness / zoom;
  context.lineJoin = 'round';
  for (const { name, hex } of regions) {
    const path = paths.get(name);
    if (!path) continue;
    context.fillStyle = hex;
    context.fill(path);
    context.stroke(path);
  }
  context.restore();
  drawLegend(chart, canvas);
  drawTexts(canvas, texts);
  recordMarks(canvas, marks, texts);
}

function drawLegend({ geometry, classes, missing, scale, look }: MapChart, canvas: Canvas): void {
  const { bar, entries } = geometry.legend;
  for (const { name, swatch } of entries) {
    const hex = classes.find(({ text }) => text === name)?.tint.hex ?? missing.tint.hex;
    canvas.rectangle(swatch, { fill: hex, stroke: look.faint });
  }
  if (!bar || !scale) return;
  const upright = bar.height > bar.width;
  const gradient = upright
    ? canvas.context.createLinearGradient(0, bar.y + bar.height, 0, bar.y)
    : canvas.context.createLinearGradient(bar.x, 0, bar.x + bar.width, 0);
  scale.ramp.forEach((hex, at) => {
    gradient.addColorStop(at / (scale.ramp.length - 1), hex);
  });
  canvas.context.fillStyle = gradient;
  canvas.context.fillRect(bar.x, bar.y, bar.width, bar.height);
  canvas.rectangle(bar, { stroke: look.faint });
}
