import { z } from 'zod';
import { TesseraeError } from '../base/error.js';

/** A CLIP vision tower. */
export interface VisionConfig {
  width: number;
  mlpWidth: number;
  layers: number;
  heads: number;
  imageSize: number;
  patchSize: number;
  epsilon: number;
  activation: Activation;
}

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
  /** Positions a query sees at most; absent for all. */
  window?: number;
  rope: RopeConfig;
}

export type RopeConfig = { theta: number } & (
  | { type: 'default' }
  | { type: 'linear'; factor: number }
  | { type: 'llama3'; factor: number; lowFrequency: number; highFrequency: number; originalLength: number }
);

export type Activation = 'quick_gelu' | 'gelu' | 'silu';

/** A LLaVA model: vision tower, projector, decoder, and how picture features enter the prompt. */
export interface LlavaConfig {
  modelType: 'llava' | 'llava_next';
  vision: VisionConfig;
  text: TextConfig;
  imageTokenId: number;
  /** Hidden state that features are taken from: number of vision layers to run (hidden state 0 is the embedding). */
  featureLayer: number;
  /** `default` drops the CLS row, `full` keeps it. */
  featureSelect: 'default' | 'full';
  projectorActivation: Activation;
}

const positive = z.number().int().positive();
const activation = z.enum(['quick_gelu', 'gelu', 'silu']);

const visionSchema = z.looseObject({
  hidden_size: positive.default(1024),
  intermediate_size: positive.default(4096),
  num_hidden_layers: positive.default(24),
  num_attention_heads: positive.default(16),
  image_size: positive.default(336),
  patch_size: positive.default(14),
  layer_norm_eps: z.number().positive().default(1e-5),
  hidden_act: activation.default('quick_gelu'),
  model_type: z.literal('clip_vision_model').default('clip_vision_model'),
});

const ropeSchema = z
  .looseObject({
    rope_type: z.string().optional(),
    type: z.string().optional(),
    rope_theta: z.number().positive().optional(),
    factor: z.number().positive().optional(),
    low_freq_factor: z.number().positive().optional(),
    high_freq_factor: z.number().positive().optional(),
    original_max_position_embeddings: positive.optional(),
  })
  .nullish();

const textTypes = ['llama', 'mistral', 'qwen2'] as const;

const textSchema = z.looseObject({
  model_type: z.enum(textTypes).default('llama'),
  hidden_size: positive.default(4096),
  intermediate_size: positive.default(11008),
  num_hidden_layers: positive.default(32),
  num_attention_heads: positive.default(32),
  num_key_value_heads: positive.nullish(),
  head_dim: positive.nullish(),
  vocab_size: positive.default(32000),
  max_position_embeddings: positive.default(2048),
  rms_norm_eps: z.number().positive().default(1e-6),
  hidden_act: z.literal('silu').default('silu'),
  attention_bias: z.literal(false).nullish(),
  mlp_bias: z.literal(false).nullish(),
  tie_word_embeddings: z.boolean().nullish(),
  sliding_window: positive.nullish(),
  use_sliding_window: z.boolean().nullish(),
  rope_theta: z.number().positive().nullish(),
  rope_scaling: ropeSchema,
  rope_parameters: ropeSchema,
});

const llavaSchema = z.looseObject({
  model_type: z.enum(['llava', 'llava_next']),
  vision_config: z.looseObject({}),
  text_config: z.looseObject({}),
  image_token_index: z.number().int().nonnegative().optional(),
  image_token_id: z.number().int().nonnegative().optional(),
  vision_feature_layer: z.number().int().default(-2),
  vision_feature_select_strategy: z.enum(['default', 'full']).default('default'),
  projector_hidden_act: activation.default('gelu'),
  multimodal_projector_bias: z.literal(true).default(true),
  use_image_newline_parameter: z.boolean().optional(),
  tie_word_embeddings: z.boolean().optional(),
});

