export { type ImageConfig, type ImageMode, multiPictureConfig, patchSide, type Rgb } from './config.js';
export { decodeImage } from './decode.js';
export type { DecodedImage, DecodeLimits } from './decode-limits.js';
export { describeImage, type ImageDescription } from './describe.js';
export { encodePng } from './encode.js';
export { type Explained, explainTokens } from './explain.js';
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
