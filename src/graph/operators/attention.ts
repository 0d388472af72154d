import { numberOf, shapeError } from '../shape.js';
import { applyAll, type Operator, type Tensor } from '../tensor.js';
import { add, mul, sub } from './arithmetic.js';
import { reshape, transpose } from './layout.js';
import { matmul } from './matmul.js';
import { reduceSum, sumTo } from './reduction.js';

/** Legend: B batch, H query heads, G key-value heads (H a multiple of G), S queries, C keys, d width of a head. */

const attentionOperator: Operator<{ scale: number }> = {
  name: 'attention',
  infer(inputs) {
    const [q, k, v, mask] = inputs;
    if (q.rank !== k.rank || k.rank !== v.rank || (mask && mask.rank !== q.rank)) {
      throw shapeError('attention', 'query, keys, values and mask of one rank', inputs);
    }
    const lead = q.shape.slice(0, -1);
    return [
      { type: q.type, shape: [...lead, v.shape[v.rank - 1]] },
      { type: q.type, shape: [...lead, k.shape[k.rank - 2]] },
    ];
  },
  emit(emitter, [q, k, v, mask], { scale }) {
    const attributes = { transB: { int: 1 }, alpha: { float: scale } };
    const scores = emitter.node('FusedMatMul', [q, k], attributes, 'com.microsoft');
    const masked = mask ? emitter.node('Add', [scores, mask]) : scores;
    const probabilities = emitter.node('Softmax', [masked], { axis: { int: -1 } });
    return [emitter.node('MatMul', [probabilities, v]), probabilities];
  },
  grad([dy, dp], { inputs: [q, k, v], outputs: [y, probabilities], attributes: { scale } }) {
    // Σⱼ pⱼ·dpⱼ equals Σ y·dy: a sum over d entries instead of C (as in FlashAttention's backward pass).
    const fromOutput = dy && sub(matmul(dy, v, { transposeB: true }), reduceSum(mul(dy, y), [-1], true));
    const fromCapture = dp && sub(dp, reduceSum(mul(dp, probabilities), [-1], true));
    const ds = mul(
      probabilities,
      fromOutput && fromCapture ? add(fromOutput, fromCapture) : (fromOutput ?? fromCapture)!,
    );
    const dv = dy && sumTo(matmul(probabilities, dy, { transposeA: true }), v.shape);
    const dq = matmul(ds, k, { scale });
    const dk = matmul(ds, q, { transposeA: true, scale });
    return [sumTo(dq, q.shape), sumTo(dk, k.shape), dv, undefined];
  },
};

export interface AttentionResult {
  /** `[B, S, H·d]` */
  output: Tensor;
  /** `[B, H, S, C]` */
  probabilities: Tensor;
}

/**
 * Scaled dot-product attention in plain operators: differentiable, and its probabilities can be captured.
 *
 * @param q `[B, S, H·d]`
 * @param k, v `[B, C, G·d]`
 * @param mask added to the scores, `[B or 1, 1, S, C]`, stops the gradient; absent for full attention
 */
export function attention(
  q: Tensor,
  k: Tensor,
  v: Tensor,
  { heads, kvHeads = heads, mask }: { heads: number; kvHeads?: number; mask?: Tensor },
): AttentionResult {
  const width = numberOf(q.shape[2]) / heads;
  const scale = 1 / Math.sqrt(width);
  const groups = heads / kvHeads;
  const [batch, queries] = q.shape;
  const keys = k.shape[1];
  const heads4 = (x: Tensor, count: number) =>
    transpose(reshape(x, [x.shape[0], x.shape[1], count, width]), [0, 2, 1, 3]);
  const grouped = (x: Tensor, count: number) => {
    const turned = heads4(x, count);
    return groups === 1 ? turned : reshape(turned, [batch, kvHeads, count / kvHeads, x.shape[1], width]);
  };
  const mask5 = mask && groups > 1 ? reshape(mask, [mask.shape[0], 1, 1, ...mask.shape.slice(2)]) : mask;
  const inputs = [grouped(q, heads), grouped(k, kvHeads), grouped(v, kvHeads), ...(mask5 ? [mask5] : [])];
  const [y, probabilities] = applyAll(attentionOperator, inputs, { scale });
  return {
    output: reshape(transpose(reshape(y, [batch, heads, queries, width]), [0, 2, 1, 3]), [
      batch,
      queries,
      heads * width,
    ]),
    probabilities: reshape(probabilities, [batch, heads, queries, keys]),
  };
}

const fusedAttentionOperator: Operator<{ heads: number }> = {
  name: 'fusedAttention',
  infer: ([q]) => [q],
  emit: (emitter, inputs, { heads }) => [
    emitter.node('MultiHeadAttention', inputs, { num_heads: { int: heads } }, 'com.microsoft'),
  ],
};

/** Full attention in one kernel (no mask, no gradient): q, k, v `[B, S, H·d]` → `[B, S, H·d]`. */
export function fusedAttention(q: Tensor, k: Tensor, v: Tensor, heads: number): Tensor {
  return applyAll(fusedAttentionOperator, [q, k, v], { heads })[0];
}

const groupedAttentionOperator: Operator<{ heads: number; kvHeads: number; window: number }> = {
  name: 'groupedAttention',
  infer([q, k], { kvHeads }) {
    const width = numberOf(k.shape[2]) / kvHeads;
    const cache = { type: k.type, shape: [k.shape[0], kvHeads, k.shape[1], width] };
    return [q, cache, cache];
  },
  emit: (emitter, [q, k, v, last, total], { heads, kvHeads, window }) =>
    emitter.nodeWithOutputs(
      'GroupQueryAttention',
      [q, k, v, '', '', last, total],
      3,
      { num_heads: { int: heads }, kv_num_heads: { int: kvHeads }, local_window_size: { int: window } },
      'com.microsoft',
    ),
};

/**
 * Causal attention over a whole prompt in one kernel (no gradient).
 *
 * @param q `[B, S, H·d]`
 * @param k, v `[B, S, G·d]`
 * @param last int32 `[B]`, index of each row's last real position (rows are padded on the right)
 * @param total int32 `[]`, S
 * @param window positions a query sees at most (itself included), −1 for all
 * @returns output `[B, S, H·d]`, keys and values `[B, G, S, d]`
 */
export function groupedAttention(
  q: Tensor,
  k: Tensor,
  v: Tensor,
  last: Tensor,
  total: Tensor,
  { heads, kvHeads, window = -1 }: { heads: number; kvHeads: number; window?: number },
): [output: Tensor, keys: Tensor, values: Tensor] {
  return applyAll(groupedAttentionOperator, [q, k, v, last, total], { heads, kvHeads, window }) as [
    Tensor,
    Tensor,
    Tensor,
  ];
}
