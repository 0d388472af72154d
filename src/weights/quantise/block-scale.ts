/**
 * The scale of one block of weights.
 *
 * What it computes: a scale s and whole numbers q in [−2^(b−1), 2^(b−1) − 1] with small Σ (w − s·q)². The scale may be
 * negative: the range has one more step on its lower side, and the largest weight is put there.
 *
 * Method: every candidate scale is tried with round-to-nearest. For the numbers that come out the best scale is
 * Σwq / Σqq, and it leaves the error Σw² − (Σwq)² / Σqq; the candidate with the smallest one wins. The figures that led
 * to this, beside other choices and the true optimum, are in docs/decisions/0007.
 */

/** Weights that share a scale. */
export const blockSize = 32;

export type Bits = 4 | 8;

/**
 * Where candidate scales put the largest weight, relative to the end of the range: on the lower end first, then on the
 * upper one. Beyond 1 the largest weights are cut off, which pays where one weight towers over the rest.
 */
const lowerPlaces = Array.from({ length: 17 }, (_, i) => 0.75 + 0.025 * i);
const upperPlaces = Array.from({ length: 7 }, (_, i) => 0.85 + 0.05 * i);

/** Steps from zero that candidates give to the largest weight. */
const candidateSteps: Readonly<Record<Bits, readonly number[]>> = { 4: stepsOf(4), 8: stepsOf(8) };

function stepsOf(bits: Bits): number[] {
  const half = 2 ** (bits - 1);
  return [...lowerPlaces.map((place) => -half * place), ...upperPlaces.map((place) => (half - 1) * place)];
}

/**
 * The best scale found for `values[start … end)`, rounded to float32; 0 for a block of zeros.
 *
 * @example
 * const scale = blockScale(weights, 0, 32, 4); // weights[i] ≈ scale · q, q from −8 to 7
 */
export function blockScale(values: Float32Array, start: number, end: number, bits: Bits): number {
  const largest = largestOf(values, start, end);
  if (largest === 0) return 0;
  const half = 2 ** (bits - 1);
  let bestGain = 0;
  let best = 0;
  for (const steps of candidateSteps[bits]) {
    const inverse = steps / largest;
    let wq = 0;
    let qq = 0;
    for (let i = start; i < end; i++) {
      const q = nearest(values[i] * inverse, half);
      wq += values[i] * q;
      qq += q * q;
    }
    // wq² / qq as a product of quotients: wq² alone would vanish for the tiniest weights.
    const gain = wq * (wq / qq);
    if (gain > bestGain) {
      bestGain = gain;
      best = wq / qq;
    }
  }
  return Math.fround(best);
}

/** The whole number nearest to `x` within [−half, half − 1]. */
export function nearest(x: number, half: number): number {
  if (x <= -half) return -half;
  if (x >= half - 1) return half - 1;
  // Truncation of a positive number: faster than Math.round, and equal to it here.
  return ((x + half + 0.5) | 0) - half;
}

/** The weight of largest magnitude, with its sign. */
function largestOf(values: Float32Array, start: number, end: number): number {
  let largest = 0;
  for (let i = start; i < end; i++) {
    if (Math.abs(values[i]) > Math.abs(largest)) largest = values[i];
  }
  return largest;
}
