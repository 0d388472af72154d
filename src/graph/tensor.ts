import type { ElementType } from '../onnx/model.js';
import type { Emitter } from './emit.js';

/** A size: a number, or the name of a size that is known only when the program runs. */
export type Dim = number | string;
export type Shape = readonly Dim[];

export interface TensorType {
  type: ElementType;
  shape: Shape;
}

/**
 * One operator, complete: its shape rule, its ONNX form and its gradient.
 *
 * The gradient is written in operators again, so that a differentiated graph is one more graph.
 */
export interface Operator<A = undefined> {
  name: string;
  /** Types and shapes of the outputs; throws `graph-shape` when the inputs do not fit. */
  infer(inputs: readonly Tensor[], attributes: A): TensorType[];
  /** Appends ONNX nodes and returns the names of the outputs. */
  emit(emitter: Emitter, inputs: readonly string[], attributes: A, node: Node<A>): string[];
  /**
   * Gradients of the inputs given those of the outputs (`undefined` where an output does not matter).
   * Absent: the operator is not differentiable and stops the gradient.
   */
  grad?(gradients: readonly (Tensor | undefined)[], node: Node<A>): (Tensor | undefined)[];
  /** Inputs after so many may be weights that are stored in quantised blocks. @default none may */
  plainInputs?: number;
}

/** One application of an operator. */
export interface Node<A = unknown> {
  operator: Operator<A>;
  inputs: readonly Tensor[];
  attributes: A;
  outputs: readonly Tensor[];
}

/** A symbolic tensor: output `index` of a node. It holds no numbers. */
export class Tensor {
  readonly node: Node;
  readonly index: number;
  readonly type: ElementType;
  readonly shape: Shape;

  constructor(node: Node, index: number, { type, shape }: TensorType) {
    this.node = node;
    this.index = index;
    this.type = type;
    this.shape = shape;
  }

  get rank(): number {
    return this.shape.length;
  }
}

/** Applies an operator and returns all its outputs. */
export function applyAll<A>(operator: Operator<A>, inputs: readonly Tensor[], attributes: A): Tensor[] {
  const types = operator.infer(inputs, attributes);
  const node = { operator, inputs, attributes, outputs: [] as readonly Tensor[] };
  const outputs = types.map((type, index) => new Tensor(node as Node, index, type));
  node.outputs = outputs;
  return outputs;
}

/** Applies an operator that has one output. */
export function apply<A>(operator: Operator<A>, inputs: readonly Tensor[], attributes: A): Tensor {
  return applyAll(operator, inputs, attributes)[0];
}

/** Nodes that the tensors depend on, each after its inputs. */
export function topological(tensors: readonly Tensor[]): Node[] {
  const order: Node[] = [];
  const done = new Set<Node>();
  // An explicit stack: a differentiated decoder is thousands of nodes deep.
  const stack: { node: Node; next: number }[] = [];
  for (const tensor of tensors) {
    if (done.has(tensor.node)) continue;
    done.add(tensor.node);
    stack.push({ node: tensor.node, next: 0 });
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      const input = top.node.inputs[top.next++];
      if (!input) {
        order.push(top.node);
        stack.pop();
      } else if (!done.has(input.node)) {
        done.add(input.node);
        stack.push({ node: input.node, next: 0 });
      }
    }
  }
  return order;
}
