import type { LogitProcessor } from './processor.js';

/**
 * Makes every token of the history less likely: positive logits divided, negative multiplied (Keskar et al. 2019; Hugging
 * Face `RepetitionPenaltyLogitsProcessor`). How often a token occurred does not matter.
 */
export function repetitionPenalty(penalty: number): LogitProcessor {
  return ({ logits, history }) => {
    const result = logits.slice();
    for (const id of new Set(history)) {
      // Marks of pictures may lie beyond the rows of the head.
      if (id < result.length) result[id] = result[id] > 0 ? result[id] / penalty : result[id] * penalty;
    }
    return result;
  };
}
