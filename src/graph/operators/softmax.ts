import { apply, type Operator, type Tensor } from '../tensor.js';
import { exp } from './activation.js';
import { mul, sub } from './arithmetic.js';
import { reduceSum } from './reduction.js';

const softmaxOperator: Operator = {
  name: 'softmax',
  infer: ([x]) => [x],
  emit: (emitter, inputs) => [emitter.node('Softmax', inputs, { axis: { int: -1 } })],
  grad([dy], { outputs: [y] }) {
    return [mul(y, sub(dy!, reduceSum(mul(dy!, y), [-1], true)))];
  },
};

const logSoftmaxOperator: Operator = {
  name: 'logSoftmax',
  infer: ([x]) => [x],
  emit: (emitter, inputs) => [emitter.node('LogSoftmax', inputs, { axis: { int: -1 } })],
  grad([dy], { outputs: [y] }) {
    return [sub(dy!, mul(exp(y), reduceSum(dy!, [-1], true)))];
  },
};

/** Softmax over the last axis. */
export const softmax = (x: Tensor): Tensor => apply(softmaxOperator, [x], undefined);
/** Logarithm of the softmax over the last axis. */
export const logSoftmax = (x: Tensor): Tensor => apply(logSoftmaxOperator, [x], undefined);
