import { TesseraeError } from '../base/error.js';
import type { Rectangle, TileLayout } from './reducer.js';

/** Patches of one tile. */
export function patchesPerTile(layout: TileLayout): number {
  return layout.side * layout.side;
}

/** The part of the stitched map that shows the picture; undefined without a grid. */
export function validRectangle({ side, grid, valid }: TileLayout): Rectangle | undefined {
  if (!grid) return undefined;
  return valid ?? { top: 0, left: 0, rows: grid.rows * side, cols: grid.cols * side };
}

/** The valid part of one crop, in the crop's own rows and columns; zero rows or columns for an all-padding crop. */
export function cropRectangle(layout: TileLayout, tile: number): Rectangle {
  const { side, grid } = layout;
  const valid = validRectangle(layout);
  if (!grid || !valid || tile === 0) return { top: 0, left: 0, rows: side, cols: side };
  const originRow = Math.floor((tile - 1) / grid.cols) * side;
  const originCol = ((tile - 1) % grid.cols) * side;
  const top = Math.max(valid.top - originRow, 0);
  const left = Math.max(valid.left - originCol, 0);
  const bottom = Math.min(valid.top + valid.rows - originRow, side);
  const right = Math.min(valid.left + valid.cols - originCol, side);
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

/** @throws TesseraeError `reducer-layout` for a layout that contradicts itself */
export function checkLayout(layout: TileLayout): void {
  const { tiles, side, grid, valid } = layout;
  const fail = (expected: string, received: string): never => {
    throw new TesseraeError('reducer-layout', {
      expected,
      received,
      action: 'Pass the layout of the encoded picture.',
    });
  };
  const whole = (n: number) => Number.isInteger(n) && n >= 1;
  if (!whole(tiles) || !whole(side)) fail('whole numbers of tiles and patches', `${tiles} tiles of side ${side}`);
  if (grid) {
    if (!whole(grid.rows) || !whole(grid.cols)) fail('whole numbers in the crop grid', `${grid.rows}×${grid.cols}`);
    const expected = 1 + grid.rows * grid.cols;
    if (tiles !== expected) fail(`${expected} tiles for a ${grid.rows}×${grid.cols} grid with thumbnail`, `${tiles}`);
  }
  if (!valid) return;
  if (!grid) fail('a crop grid beside the valid rectangle', 'a valid rectangle alone');
  const { top, left, rows, cols } = valid;
  const inside =
    [top, left].every((n) => Number.isInteger(n) && n >= 0) &&
    [rows, cols].every(whole) &&
    top + rows <= grid!.rows * side &&
    left + cols <= grid!.cols * side;
  if (!inside) fail(`a rectangle inside ${grid!.rows * side}×${grid!.cols * side} patches`, JSON.stringify(valid));
}
