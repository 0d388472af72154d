/**
 * Which picture pixels each tile shows and which tile, patch and pixels each visual token stands for. Everything that prunes,
 * draws, or splices visual tokens reads this one table.
 */
import { type ImageConfig, patchSide } from './config.js';
import { type ImageGeometry, measureImage } from './geometry.js';
import type { Size } from './picture.js';

/** A rectangle in pixels of the decoded picture; right and bottom are the first pixels outside, fractions allowed. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Pixel (x, y) of a tile shows the picture at (left + x · scaleX, top + y · scaleY). */
export interface Placement {
  left: number;
  top: number;
  scaleX: number;
  scaleY: number;
}

/** One tile: the thumbnail or the only view (without row and column), or a crop of the grid. */
export interface Tile extends Placement {
  index: number;
  row?: number;
  col?: number;
}

/**
 * One visual token.
 *
 * | kind | stands for |
 * |---|---|
 * | `thumb` | a patch of the thumbnail or of the only view |
 * | `crop` | a patch of a crop; in a shrunk map, the patch under the middle of the cell |
 * | `newline` | the end of a row of crop tokens, or of a single view |
 * | `cls` | the first row of the tower, kept by `select: 'full'` |
 * | `query` | an output of the Q-Former |
 */
export interface VisualToken {
  kind: 'thumb' | 'crop' | 'newline' | 'cls' | 'query';
  /** Tile index; −1 for a newline. */
  tile: number;
  /** Patch row and column in the tile; −1 where there is no patch. */
  row: number;
  col: number;
  /** What it shows, clipped to the picture: empty for a patch of padding, undefined for a newline. */
  box?: Box;
}

/** Everything about a picture that follows from its size and the configuration. */
export interface ImageLayout extends ImageGeometry {
  tiles: Tile[];
  /** The visual tokens in the order the language model sees them. */
  tokens: VisualToken[];
  /** Positions of the newline tokens. */
  newlines: number[];
}

/**
 * Lays a picture out. Pure: no pixels are needed.
 *
 * @throws TesseraeError `image-size`
 * @example
 * const { grid, tokens, total } = layoutImage({ width: 640, height: 480 }, config);
 */
export function layoutImage(picture: Size, config: ImageConfig): ImageLayout {
  const geometry = measureImage(picture, config);
  const tiles = placeTiles(geometry, config);
  const tokens = geometry.grid
    ? [...viewTokens(geometry, tiles[0], { ...config, newline: false }), ...cropTokens(geometry, tiles, config)]
    : viewTokens(geometry, tiles[0], config);
  const newlines = tokens.flatMap((token, position) => (token.kind === 'newline' ? [position] : []));
  return { ...geometry, tiles, tokens, newlines };
}

function placeTiles({ picture, canvas, resized, paste, grid }: ImageGeometry, { mode, tile }: ImageConfig): Tile[] {
  if (mode === 'pad') {
    const scale = canvas.width / tile;
    return [{ index: 0, left: 0 - paste.left, top: 0 - paste.top, scaleX: scale, scaleY: scale }];
  }
  const scaleX = picture.width / resized.width;
  const scaleY = picture.height / resized.height;
  const at = (x: number, y: number): Placement => ({
    left: (x - paste.left) * scaleX,
    top: (y - paste.top) * scaleY,
    scaleX,
    scaleY,
  });
  if (!grid) return [{ index: 0, ...at(0, 0) }];
  const thumbnail = { index: 0, left: 0, top: 0, scaleX: picture.width / tile, scaleY: picture.height / tile };
  const crops = Array.from({ length: grid.rows * grid.cols }, (_, i) => {
    const row = Math.floor(i / grid.cols);
    const col = i % grid.cols;
    return { index: i + 1, row, col, ...at(col * tile, row * tile) };
  });
  return [thumbnail, ...crops];
}

/** Tokens of one whole view, row by row. */
function viewTokens({ picture, side }: ImageGeometry, view: Tile, config: ImageConfig): VisualToken[] {
  const { patch, cls, select, queries, newline } = config;
  const whole = { left: 0, top: 0, right: picture.width, bottom: picture.height };
  const unplaced = (kind: VisualToken['kind']): VisualToken => ({ kind, tile: 0, row: -1, col: -1, box: whole });
  if (queries !== undefined) return Array.from({ length: queries }, () => unplaced('query'));
  const tokens: VisualToken[] = cls && select === 'full' ? [unplaced('cls')] : [];
  for (let row = 0; row < side; row++) {
    for (let col = 0; col < side; col++) {
      const box = sourceBox(picture, view, col * patch, row * patch, (col + 1) * patch, (row + 1) * patch);
      tokens.push({ kind: 'thumb', tile: 0, row, col, box });
    }
  }
  if (newline) tokens.push(endOfLine());
  return tokens;
}

/** Tokens of the unpadded and perhaps shrunk map, each row closed by a newline. */
function cropTokens(geometry: ImageGeometry, tiles: Tile[], config: ImageConfig): VisualToken[] {
  const { picture, side, grid, kept, shrunk } = geometry;
  if (!grid || !kept) return [];
  const { rows, cols } = shrunk ?? kept;
  const rowSpans = cellSpans(rows, kept.top, kept.rows, config);
  const colSpans = cellSpans(cols, kept.left, kept.cols, config);
  const tokens: VisualToken[] = [];
  for (const y of rowSpans) {
    for (const x of colSpans) {
      const tile = 1 + Math.floor(y.middle / side) * grid.cols + Math.floor(x.middle / side);
      // All crops share one scale, so canvas pixels can be measured from the first of them.
      const box = sourceBox(picture, tiles[1], x.start, y.start, x.end, y.end);
      tokens.push({ kind: 'crop', tile, row: y.middle % side, col: x.middle % side, box });
    }
    tokens.push(endOfLine());
  }
  return tokens;
}

interface CellSpan {
  /** Canvas pixels. */
  start: number;
  end: number;
  /** The patch of the stitched map under the middle of the cell. */
  middle: number;
}

/** Along one axis: `count` cells share `patches` patches from `first` on. */
function cellSpans(count: number, first: number, patches: number, config: ImageConfig): CellSpan[] {
  const { tile, patch } = config;
  const side = patchSide(config);
  const pixel = (cell: number): number => Math.floor(cell / side) * tile + (cell % side) * patch;
  return Array.from({ length: count }, (_, i) => {
    const start = first + (i * patches) / count;
    const end = first + ((i + 1) * patches) / count;
    // Measured from the last patch that is touched, since tiles may end in pixels that no patch covers.
    const last = Math.ceil(end) - 1;
    return { start: pixel(start), end: pixel(last) + (end - last) * patch, middle: Math.floor((start + end) / 2) };
  });
}

function sourceBox(size: Size, tile: Placement, x0: number, y0: number, x1: number, y1: number): Box {
  const clip = (value: number, limit: number): number => Math.min(Math.max(value, 0), limit);
  return {
    left: clip(tile.left + x0 * tile.scaleX, size.width),
    top: clip(tile.top + y0 * tile.scaleY, size.height),
    right: clip(tile.left + x1 * tile.scaleX, size.width),
    bottom: clip(tile.top + y1 * tile.scaleY, size.height),
  };
}

const endOfLine = (): VisualToken => ({ kind: 'newline', tile: -1, row: -1, col: -1 });
