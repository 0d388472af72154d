import { add, attention, concat, expand, mul, reshape, slice, type Tensor } from '../graph/index.js';
import { activations } from './activations.js';
import {
  type EncoderNames,
  type EncoderOptions,
  embedPatches,
  layerName,
  queryKeyValue,
  runEncoder,
  towerLinear,
  towerNorm,
  type VisionFeatures,
} from './encoder.js';
import type { Scope } from './scope.js';
import { gridOf, type VisionConfig } from './vision-config.js';

/** Legend: T tiles, P patches, N = P + 1 rows (CLS first), D width. */

export const clipNames: EncoderNames = { root: 'vision_tower.vision_model', fused: false, output: 'out_proj' };

/**
 * CLIP vision tower up to a layer (Radford et al. 2021; weight names of Hugging Face `CLIPVisionModel`).
 *
 * @param pixels normalised, `[T, 3, side, side]`
 */
export function clipVision(
  scope: Scope,
  config: VisionConfig,
  pixels: Tensor,
  options?: EncoderOptions,
): VisionFeatures {
  const { width } = config;
  const { root } = clipNames;
  const rows = gridOf(config) ** 2 + 1;
  const patches = embedPatches(scope, `${root}.embeddings.patch_embedding`, pixels, config, { bias: false });
  const cls = scope.get(`${root}.embeddings.class_embedding`, [width]);
  const positions = scope.get(`${root}.embeddings.position_embedding.weight`, [rows, width]);
  const placed = add(withClsRow(cls, patches, width), reshape(positions, [1, rows, width]));
  return runEncoder(scope, clipNames, config, towerNorm(scope, `${root}.pre_layrnorm`, placed, config), options);
}

/**
 * What the CLS row sees in the last layer and after, `[T, D]`: only that row is computed, since nothing else is used.
 * It is the picture's summary in CLIP, and carries the training signal that makes CLS attention meaningful.
 */
export function clipSummary(scope: Scope, config: VisionConfig, hidden: Tensor): Tensor {
  const { width, mlpWidth, heads, layers } = config;
  const name = layerName(clipNames, layers - 1);
  const normed = towerNorm(scope, `${name}.layer_norm1`, hidden, config);
  const q = towerLinear(scope, `${name}.self_attn.q_proj`, slice(normed, 1, 0, 1), width, width);
  const [, k, v] = queryKeyValue(scope, clipNames, config, normed, layers - 1);
  const mixed = attention(q, k, v, { heads }).output;
  const attended = add(slice(hidden, 1, 0, 1), towerLinear(scope, `${name}.self_attn.out_proj`, mixed, width, width));
  const inner = towerNorm(scope, `${name}.layer_norm2`, attended, config);
  const opened = activations[config.activation](towerLinear(scope, `${name}.mlp.fc1`, inner, width, mlpWidth));
  const out = add(attended, towerLinear(scope, `${name}.mlp.fc2`, opened, mlpWidth, width));
  return reshape(towerNorm(scope, `${clipNames.root}.post_layernorm`, out, config), [hidden.shape[0], width]);
}

/** The class embedding before the patches of every tile, `[T, N, D]`, also when the number of tiles is a name. */
export function withClsRow(cls: Tensor, patches: Tensor, width: number): Tensor {
  const row = reshape(cls, [1, 1, width]);
  const tiles = patches.shape[0];
  // A zero of the right shape carries a named size.
  const rows = typeof tiles === 'number' ? expand(row, [tiles, 1, width]) : add(mul(slice(patches, 1, 0, 1), 0), row);
  return concat([rows, patches], 1);
}
