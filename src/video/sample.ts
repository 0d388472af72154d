/**
 * Which frames of a video a model sees: one of every `step`, or, where those are more than `limit`, `limit` frames evenly
 * from the first to the last.
 *
 * Reference: `process_video_with_decord` of LLaVA-VL/LLaVA-NeXT, with `step` the rounded frames per second and
 * `np.linspace(0, total − 1, limit, dtype=int)`.
 *
 * @returns ascending frame numbers; none for an empty video
 * @example
 * sampleFrames(250, 8, 25); // [0, 35, 71, 106, 142, 177, 213, 249]
 */
export function sampleFrames(total: number, limit: number, step = 1): number[] {
  const every = Array.from({ length: Math.ceil(total / step) }, (_, i) => i * step);
  if (every.length <= limit) return every;
  const last = total - 1;
  return Array.from({ length: limit }, (_, i) => {
    if (i === 0) return 0;
    return i === limit - 1 ? last : Math.floor(i * (last / (limit - 1)));
  });
}
