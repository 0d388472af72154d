export { type LogitContext, type LogitProcessor, probabilities, ranked } from './processor.js';
export { createSampler, mostLikely, type SampleOptions, type Sampler } from './sample.js';
export { type FinishReason, type StopOptions, Stopper } from './stop.js';
