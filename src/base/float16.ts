/**
 * Half-precision numbers (IEEE 754 binary16) and bfloat16, by their bits. Widening is exact; narrowing rounds to the nearest,
 * ties to even.
 */

let widened: Float32Array | undefined;

/** All 65,536 half-precision values by bit pattern; made on first use. */
function float16Table(): Float32Array {
  if (widened) return widened;
  const bits = Uint32Array.from({ length: 0x10000 }, (_, pattern) => widenFloat16(pattern));
  widened = new Float32Array(bits.buffer);
  return widened;
}

/** The float32 bit pattern of a half-precision one. */
function widenFloat16(bits: number): number {
  const sign = (bits & 0x8000) << 16;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 31) return sign | 0x7f800000 | (fraction << 13);
  if (exponent !== 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
  if (fraction === 0) return sign;
  // A subnormal number becomes a normal one: its highest bit moves to where the implicit one is.
  const shift = Math.clz32(fraction) - 21;
  return sign | ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13);
}

/** The value of one half-precision bit pattern. */
export function decodeFloat16(bits: number): number {
  return float16Table()[bits & 0xffff];
}

/** Half-precision bit patterns as float32. */
export function widenFloat16s(patterns: Uint16Array): Float32Array {
  const table = float16Table();
  const values = new Float32Array(patterns.length);
  for (let i = 0; i < patterns.length; i++) values[i] = table[patterns[i]];
  return values;
}

/** Bfloat16 bit patterns as float32: a bfloat16 is the upper half of a float32. */
export function widenBfloat16s(patterns: Uint16Array): Float32Array {
  const bits = new Uint32Array(patterns.length);
  for (let i = 0; i < patterns.length; i++) bits[i] = patterns[i] << 16;
  return new Float32Array(bits.buffer);
}

/**
 * The nearest half-precision bit patterns, ties to even. From 65,520 on the result is infinity, up to 2⁻²⁵ it is zero; the sign
 * stays.
 *
 * @example
 * writeSafetensors(path, new Map([['w', { dtype: 'F16', shape: [2], data: encodeFloat16(Float32Array.of(0.1, 2)) }]]));
 */
export function encodeFloat16(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const patterns = new Uint16Array(values.length);
  for (let i = 0; i < bits.length; i++) patterns[i] = narrowFloat32(bits[i]);
  return patterns;
}

/** The nearest bfloat16 bit patterns, ties to even; the sign stays, and what is not a number stays so. */
export function encodeBfloat16(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const patterns = new Uint16Array(values.length);
  for (let i = 0; i < bits.length; i++) {
    const isNumber = (bits[i] & 0x7fffffff) <= 0x7f800000;
    patterns[i] = isNumber ? shiftToEven(bits[i], 16) : (bits[i] >>> 16) | 0x40;
  }
  return patterns;
}

/** The half-precision bit pattern nearest to a float32 one. */
function narrowFloat32(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const size = bits & 0x7fffffff;
  if (size > 0x7f800000) return sign | 0x7e00; // not a number
  if (size >= 0x477ff000) return sign | 0x7c00; // 65,520: half a step above the largest number
  if (size <= 0x33000000) return sign; // 2^-25: half of the smallest number
  if (size >= 0x38800000) return sign | shiftToEven(size - 0x38000000, 13);
  // Below 2^-14 the implicit one is written out and shifted down to steps of 2^-24.
  return sign | shiftToEven((size & 0x7fffff) | 0x800000, 126 - (size >>> 23));
}

/** `value / 2^count` rounded to the nearest whole number, ties to even. A carry moves on into the exponent. */
function shiftToEven(value: number, count: number): number {
  const odd = (value >>> count) & 1;
  return (value + (1 << (count - 1)) - 1 + odd) >>> count;
}
