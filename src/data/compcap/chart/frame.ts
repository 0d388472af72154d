import type { Box } from '../../picture/kind.js';
import type { Canvas } from '../canvas.js';
import { capHeight, lineHeight, textWidth, wrapText } from '../fonts.js';
import { drawLegendFrame, type Legend, type LegendPlan, placeLegend, planLegend } from './legend.js';
import type { Look } from './look.js';
import { NoRoom, type Pen, type Sheet } from './sheet.js';

/** One axis: the texts along it, from left to right, or for a value axis on the left from bottom to top. */
export interface AxisRequest {
  title: string | null;
  texts: readonly string[];
  /** `slots`: every text stands for a stretch, as categories do; `ends`: the first and last stand at the ends. */
  spread: 'slots' | 'ends';
  /** True where every second or third text may be shown only. */
  thin: boolean;
}

export interface LegendRequest {
  names: readonly string[];
  title: string | null;
  /** Wide samples, for lines. */
  line?: boolean;
}

export interface FrameRequest {
  title: string | null;
  legend: LegendRequest | null;
  x: AxisRequest;
  y: AxisRequest;
  /** True where the texts of the y axis run downwards, as categories of horizontal bars do. */
  yDown?: boolean;
}

/** The area of data and what surrounds it. */
export interface Frame {
  plot: Box;
  legend: Legend | null;
  /** Where the texts of the axes point, in pixels. */
  xAt: number[];
  yAt: number[];
}

