import { paintBackground } from '../background.js';
import type { Canvas } from '../canvas.js';
import type { Sources } from '../sources.js';
import type { Collage } from './meta.js';

/** Paints background, pictures and frames; every picture is recorded with its caption. */
export async function drawCollage(
  { background, pictures, radius, frame }: Collage,
  canvas: Canvas,
  sources: Sources,
): Promise<void> {
  paintBackground(canvas, background);
  const { context } = canvas;
  for (const { id, caption, phrase, box } of pictures) {
    context.save();
    if (radius > 0) {
      context.beginPath();
      context.roundRect(box.x, box.y, box.width, box.height, radius);
      context.clip();
    }
    await sources.paint(id, canvas, box);
    context.restore();
    const half = frame / 2;
    const framed = { x: box.x + half, y: box.y + half, width: box.width - frame, height: box.height - frame };
    if (frame > 0) canvas.roundedBox(framed, radius, { stroke: '#ffffff', thickness: frame });
    canvas.element('picture', phrase ?? caption, box);
  }
}
