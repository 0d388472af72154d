import { TesseraeError } from '../base/error.js';
import { type TensorArray, toFloat32, toTypedArray } from './dtype.js';
import { inMemory, type PlainFile, withPlainFile } from './plain-file.js';
import { headerError, parseSafetensorsHeader, type SafetensorsHeader, type TensorEntry } from './safetensors-header.js';

/** The format's own limit on the header. */
const largestHeader = 100_000_000;

/**
 * Reads and checks the header of a safetensors file: every tensor in range, of the size that its shape says, none overlapping,
 * no gaps, every name once. No numbers are read, and nothing is allocated that the file only claims.
 *
 * Format: https://github.com/huggingface/safetensors#format
 *
 * @throws TesseraeError `safetensors-header` naming what is wrong, `weights-missing`
 *
 * @example
 * const { tensors } = readSafetensorsHeader('model.safetensors');
 * const norm = readFloat32('model.safetensors', tensors.get('model.norm.weight')!);
 */
export function readSafetensorsHeader(path: string): SafetensorsHeader {
  return withPlainFile(path, (file) => {
    const length = headerLength(file);
    const start = 8 + length;
    return parseSafetensorsHeader(path, new Uint8Array(file.read(8, length)), start, file.size - start);
  });
}

function headerLength(file: PlainFile): number {
  if (file.size < 10) throw headerError(file.path, 'at least 10 bytes', `${file.size}`);
  const length = new DataView(file.read(0, 8)).getBigUint64(0, true);
  const most = Math.min(file.size - 8, largestHeader);
  if (length < 2n || length > BigInt(most)) {
    throw headerError(file.path, `a header of 2 to ${most} bytes`, `${length} bytes`);
  }
  return Number(length);
}

/**
 * A tensor as the array of its type; F16, BF16 and F8 as bit patterns, BOOL as bytes.
 *
 * @throws TesseraeError `weights-missing`, `weights-read`, `weights-memory`
 */
export function readTensor(path: string, { dtype, offset, length }: TensorEntry): TensorArray {
  return toTypedArray(readBytes(path, offset, length), dtype);
}

/**
 * A tensor of floating-point numbers as float32: exact for F32, F16 and BF16, rounded once for F64.
 *
 * @throws TesseraeError `weight-dtype` for other types, and those of `readTensor`
 */
export function readFloat32(path: string, { dtype, offset, length }: TensorEntry): Float32Array {
  const bytes = readBytes(path, offset, length);
  const numbers = inMemory(path, 2 * length, () => toFloat32(bytes, dtype));
  if (numbers) return numbers;
  throw new TesseraeError('weight-dtype', {
    expected: `floating-point weights (F32, F16, BF16, F64) in ${path}`,
    received: dtype,
    action: 'Use an unquantised checkpoint.',
  });
}

function readBytes(path: string, offset: number, length: number): ArrayBuffer {
  return withPlainFile(path, (file) => file.read(offset, length));
}
