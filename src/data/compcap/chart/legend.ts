import type { Box } from '../../picture/kind.js';
import type { Canvas } from '../canvas.js';
import { lineHeight, textWidth } from '../fonts.js';
import type { Look } from './look.js';
import { NoRoom, type Pen, type Sheet } from './sheet.js';

/** One entry of a legend with the box of its colour sample. */
export interface LegendEntry {
  name: string;
  swatch: Box;
}

/** A placed legend; its texts are on the sheet. */
export interface Legend {
  box: Box;
  entries: LegendEntry[];
}

/** What a legend takes: rows of entries, each a sample and a name. */
export interface LegendPlan {
  width: number;
  height: number;
  title: string | null;
  rows: string[][];
  swatch: { width: number; height: number };
}

/** Pixels around all entries, between a sample and its name, and between entries. */
const spacingOf = ({ tight }: Look): { pad: number; gap: number; between: number } =>
  tight ? { pad: 4, gap: 4, between: 9 } : { pad: 8, gap: 7, between: 18 };

/**
 * Plans a legend as a column, or as rows no wider than `room`.
 *
 * @throws NoRoom when one entry is wider than `room`
 */
export function planLegend(
  names: readonly string[],
  title: string | null,
  look: Look,
  room: number,
  form: 'column' | 'rows',
  line = false,
): LegendPlan {
  const px = look.small.px;
  const { pad, gap, between } = spacingOf(look);
  const swatch = { width: line ? px * 2 : px, height: px - 1 };
  const widths = names.map((name) => swatch.width + gap + textWidth(name, look.small));
  const rows: string[][] = [];
  let used = 0;
  names.forEach((name, at) => {
    const next = used === 0 ? widths[at] : used + between + widths[at];
    if (form === 'column' || rows.length === 0 || next > room - 2 * pad) {
      rows.push([name]);
      used = widths[at];
    } else {
      rows[rows.length - 1].push(name);
      used = next;
    }
  });
  const widthOf = (row: string[]): number =>
    row.reduce((sum, name) => sum + widths[names.indexOf(name)], between * (row.length - 1));
  const widest = Math.max(...rows.map(widthOf), title === null ? 0 : textWidth(title, look.axis));
  const width = widest + 2 * pad;
  if (width > room) throw new NoRoom();
  const height = rows.length * lineHeight(look.small, 1.55) + (title === null ? 0 : lineHeight(look.axis, 1.5)) + pad;
  return { width, height, title, rows, swatch };
}

/** Places a planned legend with its upper left corner at a point. */
export function placeLegend(plan: LegendPlan, x: number, y: number, look: Look, sheet: Sheet): Legend {
  const pen: Pen = { font: look.small, ink: look.ink, ground: look.page };
  const { pad, gap, between } = spacingOf(look);
  const box = { x, y, width: plan.width, height: plan.height };
  const entries: LegendEntry[] = [];
  let top = y + pad / 2;
  if (plan.title !== null) {
    const height = lineHeight(look.axis, 1.5);
    sheet.text('legend', plan.title, { x: x + pad, y: top + height / 2, across: 'left' }, { ...pen, font: look.axis });
    top += height;
  }
  const pitch = lineHeight(look.small, 1.55);
  for (const row of plan.rows) {
    let left = x + pad;
    const middle = Math.round(top + pitch / 2);
    for (const name of row) {
      const { width, height } = plan.swatch;
      entries.push({ name, swatch: { x: left, y: Math.round(middle - height / 2), width, height } });
      sheet.text('legend', name, { x: left + width + gap, y: middle, across: 'left' }, pen);
      left += width + gap + textWidth(name, look.small) + between;
    }
    top += pitch;
  }
  return { box, entries };
}

/** Draws the frame of a legend; the samples are drawn by each kind, in the way of its marks. */
export function drawLegendFrame(canvas: Canvas, legend: Legend, look: Look): void {
  if (look.legendFrame) canvas.rectangle(snapped(legend.box), { stroke: look.faint });
}

/** Half a pixel inwards, so that thin lines are sharp. */
export function snapped({ x, y, width, height }: Box): Box {
  return {
    x: Math.round(x) + 0.5,
    y: Math.round(y) + 0.5,
    width: Math.round(width) - 1,
    height: Math.round(height) - 1,
  };
}
