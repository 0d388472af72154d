import { basename, dirname } from '../base/disk.js';
import type { QuantisedSource } from '../graph/index.js';
import { type Bits, blockSize } from './quantise/block-scale.js';
import { dequantiseMatrix } from './quantise/quantise-matrix.js';
import { readFloat32, readTensor } from './safetensors.js';
import type { TensorEntry } from './safetensors-header.js';

/** A weight in a file: no numbers, only where they lie. */
export interface WeightReference extends TensorEntry {
  /** Path of the file; symbolic links are resolved, because ONNX Runtime refuses those that lead out of a folder. */
  file: string;
  /** A matrix in blocks: shape is the matrix's, the bytes are its codes. */
  quantised?: { bits: Bits; scales: WeightReference; activations: 'int8' | 'float32' };
}

/** Weights by name. */
export type WeightMap = ReadonlyMap<string, WeightReference>;

/**
 * A weight's numbers as float32: exact for F32, F16 and BF16, rounded once for F64; what codes stand for where it is quantised.
 *
 * @throws TesseraeError `weight-dtype` for other types, and those of `readTensor`
 */
export function loadFloat32(reference: WeightReference): Float32Array {
  const { file, shape, quantised } = reference;
  if (!quantised) return readFloat32(file, reference);
  const [rows, columns] = shape;
  const codes = readTensor(file, reference) as Uint8Array;
  return dequantiseMatrix({ bits: quantised.bits, rows, columns, codes, scales: loadFloat32(quantised.scales) });
}

/** External data of an ONNX initializer (a file of the model's folder), or its bytes. */
export type ExternalData = { location: string; offset: number; length: number } | { data: Uint8Array };

/**
 * A weight as ONNX Runtime takes it. Float32 and the codes of quantised matrices stay in their file; other types are converted in
 * memory, and so is what the runtime could not map: a file in another folder, an offset that is not a multiple of four, nothing
 * at all.
 *
 * @param directory the folder that the runtime looks for files in
 *
 * @example
 * const program = await Program.compile(graph, (name) => externalData(weights.get(name)!, directory), { directory });
 */
export function externalData(reference: WeightReference, directory: string): ExternalData | QuantisedSource {
  const { file, offset, length, dtype, quantised } = reference;
  if (quantised) {
    const { bits, activations } = quantised;
    const inFolder = dirname(file) === directory && length > 0;
    const codes = inFolder
      ? { location: basename(file), offset, length }
      : { data: readTensor(file, reference) as Uint8Array };
    const scales = externalData(quantised.scales, directory) as ExternalData;
    return { bits, block: blockSize, activations, codes, scales };
  }
  if (dtype === 'F32' && dirname(file) === directory && offset % 4 === 0 && length > 0) {
    return { location: basename(file), offset, length };
  }
  const { buffer, byteOffset, byteLength } = loadFloat32(reference);
  return { data: new Uint8Array(buffer, byteOffset, byteLength) };
}
