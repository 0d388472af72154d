import { describe, expect, it } from 'vitest';
import { decodeFloat16, encodeBfloat16, encodeFloat16, widenBfloat16s, widenFloat16s } from './float16.js';

const patterns = Uint16Array.from({ length: 0x10000 }, (_, bits) => bits);

/** IEEE 754: sign, exponent and fraction of a format with this many bits, by arithmetic on doubles. */
function definition(bits: number, exponentBits: number, fractionBits: number): number {
  const sign = bits >= 0x8000 ? -1 : 1;
  const exponent = Math.floor((bits % 0x8000) / 2 ** fractionBits);
  const fraction = (bits % 2 ** fractionBits) / 2 ** fractionBits;
  const bias = 2 ** (exponentBits - 1) - 1;
  if (exponent === 2 ** exponentBits - 1) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** (1 - bias);
  return sign * (1 + fraction) * 2 ** (exponent - bias);
}

const finite = (bits: number) => (bits & 0x7c00) !== 0x7c00;
const isNotANumber = (bits: number) => !finite(bits) && (bits & 0x3ff) !== 0;

describe('widening: law', () => {
  it('every half-precision value is its definition, the sign of zero included', () => {
    const values = widenFloat16s(patterns);
    expect([...patterns].filter((bits) => !Object.is(values[bits], definition(bits, 5, 10)))).toEqual([]);
    expect([...patterns].filter((bits) => !Object.is(decodeFloat16(bits), values[bits]))).toEqual([]);
  });

  it('every bfloat16 value is its definition', () => {
    const values = widenBfloat16s(patterns);
    expect([...patterns].filter((bits) => !Object.is(values[bits], definition(bits, 8, 7)))).toEqual([]);
  });
});

describe('encodeFloat16: law', () => {
  it('gives every value back; what is not a number stays so', () => {
    const back = encodeFloat16(widenFloat16s(patterns));
    expect([...patterns].filter((bits) => !isNotANumber(bits) && back[bits] !== bits)).toEqual([]);
    expect([...patterns].filter((bits) => isNotANumber(bits) && !isNotANumber(back[bits]))).toEqual([]);
  });

  it('rounds to the nearest, and to the even one half-way, between all neighbours', () => {
    const wrong: number[] = [];
    for (const bits of patterns) {
      // The neighbour of the largest number is where infinity begins: 65,536, as if the exponent went on.
      if (!finite(bits)) continue;
      const next = bits + 1;
      const low = decodeFloat16(bits);
      const high = finite(next) ? decodeFloat16(next) : Math.sign(low) * 65536;
      const middle = (low + high) / 2;
      const even = bits % 2 === 0 ? bits : next;
      // A float32 has 13 more bits of fraction, so both neighbours of the middle are between low and high.
      const step = (high - low) / 2 ** 12;
      const inputs = Float32Array.of(low + step, middle - step, middle, middle + step, high - step);
      const expected = [bits, bits, even, next, next];
      if (encodeFloat16(inputs).some((result, i) => result !== expected[i])) wrong.push(bits);
    }
    expect(wrong).toEqual([]);
  });

  it('overflows to infinity and underflows to zero, with their signs', () => {
    const values = Float32Array.of(65519.99, 65520, 1e38, -1e38, Number.POSITIVE_INFINITY, 2 ** -25, 1e-45, -1e-45, -0);
    const expected = [0x7bff, 0x7c00, 0x7c00, 0xfc00, 0x7c00, 0, 0, 0x8000, 0x8000];
    expect([...encodeFloat16(values)]).toEqual(expected);
  });

  it('reads a view in the middle of a buffer', () => {
    expect([...encodeFloat16(Float32Array.of(9, 1, -2, 9).subarray(1, 3))]).toEqual([0x3c00, 0xc000]);
  });
});

describe('encodeBfloat16: law', () => {
  const isBfloat16NaN = (bits: number) => (bits & 0x7f80) === 0x7f80 && (bits & 0x7f) !== 0;

  it('gives every value back; what is not a number stays so', () => {
    const back = encodeBfloat16(widenBfloat16s(patterns));
    expect([...patterns].filter((bits) => !isBfloat16NaN(bits) && back[bits] !== bits)).toEqual([]);
    expect([...patterns].filter((bits) => isBfloat16NaN(bits) && !isBfloat16NaN(back[bits]))).toEqual([]);
  });

  it('rounds to the nearest, and to the even one half-way', () => {
    const bits = Uint32Array.of(0x3f807fff, 0x3f808000, 0x3f808001, 0x3f818000, 0xbf818000, 0x7f7fffff, 0xff7f8000);
    const expected = [0x3f80, 0x3f80, 0x3f81, 0x3f82, 0xbf82, 0x7f80, 0xff80];
    expect([...encodeBfloat16(new Float32Array(bits.buffer))]).toEqual(expected);
    // The payload of this one lies wholly in the half that is cut off.
    expect(isBfloat16NaN(encodeBfloat16(new Float32Array(Uint32Array.of(0x7f800001).buffer))[0])).toBe(true);
  });
});
