import { TesseraeError } from '../../base/error.js';
import { brief } from '../brief.js';
import type { ModelFolder } from '../folder.js';
import { canonicalName } from '../names.js';
import { type Bits, blockSize } from '../quantise/block-scale.js';
import { blockBytes } from '../quantise/quantise-matrix.js';
import type { WeightReference } from '../weight-reference.js';
import type { TensorData } from '../write-safetensors.js';
import { type PartStorages, partOf, type Storage, storageOf } from './storage.js';

/** One weight on its way: where it lies, and what it becomes. */
export interface PlannedWeight {
  /** As the files name it. */
  name: string;
  source: WeightReference;
  storage: Storage;
  /** Numbers in all, and in a row; a row is what lies under the first axis. */
  rows: number;
  columns: number;
  /** Name of the scales, for blocks. */
  scales?: string;
}

export interface ConvertPlan {
  weights: PlannedWeight[];
  /** Types and shapes of the tensors to write. */
  tensors: ReadonlyMap<string, Pick<TensorData, 'dtype' | 'shape'>>;
  /** Matrices that were to be in blocks, but have rows that are not whole blocks. */
  unblocked: string[];
}

export const bitsOf: Readonly<Record<Storage, Bits | undefined>> = { q4: 4, q8: 8, fp16: undefined, fp32: undefined };

/**
 * What becomes of every weight of a folder. Buffers that follow from the configuration are left out.
 *
 * @throws TesseraeError `convert-source` for a folder that is in blocks already, or speaks of another quantisation
 */
export function planConversion({ config, weights, path }: ModelFolder, parts: PartStorages): ConvertPlan {
  const quantised = config.quantization ?? config.quantization_config;
  if (quantised !== undefined) {
    throw new TesseraeError('convert-source', {
      expected: `an unquantised checkpoint in ${path}`,
      received: `quantization ${brief(quantised)}`,
      action: 'Convert the checkpoint that it was made from.',
    });
  }
  const planned: PlannedWeight[] = [];
  const tensors = new Map<string, Pick<TensorData, 'dtype' | 'shape'>>();
  const unblocked: string[] = [];
  for (const [name, source] of weights) {
    const canonical = canonicalName(name);
    if (canonical === undefined) continue;
    const { shape } = source;
    const storage = storageOf(canonical, shape, parts);
    if (storage === 'fp16' && bitsOf[parts[partOf(canonical)]]) unblocked.push(name);
    const rows = shape[0] ?? 1;
    const columns = shape.slice(1).reduce((product, size) => product * size, 1);
    const bits = bitsOf[storage];
    const scales = bits && `${name.slice(0, -'.weight'.length)}.scales`;
    planned.push({ name, source, storage, rows, columns, scales });
    if (bits && scales) {
      const blocks = columns / blockSize;
      tensors.set(name, { dtype: 'U8', shape: [rows, blocks, blockBytes(bits)] });
      tensors.set(scales, { dtype: 'F32', shape: [rows, blocks] });
    } else tensors.set(name, { dtype: storage === 'fp16' ? 'F16' : 'F32', shape });
  }
  return { weights: planned, tensors, unblocked };
}