function parse<T>(schema: z.ZodType<T>, json: unknown, part: string): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const place = [part, ...issue.path].join('.');
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], json);
  throw new TesseraeError('config-unsupported', {
    expected: `${place}: ${issue.message}`,
    received: `${JSON.stringify(value) ?? 'nothing'}`,
    action: 'Use a checkpoint of a supported kind, or correct config.json.',
  });
}

/** Reads a CLIP `vision_config`; absent keys take the library's defaults for LLaVA. */
export function readVisionConfig(json: unknown): VisionConfig {
  const c = parse(visionSchema, json, 'vision_config');
  return {
    width: c.hidden_size,
    mlpWidth: c.intermediate_size,
    layers: c.num_hidden_layers,
    heads: c.num_attention_heads,
    imageSize: c.image_size,
    patchSize: c.patch_size,
    epsilon: c.layer_norm_eps,
    activation: c.hidden_act,
  };
}

/** Reads a Llama, Mistral or Qwen2 configuration; `tied` overrides when the outer configuration states it. */
export function readTextConfig(json: unknown, tied?: boolean): TextConfig {
  const c = parse(textSchema, json, 'text_config');
  const windowed = c.model_type === 'mistral' || (c.model_type === 'qwen2' && c.use_sliding_window === true);
  return {
    width: c.hidden_size,
    mlpWidth: c.intermediate_size,
    layers: c.num_hidden_layers,
    heads: c.num_attention_heads,
    kvHeads: c.num_key_value_heads ?? c.num_attention_heads,
    headWidth: c.head_dim ?? c.hidden_size / c.num_attention_heads,
    vocabulary: c.vocab_size,
    contextLength: c.max_position_embeddings,
    epsilon: c.rms_norm_eps,
    qkvBias: c.model_type === 'qwen2',
    tied: c.tie_word_embeddings ?? tied ?? false,
    window: windowed ? (c.sliding_window ?? undefined) : undefined,
    rope: readRope(c.rope_parameters ?? c.rope_scaling, c.rope_theta ?? undefined),
  };
}

function readRope(rope: z.infer<typeof ropeSchema>, outerTheta: number | undefined): RopeConfig {
  const theta = rope?.rope_theta ?? outerTheta ?? 10000;
  const type = rope?.rope_type ?? rope?.type ?? 'default';
  if (type === 'default') return { type, theta };
  if (type === 'linear' && rope?.factor) return { type, theta, factor: rope.factor };
  if (type === 'llama3' && rope?.factor) {
    return {
      type,
      theta,
      factor: rope.factor,
      lowFrequency: rope.low_freq_factor ?? 1,
      highFrequency: rope.high_freq_factor ?? 4,
      originalLength: rope.original_max_position_embeddings ?? 8192,
    };
  }
  throw new TesseraeError('config-unsupported', {
    expected: 'RoPE scaling default, linear or llama3, with its factor',
    received: JSON.stringify(rope),
    action: 'Use a checkpoint with one of these scalings.',
  });
}

/** Reads the `config.json` of a `llava` or `llava_next` checkpoint. */
export function readLlavaConfig(json: unknown): LlavaConfig {
  const c = parse(llavaSchema, json, 'config');
  const vision = readVisionConfig(c.vision_config);
  const imageTokenId = c.image_token_index ?? c.image_token_id;
  const featureLayer = c.vision_feature_layer < 0 ? vision.layers + 1 + c.vision_feature_layer : c.vision_feature_layer;
  if (imageTokenId === undefined || featureLayer < 0 || featureLayer > vision.layers) {
    throw new TesseraeError('config-unsupported', {
      expected: `image_token_index, and vision_feature_layer within ±${vision.layers}`,
      received: `${imageTokenId ?? 'no image_token_index'} and ${c.vision_feature_layer}`,
      action: 'Correct config.json.',
    });
  }
  return {
    modelType: c.model_type,
    vision,
    text: readTextConfig(c.text_config, c.tie_word_embeddings),
    imageTokenId,
    featureLayer,
    featureSelect: c.vision_feature_select_strategy,
    projectorActivation: c.projector_hidden_act,
  };
}
