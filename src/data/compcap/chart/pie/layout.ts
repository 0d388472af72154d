import type { Box } from '../../../picture/kind.js';
import { around } from '../../../picture/painter.js';
import type { Point } from '../../canvas.js';
import { inkOn } from '../../colours.js';
import { capHeight, lineHeight, textWidth } from '../../fonts.js';
import { pageSpace, placeBeside, placeTitle, type Space, takeLegend } from '../frame.js';
import { printed } from '../number.js';
import { type ChartMark, NoRoom, type Pen, Sheet, whole } from '../sheet.js';
import { capital } from '../table.js';
import { type PieChart, percentages, polar, type Slice } from './meta.js';

export type PiePlan = Omit<PieChart, 'geometry'>;

/** Length of a leader line from the edge of the pie outwards, and then sideways. */
const OUTWARDS = 14;
const SIDEWAYS = 10;

/**
 * Decides where every slice and every text goes.
 *
 * @throws NoRoom
 */
export function layoutPie(plan: PiePlan): PieChart {
  const { table, style, look } = plan;
  const sheet = new Sheet({ width: plan.width, height: plan.height });
  const space = pageSpace(look, sheet);
  placeTitle(table.title, look, sheet, space);
  const legendTitle = look.legendTitle ? capital(table.categoryLabel) : null;
  const legendPlan =
    style.names === 'legend' ? takeLegend({ names: table.categories, title: legendTitle }, look, space) : null;
  const { centre, radius, room } = circle(plan, space);
  const legend = legendPlan && placeBeside(legendPlan, room, space, look, sheet);
  const slices = slicesOf(plan, centre, radius);
  const marks: ChartMark[] = slices.map((slice, at) => ({
    kind: 'slice',
    words: `${slice.category} slice`,
    box: sliceBox(slice, radius, style.hole),
    category: slice.category,
    value: table.series[0].values[at],
  }));
  for (const { name, swatch } of legend?.entries ?? [])
    marks.push({ kind: 'legend', words: name, box: swatch, category: name });
  const leaders = placeLabels(plan, slices, centre, radius, sheet);
  return { ...plan, geometry: { radius, slices, leaders, legend, marks, texts: sheet.texts } };
}

/** Lines of the label of a slice: its name, its number, or both. */
function labelOf({ table, style, look }: PiePlan, at: number): string[] {
  const { values } = table.series[0];
  const number =
    style.numbers === 'none'
      ? []
      : style.numbers === 'value'
        ? [printed(values[at], look.numbers, table.decimals)]
        : [`${printedPercent(percentages(table)[at], table.unit === '%' ? table.decimals : 0)}%`];
  return style.names === 'legend' ? number : [table.categories[at], ...number];
}

/** A percentage as it is printed. */
export function printedPercent(share: number, decimals: 0 | 1): string {
  return share.toFixed(decimals);
}

/** The largest circle that leaves room for labels beside it. */
function circle(plan: PiePlan, space: Space): { centre: Point; radius: number; room: Box } {
  const { style, look, table } = plan;
  const width = space.right - space.left;
  const height = space.bottom - space.top;
  const outside = style.names === 'outside';
  const lines = table.categories.map((_, at) => labelOf(plan, at).join(' '));
  const label = Math.max(0, ...lines.map((text) => textWidth(text, look.small)));
  const sides = outside ? label + OUTWARDS + SIDEWAYS + 6 : 12;
  const ends = outside ? lineHeight(look.small) + 8 : 12;
  const pull = style.pulled === null ? 1 : 1.08;
  const radius = Math.floor(Math.min(width / 2 - sides, height / 2 - ends) / pull);
  // In small pictures a share of the side counts; it binds below 356 pixels only.
  if (radius < Math.min(80, 0.225 * Math.min(plan.width, plan.height))) throw new NoRoom();
  const centre = { x: Math.round((space.left + space.right) / 2), y: Math.round((space.top + space.bottom) / 2) };
  const room = { x: centre.x - radius, y: centre.y - radius, width: 2 * radius, height: 2 * radius };
  return { centre, radius, room };
}

function slicesOf({ table, style }: PiePlan, centre: Point, radius: number): Slice[] {
  let angle = style.start;
  return percentages(table).map((share, at) => {
    const sweep = 3.6 * share;
    const [from, to] = style.clockwise ? [angle, angle + sweep] : [angle - sweep, angle];
    angle = style.clockwise ? to : from;
    const moved = style.pulled === at ? polar(centre, (from + to) / 2, radius * 0.08) : centre;
    return { category: table.categories[at], from, to, centre: moved };
  });
}

/** The box around the outline of a slice. */
function sliceBox({ from, to, centre }: Slice, radius: number, hole: number): Box {
  const steps = Math.max(2, Math.ceil((to - from) / 3));
  const points = Array.from({ length: steps + 1 }, (_, at) => from + ((to - from) * at) / steps).flatMap((angle) => [
    polar(centre, angle, radius),
    polar(centre, angle, radius * hole),
  ]);
  return whole(around(points.map(({ x, y }) => ({ x, y, width: 0, height: 0 }))));
}

