import type { ResizeFilter } from './resize-weights.js';

/**
 * How a picture becomes tiles.
 *
 * | mode | what happens | models |
 * |---|---|---|
 * | `pad` | squared with the mean colour, then resized to one tile | LLaVA-1.5 (original), several pictures in LLaVA-OneVision |
 * | `crop` | shortest side resized to the tile, the centre cut out | LLaVA-1.5 (Hugging Face), CLIP, video frames |
 * | `stretch` | resized to one tile, aspect ratio not kept | InstructBLIP |
 * | `anyres` | thumbnail and a grid of crops | LLaVA-NeXT, LLaVA-NeXT-Video, LLaVA-OneVision |
 */
export type ImageMode = 'pad' | 'crop' | 'stretch' | 'anyres';

/** One number per colour channel: red, green, blue. */
export type Rgb = [number, number, number];

/** Everything that decides the tiles, the visual tokens and the tensor of a picture; read by `readImageConfig`. */
export interface ImageConfig {
  mode: ImageMode;
  /** Mode of every picture when a prompt has several; see `multiPictureConfig`. */
  multiMode: ImageMode;
  /** Side of a tile in pixels, 336 for CLIP ViT-L/14. */
  tile: number;
  /** Side of a patch in pixels; a remainder of the tile is covered by no patch. */
  patch: number;
  filter: ResizeFilter;
  /** Mean and standard deviation of the normalisation, on the rescaled value. */
  mean: Rgb;
  std: Rgb;
  /** Factor from 0…255 to the scale of `mean` and `std`. */
  rescale: number;
  /** The tower puts a CLS row before the patches. */
  cls: boolean;
  /** `default` leaves the first row of the tower out, `full` keeps every row. */
  select: 'default' | 'full';
  /** Tokens of a picture whose patches go through a Q-Former; undefined without one. */
  queries?: number;
  /** A picture of one view ends with a newline token. */
  newline: boolean;
  /** `anyres`: allowed canvases, multiples of the tile; pairs as `orientation` says. Empty in other modes. */
  pinpoints: [number, number][];
  /** How pinpoints are read: height first (Hugging Face) or width first (original code). */
  orientation: 'hw' | 'wh';
  /** Rounding of the kept rectangle: integer arithmetic, or the plain truncation of the original code. */
  unpadRounding: 'exact' | 'trunc';
  /** `anyres_max_K`: larger maps are shrunk to about K tiles. */
  maxViews?: number;
}

/** Patches along one side of a tile. */
export const patchSide = ({ tile, patch }: ImageConfig): number => Math.floor(tile / patch);

/**
 * The configuration for each of several pictures in one prompt. LLaVA-OneVision squares them with the mean colour and makes
 * one view of each, closed by a newline; the other models treat them like single ones.
 */
export const multiPictureConfig = (config: ImageConfig): ImageConfig => ({ ...config, mode: config.multiMode });
