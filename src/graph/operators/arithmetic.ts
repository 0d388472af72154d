import { broadcastShapes, shapeError } from '../shape.js';
import { apply, type Operator, type Tensor } from '../tensor.js';
import { scalarLike } from './leaf.js';
import { sumTo } from './reduction.js';

/** An element-wise operator of two inputs with broadcasting; `grad` gives unreduced gradients. */
function binary(
  name: string,
  onnx: string,
  grad: (dy: Tensor, a: Tensor, b: Tensor, y: Tensor) => [() => Tensor, () => Tensor],
): Operator {
  return {
    name,
    infer(inputs) {
      const [a, b] = inputs;
      const shape = broadcastShapes(a.shape, b.shape);
      if (!shape || a.type !== b.type) throw shapeError(name, 'two inputs of one type that broadcast', inputs);
      return [{ type: a.type, shape }];
    },
    emit: (emitter, inputs) => [emitter.node(onnx, inputs)],
    grad([dy], node) {
      const [a, b] = node.inputs;
      const [da, db] = grad(dy!, a, b, node.outputs[0]);
      return [isConstant(a) ? undefined : sumTo(da(), a.shape), isConstant(b) ? undefined : sumTo(db(), b.shape)];
    },
  };
}

function isConstant(tensor: Tensor): boolean {
  return tensor.node.operator.name === 'constant';
}

const addOperator = binary('add', 'Add', (dy) => [() => dy, () => dy]);
const subOperator = binary('sub', 'Sub', (dy) => [() => dy, () => neg(dy)]);
const mulOperator = binary('mul', 'Mul', (dy, a, b) => [() => mul(dy, b), () => mul(dy, a)]);
const divOperator = binary('div', 'Div', (dy, _, b, y) => [() => div(dy, b), () => neg(div(mul(dy, y), b))]);

/** a + b */
export function add(a: Tensor, b: Tensor | number): Tensor {
  return apply(addOperator, [a, like(a, b)], undefined);
}

/** a − b */
export function sub(a: Tensor, b: Tensor | number): Tensor {
  return apply(subOperator, [a, like(a, b)], undefined);
}

/** a · b, element by element */
export function mul(a: Tensor, b: Tensor | number): Tensor {
  return apply(mulOperator, [a, like(a, b)], undefined);
}

/** a / b, element by element */
export function div(a: Tensor, b: Tensor | number): Tensor {
  return apply(divOperator, [a, like(a, b)], undefined);
}

function like(tensor: Tensor, value: Tensor | number): Tensor {
  return typeof value === 'number' ? scalarLike(tensor, value) : value;
}

const negOperator: Operator = {
  name: 'neg',
  infer: ([x]) => [x],
  emit: (emitter, inputs) => [emitter.node('Neg', inputs)],
  grad: ([dy]) => [neg(dy!)],
};

/** −x */
export function neg(x: Tensor): Tensor {
  return apply(negOperator, [x], undefined);
}

const minimumOperator: Operator = {
  name: 'minimum',
  infer(inputs) {
    const shape = broadcastShapes(inputs[0].shape, inputs[1].shape);
    if (!shape) throw shapeError('minimum', 'two inputs that broadcast', inputs);
    return [{ type: inputs[0].type, shape }];
  },
  emit: (emitter, inputs) => [emitter.node('Min', inputs)],
};

/** The smaller of the two, element by element; stops the gradient. */
export function minimum(a: Tensor, b: Tensor | number): Tensor {
  return apply(minimumOperator, [a, like(a, b)], undefined);
}
