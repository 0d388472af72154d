import { type LogitProcessor, largest } from './processor.js';

/**
 * Keeps tokens at least `share` times as likely as the most likely one (Nguyen et al. 2024; Hugging Face `MinPLogitsWarper`).
 *
 * p ≥ share · max p is the same as l ≥ max l + ln share, so no softmax is needed.
 */
export function minP(share: number): LogitProcessor {
  return ({ logits }) => {
    const least = largest(logits) + Math.log(share);
    return logits.map((logit) => (logit < least ? Number.NEGATIVE_INFINITY : logit));
  };
}
