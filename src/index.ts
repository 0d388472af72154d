/**
 * Tesserae: what most programs need. Everything else is imported by folder, for example `tesserae/reduce`,
 * `tesserae/data`, `tesserae/train`; the folders are listed in the README.
 */
export { TesseraeError } from './base/error.js';
export type { FinishReason } from './decode/index.js';
export {
  type DamroRequest,
  type GeneratePart,
  type GenerateRequest,
  type GenerateResult,
  type ImageReport,
  type ImageSource,
  type LoadOptions,
  loadModel,
  type Model,
  type ModelFacts,
  type ReduceRequest,
  type Timings,
  type VideoReport,
} from './generate/index.js';
export {
  cutTiles,
  type DecodedImage,
  decodeImage,
  describeImage,
  encodePng,
  explainTokens,
  type ImageConfig,
  type ImageDescription,
  type ImageLayout,
  layoutImage,
  type Picture,
  readImageConfig,
  type Size,
  visualTokens,
} from './image/index.js';
export { type Keep, type Reducer, type ReducerName, reducers } from './reduce/index.js';
export type { ChatMessage, ChatPart } from './text/index.js';
