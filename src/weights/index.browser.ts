/** What browsers have of this folder: reading. Writing and converting need a disk. */
export { decodeFloat16, encodeFloat16 } from '../base/float16.js';
export { brief } from './brief.js';
export { checkWeights } from './check-weights.js';
export { type Dtype, dtypeBytes, type TensorArray } from './dtype.js';
export { type ModelFolder, openModelFolder } from './folder.js';
export type { JsonObject } from './json-file.js';
export { canonicalName, canonicalWeights } from './names.js';
export { readFloat32, readSafetensorsHeader, readTensor } from './safetensors.js';
export type { SafetensorsHeader, TensorEntry } from './safetensors-header.js';
export {
  type ExternalData,
  externalData,
  loadFloat32,
  type WeightMap,
  type WeightReference,
} from './weight-reference.js';
