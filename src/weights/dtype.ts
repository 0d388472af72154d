import { widenBfloat16s, widenFloat16s } from '../base/float16.js';

/**
 * Element types of safetensors files and their size in bytes, in the order in which the reference library writes them: by size
 * falling, so that every tensor is aligned.
 */
export const dtypeBytes = {
  U64: 8,
  I64: 8,
  F64: 8,
  C64: 8,
  F32: 4,
  U32: 4,
  I32: 4,
  BF16: 2,
  F16: 2,
  U16: 2,
  I16: 2,
  F8_E8M0: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
  I8: 1,
  U8: 1,
  BOOL: 1,
} as const;

export type Dtype = keyof typeof dtypeBytes;

export function isDtype(value: unknown): value is Dtype {
  return typeof value === 'string' && Object.hasOwn(dtypeBytes, value);
}

export type TensorArray =
  | Float64Array
  | Float32Array
  | BigInt64Array
  | BigUint64Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

const arrays: Readonly<Record<Dtype, new (buffer: ArrayBuffer) => TensorArray>> = {
  U64: BigUint64Array,
  I64: BigInt64Array,
  F64: Float64Array,
  C64: Float32Array,
  F32: Float32Array,
  U32: Uint32Array,
  I32: Int32Array,
  BF16: Uint16Array,
  F16: Uint16Array,
  U16: Uint16Array,
  I16: Int16Array,
  F8_E8M0: Uint8Array,
  F8_E4M3: Uint8Array,
  F8_E5M2: Uint8Array,
  I8: Int8Array,
  U8: Uint8Array,
  BOOL: Uint8Array,
};

/** Bytes of a tensor as the array of its type. Types that JavaScript lacks stay bit patterns; C64 is pairs of float32. */
export function toTypedArray(buffer: ArrayBuffer, dtype: Dtype): TensorArray {
  return new arrays[dtype](buffer);
}

/** Bytes of a tensor as float32: exact for F32, F16 and BF16, rounded once for F64, `undefined` for other types. */
export function toFloat32(buffer: ArrayBuffer, dtype: Dtype): Float32Array | undefined {
  if (dtype === 'F32') return new Float32Array(buffer);
  if (dtype === 'F64') return new Float32Array(new Float64Array(buffer));
  if (dtype === 'BF16') return widenBfloat16s(new Uint16Array(buffer));
  if (dtype === 'F16') return widenFloat16s(new Uint16Array(buffer));
  return undefined;
}
