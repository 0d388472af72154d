import { positiveAxis, sameShape } from '../shape.js';
import { apply, type Operator, type Shape, type Tensor } from '../tensor.js';
import { mul } from './arithmetic.js';
import { expand, reshape } from './layout.js';

interface ReductionAttributes {
  axes: readonly number[];
  keep: boolean;
}

function reduction(name: string, onnx: string, scale: (count: number) => number): Operator<ReductionAttributes> {
  return {
    name,
    infer([x], { axes, keep }) {
      const shape = keep
        ? x.shape.map((size, i) => (axes.includes(i) ? 1 : size))
        : x.shape.filter((_, i) => !axes.includes(i));
      return [{ type: x.type, shape }];
    },
    emit: (emitter, [x], { axes, keep }) => [
      emitter.node(onnx, [x, emitter.integers(...axes)], { keepdims: { int: keep ? 1 : 0 } }),
    ],
    grad([dy], { inputs: [x], attributes: { axes } }) {
      const kept = x.shape.map((size, i) => (axes.includes(i) ? 1 : size));
      const count = axes.reduce((product, axis) => product * (x.shape[axis] as number), 1);
      const scaled = scale(count) === 1 ? dy! : mul(dy!, scale(count));
      return [expand(reshape(scaled, kept), x.shape)];
    },
  };
}

const sumOperator = reduction('reduceSum', 'ReduceSum', () => 1);
const meanOperator = reduction('reduceMean', 'ReduceMean', (count) => 1 / count);

/** Sum over axes (all without `axes`). */
export function reduceSum(x: Tensor, axes?: readonly number[], keep = false): Tensor {
  return apply(sumOperator, [x], { axes: normaliseAxes(x, axes), keep });
}

/** Mean over axes (all without `axes`). */
export function reduceMean(x: Tensor, axes?: readonly number[], keep = false): Tensor {
  return apply(meanOperator, [x], { axes: normaliseAxes(x, axes), keep });
}

function normaliseAxes(x: Tensor, axes?: readonly number[]): number[] {
  return axes ? axes.map((axis) => positiveAxis(axis, x.rank)) : x.shape.map((_, i) => i);
}

/** Undoes broadcasting: sums a gradient down to the shape of the input it belongs to. */
export function sumTo(gradient: Tensor, shape: Shape): Tensor {
  if (sameShape(gradient.shape, shape)) return gradient;
  const lead = gradient.rank - shape.length;
  const axes = gradient.shape.flatMap((size, i) => (i < lead || (shape[i - lead] === 1 && size !== 1) ? [i] : []));
  return reshape(axes.length > 0 ? reduceSum(gradient, axes, true) : gradient, shape);
}
