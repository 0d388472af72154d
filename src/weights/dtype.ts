/** Element types of safetensors files and their size in bytes. */
export const dtypeBytes = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U64: 8,
  U32: 4,
  U16: 2,
  U8: 1,
  BOOL: 1,
} as const;

export type Dtype = keyof typeof dtypeBytes;

/** Bytes of stored numbers as float32: exact for F16 and BF16, rounded once for F64. */
export function toFloat32(bytes: Uint8Array, dtype: Dtype): Float32Array | undefined {
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  if (dtype === 'F32') return new Float32Array(buffer);
  if (dtype === 'F64') return Float32Array.from(new Float64Array(buffer));
  if (dtype === 'BF16') {
    // A bfloat16 is the upper half of a float32.
    return new Float32Array(Uint32Array.from(new Uint16Array(buffer), (half) => half << 16).buffer);
  }
  if (dtype === 'F16') return Float32Array.from(new Uint16Array(buffer), decodeFloat16);
  return undefined;
}

/** The value of a half-precision bit pattern (IEEE 754 binary16). */
export function decodeFloat16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The nearest half-precision bit patterns, ties to even; what is too large becomes infinity. */
export function encodeFloat16(values: Float32Array): Uint16Array {
  return Uint16Array.from(values, (value) => {
    const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
    const size = Math.abs(value);
    if (Number.isNaN(value)) return 0x7e00;
    if (size >= 65520) return sign | 0x7c00;
    const exponent = size < 2 ** -14 ? -14 : Math.floor(Math.log2(size));
    const steps = roundToEven(size / 2 ** (exponent - 10));
    // Subnormal numbers have no implicit one; a carry out of the fraction moves into the exponent by itself.
    return sign | (steps + (exponent + 14) * 1024);
  });
}

function roundToEven(value: number): number {
  const low = Math.floor(value);
  const rest = value - low;
  return rest > 0.5 || (rest === 0.5 && low % 2 === 1) ? low + 1 : low;
}
