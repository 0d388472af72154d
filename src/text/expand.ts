import { TesseraeError } from '../base/error.js';

/**
 * Repeats each mark of a picture, or of a video, once per visual token: ids of a prompt → ids of the sequence that the decoder sees.
 *
 * @param counts visual tokens of each picture or video, in order
 * @throws TesseraeError `image-count`, `video-count` when the prompt has more or fewer marks than there are of them
 *
 * @example
 * expandImageTokens([1, 9, 5, 9], 9, [3, 2]); // [1, 9, 9, 9, 5, 9, 9]
 */
export function expandImageTokens(
  ids: readonly number[],
  imageTokenId: number,
  counts: readonly number[],
  kind: 'image' | 'video' = 'image',
): number[] {
  const noun = kind === 'image' ? 'picture' : 'video';
  const marks = ids.filter((id) => id === imageTokenId).length;
  if (marks !== counts.length) {
    throw new TesseraeError(`${kind}-count`, {
      expected: `as many ${noun}s as the prompt has ${kind} marks: ${marks}`,
      received: `${counts.length} ${noun}${counts.length === 1 ? '' : 's'}`,
      action: `Pass one ${noun} for each mark, or correct the marks in the prompt.`,
    });
  }
  let next = 0;
  return ids.flatMap((id) => (id === imageTokenId ? new Array<number>(counts[next++]).fill(id) : [id]));
}
