import type { LlavaConfig } from '../model/config.js';
import { expandImageTokens } from '../text/index.js';

/** What stands in the places of the marks, in order: tokens, or rows `[tokens, D]`, of each picture and each video. */
export interface Visual<T> {
  pictures: readonly T[];
  videos: readonly T[];
}

/** Ids of marks: pictures and, where the model takes them, videos. None for text models. */
export const markIds = (llava: LlavaConfig | undefined): number[] =>
  llava ? [llava.imageTokenId, ...(llava.video ? [llava.video.tokenId] : [])] : [];

/**
 * Repeats every mark once per visual token.
 *
 * @throws TesseraeError `image-count`, `video-count`
 */
export function expandMarks(
  prompt: readonly number[],
  llava: LlavaConfig | undefined,
  { pictures, videos }: Visual<number>,
): number[] {
  const ids = expandImageTokens(prompt, llava?.imageTokenId ?? -1, pictures);
  return llava?.video ? expandImageTokens(ids, llava.video.tokenId, videos, 'video') : ids;
}

/** Writes rows into embeddings `[S, D]` wherever a mark stands. */
export function spliceRows(
  embeddings: Float32Array,
  ids: readonly number[],
  llava: LlavaConfig | undefined,
  { pictures, videos }: Visual<Float32Array>,
): void {
  const width = embeddings.length / ids.length;
  [pictures, videos].forEach((parts, kind) => {
    const mark = markIds(llava)[kind];
    const rows = parts.flatMap((part) =>
      Array.from({ length: part.length / width }, (_, row) => part.subarray(row * width, (row + 1) * width)),
    );
    let next = 0;
    ids.forEach((id, position) => {
      if (id === mark) embeddings.set(rows[next++], position * width);
    });
  });
}
