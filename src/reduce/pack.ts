/**
 * The order in which kept tokens enter the language model: thumbnail first, then the stitched map of the crops row by
 * row, not crop by crop. Rules that differ between releases are in `Packing`.
 */
import { keptRectangle, patchesPerTile } from './layout.js';
import type { Selection, TileLayout } from './reducer.js';

/** Tile and patch of a newline token. */
export const newline = -1;

/**
 * Kept tokens and newlines in the order of the language model: (tile, patch) pairs, (−1, −1) for a newline.
 *
 * Without a grid the tiles follow one another and there are no newlines.
 *
 * @example
 * const pairs = packTokens(layout, reducer.select(signals, layout, 0.2));
 * for (let i = 0; i < pairs.length; i += 2) gather(pairs[i], pairs[i + 1]);
 */
export function packTokens(layout: TileLayout, { kept, packing }: Selection): Int32Array {
  const first = Array.from(packing.thumbnail ?? kept[0], (patch) => [0, patch]);
  if (layout.grid) return Int32Array.from([...first, ...stitchedTokens(layout, { kept, packing })].flat());
  const others = kept.slice(1).flatMap((patches, i) => Array.from(patches, (patch) => [i + 1, patch]));
  return Int32Array.from([...first, ...others].flat());
}

/** The crops' part of the order. */
function stitchedTokens(layout: TileLayout, { kept, packing }: Pick<Selection, 'kept' | 'packing'>): number[][] {
  const { side } = layout;
  const grid = layout.grid!;
  const width = grid.cols * side;
  const patches = patchesPerTile(layout);
  /** Token in each cell of the stitched map: tile · patches + patch, or −1. */
  const map = new Int32Array(grid.rows * side * width).fill(-1);
  for (let tile = 1; tile < layout.tiles; tile++) {
    const originRow = Math.floor((tile - 1) / grid.cols) * side;
    const originCol = ((tile - 1) % grid.cols) * side;
    const cells = packing.cells?.[tile] ?? kept[tile];
    kept[tile].forEach((patch, i) => {
      const row = originRow + Math.floor(cells[i] / side);
      map[row * width + originCol + (cells[i] % side)] = tile * patches + patch;
    });
  }
  const whole = { top: 0, left: 0, rows: grid.rows * side, cols: width };
  const { top, left, rows, cols } = packing.padding === 'drop' ? keptRectangle(layout)! : whole;
  const tokens: number[][] = [];
  for (let row = top; row < top + rows; row++) {
    const before = tokens.length;
    for (let col = left; col < left + cols; col++) {
      const token = map[row * width + col];
      if (token >= 0) tokens.push([Math.floor(token / patches), token % patches]);
    }
    // Rows without columns are newlines only, also in the unreduced picture.
    const stays = tokens.length > before || cols === 0;
    const ends = packing.newlines === 'every-row' || (packing.newlines === 'kept-rows' && stays);
    if (ends) tokens.push([newline, newline]);
  }
  return tokens;
}
