import { TesseraeError } from '../base/error.js';
import type { Rectangle, TileLayout } from './reducer.js';

/** Patches of one tile. */
export function patchesPerTile(layout: TileLayout): number {
  return layout.side * layout.side;
}

/** The part of the stitched map that shows the picture; undefined without a grid. */
export function keptRectangle({ side, grid, kept }: TileLayout): Rectangle | undefined {
  if (!grid) return undefined;
  return kept ?? { top: 0, left: 0, rows: grid.rows * side, cols: grid.cols * side };
}

/** The unpadded part of one crop, in the crop's own rows and columns; zero rows or columns for a crop that is all padding. */
export function cropRectangle(layout: TileLayout, tile: number): Rectangle {
  const { side, grid } = layout;
  const kept = keptRectangle(layout);
  if (!grid || !kept || tile === 0) return { top: 0, left: 0, rows: side, cols: side };
  const originRow = Math.floor((tile - 1) / grid.cols) * side;
  const originCol = ((tile - 1) % grid.cols) * side;
  const top = Math.max(kept.top - originRow, 0);
  const left = Math.max(kept.left - originCol, 0);
  const bottom = Math.min(kept.top + kept.rows - originRow, side);
  const right = Math.min(kept.left + kept.cols - originCol, side);
  return { top, left, rows: Math.max(bottom - top, 0), cols: Math.max(right - left, 0) };
}

/** Patches of a tile that show the picture, ascending; the thumbnail has no padding. */
export function validPatches(layout: TileLayout, tile: number): Int32Array {
  const { top, left, rows, cols } = cropRectangle(layout, tile);
  return Int32Array.from({ length: rows * cols }, (_, i) => {
    return (top + Math.floor(i / cols)) * layout.side + left + (i % cols);
  });
}

/** Number of valid patches of every tile. */
export function validCounts(layout: TileLayout): number[] {
  return Array.from({ length: layout.tiles }, (_, tile) => {
    const { rows, cols } = cropRectangle(layout, tile);
    return rows * cols;
  });
}

/** Tokens numbered tile · patches + patch, in any order, as ascending patches of every tile. */
export function splitByTile(tokens: readonly number[], layout: TileLayout): Int32Array[] {
  const patches = patchesPerTile(layout);
  const lists = Array.from({ length: layout.tiles }, (): number[] => []);
  for (const token of tokens) lists[Math.floor(token / patches)].push(token % patches);
  return lists.map((list) => Int32Array.from(list).sort());
}

/**
 * The layout of a picture, or of several views without crops, from what image processing says about it.
 *
 * @param views number of independent views (video frames) where there is no grid
 * @throws TesseraeError `reducer-layout` for a map that is shrunk after the tower (`anyres_max_K`): its tokens are no
 *   longer patches
 * @example
 * const layout = tileLayout(layoutImage(picture, config));
 */
export function tileLayout(
  image: Omit<TileLayout, 'tiles'> & { shrunk?: { rows: number; cols: number } },
  views = 1,
): TileLayout {
  const { side, grid, kept, shrunk } = image;
  if (shrunk) {
    throw new TesseraeError('reducer-layout', {
      expected: 'a picture whose visual tokens are patches',
      received: `a map shrunk to ${shrunk.rows}×${shrunk.cols}`,
      action: 'Use pyramiddrop, or a picture small enough not to be shrunk.',
    });
  }
  return grid ? { tiles: 1 + grid.rows * grid.cols, side, grid, kept } : { tiles: views, side };
}

/** @throws TesseraeError `reducer-layout` for a layout that contradicts itself */
export function checkLayout(layout: TileLayout): void {
  const { tiles, side, grid, kept } = layout;
  const fail = (expected: string, received: string): never => {
    throw new TesseraeError('reducer-layout', {
      expected,
      received,
      action: 'Pass the layout of the picture.',
    });
  };
  const whole = (n: number) => Number.isInteger(n) && n >= 1;
  if (!whole(tiles) || !whole(side)) fail('whole numbers of tiles and patches', `${tiles} tiles of side ${side}`);
  if (grid) {
    if (!whole(grid.rows) || !whole(grid.cols)) fail('whole numbers in the crop grid', `${grid.rows}×${grid.cols}`);
    const expected = 1 + grid.rows * grid.cols;
    if (tiles !== expected) fail(`${expected} tiles for a ${grid.rows}×${grid.cols} grid with thumbnail`, `${tiles}`);
  }
  if (!kept) return;
  if (!grid) fail('a crop grid beside the kept rectangle', 'a kept rectangle alone');
  const { top, left, rows, cols } = kept;
  // Very narrow pictures are unpadded to no column at all.
  const inside =
    [top, left, rows, cols].every((n) => Number.isInteger(n) && n >= 0) &&
    top + rows <= grid!.rows * side &&
    left + cols <= grid!.cols * side;
  if (!inside) fail(`a rectangle inside ${grid!.rows * side}×${grid!.cols * side} patches`, JSON.stringify(kept));
}
