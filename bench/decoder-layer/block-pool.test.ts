import { expect, it } from 'vitest';
import { decodeFloat16 } from '../../src/base/float16.js';
import { dequantiseMatrix } from '../../src/weights/quantise/quantise-matrix.js';
import { blockPool, blockSize, codeBytes, cut, q4Bytes } from './block-pool.js';

/** Reads Q4_0 as llama.cpp documents it: a scale, then 16 bytes with weight j in the lower and j + 16 in the upper half. */
function readQ4(q4: Uint8Array, block: number): number[] {
  const view = new DataView(q4.buffer, block * q4Bytes, q4Bytes);
  const scale = decodeFloat16(view.getUint16(0, true));
  const codes = Array.from({ length: codeBytes }, (_, j) => view.getUint8(2 + j));
  return [...codes.map((byte) => byte & 15), ...codes.map((byte) => byte >> 4)].map((code) => scale * (code - 8));
}

it('holds the same numbers in both formats', () => {
  const blocks = 40;
  const { codes, scales, q4 } = blockPool(blocks);
  const own = dequantiseMatrix({ bits: 4, rows: blocks, columns: blockSize, codes, scales });
  const theirs = Array.from({ length: blocks }, (_, block) => readQ4(q4, block)).flat();
  expect(theirs.map(Math.fround)).toEqual([...own]);
  // Random weights, not a constant: every code occurs.
  expect(new Set([...codes].flatMap((byte) => [byte & 15, byte >> 4])).size).toBe(16);
});

it('is read in a circle', () => {
  const pool = Uint8Array.from([0, 1, 10, 11, 20, 21]);
  expect([...cut(pool, 2, 2, 5)]).toEqual([20, 21, 0, 1, 10, 11, 20, 21, 0, 1]);
  expect([...cut(pool, 2, 4, 1)]).toEqual([10, 11]);
});
