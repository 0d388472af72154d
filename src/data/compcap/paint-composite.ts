import { createCanvas, type Canvas as Surface } from '@napi-rs/canvas';
import { Canvas, type Element, type PlacedText } from './canvas.js';
import { loadFonts } from './fonts.js';
import type { AnyCompositeKind, Size } from './kind.js';
import type { Sources } from './sources.js';

/** A drawn picture with everything that was recorded while it was drawn. */
export interface PaintedComposite extends Size {
  surface: Surface;
  texts: PlacedText[];
  elements: Element[];
}

/** Draws the picture of a kind from its metadata, with the laws of `Canvas`. */
export async function paintComposite(kind: AnyCompositeKind, meta: Size, sources: Sources): Promise<PaintedComposite> {
  loadFonts();
  const { width, height } = meta;
  const surface = createCanvas(width, height);
  const canvas = new Canvas(surface.getContext('2d'), { width, height });
  await kind.draw(meta, canvas, sources);
  return { width, height, surface, texts: canvas.texts, elements: canvas.elements };
}

/** Bytes of a picture file: PNG for flat drawings, JPEG of high quality for photographs and paper. */
export function encodeComposite({ surface }: PaintedComposite, format: 'png' | 'jpeg'): Buffer {
  return format === 'png' ? surface.toBuffer('image/png') : surface.toBuffer('image/jpeg', 92);
}
