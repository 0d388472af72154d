import type { LogitProcessor } from './processor.js';

/**
 * Keeps the k most likely tokens, and those that tie with the last of them (Fan et al. 2018; Hugging Face
 * `TopKLogitsWarper`).
 */
export function topK(k: number): LogitProcessor {
  return ({ logits }) => {
    if (k >= logits.length) return logits;
    const least = logits.slice().sort()[logits.length - k];
    return logits.map((logit) => (logit < least ? Number.NEGATIVE_INFINITY : logit));
  };
}
