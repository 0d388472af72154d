import type { ElementType } from '../../onnx/model.js';
import type { Emitter, StoredBytes } from '../emit.js';
import { numberOf, shapeError } from '../shape.js';
import { apply, type Operator, type Shape, type Tensor } from '../tensor.js';

/** Legend: N rows of the weight (outputs), K columns (inputs), b block size. */

/** A weight in blocks along its rows: w = scale · (code − zero point), every block with its own scale. */
export interface QuantisedWeight {
  bits: 4 | 8;
  /** Weights that share a scale: 16, 32, 64, 128 or 256. */
  block: number;
  /** uint8 `[N, ⌈K/b⌉, b·bits/8]`; of two 4-bit codes in a byte the first is the lower half. */
  codes: Tensor;
  /** float32 `[N, ⌈K/b⌉]` */
  scales: Tensor;
  /** uint8 `[N, ⌈⌈K/b⌉·bits/8⌉]`, packed like codes. @default 2^(bits − 1) everywhere */
  zeroPoints?: Tensor;
}

/**
 * What the kernel computes with: `float32` multiplies dequantised weights; `int8` quantises the inputs too, row by row in
 * the same blocks, and is several times faster (ONNX Runtime's `accuracy_level` 0 and 4).
 */
export type Activations = 'float32' | 'int8';

const accuracyLevels: Readonly<Record<Activations, number>> = { float32: 0, int8: 4 };

interface QuantisedAttributes {
  bits: 4 | 8;
  block: number;
  activations: Activations;
  hasZeroPoints: boolean;
}

const quantisedLinearOperator: Operator<QuantisedAttributes> = {
  name: 'quantisedLinear',
  infer(inputs, { bits, block, hasZeroPoints }) {
    const [x, codes, scales, ...rest] = inputs;
    const zeroPoints = hasZeroPoints ? rest[0] : undefined;
    const bias = hasZeroPoints ? rest[1] : rest[0];
    const blocks = Math.ceil(numberOf(x.shape[x.rank - 1]) / block);
    const rows = codes.shape[0];
    const isShape = (tensor: Tensor | undefined, type: string, shape: readonly (number | string)[]) =>
      !tensor || (tensor.type === type && `${tensor.shape}` === `${shape}`);
    const fits =
      x.type === 'float32' &&
      isShape(codes, 'uint8', [rows, blocks, (block * bits) / 8]) &&
      isShape(scales, 'float32', [rows, blocks]) &&
      isShape(zeroPoints, 'uint8', [rows, Math.ceil((blocks * bits) / 8)]) &&
      isShape(bias, 'float32', [rows]);
    if (!fits) throw shapeError('quantisedLinear', `[…, in] and ${bits}-bit codes in blocks of ${block}`, inputs);
    return [{ type: x.type, shape: [...x.shape.slice(0, -1), rows] }];
  },
  emit(emitter, [x, codes, scales, ...rest], { bits, block, activations, hasZeroPoints }, { inputs }) {
    const [zeroPoints, bias] = hasZeroPoints ? rest : ['', ...rest];
    // Optional inputs are left out by an empty name; behind the zero points comes a group index that nothing here uses.
    const all = [x, codes, scales, zeroPoints, '', bias ?? ''];
    while (all[all.length - 1] === '') all.pop();
    const sides = [numberOf(inputs[1].shape[0]), numberOf(inputs[0].shape[inputs[0].rank - 1])] as const;
    return [emitKernel(emitter, all, sides, { bits, block, activations })];
  },
};

function emitKernel(
  emitter: Emitter,
  inputs: readonly string[],
  [outputs, columns]: readonly [number, number],
  { bits, block, activations }: Pick<QuantisedAttributes, 'bits' | 'block' | 'activations'>,
): string {
  const attributes = {
    K: { int: columns },
    N: { int: outputs },
    bits: { int: bits },
    block_size: { int: block },
    accuracy_level: { int: accuracyLevels[activations] },
  };
  return emitter.node('MatMulNBits', inputs, attributes, 'com.microsoft');
}

/** x · wᵀ where the weight `w` of shape `[N, K]` turned out to be stored in blocks. */
export function emitStoredBlocks(emitter: Emitter, x: string, w: string, shape: Shape): string {
  const { bits, block, codes, scales, activations = 'int8' } = emitter.quantised.get(w)!;
  const [outputs, columns] = shape.map(numberOf);
  const blocks = Math.ceil(columns / block);
  const store = (part: string, type: ElementType, sizes: number[], bytes: StoredBytes) => {
    const name = `${w}/${part}`;
    // A weight that several products read is stored once.
    if (emitter.initializers.some((other) => other.name === name)) return name;
    return emitter.initializer(name, type, sizes, 'data' in bytes ? bytes.data : bytes);
  };
  const inputs = [
    x,
    store('codes', 'uint8', [outputs, blocks, (block * bits) / 8], codes),
    store('scales', 'float32', [outputs, blocks], scales),
  ];
  return emitKernel(emitter, inputs, [outputs, columns], { bits, block, activations });
}

/**
 * x · wᵀ + bias with a quantised weight in one kernel; not differentiable, since codes cannot be trained.
 *
 * @param x float32 `[…, K]`
 * @param bias float32 `[N]`
 * @throws TesseraeError `graph-shape`
 *
 * @example
 * const codes = weight('codes', [4096, 128, 16], 'uint8');
 * const y = quantisedLinear(x, { bits: 4, block: 32, codes, scales: weight('scales', [4096, 128]) });
 */
export function quantisedLinear(
  x: Tensor,
  { bits, block, codes, scales, zeroPoints }: QuantisedWeight,
  { bias, activations = 'int8' }: { bias?: Tensor; activations?: Activations } = {},
): Tensor {
  const inputs = [x, codes, scales, ...(zeroPoints ? [zeroPoints] : []), ...(bias ? [bias] : [])];
  return apply(quantisedLinearOperator, inputs, { bits, block, activations, hasZeroPoints: zeroPoints !== undefined });
}
