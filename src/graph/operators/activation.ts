import { apply, type Operator, type Tensor } from '../tensor.js';
import { add, div, mul, neg, sub } from './arithmetic.js';

/** An element-wise operator of one input; the gradient factor is written in x and y. */
function unary(name: string, onnx: string, slope?: (x: Tensor, y: Tensor) => Tensor, domain?: string): Operator {
  return {
    name,
    infer: ([x]) => [x],
    emit: (emitter, inputs) => [emitter.node(onnx, inputs, undefined, domain)],
    grad: slope && (([dy], { inputs: [x], outputs: [y] }) => [mul(dy!, slope(x, y))]),
  };
}

const expOperator = unary('exp', 'Exp', (_, y) => y);
const logOperator = unary('log', 'Log', (x) => reciprocal(x));
const sqrtOperator = unary('sqrt', 'Sqrt', (_, y) => div(y, mul(mul(y, y), 2)));
const reciprocalOperator = unary('reciprocal', 'Reciprocal', (_, y) => neg(mul(y, y)));
const sigmoidOperator = unary('sigmoid', 'Sigmoid', (_, y) => sub(y, mul(y, y)));
const tanhOperator = unary('tanh', 'Tanh', (_, y) => add(neg(mul(y, y)), 1));
const erfOperator = unary('erf', 'Erf', (x) => mul(exp(neg(mul(x, x))), 2 / Math.sqrt(Math.PI)));
const logSigmoidOperator = unary('logSigmoid', '', (x) => sigmoid(neg(x)));
// −softplus(−x) is stable at both ends; ONNX has softplus only.
logSigmoidOperator.emit = (emitter, inputs) => [
  emitter.node('Neg', [emitter.node('Softplus', [emitter.node('Neg', inputs)])]),
];

export const exp = (x: Tensor): Tensor => apply(expOperator, [x], undefined);
/** Natural logarithm. */
export const log = (x: Tensor): Tensor => apply(logOperator, [x], undefined);
export const sqrt = (x: Tensor): Tensor => apply(sqrtOperator, [x], undefined);
export const reciprocal = (x: Tensor): Tensor => apply(reciprocalOperator, [x], undefined);
export const sigmoid = (x: Tensor): Tensor => apply(sigmoidOperator, [x], undefined);
export const tanh = (x: Tensor): Tensor => apply(tanhOperator, [x], undefined);
export const erf = (x: Tensor): Tensor => apply(erfOperator, [x], undefined);
/** log(sigmoid(x)), stable for large |x|: the heart of preference losses. */
export const logSigmoid = (x: Tensor): Tensor => apply(logSigmoidOperator, [x], undefined);

/** A gate x·sigmoid(a·x): SiLU for a = 1, the quick GELU of CLIP for a = 1.702. One node, so that backward is short. */
const gateOperator: Operator<{ slope: number }> = {
  name: 'gate',
  infer: ([x]) => [x],
  emit(emitter, [x], { slope }, node) {
    const inner = slope === 1 ? x : emitter.node('Mul', [x, emitter.constant([slope], node.outputs[0].type, [])]);
    return [emitter.node('Mul', [x, emitter.node('Sigmoid', [inner])])];
  },
  grad([dy], { inputs: [x], outputs: [y], attributes: { slope } }) {
    // d(x·s)/dx = s + a·y·(1 − s)
    const s = sigmoid(slope === 1 ? x : mul(x, slope));
    const scaled = slope === 1 ? y : mul(y, slope);
    return [mul(dy!, add(s, sub(scaled, mul(scaled, s))))];
  },
};

/** x · sigmoid(x), the activation of Llama. */
export const silu = (x: Tensor): Tensor => apply(gateOperator, [x], { slope: 1 });
/** x · sigmoid(1.702 x), the activation of CLIP. */
export const quickGelu = (x: Tensor): Tensor => apply(gateOperator, [x], { slope: 1.702 });

const geluOperator: Operator = {
  name: 'gelu',
  infer: ([x]) => [x],
  emit: (emitter, inputs) => [emitter.node('Gelu', inputs)],
  grad([dy], { inputs: [x] }) {
    const density = mul(exp(mul(mul(x, x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
    const distribution = mul(add(erf(mul(x, Math.SQRT1_2)), 1), 0.5);
    return [mul(dy!, add(distribution, mul(x, density)))];
  },
};

/** Exact GELU, x · Φ(x) with the error function, as in the LLaVA projector. */
export const gelu = (x: Tensor): Tensor => apply(geluOperator, [x], undefined);

const geluTanhOperator: Operator = {
  name: 'geluTanh',
  infer: ([x]) => [x],
  emit: (emitter, inputs) => [emitter.node('Gelu', inputs, { approximate: { string: 'tanh' } })],
  grad([dy], { inputs: [x] }) {
    const root = Math.sqrt(2 / Math.PI);
    const square = mul(x, x);
    const t = tanh(mul(mul(x, add(mul(square, 0.044715), 1)), root));
    const slope = mul(add(mul(square, 3 * 0.044715), 1), root);
    const bend = mul(mul(x, add(neg(mul(t, t)), 1)), slope);
    return [mul(dy!, mul(add(add(t, 1), bend), 0.5))];
  },
};

/** GELU with tanh in place of the error function, as in SigLIP: x/2 · (1 + tanh(√(2/π)·(x + 0.044715 x³))). */
export const geluTanh = (x: Tensor): Tensor => apply(geluTanhOperator, [x], undefined);
