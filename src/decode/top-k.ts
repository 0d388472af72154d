import { type LogitProcessor, ranked } from './processor.js';

/** Keeps the k most likely tokens, and those that tie with the last of them (Fan et al. 2018; Hugging Face `top_k`). */
export function topK(k: number): LogitProcessor {
  return ({ logits }) => {
    const order = ranked(logits);
    if (order.length <= k) return logits;
    const least = logits[order[k - 1]];
    return logits.map((logit) => (logit < least ? Number.NEGATIVE_INFINITY : logit));
  };
}
