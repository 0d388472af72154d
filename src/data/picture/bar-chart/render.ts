import type { Painter } from '../painter.js';
import { COLOURS, THEMES } from '../palette.js';
import { layoutBars } from './layout.js';
import type { BarChart } from './meta.js';

/** Paints the bars from their feet, each with its label and its value, and the title in bold. */
export function renderBarChart(chart: BarChart, painter: Painter): void {
  const { fill, ink } = THEMES[chart.theme];
  const layout = layoutBars(chart, chart.bars.length);
  const style = { font: chart.font, ink, ground: fill };
  painter.ground(fill);
  if (layout.title && chart.title !== null) {
    painter.text(chart.title, layout.title, { ...style, font: { face: 'bold', px: chart.font.px } });
  }
  const largest = Math.max(...chart.bars.map((bar) => bar.value));
  chart.bars.forEach(({ label, colour, value }, index) => {
    const slot = layout.slot(index, Math.round((layout.longest * value) / largest));
    painter.fill(slot.bar, COLOURS[colour]);
    painter.mark(slot.bar, colour);
    painter.text(label, slot.label, style);
    painter.text(String(value), slot.value, { ...style, align: chart.orientation === 'vertical' ? 'centre' : 'left' });
  });
  if (chart.axis) painter.fill(layout.axis, ink);
}
