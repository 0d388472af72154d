import { TesseraeError } from '../base/error.js';

/**
 * Repeats each image mark once per visual token: ids of a prompt → ids of the sequence that the decoder sees.
 *
 * @param counts visual tokens of each picture, in order
 * @throws TesseraeError `image-count` when the prompt has more or fewer marks than there are pictures
 *
 * @example
 * expandImageTokens([1, 9, 5, 9], 9, [3, 2]); // [1, 9, 9, 9, 5, 9, 9]
 */
export function expandImageTokens(ids: readonly number[], imageTokenId: number, counts: readonly number[]): number[] {
  const marks = ids.filter((id) => id === imageTokenId).length;
  if (marks !== counts.length) {
    throw new TesseraeError('image-count', {
      expected: `as many pictures as the prompt has image marks: ${marks}`,
      received: `${counts.length} picture${counts.length === 1 ? '' : 's'}`,
      action: 'Pass one picture for each mark, or correct the marks in the prompt.',
    });
  }
  let next = 0;
  return ids.flatMap((id) => (id === imageTokenId ? new Array<number>(counts[next++]).fill(id) : [id]));
}
