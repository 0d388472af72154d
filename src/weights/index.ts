export { decodeFloat16, encodeFloat16 } from '../base/float16.js';
export { brief } from './brief.js';
export { readChatTemplate } from './chat-template.js';
export { checkWeights } from './check-weights.js';
export * from './convert/index.js';
export { type Dtype, dtypeBytes, type TensorArray } from './dtype.js';
export { type ModelFolder, openModelFolder } from './folder.js';
export type { JsonObject } from './json-file.js';
export { canonicalName, canonicalWeights } from './names.js';
export { type Bits, blockSize } from './quantise/block-scale.js';
export { joinQuantised, type QuantizationConfig } from './quantise/join-quantised.js';
export {
  blockBytes,
  blocksOf,
  dequantiseMatrix,
  type QuantisedMatrix,
  quantiseMatrix,
} from './quantise/quantise-matrix.js';
export { readFloat32, readSafetensorsHeader, readTensor } from './safetensors.js';
export type { SafetensorsHeader, TensorEntry } from './safetensors-header.js';
export {
  type ExternalData,
  externalData,
  loadFloat32,
  type WeightMap,
  type WeightReference,
} from './weight-reference.js';
export { type ModelFolderContent, writeModelFolder } from './write-folder.js';
export { type TensorData, writeSafetensors } from './write-safetensors.js';
