import { readTextConfig, type TextConfig } from '../../src/model/config.js';

/** Sizes of the decoder that both sides run. */
export interface DecoderShape {
  name: string;
  width: number;
  mlpWidth: number;
  heads: number;
  vocabulary: number;
  contextLength: number;
  epsilon: number;
  ropeBase: number;
  /** Prompts that it reads, in tokens. */
  prompts: readonly number[];
}

/** Llama 7B. The vocabulary is small, so that embedding and head weigh nothing. */
export const llama7b: DecoderShape = {
  name: 'llama-7b',
  width: 4096,
  mlpWidth: 11008,
  heads: 32,
  vocabulary: 512,
  contextLength: 3072,
  epsilon: 1e-5,
  ropeBase: 10_000,
  prompts: [600, 2928],
};

/** The same course on sizes that run in a second: proves the bench, measures nothing. */
export const toyDecoder: DecoderShape = {
  ...llama7b,
  name: 'toy',
  width: 256,
  mlpWidth: 512,
  heads: 4,
  contextLength: 256,
  prompts: [24, 60],
};

/** The shape as the library reads it from a `config.json`. */
export function textConfig(shape: DecoderShape, layers: number): TextConfig {
  return readTextConfig({
    model_type: 'llama',
    hidden_size: shape.width,
    intermediate_size: shape.mlpWidth,
    num_hidden_layers: layers,
    num_attention_heads: shape.heads,
    vocab_size: shape.vocabulary,
    max_position_embeddings: shape.contextLength,
    rms_norm_eps: shape.epsilon,
    rope_theta: shape.ropeBase,
    tie_word_embeddings: false,
  });
}
