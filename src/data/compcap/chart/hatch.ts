import type { Box } from '../../picture/kind.js';
import type { Canvas } from '../canvas.js';
import { contrast, mixColours } from '../colours.js';

/** Patterns over a fill, as printed charts have. */
export const HATCHES = ['none', 'diagonal', 'back', 'cross', 'level', 'upright', 'dots', 'grid'] as const;

export type Hatch = (typeof HATCHES)[number];

/** How captions name a pattern. */
export const HATCH_WORDS: Record<Hatch, string> = {
  none: 'plain',
  diagonal: 'hatched with diagonal lines',
  back: 'hatched with diagonal lines',
  cross: 'cross-hatched',
  level: 'striped horizontally',
  upright: 'striped vertically',
  dots: 'dotted',
  grid: 'covered with a grid',
};

const PITCH = 8;

/** Covers a box with thin lines or dots; the colour beneath stays the colour that is seen. */
export function drawHatch(canvas: Canvas, box: Box, fill: string, hatch: Hatch): void {
  if (hatch === 'none' || box.width < 1 || box.height < 1) return;
  const { context } = canvas;
  const toward = contrast(fill, '#ffffff') > 2.2 ? '#ffffff' : '#000000';
  const ink = mixColours(fill, toward, 0.5);
  const { x, y, width, height } = box;
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.beginPath();
  const line = (ax: number, ay: number, bx: number, by: number): void => {
    context.moveTo(ax, ay);
    context.lineTo(bx, by);
  };
  // Lines begin at multiples of the pitch of the picture, so that neighbouring pieces continue each other.
  const first = (at: number): number => Math.floor(at / PITCH) * PITCH;
  const reach = width + height;
  if (hatch === 'diagonal' || hatch === 'cross')
    for (let at = first(x + y); at <= x + y + reach; at += PITCH) line(at - y, y, at - y - height, y + height);
  if (hatch === 'back' || hatch === 'cross')
    for (let at = first(x - y - height); at <= x - y + width; at += PITCH) line(at + y, y, at + y + height, y + height);
  if (hatch === 'level' || hatch === 'grid')
    for (let at = first(y); at <= y + height; at += PITCH) line(x, at + 0.5, x + width, at + 0.5);
  if (hatch === 'upright' || hatch === 'grid')
    for (let at = first(x); at <= x + width; at += PITCH) line(at + 0.5, y, at + 0.5, y + height);
  if (hatch === 'dots') {
    context.fillStyle = ink;
    for (let cx = first(x); cx <= x + width; cx += PITCH) {
      for (let cy = first(y); cy <= y + height; cy += PITCH) context.rect(cx + 2, cy + 2, 2.5, 2.5);
    }
    context.fill();
  } else canvas.paint({ stroke: ink, thickness: 1.4 });
  context.restore();
}
