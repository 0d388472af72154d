import { z } from 'zod';
import { mostLayers, parseConfig, unsupportedConfig } from './parse-config.js';
import { contextLength, type RopeConfig, readRope, ropeSchema } from './rope-config.js';

/** A Llama-style decoder (Llama, Mistral, Qwen2). */
export interface TextConfig {
  width: number;
  mlpWidth: number;
  layers: number;
  heads: number;
  kvHeads: number;
  headWidth: number;
  vocabulary: number;
  contextLength: number;
  epsilon: number;
  /** Biases on query, key and value projections, as in Qwen2. */
  qkvBias: boolean;
  /** Output head and embedding share one matrix. */
  tied: boolean;
  /** A sliding window; absent where every layer sees everything before it. */
  window?: SlidingWindow;
  rope: RopeConfig;
}

export interface SlidingWindow {
  /** Positions that a query sees at most, itself included. */
  size: number;
  /** Whether each layer has the window; without it all have. */
  layers?: readonly boolean[];
}

/** Positions that queries of a layer see at most, themselves included; `undefined` for all. */
export function windowOf({ window }: Pick<TextConfig, 'window'>, layer: number): number | undefined {
  return window && (window.layers?.[layer] ?? true) ? window.size : undefined;
}

/** The decoders that are known: `model_type`, and what the library takes where a key is absent. */
const absent = {
  llama: { mlpWidth: 11008, kvHeads: undefined, vocabulary: 32000, length: 2048, window: undefined },
  mistral: { mlpWidth: 14336, kvHeads: 8, vocabulary: 32000, length: 131072, window: 4096 },
  qwen2: { mlpWidth: 22016, kvHeads: 32, vocabulary: 151936, length: 32768, window: 4096 },
} as const;

type TextType = keyof typeof absent;
export const textTypes = Object.keys(absent) as [TextType, ...TextType[]];

const positive = z.number().int().positive();

const schema = z.looseObject({
  model_type: z.enum(textTypes).default('llama'),
  hidden_size: positive.default(4096),
  intermediate_size: positive.optional(),
  num_hidden_layers: positive.max(mostLayers).default(32),
  num_attention_heads: positive.default(32),
  num_key_value_heads: positive.nullish(),
  head_dim: positive.nullish(),
  vocab_size: positive.optional(),
  max_position_embeddings: positive.optional(),
  rms_norm_eps: z.number().positive().default(1e-6),
  hidden_act: z.literal('silu').default('silu'),
  attention_bias: z.literal(false).nullish(),
  mlp_bias: z.literal(false).nullish(),
  tie_word_embeddings: z.boolean().nullish(),
  sliding_window: positive.nullish(),
  use_sliding_window: z.boolean().nullish(),
  max_window_layers: z.number().int().nonnegative().default(28),
  layer_types: z.array(z.enum(['full_attention', 'sliding_attention'])).nullish(),
  rope_theta: z.number().positive().nullish(),
  rope_scaling: ropeSchema,
  rope_parameters: ropeSchema,
});

type TextJson = z.infer<typeof schema>;

/** Reads a Llama, Mistral or Qwen2 configuration; `tied` stands in where it does not say whether it ties. */
export function readTextConfig(json: unknown, tied?: boolean): TextConfig {
  const c = parseConfig(schema, json, 'text_config');
  const defaults = absent[c.model_type];
  const length = c.max_position_embeddings ?? defaults.length;
  const rope = readRope(c.rope_parameters ?? c.rope_scaling, c.rope_theta ?? undefined, length);
  // Absent and null differ: absent is the default of the class, null is as many as queries.
  const kvHeads = c.num_key_value_heads === undefined ? defaults.kvHeads : c.num_key_value_heads;
  return {
    width: c.hidden_size,
    mlpWidth: c.intermediate_size ?? defaults.mlpWidth,
    layers: c.num_hidden_layers,
    heads: c.num_attention_heads,
    kvHeads: kvHeads ?? c.num_attention_heads,
    headWidth: c.head_dim ?? c.hidden_size / c.num_attention_heads,
    vocabulary: c.vocab_size ?? defaults.vocabulary,
    contextLength: contextLength(rope, length),
    epsilon: c.rms_norm_eps,
    qkvBias: c.model_type === 'qwen2',
    tied: c.tie_word_embeddings ?? tied ?? false,
    window: readWindow(c),
    rope,
  };
}

/** Mistral slides in every layer; Qwen2 only if it says so, and only from one layer on. */
function readWindow(c: TextJson): SlidingWindow | undefined {
  const size = c.sliding_window === undefined ? absent[c.model_type].window : (c.sliding_window ?? undefined);
  if (c.model_type === 'llama' || size === undefined) return undefined;
  if (c.model_type === 'qwen2' && c.use_sliding_window !== true) return undefined;
  if (c.layer_types && c.layer_types.length !== c.num_hidden_layers) {
    throw unsupportedConfig(`text_config.layer_types of ${c.num_hidden_layers} layers`, `${c.layer_types.length}`);
  }
  if (c.model_type === 'mistral' && !c.layer_types) return { size };
  const layers = Array.from({ length: c.num_hidden_layers }, (_, i) =>
    c.layer_types ? c.layer_types[i] === 'sliding_attention' : i >= c.max_window_layers,
  );
  return layers.includes(true) ? { size, layers } : undefined;
}
