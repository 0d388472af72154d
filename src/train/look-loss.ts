import {
  add,
  input,
  log,
  mul,
  neg,
  numberOf,
  reduceMean,
  reduceSum,
  slice,
  type Tensor,
  transpose,
} from '../graph/index.js';
import { clipNames } from '../model/clip.js';
import type { LlavaConfig } from '../model/config.js';
import { layerAttention } from '../model/encoder.js';
import type { Scope } from '../model/scope.js';
import type { BatchShape } from './loss.js';

/**
 * Losses that teach attention to look where things stand, for reducers to read.
 *
 * A large model has learned from millions of pictures where to look; a small one trained on answers alone has CLS rows that
 * nothing teaches, and question rows that read one place after the other while they answer, not all of them at once. Drawn
 * pictures know where everything stands (docs/decisions/0015).
 *
 * Legend: B pictures, T tiles of a picture, P patches, S positions of a sequence, Q questions.
 */

/** Keeps the logarithm of an attention of nothing finite. */
const tiny = 1e-6;

/**
 * Cross entropy of the CLS row's attention, mean over heads, to what stands in each patch (input `look_patches`, `[B·T, P]`),
 * in the layers that reducers read: the first, the one that feeds the projector and the one after it.
 *
 * @param states input of each layer, `[B·T, P + 1, Dv]`
 */
export function clsLook(
  scope: Scope,
  { vision, featureLayer }: LlavaConfig,
  { pictures, tiles }: BatchShape,
  states: readonly Tensor[],
): Tensor {
  const rows = numberOf(states[0].shape[1]);
  const target = input('look_patches', [pictures * tiles, rows - 1]);
  const layers = new Set([0, featureLayer - 1, Math.min(featureLayer, vision.layers - 1)]);
  const each = [...layers].map((layer) => {
    const heads = layerAttention(scope, clipNames, vision, states[layer], layer, 'probabilities');
    return distance(slice(reduceMean(heads, [1]), 1, 1, rows), target);
  });
  return mul(
    each.reduce((a, b) => add(a, b)),
    1 / layers.size,
  );
}

/**
 * Cross entropy of the attention of the rows that ask, `[B, Q, S]`, to what each question needs of the rows, `[B, S, Q]`.
 */
export function questionLook(attention: Tensor, targets: Tensor): Tensor {
  return distance(attention, transpose(targets, [0, 2, 1]));
}

function distance(attention: Tensor, target: Tensor): Tensor {
  return neg(reduceSum(mul(target, log(add(attention, tiny)))));
}
