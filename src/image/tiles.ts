import { TesseraeError } from '../base/error.js';
import type { ImageConfig, Rgb } from './config.js';
import { type ImageLayout, layoutImage } from './layout.js';
import { MAX_PIXELS, type Picture, type Size } from './picture.js';
import { resize } from './resize.js';

/** Pixels of all tiles of a picture, before normalisation. */
export interface ImageTiles {
  /** (tiles, 3, side, side): tile by tile, red plane, green plane, blue plane, row by row. */
  tiles: Uint8Array;
  layout: ImageLayout;
}

/**
 * Cuts a picture into the tiles the vision tower sees; with `anyres` the thumbnail comes first.
 *
 * @throws TesseraeError `image-size`, `image-too-large` (`pad`: the square would have too many pixels)
 * @example
 * const { tiles, layout } = cutTiles(await decodeImage('photo.jpg'), config);
 */
export function cutTiles(picture: Picture, config: ImageConfig): ImageTiles {
  const layout = layoutImage(picture, config);
  const length = 3 * config.tile * config.tile;
  const tiles = new Uint8Array(layout.tiles.length * length);
  tiles.set(toPlanes(cutView(picture, layout, config)));
  if (layout.grid) {
    const { canvas, resized, paste } = layout;
    const mosaic = blank(canvas, [0, 0, 0]);
    pasteInto(mosaic, resize(picture, resized.width, resized.height, config.filter), paste);
    for (const { index, row = 0, col = 0 } of layout.tiles.slice(1)) {
      const crop = cut(mosaic, { left: col * config.tile, top: row * config.tile }, config.tile);
      tiles.set(toPlanes(crop), index * length);
    }
  }
  return { tiles, layout };
}

/** Tile 0: the only view, or the thumbnail, which does not keep the aspect ratio. */
function cutView(picture: Picture, { canvas, resized, paste }: ImageLayout, config: ImageConfig): Picture {
  const { mode, tile, filter } = config;
  if (mode === 'pad') return resize(square(picture, canvas, paste, config), tile, tile, filter);
  if (mode === 'crop') {
    const window = { left: 0 - paste.left, top: 0 - paste.top, width: tile, height: tile };
    return resize(picture, resized.width, resized.height, filter, window);
  }
  return resize(picture, tile, tile, filter);
}

/** The picture centred on a square of the mean colour. */
function square(picture: Picture, canvas: Size, paste: ImageLayout['paste'], config: ImageConfig): Picture {
  if (canvas.width * canvas.height > MAX_PIXELS) {
    throw new TesseraeError('image-too-large', {
      expected: `a picture whose square has at most ${MAX_PIXELS} pixels`,
      received: `${picture.width}×${picture.height}`,
      action: 'Scale the picture down first, or use mode "crop".',
    });
  }
  if (picture.width === picture.height) return picture;
  const result = blank(canvas, config.mean.map((mean) => Math.floor(mean * 255)) as Rgb);
  pasteInto(result, picture, paste);
  return result;
}

function blank({ width, height }: Size, colour: Rgb): Picture {
  const data = new Uint8Array(width * height * 3);
  data.set(colour);
  // Doubling what is written: a loop over pixels takes seconds on large squares.
  for (let filled = 3; filled < data.length; filled *= 2) data.copyWithin(filled, 0, filled);
  return { width, height, data };
}

function pasteInto(target: Picture, source: Picture, { top, left }: ImageLayout['paste']): void {
  const stride = source.width * 3;
  for (let y = 0; y < source.height; y++) {
    const row = source.data.subarray(y * stride, (y + 1) * stride);
    target.data.set(row, ((top + y) * target.width + left) * 3);
  }
}

function cut({ width, data }: Picture, { left, top }: { left: number; top: number }, side: number): Picture {
  const out = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++) {
    const start = ((top + y) * width + left) * 3;
    out.set(data.subarray(start, start + side * 3), y * side * 3);
  }
  return { width: side, height: side, data: out };
}

/** Interleaved pixels as three planes. */
function toPlanes({ width, height, data }: Picture): Uint8Array {
  const size = width * height;
  const planes = new Uint8Array(size * 3);
  for (let i = 0, p = 0; i < size; i++, p += 3) {
    planes[i] = data[p];
    planes[i + size] = data[p + 1];
    planes[i + 2 * size] = data[p + 2];
  }
  return planes;
}
