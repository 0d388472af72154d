/** Tesserae in a browser: the same models, requests and answers as in Node. `docs/browser.md` says how to bundle it. */
export { TesseraeError } from '../base/error.js';
export type { FinishReason } from '../decode/index.js';
export { Model } from '../generate/model.js';
export type { ModelFacts } from '../generate/protocol.js';
export type { ReduceRequest } from '../generate/reduction.js';
export type {
  DamroRequest,
  GeneratePart,
  GenerateRequest,
  GenerateResult,
  ImageReport,
  ImageSource,
  Timings,
  VideoReport,
} from '../generate/request.js';
export {
  cutTiles,
  type DecodedImage,
  decodeImage,
  type ImageConfig,
  type ImageLayout,
  layoutImage,
  type Picture,
  readImageConfig,
  type Size,
  visualTokens,
} from '../image/index.js';
export { type Keep, type Reducer, type ReducerName, reducers } from '../reduce/index.js';
export type { ChatMessage, ChatPart } from '../text/index.js';
export {
  type BrowserDevice,
  type BrowserLoadOptions,
  loadModel,
  type ModelSource,
  type WorkerLike,
} from './load-model.js';
