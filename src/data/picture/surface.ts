import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Picture } from '../../image/picture.js';
import { loadFonts } from './font.js';
import type { Mark, Size } from './kind.js';
import { Painter } from './painter.js';

/** A picture, and where everything in it is. */
export interface MarkedPicture {
  picture: Picture;
  marks: Mark[];
}

/** Runs `paint` on a blank painter of the given size and returns the pixels as RGB, with what the painter marked. */
export function paintPicture(size: Size, paint: (painter: Painter) => void): MarkedPicture {
  loadFonts();
  const { canvas, context } = surfaceOf(size);
  context.save();
  const painter = new Painter(context, size);
  paint(painter);
  context.restore();
  return { picture: { width: size.width, height: size.height, data: rgbOf(canvas.data()) }, marks: painter.marks };
}

interface Surface {
  canvas: Canvas;
  context: SKRSContext2D;
}

/** Most pictures share four sizes; the bound keeps odd sizes from filling the memory. */
const KEPT_SURFACES = 16;
const surfaces = new Map<string, Surface>();

function surfaceOf({ width, height }: Size): Surface {
  const key = `${width}x${height}`;
  const kept = surfaces.get(key);
  if (kept) return kept;
  const canvas = createCanvas(width, height);
  const surface = { canvas, context: canvas.getContext('2d') };
  if (surfaces.size < KEPT_SURFACES) surfaces.set(key, surface);
  return surface;
}

/** Drops the alpha channel: every kind fills its ground, so all pixels are opaque. */
export function rgbOf(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    rgb[to++] = rgba[from];
    rgb[to++] = rgba[from + 1];
    rgb[to++] = rgba[from + 2];
  }
  return rgb;
}
