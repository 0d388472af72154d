import {
  add,
  attention,
  fusedAttention,
  layerNorm,
  linear,
  matmul,
  reduceMean,
  reshape,
  slice,
  softmax,
  type Tensor,
  transpose,
} from '../graph/index.js';
import { activations } from './activations.js';
import type { Lowering, Scope } from './scope.js';
import { gridOf, type VisionConfig } from './vision-config.js';

/** Legend: T tiles, P patches, N rows of a tile (P, and one for a CLS row), D width, H heads. */

/** How a tower names its weights. */
export interface EncoderNames {
  root: string;
  /** Query, key and value in one matrix, `qkv`. */
  fused: boolean;
  /** The projection behind the attention. */
  output: string;
}

export interface VisionFeatures {
  /** Hidden states after the asked number of layers, `[T, N, D]`. */
  hidden: Tensor;
  /** Input of every layer and the last output: entry i is the state after i layers. */
  states: Tensor[];
  /** Softmax attention per layer, `[T, H, N, N]`; empty unless captured. */
  probabilities: Tensor[];
}

export interface EncoderOptions {
  /** Number of layers to run. @default all */
  layers?: number;
  /** @default 'fast' */
  lowering?: Lowering;
}

/** The pre-norm layers of a vision transformer (Dosovitskiy et al. 2020), which CLIP, SigLIP and BLIP-2 share. */
export function runEncoder(
  scope: Scope,
  names: EncoderNames,
  config: VisionConfig,
  rows: Tensor,
  { layers = config.layers, lowering = 'fast' }: EncoderOptions = {},
): VisionFeatures {
  const states = [rows];
  const probabilities: Tensor[] = [];
  for (let i = 0; i < layers; i++) {
    const layer = encoderLayer(scope, names, config, states[i], i, lowering);
    states.push(layer.x);
    if (layer.probabilities) probabilities.push(layer.probabilities);
  }
  return { hidden: states[layers], states, probabilities };
}

function encoderLayer(scope: Scope, names: EncoderNames, config: VisionConfig, x: Tensor, i: number, by: Lowering) {
  const { width, mlpWidth, heads } = config;
  const name = layerName(names, i);
  const normed = towerNorm(scope, `${name}.layer_norm1`, x, config);
  const [q, k, v] = queryKeyValue(scope, names, config, normed, i);
  let mixed: Tensor;
  let probabilities: Tensor | undefined;
  if (by === 'fast') mixed = fusedAttention(q, k, v, heads);
  else {
    const result = attention(q, k, v, { heads });
    mixed = result.output;
    if (by === 'capture') probabilities = result.probabilities;
  }
  const attended = add(x, towerLinear(scope, `${name}.self_attn.${names.output}`, mixed, width, width));
  const inner = towerNorm(scope, `${name}.layer_norm2`, attended, config);
  const opened = activations[config.activation](towerLinear(scope, `${name}.mlp.fc1`, inner, width, mlpWidth));
  return { x: add(attended, towerLinear(scope, `${name}.mlp.fc2`, opened, mlpWidth, width)), probabilities };
}

/**
 * Attention in one layer, `[T, H, N]`, from the layer's input `[T, N, D]`: of the CLS row on all rows, or what every row
 * receives on average over the queries (for towers without CLS). Fused kernels, which keep their probabilities to
 * themselves, can so stay in place.
 */
export function layerAttention(
  scope: Scope,
  names: EncoderNames,
  config: VisionConfig,
  x: Tensor,
  layer: number,
  form: 'probabilities' | 'logits' | 'received',
): Tensor {
  const { width, heads } = config;
  const headWidth = width / heads;
  const normed = towerNorm(scope, `${layerName(names, layer)}.layer_norm1`, x, config);
  const split = (rows: Tensor) => {
    const [tiles, count] = rows.shape;
    return transpose(reshape(rows, [tiles, count, heads, headWidth]), [0, 2, 1, 3]);
  };
  // Values are not asked for: a weight that no result depends on cannot be trained.
  const [q, k] = queryKeyValue(scope, names, config, normed, layer, 2);
  const query = form === 'received' ? q : slice(q, 1, 0, 1);
  const scores = matmul(split(query), split(k), { transposeB: true, scale: 1 / Math.sqrt(headWidth) });
  if (form === 'received') return reduceMean(softmax(scores), [2]);
  const row = form === 'logits' ? scores : softmax(scores);
  return reshape(row, [x.shape[0], heads, x.shape[1]]);
}

/** Queries, keys and values of a layer's normed input, or the first `parts` of them, each `[T, N, D]`. */
export function queryKeyValue(
  scope: Scope,
  names: EncoderNames,
  { width }: VisionConfig,
  x: Tensor,
  layer: number,
  parts = 3,
) {
  const name = `${layerName(names, layer)}.self_attn`;
  if (!names.fused) {
    return ['q_proj', 'k_proj', 'v_proj']
      .slice(0, parts)
      .map((part) => towerLinear(scope, `${name}.${part}`, x, width, width));
  }
  const all = towerLinear(scope, `${name}.qkv`, x, width, 3 * width);
  return [0, 1, 2].slice(0, parts).map((part) => slice(all, -1, part * width, (part + 1) * width));
}

export const layerName = ({ root }: EncoderNames, layer: number): string => `${root}.encoder.layers.${layer}`;

/** A linear map with bias: `[…, from]` → `[…, to]`. */
export function towerLinear(scope: Scope, name: string, x: Tensor, from: number, to: number): Tensor {
  return linear(x, scope.get(`${name}.weight`, [to, from]), scope.get(`${name}.bias`, [to]));
}

export function towerNorm(scope: Scope, name: string, x: Tensor, { width, epsilon }: VisionConfig): Tensor {
  return layerNorm(x, scope.get(`${name}.weight`, [width]), scope.get(`${name}.bias`, [width]), epsilon);
}

/**
 * The patch embedding, a convolution whose stride is its size: `[T, 3, side, side]` → `[T, P, D]`. Pixels that are left over
 * on the right and below belong to no patch.
 */
export function embedPatches(
  scope: Scope,
  name: string,
  pixels: Tensor,
  config: VisionConfig,
  { bias }: { bias: boolean },
): Tensor {
  const { width, patchSize: patch } = config;
  const grid = gridOf(config);
  const tiles = pixels.shape[0];
  const covered = grid * patch === config.imageSize ? pixels : cover(pixels, grid * patch);
  const cut = reshape(covered, [tiles, 3, grid, patch, grid, patch]);
  const rows = reshape(transpose(cut, [0, 2, 4, 1, 3, 5]), [tiles, grid * grid, 3 * patch ** 2]);
  const kernel = reshape(scope.get(`${name}.weight`, [width, 3, patch, patch]), [width, 3 * patch ** 2]);
  return linear(rows, kernel, bias ? scope.get(`${name}.bias`, [width]) : undefined);
}

const cover = (pixels: Tensor, side: number) => slice(slice(pixels, 2, 0, side), 3, 0, side);
