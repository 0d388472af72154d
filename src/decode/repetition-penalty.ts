import type { LogitProcessor } from './processor.js';

/** Makes every token of the history less likely: positive logits divided, negative multiplied (Keskar et al. 2019). */
export function repetitionPenalty(penalty: number): LogitProcessor {
  return ({ logits, history }) => {
    const result = Float32Array.from(logits);
    for (const id of new Set(history)) {
      if (id < result.length) result[id] = result[id] > 0 ? result[id] / penalty : result[id] * penalty;
    }
    return result;
  };
}
