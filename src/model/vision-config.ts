import { z } from 'zod';
import { mostLayers, parseConfig } from './parse-config.js';

/** What a config's `hidden_act` may be; the functions are in `activations.ts`. */
export type Activation = 'quick_gelu' | 'gelu' | 'gelu_pytorch_tanh' | 'silu';

export const activation = z.enum(['quick_gelu', 'gelu', 'gelu_pytorch_tanh', 'silu']);

/** The kinds of tower, one file each. */
export type TowerKind = 'clip' | 'siglip' | 'blip';

/** A vision tower. */
export interface VisionConfig {
  kind: TowerKind;
  width: number;
  mlpWidth: number;
  layers: number;
  heads: number;
  imageSize: number;
  /** Where it does not divide the side, a border on the right and below belongs to no patch. */
  patchSize: number;
  epsilon: number;
  activation: Activation;
}

/** `model_type` of a `vision_config`. */
const kinds = {
  clip_vision_model: 'clip',
  siglip_vision_model: 'siglip',
  instructblip_vision_model: 'blip',
} as const satisfies Record<string, TowerKind>;

type ModelType = keyof typeof kinds;

/** What the library takes where a key is absent: for CLIP the tower of LLaVA, for the others the defaults of their class. */
const defaults: Record<TowerKind, Omit<VisionConfig, 'kind'>> = {
  clip: {
    width: 1024,
    mlpWidth: 4096,
    layers: 24,
    heads: 16,
    imageSize: 336,
    patchSize: 14,
    epsilon: 1e-5,
    activation: 'quick_gelu',
  },
  siglip: {
    width: 768,
    mlpWidth: 3072,
    layers: 12,
    heads: 12,
    imageSize: 224,
    patchSize: 16,
    epsilon: 1e-6,
    activation: 'gelu_pytorch_tanh',
  },
  blip: {
    width: 1408,
    mlpWidth: 6144,
    layers: 39,
    heads: 16,
    imageSize: 224,
    patchSize: 14,
    epsilon: 1e-6,
    activation: 'gelu',
  },
};

const positive = z.number().int().positive();

const schema = z.looseObject({
  model_type: z.enum(Object.keys(kinds) as [ModelType, ...ModelType[]]).default('clip_vision_model'),
  hidden_size: positive.optional(),
  intermediate_size: positive.optional(),
  num_hidden_layers: positive.max(mostLayers).optional(),
  num_attention_heads: positive.optional(),
  image_size: positive.optional(),
  patch_size: positive.optional(),
  layer_norm_eps: z.number().positive().optional(),
  hidden_act: activation.optional(),
  qkv_bias: z.literal(true).optional(),
});

/** Reads a `vision_config`. @throws TesseraeError `config-unsupported` */
export function readVisionConfig(json: unknown): VisionConfig {
  const c = parseConfig(schema, json, 'vision_config');
  const kind = kinds[c.model_type];
  const absent = defaults[kind];
  return {
    kind,
    width: c.hidden_size ?? absent.width,
    mlpWidth: c.intermediate_size ?? absent.mlpWidth,
    layers: c.num_hidden_layers ?? absent.layers,
    heads: c.num_attention_heads ?? absent.heads,
    imageSize: c.image_size ?? absent.imageSize,
    patchSize: c.patch_size ?? absent.patchSize,
    epsilon: c.layer_norm_eps ?? absent.epsilon,
    activation: c.hidden_act ?? absent.activation,
  };
}

/** Patches along one side of a tile. */
export const gridOf = ({ imageSize, patchSize }: VisionConfig): number => Math.floor(imageSize / patchSize);
