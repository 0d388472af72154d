import { TesseraeError } from '../base/error.js';
import { add } from './operators/arithmetic.js';
import { constant } from './operators/leaf.js';
import { shapeText } from './shape.js';
import { type Node, type Tensor, topological } from './tensor.js';

/**
 * Reverse-mode differentiation: the gradient of a scalar with respect to each parameter, as more graph.
 *
 * @param loss scalar, shape `[]`
 * @param parameters leaves (or any tensors) that the loss depends on
 * @returns one tensor per parameter, of the parameter's shape
 * @throws TesseraeError `gradient-loss` when the loss is not a scalar, `gradient-unreached` when no differentiable path
 *   leads from a parameter to the loss
 *
 * @example
 * const [dw] = grad(loss, [w]);
 */
export function grad(loss: Tensor, parameters: readonly Tensor[]): Tensor[] {
  if (loss.rank !== 0) {
    throw new TesseraeError('gradient-loss', {
      expected: 'a scalar loss of shape []',
      received: `shape ${shapeText(loss.shape)}`,
      action: 'Reduce the loss to one number with reduceSum or reduceMean.',
    });
  }
  const order = topological([loss]);
  const needed = nodesThatMatter(order, parameters);
  const gradients = new Map<Tensor, Tensor>([[loss, constant([1], loss.type, [])]]);
  for (const node of order.reverse()) {
    if (!needed.has(node) || !node.operator.grad || node.inputs.length === 0) continue;
    const outer = node.outputs.map((output) => gradients.get(output));
    if (outer.every((gradient) => gradient === undefined)) continue;
    const inner = node.operator.grad(outer, node);
    node.inputs.forEach((input, i) => {
      const gradient = inner[i];
      if (!gradient || !needed.has(input.node)) return;
      const sum = gradients.get(input);
      gradients.set(input, sum ? add(sum, gradient) : gradient);
    });
  }
  return parameters.map((parameter, i) => {
    const gradient = gradients.get(parameter);
    if (gradient) return gradient;
    throw new TesseraeError('gradient-unreached', {
      expected: `a differentiable path from parameter ${i} to the loss`,
      received: `none (shape ${shapeText(parameter.shape)})`,
      action: 'Freeze the parameter or use it in the loss.',
    });
  });
}

/** Nodes on a path from a parameter: gradients elsewhere (masks, indices, frozen parts) are never built. */
function nodesThatMatter(order: readonly Node[], parameters: readonly Tensor[]): Set<Node> {
  const matter = new Set(parameters.map((parameter) => parameter.node));
  for (const node of order) {
    if (node.inputs.some((input) => matter.has(input.node))) matter.add(node);
  }
  return matter;
}
