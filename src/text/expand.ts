import { TesseraeError } from '../base/error.js';

/**
 * Repeats each picture's mark once per visual token: ids of a prompt → ids of the sequence that the decoder sees.
 *
 * @param counts visual tokens of each picture, in order
 * @throws TesseraeError `image-count` when the prompt has more or fewer marks than there are pictures
 */
export function expandImageTokens(ids: readonly number[], imageTokenId: number, counts: readonly number[]): number[] {
  const marks = ids.filter((id) => id === imageTokenId).length;
  if (marks !== counts.length) {
    throw new TesseraeError('image-count', {
      expected: `one picture for each of the ${marks} image marks in the prompt`,
      received: `${counts.length} picture${counts.length === 1 ? '' : 's'}`,
      action: 'Pass as many pictures as the prompt has marks.',
    });
  }
  let next = 0;
  return ids.flatMap((id) => (id === imageTokenId ? new Array<number>(counts[next++]).fill(id) : [id]));
}
