import { z } from 'zod';
import { brief } from '../weights/index.js';
import { unsupportedConfig } from './parse-config.js';

/**
 * Rotary positions: base, and how they are stretched beyond the length that was trained.
 *
 * | type | what is stretched | source |
 * |---|---|---|
 * | `default` | nothing | Su et al. 2021 |
 * | `linear` | all wavelengths alike | Chen et al. 2023 |
 * | `dynamic` | the base, by the length in use | "NTK-aware" scaling, bloc97 2023 |
 * | `yarn` | long wavelengths, and the rotated vectors get longer | Peng et al. 2023 |
 * | `llama3` | long wavelengths | Llama 3.1 |
 */
export type RopeConfig = { theta: number } & (
  | { type: 'default' }
  | { type: 'linear'; factor: number }
  | { type: 'dynamic'; factor: number; originalLength: number }
  | {
      type: 'yarn';
      factor: number;
      originalLength: number;
      /** Rotations within the original length above which a pair is kept, and below which it is stretched. */
      betaFast: number;
      betaSlow: number;
      /** Factor of the rotated vectors. */
      attention: number;
      /** Round the border between kept and stretched pairs to whole pairs. */
      truncate: boolean;
    }
  | { type: 'llama3'; factor: number; lowFrequency: number; highFrequency: number; originalLength: number }
);

const positive = z.number().positive();

/** `rope_parameters`, or `rope_scaling` in older files. */
export const ropeSchema = z
  .looseObject({
    rope_type: z.string().optional(),
    type: z.string().optional(),
    rope_theta: positive.optional(),
    factor: positive.optional(),
    partial_rotary_factor: z.literal(1).optional(),
    low_freq_factor: positive.optional(),
    high_freq_factor: positive.optional(),
    original_max_position_embeddings: z.number().int().positive().nullish(),
    attention_factor: positive.nullish(),
    beta_fast: positive.nullish(),
    beta_slow: positive.nullish(),
    mscale: z.number().nullish(),
    mscale_all_dim: z.number().nullish(),
    truncate: z.boolean().optional(),
  })
  .nullish();

type RopeJson = NonNullable<z.infer<typeof ropeSchema>>;

/**
 * @param length `max_position_embeddings`, the original length where the scaling does not state one
 * @throws TesseraeError `config-unsupported` for other kinds
 */
export function readRope(
  rope: RopeJson | null | undefined,
  outerTheta: number | undefined,
  length: number,
): RopeConfig {
  const theta = rope?.rope_theta ?? outerTheta ?? 10000;
  const type = rope?.rope_type ?? rope?.type ?? 'default';
  if (type === 'default') return { type, theta };
  const { factor } = rope!;
  if (factor === undefined) throw unsupportedConfig('a factor beside the kind of RoPE scaling', brief(rope));
  switch (type) {
    case 'linear':
      return { type, theta, factor };
    case 'dynamic':
      // Of the library too: the length that the model was trained with, whatever the scaling says.
      return { type, theta, factor, originalLength: length };
    case 'yarn':
      return { type, theta, ...yarn(rope!, factor, length) };
    case 'llama3':
      return {
        type,
        theta,
        factor,
        lowFrequency: rope!.low_freq_factor ?? 1,
        highFrequency: rope!.high_freq_factor ?? 4,
        originalLength: rope!.original_max_position_embeddings ?? 8192,
      };
    default:
      throw unsupportedConfig('RoPE scaling default, linear, dynamic, yarn or llama3', brief(rope));
  }
}

function yarn(rope: RopeJson, factor: number, length: number) {
  /** 0.1·m·ln(factor) + 1, equation 22 of the paper with m = 1. */
  const growth = (m: number) => (factor <= 1 ? 1 : 0.1 * m * Math.log(factor) + 1);
  const { mscale, mscale_all_dim: mscaleAll } = rope;
  return {
    factor,
    originalLength: rope.original_max_position_embeddings ?? length,
    betaFast: rope.beta_fast ?? 32,
    betaSlow: rope.beta_slow ?? 1,
    attention: rope.attention_factor ?? (mscale && mscaleAll ? growth(mscale) / growth(mscaleAll) : growth(1)),
    truncate: rope.truncate ?? true,
  };
}

/** Positions that a model reads with its scaling; `length` is `max_position_embeddings`. */
export function contextLength(rope: RopeConfig, length: number): number {
  switch (rope.type) {
    case 'linear':
    case 'dynamic':
      return Math.floor(length * rope.factor);
    case 'yarn':
      return Math.max(length, Math.floor(rope.originalLength * rope.factor));
    default:
      return length;
  }
}
