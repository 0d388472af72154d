import { z } from 'zod';
import { mostLayers, parseConfig } from './parse-config.js';
import { type Activation, activation } from './vision-config.js';

/** A Q-Former: a BERT that reads the question beside its queries, and the picture through cross-attention. */
export interface QformerConfig {
  width: number;
  mlpWidth: number;
  layers: number;
  heads: number;
  /** Learned queries: the visual tokens of a picture. */
  queries: number;
  vocabulary: number;
  /** Tokens of the question at most. */
  contextLength: number;
  /** Layers 0, f, 2f … look at the picture. */
  crossEvery: number;
  epsilon: number;
  activation: Activation;
}

const positive = z.number().int().positive();

const schema = z.looseObject({
  hidden_size: positive.default(768),
  intermediate_size: positive.default(3072),
  num_hidden_layers: positive.max(mostLayers).default(12),
  num_attention_heads: positive.default(12),
  vocab_size: positive.default(30522),
  max_position_embeddings: positive.default(512),
  cross_attention_frequency: positive.default(2),
  layer_norm_eps: z.number().positive().default(1e-12),
  hidden_act: activation.default('gelu'),
});

const outerSchema = z.looseObject({
  num_query_tokens: positive.default(32),
  use_decoder_only_language_model: z.literal(true).optional(),
});

/** Reads a `qformer_config` and what the whole `config.json` says of it. @throws TesseraeError `config-unsupported` */
export function readQformerConfig(json: unknown, whole: unknown): QformerConfig {
  const c = parseConfig(schema, json, 'qformer_config');
  const outer = parseConfig(outerSchema, whole, 'config');
  return {
    width: c.hidden_size,
    mlpWidth: c.intermediate_size,
    layers: c.num_hidden_layers,
    heads: c.num_attention_heads,
    queries: outer.num_query_tokens,
    vocabulary: c.vocab_size,
    contextLength: c.max_position_embeddings,
    crossEvery: c.cross_attention_frequency,
    epsilon: c.layer_norm_eps,
    activation: c.hidden_act,
  };
}
