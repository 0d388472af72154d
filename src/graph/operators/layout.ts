import { positiveAxis, sameShape, shapeError } from '../shape.js';
import { apply, type Dim, type Operator, type Shape, type Tensor } from '../tensor.js';
import { sumTo } from './reduction.js';

const reshapeOperator: Operator<{ shape: Shape }> = {
  name: 'reshape',
  infer: ([x], { shape }) => [{ type: x.type, shape }],
  emit(emitter, [x], { shape }, node) {
    return [emitter.node('Reshape', [x, emitter.integers(...runtimeShape(node.inputs[0].shape, shape, node.inputs))])];
  },
  grad: ([dy], { inputs: [x] }) => [reshape(dy!, x.shape)],
};

/** ONNX spelling: 0 copies the size at the same place, one −1 is inferred. */
function runtimeShape(from: Shape, to: Shape, inputs: readonly Tensor[]): number[] {
  let inferred = false;
  return to.map((size, i) => {
    if (typeof size === 'number') return size;
    if (from[i] === size) return 0;
    if (inferred) throw shapeError('reshape', `at most one size that cannot be copied, wanted [${to}]`, inputs);
    inferred = true;
    return -1;
  });
}

/** The same numbers in another shape. A named size keeps its place, or is inferred (one at most). */
export function reshape(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const known = (s: Shape) => s.every((size) => typeof size === 'number');
  const product = (s: Shape) => s.reduce<number>((p, size) => p * (size as number), 1);
  if (known(x.shape) && known(shape) && product(x.shape) !== product(shape)) {
    throw shapeError('reshape', `as many elements as [${shape}]`, [x]);
  }
  return apply(reshapeOperator, [x], { shape });
}

const transposeOperator: Operator<{ permutation: readonly number[] }> = {
  name: 'transpose',
  infer: ([x], { permutation }) => [{ type: x.type, shape: permutation.map((axis) => x.shape[axis]) }],
  emit: (emitter, inputs, { permutation }) => [emitter.node('Transpose', inputs, { perm: { ints: permutation } })],
  grad: ([dy], { attributes: { permutation } }) => [
    transpose(
      dy!,
      permutation.map((_, i) => permutation.indexOf(i)),
    ),
  ],
};

/** Axes in a new order; without `permutation` the last two are exchanged. */
export function transpose(x: Tensor, permutation?: readonly number[]): Tensor {
  const axes = permutation ?? [...x.shape.keys()].map((i) => (i < x.rank - 2 ? i : 2 * x.rank - 3 - i));
  if (axes.length !== x.rank) throw shapeError('transpose', `rank ${axes.length}`, [x]);
  return apply(transposeOperator, [x], { permutation: axes });
}

const expandOperator: Operator<{ shape: Shape }> = {
  name: 'expand',
  infer: ([x], { shape }) => [{ type: x.type, shape }],
  // Sizes of 1 in the target leave the input's own (named) size.
  emit: (emitter, [x], { shape }) => [
    emitter.node('Expand', [x, emitter.integers(...shape.map((size) => (typeof size === 'number' ? size : 1)))]),
  ],
  grad: ([dy], { inputs: [x] }) => [sumTo(dy!, x.shape)],
};

/** Repeats along axes of size 1 until the shape is reached. */
export function expand(x: Tensor, shape: Shape): Tensor {
  return sameShape(x.shape, shape) ? x : apply(expandOperator, [x], { shape });
}

interface SliceAttributes {
  axis: number;
  start: number;
  /** Exclusive; `undefined` means up to the end of an axis with a named size. */
  end?: number;
  /** Name of the resulting size, where the axis has a named size and `end` is left out. */
  name?: string;
}

const sliceOperator: Operator<SliceAttributes> = {
  name: 'slice',
  infer(inputs, { axis, start, end, name }) {
    const [x] = inputs;
    const size = x.shape[axis];
    const length: Dim | undefined = end !== undefined ? end - start : typeof size === 'number' ? size - start : name;
    const outside = start < 0 || (typeof size === 'number' && (end ?? size) > size);
    if (length === undefined || outside || (typeof length === 'number' && length <= 0)) {
      throw shapeError('slice', `room for [${start}, ${end ?? 'end'}) on axis ${axis}`, inputs);
    }
    return [{ type: x.type, shape: x.shape.map((old, i) => (i === axis ? length : old)) }];
  },
  emit: (emitter, [x], { axis, start, end }) => [
    emitter.node('Slice', [x, emitter.integers(start), emitter.integers(end ?? 2 ** 31 - 1), emitter.integers(axis)]),
  ],
  grad: ([dy], { inputs: [x], attributes: { axis, start, end } }) => {
    const size = x.shape[axis] as number;
    return [pad(dy!, axis, start, size - (end ?? size))];
  },
};

/** Entries `start` (included) to `end` (excluded) of one axis. */
export function slice(x: Tensor, axis: number, start: number, end?: number, name?: string): Tensor {
  return apply(sliceOperator, [x], { axis: positiveAxis(axis, x.rank), start, end, name });
}

const padOperator: Operator<{ axis: number; before: number; after: number }> = {
  name: 'pad',
  infer: ([x], { axis, before, after }) => [
    { type: x.type, shape: x.shape.map((size, i) => (i === axis ? (size as number) + before + after : size)) },
  ],
  emit(emitter, [x], { axis, before, after }, node) {
    const rank = node.inputs[0].rank;
    const amounts = Array.from({ length: 2 * rank }, (_, i) => (i === axis ? before : i === rank + axis ? after : 0));
    return [emitter.node('Pad', [x, emitter.integers(...amounts)])];
  },
  grad: ([dy], { inputs: [x], attributes: { axis, before } }) => [
    slice(dy!, axis, before, before + (x.shape[axis] as number)),
  ],
};

/** Zeros before and after on one axis. */
export function pad(x: Tensor, axis: number, before: number, after: number): Tensor {
  return before === 0 && after === 0 ? x : apply(padOperator, [x], { axis: positiveAxis(axis, x.rank), before, after });
}

const concatOperator: Operator<{ axis: number; name?: string }> = {
  name: 'concat',
  infer(inputs, { axis, name }) {
    const sizes = inputs.map((input) => input.shape[axis]);
    const numeric = sizes.every((size) => typeof size === 'number');
    if (!numeric && !name) throw shapeError('concat', 'known sizes on the axis, or a name for the sum', inputs);
    const fits = (other: Tensor) =>
      other.type === inputs[0].type &&
      other.rank === inputs[0].rank &&
      other.shape.every((old, i) => i === axis || old === inputs[0].shape[i]);
    if (!inputs.every(fits)) throw shapeError('concat', `parts that differ on axis ${axis} only`, inputs);
    const size = numeric ? sizes.reduce<number>((sum, s) => sum + (s as number), 0) : name!;
    return [{ type: inputs[0].type, shape: inputs[0].shape.map((old, i) => (i === axis ? size : old)) }];
  },
  emit: (emitter, inputs, { axis }) => [emitter.node('Concat', inputs, { axis: { int: axis } })],
  grad([dy], { inputs, attributes: { axis } }) {
    let start = 0;
    return inputs.map((input) => {
      const from = start;
      start += input.shape[axis] as number;
      return slice(dy!, axis, from, start);
    });
  },
};

/** Joins along one axis; `name` names the resulting size when a part's size is named. */
export function concat(parts: readonly Tensor[], axis: number, name?: string): Tensor {
  return apply(concatOperator, parts, { axis: positiveAxis(axis, parts[0].rank), name });
}
