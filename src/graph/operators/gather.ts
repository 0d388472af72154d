import { numberOf, shapeError } from '../shape.js';
import { apply, type Operator, type Tensor } from '../tensor.js';
import { mul, sub } from './arithmetic.js';
import { concat, reshape } from './layout.js';
import { constant } from './leaf.js';
import { matmul } from './matmul.js';
import { softmax } from './softmax.js';

const oneHotOperator: Operator<{ depth: number; type: Tensor['type'] }> = {
  name: 'oneHot',
  infer: ([ids], { depth, type }) => [{ type, shape: [...ids.shape, depth] }],
  emit: (emitter, [ids], { depth, type }) => [
    emitter.node('OneHot', [ids, emitter.integers(depth), emitter.constant([0, 1], type)], { axis: { int: -1 } }),
  ],
};

/** Rows with a single one at the given places; ids outside [0, depth) give zero rows. */
export function oneHot(ids: Tensor, depth: number, type: Tensor['type'] = 'float32'): Tensor {
  return apply(oneHotOperator, [ids], { depth, type });
}

const embedOperator: Operator = {
  name: 'embed',
  infer(inputs) {
    const [table, ids] = inputs;
    if (table.rank !== 2 || ids.type !== 'int64') throw shapeError('embed', 'a table [V, D] and int64 ids', inputs);
    return [{ type: table.type, shape: [...ids.shape, table.shape[1]] }];
  },
  emit: (emitter, inputs) => [emitter.node('Gather', inputs, { axis: { int: 0 } })],
  grad([dy], { inputs: [table, ids] }) {
    // One-hot product instead of a scatter: sums in a fixed order, so that a resumed run repeats bit for bit.
    const rows = ids.shape.reduce<number>((product, size) => product * numberOf(size), 1);
    const hot = oneHot(reshape(ids, [rows]), numberOf(table.shape[0]), table.type);
    return [matmul(hot, reshape(dy!, [rows, table.shape[1]]), { transposeA: true }), undefined];
  },
};

/** Rows of a table by id: `[V, D]`, ids `[…]` → `[…, D]`. */
export function embed(table: Tensor, ids: Tensor): Tensor {
  return apply(embedOperator, [table, ids], undefined);
}

const pickRowsOperator: Operator = {
  name: 'pickRows',
  infer([x, index]) {
    return [{ type: x.type, shape: [index.shape[0], x.shape[1]] }];
  },
  emit: (emitter, [x, index]) => [emitter.node('Gather', [x, index], { axis: { int: 0 } })],
  grad([dy], { inputs: [x, index, inverse] }) {
    const zero = constant(new Float32Array(numberOf(x.shape[1])), x.type, [1, numberOf(x.shape[1])]);
    const rows = concat([dy!, zero], 0);
    return [apply(pickRowsOperator, [rows, inverse, padInverse(index)], undefined), undefined, undefined];
  },
};

/**
 * Picks rows of `x` `[R, D]` by `index` `[M]`, each row at most once; row R stands for a row of zeros.
 *
 * `inverse` `[R]` says where each row went (M = nowhere), so that the gradient is a gather too: fast and in fixed order.
 */
export function pickRows(x: Tensor, index: Tensor, inverse: Tensor): Tensor {
  const zero = constant(new Float32Array(numberOf(x.shape[1])), x.type, [1, numberOf(x.shape[1])]);
  const extended = apply(pickRowsOperator, [concat([x, zero], 0), index, padInverse(inverse)], undefined);
  return extended;
}

/** The zero row of the input is never looked at backwards, but the index needs an entry for it. */
function padInverse(inverse: Tensor): Tensor {
  return concat([inverse, constant([0], 'int64')], 0);
}

const crossEntropyOperator: Operator = {
  name: 'crossEntropy',
  infer(inputs) {
    const [logits, targets, weights] = inputs;
    if (logits.rank !== 2 || targets.rank !== 1 || weights.rank !== 1) {
      throw shapeError('crossEntropy', 'logits [M, V], targets [M], weights [M]', inputs);
    }
    return [{ type: logits.type, shape: [] }];
  },
  emit(emitter, [logits, targets, weights]) {
    const logProbabilities = emitter.node('LogSoftmax', [logits], { axis: { int: -1 } });
    const column = emitter.node('Unsqueeze', [targets, emitter.integers(1)]);
    const picked = emitter.node('GatherElements', [logProbabilities, column], { axis: { int: 1 } });
    const flat = emitter.node('Squeeze', [picked, emitter.integers(1)]);
    const sum = emitter.node('ReduceSum', [emitter.node('Mul', [flat, weights]), emitter.integers(0)], {
      keepdims: { int: 0 },
    });
    return [emitter.node('Neg', [sum])];
  },
  grad([dy], { inputs: [logits, targets, weights] }) {
    const hot = oneHot(targets, numberOf(logits.shape[1]), logits.type);
    const rowWeights = reshape(mul(weights, dy!), [logits.shape[0], 1]);
    return [mul(sub(softmax(logits), hot), rowWeights), undefined, undefined];
  },
};

/** Σ weightᵢ · (−log softmax(logits)ᵢ[targetᵢ]) over rows: logits `[M, V]`, targets `[M]` int64, weights `[M]` (no gradient) → scalar. */
export function crossEntropy(logits: Tensor, targets: Tensor, weights: Tensor): Tensor {
  return apply(crossEntropyOperator, [logits, targets, weights], undefined);
}
