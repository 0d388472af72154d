import { add, reshape, type Tensor } from '../graph/index.js';
import { type EncoderNames, type EncoderOptions, embedPatches, runEncoder, type VisionFeatures } from './encoder.js';
import type { Scope } from './scope.js';
import { gridOf, type VisionConfig } from './vision-config.js';

export const siglipNames: EncoderNames = { root: 'vision_tower.vision_model', fused: false, output: 'out_proj' };

/**
 * SigLIP vision tower up to a layer (Zhai et al. 2023; weight names of Hugging Face `SiglipVisionModel`): no CLS row and no
 * norm before the layers; rows are patches.
 *
 * @param pixels normalised, `[T, 3, side, side]`
 */
export function siglipVision(
  scope: Scope,
  config: VisionConfig,
  pixels: Tensor,
  options?: EncoderOptions,
): VisionFeatures {
  const { width } = config;
  const name = `${siglipNames.root}.embeddings`;
  const patches = embedPatches(scope, `${name}.patch_embedding`, pixels, config, { bias: true });
  const count = gridOf(config) ** 2;
  const positions = scope.get(`${name}.position_embedding.weight`, [count, width]);
  return runEncoder(scope, siglipNames, config, add(patches, reshape(positions, [1, count, width])), options);
}
