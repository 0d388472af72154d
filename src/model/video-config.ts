import { z } from 'zod';
import { parseConfig } from './parse-config.js';

/** How the frames of a video become rows of the decoder. */
export interface VideoConfig {
  tokenId: number;
  /** How the map of patches of a frame is made smaller. */
  pool: 'average' | 'max' | 'bilinear';
  /** Side of the map before to after. */
  stride: number;
  /** `tower`: the rows of the tower are pooled, then projected. `projector`: the other way round. */
  after: 'tower' | 'projector';
  /** One newline row ends the video. */
  newline: boolean;
}

const schema = z.looseObject({
  video_token_index: z.number().int().nonnegative().optional(),
  video_token_id: z.number().int().nonnegative().optional(),
  spatial_pool_mode: z.enum(['average', 'max']).default('average'),
  spatial_pool_stride: z.number().int().positive().default(2),
});

/**
 * LLaVA-NeXT-Video pools the tower's rows, LLaVA-OneVision resizes projected ones; the other models take no videos.
 *
 * Reference: transformers, `llava_next_video` and `llava_onevision`; LLaVA-VL/LLaVA-NeXT pools after the projector in both,
 * which is not the same for the average.
 */
export function readVideoConfig(modelType: string, json: unknown): VideoConfig | undefined {
  if (modelType !== 'llava_next_video' && modelType !== 'llava_onevision') return undefined;
  const c = parseConfig(schema, json, 'config');
  const onevision = modelType === 'llava_onevision';
  const tokenId = c.video_token_index ?? c.video_token_id ?? (onevision ? 151647 : 32000);
  if (onevision) return { tokenId, pool: 'bilinear', stride: 2, after: 'projector', newline: true };
  return { tokenId, pool: c.spatial_pool_mode, stride: c.spatial_pool_stride, after: 'tower', newline: false };
}

/** Side of a frame's map of rows: average and maximum leave out a remainder, resizing rounds up. */
export function framePatches({ pool, stride }: VideoConfig, side: number): number {
  return pool === 'bilinear' ? Math.ceil(side / stride) : Math.floor(side / stride);
}
