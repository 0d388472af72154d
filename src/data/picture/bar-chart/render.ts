import { around, type Painter } from '../painter.js';
import { COLOURS, THEMES } from '../palette.js';
import { ORDINALS } from '../words.js';
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
    painter.mark(around([slot.bar, slot.label, slot.value]), wordsOf(chart, index));
    painter.text(String(value), slot.value, { ...style, align: chart.orientation === 'vertical' ? 'centre' : 'left' });
  });
  if (chart.axis) painter.fill(layout.axis, ink);
}

/** All that is true of one bar, in the words of questions about it. */
function wordsOf({ bars, orientation }: BarChart, index: number): string {
  const { label, colour, value } = bars[index];
  const others = bars.filter((_, at) => at !== index).map((bar) => bar.value);
  return [
    label,
    colour,
    value,
    ORDINALS[index],
    ...(index === bars.length - 1 ? ['last'] : []),
    ...(others.every((other) => other < value) ? [orientation === 'vertical' ? 'tallest' : 'longest', 'highest'] : []),
    ...(others.every((other) => other > value) ? ['shortest', 'lowest'] : []),
  ].join(' ');
}
