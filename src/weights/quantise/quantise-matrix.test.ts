import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '../../base/random.js';
import { type Bits, blockScale, nearest } from './block-scale.js';
import { blocksOf, dequantiseMatrix, quantiseMatrix } from './quantise-matrix.js';

const normals = (seed: number, count: number) => {
  const random = new Random(seed);
  return Float32Array.from({ length: count }, () => random.normal());
};

/** Σ (w − s·q)² with the nearest q. */
function errorAt(values: Float32Array, scale: number, bits: Bits): number {
  const half = 2 ** (bits - 1);
  return values.reduce((sum, w) => sum + (w - scale * (scale === 0 ? 0 : nearest(w / scale, half))) ** 2, 0);
}

/** The true optimum: between two scales at which some weight changes its step, the steps are fixed and so is the best scale. */
function exactError(values: Float32Array, bits: Bits): number {
  const half = 2 ** (bits - 1);
  const inverses = [...values].flatMap((w) =>
    Array.from({ length: 2 * half - 1 }, (_, i) => (w === 0 ? 0 : (i - half + 0.5) / w)),
  );
  const sorted = [...inverses].sort((a, b) => a - b);
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 1 < sorted.length; i++) {
    const inverse = (sorted[i] + sorted[i + 1]) / 2;
    let [wq, qq] = [0, 0];
    for (const w of values) {
      const q = nearest(w * inverse, half);
      wq += w * q;
      qq += q * q;
    }
    if (qq > 0) best = Math.min(best, values.reduce((sum, w) => sum + w * w, 0) - (wq * wq) / qq);
  }
  return best;
}

describe('scale of a block', () => {
  test.each<[Bits, number]>([
    [4, 1.005],
    [8, 1.2],
  ])('law: %d bits, over many blocks the squared error is within a factor %d of the true optimum', (bits, factor) => {
    let [found, exact] = [0, 0];
    for (let block = 0; block < 25; block++) {
      const values = normals(block, 32);
      found += errorAt(values, blockScale(values, 0, 32, bits), bits);
      exact += exactError(values, bits);
    }
    expect(found).toBeGreaterThanOrEqual(exact * (1 - 1e-6));
    expect(found).toBeLessThan(exact * factor);
  });

  test('law: never worse than the largest weight at either end of the range', () => {
    fc.assert(
      fc.property(
        fc.float32Array({ minLength: 1, maxLength: 32, min: -2, max: 2, noNaN: true }),
        fc.constantFrom<Bits>(4, 8),
        (drawn, bits) => {
          // Below 1e-30 the scale itself leaves float32.
          const values = drawn.map((w) => (Math.abs(w) < 1e-30 ? 0 : w));
          const largest = values.reduce((m, w) => (Math.abs(w) > Math.abs(m) ? w : m), 0);
          const half = 2 ** (bits - 1);
          const found = errorAt(values, blockScale(values, 0, values.length, bits), bits);
          const plain = Math.min(...[-half, half - 1].map((end) => errorAt(values, largest / end, bits)));
          const energy = values.reduce((sum, w) => sum + w * w, 0);
          expect(found).toBeLessThanOrEqual(plain * (1 + 1e-4) + 1e-9 * energy);
        },
      ),
    );
  });

  test('nearest rounds and stays inside the range', () => {
    expect([-9, -8.4, -7.6, -0.4, 0.4, 0.6, 6.4, 6.6, 99].map((x) => nearest(x, 8))).toEqual([
      -8, -8, -8, 0, 0, 1, 6, 7, 7,
    ]);
  });
});

describe('a matrix', () => {
  test.each<[Bits, number, number]>([
    [4, 0.079, 0.083],
    [8, 0.0045, 0.0053],
  ])('%d bits: relative error of normal weights', (bits, low, high) => {
    const values = normals(5, 64 * 256);
    const back = dequantiseMatrix(quantiseMatrix(values, 64, 256, bits));
    const squares = (of: (w: number, i: number) => number) => values.reduce((sum, w, i) => sum + of(w, i) ** 2, 0);
    const relative = Math.sqrt(squares((w, i) => w - back[i]) / squares((w) => w));
    expect(relative).toBeGreaterThan(low);
    expect(relative).toBeLessThan(high);
  });

  test.each<Bits>([4, 8])('%d bits: numbers on the grid of their block come back as they were', (bits) => {
    const half = 2 ** (bits - 1);
    const random = new Random(bits);
    // Both ends of the range are in every block, so that no other grid fits.
    const steps = Array.from({ length: 3 * 32 }, (_, i) => {
      return i % 32 === 0 ? -half : i % 32 === 1 ? half - 1 : random.integer(-half, half - 1);
    });
    const values = Float32Array.from(steps, (q, i) => q * 2 ** -(3 + Math.floor(i / 32)));
    const back = dequantiseMatrix(quantiseMatrix(values, 1, 96, bits));
    back.forEach((value, i) => {
      expect(value).toBeCloseTo(values[i], 5);
    });
  });

  test('rows of 40: two blocks, the second ends with code 8, and rows do not leak into each other', () => {
    const values = normals(9, 80);
    const matrix = quantiseMatrix(values, 2, 40, 4);
    expect([matrix.codes.length, matrix.scales.length, blocksOf(40)]).toEqual([2 * 2 * 16, 4, 2]);
    expect([...matrix.codes.subarray(20, 32)]).toEqual(Array(12).fill(0x88));
    const second = quantiseMatrix(values.slice(40), 1, 40, 4);
    expect([...matrix.codes.subarray(32)]).toEqual([...second.codes]);
    expect([...matrix.scales.subarray(2)]).toEqual([...second.scales]);
  });

  test('layout: the first of two codes is the lower half of its byte', () => {
    const values = new Float32Array(32);
    values.set([-8, 7, 1, -1]);
    const { codes, scales } = quantiseMatrix(values, 1, 32, 4);
    expect(scales[0]).toBe(1);
    expect([...codes.subarray(0, 3)]).toEqual([0xf0, 0x79, 0x88]);
  });

  test('zeros, and the tiniest and largest weights', () => {
    const zeros = quantiseMatrix(new Float32Array(32), 1, 32, 4);
    expect([zeros.scales[0], zeros.codes[0]]).toEqual([0, 0x88]);
    for (const size of [1e-37, 3e38]) {
      const values = Float32Array.from(normals(3, 32), (w) => Math.tanh(w) * size);
      const back = dequantiseMatrix(quantiseMatrix(values, 1, 32, 8));
      back.forEach((value, i) => {
        expect(Math.abs(value - values[i]) / size).toBeLessThan(0.01);
      });
    }
  });

  test('refused: a weight that is not finite, another shape', () => {
    const coded = (code: string) => expect.objectContaining({ code });
    const caught = (act: () => unknown) => {
      try {
        return act();
      } catch (error) {
        return error;
      }
    };
    expect(caught(() => quantiseMatrix(Float32Array.of(1, Number.NaN), 1, 2, 4))).toEqual(coded('quantise-values'));
    expect(caught(() => quantiseMatrix(new Float32Array(4), 1, 3, 4))).toEqual(coded('quantise-shape'));
  });
});
