import { gelu, geluTanh, quickGelu, silu, type Tensor } from '../graph/index.js';
import type { Activation } from './vision-config.js';

/** The functions that `hidden_act` names. */
export const activations: Record<Activation, (x: Tensor) => Tensor> = {
  quick_gelu: quickGelu,
  gelu,
  gelu_pytorch_tanh: geluTanh,
  silu,
};
