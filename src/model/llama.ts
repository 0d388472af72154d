import { add, linear, mul, rmsNorm, rope, silu, type Tensor } from '../graph/index.js';
import type { TextConfig } from './config.js';
import type { Scope } from './scope.js';

/** Legend: B batch, S sequence, H heads, G key-value heads, d width of a head, D width, V vocabulary. */

const root = 'language_model.model';

/** Positions and rotation tables that the layers share. */
export interface RopeInputs {
  /** int64 `[B, S]` */
  positions: Tensor;
  /** `[positions, d/2]` */
  cos: Tensor;
  sin: Tensor;
}

/** How a layer attends: gets rotated queries `[B, S, H·d]`, keys and values `[B, S, G·d]`; returns `[B, S, H·d]`. */
export type Attend = (q: Tensor, k: Tensor, v: Tensor, layer: number) => Tensor;

/** The embedding table, `[V, D]`. */
export function embeddingTable(scope: Scope, config: TextConfig): Tensor {
  return scope.get(`${root}.embed_tokens.weight`, [config.vocabulary, config.width]);
}

/**
 * Decoder layers `from` (included) to `to` (excluded) of a Llama-style model (Touvron et al. 2023): pre-norm attention with
 * grouped keys and rotary positions, then a gated MLP. Mistral and Qwen2 differ in configuration only.
 *
 * @param x hidden states `[B, S, D]`
 */
export function decoderSegment(
  scope: Scope,
  config: TextConfig,
  x: Tensor,
  tables: RopeInputs,
  attend: Attend,
  from = 0,
  to = config.layers,
): Tensor {
  const { width, mlpWidth, heads, kvHeads, headWidth, epsilon } = config;
  let hidden = x;
  for (let i = from; i < to; i++) {
    const name = `${root}.layers.${i}`;
    const project = (part: string, input: Tensor, from: number, to: number, biased = false) =>
      linear(
        input,
        scope.get(`${name}.${part}.weight`, [to, from]),
        biased ? scope.get(`${name}.${part}.bias`, [to]) : undefined,
      );
    const normed = rmsNorm(hidden, scope.get(`${name}.input_layernorm.weight`, [width]), epsilon);
    const q = project('self_attn.q_proj', normed, width, heads * headWidth, config.qkvBias);
    const k = project('self_attn.k_proj', normed, width, kvHeads * headWidth, config.qkvBias);
    const v = project('self_attn.v_proj', normed, width, kvHeads * headWidth, config.qkvBias);
    const turn = (t: Tensor, count: number) => rope(t, tables.positions, tables.cos, tables.sin, count);
    const mixed = attend(turn(q, heads), turn(k, kvHeads), v, i);
    const attended = add(hidden, project('self_attn.o_proj', mixed, heads * headWidth, width));
    const inner = rmsNorm(attended, scope.get(`${name}.post_attention_layernorm.weight`, [width]), epsilon);
    const gate = silu(project('mlp.gate_proj', inner, width, mlpWidth));
    const up = project('mlp.up_proj', inner, width, mlpWidth);
    hidden = add(attended, project('mlp.down_proj', mul(gate, up), mlpWidth, width));
  }
  return hidden;
}

/** Final norm and output head: `[…, D]` → logits `[…, V]`. */
export function decoderHead(scope: Scope, config: TextConfig, x: Tensor): Tensor {
  const normed = rmsNorm(x, scope.get(`${root}.norm.weight`, [config.width]), config.epsilon);
  const table = config.tied
    ? embeddingTable(scope, config)
    : scope.get('language_model.lm_head.weight', [config.vocabulary, config.width]);
  return linear(normed, table);
}
