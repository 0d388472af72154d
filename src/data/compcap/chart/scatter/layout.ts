import { layoutFrame } from '../frame.js';
import { printed } from '../number.js';
import { place, ticks } from '../scale.js';
import { type ChartMark, Sheet } from '../sheet.js';
import { capital, measureText } from '../table.js';
import type { AxisName, ScatterChart } from './meta.js';

export type ScatterPlan = Omit<ScatterChart, 'geometry'>;

/**
 * Decides where every point and every text goes.
 *
 * @throws NoRoom
 */
export function layoutScatter(plan: ScatterPlan): ScatterChart {
  const { look, style, clouds, groupLabel } = plan;
  const sheet = new Sheet({ width: plan.width, height: plan.height });
  const axis = (name: AxisName, scale: ScatterChart['scaleX']) => ({
    title: measureText(name),
    texts: ticks(scale).map((tick) => printed(tick, look.numbers)),
    spread: 'ends' as const,
    thin: true,
  });
  const legend =
    groupLabel === null
      ? null
      : { names: clouds.map(({ name }) => name), title: look.legendTitle ? capital(groupLabel) : null };
  const frame = layoutFrame(
    { title: plan.title, legend, x: axis(plan.axisX, plan.scaleX), y: axis(plan.axisY, plan.scaleY) },
    look,
    sheet,
  );
  const { plot } = frame;
  const scaleX = { ...plan.scaleX, from: plot.x, to: plot.x + plot.width };
  const scaleY = { ...plan.scaleY, from: plot.y + plot.height, to: plot.y };
  const marks: ChartMark[] = clouds.flatMap(({ name, points }) =>
    points.map((point) => ({
      kind: 'point',
      words: name === '' ? 'point' : `${name} point`,
      box: {
        x: Math.round(place(scaleX, point.x) - style.size / 2),
        y: Math.round(place(scaleY, point.y) - style.size / 2),
        width: style.size,
        height: style.size,
      },
      series: name,
      value: point.y,
    })),
  );
  for (const { name, swatch } of frame.legend?.entries ?? [])
    marks.push({ kind: 'legend', words: name, box: swatch, series: name });
  return { ...plan, scaleX, scaleY, geometry: { frame, marks, texts: sheet.texts } };
}
