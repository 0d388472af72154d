import {
  add,
  attention,
  concat,
  expand,
  fusedAttention,
  gelu,
  layerNorm,
  linear,
  matmul,
  mul,
  quickGelu,
  reshape,
  silu,
  slice,
  softmax,
  type Tensor,
  transpose,
} from '../graph/index.js';
import type { Activation, VisionConfig } from './config.js';
import type { Lowering, Scope } from './scope.js';

/** Legend: T tiles, P patches, N = P + 1 rows (CLS first), D width, H heads. */

export const activations: Record<Activation, (x: Tensor) => Tensor> = { quick_gelu: quickGelu, gelu, silu };

export interface VisionFeatures {
  /** Hidden states after the asked number of layers, `[T, N, D]`. */
  hidden: Tensor;
  /** Input of every layer and the last output: entry i is the state after i layers. */
  states: Tensor[];
  /** Softmax attention of the CLS row per layer, `[T, H, N]`; empty unless captured. */
  clsAttention: Tensor[];
}

/**
 * CLIP vision tower up to a layer (Radford et al. 2021; weight names of Hugging Face `CLIPVisionModel`).
 *
 * @param pixels normalised, `[T, 3, side, side]`
 * @param layers number of encoder layers to run
 */
export function clipVision(
  scope: Scope,
  config: VisionConfig,
  pixels: Tensor,
  { layers = config.layers, lowering = 'fast' as Lowering } = {},
): VisionFeatures {
  const { width } = config;
  const root = 'vision_tower.vision_model';
  const grid = config.imageSize / config.patchSize;
  const tiles = pixels.shape[0];

  const patches = linear(
    cutPatches(pixels, config),
    reshape(scope.get(`${root}.embeddings.patch_embedding.weight`, [width, 3, config.patchSize, config.patchSize]), [
      width,
      3 * config.patchSize ** 2,
    ]),
  );
  const cls = scope.get(`${root}.embeddings.class_embedding`, [width]);
  const rows = concat([clsRow(cls, patches, width), patches], 1);
  const positions = scope.get(`${root}.embeddings.position_embedding.weight`, [grid * grid + 1, width]);
  let x = add(rows, reshape(positions, [1, grid * grid + 1, width]));
  x = norm(scope, `${root}.pre_layrnorm`, x, config);

  const clsAttention: Tensor[] = [];
  const states = [x];
  for (let i = 0; i < layers; i++) {
    const layer = clipLayer(scope, `${root}.encoder.layers.${i}`, config, x, lowering);
    x = layer.x;
    states.push(x);
    if (layer.probabilities) {
      const row = slice(layer.probabilities, 2, 0, 1);
      clsAttention.push(reshape(row, [tiles, config.heads, grid * grid + 1]));
    }
  }
  return { hidden: x, states, clsAttention };
}

/** One pre-norm encoder layer. */
function clipLayer(scope: Scope, name: string, config: VisionConfig, x: Tensor, lowering: Lowering) {
  const { width, mlpWidth, heads } = config;
  const project = (part: string, from: number, to: number, input: Tensor) =>
    linear(input, scope.get(`${name}.${part}.weight`, [to, from]), scope.get(`${name}.${part}.bias`, [to]));
  const normed = norm(scope, `${name}.layer_norm1`, x, config);
  const [q, k, v] = ['q_proj', 'k_proj', 'v_proj'].map((part) => project(`self_attn.${part}`, width, width, normed));
  let mixed: Tensor;
  let probabilities: Tensor | undefined;
  if (lowering === 'fast') mixed = fusedAttention(q, k, v, heads);
  else {
    const result = attention(q, k, v, { heads });
    mixed = result.output;
    if (lowering === 'capture') probabilities = result.probabilities;
  }
  const attended = add(x, project('self_attn.out_proj', width, width, mixed));
  const inner = project('mlp.fc1', width, mlpWidth, norm(scope, `${name}.layer_norm2`, attended, config));
  return {
    x: add(attended, project('mlp.fc2', mlpWidth, width, activations[config.activation](inner))),
    probabilities,
  };
}

