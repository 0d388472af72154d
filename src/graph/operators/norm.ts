import { TesseraeError } from '../../base/error.js';
import { applyAll, type Operator, type Tensor } from '../tensor.js';
import { reciprocal, sqrt } from './activation.js';
import { add, mul, sub } from './arithmetic.js';
import { reduceMean, sumTo } from './reduction.js';

interface NormAttributes {
  epsilon: number;
}

/** A kernel's statistics receive a gradient only when its gradient is differentiated again: refused, never dropped. */
function rejectSecondOrder(name: string, statistics: readonly (Tensor | undefined)[]): void {
  if (statistics.every((gradient) => gradient === undefined)) return;
  throw new TesseraeError('gradient-second-order', {
    expected: `${name} to be differentiated once`,
    received: 'a gradient of its gradient',
    action: `Use ${name}Plain there.`,
  });
}

const layerNormOperator: Operator<NormAttributes> = {
  name: 'layerNorm',
  infer: ([x]) => [
    x,
    { type: x.type, shape: [...x.shape.slice(0, -1), 1] },
    { type: x.type, shape: [...x.shape.slice(0, -1), 1] },
  ],
  emit: (emitter, inputs, { epsilon }) =>
    emitter.nodeWithOutputs('LayerNormalization', inputs, 3, { axis: { int: -1 }, epsilon: { float: epsilon } }),
  grad([dy, ...statistics], { inputs: [x, w, b], outputs: [, mean, inverse] }) {
    rejectSecondOrder('layerNorm', statistics);
    const d = dy!;
    const unit = mul(sub(x, mean), inverse);
    const scaled = mul(d, w);
    const along = reduceMean(mul(scaled, unit), [-1], true);
    const dx = mul(sub(sub(scaled, reduceMean(scaled, [-1], true)), mul(unit, along)), inverse);
    return [dx, sumTo(mul(d, unit), w.shape), sumTo(d, b.shape)];
  },
};

/** Layer normalisation over the last axis with weight and bias, as in CLIP: one fused kernel, its statistics kept for the gradient. */
export function layerNorm(x: Tensor, w: Tensor, b: Tensor, epsilon = 1e-5): Tensor {
  return applyAll(layerNormOperator, [x, w, b], { epsilon })[0];
}

/** The same written in plain operators; any element type. */
export function layerNormPlain(x: Tensor, w: Tensor, b: Tensor, epsilon = 1e-5): Tensor {
  const centred = sub(x, reduceMean(x, [-1], true));
  const variance = reduceMean(mul(centred, centred), [-1], true);
  return add(mul(mul(centred, reciprocal(sqrt(add(variance, epsilon)))), w), b);
}

const rmsNormOperator: Operator<NormAttributes> = {
  name: 'rmsNorm',
  infer: ([x]) => [x, { type: x.type, shape: [...x.shape.slice(0, -1), 1] }],
  emit(emitter, inputs, { epsilon }) {
    return emitter.nodeWithOutputs('SimplifiedLayerNormalization', inputs, 2, {
      axis: { int: -1 },
      epsilon: { float: epsilon },
    });
  },
  grad([dy, ...statistics], { inputs: [x, w], outputs: [, inverse] }) {
    rejectSecondOrder('rmsNorm', statistics);
    const d = dy!;
    const unit = mul(x, inverse);
    const scaled = mul(d, w);
    const along = reduceMean(mul(scaled, unit), [-1], true);
    return [mul(sub(scaled, mul(unit, along)), inverse), sumTo(mul(d, unit), w.shape)];
  },
};

/** Root-mean-square normalisation over the last axis with weight, as in Llama: one fused kernel. */
export function rmsNorm(x: Tensor, w: Tensor, epsilon = 1e-6): Tensor {
  return applyAll(rmsNormOperator, [x, w], { epsilon })[0];
}

/** The same written in plain operators; any element type. */
export function rmsNormPlain(x: Tensor, w: Tensor, epsilon = 1e-6): Tensor {
  const meanSquare = reduceMean(mul(x, x), [-1], true);
  return mul(mul(x, reciprocal(sqrt(add(meanSquare, epsilon)))), w);
}
