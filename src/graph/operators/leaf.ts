import type { ElementType } from '../../onnx/model.js';
import { encodeValues } from '../emit.js';
import { sizeOf } from '../shape.js';
import { apply, type Operator, type Shape, type Tensor } from '../tensor.js';

interface NamedLeaf {
  name: string;
  type: ElementType;
  shape: Shape;
}

const inputOperator: Operator<NamedLeaf> = {
  name: 'input',
  infer: (_, { type, shape }) => [{ type, shape }],
  emit(emitter, _, { name, type, shape }) {
    emitter.inputs.push({ name, type, shape });
    return [name];
  },
};

const weightOperator: Operator<NamedLeaf> = {
  name: 'weight',
  infer: (_, { type, shape }) => [{ type, shape }],
  emit(emitter, _, { name, type, shape }) {
    const source = emitter.weightSource(name);
    if (source === 'input') emitter.inputs.push({ name, type, shape });
    else if ('codes' in source) emitter.quantised.set(name, source);
    else emitter.initializer(name, type, shape as number[], 'data' in source ? source.data : source);
    return [name];
  },
};

const constantOperator: Operator<{ data: Uint8Array; type: ElementType; shape: readonly number[]; key: string }> = {
  name: 'constant',
  infer: (_, { type, shape }) => [{ type, shape }],
  emit: (emitter, _, { data, type, shape, key }) => {
    // One initializer per value, however often the graph repeats it.
    if (!emitter.initializers.some((other) => other.name === key)) emitter.initializer(key, type, shape, data);
    return [key];
  },
};

/** A tensor fed at every run. */
export function input(name: string, shape: Shape, type: ElementType = 'float32'): Tensor {
  return apply(inputOperator, [], { name, type, shape });
}

/** A weight: a parameter in training, a place in a checkpoint in inference. */
export function weight(name: string, shape: readonly number[], type: ElementType = 'float32'): Tensor {
  return apply(weightOperator, [], { name, type, shape });
}

let constantCount = 0;

/** Numbers stored inside the graph; without `shape` one dimension. */
export function constant(
  values: ArrayLike<number>,
  type: ElementType = 'float32',
  shape: readonly number[] = [values.length],
): Tensor {
  if (sizeOf(shape) !== values.length) throw new RangeError(`constant: ${values.length} values for [${shape}]`);
  const key = values.length === 1 ? `/s${type}_${shape.length}_${values[0]}` : `/k${constantCount++}`;
  return apply(constantOperator, [], { data: encodeValues(values, type), type, shape, key });
}

/** One number as a constant of shape `[]`, of the element type of the tensor it will meet. */
export function scalarLike(tensor: Tensor, value: number): Tensor {
  return constant([value], tensor.type, []);
}
