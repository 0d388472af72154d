import {
  add,
  matmul,
  mul,
  numberOf,
  reciprocal,
  reduceSum,
  reshape,
  sqrt,
  type Tensor,
  transpose,
} from '../graph/index.js';

/** Coefficients of the quintic iteration, and how often it runs (Jordan et al. 2024). */
const [linear, cubic, quintic] = [3.4445, -4.775, 2.0315];
const iterations = 5;

/** Makes the updates as long as those of AdamW, so that both take the same learning rates (Liu et al. 2025). */
const updateLength = 0.2;

/** Weights that Muon moves: matrices between hidden states, and the patch filters; tables and heads stay with AdamW. */
export function movesByMuon(name: string, shape: readonly number[]): boolean {
  return shape.length > 1 && !/embed_tokens|lm_head|position_embedding|class_embedding|_head\./.test(name);
}

/**
 * The nearest semi-orthogonal matrix, roughly: all singular values come close to 1 by Newton–Schulz iterations.
 *
 * @param x `[rows, …]`; further axes are flattened
 * @returns the same shape, with root mean square 0.2
 */
export function orthogonalise(x: Tensor): Tensor {
  const [rows, ...rest] = x.shape.map(numberOf);
  const columns = rest.reduce((product, n) => product * n, 1);
  const flat = reshape(x, [rows, columns]);
  // The iteration squares the matrix: the shorter side first.
  const wide = rows <= columns;
  let y = wide ? flat : transpose(flat, [1, 0]);
  y = mul(y, reciprocal(add(sqrt(reduceSum(mul(y, y))), 1e-7)));
  for (let i = 0; i < iterations; i++) {
    const square = matmul(y, transpose(y, [1, 0]));
    const inner = add(mul(square, cubic), mul(matmul(square, square), quintic));
    y = add(mul(y, linear), matmul(inner, y));
  }
  const turned = wide ? y : transpose(y, [1, 0]);
  return reshape(mul(turned, updateLength * Math.sqrt(Math.max(rows, columns))), x.shape);
}
