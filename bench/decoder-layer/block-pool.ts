import { encodeFloat16, widenFloat16s } from '../../src/base/float16.js';
import { Random } from '../../src/base/random.js';
import { quantiseMatrix } from '../../src/weights/quantise/quantise-matrix.js';

/** Weights in a block, in both formats. */
export const blockSize = 32;
/** Bytes of a block's codes. */
export const codeBytes = 16;
/** Bytes of a Q4_0 block: a half-precision scale and the codes. */
export const q4Bytes = 18;

/** Primes, so that no row of a matrix meets the blocks of another one in step. */
const poolBlocks = 131_071;
export const toyBlocks = 8191;

/**
 * Random float32 weights, quantised once by the library's own quantiser, as the library stores blocks and as llama.cpp's Q4_0
 * does. Matrices are cut from this pool: the numbers are the same on both sides, bit for bit.
 *
 * Both formats hold w = scale · (code − 8). The scales are rounded to half precision, which Q4_0 stores; the library stores
 * the same numbers in float32. A byte holds codes 2j and 2j + 1 here, j and j + 16 there.
 */
export interface BlockPool {
  blocks: number;
  codes: Uint8Array;
  scales: Float32Array;
  q4: Uint8Array;
}

export function blockPool(blocks = poolBlocks): BlockPool {
  const random = new Random(11);
  const weights = Float32Array.from({ length: blocks * blockSize }, () => 0.02 * random.normal());
  const { codes, scales: exact } = quantiseMatrix(weights, blocks, blockSize, 4);
  const halves = encodeFloat16(exact);
  return { blocks, codes, scales: widenFloat16s(halves), q4: q4Blocks(codes, halves) };
}

/** Blocks of ONNX Runtime's layout in that of Q4_0. */
export function q4Blocks(codes: Uint8Array, scales: Uint16Array): Uint8Array {
  const q4 = new Uint8Array(scales.length * q4Bytes);
  const view = new DataView(q4.buffer);
  for (let block = 0; block < scales.length; block++) {
    view.setUint16(block * q4Bytes, scales[block], true);
    const codeAt = (i: number) => (codes[block * codeBytes + (i >> 1)] >> (4 * (i % 2))) & 15;
    for (let j = 0; j < codeBytes; j++) {
      q4[block * q4Bytes + 2 + j] = codeAt(j) | (codeAt(j + codeBytes) << 4);
    }
  }
  return q4;
}

/** Bytes of blocks `first`, `first + 1`, … of a pool that is read in a circle. */
export function cut(pool: Uint8Array, bytesPerBlock: number, first: number, count: number): Uint8Array {
  const size = pool.length / bytesPerBlock;
  const bytes = new Uint8Array(count * bytesPerBlock);
  for (let done = 0; done < count; ) {
    const from = (first + done) % size;
    const some = Math.min(size - from, count - done);
    bytes.set(pool.subarray(from * bytesPerBlock, (from + some) * bytesPerBlock), done * bytesPerBlock);
    done += some;
  }
  return bytes;
}
