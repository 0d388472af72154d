import { type Tensor, weight } from '../graph/index.js';

/** Hands out the weights of a model by name, each tensor once, and remembers what was asked for. */
export class Scope {
  private readonly tensors = new Map<string, Tensor>();

  /** The weight with this name; asking again gives the same tensor. */
  get(name: string, shape: readonly number[]): Tensor {
    const known = this.tensors.get(name);
    if (known) return known;
    const tensor = weight(name, shape);
    this.tensors.set(name, tensor);
    return tensor;
  }

  /** Names and shapes of all weights asked for, in order. */
  get shapes(): Map<string, readonly number[]> {
    return new Map([...this.tensors].map(([name, tensor]) => [name, tensor.shape as number[]]));
  }

  /** All weights asked for, in order. */
  get weights(): ReadonlyMap<string, Tensor> {
    return this.tensors;
  }
}

/** How a model is lowered: differentiable plain attention, fused kernels, or plain attention whose probabilities are kept. */
export type Lowering = 'training' | 'fast' | 'capture';