/** Labels inside their slices where they fit, else beside the pie with a line. */
function placeLabels(plan: PiePlan, slices: readonly Slice[], centre: Point, radius: number, sheet: Sheet): Point[][] {
  const { style } = plan;
  const beside: { at: number; text: string }[] = [];
  slices.forEach((slice, at) => {
    const lines = labelOf(plan, at);
    if (lines.length === 0) return;
    if (style.names === 'outside' || !placeInside(plan, slice, lines, at, radius, sheet))
      beside.push({ at, text: lines.join(' ') });
  });
  return placeBesides(plan, slices, beside, centre, radius, sheet);
}

function placeInside(
  { style, look }: PiePlan,
  slice: Slice,
  lines: readonly string[],
  at: number,
  radius: number,
  sheet: Sheet,
): boolean {
  const { hex } = style.tints[at];
  const pen: Pen = { font: look.small, ink: inkOn(hex), ground: hex };
  const pitch = lineHeight(look.small, 1.25);
  const height = (lines.length - 1) * pitch + capHeight(look.small);
  const width = Math.max(...lines.map((line) => textWidth(line, look.small)));
  for (const depth of [(1 + style.hole) / 2, 0.7, 0.78]) {
    const middle = polar(slice.centre, (slice.from + slice.to) / 2, radius * Math.max(depth, (1 + style.hole) / 2));
    const box = { x: middle.x - width / 2 - 3, y: middle.y - height / 2 - 4, width: width + 6, height: height + 8 };
    if (!inSlice(box, slice, radius, style.hole)) continue;
    lines.forEach((line, row) => {
      sheet.text('label', line, { x: middle.x, y: middle.y - height / 2 + row * pitch, down: 'top' }, pen);
    });
    return true;
  }
  return false;
}

function inSlice({ x, y, width, height }: Box, { from, to, centre }: Slice, radius: number, hole: number): boolean {
  const steps = [0, 0.25, 0.5, 0.75, 1];
  return steps.every((across) =>
    steps.every((down) => {
      const dx = x + across * width - centre.x;
      const dy = y + down * height - centre.y;
      const distance = Math.hypot(dx, dy);
      if (distance > radius - 2 || distance < hole * radius + 2) return false;
      const angle = (Math.atan2(dx, -dy) * 180) / Math.PI;
      const turned = ((((angle - from) % 360) + 360) % 360) + from;
      return turned >= from && turned <= to;
    }),
  );
}

/** Labels left and right of the pie, moved apart where they would touch. */
function placeBesides(
  { look, style }: PiePlan,
  slices: readonly Slice[],
  beside: readonly { at: number; text: string }[],
  centre: Point,
  radius: number,
  sheet: Sheet,
): Point[][] {
  const pen: Pen = { font: look.small, ink: look.ink, ground: look.page };
  const pitch = lineHeight(look.small, 1.2);
  const leaders: Point[][] = [];
  for (const side of ['left', 'right'] as const) {
    const sign = side === 'right' ? 1 : -1;
    const items = beside
      .map(({ at, text }) => ({ text, middle: (slices[at].from + slices[at].to) / 2, slice: slices[at], at }))
      .filter(({ middle }) => Math.sign(Math.sin((middle * Math.PI) / 180) || 1) === sign)
      .map((item) => ({ ...item, y: polar(centre, item.middle, radius + OUTWARDS).y }))
      .sort((a, b) => a.y - b.y);
    spreadOut(items, pitch);
    for (const { text, middle, slice, y, at } of items) {
      const far = radius * (style.pulled === at ? 1.08 : 1);
      const edge = polar(slice.centre, middle, radius - 4);
      const knee = { x: polar(centre, middle, far + OUTWARDS).x, y };
      const end = { x: knee.x + sign * SIDEWAYS, y };
      if (Math.hypot(knee.x - centre.x, knee.y - centre.y) < far + 4) throw new NoRoom();
      sheet.text('label', text, { x: end.x + sign * 4, y, across: side === 'right' ? 'left' : 'right' }, pen);
      leaders.push(
        [edge, knee, end].map((point) => ({ x: Math.round(point.x * 10) / 10, y: Math.round(point.y * 10) / 10 })),
      );
    }
  }
  return leaders;
}

function spreadOut(items: { y: number }[], pitch: number): void {
  for (let round = 0; round < 40; round++) {
    let moved = false;
    for (let at = 1; at < items.length; at++) {
      const gap = items[at].y - items[at - 1].y;
      if (gap >= pitch) continue;
      items[at - 1].y -= (pitch - gap) / 2;
      items[at].y += (pitch - gap) / 2;
      moved = true;
    }
    if (!moved) return;
  }
}
