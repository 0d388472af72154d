import {
  cast,
  constant,
  input,
  linear,
  logSoftmax,
  mul,
  neg,
  reduceSum,
  reshape,
  slice,
  sub,
  type Tensor,
} from '../graph/index.js';
import { clipSummary, clipVision } from '../model/clip.js';
import type { LlavaConfig } from '../model/config.js';
import type { Scope } from '../model/scope.js';
import { patchHead, summaryHead } from './config.js';
import type { BatchShape, LossOptions } from './loss.js';

export interface TowerStates {
  /** Hidden states of the feature layer, `[B·T, P + 1, Dv]`, CLS row first. */
  hidden: Tensor;
  /** Input of every layer up to the one after the feature layer. */
  states: readonly Tensor[];
  /** The patch rows, `[B·T·P, Dv]`. */
  patches: Tensor;
}

/** The vision tower over a batch's tiles (input `tiles`, bytes), up to the feature layer. */
export function trainedTower(scope: Scope, config: LlavaConfig, shape: BatchShape, options: LossOptions): TowerStates {
  const { imageSize: side, patchSize, width } = config.vision;
  const views = shape.pictures * shape.tiles;
  const perView = (side / patchSize) ** 2;
  const channels = (value: (channel: number) => number) => constant([0, 1, 2].map(value), 'float32', [1, 3, 1, 1]);
  const scale = channels((c) => 1 / (255 * options.std[c]));
  const shift = channels((c) => options.mean[c] / options.std[c]);
  const bytes = cast(input('tiles', [views, 3, side, side], 'uint8'), 'float32');
  const layers = config.featureLayer;
  const pixels = sub(mul(bytes, scale), shift);
  const { hidden, states } = clipVision(scope, config.vision, pixels, { layers, lowering: 'training' });
  return { hidden, states, patches: reshape(slice(hidden, 1, 1, perView + 1), [views * perView, width]) };
}

/**
 * Losses that teach the tower to name what it sees, before and beside the answers: the CLS row of the first view names the
 * words of the whole picture, each patch the words that stand in it. Targets are uniform over the words.
 *
 * Their heads exist in training only. The CLS row has no other teacher in LLaVA, and its attention is what several token
 * reducers read.
 */
export function namesLoss(
  scope: Scope,
  config: LlavaConfig,
  { pictures, tiles }: BatchShape,
  { summaryWeight, patchWeight }: LossOptions,
  { hidden, patches }: TowerStates,
): { summary?: Tensor; patches?: Tensor } {
  const { width } = config.vision;
  const { vocabulary } = config.text;
  const losses: { summary?: Tensor; patches?: Tensor } = {};
  if (summaryWeight > 0) {
    const rows = hidden.shape[1];
    const first = slice(reshape(hidden, [pictures, tiles, rows, width]), 1, 0, 1);
    const cls = clipSummary(scope, config.vision, reshape(first, [pictures, rows, width]));
    const named = logSoftmax(linear(cls, scope.get(summaryHead, [vocabulary, width])));
    losses.summary = neg(reduceSum(mul(named, input('words', [pictures, vocabulary]))));
  }
  if (patchWeight > 0) {
    const named = logSoftmax(linear(patches, scope.get(patchHead, [vocabulary, width])));
    const words = cast(input('patch_words', [patches.shape[0], vocabulary], 'uint8'), 'float32');
    losses.patches = neg(reduceSum(mul(mul(named, words), input('patch_weights', [patches.shape[0], 1]))));
  }
  return losses;
}
