import { TesseraeError } from '../../base/error.js';
import { encodeFloat16 } from '../../base/float16.js';
import { brief } from '../brief.js';
import type { Dtype } from '../dtype.js';
import { quantiseMatrix } from '../quantise/quantise-matrix.js';
import { readFloat32 } from '../safetensors.js';
import { bitsOf } from './plan.js';
import type { Storage } from './storage.js';

/** Some rows of one weight, to be read and stored otherwise. */
export interface RowsJob {
  name: string;
  file: string;
  dtype: Dtype;
  /** First byte of the first row. */
  offset: number;
  /** Bytes of all of them. */
  length: number;
  rows: number;
  columns: number;
  storage: Storage;
}

/** Bytes to write, and those of the scales where there are blocks. */
export interface ConvertedRows {
  data: Uint8Array;
  scales?: Uint8Array;
}

/**
 * Reads rows and stores them otherwise. Rows do not depend on each other, so that any cut gives the same bytes.
 *
 * @throws TesseraeError `convert-values` for numbers that the storage cannot hold, and those of `readFloat32`
 */
export function convertRows({ name, file, dtype, offset, length, rows, columns, storage }: RowsJob): ConvertedRows {
  const values = readFloat32(file, { dtype, shape: [rows, columns], offset, length });
  const bits = bitsOf[storage];
  if (bits) {
    checkRange(name, values, Number.MAX_VALUE, storage);
    const { codes, scales } = quantiseMatrix(values, rows, columns, bits);
    return { data: codes, scales: bytesOf(scales) };
  }
  if (storage === 'fp32') return { data: bytesOf(values) };
  checkRange(name, values, largestFloat16, storage);
  return { data: bytesOf(encodeFloat16(values)) };
}

const largestFloat16 = 65504;

function checkRange(name: string, values: Float32Array, largest: number, storage: Storage): void {
  for (const value of values) {
    // Written so that NaN fails too.
    if (Math.abs(value) <= largest) continue;
    throw new TesseraeError('convert-values', {
      expected: `numbers up to ${largest === largestFloat16 ? largest : 'the largest float32'} in ${brief(name)}`,
      received: `${value}`,
      action:
        storage === 'fp16'
          ? 'Store this part as fp32.'
          : 'Use a checkpoint without overflows, or store this part as fp32.',
    });
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Uint16Array): Uint8Array {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}
