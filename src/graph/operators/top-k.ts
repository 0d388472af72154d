import { numberOf, shapeError } from '../shape.js';
import { apply, type Operator, type Tensor } from '../tensor.js';

const topKOperator: Operator<{ count: number }> = {
  name: 'topK',
  infer(inputs, { count }) {
    const [x] = inputs;
    if (x.rank === 0 || count < 1 || count > numberOf(x.shape[x.rank - 1])) {
      throw shapeError('topK', `at least ${count} entries along the last axis, and to be asked for one`, inputs);
    }
    return [{ type: 'int64', shape: [...x.shape.slice(0, -1), count] }];
  },
  emit: (emitter, [x], { count }) => [
    emitter.nodeWithOutputs('TopK', [x, emitter.integers(count)], 2, {
      axis: { int: -1 },
      largest: { int: 1 },
      sorted: { int: 1 },
    })[1],
  ],
};

/** Indices of the `count` largest entries along the last axis, largest first, the lower index on ties: int64 `[…, count]`. */
export function topK(x: Tensor, count: number): Tensor {
  return apply(topKOperator, [x], { count });
}
