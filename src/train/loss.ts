import {
  add,
  argMax,
  concat,
  constant,
  crossEntropy,
  embed,
  input,
  mul,
  pickRows,
  reshape,
  type Tensor,
} from '../graph/index.js';
import type { LlavaConfig } from '../model/config.js';
import { decoderHead, embeddingTable } from '../model/llama.js';
import { projector } from '../model/projector.js';
import { hasNewline } from '../model/registry.js';
import type { Scope } from '../model/scope.js';
import { clsLook } from './look-loss.js';
import { namesLoss, trainedTower } from './names-loss.js';
import { packedDecoder } from './packed-decoder.js';

/**
 * The sizes of a batch, fixed when its graph is built.
 * B pictures, T tiles a picture, S positions a sequence, M learned positions in the batch.
 */
export interface BatchShape {
  pictures: number;
  tiles: number;
  sequence: number;
  learned: number;
  /** PyramidDrop; absent: every layer sees all visual tokens. */
  staged?: StagedShape;
}

/** The sizes of a batch whose visual tokens are dropped between layers. */
export interface StagedShape {
  /** Positions that the questions of a picture have. */
  text: number;
  /** Questions of a picture, at most. */
  questions: number;
  /** Layers that have run at each drop, and positions that a sequence has after it. */
  drops: readonly { afterLayer: number; sequence: number }[];
  /** Layers in which rows that rank are taught where to look: those of the drops, and those after which the reducer drops by default. */
  taught: readonly number[];
}

export interface LossOptions {
  /** Per-channel mean and deviation of the normalisation. */
  mean: readonly number[];
  std: readonly number[];
  /** Weight of the loss that makes the CLS row name the picture's words; 0 leaves it out. */
  summaryWeight: number;
  /** Weight of the loss that makes each patch name the words in it; 0 leaves it out. */
  patchWeight: number;
  /** Weight of the loss that makes attention look where things stand; 0 leaves it out. */
  lookWeight: number;
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
  /** With drops: rows of each sequence that reach the last layer, by their place before the first, int64 `[B, S]`; −1 for none. */
  reached?: Tensor;
  /** Cross entropy of the words that the CLS row names. */
  summary?: Tensor;
  /** Cross entropy of the words that patches name. */
  patches?: Tensor;
  /** Cross entropy of where attention looks. */
  look?: Tensor;
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
  const { look: asked, ...answers }: Pick<LossGraph, 'language' | 'predicted' | 'reached' | 'look'> =
    objective === 'answers' ? answersLoss(scope, config, shape, options, tower.patches) : {};
  const looked = options.lookWeight > 0 ? clsLook(scope, config, shape, tower.states) : undefined;
  const look = looked && asked ? add(looked, asked) : looked;
  const weighted = [
    ...(answers.language ? [answers.language] : []),
    ...(names.summary ? [mul(names.summary, options.summaryWeight)] : []),
    ...(names.patches ? [mul(names.patches, options.patchWeight)] : []),
    ...(look ? [mul(look, options.lookWeight)] : []),
  ];
  return { loss: weighted.reduce((a, b) => add(a, b)), ...answers, ...names, ...(look && { look }) };
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
  const { width, headWidth } = config.text;
  const visual = projector(scope, config, patches);
  const table = concat(
    [
      embeddingTable(scope, config.text),
      // Where pictures have no rows that end, the place stays empty.
      hasNewline(config)
        ? reshape(scope.get('image_newline', [width]), [1, width])
        : constant(new Float32Array(width), 'float32', [1, width]),
      constant(new Float32Array(width), 'float32', [1, width]),
    ],
    0,
  );
  const ids = input('ids', [pictures, sequence], 'int64');
  const visualIndex = input('visual_index', [pictures * sequence], 'int64');
  const visualInverse = input('visual_inverse', [patches.shape[0]], 'int64');
  const placed = reshape(pickRows(visual, visualIndex, visualInverse), [pictures, sequence, width]);
  const x = add(embed(table, ids), placed);

  const rotation = {
    cos: input('rope_cos', [options.ropeLength, headWidth / 2]),
    sin: input('rope_sin', [options.ropeLength, headWidth / 2]),
  };
  const everyRow = Array.from({ length: pictures * sequence }, (_, row) => row % sequence);
  const rows = {
    hidden: x,
    segments: input('segments', [pictures, sequence], 'int64'),
    positions: input('positions', [pictures, sequence], 'int64'),
    learned: input('learned_index', [learned], 'int64'),
    learnedInverse: input('learned_inverse', [pictures * sequence], 'int64'),
    origins: constant(everyRow, 'int64', [pictures, sequence]),
  };
  const { rows: decoded, look } = packedDecoder(scope, config.text, rows, rotation, shape, options.lookWeight > 0);
  const flat = reshape(decoded.hidden, [decoded.learnedInverse.shape[0], width]);
  const states = pickRows(flat, decoded.learned, decoded.learnedInverse);
  const logits = decoderHead(scope, config.text, states);
  const language = crossEntropy(logits, input('targets', [learned], 'int64'), input('weights', [learned]));
  return { language, predicted: argMax(logits), look, ...(shape.staged && { reached: decoded.origins }) };
}