/** What is left of the page while it is given away. */
export interface Space {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const TICK = 5;

/**
 * Lays out title, legend, axes and the area of data.
 *
 * @throws NoRoom
 */
export function layoutFrame(request: FrameRequest, look: Look, sheet: Sheet): Frame {
  const { x, y } = request;
  const space = pageSpace(look, sheet);
  placeTitle(request.title, look, sheet, space);
  const legendPlan = request.legend && takeLegend(request.legend, look, space);
  const pen: Pen = { font: look.small, ink: look.ink, ground: look.page };
  const axisPen: Pen = { font: look.axis, ink: look.ink, ground: look.page };
  const far = look.farAxis && !request.yDown;
  const yTitle = look.axisTitles === 'none' ? null : y.title;
  const xTitle = look.axisTitles === 'none' ? null : x.title;
  const turnedTitle = yTitle !== null && look.axisTitles === 'middle';
  const yWidth = Math.max(...y.texts.map((text) => textWidth(text, look.small)));
  const yRoom = (turnedTitle ? lineHeight(look.axis) + 5 : 0) + yWidth + TICK + 5;
  if (yWidth > (space.right - space.left) * 0.32) throw new NoRoom();
  const overhang = x.spread === 'ends' ? Math.ceil(textWidth(x.texts[x.texts.length - 1], look.small) / 2) : 0;
  const left = space.left + (far ? Math.max(4, overhang) : Math.max(yRoom, x.spread === 'ends' ? overhang : 0));
  const right = space.right - (far ? Math.max(yRoom, overhang) : Math.max(overhang, 4));
  const form = textForm(x, right - left, look, sheet.size.height);
  const xRoom = form.height + TICK + 5 + (xTitle === null ? 0 : lineHeight(look.axis, 1.2) + 8);
  const topAir = Math.ceil(look.small.px / 2) + (yTitle !== null && !turnedTitle ? lineHeight(look.axis, 1.5) : 0);
  const plot: Box = {
    x: Math.round(left),
    y: Math.round(space.top + topAir),
    width: Math.round(right - left),
    height: Math.round(space.bottom - xRoom - space.top - topAir),
  };
  const { width, height } = sheet.size;
  // Small pictures have small areas of data: these shares bind below 400 by 357 pixels only.
  if (plot.width < Math.min(180, 0.45 * width) || plot.height < Math.min(150, 0.42 * height)) throw new NoRoom();
  const legend = legendPlan && placeBeside(legendPlan, plot, space, look, sheet);
  const xAt = positions(x, plot.x, plot.x + plot.width);
  const yAt = request.yDown ? positions(y, plot.y, plot.y + plot.height) : positions(y, plot.y + plot.height, plot.y);
  const base = plot.y + plot.height + TICK + 4;
  x.texts.forEach((text, at) => {
    if (at % form.every !== 0) return;
    if (form.turned) {
      sheet.text('category', text, { x: xAt[at], y: base, across: 'right' }, pen, 'up');
      return;
    }
    form.lines[at].forEach((line, row) => {
      const top = base + row * lineHeight(look.small, 1.15);
      sheet.text(x.spread === 'slots' ? 'category' : 'tick', line, { x: xAt[at], y: top, down: 'top' }, pen);
    });
  });
  const column = far ? plot.x + plot.width + TICK + 3 : plot.x - TICK - 3;
  const yStep = plot.height / Math.max(1, y.texts.length - (y.spread === 'ends' ? 1 : 0));
  if (yStep < capHeight(look.small) + 5) throw new NoRoom();
  y.texts.forEach((text, at) => {
    const role = y.spread === 'slots' ? 'category' : 'tick';
    sheet.text(role, text, { x: column, y: yAt[at], across: far ? 'left' : 'right' }, pen);
  });
  if (xTitle !== null) {
    const top = base + form.height + 8;
    const end = look.axisTitles === 'end';
    const anchor = end ? plot.x + plot.width : plot.x + plot.width / 2;
    sheet.text('axis', xTitle, { x: anchor, y: top, across: end ? 'right' : 'centre', down: 'top' }, axisPen);
  }
  if (yTitle !== null) {
    const side = far ? space.right - lineHeight(look.axis) / 2 : space.left + lineHeight(look.axis) / 2;
    if (turnedTitle) sheet.text('axis', yTitle, { x: side, y: plot.y + plot.height / 2 }, axisPen, 'up');
    else {
      const anchor = far ? plot.x + plot.width : plot.x;
      const bottom = plot.y - look.small.px / 2 - 6;
      const from = far ? anchor + yWidth : anchor - yWidth;
      sheet.text('axis', yTitle, { x: from, y: bottom, across: far ? 'right' : 'left', down: 'bottom' }, axisPen);
    }
  }
  return { plot, legend, xAt, yAt };
}

/** The page inside its margin. */
export function pageSpace(look: Look, sheet: Sheet): Space {
  const { width, height } = sheet.size;
  return { left: look.margin, top: look.margin, right: width - look.margin, bottom: height - look.margin };
}

/** Places the title in one or two lines and takes its strip from the space. */
export function placeTitle(title: string | null, look: Look, sheet: Sheet, space: Space): void {
  if (title === null) return;
  const lines = wrapText(title, look.title, space.right - space.left);
  if (lines.length > 2) throw new NoRoom();
  const pitch = lineHeight(look.title, 1.25);
  const height = lines.length * pitch;
  const top = look.titlePlace === 'top' ? space.top : space.bottom - height;
  const across = look.titleAlign;
  const x = across === 'left' ? space.left : across === 'right' ? space.right : (space.left + space.right) / 2;
  const pen: Pen = { font: look.title, ink: look.ink, ground: look.page };
  lines.forEach((line, row) => {
    sheet.text('title', line, { x, y: top + (row + 0.5) * pitch, across }, pen);
  });
  if (look.titlePlace === 'top') space.top += height + 6;
  else space.bottom -= height + 6;
}

/** Takes the strip of a legend from the space. */
export function takeLegend(request: LegendRequest, look: Look, space: Space): LegendPlan {
  const { names, title, line } = request;
  const width = space.right - space.left;
  const side = look.legendPlace === 'left' || look.legendPlace === 'right';
  const plan = planLegend(names, title, look, side ? width * 0.38 : width, side ? 'column' : 'rows', line);
  if (plan.height > (space.bottom - space.top) * (side ? 1 : 0.3)) throw new NoRoom();
  if (look.legendPlace === 'right') space.right -= plan.width + 10;
  else if (look.legendPlace === 'left') space.left += plan.width + 10;
  else if (look.legendPlace === 'top') space.top += plan.height + 6;
  else space.bottom -= plan.height + 6;
  return plan;
}

/** Places a legend into the strip that was taken for it, centred along the area of data. */
export function placeBeside(plan: LegendPlan, plot: Box, space: Space, look: Look, sheet: Sheet): Legend {
  const middle = Math.round(plot.y + plot.height / 2 - plan.height / 2);
  const centre = Math.round((space.left + space.right - plan.width) / 2);
  const y = Math.max(space.top, Math.min(middle, Math.round(space.bottom) - plan.height));
  if (look.legendPlace === 'right') return placeLegend(plan, Math.round(space.right + 10), y, look, sheet);
  if (look.legendPlace === 'left') return placeLegend(plan, Math.round(space.left - plan.width - 10), y, look, sheet);
  if (look.legendPlace === 'top')
    return placeLegend(plan, centre, Math.round(space.top - plan.height - 6), look, sheet);
  return placeLegend(plan, centre, Math.round(space.bottom + 6), look, sheet);
}

interface TextForm {
  turned: boolean;
  every: number;
  lines: string[][];
  height: number;
}

/** Decides whether the texts below the axis stand flat, in two lines, thinned out or turned. */
function textForm(axis: AxisRequest, width: number, look: Look, pictureHeight: number): TextForm {
  const { texts, spread, thin } = axis;
  const pitch = width / Math.max(1, spread === 'slots' ? texts.length : texts.length - 1);
  const widest = Math.max(...texts.map((text) => textWidth(text, look.small)));
  const flat = texts.map((text) => [text]);
  const height = capHeight(look.small);
  const air = Math.max(6, look.small.px / 2);
  if (widest + air <= pitch) return { turned: false, every: 1, lines: flat, height };
  if (thin) {
    const every = Math.ceil((widest + air) / pitch);
    if (every <= Math.max(2, texts.length / 4)) return { turned: false, every, lines: flat, height };
    throw new NoRoom();
  }
  const wrapped = texts.map((text) => wrapText(text, look.small, pitch - air));
  const fits = wrapped.every(
    (lines) => lines.length <= 2 && lines.every((line) => textWidth(line, look.small) <= pitch - air),
  );
  if (fits) return { turned: false, every: 1, lines: wrapped, height: height + lineHeight(look.small, 1.15) };
  if (pitch < lineHeight(look.small, 1.1) || widest > pictureHeight * 0.25) throw new NoRoom();
  return { turned: true, every: 1, lines: flat, height: widest };
}

function positions({ texts, spread }: AxisRequest, from: number, to: number): number[] {
  const pitch = (to - from) / Math.max(1, spread === 'slots' ? texts.length : texts.length - 1);
  return texts.map((_, at) => from + (at + (spread === 'slots' ? 0.5 : 0)) * pitch);
}

const DASHES = { none: [], solid: [], dashed: [6, 4], dotted: [1.5, 3] } as const;

/** Draws page, area of data and grid; the lines of the axes follow after the data, by `drawAxes`. */
export function drawGround(canvas: Canvas, frame: Frame, look: Look, lines: 'x' | 'y' | 'both'): void {
  const { plot, xAt, yAt } = frame;
  canvas.ground(look.page);
  canvas.rectangle(plot, { fill: look.plot });
  if (look.grid === 'none') return;
  const paint = { stroke: look.faint, dash: DASHES[look.grid] };
  if (lines !== 'x') {
    for (const at of yAt) {
      const y = Math.round(at) + 0.5;
      canvas.line(
        [
          { x: plot.x, y },
          { x: plot.x + plot.width, y },
        ],
        paint,
      );
    }
  }
  if (lines !== 'y') {
    for (const at of xAt) {
      const x = Math.round(at) + 0.5;
      canvas.line(
        [
          { x, y: plot.y },
          { x, y: plot.y + plot.height },
        ],
        paint,
      );
    }
  }
}

/** Draws the lines of the axes and their tick marks, and the legend's frame. */
export function drawAxes(canvas: Canvas, frame: Frame, look: Look, base: 'x' | 'y', ticks: 'x' | 'y' | 'both'): void {
  const { plot, xAt, yAt, legend } = frame;
  const [left, top, right, bottom] = [plot.x, plot.y, plot.x + plot.width, plot.y + plot.height].map((at) => at + 0.5);
  const far = look.farAxis && base === 'x';
  const paint = { stroke: look.ink };
  const side = far ? right : left;
  if (look.axes === 'box') canvas.rectangle({ x: left, y: top, width: plot.width, height: plot.height }, paint);
  if (look.axes === 'corner' || (look.axes === 'base' && base === 'x')) {
    canvas.line(
      [
        { x: left, y: bottom },
        { x: right, y: bottom },
      ],
      paint,
    );
  }
  if (look.axes === 'corner' || (look.axes === 'base' && base === 'y')) {
    canvas.line(
      [
        { x: side, y: top },
        { x: side, y: bottom },
      ],
      paint,
    );
  }
  if (look.tickMarks && look.axes !== 'none') {
    if (ticks !== 'y')
      for (const at of xAt)
        canvas.line(
          [
            { x: Math.round(at) + 0.5, y: bottom },
            { x: Math.round(at) + 0.5, y: bottom + TICK },
          ],
          paint,
        );
    if (ticks !== 'x')
      for (const at of yAt)
        canvas.line(
          [
            { x: side, y: Math.round(at) + 0.5 },
            { x: side + (far ? TICK : -TICK), y: Math.round(at) + 0.5 },
          ],
          paint,
        );
  }
  if (legend) drawLegendFrame(canvas, legend, look);
}