/**
 * What the CLS row sees in the last layer and after, `[T, D]`: only that row is computed, since nothing else is used.
 * It is the picture's summary in CLIP, and carries the training signal that makes CLS attention meaningful.
 */
export function clipSummary(scope: Scope, config: VisionConfig, hidden: Tensor): Tensor {
  const { width, mlpWidth, heads, layers } = config;
  const root = 'vision_tower.vision_model';
  const name = `${root}.encoder.layers.${layers - 1}`;
  const project = (part: string, from: number, to: number, input: Tensor) =>
    linear(input, scope.get(`${name}.${part}.weight`, [to, from]), scope.get(`${name}.${part}.bias`, [to]));
  const normed = norm(scope, `${name}.layer_norm1`, hidden, config);
  const q = project('self_attn.q_proj', width, width, slice(normed, 1, 0, 1));
  const k = project('self_attn.k_proj', width, width, normed);
  const v = project('self_attn.v_proj', width, width, normed);
  const mixed = attention(q, k, v, { heads }).output;
  const attended = add(slice(hidden, 1, 0, 1), project('self_attn.out_proj', width, width, mixed));
  const inner = project('mlp.fc1', width, mlpWidth, norm(scope, `${name}.layer_norm2`, attended, config));
  const out = add(attended, project('mlp.fc2', mlpWidth, width, activations[config.activation](inner)));
  return reshape(norm(scope, `${root}.post_layernorm`, out, config), [hidden.shape[0], width]);
}

/**
 * Attention of the CLS row in one layer, `[T, H, N]`, from the layer's input `[T, N, D]`: one query row against all keys, so
 * that fused kernels, which keep their probabilities to themselves, can stay in place.
 */
export function clipClsAttention(
  scope: Scope,
  config: VisionConfig,
  x: Tensor,
  layer: number,
  form: 'probabilities' | 'logits',
): Tensor {
  const { width, heads } = config;
  const headWidth = width / heads;
  const name = `vision_tower.vision_model.encoder.layers.${layer}`;
  const normed = norm(scope, `${name}.layer_norm1`, x, config);
  const project = (part: string, rows: Tensor) => {
    const weight = scope.get(`${name}.self_attn.${part}.weight`, [width, width]);
    const projected = linear(rows, weight, scope.get(`${name}.self_attn.${part}.bias`, [width]));
    const [tiles, count] = projected.shape;
    return transpose(reshape(projected, [tiles, count, heads, headWidth]), [0, 2, 1, 3]);
  };
  const scale = 1 / Math.sqrt(headWidth);
  const scores = matmul(project('q_proj', slice(normed, 1, 0, 1)), project('k_proj', normed), {
    transposeB: true,
    scale,
  });
  const row = form === 'logits' ? scores : softmax(scores);
  return reshape(row, [x.shape[0], heads, x.shape[1]]);
}

function norm(scope: Scope, name: string, x: Tensor, { width, epsilon }: VisionConfig): Tensor {
  return layerNorm(x, scope.get(`${name}.weight`, [width]), scope.get(`${name}.bias`, [width]), epsilon);
}

/** Patches as rows in the order of a convolution kernel: `[T, 3, side, side]` → `[T, P, 3·p·p]`. */
function cutPatches(pixels: Tensor, { imageSize, patchSize }: VisionConfig): Tensor {
  const grid = Math.floor(imageSize / patchSize);
  const tiles = pixels.shape[0];
  const cut = reshape(pixels, [tiles, 3, grid, patchSize, grid, patchSize]);
  return reshape(transpose(cut, [0, 2, 4, 1, 3, 5]), [tiles, grid * grid, 3 * patchSize ** 2]);
}

/** The class embedding once per tile, `[T, 1, D]`, also when the number of tiles is a name. */
function clsRow(cls: Tensor, patches: Tensor, width: number): Tensor {
  const row = reshape(cls, [1, 1, width]);
  const tiles = patches.shape[0];
  if (typeof tiles === 'number') return expand(row, [tiles, 1, width]);
  // A zero of the right shape carries the named size.
  return add(mul(slice(patches, 1, 0, 1), 0), row);
}
