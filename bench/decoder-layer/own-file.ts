import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { WeightSource } from '../../src/graph/index.js';
import type { Checkpoint } from '../../src/model/checkpoint.js';
import { type BlockPool, blockSize, codeBytes, cut } from './block-pool.js';
import { matricesOf, rowBlocks } from './matrices.js';
import { plainWeights } from './plain-weights.js';
import { type DecoderShape, textConfig } from './shape.js';

const name = 'weights.bin';
const alignment = 64;

/** The decoder's weights as the library reads them. */
export interface OwnFile {
  directory: string;
  bytes: number;
  /** Where every weight lies; can be sent to another process. */
  sources: Record<string, WeightSource>;
}

/** Writes the weights of a decoder into `directory`. One with fewer layers may read the same file. */
export function writeOwnFile(directory: string, shape: DecoderShape, layers: number, pool: BlockPool): OwnFile {
  const descriptor = openSync(join(directory, name), 'w');
  let end = 0;
  const put = (bytes: Uint8Array) => {
    const place = { location: name, offset: end, length: bytes.length };
    writeSync(descriptor, bytes, 0, bytes.length, end);
    end = Math.ceil((end + bytes.length) / alignment) * alignment;
    return place;
  };
  try {
    const scaleBytes = new Uint8Array(pool.scales.buffer, pool.scales.byteOffset, pool.scales.byteLength);
    const sources: Record<string, WeightSource> = {};
    for (const matrix of matricesOf(shape, layers)) {
      const count = matrix.rows * rowBlocks(matrix);
      sources[matrix.own] = {
        bits: 4,
        block: blockSize,
        codes: put(cut(pool.codes, codeBytes, matrix.first, count)),
        scales: put(cut(scaleBytes, 4, matrix.first, count)),
      };
    }
    for (const { own, values } of plainWeights(shape, layers)) sources[own] = put(new Uint8Array(values.buffer));
    return { directory, bytes: end, sources };
  } finally {
    closeSync(descriptor);
  }
}

/** What the engine's decoder asks of a checkpoint. */
export function ownCheckpoint({ directory, sources }: OwnFile, shape: DecoderShape, layers: number): Checkpoint {
  const known = { text: textConfig(shape, layers), directory, source: (weight: string) => sources[weight] };
  return known as unknown as Checkpoint;
}
