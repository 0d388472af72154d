import { type ImageConfig, readImageConfig } from '../../src/image/index.js';
import { type LlavaConfig, readLlavaConfig, type TextConfig } from '../../src/model/config.js';
import { type DecoderSize, pyramiddrop } from '../../src/reduce/index.js';

/** What is measured: sizes of a model, and of a question about one picture. */
export interface Shape {
  name: string;
  llava: LlavaConfig;
  image: ImageConfig;
  /** Side of the square picture. */
  picture: number;
  /** Visual tokens of the whole picture; newlines are left out, as the papers count. */
  visualTokens: number;
  textTokens: number;
  /** Layers of the whole decoder; `llava.text` has as many as are measured. */
  layers: number;
}

/** The fractions of visual tokens that are measured. */
export const keeps = [1, 0.4, 0.2, 0.1, 0.05];

/** New tokens of an answer in the throughput figure, as in HiRED's measurement. */
export const answerTokens = 15;

/** LLaVA-NeXT-7B (Vicuna): CLIP ViT-L/336, Llama 32 × 4096; a picture of 2 × 2 tiles. */
export function shape7b(measuredLayers: number): Shape {
  return shapeOf('llava-next-7b', measuredLayers, {
    vision: { hidden_size: 1024, intermediate_size: 4096, num_hidden_layers: 24, num_attention_heads: 16 },
    text: { hidden_size: 4096, intermediate_size: 11008, num_attention_heads: 32, vocab_size: 32064 },
    tile: 336,
    textTokens: 60,
    layers: 32,
  });
}

/** The same course on sizes that run in seconds: proves the bench, measures nothing. */
export function toyShape(measuredLayers: number): Shape {
  return shapeOf('toy', measuredLayers, {
    vision: { hidden_size: 32, intermediate_size: 64, num_hidden_layers: 4, num_attention_heads: 2 },
    text: { hidden_size: 64, intermediate_size: 96, num_attention_heads: 4, vocab_size: 128 },
    tile: 56,
    textTokens: 6,
    layers: 8,
  });
}

interface Sizes {
  vision: object;
  text: object;
  tile: number;
  textTokens: number;
  layers: number;
}

function shapeOf(name: string, measuredLayers: number, { vision, text, tile, textTokens, layers }: Sizes): Shape {
  const picture = 2 * tile;
  const config = {
    model_type: 'llava_next',
    image_token_index: 0,
    image_grid_pinpoints: [[picture, picture]],
    vision_config: { model_type: 'clip_vision_model', ...vision, image_size: tile, patch_size: 14 },
    text_config: { ...text, num_hidden_layers: measuredLayers, max_position_embeddings: 4096 },
  };
  const processor = {
    image_processor_type: 'LlavaNextImageProcessor',
    size: { shortest_edge: tile },
    crop_size: { height: tile, width: tile },
    image_grid_pinpoints: [[picture, picture]],
    image_mean: [0.48145466, 0.4578275, 0.40821073],
    image_std: [0.26862954, 0.26130258, 0.27577711],
  };
  return {
    name,
    llava: readLlavaConfig(config),
    image: readImageConfig(config, processor),
    picture,
    visualTokens: 5 * (tile / 14) ** 2,
    textTokens,
    layers,
  };
}

/** Sizes that the cost formula takes. */
export function decoderSize({ llava, layers }: Shape): DecoderSize {
  const { width, mlpWidth, kvHeads, headWidth }: TextConfig = llava.text;
  return { layers, width, intermediate: mlpWidth, kvWidth: kvHeads * headWidth };
}

/** Visual tokens that a vision-stage method leaves. */
export const keptCount = ({ visualTokens }: Shape, keep: number) => Math.round(visualTokens * keep);

/** PyramidDrop with λ = 0.5, the setting of its paper. */
export const pyramidDrops = ({ visualTokens, layers }: Shape) =>
  pyramiddrop.plan(visualTokens, layers, undefined, { lambda: 0.5 });

/** Prompt lengths that decoder layers are measured at, falling: every kept count, and the stages of PyramidDrop. */
export function promptLengths(shape: Shape): number[] {
  const counts = [...keeps.map((keep) => keptCount(shape, keep)), ...pyramidDrops(shape).map(({ keep }) => keep)];
  return [...new Set(counts)].sort((a, b) => b - a).map((count) => count + shape.textTokens);
}
