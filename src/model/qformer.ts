import {
  add,
  attention,
  concat,
  embed,
  input,
  layerNorm,
  linear,
  reshape,
  slice,
  type Tensor,
} from '../graph/index.js';
import { activations } from './activations.js';
import type { LlavaConfig, QformerConfig } from './config.js';
import type { Scope } from './scope.js';

/** Legend: Q queries, S tokens of the question, N rows of the tower, D width, Dv width of the tower, H heads. */

const root = 'qformer';

export interface QformerOutput {
  /** What the queries found, in the decoder's width: `[Q, Dt]`. */
  rows: Tensor;
  /** The same before the projection, `[1, Q, D]`. */
  queries: Tensor;
  /** What the queries looked at in the layers that see, `[1, H, Q, N]` each. */
  crossAttention: Tensor[];
}

/**
 * InstructBLIP's Q-Former (Dai et al. 2023; weight names of Hugging Face `InstructBlipQFormerModel`) and the projection
 * behind it: learned queries and the question attend to each other, every other layer the queries also to the picture, and
 * the queries leave as the picture's tokens. So what is extracted depends on what is asked.
 *
 * Inputs: `features` `[1, N, Dv]`, every row of the tower, CLS included; `ids` int64 `[1, S]`, the question in the Q-Former's
 * own tokens. The layers are BERT's: the norm comes after each sum.
 */
export function qformerGraph(scope: Scope, config: LlavaConfig): QformerOutput {
  const qformer = config.qformer!;
  const { width, queries, layers, crossEvery } = qformer;
  const features = input('features', [1, 'N', config.vision.width]);
  let x = qformerEmbeddings(scope, qformer);
  const crossAttention: Tensor[] = [];
  for (let i = 0; i < layers; i++) {
    const name = `${root}.encoder.layer.${i}`;
    const { output: attended } = block(scope, qformer, `${name}.attention`, x, x, width);
    let seen = slice(attended, 1, 0, queries);
    if (i % crossEvery === 0) {
      const cross = block(scope, qformer, `${name}.crossattention`, seen, features, config.vision.width);
      crossAttention.push(cross.probabilities);
      seen = cross.output;
    }
    const looked = feedForward(scope, qformer, name, '_query', seen);
    // The question has a feed-forward part of its own; after the last layer nobody reads it, and it is never emitted.
    const read = feedForward(scope, qformer, name, '', slice(attended, 1, queries, undefined, 'S'));
    x = i === layers - 1 ? looked : concat([looked, read], 1, 'Q+S');
  }
  const found = reshape(x, [queries, width]);
  const rows = dense(scope, 'language_projection', found, width, config.text.width);
  return { rows, queries: x, crossAttention };
}

/** The queries, then the question's tokens with their positions: `[1, Q + S, D]`. */
function qformerEmbeddings(scope: Scope, config: QformerConfig): Tensor {
  const { width, queries, vocabulary, contextLength } = config;
  const name = `${root}.embeddings`;
  const words = embed(
    scope.get(`${name}.word_embeddings.weight`, [vocabulary, width]),
    input('ids', [1, 'S'], 'int64'),
  );
  const places = embed(
    scope.get(`${name}.position_embeddings.weight`, [contextLength, width]),
    input('positions', [1, 'S'], 'int64'),
  );
  const learned = scope.get('query_tokens', [1, queries, width]);
  return norm(scope, `${name}.layernorm`, concat([learned, add(words, places)], 1, 'Q+S'), config);
}

/** Attention of `x` on `memory`, its projection, the sum and the norm. */
function block(scope: Scope, config: QformerConfig, name: string, x: Tensor, memory: Tensor, memoryWidth: number) {
  const { width, heads } = config;
  const part = (key: string, rows: Tensor, from: number) => dense(scope, `${name}.attention.${key}`, rows, from, width);
  const { output, probabilities } = attention(
    part('query', x, width),
    part('key', memory, memoryWidth),
    part('value', memory, memoryWidth),
    { heads },
  );
  return { output: closed(scope, config, `${name}.output`, output, width, x), probabilities };
}

/** The feed-forward part of the queries (`_query`) or of the question (no ending). */
function feedForward(scope: Scope, config: QformerConfig, name: string, ending: '' | '_query', x: Tensor): Tensor {
  const { width, mlpWidth } = config;
  const opened = activations[config.activation](
    dense(scope, `${name}.intermediate${ending}.dense`, x, width, mlpWidth),
  );
  return closed(scope, config, `${name}.output${ending}`, opened, mlpWidth, x);
}

/** BERT's ending of a sublayer: projection, sum with what came in, norm. */
function closed(scope: Scope, config: QformerConfig, name: string, x: Tensor, from: number, residual: Tensor): Tensor {
  const { width } = config;
  return norm(scope, `${name}.LayerNorm`, add(dense(scope, `${name}.dense`, x, from, width), residual), config);
}

function dense(scope: Scope, name: string, x: Tensor, from: number, to: number): Tensor {
  return linear(x, scope.get(`${name}.weight`, [to, from]), scope.get(`${name}.bias`, [to]));
}

function norm(scope: Scope, name: string, x: Tensor, { width, epsilon }: QformerConfig): Tensor {
  return layerNorm(x, scope.get(`${name}.weight`, [width]), scope.get(`${name}.bias`, [width]), epsilon);
}
