export { apportion } from './apportion.js';
export { type Capabilities, checkReducer, workingReducers } from './check.js';
export { clsAttention, type Projections } from './cls-attention.js';
export { type ContrastOptions, contrastLogits, plausibilityCut } from './contrast.js';
export {
  type DecoderSize,
  kvBytes,
  layerMultiplyAdds,
  llama7b,
  llama13b,
  prefillFlops,
  stagedSaving,
  towerFlops,
} from './cost.js';
export { type AttentionInput, answerQueryRows, decoderScores, survivingRows } from './decoder-attention.js';
export { fastervlm } from './fastervlm.js';
export { globalcom2 } from './globalcom2.js';
export { hired } from './hired.js';
export { isCount, keptFraction, keptTokens } from './keep.js';
export { tileLayout, validCounts, validPatches } from './layout.js';
export { none } from './none.js';
export { outlierRows, outliers } from './outliers.js';
export { newline, packTokens } from './pack.js';
export { pyramiddrop } from './pyramiddrop.js';
export { random } from './random.js';
export { rankTop } from './rank.js';
export type {
  DecoderReducer,
  Drop,
  Keep,
  Packing,
  Rectangle,
  Reducer,
  Selection,
  Signal,
  Signals,
  TileLayout,
  VisionReducer,
} from './reducer.js';
export { findReducer, type ReducerName, reducers } from './reducers.js';
export { averageTokens, plannedRatio, tokensPerLayer } from './schedule.js';
export { headMean, readSignal, signalKey } from './signals.js';
export { uniform } from './uniform.js';
export { availableTokens } from './vision.js';
