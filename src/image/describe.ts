import { createHash } from 'node:crypto';
import type { ImageConfig, ImageMode } from './config.js';
import { decodeImage } from './decode.js';
import type { DecodedImage } from './decode-limits.js';
import type { Grid } from './geometry.js';
import type { Size } from './picture.js';
import { cutTiles } from './tiles.js';

/** What happens to one picture file, as plain data. Pairs are height before width, rows before columns. */
export interface ImageDescription {
  path: string;
  format: DecodedImage['format'];
  /** Size of the decoded picture, after EXIF rotation. */
  width: number;
  height: number;
  mode: ImageMode;
  canvas: [height: number, width: number];
  resized: [height: number, width: number];
  /** Crops; null when the picture is one view. */
  grid: [rows: number, cols: number] | null;
  /** The part of the patch map that shows the picture; null when the picture is one view. */
  kept: [rows: number, cols: number] | null;
  /** The map after `anyres_max_K`; null where it is not shrunk. */
  shrunk: [rows: number, cols: number] | null;
  /** Tiles in order, with the SHA-256 of their bytes (3, side, side); row and col are null for the whole view. */
  tiles: { index: number; row: number | null; col: number | null; sha256: string }[];
  visualTokens: number;
}

/**
 * Decodes a picture, cuts it, and says what came out: `tesserae image FILE --json`.
 *
 * @throws TesseraeError as `decodeImage` and `cutTiles`
 */
export async function describeImage(path: string, config: ImageConfig): Promise<ImageDescription> {
  const image = await decodeImage(path);
  const { tiles, layout } = cutTiles(image, config);
  const length = 3 * config.tile * config.tile;
  return {
    path,
    format: image.format,
    width: image.width,
    height: image.height,
    mode: config.mode,
    canvas: fromSize(layout.canvas),
    resized: fromSize(layout.resized),
    grid: fromGrid(layout.grid),
    kept: fromGrid(layout.kept),
    shrunk: fromGrid(layout.shrunk),
    tiles: layout.tiles.map(({ index, row = null, col = null }) => ({
      index,
      row,
      col,
      sha256: createHash('sha256')
        .update(tiles.subarray(index * length, (index + 1) * length))
        .digest('hex'),
    })),
    visualTokens: layout.total,
  };
}

const fromSize = ({ height, width }: Size): [number, number] => [height, width];
const fromGrid = (grid?: Grid): [number, number] | null => (grid ? [grid.rows, grid.cols] : null);
