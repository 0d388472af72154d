import { Random } from '../../src/base/random.js';
import type { DecoderShape } from './shape.js';

/** A weight that both sides store in float32. */
export interface PlainWeight {
  own: string;
  llama: string;
  /** Rows last, as GGUF counts. */
  sizes: readonly number[];
  values: Float32Array;
}

/** The embedding table, and norms that scale by one. */
export function plainWeights(shape: DecoderShape, layers: number): PlainWeight[] {
  const { width, vocabulary } = shape;
  const random = new Random(13);
  const norm = (own: string, llama: string) => ({
    own: `language_model.model.${own}.weight`,
    llama: `${llama}.weight`,
    sizes: [width],
    values: new Float32Array(width).fill(1),
  });
  return [
    {
      own: 'language_model.model.embed_tokens.weight',
      llama: 'token_embd.weight',
      sizes: [width, vocabulary],
      values: Float32Array.from({ length: vocabulary * width }, () => 0.02 * random.normal()),
    },
    norm('norm', 'output_norm'),
    ...Array.from({ length: layers }, (_, layer) => [
      norm(`layers.${layer}.input_layernorm`, `blk.${layer}.attn_norm`),
      norm(`layers.${layer}.post_attention_layernorm`, `blk.${layer}.ffn_norm`),
    ]).flat(),
  ];
}
