import { type ElementType, onnxTypes } from '../../onnx/model.js';
import { broadcastShapes, shapeError } from '../shape.js';
import { apply, type Operator, type Tensor } from '../tensor.js';

const castOperator: Operator<{ type: ElementType }> = {
  name: 'cast',
  infer: ([x], { type }) => [{ type, shape: x.shape }],
  emit: (emitter, inputs, { type }) => [emitter.node('Cast', inputs, { to: { int: onnxTypes[type] } })],
  grad: ([dy], { inputs: [x] }) => [cast(dy!, x.type)],
};

/** The same numbers in another element type. */
export function cast(x: Tensor, type: ElementType): Tensor {
  return x.type === type ? x : apply(castOperator, [x], { type });
}

const argMaxOperator: Operator = {
  name: 'argMax',
  infer: ([x]) => [{ type: 'int64', shape: x.shape.slice(0, -1) }],
  emit: (emitter, inputs) => [emitter.node('ArgMax', inputs, { axis: { int: -1 }, keepdims: { int: 0 } })],
};

/** Index of the largest entry along the last axis, the first one on ties; int64. */
export function argMax(x: Tensor): Tensor {
  return apply(argMaxOperator, [x], undefined);
}

function comparison(name: string, onnx: string): Operator {
  return {
    name,
    infer(inputs) {
      const shape = broadcastShapes(inputs[0].shape, inputs[1].shape);
      if (!shape) throw shapeError(name, 'two inputs that broadcast', inputs);
      return [{ type: 'bool', shape }];
    },
    emit: (emitter, inputs) => [emitter.node(onnx, inputs)],
  };
}

const equalOperator = comparison('equal', 'Equal');
const greaterOperator = comparison('greaterOrEqual', 'GreaterOrEqual');
const andOperator = comparison('and', 'And');
const orOperator = comparison('or', 'Or');

/** Element-wise comparison with broadcasting → bool. */
export const equal = (a: Tensor, b: Tensor): Tensor => apply(equalOperator, [a, b], undefined);
export const greaterOrEqual = (a: Tensor, b: Tensor): Tensor => apply(greaterOperator, [a, b], undefined);
export const and = (a: Tensor, b: Tensor): Tensor => apply(andOperator, [a, b], undefined);
export const or = (a: Tensor, b: Tensor): Tensor => apply(orOperator, [a, b], undefined);
