import { z } from 'zod';
import { parseConfig, unsupportedConfig } from './parse-config.js';
import { type QformerConfig, readQformerConfig } from './qformer-config.js';
import { readTextConfig, type TextConfig } from './text-config.js';
import { readVideoConfig, type VideoConfig } from './video-config.js';
import { type Activation, activation, readVisionConfig, type VisionConfig } from './vision-config.js';

export type { QformerConfig } from './qformer-config.js';
export type { RopeConfig } from './rope-config.js';
export { readTextConfig, type SlidingWindow, type TextConfig, textTypes, windowOf } from './text-config.js';
export { framePatches, type VideoConfig } from './video-config.js';
export { type Activation, readVisionConfig, type VisionConfig } from './vision-config.js';

/** The models that see, by `model_type`. */
export const seeingTypes = ['llava', 'llava_next', 'llava_next_video', 'llava_onevision', 'instructblip'] as const;
export type SeeingType = (typeof seeingTypes)[number];

/** A model that sees: vision tower, projector, decoder, and how picture features enter the prompt. */
export interface LlavaConfig {
  modelType: SeeingType;
  vision: VisionConfig;
  text: TextConfig;
  imageTokenId: number;
  /** Hidden state that features are taken from: number of vision layers to run (hidden state 0 is the embedding). */
  featureLayer: number;
  /** `default` drops the CLS row, `full` keeps every row of the tower. */
  featureSelect: 'default' | 'full';
  projectorActivation: Activation;
  /** Absent where the model takes no videos. */
  video?: VideoConfig;
  /** InstructBLIP: queries a tile instead of projecting its rows. */
  qformer?: QformerConfig;
}

const schema = z.looseObject({
  model_type: z.enum(seeingTypes),
  vision_config: z.looseObject({}),
  text_config: z.looseObject({}),
  qformer_config: z.looseObject({}).optional(),
  image_token_index: z.number().int().nonnegative().optional(),
  image_token_id: z.number().int().nonnegative().optional(),
  vision_feature_layer: z.number().int().optional(),
  vision_feature_select_strategy: z.enum(['default', 'full']).optional(),
  projector_hidden_act: activation.default('gelu'),
  multimodal_projector_bias: z.literal(true).default(true),
  use_image_newline_parameter: z.boolean().optional(),
  tie_word_embeddings: z.boolean().optional(),
});

/** Where features come from if the file does not say. */
const features: Record<SeeingType, Pick<LlavaConfig, 'featureLayer' | 'featureSelect'>> = {
  llava: { featureLayer: -2, featureSelect: 'default' },
  llava_next: { featureLayer: -2, featureSelect: 'default' },
  llava_next_video: { featureLayer: -2, featureSelect: 'default' },
  llava_onevision: { featureLayer: -1, featureSelect: 'full' },
  instructblip: { featureLayer: -1, featureSelect: 'full' },
};

/** Reads the `config.json` of a model that sees. @throws TesseraeError `config-unsupported` */
export function readLlavaConfig(json: unknown): LlavaConfig {
  const c = parseConfig(schema, json, 'config');
  const instructblip = c.model_type === 'instructblip';
  const vision = readVisionConfig(
    instructblip ? { model_type: 'instructblip_vision_model', ...c.vision_config } : c.vision_config,
  );
  const absent = features[c.model_type];
  const asked = c.vision_feature_layer ?? absent.featureLayer;
  const imageTokenId = c.image_token_index ?? c.image_token_id;
  const featureLayer = asked < 0 ? vision.layers + 1 + asked : asked;
  if (imageTokenId === undefined || featureLayer < 0 || featureLayer > vision.layers) {
    throw unsupportedConfig(
      `image_token_index, and vision_feature_layer within ±${vision.layers}`,
      `${imageTokenId ?? 'no image_token_index'} and ${asked}`,
    );
  }
  return {
    modelType: c.model_type,
    vision,
    text: readTextConfig(c.text_config, c.tie_word_embeddings),
    imageTokenId,
    featureLayer,
    featureSelect: c.vision_feature_select_strategy ?? absent.featureSelect,
    projectorActivation: c.projector_hidden_act,
    video: readVideoConfig(c.model_type, json),
    qformer: instructblip ? readQformerConfig(c.qformer_config ?? {}, json) : undefined,
  };
}
