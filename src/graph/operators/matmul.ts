import { broadcastShapes, numberOf, shapeError } from '../shape.js';
import { apply, type Operator, type Tensor } from '../tensor.js';
import { add } from './arithmetic.js';
import { reshape } from './layout.js';
import { emitStoredBlocks } from './quantised-linear.js';
import { sumTo } from './reduction.js';

interface MatmulAttributes {
  /** Use the transpose (last two axes) of the first or second input. */
  transposeA: boolean;
  transposeB: boolean;
  /** Factor on the product. */
  scale: number;
}

const matmulOperator: Operator<MatmulAttributes> = {
  name: 'matmul',
  infer(inputs, { transposeA, transposeB }) {
    const [a, b] = inputs;
    if (a.rank < 2 || b.rank < 2 || a.type !== b.type) throw shapeError('matmul', 'two matrices of one type', inputs);
    const [rows, inner] = matrixSides(a, transposeA);
    const [innerB, columns] = matrixSides(b, transposeB);
    const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
    if (inner !== innerB || !batch) throw shapeError('matmul', 'matching inner sizes', inputs);
    return [{ type: a.type, shape: [...batch, rows, columns] }];
  },
  emit(emitter, inputs, { transposeA, transposeB, scale }, node) {
    const type = node.outputs[0].type;
    // The fused kernel exists for float32 only; other types take the long way.
    if ((transposeA || transposeB || scale !== 1) && type === 'float32') {
      const attributes = {
        transA: { int: Number(transposeA) },
        transB: { int: Number(transposeB) },
        alpha: { float: scale },
      };
      return [emitter.node('FusedMatMul', inputs, attributes, 'com.microsoft')];
    }
    const turned = inputs.map((name, i) => {
      if (!(i === 0 ? transposeA : transposeB)) return name;
      const { rank } = node.inputs[i];
      const perm = [...Array(rank).keys()].map((axis) => (axis < rank - 2 ? axis : 2 * rank - 3 - axis));
      return emitter.node('Transpose', [name], { perm: { ints: perm } });
    });
    const product = emitter.node('MatMul', turned);
    return [scale === 1 ? product : emitter.node('Mul', [product, emitter.constant([scale], type, [])])];
  },
  grad([dy], { inputs: [a, b], attributes: { transposeA, transposeB, scale } }) {
    const d = dy!;
    const da = transposeA
      ? matmul(b, d, { transposeA: transposeB, transposeB: true, scale })
      : matmul(d, b, { transposeB: !transposeB, scale });
    const db = transposeB
      ? matmul(d, a, { transposeA: true, transposeB: transposeA, scale })
      : matmul(a, d, { transposeA: !transposeA, scale });
    return [sumTo(da, a.shape), sumTo(db, b.shape)];
  },
};

function matrixSides(tensor: Tensor, turned: boolean): [number | string, number | string] {
  const [rows, columns] = tensor.shape.slice(-2);
  return turned ? [columns, rows] : [rows, columns];
}

/** Matrix product over the last two axes with broadcasting over the others, optionally transposed and scaled. */
export function matmul(a: Tensor, b: Tensor, options: Partial<MatmulAttributes> = {}): Tensor {
  return apply(matmulOperator, [a, b], { transposeA: false, transposeB: false, scale: 1, ...options });
}

const linearOperator: Operator = {
  name: 'linear',
  infer(inputs) {
    const [x, w] = inputs;
    if (w.rank !== 2 || x.shape[x.rank - 1] !== w.shape[1]) throw shapeError('linear', '[…, in] and [out, in]', inputs);
    return [{ type: x.type, shape: [...x.shape.slice(0, -1), w.shape[0]] }];
  },
  plainInputs: 1,
  emit(emitter, [x, w], _, { inputs }) {
    if (emitter.quantised.has(w)) return [emitStoredBlocks(emitter, x, w, inputs[1].shape)];
    // An explicit transpose: folded away for stored weights, and faster than a transposed kernel for fed ones.
    return [emitter.node('MatMul', [x, emitter.node('Transpose', [w], { perm: { ints: [1, 0] } })])];
  },
  grad([dy], { inputs: [x, w] }) {
    const rows = x.shape.slice(0, -1).reduce<number>((product, size) => product * numberOf(size), 1);
    const flat = (t: Tensor) => reshape(t, [rows, t.shape[t.rank - 1]]);
    return [matmul(dy!, w), matmul(flat(dy!), flat(x), { transposeA: true })];
  },
};

/** x · wᵀ + bias, with the weight stored as Hugging Face does, `[out, in]`, or in quantised blocks (see `WeightSource`). */
export function linear(x: Tensor, w: Tensor, bias?: Tensor): Tensor {
  const y = apply(linearOperator, [x, w], undefined);
  return bias ? add(y, bias) : y;
}
