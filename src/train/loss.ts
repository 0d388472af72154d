import {
  add,
  and,
  argMax,
  attention,
  cast,
  concat,
  constant,
  crossEntropy,
  embed,
  equal,
  input,
  linear,
  logSoftmax,
  mul,
  neg,
  or,
  pickRows,
  reduceSum,
  reshape,
  slice,
  sub,
  type Tensor,
} from '../graph/index.js';
import { clipSummary, clipVision } from '../model/clip.js';
import type { LlavaConfig } from '../model/config.js';
import { decoderHead, decoderSegment, embeddingTable } from '../model/llama.js';
import { projector } from '../model/projector.js';
import type { Scope } from '../model/scope.js';

/**
 * The sizes of a batch, fixed when its graph is built.
 * B pictures, T tiles a picture, S positions a sequence, M learned positions in the batch.
 */
export interface BatchShape {
  pictures: number;
  tiles: number;
  sequence: number;
  learned: number;
}

export interface LossOptions {
  /** Per-channel mean and deviation of the normalisation. */
  mean: readonly number[];
  std: readonly number[];
  /** Weight of the loss that makes the CLS row name the picture's words; 0 leaves it out. */
  summaryWeight: number;
  /** Positions of the rotation tables. */
  ropeLength: number;
}

export interface LossGraph {
  /** What is minimised. */
  loss: Tensor;
  /** Mean cross entropy of the learned tokens. */
  language: Tensor;
  /** The most likely id at each learned position, int64 `[M]`. */
  predicted: Tensor;
  summary?: Tensor;
}

/** Name of the training-only head on the CLS row; it is not part of a checkpoint's model weights. */
export const summaryHead = 'summary_head.weight';

/**
 * The training loss of a LLaVA model over a batch of packed conversations, as one graph.
 *
 * A sequence is a picture followed by several independent questions: a position sees the shared beginning (segment 0) and
 * its own question, with positions counted as if that question were alone, so that training meets exactly what inference will.
 */
export function llavaLoss(scope: Scope, config: LlavaConfig, shape: BatchShape, options: LossOptions): LossGraph {
  const { pictures, tiles, sequence, learned } = shape;
  const { width, vocabulary } = config.text;
  const side = config.vision.imageSize;
  const patches = (side / config.vision.patchSize) ** 2;

  const pixels = cast(input('tiles', [pictures * tiles, 3, side, side], 'uint8'), 'float32');
  const scale = constant(
    Float32Array.from(options.std, (std) => 1 / (255 * std)),
    'float32',
    [1, 3, 1, 1],
  );
  const shift = constant(
    Float32Array.from(options.mean, (mean, i) => mean / options.std[i]),
    'float32',
    [1, 3, 1, 1],
  );
  const { hidden } = clipVision(scope, config.vision, sub(mul(pixels, scale), shift), {
    layers: config.featureLayer,
    lowering: 'training',
  });
  const rows = reshape(slice(hidden, 1, 1, patches + 1), [pictures * tiles * patches, config.vision.width]);
  const visual = projector(scope, config, rows);

  const table = concat(
    [
      embeddingTable(scope, config.text),
      reshape(scope.get('image_newline', [width]), [1, width]),
      constant(new Float32Array(width), 'float32', [1, width]),
    ],
    0,
  );
  const ids = input('ids', [pictures, sequence], 'int64');
  const visualIndex = input('visual_index', [pictures * sequence], 'int64');
  const visualInverse = input('visual_inverse', [pictures * tiles * patches], 'int64');
  const placed = reshape(pickRows(visual, visualIndex, visualInverse), [pictures, sequence, width]);
  const x = add(embed(table, ids), placed);

  const mask = packedMask(input('segments', [pictures, sequence], 'int64'), sequence);
  const half = config.text.headWidth / 2;
  const tables = {
    positions: input('positions', [pictures, sequence], 'int64'),
    cos: input('rope_cos', [options.ropeLength, half]),
    sin: input('rope_sin', [options.ropeLength, half]),
  };
  const { heads, kvHeads } = config.text;
  const decoded = decoderSegment(
    scope,
    config.text,
    x,
    tables,
    (q, k, v) => attention(q, k, v, { heads, kvHeads, mask }).output,
  );

  const learnedIndex = input('learned_index', [learned], 'int64');
  const learnedInverse = input('learned_inverse', [pictures * sequence], 'int64');
  const states = pickRows(reshape(decoded, [pictures * sequence, width]), learnedIndex, learnedInverse);
  const logits = decoderHead(scope, config.text, states);
  const targets = input('targets', [learned], 'int64');
  const weights = input('weights', [learned]);
  const language = crossEntropy(logits, targets, weights);
  const predicted = argMax(logits);
  if (options.summaryWeight === 0) return { loss: language, language, predicted };

  const whole = slice(reshape(hidden, [pictures, tiles, patches + 1, config.vision.width]), 1, 0, 1);
  const cls = clipSummary(scope, config.vision, reshape(whole, [pictures, patches + 1, config.vision.width]));
  const words = logSoftmax(linear(cls, scope.get(summaryHead, [vocabulary, config.vision.width])));
  const summary = neg(reduceSum(mul(words, input('words', [pictures, vocabulary]))));
  return { loss: add(language, mul(summary, options.summaryWeight)), language, predicted, summary };
}

/** Additive mask `[B, 1, S, S]`: look back only, at the shared beginning or at one's own segment. */
function packedMask(segments: Tensor, sequence: number): Tensor {
  const [pictures] = segments.shape;
  const query = reshape(segments, [pictures, 1, sequence, 1]);
  const key = reshape(segments, [pictures, 1, 1, sequence]);
  const causal = Uint8Array.from({ length: sequence * sequence }, (_, i) =>
    Number(i % sequence <= Math.floor(i / sequence)),
  );
  const back = cast(constant(causal, 'uint8', [1, 1, sequence, sequence]), 'bool');
  const allowed = and(or(equal(key, query), equal(key, constant([0], 'int64', []))), back);
  return mul(sub(cast(allowed, 'float32'), 1), 1e9);
}
