/** Tails of the normal, chi-square and binomial distributions: enough for the tests and intervals of this folder. */

/** Complement of the error function; relative error below 1e-13 (series below 2, continued fraction above). */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  if (x < 2) {
    let term = x;
    let sum = x;
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = 0;
  for (let n = 120; n > 0; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
}

/** P(Z ≤ z) of a standard normal variable. */
export function normalCdf(z: number): number {
  return erfc(-z / Math.SQRT2) / 2;
}

/** The z with P(Z ≤ z) = `probability`, by bisection. */
export function normalQuantile(probability: number): number {
  let [low, high] = [-40, 40];
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The z of a two-sided interval, for example 1.96 for 0.95. */
export function criticalValue(confidence: number): number {
  return normalQuantile((1 + confidence) / 2);
}

/** P(X ≥ x) of a chi-square variable with one degree of freedom. */
export function chiSquareTail(x: number): number {
  return erfc(Math.sqrt(x / 2));
}

/** P(X ≤ k) of n fair coin tosses. */
export function fairCoinCdf(k: number, n: number): number {
  let logChoose = 0;
  let sum = 0;
  for (let i = 0; i <= k; i++) {
    if (i > 0) logChoose += Math.log((n - i + 1) / i);
    sum += Math.exp(logChoose - n * Math.LN2);
  }
  return Math.min(1, sum);
}
