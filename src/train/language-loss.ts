import { attention, constant, crossEntropy, embed, input, reshape, type Tensor } from '../graph/index.js';
import type { TextConfig } from '../model/config.js';
import { decoderHead, decoderSegment, embeddingTable } from '../model/llama.js';
import type { Scope } from '../model/scope.js';

/**
 * Mean next-token loss of a decoder on plain text, `ids` and `targets` int64 `[B, S]`, as one graph.
 *
 * Inputs besides the weights: `ids`, `targets`, `positions` `[B, S]`, `weights` `[B·S]` (what each target counts),
 * `rope_cos`, `rope_sin` `[S, d/2]`.
 */
export function languageLoss(scope: Scope, config: TextConfig, batch: number, sequence: number): Tensor {
  const { heads, kvHeads, headWidth, width } = config;
  const future = Float32Array.from({ length: sequence ** 2 }, (_, i) =>
    i % sequence > Math.floor(i / sequence) ? -1e9 : 0,
  );
  const mask = constant(future, 'float32', [1, 1, sequence, sequence]);
  const tables = {
    positions: input('positions', [batch, sequence], 'int64'),
    cos: input('rope_cos', [sequence, headWidth / 2]),
    sin: input('rope_sin', [sequence, headWidth / 2]),
  };
  const x = embed(embeddingTable(scope, config), input('ids', [batch, sequence], 'int64'));
  const hidden = decoderSegment(
    scope,
    config,
    x,
    tables,
    (q, k, v) => attention(q, k, v, { heads, kvHeads, mask }).output,
  );
  const logits = decoderHead(scope, config, reshape(hidden, [batch * sequence, width]));
  return crossEntropy(
    logits,
    reshape(input('targets', [batch, sequence], 'int64'), [batch * sequence]),
    input('weights', [batch * sequence]),
  );
}
