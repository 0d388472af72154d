import type { Box } from '../../../picture/kind.js';
import { inkOn } from '../../colours.js';
import { lineHeight, textWidth } from '../../fonts.js';
import { type Frame, type FrameRequest, layoutFrame } from '../frame.js';
import { printed } from '../number.js';
import { place, type Scale, ticks } from '../scale.js';
import { type ChartMark, NoRoom, type Pen, Sheet } from '../sheet.js';
import { capital, measureText } from '../table.js';
import { type BarChart, tintIndex } from './meta.js';

/** A chart whose places are not known yet; the scale has no pixels. */
export type BarPlan = Omit<BarChart, 'geometry'>;

/**
 * Decides where every bar and every text goes.
 *
 * @throws NoRoom
 */
export function layoutBars(plan: BarPlan): BarChart {
  const { style, look } = plan;
  const sheet = new Sheet({ width: plan.width, height: plan.height });
  const frame = layoutFrame(frameRequest(plan), look, sheet);
  const { plot } = frame;
  const vertical = style.orientation === 'vertical';
  const [from, to] = vertical ? [plot.y + plot.height, plot.y] : [plot.x, plot.x + plot.width];
  const scale = { ...plan.scale, from, to };
  const marks = barMarks(plan, frame, scale);
  if (style.values !== 'none') placeValues(plan, marks, sheet, plot);
  for (const { name, swatch } of frame.legend?.entries ?? []) {
    marks.push({ kind: 'legend', words: name, box: swatch, series: name });
  }
  if (marks.some(({ box }) => box.width < 2 || box.height < 2)) throw new NoRoom();
  return { ...plan, scale, geometry: { frame, marks, texts: sheet.texts } };
}

function frameRequest({ table, style, look, scale }: BarPlan): FrameRequest {
  const names = table.series.map(({ name }) => name);
  const categories = {
    title: capital(table.categoryLabel),
    texts: table.categories,
    spread: 'slots',
    thin: false,
  } as const;
  const values = {
    title: measureText(table),
    texts: ticks(scale).map((tick) => printed(tick, look.numbers)),
    spread: 'ends',
    thin: true,
  } as const;
  const legend =
    table.groupLabel === null ? null : { names, title: look.legendTitle ? capital(table.groupLabel) : null };
  return style.orientation === 'vertical'
    ? { title: table.title, legend, x: categories, y: values }
    : { title: table.title, legend, x: values, y: categories, yDown: true };
}

/** The bars, category by category; lengths are whole pixels. */
function barMarks(plan: BarPlan, frame: Frame, scale: Scale): ChartMark[] {
  const { table, style, form } = plan;
  const { plot } = frame;
  const vertical = style.orientation === 'vertical';
  const slot = (vertical ? plot.width : plot.height) / table.categories.length;
  const columns = form === 'grouped' ? table.series.length : 1;
  const thickness = Math.floor((slot * style.share - (columns - 1) * style.gap) / columns);
  if (thickness < 5) throw new NoRoom();
  const group = columns * thickness + (columns - 1) * style.gap;
  const marks: ChartMark[] = [];
  table.categories.forEach((category, c) => {
    const middle = (vertical ? frame.xAt : frame.yAt)[c];
    let below = form === 'stacked' ? 0 : scale.low;
    table.series.forEach(({ name, values }, s) => {
      const value = values[c];
      const foot = Math.round(place(scale, form === 'stacked' ? below : scale.low));
      const head = Math.round(place(scale, form === 'stacked' ? below + value : value));
      if (form === 'stacked') below += value;
      const side = Math.round(middle - group / 2) + (form === 'grouped' ? s * (thickness + style.gap) : 0);
      const box: Box = vertical
        ? { x: side, y: head, width: thickness, height: foot - head }
        : { x: foot, y: side, width: head - foot, height: thickness };
      marks.push({ kind: 'bar', words: barWords(category, name, form), box, series: name, category, value });
    });
  });
  return marks;
}

function barWords(category: string, series: string, form: BarChart['form']): string {
  if (series === '') return `${category} bar`;
  return form === 'grouped' ? `${series} bar of ${category}` : `${series} segment of ${category}`;
}

/** Prints the value of every bar at its end or in its middle. */
function placeValues(plan: BarPlan, marks: readonly ChartMark[], sheet: Sheet, plot: Box): void {
  const { table, style, look, form } = plan;
  const vertical = style.orientation === 'vertical';
  const text = (mark: ChartMark): string => printed(mark.value ?? 0, look.numbers, table.decimals);
  const longest = Math.max(...marks.map((mark) => textWidth(text(mark), look.small)));
  const thick = vertical ? marks[0].box.width : marks[0].box.height;
  const inside = style.values === 'inside';
  const room = thick + (inside ? -4 : style.gap);
  const turn = vertical && longest > room ? 'up' : 'none';
  const across = turn === 'up' || !vertical ? lineHeight(look.small, 1.1) : longest;
  if (across > Math.max(room, inside ? 0 : form === 'single' ? thick * 1.1 : 0)) throw new NoRoom();
  marks.forEach((mark, at) => {
    const { x, y, width, height } = mark.box;
    const series = at % table.series.length;
    const { hex } = style.tints[tintIndex(plan, series, Math.floor(at / table.series.length))];
    const ground = inside ? hex : look.plot;
    const pen: Pen = { font: look.small, ink: inside ? inkOn(hex) : look.ink, ground };
    if (inside) {
      const anchor = { x: x + width / 2, y: y + height / 2 };
      sheet.text('value', text(mark), anchor, pen, turn, { x: x + 2, y: y + 2, width: width - 4, height: height - 4 });
    } else if (turn === 'up')
      sheet.text('value', text(mark), { x: x + width / 2, y: y - 4, across: 'left' }, pen, turn, plot);
    else if (vertical) sheet.text('value', text(mark), { x: x + width / 2, y: y - 4, down: 'bottom' }, pen, turn, plot);
    else sheet.text('value', text(mark), { x: x + width + 5, y: y + height / 2, across: 'left' }, pen, turn, plot);
  });
}
