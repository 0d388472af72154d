export { contrast } from './contrast.js';
export { minP } from './min-p.js';
export { type LogitContext, type LogitProcessor, probabilities } from './processor.js';
export { repetitionPenalty } from './repetition-penalty.js';
export { createSampler, mostLikely, type SampleOptions, type Sampler } from './sample.js';
export { type FinishReason, type StopOptions, Stopper } from './stop.js';
export { temperature } from './temperature.js';
export { topK } from './top-k.js';
export { topP } from './top-p.js';
