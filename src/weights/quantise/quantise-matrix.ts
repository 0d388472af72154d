import { TesseraeError } from '../../base/error.js';
import { type Bits, blockScale, blockSize, nearest } from './block-scale.js';

/** A matrix `[rows, columns]` in blocks of 32 along its rows, laid out as ONNX Runtime's `MatMulNBits` reads it. */
export interface QuantisedMatrix {
  bits: Bits;
  rows: number;
  columns: number;
  /** `[rows, blocks, 4·bits]`: q + 2^(bits−1); of two 4-bit codes in a byte the first is the lower half. */
  codes: Uint8Array;
  /** `[rows, blocks]` */
  scales: Float32Array;
}

/** Blocks of one row; the last one may be partly empty. */
export function blocksOf(columns: number): number {
  return Math.ceil(columns / blockSize);
}

/** Bytes of the codes of one block. */
export function blockBytes(bits: Bits): number {
  return (blockSize * bits) / 8;
}

/**
 * Quantises a matrix row by row: every block gets the best scale of a search, its weights the nearest steps.
 *
 * @param values `[rows, columns]`
 * @throws TesseraeError `quantise-values` for a weight that is not finite, `quantise-shape`
 *
 * @example
 * const { codes, scales } = quantiseMatrix(weights, 4096, 11008, 4);
 */
export function quantiseMatrix(values: Float32Array, rows: number, columns: number, bits: Bits): QuantisedMatrix {
  if (values.length !== rows * columns) {
    throw new TesseraeError('quantise-shape', {
      expected: `${rows} × ${columns} weights`,
      received: `${values.length}`,
      action: 'Pass the shape of the matrix.',
    });
  }
  const blocks = blocksOf(columns);
  const bytes = blockBytes(bits);
  const codes = new Uint8Array(rows * blocks * bytes);
  const scales = new Float32Array(rows * blocks);
  for (let row = 0; row < rows; row++) {
    for (let block = 0; block < blocks; block++) {
      const start = row * columns + block * blockSize;
      const end = Math.min(start + blockSize, (row + 1) * columns);
      const index = row * blocks + block;
      checkFinite(values, start, end);
      scales[index] = blockScale(values, start, end, bits);
      encodeBlock(values, start, end, scales[index], codes.subarray(index * bytes, (index + 1) * bytes), bits);
    }
  }
  return { bits, rows, columns, codes, scales };
}

/** The nearest steps of one block; places past the end of a row hold zero. */
function encodeBlock(values: Float32Array, start: number, end: number, scale: number, codes: Uint8Array, bits: Bits) {
  const half = 2 ** (bits - 1);
  const codeAt = (i: number) => (scale === 0 || i >= end ? 0 : nearest(values[i] / scale, half)) + half;
  for (let byte = 0; byte < codes.length; byte++) {
    codes[byte] = bits === 8 ? codeAt(start + byte) : codeAt(start + 2 * byte) | (codeAt(start + 2 * byte + 1) << 4);
  }
}

function checkFinite(values: Float32Array, start: number, end: number): void {
  for (let i = start; i < end; i++) {
    if (Number.isFinite(values[i])) continue;
    throw new TesseraeError('quantise-values', {
      expected: 'finite weights',
      received: `${values[i]} at index ${i}`,
      action: 'Use a checkpoint without overflows.',
    });
  }
}

/** The numbers that a quantised matrix stands for, `[rows, columns]`. */
export function dequantiseMatrix({ bits, rows, columns, codes, scales }: QuantisedMatrix): Float32Array {
  const half = 2 ** (bits - 1);
  const blocks = blocksOf(columns);
  const bytes = blockBytes(bits);
  const values = new Float32Array(rows * columns);
  for (let i = 0; i < values.length; i++) {
    const row = Math.floor(i / columns);
    const place = i % columns;
    const block = row * blocks + Math.floor(place / blockSize);
    const inside = place % blockSize;
    const code =
      bits === 8 ? codes[block * bytes + inside] : (codes[block * bytes + (inside >> 1)] >> (4 * (inside % 2))) & 15;
    values[i] = (code - half) * scales[block];
  }
  return values;
}
