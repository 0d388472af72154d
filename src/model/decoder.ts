import {
  add,
  attention,
  concat,
  embed,
  groupedAttention,
  input,
  matmul,
  mul,
  reshape,
  slice,
  softmax,
  type Tensor,
  transpose,
} from '../graph/index.js';
import { type TextConfig, windowOf } from './config.js';
import { type Attend, decoderHead, decoderSegment, embeddingTable, type RopeInputs } from './llama.js';
import type { Lowering, Scope } from './scope.js';

/** Legend: S prompt positions, R rows that logits are wanted of, C cache places, H heads, G key-value heads, d head width. */

function ropeInputs(config: TextConfig, positions: number | string): RopeInputs {
  const half = config.headWidth / 2;
  return {
    positions: input('positions', [1, positions], 'int64'),
    cos: input('rope_cos', ['rope', half]),
    sin: input('rope_sin', ['rope', half]),
  };
}

/** ids `[S]` → embeddings `[S, D]`. */
export function embedGraph(scope: Scope, config: TextConfig): Record<string, Tensor> {
  return { embeddings: embed(embeddingTable(scope, config), input('ids', ['S'], 'int64')) };
}

/** The fused kernel wants heads whose width is a multiple of this. */
const fusedHeadWidth = 8;

/**
 * Prompt pass: embeddings `[1, S, D]` → logits `[R, V]` of the positions in `rows`, and `keys.i`, `values.i` `[1, G, S, d]`.
 *
 * A segment of layers takes hidden states in place of the embeddings. One that ends before the last layer gives `hidden`
 * `[1, S, D]`, and what the next layer is about to attend with: rotated `query` `[R, H·d]` of `rows`, `key` `[1, S, G·d]`.
 *
 * The fast lowering needs the inputs `last` and `total`, the others (and head widths that the kernel refuses) a `mask`
 * `[1, 1, S, S]`, and a `window_mask` where layers have a sliding window. With `capture` also `hidden.i` (input of layer i;
 * `hidden.L` is the last output, before the final norm) and `attention.i` `[1, H, S, S]`.
 */
export function prefillGraph(
  scope: Scope,
  config: TextConfig,
  lowering: Lowering = 'fast',
  { from = 0, to = config.layers } = {},
): Record<string, Tensor> {
  const { heads, kvHeads, headWidth, width } = config;
  const embeddings = input('embeddings', [1, 'S', width]);
  const tables = ropeInputs(config, 'S');
  const outputs: Record<string, Tensor> = {};
  const capture = lowering === 'capture';
  const attendFused = (): Attend => {
    const last = input('last', [1], 'int32');
    const total = input('total', [], 'int32');
    return (q, k, v, layer) => {
      const window = windowOf(config, layer) ?? -1;
      const [output, keys, values] = groupedAttention(q, k, v, last, total, { heads, kvHeads, window });
      outputs[`keys.${layer}`] = keys;
      outputs[`values.${layer}`] = values;
      return output;
    };
  };
  const attendPlain = (): Attend => {
    const whole = input('mask', [1, 1, 'S', 'S']);
    const slides = config.window && input('window_mask', [1, 1, 'S', 'S']);
    return (q, k, v, layer) => {
      const mask = windowOf(config, layer) === undefined ? whole : slides;
      const { output, probabilities } = attention(q, k, v, { heads, kvHeads, mask });
      if (capture) outputs[`attention.${layer}`] = probabilities;
      outputs[`keys.${layer}`] = transpose(reshape(k, [1, 'S', kvHeads, headWidth]), [0, 2, 1, 3]);
      outputs[`values.${layer}`] = transpose(reshape(v, [1, 'S', kvHeads, headWidth]), [0, 2, 1, 3]);
      return output;
    };
  };
  const attend = lowering === 'fast' && headWidth % fusedHeadWidth === 0 ? attendFused() : attendPlain();
  let x = embeddings;
  for (let layer = from; layer < to; layer++) {
    if (capture) outputs[`hidden.${layer}`] = x;
    x = decoderSegment(scope, config, x, tables, attend, layer, layer + 1);
  }
  const rows = input('rows', ['R'], 'int64');
  if (to < config.layers) {
    const look: Attend = (q, k) => {
      outputs.query = embed(reshape(q, ['S', heads * headWidth]), rows);
      outputs.key = k;
      return q;
    };
    // Of this layer only the projections above are asked for; the rest of it is never emitted.
    decoderSegment(scope, config, x, tables, look, to, to + 1);
    return { hidden: x, ...outputs };
  }
  if (capture) outputs[`hidden.${config.layers}`] = x;
  return { logits: decoderHead(scope, config, embed(reshape(x, ['S', width]), rows)), ...outputs };
}

/**
 * One token against the cache: id → logits `[1, V]`, and the token's `key.i`, `value.i` `[G, d]`.
 *
 * The cache comes in as `keys.i` `[G, d, C]` (transposed), `values.i` `[G, C, d]` and `mask.i` `[1, 1, C]`, with the token's
 * place in the layer, `positions.i`; layers may have different C and places. Softmax runs over [new, past] and its weights are split again, so that nothing is copied together.
 */
export function decodeGraph(scope: Scope, config: TextConfig): Record<string, Tensor> {
  const { heads, kvHeads, headWidth, width } = config;
  const repeats = heads / kvHeads;
  const outputs: Record<string, Tensor> = {};
  const attend: Attend = (q, k, v, layer) => {
    const places = `C${layer}`;
    const key = reshape(k, [kvHeads, 1, headWidth]);
    const value = reshape(v, [kvHeads, 1, headWidth]);
    outputs[`key.${layer}`] = reshape(k, [kvHeads, headWidth]);
    outputs[`value.${layer}`] = reshape(v, [kvHeads, headWidth]);
    const scale = 1 / Math.sqrt(headWidth);
    const query = reshape(q, [kvHeads, repeats, headWidth]);
    const past = add(
      matmul(query, input(`keys.${layer}`, [kvHeads, headWidth, places]), { scale }),
      input(`mask.${layer}`, [1, 1, places]),
    );
    const self = matmul(query, key, { transposeB: true, scale });
    const weights = softmax(concat([self, past], 2, `${places}+1`));
    const mixed = add(
      matmul(slice(weights, 2, 1, undefined, places), input(`values.${layer}`, [kvHeads, places, headWidth])),
      mul(slice(weights, 2, 0, 1), value),
    );
    return reshape(mixed, [1, 1, heads * headWidth]);
  };
  const { positions: _, ...tables } = ropeInputs(config, 1);
  let x = embed(embeddingTable(scope, config), input('ids', [1, 1], 'int64'));
  for (let layer = 0; layer < config.layers; layer++) {
    const positions = input(`positions.${layer}`, [1, 1], 'int64');
    x = decoderSegment(scope, config, x, { ...tables, positions }, attend, layer, layer + 1);
  }
  return { logits: decoderHead(scope, config, reshape(x, [1, width])), ...outputs };
}
