export { Engine, type EngineOptions } from './engine.js';
export { type LoadOptions, loadModel } from './load-model.js';
export { Model } from './model.js';
export type { ModelFacts } from './protocol.js';
export type { ReduceRequest } from './reduction.js';
export type {
  DamroRequest,
  GeneratePart,
  GenerateRequest,
  GenerateResult,
  ImageReport,
  ImageSource,
  Timings,
  VideoReport,
} from './request.js';
