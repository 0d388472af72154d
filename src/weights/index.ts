export { type Dtype, decodeFloat16, dtypeBytes, encodeFloat16, toFloat32 } from './dtype.js';
export {
  canonicalWeights,
  checkWeights,
  loadFloat32,
  type ModelFolder,
  openModelFolder,
  type WeightMap,
  type WeightReference,
} from './folder.js';
export { canonicalName } from './names.js';
export {
  readFloat32,
  readSafetensorsHeader,
  readTensor,
  type SafetensorsHeader,
  type TensorData,
  type TensorEntry,
  writeSafetensors,
} from './safetensors.js';
