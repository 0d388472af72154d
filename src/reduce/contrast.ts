/**
 * DAMRO, decoding: what the model says beyond what it would say of the attention outliers alone.
 *
 * g = (1 + α) · l − α · n, where l are the logits with the whole picture and n those with the outliers only; tokens less
 * likely than β times the likeliest under l are out (the plausibility constraint of contrastive decoding).
 *
 * Paper: arXiv 2410.04514. Reference: github.com/coder-gx/DAMRO, `sample_method/sample.py`. The release ignores
 * temperature, top-p and the like; here the result is logits, so what follows is the caller's.
 */
import { TesseraeError } from '../base/error.js';

export interface ContrastOptions {
  /** Strength; 0 leaves the positive logits. @default 2 */
  alpha?: number;
  /** Plausibility: 0 lets every token through, 1 only the likeliest. @default 0.1 */
  beta?: number;
}

/**
 * Contrasted logits of one step, −∞ for implausible tokens.
 *
 * Which tokens are plausible depends on `positive` and β only. Equal branches give the positive logits back.
 *
 * @throws TesseraeError `contrast-input`
 * @example
 * contrastLogits([2, 1, 0], [2, 0, 0.5], { alpha: 2, beta: 0.1 }); // [2, 3, -1]
 */
export function contrastLogits(
  positive: ArrayLike<number>,
  negative: ArrayLike<number>,
  { alpha = 2, beta = 0.1 }: ContrastOptions = {},
): Float32Array {
  if (!(Number.isFinite(alpha) && alpha >= 0 && beta >= 0 && beta <= 1)) {
    throw new TesseraeError('contrast-input', {
      expected: 'alpha of at least 0 and beta from 0 to 1',
      received: `alpha ${alpha}, beta ${beta}`,
      action: 'Pass for example alpha 2 and beta 0.1.',
    });
  }
  if (positive.length !== negative.length) {
    throw new TesseraeError('contrast-input', {
      expected: 'logits of the same vocabulary in both branches',
      received: `${positive.length} and ${negative.length}`,
      action: 'Run both branches on the same model.',
    });
  }
  const cut = plausibilityCut(positive, beta);
  const contrasted = new Float32Array(positive.length);
  for (let token = 0; token < positive.length; token++) {
    const l = positive[token];
    // A token that is already out (−∞) stays out; with β = 0 the cut alone would let it through as NaN.
    const out = l < cut || l === Number.NEGATIVE_INFINITY;
    contrasted[token] = out ? Number.NEGATIVE_INFINITY : (1 + alpha) * l - alpha * negative[token];
  }
  return contrasted;
}

/** The logit below which a token is implausible: ln β + max l, equivalent to p ≥ β · max p. */
export function plausibilityCut(positive: ArrayLike<number>, beta: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let token = 0; token < positive.length; token++) most = Math.max(most, positive[token]);
  return Math.log(beta) + most;
}
