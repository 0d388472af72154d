import { numberOf, shapeError } from '../shape.js';
import { apply, type Operator, type Tensor } from '../tensor.js';
import { mul, neg } from './arithmetic.js';
import { concat, expand, reshape } from './layout.js';
import { constant } from './leaf.js';
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

const scatterAddOperator: Operator<{ axis: number }> = {
  name: 'scatterAdd',
  infer: ([x]) => [{ type: x.type, shape: x.shape }],
  emit: (emitter, inputs, { axis }) => [
    emitter.node('ScatterElements', inputs, { axis: { int: axis }, reduction: { string: 'add' } }),
  ],
};

/**
 * Adds `values` to `x` at `index` along `axis`; both have the rank of `x`, and one shape.
 *
 * The CPU kernel goes through the values one after the other: sums have a fixed order, so that a resumed run repeats bit
 * for bit.
 */
function scatterAdd(x: Tensor, index: Tensor, values: Tensor, axis: number): Tensor {
  return apply(scatterAddOperator, [x, index, values], { axis });
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
    const rows = ids.shape.reduce<number>((product, size) => product * numberOf(size), 1);
    const [height, width] = table.shape.map(numberOf);
    const zeros = expand(constant([0], table.type, [1, 1]), [height, width]);
    const index = expand(reshape(ids, [rows, 1]), [rows, width]);
    return [scatterAdd(zeros, index, reshape(dy!, [rows, width]), 0), undefined];
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
    const rows = numberOf(logits.shape[0]);
    const rowWeights = reshape(mul(weights, dy!), [rows, 1]);
    const weighted = mul(softmax(logits), rowWeights);
    return [scatterAdd(weighted, reshape(targets, [rows, 1]), neg(rowWeights), 1), undefined, undefined];
  },
};

/** Σ weightᵢ · (−log softmax(logits)ᵢ[targetᵢ]) over rows: logits `[M, V]`, targets `[M]` int64, weights `[M]` (no gradient) → scalar. */
export function crossEntropy(logits: Tensor, targets: Tensor, weights: Tensor): Tensor {
  return apply(crossEntropyOperator, [logits, targets, weights], undefined);
}
