/** What browsers have of this folder: pictures are decoded by the browser; files and drawings of tokens are Node's. */
export { type ImageConfig, type ImageMode, multiPictureConfig, patchSide, type Rgb } from './config.js';
export { decodeImage } from './decode.browser.js';
export type { DecodedImage, DecodeLimits } from './decode-limits.js';
export {
  chooseCanvas,
  type Grid,
  type ImageGeometry,
  measureImage,
  type PatchRectangle,
  visualTokens,
} from './geometry.js';
export { type Box, type ImageLayout, layoutImage, type Placement, type Tile, type VisualToken } from './layout.js';
export { normaliseTiles } from './normalise.js';
export { type ImageFormat, MAX_PIXELS, type Picture, type Size } from './picture.js';
export { type ImageOptions, readFrameConfig, readImageConfig } from './read-config.js';
export { resize, type Window } from './resize.js';
export type { ResizeFilter } from './resize-weights.js';
export { cutTiles, type ImageTiles } from './tiles.js';
