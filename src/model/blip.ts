import { add, type Tensor } from '../graph/index.js';
import { withClsRow } from './clip.js';
import {
  type EncoderNames,
  type EncoderOptions,
  embedPatches,
  runEncoder,
  towerNorm,
  type VisionFeatures,
} from './encoder.js';
import type { Scope } from './scope.js';
import { gridOf, type VisionConfig } from './vision-config.js';

export const blipNames: EncoderNames = { root: 'vision_model', fused: true, output: 'projection' };

/**
 * The vision tower of BLIP-2 and InstructBLIP (Fang et al. 2022, EVA-CLIP; weight names of Hugging Face
 * `InstructBlipVisionModel`). The last hidden state goes through a norm before anything reads it: that is entry `layers` of
 * `states`.
 *
 * @param pixels normalised, `[T, 3, side, side]`
 */
export function blipVision(
  scope: Scope,
  config: VisionConfig,
  pixels: Tensor,
  options?: EncoderOptions,
): VisionFeatures {
  const { width } = config;
  const name = `${blipNames.root}.embeddings`;
  const patches = embedPatches(scope, `${name}.patch_embedding`, pixels, config, { bias: true });
  const cls = scope.get(`${name}.class_embedding`, [1, 1, width]);
  const positions = scope.get(`${name}.position_embedding`, [1, gridOf(config) ** 2 + 1, width]);
  const rows = add(withClsRow(cls, patches, width), positions);
  const features = runEncoder(scope, blipNames, config, rows, options);
  if (features.states.length <= config.layers) return features;
  const hidden = towerNorm(scope, `${blipNames.root}.post_layernorm`, features.hidden, config);
  return { ...features, hidden, states: [...features.states.slice(0, -1), hidden] };
}
