/**
 * Where the pixels and patches of a picture go: canvas, grid, kept rectangle and the number of visual tokens.
 *
 * References: LLaVA-NeXT (AnyRes, `spatial_unpad`) and LLaVA-OneVision (`anyres_max_K`). The defaults are those of current
 * transformers; `orientation: 'wh'` with `unpadRounding: 'trunc'` is the original code, which differs on pictures that fit
 * into one tile and on rare exact ratios.
 */
import { TesseraeError } from '../base/error.js';
import { type ImageConfig, patchSide } from './config.js';
import type { Size } from './picture.js';

/** Rows and columns of tiles or patches. */
export interface Grid {
  rows: number;
  cols: number;
}

/** A rectangle of patches in the stitched map of all crops. */
export interface PatchRectangle extends Grid {
  top: number;
  left: number;
}

/** The arithmetic of one picture, without its tokens one by one. */
export interface ImageGeometry {
  picture: Size;
  /** Patches along one side of a tile. */
  side: number;
  /** What the tiles are cut from: `pad` — the square before it is resized; else the area that the crops cover. */
  canvas: Size;
  /** Size the picture (`pad`: the square) is resized to. */
  resized: Size;
  /** Where the picture lies on the canvas; negative where `crop` cuts it. */
  paste: { top: number; left: number };
  /** `anyres`: crops below each other and side by side. */
  grid?: Grid;
  /** `anyres`: the part of the stitched map that shows the picture. */
  kept?: PatchRectangle;
  /** `anyres_max_K`: side of the kept map relative to K tiles; above 1.1 the map is shrunk. */
  ratio?: number;
  /** Size of the map after shrinking, where that happens. */
  shrunk?: Grid;
  /** Number of visual tokens. */
  total: number;
}

/** @throws TesseraeError `image-size` unless width and height are whole and at least 1 */
export function measureImage(picture: Size, config: ImageConfig): ImageGeometry {
  const { width, height } = picture;
  if (![width, height].every((n) => Number.isInteger(n) && n >= 1)) {
    throw new TesseraeError('image-size', {
      expected: 'a width and a height of at least 1 pixel, whole numbers',
      received: `${width}×${height}`,
      action: 'Pass the size of the decoded picture.',
    });
  }
  return config.mode === 'anyres' ? measureAnyres(picture, config) : measureView(picture, config);
}

/**
 * Number of visual tokens of a picture. The one function that data, training, serving and evaluation count with.
 *
 * @throws TesseraeError `image-size`
 * @example
 * visualTokens({ width: 640, height: 480 }, config); // 2340 for LLaVA-NeXT
 */
export function visualTokens(picture: Size, config: ImageConfig): number {
  return measureImage(picture, config).total;
}

/** One view: every patch is a token. */
function measureView({ width, height }: Size, config: ImageConfig): ImageGeometry {
  const { mode, tile, cls, select, queries, newline } = config;
  const side = patchSide(config);
  const square = { width: tile, height: tile };
  const total = queries ?? side * side + (cls && select === 'full' ? 1 : 0) + (newline ? 1 : 0);
  const view = { picture: { width, height }, side, canvas: square, resized: square, paste: { top: 0, left: 0 }, total };
  if (mode === 'pad') {
    const longest = Math.max(width, height);
    const paste = { top: Math.floor((longest - height) / 2), left: Math.floor((longest - width) / 2) };
    return { ...view, canvas: { width: longest, height: longest }, paste };
  }
  if (mode === 'crop') {
    const shortest = Math.min(width, height);
    const scaled = (length: number): number => (length === shortest ? tile : Math.trunc((tile * length) / shortest));
    const resized = { width: scaled(width), height: scaled(height) };
    const cut = (length: number): number => 0 - Math.floor((length - tile) / 2);
    return { ...view, resized, paste: { top: cut(resized.height), left: cut(resized.width) } };
  }
  return view;
}

/** Thumbnail plus unpadded map of the crops, one newline after each row. */
function measureAnyres({ width, height }: Size, config: ImageConfig): ImageGeometry {
  const side = patchSide(config);
  const canvas = chooseCanvas({ width, height }, config);
  const resized = fitInside({ width, height }, canvas);
  const paste = {
    top: Math.floor((canvas.height - resized.height) / 2),
    left: Math.floor((canvas.width - resized.width) / 2),
  };
  const grid = { rows: canvas.height / config.tile, cols: canvas.width / config.tile };
  const map = { rows: grid.rows * side, cols: grid.cols * side };
  const kept = unpad(map, { width, height }, config.unpadRounding);
  const shrinking = config.maxViews === undefined ? undefined : shrinkMap(kept, config.maxViews * side * side);
  const { rows, cols } = shrinking?.shrunk ?? kept;
  const total = side * side + rows * (cols + 1);
  return { picture: { width, height }, side, canvas, resized, paste, grid, kept, ...shrinking, total };
}

/**
 * The allowed canvas that shows most of the picture without enlarging it, and among equals wastes least; the first of
 * equals wins (`select_best_resolution`).
 */
export function chooseCanvas({ width, height }: Size, { pinpoints, orientation }: ImageConfig): Size {
  let best: Size = { width: 0, height: 0 };
  let bestShown = -1;
  let bestWaste = Number.POSITIVE_INFINITY;
  for (const pair of pinpoints) {
    const [h, w] = orientation === 'hw' ? pair : [pair[1], pair[0]];
    const scale = Math.min(w / width, h / height);
    const shown = Math.min(Math.trunc(width * scale) * Math.trunc(height * scale), width * height);
    const waste = w * h - shown;
    if (shown > bestShown || (shown === bestShown && waste < bestWaste)) {
      best = { width: w, height: h };
      bestShown = shown;
      bestWaste = waste;
    }
  }
  return best;
}

/** Largest size of the same aspect ratio on the canvas, rounded up. */
function fitInside({ width, height }: Size, canvas: Size): Size {
  const scaleX = canvas.width / width;
  const scaleY = canvas.height / height;
  return scaleX < scaleY
    ? { width: canvas.width, height: Math.min(Math.ceil(height * scaleX), canvas.height) }
    : { width: Math.min(Math.ceil(width * scaleY), canvas.width), height: canvas.height };
}

/**
 * The rows or columns of the map that show the picture. An odd remainder leaves one row more than computed, as in the
 * reference.
 */
function unpad(map: Grid, { width, height }: Size, rounding: ImageConfig['unpadRounding']): PatchRectangle {
  const scaled = (length: number, to: number, from: number): number =>
    rounding === 'exact' ? Math.floor((length * to) / from) : Math.trunc(length * (to / from));
  if (width / height > map.cols / map.rows) {
    const top = Math.floor((map.rows - scaled(height, map.cols, width)) / 2);
    return { top, left: 0, rows: map.rows - 2 * top, cols: map.cols };
  }
  const left = Math.floor((map.cols - scaled(width, map.rows, height)) / 2);
  return { top: 0, left, rows: map.rows, cols: map.cols - 2 * left };
}

/** `anyres_max_K`: maps of clearly more than `budget` cells are shrunk to about that many. */
function shrinkMap({ rows, cols }: Grid, budget: number): { ratio: number; shrunk?: Grid } {
  const ratio = Math.sqrt((rows * cols) / budget);
  if (ratio <= 1.1) return { ratio };
  return { ratio, shrunk: { rows: floorDivide(rows, ratio), cols: floorDivide(cols, ratio) } };
}

/** Python's `a // b` on floats; `Math.floor(a / b)` is off by one where the quotient rounds to a whole number. */
function floorDivide(a: number, b: number): number {
  const quotient = (a - (a % b)) / b;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}
