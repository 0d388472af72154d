import { basename, dirname } from 'node:path';
import { readFloat32 } from './safetensors.js';
import type { TensorEntry } from './safetensors-header.js';

/** A weight in a file: no numbers, only where they lie. */
export interface WeightReference extends TensorEntry {
  /** Path of the file; symbolic links are resolved, because ONNX Runtime refuses those that lead out of a folder. */
  file: string;
}

/** Weights by name. */
export type WeightMap = ReadonlyMap<string, WeightReference>;

/**
 * A weight's numbers as float32: exact for F32, F16 and BF16, rounded once for F64.
 *
 * @throws TesseraeError `weight-dtype` for other types, and those of `readTensor`
 */
export function loadFloat32(reference: WeightReference): Float32Array {
  return readFloat32(reference.file, reference);
}

/** External data of an ONNX initializer (a file of the model's folder), or its bytes. */
export type ExternalData = { location: string; offset: number; length: number } | { data: Uint8Array };

/**
 * A weight as ONNX Runtime takes it. Float32 stays in its file; other types are converted in memory, and so is what the runtime
 * could not map: a file in another folder, an offset that is not a multiple of four, nothing at all.
 *
 * @param directory the folder that the runtime looks for files in
 *
 * @example
 * const program = await Program.compile(graph, (name) => externalData(weights.get(name)!, directory), { directory });
 */
export function externalData(reference: WeightReference, directory: string): ExternalData {
  const { file, offset, length, dtype } = reference;
  if (dtype === 'F32' && dirname(file) === directory && offset % 4 === 0 && length > 0) {
    return { location: basename(file), offset, length };
  }
  const { buffer, byteOffset, byteLength } = loadFloat32(reference);
  return { data: new Uint8Array(buffer, byteOffset, byteLength) };
}
