import { linear, type Tensor } from '../graph/index.js';
import { activations } from './activations.js';
import type { LlavaConfig } from './config.js';
import type { Scope } from './scope.js';

/** The LLaVA projector, linear–activation–linear: vision rows `[…, Dv]` → decoder width `[…, D]` (Liu et al. 2023). */
export function projector(scope: Scope, config: LlavaConfig, features: Tensor): Tensor {
  const from = config.vision.width;
  const to = config.text.width;
  const part = (name: string, input: Tensor, width: number) =>
    linear(
      input,
      scope.get(`multi_modal_projector.${name}.weight`, [to, width]),
      scope.get(`multi_modal_projector.${name}.bias`, [to]),
    );
  return part('linear_2', activations[config.projectorActivation](part('linear_1', features, from)), to);
}
