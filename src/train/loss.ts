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
  mul,
  or,
  pickRows,
  reshape,
  sub,
  type Tensor,
} from '../graph/index.js';
import type { LlavaConfig } from '../model/config.js';
import { decoderHead, decoderSegment, embeddingTable } from '../model/llama.js';
import { projector } from '../model/projector.js';
import type { Scope } from '../model/scope.js';
import { namesLoss, trainedTower } from './names-loss.js';

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
  /** Weight of the loss that makes each patch name the words in it; 0 leaves it out. */
  patchWeight: number;
  /** Positions of the rotation tables. */
  ropeLength: number;
}

export interface LossGraph {
  /** What is minimised. */
  loss: Tensor;
  /** Mean cross entropy of the learned tokens. */
  language?: Tensor;
  /** The most likely id at each learned position, int64 `[M]`. */
  predicted?: Tensor;
  /** Cross entropy of the words that the CLS row names. */
  summary?: Tensor;
  /** Cross entropy of the words that patches name. */
  patches?: Tensor;
}

/** The loss of a stage: `answers` for the whole model, `names` for the tower alone. */
export function stageLoss(
  scope: Scope,
  config: LlavaConfig,
  shape: BatchShape,
  options: LossOptions,
  objective: 'answers' | 'names' = 'answers',
): LossGraph {
  const tower = trainedTower(scope, config, shape, options);
  const names = namesLoss(scope, config, shape, options, tower);
  const answers: Pick<LossGraph, 'language' | 'predicted'> =
    objective === 'answers' ? answersLoss(scope, config, shape, options, tower.patches) : {};
  const weighted = [
    ...(answers.language ? [answers.language] : []),
    ...(names.summary ? [mul(names.summary, options.summaryWeight)] : []),
    ...(names.patches ? [mul(names.patches, options.patchWeight)] : []),
  ];
  return { loss: weighted.reduce((a, b) => add(a, b)), ...answers, ...names };
}

/**
 * The loss of answers over a batch of packed conversations.
 *
 * A sequence is a picture followed by several independent questions: a position sees the shared beginning (segment 0) and
 * its own question, with positions counted as if that question were alone, so that training meets exactly what inference will.
 *
 * @param patches the tower's patch rows, `[B·T·P, Dv]`
 */
function answersLoss(scope: Scope, config: LlavaConfig, shape: BatchShape, options: LossOptions, patches: Tensor) {
  const { pictures, sequence, learned } = shape;
  const { width, headWidth, heads, kvHeads } = config.text;
  const visual = projector(scope, config, patches);
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
  const visualInverse = input('visual_inverse', [patches.shape[0]], 'int64');
  const placed = reshape(pickRows(visual, visualIndex, visualInverse), [pictures, sequence, width]);
  const x = add(embed(table, ids), placed);

  const mask = packedMask(input('segments', [pictures, sequence], 'int64'), sequence);
  const tables = {
    positions: input('positions', [pictures, sequence], 'int64'),
    cos: input('rope_cos', [options.ropeLength, headWidth / 2]),
    sin: input('rope_sin', [options.ropeLength, headWidth / 2]),
  };
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
  const language = crossEntropy(logits, input('targets', [learned], 'int64'), input('weights', [learned]));
  return { language, predicted: argMax(logits) };
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
